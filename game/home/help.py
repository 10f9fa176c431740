"""Help from every screen: how to play, the keys, the glossary, and the notes shown so far."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.context import Context
from game.ui.events import Key
from game.ui.layout import flex, item
from game.ui.presets import screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget

HOW = ("help.watch", "help.judge", "help.spot", "help.reveal", "help.both")
KEYS = ("help.keys.all", "help.keys.watch", "help.keys.judge", "help.keys.spot", "help.keys.reveal")


class HelpScene(Scene):
    """Pages on paper, opened with F1 or H."""

    name = "help"

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = 0

    def on_back(self) -> None:
        """Back to where the player came from."""
        self.context.stack.pop()

    def on_key(self, key: Key) -> bool:
        """Close with the help key, too."""
        if key.name in ("f1", "h"):
            self.on_back()
            return True
        return False

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    def lines(self) -> list[tuple[str, str]]:
        """Return (heading, text) of everything."""
        t = self.context.t
        facts = [(t("help.how") if i == 0 else "", t(key)) for i, key in enumerate(HOW)]
        facts += [(t("help.keys") if i == 0 else "", t(key)) for i, key in enumerate(KEYS)]
        for term in self.context.guide.terms.values():
            facts.append((term.name.get(t.language), term.meaning.get(t.language)))
        notes = [note.text for note in self.context.toasts.log[-8:]]
        facts += [(t("help.notes") if i == 0 else "", text) for i, text in enumerate(notes)]
        return facts

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and page."""
        t = self.context.t
        bar = top_bar(t, t("help.title"), t("help.subtitle"), back=self.on_back)
        page = TextPage(self.lines(), self.page, self.turn, t)
        return screen(bar, item(page, main=flex())).place(layout, layout.area)
