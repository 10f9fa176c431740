"""The name of an own lesson: typed, with a suggestion to begin with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.content.own_words import fit
from game.play.context import Context
from game.ui.events import Typed
from game.ui.layout import content, fixed, flex, item, spacer
from game.ui.presets import key_row, primary, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label
from game.ui.widgets.field import WritingField
from game.ui.writing import FIELD, Writing
from game.workshop.own_plans import LONGEST, clean_name
from game.workshop.plan import Plan
from game.workshop.wall.plan_outline import outline


class PlanNameScene(Scene):
    """One line to type in, and what the lesson is made of; an empty line keeps the suggestion."""

    name = "workshop-plan-name"
    writing: Writing

    def __init__(self, context: Context, plan: Plan, suggested: str, took: Callable[[str], None]) -> None:
        self.context = context
        self.plan = plan
        self.suggested = suggested
        self.took = took
        self.writing = Writing(LONGEST, fit)
        self.writing.take(Typed(suggested))

    def on_back(self) -> None:
        """Leave without a name."""
        self.context.stack.pop()

    def done(self) -> None:
        """Hand the name over."""
        self.context.stack.pop()
        self.took(clean_name(self.writing.text) or self.suggested)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the line, a word on names, what the lesson is made of, and the way on."""
        t = self.context.t
        done = primary(
            "done", t("workshop.name_done"), self.done, icon="check", first=True, shortcuts=("return",)
        )
        hint = t("workshop.name_hint")
        field = WritingField(name=FIELD, writing=self.writing, hint=hint, spoken=hint)
        return screen(
            top_bar(t, t("workshop.title"), t("workshop.name_title"), back=self.on_back),
            item(field, height=fixed("action")),
            Label(name="promise", text=t("workshop.name_promise"), tone="text_mid"),
            item(outline(t, self.plan), main=flex()),
            foot=key_row(spacer(), item(done, width=content("start_key"))),
        ).place(layout, layout.area)
