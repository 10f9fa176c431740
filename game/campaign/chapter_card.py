"""The card at the end of a chapter: how well each kind is found by now, as a band, and what comes next.

A band and words, never a bare number; nobody is compared with anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from game.campaign.model import Chapter
from game.play.chrome import content_box, drawing, top_bar
from game.play.context import Context
from game.quiz.mastery import Estimate
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Panel


class ChapterCardScene(Scene):
    """Shown when all steps of a chapter are done."""

    name = "chapter-card"

    def __init__(
        self,
        context: Context,
        chapter: Chapter,
        mastery: Mapping[str, Estimate],
        following: Chapter | None,
        *,
        again: Callable[[], None],
        on: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        """`following` is the chapter that `on` leads to; None after the last one."""
        self.context = context
        self.chapter = chapter
        self.mastery = mastery
        self.following = following
        self.again = again
        self.go_on = on
        self._leave = leave

    def on_back(self) -> None:
        """Back to the menu."""
        self._leave()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the card, the ways on."""
        t, box = self.context.t, content_box(layout)
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(t.language))
        bar = top_bar(layout, self.context, title, t("chapter.finished"), back=self.on_back)
        foot = box.bottom_strip(68)
        body = box.without_bottom(84)
        head, rows = body.top(150), body.without_top(166)
        widgets: list[Widget] = [
            *bar,
            Panel(name="head", box=head, paper=True, radius=8),
            drawing("head.text", head.inset(32, 20), self._head),
        ]
        if self.mastery:
            widgets += [
                Panel(name="mastery.panel", box=rows),
                drawing("mastery", rows.inset(28, 18), self._mastery),
            ]
        else:
            widgets += [
                Panel(name="told.panel", box=rows),
                drawing("told", rows.inset(28, 22), self._told),
            ]
        return [*widgets, *self._foot(layout, foot)]

    def _foot(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.context.t
        following = self.following
        words = t("chapter.home") if following is None else t("chapter.next", n=following.number)
        cells = box.columns((0.8, 1.0, 1.3) if layout.portrait else (0.7, 0.9, 1.1), 16)
        return [
            Button(name="menu", box=cells[0], icon="home", text=t("summary.menu"), press=self.on_back),
            Button(name="again", box=cells[1], icon="replay", text=t("chapter.again"), press=self.again),
            Button(
                name="next",
                box=cells[2],
                icon="next",
                icon_after=True,
                text=words,
                look="primary",
                press=self.go_on,
                first=True,
                shortcuts=("right", "pagedown"),
            ),
        ]

    def _head(self, p: Painter, box: Box) -> None:
        c, t = p.palette, self.context.t
        p.icon(self.chapter.icon, box.x + 48, box.cy, 92, c.ink)
        words = box.without_left(124)
        title = t("chapter.done", n=self.chapter.number)
        title_h = min(52.0, p.measure(title, "h1", words.w)[1])
        text = self._line()
        text_h = min(words.h - title_h, p.measure(text, "body", words.w)[1])
        block = words.centred(words.w, title_h + text_h + 4)
        p.text(block.top(title_h), title, "h1", c.ink, floor=0.6, max_lines=1)
        p.text(block.without_top(title_h + 4), text, "body", c.ink, floor=0.82)

    def _line(self) -> str:
        t = self.context.t
        if not self.mastery:
            return t("chapter.line_lesson")
        rule = self.chapter.mastery
        mastered = sum(estimate.mastered(rule) for estimate in self.mastery.values())
        if not any(estimate.shown for estimate in self.mastery.values()):
            return t("chapter.line_unseen")
        return t("chapter.line_mastery", n=mastered, total=len(self.mastery))

    def _mastery(self, p: Painter, box: Box) -> None:
        c, t, guide = p.palette, self.context.t, self.context.guide
        head = t("chapter.mastery")
        head_h = p.measure(head, "label", box.w)[1]
        p.text(box.top(head_h + 2), head, "label", c.text_mid)
        note = t("chapter.band")
        note_h = p.measure(note, "caption", box.w)[1]
        p.text(box.bottom_strip(note_h + 2), note, "caption", c.text_mid, floor=0.9)
        rows = Box(box.x, box.y + head_h + 8, box.w, box.h - head_h - note_h - 14)
        high = min(84.0, rows.h / len(self.mastery) - 5)
        y = rows.y
        for kind, estimate in self.mastery.items():
            record = guide.kinds[kind]
            self._row(p, Box(rows.x, y, rows.w, high), record.icon, record.name.get(t.language), estimate)
            y += high + 6

    def _row(self, p: Painter, box: Box, icon: str, name: str, estimate: Estimate) -> None:
        c, t = p.palette, self.context.t
        p.icon(icon, box.x + 26, box.cy, min(48.0, box.h), c.text)
        name_w = box.w * 0.36
        p.text(Box(box.x + 62, box.y, name_w - 66, box.h), name, "strong", c.text, valign="centre", floor=0.7)
        bar = Box(box.x + name_w, box.cy - 11, box.w * 0.3, 22)
        self._bar(p, bar, estimate)
        words = Box(bar.right + 22, box.y, box.right - bar.right - 22, box.h)
        level = t(f"mastery.{estimate.level(self.chapter.mastery)}")
        line = (
            f"{level}. {t('mastery.found', n=estimate.found, total=estimate.shown)}"
            if estimate.shown
            else level
        )
        p.text(words, line, "body", c.text, valign="centre", floor=0.75)

    def _bar(self, p: Painter, box: Box, estimate: Estimate) -> None:
        """Draw the scale, the band in which the share found likely lies, and the goal."""
        c, rule = p.palette, self.chapter.mastery
        p.panel(box, 6, c.room0, c.edge, 2)
        if estimate.shown:
            low, high = estimate.low, estimate.high
            band = Box(box.x + box.w * low, box.y, box.w * (high - low), box.h)
            p.panel(band, 6, c.room3, c.text, 2)
            x = box.x + box.w * estimate.share
            p.panel(Box(x - 4, box.y - 6, 8, box.h + 12), 3, c.text)
        if rule is not None:
            x = box.x + box.w * float(rule.found)
            for y in range(int(box.y) - 8, int(box.bottom) + 8, 8):
                p.fill(Box(x - 1, y, 2, 4), c.text_mid)

    def _told(self, p: Painter, box: Box) -> None:
        c, language = p.palette, self.context.language
        titles = [card.title.get(language) for card in self.chapter.lesson]
        head = self.context.t("chapter.told")
        head_h = p.measure(head, "label", box.w)[1]
        p.text(box.top(head_h + 2), head, "label", c.text_mid)
        rows = box.without_top(head_h + 14)
        high = min(58.0, rows.h / len(titles))
        for i, title in enumerate(titles):
            row = Box(rows.x, rows.y + i * high, rows.w, high - 4)
            p.icon("check", row.x + 18, row.cy, 30, c.text)
            p.text(row.without_left(52), title, "strong", c.text, valign="centre", floor=0.75)
