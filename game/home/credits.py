"""Credits and licences: every pack, the typeface, the libraries, the people whose research is taught."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.context import Context
from game.play.rights_words import (
    allowed_words,
    confirmed_words,
    licence_words,
    makers_words,
    said_by_makers,
    source_words,
)
from game.ui.layout import flex, item
from game.ui.presets import screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget

LIBRARIES = "Python, pygame-ce and SDL, PyAV and FFmpeg, NumPy, Pillow, pydantic, PyYAML, platformdirs, rich"


class CreditsScene(Scene):
    """Pages on paper."""

    name = "credits"

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = 0

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    def lines(self) -> list[tuple[str, str]]:
        """Return (heading, text) of everything to credit."""
        t = self.context.t
        facts = [(t("credits.game"), t("credits.game_text"))]
        for installed in self.context.library.packs():
            pack = installed.pack
            parts = (
                licence_words(t, pack),
                allowed_words(t, pack),
                source_words(t, pack),
                makers_words(t, pack),
                said_by_makers(t, pack.consent.evidence),
                confirmed_words(t, pack),
            )
            text = "\n".join(part for part in parts if part)
            facts.append((t("credits.pack", pack=pack.title.get(t.language)), text))
        facts.append(
            (t("credits.typeface"), "Source Sans Pro, Paul D. Hunt, Adobe. SIL Open Font License 1.1")
        )
        facts.append((t("credits.libraries"), LIBRARIES))
        cited = [c.text for c in self.context.guide.citations.values()]
        facts += [(t("credits.research") if i == 0 else "", text) for i, text in enumerate(cited)]
        return facts

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and page."""
        t = self.context.t
        bar = top_bar(t, t("credits.title"), t("credits.subtitle"), back=self.on_back)
        page = TextPage(self.lines(), self.page, self.turn, t)
        return screen(bar, item(page, main=flex())).place(layout, layout.area)
