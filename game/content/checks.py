"""Check blocks: what the two parallel forms of a fixed, balanced check are made of.

A block names wishes, not clips, so that it works with whatever packs are installed. Both forms are filled
from the same list, wish by wish: that is what makes them parallel (`game.quiz.checks`).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from game.content.base import Flag, LocalText, Model, Slug
from game.content.levels import Share
from game.content.models import TruthLabel


class CheckItem(Model):
    """One clip of a form: its label, the kind of tell-tale it should show, and how hard it should be.

    `difficulty` is that of a pack's clips: 0 (plain) .. 1 (hardly visible).
    """

    label: TruthLabel
    kind: Slug | None = None
    difficulty: Share = 0.5

    @model_validator(mode="after")
    def _real_shows_nothing(self) -> CheckItem:
        if self.label == "real" and self.kind is not None:
            raise ValueError("expected a real clip without a kind: it shows no tell-tale")
        return self


class CheckBlock(Model):
    """`levels/check/*.yaml`: one check, in two forms that hold different clips.

    Clips of `pack` go first, so that the forms stay the same whatever else is installed. `held_back` keeps
    the block's clips out of practice while there are others, so that practice does not teach the answers.
    """

    id: Slug
    title: LocalText
    subtitle: LocalText
    icon: Slug = "check"
    pack: Slug | None = None
    held_back: Flag = False
    items: Annotated[tuple[CheckItem, ...], Field(min_length=2, max_length=60)]

    @model_validator(mode="after")
    def _balanced(self) -> CheckBlock:
        real = sum(item.label == "real" for item in self.items)
        if 2 * real != len(self.items):
            manipulated = len(self.items) - real
            raise ValueError(f"expected as many real as manipulated clips, not {real} and {manipulated}")
        return self
