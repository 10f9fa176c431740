"""Workshop plans: what a class does in 20, 45 or 90 minutes. A teacher can read and change these files.

A plan names kinds of clips and not clips, so that the same lesson can be held with any installed packs; the
clips are dealt when the lesson begins (`game.classroom.dealing`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from game.content.base import LocalText, Model, Number, Slug

Block = Literal["before", "lesson", "after"]
"""Where a clip stands: in one of the two checks, which tell nothing until the end, or between them."""

Minutes = Annotated[Number, Field(gt=0, le=60)]


class CheckStep(Model):
    """A short check without feedback: `clips` clips, half of them manipulated."""

    do: Literal["check"]
    block: Literal["before", "after"]
    clips: Annotated[StrictInt, Field(ge=2, le=20)]
    minutes: Minutes

    @model_validator(mode="after")
    def _balanced(self) -> CheckStep:
        if self.clips % 2:
            raise ValueError("expected an even number of clips, as half of them are manipulated")
        return self


class CardStep(Model):
    """A lesson card of the campaign, written `chapter/card`."""

    do: Literal["card"]
    card: Annotated[StrictStr, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    minutes: Minutes


class ClipStep(Model):
    """One clip to judge, to point at and to talk about.

    `label` and `kinds` say what it should be; where no installed clip fits, any clip of the label is taken.
    """

    do: Literal["clip"]
    label: Literal["real", "manipulated", "any"] = "any"
    kinds: tuple[Slug, ...] = ()
    minutes: Minutes
    prompt: LocalText


class TalkStep(Model):
    """A question for the class, without phones."""

    do: Literal["talk"]
    title: LocalText
    prompt: LocalText
    minutes: Minutes


Step = Annotated[CheckStep | CardStep | ClipStep | TalkStep, Field(discriminator="do")]


class Plan(Model):
    """`levels/workshops/*.yaml`: one lesson plan."""

    id: Slug
    minutes: Annotated[StrictInt, Field(ge=5, le=180)]
    title: LocalText
    subtitle: LocalText
    objectives: Annotated[tuple[LocalText, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def clips(self) -> int:
        """How many clips the plan asks for."""
        return sum(s.clips if isinstance(s, CheckStep) else isinstance(s, ClipStep) for s in self.steps)

    @property
    def planned_minutes(self) -> float:
        """How long the steps take together."""
        return sum(float(step.minutes) for step in self.steps)

    @model_validator(mode="after")
    def _whole(self) -> Plan:
        if not self.clips:
            raise ValueError("expected at least one clip")
        if self.planned_minutes > self.minutes:
            total = f"{self.planned_minutes:g}"
            raise ValueError(f"expected steps of at most {self.minutes} minutes together, found {total}")
        blocks = [step.block for step in self.steps if isinstance(step, CheckStep)]
        if len(blocks) != len(set(blocks)):
            raise ValueError("expected at most one check before and one after")
        return self
