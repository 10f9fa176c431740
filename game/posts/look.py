"""Look: the post, and up to three checks before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence

from game.posts.checks_panel import OpenChecks, checks_panel
from game.posts.play import PostPhase, PostPlay
from game.posts.post_screen import PostScreen
from game.ui.layout import Node, column, flex, item, spacer, split
from game.ui.presets import key_row, primary, screen
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label


class LookScene(PostScreen):
    """Nothing is asked yet. A check that helps little costs nothing, but it is one of three."""

    name = "post"

    def __init__(self, play: PostPlay) -> None:
        super().__init__(play)
        self.sheet = 0

    def open_check(self, check: str) -> None:
        """Open a check, or show it again."""
        self.play.check(check)
        self.sheet = 0

    def turn(self) -> None:
        """Turn to the next page of what the check shows."""
        self.sheet += 1

    def decide(self) -> None:
        """Go on to the first question."""
        self.play.show(PostPhase.PICTURE)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the post, and beside (upright: below) it the checks and what they show."""
        body = split(item(self.card(), main=flex()), item(self._checks(), main=flex()), gap="gutter")
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _checks(self) -> Node:
        t, play = self.t, self.play
        state = OpenChecks(play.round.opened, play.shown, self.sheet)
        decide = primary(
            "decide", t("posts.decide"), self.decide, first=True, shortcuts=("return", "pagedown")
        )
        return column(
            Label(name="checks.title", text=t("posts.checks"), style="h2", floor=0.7, max_lines=2),
            item(checks_panel(t, play.feed, play.post, state, self.open_check, self.turn), main=flex()),
            key_row(spacer(), item(decide, main=flex(2.0))),
            gap="m",
        )
