"""What makes the game's own screens fit for a kiosk: in portrait the upper keys come down into reach.

A person who sits in front of an upright screen reaches its lower half. So the bar's keys (back, settings)
stand in a dock at the bottom there; the rest of the screen is laid out above it as it always is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.home.settings import SettingsScene
from game.play.chrome import margin
from game.ui.geometry import Box
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

if TYPE_CHECKING:
    from game.play.context import Context

DOCK = 92.0
LOUDNESS = (
    (0.0, "settings.off"),
    (0.35, "kiosk.sound.quiet"),
    (0.65, "kiosk.sound.normal"),
    (1.0, "kiosk.sound.loud"),
)
"""What a visitor can choose; staff set how loud the loudest is."""
NORMAL = 0.65


@dataclass(frozen=True, slots=True)
class DockLayout(Layout):
    """A layout whose lowest strip is kept for the dock."""

    @property
    def area(self) -> Box:
        """The part above the dock."""
        return self.canvas.content.without_bottom(DOCK)

    @property
    def low_keys(self) -> bool:
        """Leave the keys to the dock."""
        return False


class Docked(Scene):
    """Put before a scene class: its upper keys are within reach in portrait, its settings are the visit's."""

    context: Context

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the scene's widgets, in portrait with the dock."""
        if not layout.portrait:
            return super().build(layout)
        return docked(super().build(DockLayout(layout.canvas, layout.look)), layout)

    def open_settings(self) -> None:
        """Show what a visitor can choose."""
        self.context.stack.push(VisitSettingsScene(self.context))


def docked(widgets: Sequence[Widget], layout: Layout) -> list[Widget]:
    """Return `widgets` with the keys of the bar moved into the dock below."""
    strip = layout.area.bottom_strip(DOCK)
    m = margin(layout)
    row = Box(strip.x + m, strip.y + 8, strip.w - 2 * m, 68)
    places = {"back": row.left(160), "settings": row.right_strip(160)}
    moved: list[Widget] = [Panel(name="dock", box=strip, radius=0)]
    for widget in widgets:
        place = places.get(widget.name)
        if place is not None and isinstance(widget, Button):
            moved.append(replace(widget, box=place, look="secondary"))
        else:
            moved.append(widget)
    return moved


class VisitSettingsScene(Docked, SettingsScene):
    """The settings of this visit: nothing is kept, and the loudness has three steps."""

    name = "visit-settings"
    low = True

    def rows(self) -> list[tuple[str, str, str, list[tuple[object, str]]]]:
        """Return the game's rows; the one for sound is about its loudness."""
        t = self.context.t
        loud: list[tuple[object, str]] = [(value, t(key)) for value, key in LOUDNESS]
        mine = ("sound", t("kiosk.sound"), "volume", loud)
        return [mine if row[2] == "sound" else row for row in super().rows()]

    def change(self, field: str, value: object) -> None:
        """Take one setting over for this visit."""
        update = {field: value}
        if field == "volume":
            update["sound"] = value != 0.0
        self.context.apply(self.context.settings.model_copy(update=update))

    def reset(self) -> None:
        """Take the kiosk's own settings again."""
        from game.settings import Settings

        language = self.context.settings.language
        self.context.apply(Settings(language=language, volume=NORMAL))

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Say that all of it is for this visit."""
        words = self.context.t("kiosk.visit_only")
        return [
            replace(w, text=words) if isinstance(w, Label) and w.name == "bar.subtitle" else w
            for w in super().build(layout)
        ]
