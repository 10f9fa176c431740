"""Facts on paper, one tap away: the glossary entries of a lesson card, where to report."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.context import Context
from game.ui.layout import flex, item
from game.ui.presets import screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget


class FactsScene(Scene):
    """(heading, text) pairs under a title, as pages."""

    name = "facts"

    def __init__(self, context: Context, title: str, facts: Sequence[tuple[str, str]]) -> None:
        self.context = context
        self.title = title
        self.facts = tuple(facts)
        self.page = 0

    def on_back(self) -> None:
        """Back to the page that asked."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and page."""
        t = self.context.t
        bar = top_bar(t, self.title, back=self.on_back)
        page = TextPage(self.facts, self.page, self.turn, t)
        return screen(bar, item(page, main=flex())).place(layout, layout.area)


def glossary_scene(context: Context, terms: Sequence[str]) -> FactsScene:
    """Return the glossary entries of `terms` as pages; unknown ones are left out."""
    t, known = context.t, context.guide.terms
    entries = [known[term] for term in terms if term in known]
    facts = [(term.name.get(t.language), term.meaning.get(t.language)) for term in entries]
    return FactsScene(context, t("lesson.terms"), facts)
