"""The campaign: chapters with lesson cards, guided examples, practice and mastery; the cases of chapter 6.

A chapter is one file of `levels/campaign/`, so that a teacher can read it from top to bottom, change a card
or move the practice. Motives with their cases and the list "before I share" belong to the guide's catalogue
(`levels/guide/`), because the reports use them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, StrictInt, model_validator

from game.content.base import Flag, LocalText, Model, Number, Slug
from game.content.guide import Guide
from game.content.levels import Level, Mastery, Share

Diagram = Literal[
    "word-parts",
    "uses",
    "two-sides",
    "two-thoughts",
    "our-clips",
    "data-heap",
    "autoencoder",
    "two-decoders",
    "gan-game",
    "tools",
    "frames-mask-paste",
    "finishing",
    "share-ladder",
    "voice-lips",
    "motives",
    "detector",
    "before-list",
]
"""The drawings of the lesson board; code draws them, a card names one and a step of it."""


class LessonCard(Model):
    """One page of a lesson: a drawing and at most two sentences.

    `kinds` are shown as "often left behind by this stage"; `terms` open their glossary entries.
    """

    id: Slug
    title: LocalText
    text: LocalText
    diagram: Diagram
    step: Annotated[StrictInt, Field(ge=1, le=9)] = 1
    kinds: tuple[Slug, ...] = ()
    terms: tuple[Slug, ...] = ()


class Example(Model):
    """A guided clip: its truth is shown first. Without `kind` it is a real clip."""

    id: Slug
    kind: Slug | None = None
    difficulty: tuple[Share, Share] = (0, 0.4)
    text: LocalText


class Rung(Model):
    """One step down the re-share ladder: the same clip, smaller and compressed again.

    `scale` is the picture's size against the first rung, `passes` how often it was compressed anew.
    """

    id: Slug
    title: LocalText
    text: LocalText
    scale: Annotated[Number, Field(gt=0, le=1)] = 1
    passes: Annotated[StrictInt, Field(ge=0, le=10)] = 0


class Ladder(Model):
    """The end of chapter 4: one manipulated clip, handed on until its tell-tales fade."""

    kinds: Annotated[tuple[Slug, ...], Field(min_length=1)]
    rungs: Annotated[tuple[Rung, ...], Field(min_length=2)]
    lesson: LocalText


class Chapter(Model):
    """`levels/campaign/*.yaml`: one chapter. `after` only recommends: no chapter is locked.

    `check` puts a block of fixed clips without feedback at the end; `cases` and `before_share` name what
    chapter 6 takes from the guide's catalogue, `posts` which posts of `levels/context` it ends with.
    """

    id: Slug
    number: Annotated[StrictInt, Field(ge=0, le=6)]
    icon: Slug
    title: LocalText
    subtitle: LocalText
    stage: Slug | None = None
    after: tuple[Slug, ...] = ()
    lesson: Annotated[tuple[LessonCard, ...], Field(min_length=3, max_length=6)]
    examples: tuple[Example, ...] = ()
    practice: Level | None = None
    mastery: Mastery | None = None
    ladder: Ladder | None = None
    cases: tuple[Slug, ...] = ()
    posts: tuple[Slug, ...] = ()
    before_share: Flag = False
    check: Literal["before", "after"] | None = None

    def own_kinds(self, guide: Guide) -> tuple[str, ...]:
        """Return the kinds that this chapter teaches, in catalogue order."""
        return tuple(kind.id for kind in guide.of_stage(self.stage)) if self.stage else ()


class Motive(Model):
    """A reason why deepfakes are made. `deceives` when it only works while people are misled."""

    id: Slug
    icon: Slug
    name: LocalText
    summary: LocalText
    deceives: Flag = False


class CaseChoice(Model):
    """One answer to "who gains" or "who may be hurt"; several may fit."""

    text: LocalText
    fits: Flag


class Case(Model):
    """A case card: what happened, then three questions, then what to take home.

    `checks` are the checks of "before I share" that help most here; `drawing` is drawn by code and shows
    nobody's likeness. `typical` marks a pattern instead of one event that was reported.
    """

    id: Slug
    motive: Slug
    drawing: Slug
    title: LocalText
    facts: LocalText
    typical: Flag = False
    gains: Annotated[tuple[CaseChoice, ...], Field(min_length=2, max_length=4)]
    hurt: Annotated[tuple[CaseChoice, ...], Field(min_length=2, max_length=4)]
    checks: Annotated[tuple[Slug, ...], Field(min_length=1)]
    lesson: LocalText
    source: Annotated[tuple[Slug, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _answerable(self) -> Case:
        for question, choices in (("gains", self.gains), ("hurt", self.hurt)):
            if len({choice.fits for choice in choices}) < 2:
                raise ValueError(f"expected {question} to have answers that fit and answers that do not")
        return self


class Motives(Model):
    """`levels/guide/motives.yaml`."""

    motives: Annotated[tuple[Motive, ...], Field(min_length=1)]
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


class Check(Model):
    """One line of the list "before I share": what to do, and how."""

    id: Slug
    icon: Slug
    title: LocalText
    how: LocalText


class ReportPlace(Model):
    """Where to turn with a video that deceives or hurts."""

    id: Slug
    title: LocalText
    how: LocalText


class BeforeShare(Model):
    """`levels/guide/before-i-share.yaml`: the five checks, and where to report."""

    checks: Annotated[tuple[Check, ...], Field(min_length=5, max_length=5)]
    reports: Annotated[tuple[ReportPlace, ...], Field(min_length=1)]


class Campaign:
    """Chapters in their order, with the cases and checks they name. Immutable after it was made."""

    def __init__(self, chapters: Iterable[Chapter], motives: Motives, before_share: BeforeShare) -> None:
        ordered = sorted(chapters, key=lambda chapter: chapter.number)
        self.chapters: Mapping[str, Chapter] = MappingProxyType({c.id: c for c in ordered})
        self.motives: Mapping[str, Motive] = MappingProxyType({m.id: m for m in motives.motives})
        self.cases: Mapping[str, Case] = MappingProxyType({c.id: c for c in motives.cases})
        self.before_share = before_share

    def cases_of(self, chapter: str) -> tuple[Case, ...]:
        """Return the case cards of `chapter`, in its order."""
        return tuple(self.cases[case] for case in self.chapters[chapter].cases)
