"""What scenes may use: the services of the app, handed in once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Protocol

from game.content.guide import Guide
from game.content.levels import Level
from game.i18n import Catalogue, Translator
from game.media.audio import Sound
from game.packs.library import Library
from game.quiz.candidates import Candidate, ClipKey
from game.quiz.history import History, Rated
from game.records.history import history_of
from game.records.store import AnswerStore
from game.settings import Settings
from game.ui.stack import SceneStack
from game.ui.toast import Toasts

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.ui.scene import Scene


@dataclass(frozen=True, slots=True)
class Seen:
    """Clips whose truth was shown unasked."""

    clips: frozenset[ClipKey] = frozenset()
    """All of them."""
    examples: frozenset[ClipKey] = frozenset()
    """The guided examples of late."""
    looked_at: frozenset[ClipKey] = frozenset()
    """Those that were looked at after a check, or handed on."""


class Playing(Protocol):
    """A session that holds open clips."""

    def close(self) -> None:
        """Let go of them."""


@dataclass(slots=True)
class Context:
    """The services. `settings` and `t` change when a player changes a setting; the rest stays."""

    guide: Guide
    levels: tuple[Level, ...]
    library: Library
    store: AnswerStore
    texts: Catalogue
    settings: Settings
    t: Translator
    stack: SceneStack
    toasts: Toasts
    sound: Sound
    clock: Callable[[], float]
    today: Callable[[], str]
    """The present moment as an ISO string with time zone, for the records."""
    new_id: Callable[[], str]
    """A name for a session that no other session has or will have, whatever the seed."""
    random: Random
    history: History
    """What was played before, for the scheduler; grows with every round."""
    wake: Callable[[], None]
    """Thread-safe: let the loop look again."""
    apply: Callable[[Settings], None]
    """Take over and save changed settings."""
    quit: Callable[[], None]
    screens: Mapping[str, Callable[[Context], Scene]]
    """Screens of other rooms that can be asked for by name, see `show`."""
    profile: Callable[[], str] = str
    """The picture of the player of now; empty where there are no profiles."""
    held: Callable[[], frozenset[ClipKey]] = frozenset
    """Clips that are kept for a check, so that practice does not show their truth."""
    seen: Callable[[], Seen] = Seen
    """What the player of now was shown unasked."""
    see: Callable[[Iterable[ClipKey]], None] = lambda _clips: None
    """Note that the player of now was shown the truth of clips unasked, after a check."""
    teach: Callable[[Iterable[ClipKey]], None] = lambda _clips: None
    """Note that the player of now was shown clips as a guided example."""
    pooled: Mapping[ClipKey, Rated] = field(default_factory=dict)
    """What many machines together say of the difficulty of clips."""
    playing: set[Playing] = field(default_factory=set)
    """Sessions that hold open clips; the app closes what is left of them at its end."""
    remembered: str | None = None
    """Whose answers `history` is made of; None: everybody's, as read at the start."""

    def remember(self) -> None:
        """Take the history of the player of now, when another one has come since."""
        profile = self.profile()
        if profile != (self.remembered or ""):
            self.history = history_of(self.store, profile, self.pooled)
        self.remembered = profile

    def perceptible(self, clip: Candidate | Clip) -> bool:
        """Tell whether a clip can be judged here: not where all that it shows is in a sound unheard."""
        if self.sound.audible:
            return True
        heard = [self.guide.kinds[kind].audible for kind in clip.kinds]
        return clip.media == "video" and not (heard and all(heard))

    def show(self, name: str) -> None:
        """Put the screen called `name` on top. Raises KeyError for a name that nobody registered."""
        self.stack.push(self.screens[name](self))

    @property
    def language(self) -> str:
        """The language of the texts now."""
        return self.t.language
