"""How a chapter looks on its card: number, icon, name, steps done, and its state in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.campaign.model import Chapter
from game.campaign.progress import ChapterState
from game.ui.geometry import Box
from game.ui.painter import Painter

if TYPE_CHECKING:
    from game.i18n import Translator


def chapter_painter(chapter: Chapter, state: ChapterState, t: Translator) -> Callable[[Painter, Box], None]:
    """Return the drawing of a chapter's card: number, icon, name, steps done, the state in words."""

    def paint(p: Painter, box: Box) -> None:
        c, paper = p.palette, state.recommended
        ink, mid = (c.ink, c.ink_mid) if paper else (c.text, c.text_mid)
        if paper:
            p.panel(box, 14, c.paper)
        else:
            p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        inner = box.inset(22, 16)
        p.text(
            Box(inner.x, inner.y, 90, 56), str(chapter.number), "verdict", ink, valign="centre", grow=False
        )
        p.icon(chapter.icon, inner.right - 28, inner.y + 30, 56, ink)
        low = inner.bottom_strip(28)
        pips = Box(inner.x, low.y - 24, inner.w, 14)
        words = Box(inner.x, inner.y + 64, inner.w, pips.y - inner.y - 74)
        title, subtitle = chapter.title.get(t.language), chapter.subtitle.get(t.language)
        title_h = min(words.h * 0.62, p.measure(title, "h3", words.w)[1])
        p.text(words.top(title_h), title, "h3", ink, floor=0.66)
        rest = words.without_top(title_h + 2)
        if p.measure(subtitle, "caption", rest.w, grow=False)[1] <= rest.h:
            p.text(rest, subtitle, "caption", mid, grow=False)
        _pips(p, pips, state, ink, mid)
        icon, line = _state(state, t)
        p.icon(icon, low.x + 12, low.cy, 24, ink)
        line_box = Box(low.x + 32, low.y, low.w - 32, low.h)
        p.text(line_box, line, "caption", mid, valign="centre", grow=False, max_lines=1, floor=0.9)

    return paint


def _pips(p: Painter, box: Box, state: ChapterState, ink: str, mid: str) -> None:
    gap = 4.0 if state.total <= 12 else 3.0
    width = (box.w - gap * (state.total - 1)) / state.total
    for i in range(state.total):
        pip = Box(box.x + i * (width + gap), box.y, width, box.h)
        p.panel(pip, 4, ink if i < state.done else None, None if i < state.done else mid, 2)


def _state(state: ChapterState, t: Translator) -> tuple[str, str]:
    if state.state == "finished":
        return "check", t("chapters.finished")
    if state.state == "continue":
        return "next", t("chapters.continue", n=state.done, total=state.total)
    return "play", t("chapters.recommended" if state.recommended else "chapters.not_started")


def slim_painter(chapter: Chapter, state: ChapterState, t: Translator) -> Callable[[Painter, Box], None]:
    """Return the drawing of a chapter on a low card: one line."""

    def paint(p: Painter, box: Box) -> None:
        c, paper = p.palette, state.recommended
        ink, mid = (c.ink, c.ink_mid) if paper else (c.text, c.text_mid)
        if paper:
            p.panel(box, 14, c.paper)
        else:
            p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        inner = box.inset(22, 4)
        number = Box(inner.x, inner.y, 34, inner.h)
        p.text(number, str(chapter.number), "h2", ink, valign="centre", grow=False)
        p.icon(chapter.icon, inner.x + 60, inner.cy, 38, ink)
        icon, line = _state(state, t)
        wide = min(inner.w * 0.34, p.measure(line, "caption", grow=False)[0] + 4)
        end = Box(inner.right - wide, inner.y, wide, inner.h)
        p.text(end, line, "caption", mid, valign="centre", grow=False, max_lines=2, floor=0.9)
        p.icon(icon, end.x - 20, inner.cy, 24, ink)
        words = Box(inner.x + 92, inner.y, end.x - 40 - inner.x - 92, inner.h)
        p.text(words, chapter.title.get(t.language), "h3", ink, valign="centre", floor=0.66, max_lines=2)

    return paint
