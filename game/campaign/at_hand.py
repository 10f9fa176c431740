"""Always at hand: the places to look, and the list "before I share", one key away during every round."""

from __future__ import annotations

from collections.abc import Sequence

from game.campaign.model import BeforeShare
from game.play.context import Context
from game.play.watch import PLACES, SOUNDS
from game.ui.events import Key
from game.ui.layout import Child, Node, column, content, fixed, flex, item, split
from game.ui.presets import icon_text, panel, rule, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label


class AtHandScene(Scene):
    """Lies on top of a round; the same for every clip, so it gives nothing away."""

    name = "at-hand"

    def __init__(self, context: Context, checks: BeforeShare) -> None:
        self.context = context
        self.list = checks
        self.page = 0

    def on_back(self) -> None:
        """Back to the clip."""
        self.context.stack.pop()

    def on_key(self, key: Key) -> bool:
        """Close with the key that opened it, too."""
        if key.name == "i":
            self.on_back()
            return True
        return False

    def turn(self, by: int) -> None:
        """Turn the page of the list."""
        self.page = max(0, self.page + by)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Where to look beside the list (upright: above it)."""
        t = self.context.t
        bar = top_bar(t, t("hand.title"), t("hand.subtitle"), back=self.on_back)
        facts = [(c.title.get(t.language), c.how.get(t.language)) for c in self.list.checks]
        page = column(
            Label(name="share.title", text=t("share.title"), style="h3"),
            item(TextPage(facts, self.page, self.turn, t), main=flex()),
            gap="m",
        )
        body = split(
            item(self._places(), main=layout.choose(fixed("hand_side"), content())),
            item(page, main=flex()),
            gap="gutter",
        )
        return screen(bar, item(body, main=flex())).place(layout, layout.area)

    def _places(self) -> Node:
        t = self.context.t
        rows: list[Child] = [Label(name="look.title", text=t("watch.title"), style="h3")]
        rows += self._rows("look", PLACES)
        rows += [
            rule("hand.rule"),
            Label(name="listen.title", text=t("watch.title.voice"), style="h3"),
        ]
        rows += self._rows("listen", SOUNDS)
        return panel("places.panel", column(*rows, gap="s"))

    def _rows(self, name: str, places: Sequence[tuple[str, str]]) -> list[Child]:
        t = self.context.t
        return [icon_text(f"{name}-{i}", icon, t(key), max_lines=2) for i, (icon, key) in enumerate(places)]
