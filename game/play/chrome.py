"""The bar at the top of every screen, and small pieces that several screens share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from game.play.context import Context
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Drawing, Widget
from game.ui.widgets.controls import Button, Label

TOP_BAR = 76.0
MARGIN = 40.0


def margin(layout: Layout) -> float:
    """Return the margin at the left and right of the canvas."""
    return 28.0 if layout.portrait else MARGIN


def content_box(layout: Layout, top: float = 88.0) -> Box:
    """Return the box below the top bar."""
    m = margin(layout)
    return Box(layout.area.x + m, layout.area.y + top, layout.area.w - 2 * m, layout.area.h - top - 16)


def top_bar(
    layout: Layout,
    context: Context,
    title: str,
    subtitle: str = "",
    *,
    back: Callable[[], None] | None,
    settings: Callable[[], None] | None = None,
    right: float = 0.0,
) -> list[Widget]:
    """Return back key, title, subtitle and settings key; `right` keeps room free for more."""
    area, m = layout.area, margin(layout)
    widgets: list[Widget] = []
    x = area.x + m
    if back is not None:
        box = Box(x, area.y + 6, 64, 64)
        widgets.append(
            Button(name="back", box=box, look="icon", icon="back", press=back, spoken=context.t("bar.back"))
        )
        x += 76
    end = area.right - m
    if settings is not None:
        box = Box(end - 64, area.y + 6, 64, 64)
        spoken = context.t("menu.settings")
        widgets.append(
            Button(name="settings", box=box, look="icon", icon="settings", press=settings, spoken=spoken)
        )
        end -= 76
    width = end - right - x
    upper, lower = Box(x, area.y + 7, width, 34), Box(x, area.y + 40, width, 28)
    if not subtitle:
        upper = Box(x, area.y + 7, width, 62)
    widgets.append(
        Label(name="bar.title", box=upper, text=title, style="h3", valign="centre", floor=0.7, max_lines=1)
    )
    if subtitle:
        widgets.append(
            Label(
                name="bar.subtitle",
                box=lower,
                text=subtitle,
                style="caption",
                tone="text_mid",
                valign="centre",
                grow=False,
                floor=0.9,
                max_lines=1,
            )
        )
    return widgets


def pips(p: Painter, box: Box, length: int, done: int, current: int | None) -> None:
    """Draw one pip per round: filled when played, tall and light when on the table."""
    step = min(26.0, box.w / max(1, length))
    x = box.right - step * length
    for i in range(length):
        if current is not None and i == current:
            p.panel(Box(x, box.cy - 16, step - 6, 32), 4, p.palette.paper)
        elif i < done:
            p.panel(Box(x, box.cy - 10, step - 6, 20), 4, p.palette.text_mid)
        else:
            p.panel(Box(x, box.cy - 10, step - 6, 20), 4, None, p.palette.edge, 2)
        x += step


def points_badge(p: Painter, box: Box, points: int) -> None:
    """Draw the gem and the points, right-aligned."""
    wide, _ = p.measure(str(points), "h2", grow=False)
    p.text(box, str(points), "h2", p.palette.text, align="right", valign="centre", grow=False)
    p.icon("points", box.right - wide - 26, box.cy, 30, p.palette.text)


def paragraph_pages(
    layout: Layout, text: str, style: str, width: float, height: float, *, grow: bool = True
) -> list[str]:
    """Break `text` into pages of whole lines that fit `height`; text is paged, never shrunk."""
    kind, s = layout.look.theme.type[style], layout.canvas.scale
    setting = layout.look.type.set(text, kind, width * s, 1e9, grow=grow)
    per_page = max(1, int(height * s // setting.line_px))
    lines = setting.lines
    return ["\n".join(lines[i : i + per_page]) for i in range(0, len(lines), per_page)] or [""]


NOWHERE = Box(0, 0, 0, 0)
"""The box of a widget that a row will place."""


def button_row(box: Box, buttons: Sequence[tuple[float, Widget]], gap: float = 12.0) -> list[Widget]:
    """Place widgets in a row: a fixed width each, or (negative) a share of what is left."""
    fixed = sum(w for w, _ in buttons if w > 0)
    shares = sum(-w for w, _ in buttons if w < 0)
    free = box.w - fixed - gap * (len(buttons) - 1)
    widgets, x = [], box.x
    for width, widget in buttons:
        w = width if width > 0 else free * -width / shares
        widgets.append(replace(widget, box=Box(x, box.y, w, box.h)))
        x += w + gap
    return widgets


def drawing(name: str, box: Box, paint: Callable[[Painter, Box], None], *, live: bool = False) -> Drawing:
    """Return a widget that only draws."""
    return Drawing(name=name, box=box, paint=paint, live=live)
