"""The reading column of the reveal: verdict band, answer row, tabs, text by pages, the stage row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play.chrome import drawing, paragraph_pages
from game.play.explanation import Explanation, TabText
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Tab

if TYPE_CHECKING:
    from game.play.reveal import RevealScene

BAND = 118.0
POINTS_H = 36.0
"""What was said takes so much height at least, where the next line may go below the points."""
ENOUGH_LINES = 3
"""Where fewer lines of larger type would fit, the text stays at its normal size."""
PAD = 20.0


def reading_column(scene: RevealScene, layout: Layout, box: Box) -> list[Widget]:
    """Return the widgets of the column in `box`."""
    told = scene.explanation()
    inner = Box(box.x + PAD, box.y + BAND + 10, box.w - 2 * PAD, box.h - BAND - 20)
    answer_h = answer_height(layout, told, inner.w)
    answer = inner.top(answer_h)
    tabs = Box(inner.x, answer.bottom + 8, inner.w, 70)
    rest = Box(inner.x, tabs.bottom + 10, inner.w, inner.bottom - tabs.bottom - 10)
    widgets: list[Widget] = [
        drawing("paper", box, lambda p, b: _ground(p, b, told)),
        drawing("answer", answer, lambda p, b: draw_answer(p, b, told)),
    ]
    chosen = told.tabs[min(scene.tab, len(told.tabs) - 1)]
    wide = len(told.tabs) <= 2
    words = [layout.width(tab.word, "label", grow=False) for tab in told.tabs]
    spare = max(8.0, (tabs.w - 10 * (len(words) - 1) - sum(words)) / len(words))
    shares = tuple(width + spare for width in words)
    for i, (tab, cell) in enumerate(zip(told.tabs, tabs.columns(shares, 10), strict=True)):
        widgets.append(
            Tab(
                name=f"tab-{tab.id}",
                box=cell,
                text=tab.word,
                icon=tab.icon,
                on=tab is chosen,
                wide=wide,
                press=_turner(scene, i),
            )
        )
    return widgets + _text(scene, layout, rest, chosen, told)


def _turner(scene: RevealScene, index: int) -> Callable[[], None]:
    return lambda: scene.choose_tab(index)


def _ground(p: Painter, box: Box, told: Explanation) -> None:
    p.panel(box, 8, p.palette.paper)
    draw_band(p, box.top(BAND), told)


def draw_band(p: Painter, band: Box, told: Explanation) -> None:
    """Draw the verdict on its colour, with its shape and one line."""
    c = p.palette
    fill = c.verdict(manipulated=told.manipulated).fill
    p.panel(Box(band.x, band.y, band.w, band.h), 8, fill)
    p.fill(Box(band.x, band.bottom - 10, band.w, 10), fill)
    p.icon("manipulated" if told.manipulated else "real", band.x + 70, band.cy, 72, c.ink)
    words = Box(band.x + 112, band.y + 8, band.w - 124, band.h - 16)
    title_h = p.measure(told.verdict, "verdict")[1]
    top = words.top(min(title_h, 48))
    p.text(top, told.verdict, "verdict", c.ink, valign="centre", max_lines=1, floor=0.6)
    low = Box(words.x, top.bottom, words.w, words.bottom - top.bottom + 4)
    p.text(
        low, told.line, "label" if p.look.type.text_size < 1.1 else "caption", c.ink, floor=0.85, grow=False
    )


def answer_height(layout: Layout, told: Explanation, width: float) -> float:
    """Return the height of the answer row in a column of `width`."""
    said = layout.height(told.said, "said", width - 42 - 96)
    detail = layout.height(told.detail, "caption", width - 42 - (0 if said >= POINTS_H else 96))
    return max(52.0, min(said + detail + 2, 160.0))


def draw_answer(p: Painter, box: Box, told: Explanation) -> None:
    """Draw what was said, whether it was right, and the points."""
    c = p.palette
    words = box.without_left(42)
    said_w = words.w - 96
    said_h = min(p.measure(told.said, "said", said_w)[1], words.h * (0.6 if told.detail else 1.0))
    upper, low = words.top(said_h), words.without_top(said_h)
    beside = upper
    if said_h < POINTS_H:
        beside, low = box, low.left(said_w)
    p.icon("check" if told.right else "miss", box.x + 15, beside.cy, 30, c.ink)
    points = Box(words.right - 92, beside.cy - 20, 92, 40)
    p.text(points, f"+{told.points}", "h2", c.ink, align="right", valign="centre", grow=False)
    p.text(upper.left(said_w), told.said, "said", c.ink, floor=0.85, valign="centre")
    p.text(low, told.detail, "caption", c.ink_mid, floor=0.85)


def _text(scene: RevealScene, layout: Layout, box: Box, tab: TabText, told: Explanation) -> list[Widget]:
    stage_h = 0.0
    if tab.stage is not None:
        stage_h = 84.0 if layout.look.type.text_size < 1.1 else 58.0
    several = len(told.kinds) > 1
    chips_h = 72.0 if several else 0.0
    room = box.without_bottom(stage_h + chips_h)
    heading_h = min(layout.height(tab.heading, "h3", room.w), max(30.0, room.h * 0.36))
    body = room.without_top(heading_h + 4)
    grow = body.h >= ENOUGH_LINES * layout.height("X", "body", body.w)
    pages = paragraph_pages(layout, tab.text, "body", body.w, body.h, grow=grow)
    paged = len(pages) > 1
    if paged:
        pages = paragraph_pages(layout, tab.text, "body", body.w - 76, body.h, grow=grow)
    page = pages[scene.page % len(pages)]
    text_box = Box(body.x, body.y, body.w - (76 if paged else 0), body.h)

    def paint(p: Painter, b: Box) -> None:
        p.text(Box(room.x, room.y, room.w, heading_h), tab.heading, "h3", p.palette.ink, floor=0.6)
        p.text(b, page, "body", p.palette.ink, floor=0.9, grow=grow)

    widgets: list[Widget] = [drawing("text", text_box, paint)]
    if paged:
        more = Box(body.right - 64, body.bottom - 66, 64, 64)
        words = scene.t("reveal.more", n=scene.page % len(pages) + 1, total=len(pages))
        widgets.append(Button(name="more", box=more, look="ink", icon="next", press=scene.more, spoken=words))
    if tab.stage is not None:
        row = box.without_bottom(chips_h).bottom_strip(stage_h)
        widgets.append(drawing("stages", row, lambda p, b: _stages(p, b, scene, tab)))
    if several:
        widgets += _chips(scene, box.bottom_strip(64), told)
    return widgets


def _stages(p: Painter, box: Box, scene: RevealScene, tab: TabText) -> None:
    c, guide, t = p.palette, scene.context.guide, scene.t
    assert tab.stage is not None  # noqa: S101 - the caller asked for it
    words = t("reveal.mostly", n=tab.stage.number, stage=tab.stage.name.get(t.language))
    if tab.stage.number == 5:
        words = tab.stage.name.get(t.language)
    if box.h < 60 or tab.stage.number == 5:
        p.line(box.x, box.y + 2, box.right, box.y + 2, c.paper_line)
        p.icon(tab.stage.icon, box.x + 15, box.cy + 2, 28, c.ink)
        p.text(
            Box(box.x + 40, box.y + 4, box.w - 40, box.h - 4),
            words,
            "label",
            c.ink,
            valign="centre",
            floor=0.7,
        )
        return
    row = box.top(46)
    places = row.inset(30, 0).columns((1.0,) * 4, 0)
    p.line(places[0].cx, row.cy, places[3].cx, row.cy, c.paper_line)
    for stage, place in zip(list(guide.stages.values())[:4], places, strict=False):
        chosen = stage.id == tab.stage.id
        p.disc(place.cx, row.cy, 21 if chosen else 17, c.ink)
        p.disc(place.cx, row.cy, 18 if chosen else 15, c.manipulated.fill if chosen else c.paper)
        p.icon(stage.icon, place.cx, row.cy, 22, c.ink)
    low = box.without_top(50)
    p.text(low, words, "label", c.ink, align="right", valign="centre", floor=0.7, max_lines=1)


def _chips(scene: RevealScene, row: Box, told: Explanation) -> list[Widget]:
    cells = row.columns((1.0,) * len(told.kinds), 8)
    widgets: list[Widget] = []
    for i, (kind, cell) in enumerate(zip(told.kinds, cells, strict=True)):
        widgets.append(
            Tab(
                name=f"artefact-{i}",
                box=cell,
                text=f"{i + 1}. {kind.name.get(scene.t.language)}",
                icon=kind.icon,
                on=i == scene.artefact,
                wide=True,
                press=_chooser(scene, i),
            )
        )
    return widgets


def _chooser(scene: RevealScene, index: int) -> Callable[[], None]:
    return lambda: scene.choose_artefact(index)
