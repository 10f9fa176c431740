"""A dialog: a question on paper over the dimmed screen, with one way that is safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.play.chrome import drawing
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a dialog."""

    name: str
    text: str
    press: Callable[[], None]
    primary: bool = False


class DialogScene(Scene):
    """Takes all input until one of its keys is pressed; Escape takes the first one."""

    name = "dialog"
    overlay = True

    def __init__(
        self, context: Context, *, icon: str, title: str, text: str, choices: Sequence[Choice]
    ) -> None:
        self.context = context
        self.icon = icon
        self.title = title
        self.text = text
        self.choices = tuple(choices)

    def on_back(self) -> None:
        """Take the first choice: the safe one."""
        self.choices[0].press()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Paper with icon, title, text and keys."""
        width = min(680.0, layout.area.w - 80)
        inner_w = width - 80
        title_h = layout.height(self.title, "h2", inner_w - 70)
        text_h = layout.height(self.text, "body", inner_w)
        keys_h = 64.0 * len(self.choices) + 12 * (len(self.choices) - 1)
        height = 36 + title_h + 16 + text_h + 28 + keys_h + 36
        box = layout.area.centred(width, height)
        inner = box.inset(40, 36)
        widgets: list[Widget] = [
            Panel(name="dialog.paper", box=box, paper=True),
            drawing("dialog.icon", Box(inner.x, inner.y, 56, title_h), self._icon),
            Label(
                name="dialog.title",
                box=Box(inner.x + 70, inner.y, inner.w - 70, title_h),
                text=self.title,
                style="h2",
                tone="ink",
                valign="centre",
            ),
            Label(
                name="dialog.text",
                box=Box(inner.x, inner.y + title_h + 16, inner.w, text_h),
                text=self.text,
                tone="ink",
            ),
        ]
        keys = inner.bottom_strip(keys_h)
        for i, (choice, cell) in enumerate(
            zip(self.choices, keys.rows((1.0,) * len(self.choices), 12), strict=True)
        ):
            widgets.append(
                Button(
                    name=choice.name,
                    box=cell,
                    text=choice.text,
                    look="ink" if choice.primary else "secondary",
                    press=choice.press,
                    first=i == 0,
                )
            )
        return widgets

    def _icon(self, p: Painter, box: Box) -> None:
        p.icon(self.icon, box.x + 24, box.cy, 44, p.palette.ink)
