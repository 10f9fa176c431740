"""The summary: how sharp, how suspicious, how honest about one's own doubt, which tell-tales, what next.

Words and bands, never a bare number as if it were exact; false alarms as loud as misses; nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.quiz import bands
from game.quiz.summary import Result, summarise
from game.scenes.bars import content_box, drawing, margin, points_badge, top_bar
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Panel

if TYPE_CHECKING:
    from game.scenes.play import Play

PRACTICE_ROUNDS = 5
SHOWN_KINDS = 5
MOST_BOXES = 4


class SummaryScene(Scene):
    """Shown once at the end of a session."""

    name = "summary"

    def __init__(self, play: Play) -> None:
        self.play = play
        self.context = play.context
        self.told = summarise([Result.of(r) for r in play.session.scored])
        weakest = self.told.practise_next
        self.next_kind = weakest.kind if weakest is not None else None

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.back_to("menu")

    def open_settings(self) -> None:
        """Show the settings."""
        from game.scenes.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    def look_back(self) -> None:
        """Look at the clips of this session again."""
        from game.scenes.lookback import LookBackScene

        self.context.stack.push(LookBackScene(self.play))

    def again(self) -> None:
        """Play the same level once more."""
        self._start(self.play.level)

    def practise(self) -> None:
        """Play five clips on the tell-tale that was missed most."""
        if self.next_kind is None:
            self.again()
            return
        title = self.context.guide.kinds[self.next_kind].name
        update = {"rounds": PRACTICE_ROUNDS, "kinds": (self.next_kind,), "stages": (), "title": title}
        self._start(self.play.level.model_copy(update=update))

    def _start(self, level: Level) -> None:
        from game.scenes.play import Play

        self.context.stack.back_to("menu")
        Play(self.context, level, self.play.scenes).begin()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Five panels and the ways on."""
        t, box = self.context.t, content_box(layout)
        title = self.play.level.title.get(t.language)
        widgets: list[Widget] = list(
            top_bar(
                layout,
                self.context,
                title,
                t("summary.finished", n=self.told.rounds),
                back=self.on_back,
                settings=self.open_settings,
                right=130,
            )
        )
        score = Box(layout.area.right - margin(layout) - 206, layout.area.y + 6, 118, 64)
        widgets.append(drawing("points", score, lambda p, b: points_badge(p, b, self.play.session.points)))
        row = box.bottom_strip(64)
        body = box.without_bottom(80)
        if layout.portrait:
            sharp, dial, low, next_box = body.rows((0.9, 0.95, 1.25, 0.9), 16)
            calibrated, kinds = low.columns((1.0, 1.1), 16)
        else:
            upper, low = body.rows((0.7, 1.0), 16)
            sharp, dial = upper.columns((1.0, 1.0), 16)
            calibrated, kinds, next_box = low.columns((384, 440, 344), 16)
        for name, panel, paint in (
            ("sharp", sharp, self._sharp),
            ("dial", dial, self._dial),
            ("calibration", calibrated, self._calibration),
            ("kinds", kinds, self._kinds),
        ):
            widgets += [Panel(name=f"{name}.panel", box=panel), drawing(name, panel.inset(24, 14), paint)]
        widgets += self._next(next_box)
        return [*widgets, *self._foot(row)]

    def _foot(self, row: Box) -> list[Widget]:
        t = self.context.t
        cells = row.columns((0.8, 1.1, 1.0), 16)
        return [
            Button(name="menu", box=cells[0], icon="home", text=t("summary.menu"), press=self.on_back),
            Button(
                name="look-back",
                box=cells[1],
                icon="replay",
                text=t("summary.look_back"),
                press=self.look_back,
                enabled=self.told.rounds > 0,
            ),
            Button(
                name="again",
                box=cells[2],
                look="primary",
                icon="next",
                icon_after=True,
                text=t("summary.again"),
                press=self.again,
                shortcuts=("pagedown",),
            ),
        ]

    # -- panels ------------------------------------------------------------------------------------

    def _sharp(self, p: Painter, box: Box) -> None:
        t, c = self.context.t, p.palette
        reading = self.told.sharpness
        p.icon("eye", box.x + 16, box.y + 18, 34, c.text)
        p.text(
            Box(box.x + 44, box.y + 2, box.w - 44, 32),
            t("summary.sharp"),
            "body",
            c.text_mid,
            valign="centre",
            max_lines=1,
            floor=0.8,
        )
        head = Box(box.x, box.y + 40, box.w, 52)
        if reading is None:
            p.text(head.without_bottom(-30), t("summary.not_enough"), "h2", c.text, floor=0.6, max_lines=2)
            return
        p.text(head, t(f"band.dprime.{reading.band}"), "h1", c.text, valign="centre", floor=0.6, max_lines=1)
        bars = Box(box.x, box.y + 100, box.w, 38)
        chosen = bands.DPRIME_BANDS.index(reading.band)
        cells = bars.columns((1.0,) * 5, 10)
        for i, cell in enumerate(cells):
            bar = cell.bottom_strip(14 + i * 6)
            p.panel(bar, 4, c.paper if i <= chosen else None, c.edge if i > chosen else None, 2)
        left, right = (bars.x + bars.w * v / 5 for v in (reading.low, reading.high))
        y = bars.bottom + 8
        for x in (left, right - 3):
            p.line(x, y, x, y + 10, c.text_mid, 3)
        p.line(left, y + 10, right, y + 10, c.text_mid, 3)
        low = Box(box.x, y + 14, box.w, box.bottom - y - 14)
        wide = low.w * 0.36
        p.text(
            low.left(wide), t("summary.like_guessing"), "caption", c.text, grow=False, floor=0.9, max_lines=1
        )
        words = t("summary.range", n=self.told.rounds)
        w = p.measure(words, "caption", grow=False)[0]
        x = min(max((left + right) / 2 - w / 2, low.x + wide + 8), low.right - w)
        p.text(Box(x, low.y, w + 2, low.h), words, "caption", c.text_mid, grow=False, max_lines=1)

    def _dial(self, p: Painter, box: Box) -> None:
        t, c = self.context.t, p.palette
        reading = self.told.leaning
        dial = box.right_strip(min(300.0, box.w * 0.52))
        words = box.left(box.w - dial.w - 24)
        p.text(
            Box(words.x, words.y, words.w + 50, 34),
            t("summary.dial"),
            "body",
            c.text_mid,
            valign="centre",
            max_lines=1,
            floor=0.7,
        )
        told = t("summary.not_enough") if reading is None else t(f"band.bias.{reading.band}")
        head_h = min(78.0, p.measure(told, "h2", words.w)[1])
        head = Box(words.x, words.y + 34, words.w, head_h)
        p.text(head, told, "h2", c.text, floor=0.6, max_lines=2)
        facts = [t(f"fact.{f.id}", n=f.count, of=f.of) for f in self.told.facts]
        low = Box(words.x, head.bottom + 2, words.w, words.bottom - head.bottom - 2)
        p.text(low, "\n".join(facts), "caption", c.text_mid, grow=False, floor=0.9)
        self._gauge(p, dial, None if reading is None else reading.at)

    def _gauge(self, p: Painter, box: Box, at: float | None) -> None:
        t, c = self.context.t, p.palette
        top = box.top(26)
        p.text(top, t("summary.balanced"), "caption", c.text, align="centre", grow=False)
        radius = min(box.w * 0.36, box.h - 26 - 40)
        cx, cy = box.cx, box.y + 30 + radius
        colours = (c.scale[0], c.scale[2], c.paper, c.scale[3], c.scale[5])
        for i, colour in enumerate(colours):
            start, end = pi + pi * i / 5 + 0.03, pi + pi * (i + 1) / 5 - 0.03
            p.arc(cx, cy, radius, radius * 0.66, start, end, colour)
        if at is not None:
            angle = pi + pi * at / 5
            tip = (cx + radius * 0.86 * cos(angle), cy + radius * 0.86 * sin(angle))
            side = angle + pi / 2
            base = [(cx + 9 * cos(side), cy + 9 * sin(side)), (cx - 9 * cos(side), cy - 9 * sin(side))]
            p.outline([base[0], tip, base[1]], c.room0, 6)
            p.polygon([base[0], tip, base[1]], "#FFFFFF")
            p.disc(cx, cy, 16, c.room0)
            p.disc(cx, cy, 13, "#FFFFFF")
        low = Box(box.x, cy + 16, box.w, max(24.0, box.bottom - cy - 14))
        left, right = low.inset(-20, 0).columns((1.0, 1.0), 2)
        p.text(left, t("summary.too_trusting"), "caption", c.text, grow=False, floor=0.9, max_lines=2)
        p.text(
            right,
            t("summary.too_suspicious"),
            "caption",
            c.text,
            align="right",
            grow=False,
            floor=0.9,
            max_lines=2,
        )

    def _calibration(self, p: Painter, box: Box) -> None:
        t, c = self.context.t, p.palette
        p.text(
            box.top(34), t("summary.calibration"), "body", c.text_mid, valign="centre", max_lines=1, floor=0.7
        )
        foot_h = 52.0
        words = box.bottom_strip(foot_h)
        plot = Box(box.x + 58, box.y + 54, box.w - 74, box.h - 54 - foot_h - 44)

        def y_of(share: float) -> float:
            return plot.y + plot.h * (1 - max(0.0, (share - 0.25) / 0.75))

        for share in (0.5, 0.75, 1.0):
            p.line(plot.x, y_of(share), plot.right, y_of(share), c.hairline)
            label = Box(box.x, y_of(share) - 13, 52, 26)
            p.text(
                label,
                f"{share * 100:.0f}%",
                "caption",
                c.text_mid,
                align="right",
                valign="centre",
                grow=False,
            )
        p.line(plot.x, plot.bottom, plot.right, plot.bottom, c.edge)
        rows = self.told.calibration
        places = plot.columns((1.0,) * len(rows), 0)
        for a, b in zip(range(len(rows)), range(1, len(rows)), strict=False):
            _dashes(p, places[a].cx, y_of(rows[a].said), places[b].cx, y_of(rows[b].said), c.text)
        for row, place in zip(rows, places, strict=True):
            name = Box(place.x - 6, plot.bottom + 14, place.w + 12, 28)
            p.text(
                name,
                t(f"sureness.{row.sureness}"),
                "caption",
                c.text_mid,
                align="centre",
                grow=False,
                floor=0.9,
                max_lines=1,
            )
            if row.right is None:
                continue
            p.line(place.cx, y_of(row.said), place.cx, y_of(row.right), c.edge, 3)
            size = 6 + 1.5 * min(6, row.clips)
            p.disc(place.cx, y_of(row.right), size + 2, c.room0)
            p.disc(place.cx, y_of(row.right), size, c.paper)
        p.text(
            words,
            t("summary.below_line"),
            "caption",
            c.text,
            grow=False,
            floor=0.9,
            max_lines=2,
            valign="bottom",
        )

    def _kinds(self, p: Painter, box: Box) -> None:
        t, c, guide = self.context.t, p.palette, self.context.guide
        p.text(box.top(34), t("summary.kinds"), "body", c.text_mid, valign="centre", max_lines=1, floor=0.7)
        rest = box.without_top(42)
        if not self.told.kinds:
            p.text(rest, t("summary.no_kinds"), "body", c.text_mid, floor=0.8)
            return
        for row, line in zip(self.told.kinds, rest.rows((1.0,) * SHOWN_KINDS, 0), strict=False):
            record = guide.kinds[row.kind]
            p.icon(record.icon, line.x + 17, line.cy, 34, c.text)
            boxes = min(MOST_BOXES, row.shown)
            x = line.right - boxes * 31 + 7
            name = Box(line.x + 48, line.y, x - line.x - 60, line.h)
            p.text(name, record.name.get(t.language), "body", c.text, valign="centre", floor=0.7, max_lines=2)
            for i in range(boxes):
                _tick_box(p, Box(x + i * 31, line.cy - 12, 24, 24), ticked=i < row.found)

    def _next(self, box: Box) -> list[Widget]:
        t, guide = self.context.t, self.context.guide
        kind = guide.kinds[self.next_kind] if self.next_kind else None
        title = kind.name.get(t.language) if kind else t("summary.well_seen")
        text = kind.check.get(t.language) if kind else t("summary.well_seen_text")
        key = box.inset(16, 16).bottom_strip(64)

        def paint(p: Painter, b: Box) -> None:
            c, inner = p.palette, b.inset(24, 16)
            p.text(inner.top(28), t("summary.practise"), "label", c.ink_mid, valign="centre", max_lines=1)
            p.icon(kind.icon if kind else "check", inner.x + 28, inner.y + 63, 52, c.ink)
            head = Box(inner.x + 68, inner.y + 32, inner.w - 68, 62)
            p.text(head, title, "h2", c.ink, valign="centre", floor=0.6, max_lines=2)
            body = Box(inner.x, inner.y + 98, inner.w, key.y - inner.y - 106)
            p.text(body, text, "body", c.ink, floor=0.72)

        words = t("summary.five_clips") if kind else t("summary.again")
        return [
            Panel(name="next.paper", box=box, paper=True, radius=8),
            drawing("next.text", box, paint),
            Button(
                name="practise",
                box=key,
                look="ink",
                icon="next",
                icon_after=True,
                text=words,
                press=self.practise,
                first=True,
            ),
        ]


def _tick_box(p: Painter, cell: Box, *, ticked: bool) -> None:
    if ticked:
        p.panel(cell, 5, p.palette.paper)
        p.icon("check", cell.cx, cell.cy, 20, p.palette.ink)
    else:
        p.panel(cell, 5, None, p.palette.edge, 2)


def _dashes(p: Painter, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
    steps = 12
    for i in range(0, steps, 2):
        a, b = i / steps, (i + 1) / steps
        start = (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a)
        end = (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)
        p.outline([start, end], colour, 2, closed=False)
