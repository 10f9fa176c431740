"""The class result: before and after in words, the way the class leans, and where the report lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.content.base import LANGUAGES
from game.errors import ChinmiError, StoreError
from game.play.chrome import drawing
from game.quiz import bands
from game.resources import levels
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.workshop.class_result import Measure, class_result
from game.workshop.report.class_report import Sources, render, write
from game.workshop.report.words import read_words
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen, note_line

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.models import Clip, Pack


class EndScene(WorkshopScreen):
    """Shown once; the report is written, then seats and votes are forgotten. Phones keep their own result."""

    name = "workshop-end"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.result = class_result(teaching.lesson, teaching.room)
        self.written: tuple[Path, ...] = ()
        self.failure = ""

    def enter(self) -> None:
        """Write the report and empty the journal, in this order."""
        try:
            if self.teaching.reports is not None and self.result.people:
                self.written = self._write(self.teaching.reports)
            self.teaching.host.finish()
        except (ChinmiError, StoreError) as error:
            self.failure = str(error)

    def _write(self, folder: Path) -> tuple[Path, ...]:
        context = self.context
        words = read_words(levels() / "workshops" / "pages")
        date = context.today()[:10]
        pages: dict[str, str] = {
            language: render(
                self.result,
                title=self.teaching.lesson.title,
                date=date,
                words=words,
                language=language,
                guide=context.guide,
                sources=Sources(self._source, self._poster),
            )
            for language in LANGUAGES
        }
        stamp = context.today()[:16].replace(":", "").replace("T", "-")
        return write(folder, f"report-{stamp}-{self.teaching.room.code.lower()}", pages, self.result)

    def _source(self, pack: str, clip: str) -> tuple[Pack, Clip]:
        library = self.context.library
        record = library.clip(pack, clip)
        return next(p.pack for p in library.packs() if p.pack.name == pack), record

    def _poster(self, pack: str, clip: str) -> Path | None:
        return self.context.library.poster_path(pack, self.context.library.clip(pack, clip))

    def leave_room(self) -> None:
        """Close the room and go back."""
        self.teaching.close()
        self.context.stack.pop()

    def on_back(self) -> None:
        """Close the room and go back."""
        self.leave_room()

    def update(self, now: float) -> Change:
        """Take the wishes of the teacher's remote; "go on" closes the room."""
        wish = self.teaching.remote.take() if self.teaching.remote is not None else None
        if wish in ("next", "end"):
            self.leave_room()
            return Change.ALL
        return super().update(now)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Before and after, the leaning, two counts; where the report is."""
        box, t = self.top(layout), self.t
        foot = box.bottom_strip(64)
        note = Box(box.x, foot.y - 84, box.w, 70)
        body = Box(box.x, box.y, box.w, note.y - box.y - 16)
        title = t("workshop.end_title")
        title_h = layout.height(title, "h1", body.w)
        sub = t("workshop.end_people", n=self.result.people)
        sub_h = layout.height(sub, "body", body.w)
        cells = body.without_top(title_h + sub_h + 14)
        if layout.portrait:
            left, right = cells.rows((1.0, 1.0), 16)
        else:
            left, right = cells.columns((1.0, 1.0), 16)
        return [
            *self.bar(layout),
            Label(name="title", box=body.top(title_h), text=title, style="h1"),
            Label(
                name="people",
                box=Box(body.x, body.y + title_h, body.w, sub_h),
                text=sub,
                tone="text_mid",
            ),
            Panel(name="sharp.panel", box=left),
            drawing("sharp", left.inset(28, 20), self._sharp),
            Panel(name="lean.panel", box=right),
            drawing("lean", right.inset(28, 20), self._leaning),
            drawing("note", note, self._note),
            Button(
                name="done",
                box=foot.right_strip(340),
                look="primary",
                icon="home",
                text=t("workshop.end_close"),
                press=self.leave_room,
                first=True,
                shortcuts=("return", "pagedown"),
            ),
        ]

    def _sharp(self, p: Painter, box: Box) -> None:
        t, c = self.t, p.palette
        p.icon("eye", box.x + 18, box.y + 18, 36, c.text)
        p.text(
            Box(box.x + 48, box.y, box.w - 48, 36),
            t("workshop.end_sharp"),
            "body",
            c.text_mid,
            valign="centre",
        )
        rows = [
            (t("workshop.end_before"), self.result.blocks.get("before")),
            (t("workshop.end_lesson"), self.result.blocks.get("lesson")),
            (t("workshop.end_after"), self.result.blocks.get("after")),
        ]
        for (name, measure), row in zip(rows, box.without_top(48).rows((1.0, 1.0, 1.0), 10), strict=True):
            self._row(p, row, name, measure)

    def _row(self, p: Painter, box: Box, name: str, measure: Measure | None) -> None:
        t, c = self.t, p.palette
        p.text(box.top(28), name, "caption", c.text_mid, grow=False, max_lines=1, floor=0.8)
        reading = bands.dprime_band(measure.counts) if measure is not None else None
        words = t(f"band.dprime.{reading.band}") if reading is not None else t("workshop.end_few")
        middle = Box(box.x, box.y + 26, box.w, 42)
        p.text(middle, words, "h2", c.text, valign="centre", floor=0.7, max_lines=1, grow=False)
        if reading is None or box.h < 76:
            return
        track = Box(box.x, box.y + 68, box.w, 10)
        for cell in track.columns((1.0,) * 5, 6):
            p.panel(cell, 4, c.room3)
        x = [track.x + track.w * v / 5 for v in (reading.low, reading.at, reading.high)]
        p.line(x[0], track.cy, x[2], track.cy, c.text, 4)
        p.disc(x[1], track.cy, 9, c.room0)
        p.disc(x[1], track.cy, 7, c.paper)

    def _leaning(self, p: Painter, box: Box) -> None:
        t, c = self.t, p.palette
        measure = self.result.blocks.get("all")
        p.icon("contrast", box.x + 18, box.y + 18, 36, c.text)
        p.text(
            Box(box.x + 48, box.y, box.w - 48, 36),
            t("workshop.end_lean"),
            "body",
            c.text_mid,
            valign="centre",
        )
        reading = bands.bias_band(measure.counts) if measure is not None else None
        words = t(f"band.bias.{reading.band}") if reading is not None else t("workshop.end_few")
        p.text(Box(box.x, box.y + 48, box.w, 84), words, "h1", c.text, floor=0.6, max_lines=2)
        if measure is None:
            return
        low = box.without_top(144)
        upper, lower = low.rows((1.0, 1.0), 12)
        counts = measure.counts
        facts = (
            (
                upper,
                "real",
                c.real.on_dark,
                t("workshop.end_alarms", n=counts.false_alarms, total=counts.real),
            ),
            (
                lower,
                "manipulated",
                c.manipulated.on_dark,
                t("workshop.end_misses", n=counts.misses, total=counts.manipulated),
            ),
        )
        for cell, icon, colour, line in facts:
            p.icon(icon, cell.x + 22, cell.cy, 40, colour)
            room = Box(cell.x + 60, cell.y, cell.w - 60, cell.h)
            p.text(room, line, "lead", c.text, valign="centre", floor=0.7)

    def _note(self, p: Painter, box: Box) -> None:
        if self.failure:
            note_line(p, box, "warning", self.failure)
        elif self.written:
            page = next(path for path in self.written if path.stem.endswith(f"-{self.t.language}"))
            note_line(p, box, "check", self.t("workshop.end_report", file=page.name, folder=page.parent))
        else:
            note_line(p, box, "lock", self.t("workshop.end_nothing"))
