"""The words of one page: its glossary entries on paper, one tap away."""

from __future__ import annotations

from collections.abc import Sequence

from game.scenes.bars import content_box, top_bar
from game.scenes.context import Context
from game.scenes.pages import text_page
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget


class WordsScene(Scene):
    """Glossary entries, as pages."""

    name = "words"

    def __init__(self, context: Context, terms: Sequence[str]) -> None:
        self.context = context
        self.terms = tuple(terms)
        self.page = 0

    def on_back(self) -> None:
        """Back to the page that asked."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and page."""
        t, known = self.context.t, self.context.guide.terms
        entries = [known[term] for term in self.terms if term in known]
        facts = [(term.name.get(t.language), term.meaning.get(t.language)) for term in entries]
        bar = top_bar(layout, self.context, t("lesson.terms"), back=self.on_back)
        return [*bar, *text_page(layout, content_box(layout), facts, self.page, self.turn, t)]
