"""The lit table that a lesson's drawings lie on."""

from __future__ import annotations

from game.campaign.drawings.board import ground
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget


@screen_part(frozen=True, slots=True, kw_only=True)
class LitBoard(Widget):
    """The light and the paper below a drawing."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw both."""
        radius = p.look.theme.radii.key
        p.glow(self.box, radius)
        p.panel(self.box, radius, ground(p))
