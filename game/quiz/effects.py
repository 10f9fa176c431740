"""What a session asks the world to do, as values: `reduce` returns them, the controller performs them.

Two of them are questions, and the session waits for the reply: `ChooseClip` (a `Deal`, or `NothingLeft`) and
`StoreAnswer` (`Stored`). The others want no reply.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.quiz.answer import Answer
    from game.quiz.candidates import ClipKey
    from game.quiz.phase import Phase
    from game.quiz.rounds import Deal


@dataclass(frozen=True, slots=True)
class StartSession:
    """Note in the store that the session has begun."""


@dataclass(frozen=True, slots=True)
class ChooseClip:
    """Choose the next clip, or take the one that was prepared. The reply is a `Deal` or `NothingLeft`."""


@dataclass(frozen=True, slots=True)
class OpenClip:
    """Open the player of the clip on the table, in the place of the last one."""

    deal: Deal


@dataclass(frozen=True, slots=True)
class PrepareNext:
    """Choose the next clip and open it in the background, while the player reads or judges."""


@dataclass(frozen=True, slots=True)
class StoreAnswer:
    """Keep the answer. The reply is `Stored`, and no truth is shown before it."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Remember:
    """Let the scheduler learn from an answer that is safe."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class SetAside:
    """Deal this clip no more in this session: it could not be played."""

    key: ClipKey


@dataclass(frozen=True, slots=True)
class Show:
    """Show the screen of a phase."""

    phase: Phase


@dataclass(frozen=True, slots=True)
class FinishSession:
    """Note in the store that the session came to its end, and let go of its clips."""


Effect = (
    StartSession
    | ChooseClip
    | OpenClip
    | PrepareNext
    | StoreAnswer
    | Remember
    | SetAside
    | Show
    | FinishSession
)
