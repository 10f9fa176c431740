"""How far a player is in the campaign: the steps of a chapter, what is behind, where to go on.

Pure. A step that was done stays done; a chapter goes on at the first step that is not. Nothing is locked:
what a chapter names in `after` only decides what is recommended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.campaign.model import Campaign, Chapter


class Part(StrEnum):
    """What a step of a chapter is."""

    CARD = "card"
    EXAMPLE = "example"
    PRACTICE = "practice"
    LADDER = "ladder"
    CASE = "case"
    POST = "post"
    BEFORE_SHARE = "before-share"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, its id (unique in the chapter), and which of its part it is, from 0."""

    part: Part
    id: str
    index: int = 0


ChapterStatus = Literal["not-started", "continue", "finished"]


def steps_of(chapter: Chapter, *, checks: bool = True) -> tuple[Step, ...]:
    """Return the steps of `chapter` in order; `checks` tells whether check blocks can be played here."""
    return tuple(_steps(chapter, checks=checks))


def _steps(chapter: Chapter, *, checks: bool) -> Iterator[Step]:
    for i, card in enumerate(chapter.lesson):
        yield Step(Part.CARD, f"card:{card.id}", i)
    for i, example in enumerate(chapter.examples):
        yield Step(Part.EXAMPLE, f"example:{example.id}", i)
    if chapter.practice is not None:
        yield Step(Part.PRACTICE, "practice")
    if chapter.ladder is not None:
        yield Step(Part.LADDER, "ladder")
    for i, case in enumerate(chapter.cases):
        yield Step(Part.CASE, f"case:{case}", i)
    for i, post in enumerate(chapter.posts):
        yield Step(Part.POST, f"post:{post}", i)
    if chapter.before_share:
        yield Step(Part.BEFORE_SHARE, "before-share")
    if checks and chapter.check is not None:
        yield Step(Part.CHECK, f"check:{chapter.check}")


class Outline(NamedTuple):
    """What the menu shows of a chapter, and what its progress is counted by."""

    id: str
    number: int
    icon: str
    title: Mapping[str, str]
    subtitle: Mapping[str, str]
    after: tuple[str, ...]
    steps: tuple[str, ...]
    """The ids of all steps."""


def outlines_of(campaign: Campaign) -> tuple[Outline, ...]:
    """Return the outline of each chapter, in order."""
    return tuple(
        Outline(
            chapter.id,
            chapter.number,
            chapter.icon,
            chapter.title.texts(),
            chapter.subtitle.texts(),
            chapter.after,
            tuple(step.id for step in steps_of(chapter)),
        )
        for chapter in campaign.chapters.values()
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """What one player has behind: (chapter, step) pairs, clips answered in each chapter's practice.

    `last` is the chapter in which something was done last; `kept` are the checks on the player's list.
    """

    done: frozenset[tuple[str, str]] = frozenset()
    answered: Mapping[str, int] = field(default_factory=dict)
    last: str | None = None
    kept: tuple[str, ...] = ()

    def after(self, chapter: str, step: str) -> Progress:
        """Return the progress with one more step done."""
        return replace(self, done=self.done | {(chapter, step)}, last=chapter)

    def with_answers(self, chapter: str, count: int) -> Progress:
        """Return the progress with `count` clips of a chapter's practice answered."""
        return replace(self, answered={**self.answered, chapter: count}, last=chapter)

    def next_step(self, chapter: Chapter, *, checks: bool = True) -> int:
        """Return where `chapter` goes on: the first step that is not done; 0 when all are."""
        for i, step in enumerate(steps_of(chapter, checks=checks)):
            if (chapter.id, step.id) not in self.done:
                return i
        return 0

    def rounds_left(self, chapter: Chapter) -> int:
        """Return how many clips of the chapter's practice are still to play, 0 without a practice.

        A practice that was finished starts anew.
        """
        if chapter.practice is None:
            return 0
        left = chapter.practice.rounds - self.answered.get(chapter.id, 0)
        return left if left > 0 else chapter.practice.rounds


class ChapterState(NamedTuple):
    """What the menu shows of a chapter."""

    id: str
    number: int
    state: ChapterStatus
    done: int
    """Steps that are behind."""
    total: int
    recommended: bool = False


def chapter_states(
    outlines: Sequence[Outline], progress: Progress, *, checks: bool = True
) -> tuple[ChapterState, ...]:
    """Return the state of every chapter in order; at most one is recommended.

    Recommended is the chapter that was begun last, while it is open; then the first open one whose
    forerunners (`after`) are finished; then the first open one. None when all are finished.
    """
    states = [_state(chapter, progress, checks=checks) for chapter in outlines]
    chosen = _recommended(outlines, states, progress.last)
    return tuple(state._replace(recommended=state.id == chosen) for state in states)


def _state(chapter: Outline, progress: Progress, *, checks: bool) -> ChapterState:
    steps = [step for step in chapter.steps if checks or not step.startswith(f"{Part.CHECK}:")]
    done = sum((chapter.id, step) in progress.done for step in steps)
    begun = done or progress.answered.get(chapter.id, 0)
    state: ChapterStatus = "finished" if done == len(steps) else "continue" if begun else "not-started"
    return ChapterState(chapter.id, chapter.number, state, done, len(steps))


def _recommended(outlines: Sequence[Outline], states: list[ChapterState], last: str | None) -> str | None:
    after = {chapter.id: set(chapter.after) for chapter in outlines}
    open_ = [state for state in states if state.state != "finished"]
    finished = {state.id for state in states if state.state == "finished"}
    begun = [s for s in open_ if s.id == last and s.state == "continue"]
    ready = [s for s in open_ if after[s.id] <= finished]
    return next((state.id for state in (*begun, *ready, *open_)), None)
