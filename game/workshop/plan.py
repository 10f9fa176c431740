"""Workshop plans: what a class does in 20, 45 or 90 minutes. A teacher can read and change these files.

A plan names kinds of clips and not clips, so that the same lesson can be held with any installed packs; the
clips are dealt when the lesson begins (`game.workshop.dealing`).
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from game.content.base import LocalText, Model, Number, Slug
from game.content.models import Media

Block = Literal["before", "lesson", "after"]
"""Where a clip stands: in one of the two checks, which tell nothing until the end, or between them."""

Minutes = Annotated[Number, Field(gt=0, le=60)]


_FIELDS: Final = {
    "check": ({"block", "clips"}, {"block", "clips"}),
    "card": ({"card"}, {"card"}),
    "clip": ({"prompt"}, {"prompt", "label", "kinds", "media"}),
    "talk": ({"title", "prompt"}, {"title", "prompt"}),
    "post": (set(), {"post", "prompt"}),
    "pair": (set(), {"kinds", "prompt"}),
}
"""For each sort of step: the fields it needs, and those it may have (beside do and minutes)."""


class PlanStep(Model):
    """One step of a plan. `do` says which sort, and with it which of the other fields it has.

    - `check`: a short check without feedback, `block` before or after; `clips` clips, half manipulated.
    - `card`: a lesson card of the campaign, written `chapter/card`.
    - `clip`: one clip to judge, to point at and to talk about. `label` and `kinds` say what it should be;
      where no installed clip fits, any clip of the label is taken. `prompt` is the question afterwards.
      With `media: audio` it is a sound without a picture; where none is installed the step is left out.
    - `talk`: a question for the class, without phones.
    - `post`: a post of `levels/context`, the one called `post` or any; the class votes whether to share it,
      the teacher opens checks. `prompt` is the question afterwards.
    - `pair`: an edit beside its original; the class votes which of the two was altered, and points. `kinds`
      say what the edit should show. Where no installed pack has both films, the step is left out.
    """

    do: Literal["check", "card", "clip", "talk", "post", "pair"]
    minutes: Minutes
    block: Literal["before", "after"] | None = None
    clips: Annotated[StrictInt, Field(ge=2, le=20)] | None = None
    card: Annotated[StrictStr, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")] | None = None
    label: Literal["real", "manipulated", "any"] = "any"
    kinds: tuple[Slug, ...] = ()
    media: Media = "video"
    title: LocalText | None = None
    prompt: LocalText | None = None
    post: Slug | None = None

    @model_validator(mode="after")
    def _fields_of_its_sort(self) -> PlanStep:
        needed, allowed = _FIELDS[self.do]
        given = {
            name for name in self.model_fields_set - {"do", "minutes"} if getattr(self, name) is not None
        }
        if missing := sorted(needed - given):
            raise ValueError(f"expected `{missing[0]}` in a step that does `{self.do}`")
        if extra := sorted(given - allowed):
            raise ValueError(f"expected no `{extra[0]}` in a step that does `{self.do}`")
        if self.clips is not None and self.clips % 2:
            raise ValueError("expected an even number of clips, as half of them are manipulated")
        return self


class Plan(Model):
    """`levels/workshops/*.yaml`: one lesson plan."""

    id: Slug
    minutes: Annotated[StrictInt, Field(ge=5, le=180)]
    title: LocalText
    subtitle: LocalText
    objectives: Annotated[tuple[LocalText, ...], Field(min_length=1)]
    steps: Annotated[tuple[PlanStep, ...], Field(min_length=1)]

    @property
    def clips(self) -> int:
        """How many clips the plan asks for, without sounds and pairs: those come where packs have them."""
        films = [step for step in self.steps if step.media == "video"]
        return sum(step.clips or 0 if step.do == "check" else step.do == "clip" for step in films)

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
        blocks = [step.block for step in self.steps if step.block is not None]
        if len(blocks) != len(set(blocks)):
            raise ValueError("expected at most one check before and one after")
        return self
