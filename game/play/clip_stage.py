"""The stage as a part of a layout: its light, the clip on its mount, a key on the picture's corner."""

from __future__ import annotations

from collections.abc import Callable

from game.ui.geometry import Box
from game.ui.layout import Node, fixed, item, pad
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button
from game.ui.widgets.stage import Glow, Stage


@screen_part(frozen=True, slots=True)
class ClipStage(Node):
    """A stage that takes the room it is given; the clip lies in its middle."""

    stage: Callable[[Box], Stage]
    """Makes the stage for its box."""
    glow: bool = False
    corner: Button | None = None

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return light, stage and key."""
        stage = self.stage(box)
        widgets: list[Widget] = [Glow(name="glow", box=box), stage] if self.glow else [stage]
        if self.corner is not None:
            key = item(self.corner, width=fixed("key"), height=fixed("key"), across="start", down="end")
            widgets += pad(key, "m").place(layout, stage.clip_box)
        return widgets
