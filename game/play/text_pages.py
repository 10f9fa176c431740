"""Long texts on paper, in pages: headings, paragraphs, two arrows, page keys. Nothing scrolls by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.i18n import Translator
from game.play.chrome import drawing, paragraph_pages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

Line = tuple[str, str, str]
"""(style, text, gap kind): one block of text that fits on a page."""


def way_keys(
    box: Box,
    t: Translator,
    back: Callable[[], None],
    on: Callable[[], None],
    *,
    words: str = "",
    most: float = 264.0,
    ready: bool = True,
) -> list[Widget]:
    """Return the two keys below a page of a chapter; `words` stand on the one that leads on."""
    left, right = box.columns((1.0, 1.0), 16)
    return [
        Button(
            name="previous",
            box=left.left(min(left.w, 200)),
            icon="back",
            text=t("page.back"),
            press=back,
            shortcuts=("left",),
        ),
        Button(
            name="next",
            box=right.right_strip(min(right.w, most)),
            icon="next",
            icon_after=True,
            text=words or t("lesson.on"),
            look="primary",
            press=on,
            enabled=ready,
            first=ready,
            shortcuts=("right", "pagedown"),
        ),
    ]


def text_page(
    layout: Layout,
    box: Box,
    facts: Sequence[tuple[str, str]],
    page: int,
    turn: Callable[[int], None],
    t: Translator,
) -> list[Widget]:
    """Return the paper with page number `page` of the facts, and the arrows where there is more than one."""
    paper = box.without_bottom(84)
    inner = paper.inset(28, 22)
    inner = inner.left(min(inner.w, 900.0))
    pages = _paginate(layout, facts, inner.w, inner.h)
    shown = pages[min(page, len(pages) - 1)]

    def paint(p: Painter, b: Box) -> None:
        y = b.y
        for style, text, height in shown:
            colour = p.palette.ink_mid if style == "label" else p.palette.ink
            p.text(Box(b.x, y, b.w, height + 2), text, style, colour)
            y += height + (2 if style == "label" else 14)

    widgets: list[Widget] = [
        Panel(name="page.paper", box=paper, paper=True, radius=8),
        drawing("page.text", inner, paint),
    ]
    if len(pages) > 1:
        at = min(page, len(pages) - 1)
        foot = box.bottom_strip(68)
        widgets += [
            Button(
                name="page.back",
                box=foot.left(160),
                icon="back",
                text=t("page.back"),
                press=lambda: turn(at - 1 - page),
                enabled=at > 0,
                shortcuts=("pageup", "left") if at > 0 else (),
            ),
            Label(
                name="page.number",
                box=foot.inset(180, 0),
                text=t("page.of", n=at + 1, total=len(pages)),
                align="centre",
                valign="centre",
                tone="text_mid",
            ),
            Button(
                name="page.next",
                box=foot.right_strip(160),
                icon="next",
                icon_after=True,
                text=t("page.next"),
                first=True,
                press=lambda: turn(at + 1 - page),
                enabled=at < len(pages) - 1,
                shortcuts=("pagedown", "right") if at < len(pages) - 1 else (),
            ),
        ]
    return widgets


def _paginate(
    layout: Layout, facts: Sequence[tuple[str, str]], width: float, height: float
) -> list[list[tuple[str, str, float]]]:
    pages: list[list[tuple[str, str, float]]] = [[]]
    used = 0.0
    for heading, text in facts:
        head_h = layout.height(heading, "label", width) if heading else 0.0
        for part in paragraph_pages(layout, text, "body", width, height - head_h - 4):
            text_h = layout.height(part, "body", width)
            need = head_h + text_h + 16
            if used and used + need > height:
                pages.append([])
                used = 0.0
            if heading:
                pages[-1].append(("label", heading, head_h))
            pages[-1].append(("body", part, text_h))
            used += need
    return pages


def page_dots(p: Painter, box: Box, total: int, at: int) -> None:
    """Draw one dot per page: those behind filled, the present one large, the others hollow."""
    step = min(32.0, box.w / total)
    x = box.cx - step * (total - 1) / 2
    for i in range(total):
        if i == at:
            p.disc(x, box.cy, 12, p.palette.edge)
            p.disc(x, box.cy, 10, p.palette.text)
        elif i < at:
            p.disc(x, box.cy, 8, p.palette.text)
        else:
            p.disc(x, box.cy, 8, p.palette.edge, hole=6)
        x += step
