"""The class result: before and after in words, the way the class leans, the clips, and the report."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from game.errors import ChinmiError, StoreError
from game.quiz import bands
from game.resources import languages, levels
from game.ui.layout import Item, Node, column, content, flex, item, row, spacer, split
from game.ui.presets import icon_text, key_lines, panel, primary, screen, secondary
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label
from game.workshop.class_result import class_result
from game.workshop.lesson_store import LessonKept, LessonStore
from game.workshop.report.class_report import Sources, render, write
from game.workshop.report.words import read_words
from game.workshop.wall.check_clips import CheckClipsScene, judged_in_checks
from game.workshop.wall.class_drawing import BandTrack
from game.workshop.wall.papers import offer, tell_not_copied
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen, note_line

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.models import Clip, Pack
    from game.quiz.discernment import Counts


log = logging.getLogger("chinmi.classroom")


class EndScene(WorkshopScreen):
    """Shown once; the report is written, then seats and votes are forgotten. Phones keep their own result."""

    name = "workshop-end"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.result = class_result(teaching.lesson, teaching.room)
        self.judged = judged_in_checks(teaching.lesson, self.result)
        self.written: tuple[Path, ...] = ()
        self.failure = ""

    def enter(self) -> None:
        """Write the report and empty the journal, in this order."""
        try:
            if self.teaching.reports is not None and self.result.people:
                self.written = self._write(self.teaching.reports)
                self._keep(self.teaching.reports.parent)
            self.teaching.host.finish()
        except (ChinmiError, StoreError) as error:
            log.warning("%s", error)
            self.failure = str(error)

    def _write(self, folder: Path) -> tuple[Path, ...]:
        context = self.context
        words = read_words(levels() / "workshops" / "pages")
        date = context.today()[:10]
        pages: dict[str, str] = {
            language: render(
                self.result,
                title=self.teaching.lesson.title,
                label=self.teaching.lesson.label,
                date=date,
                words=words,
                language=language,
                guide=context.guide,
                sources=Sources(self._source, self._poster),
                virtual=self.teaching.lesson.virtual,
            )
            for language in languages()
        }
        stamp = context.today()[:16].replace(":", "").replace("T", "-")
        return write(folder, f"report-{stamp}-{self.teaching.room.code.lower()}", pages, self.result)

    def _keep(self, folder: Path) -> None:
        """Keep the class result for a fleet. Where that fails it is told; seats and votes go all the same."""
        now, code = self.context.today(), self.teaching.room.code
        lesson = LessonKept.of(
            self.result,
            code=code,
            day=now[:10],
            language=self.context.language,
            label=self.teaching.lesson.label,
        )
        if lesson is None:
            return
        try:
            store = LessonStore.open(folder, now)
            try:
                store.add(lesson)
            finally:
                store.close()
        except StoreError as error:
            self.failure = str(error)

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

    def offer_report(self) -> None:
        """Open the report for printing, or copy it to a folder; where none is there yet, write it to one."""
        if not self.written:
            self._write_elsewhere()
            return
        page, t = self._own_page(), self.t
        text = t("workshop.end_report", file=page.name, folder=page.parent)
        offer(self.context, t("workshop.report_title"), text, self.written, page)

    def _write_elsewhere(self) -> None:
        """Let the teacher choose a folder for a report that the data folder did not take."""
        context, choose = self.context, self.context.choose_folder

        def write_to(folder: Path) -> None:
            try:
                self.written = self._write(folder)
                self.failure = ""
                self.teaching.host.finish()
            except ChinmiError as error:
                log.warning("%s", error)
                tell_not_copied(context, folder, str(error.__cause__ or error))

        if choose is not None:
            choose(write_to)

    def _own_page(self) -> Path:
        """Return the report in the language of the wall."""
        own = (path for path in self.written if path.stem.endswith(f"-{self.t.language}"))
        return next(own, self.written[0])

    def look_at_clips(self) -> None:
        """Go through the clips of the checks with their truth."""
        try:
            self.context.stack.push(CheckClipsScene(self.teaching, self.judged))
        except ChinmiError:
            self.context.toasts.show("warning", self.t("workshop.skipped"))

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
        """Before and after, the leaning, two counts; where the report is.

        Where there is little room, the key of the report alone says where it is.
        """
        t = self.t
        done = primary(
            "done",
            t("workshop.end_close"),
            self.leave_room,
            icon="home",
            first=True,
            shortcuts=("return", "pagedown"),
        )
        look = None
        if self.judged:
            key = secondary("look", t("workshop.look_at_clips"), self.look_at_clips, icon="eye")
            look = item(key, width=content("on_key"))
        report = None
        if self.written or (self.result.people and self.context.choose_folder is not None):
            key = secondary("report", t("workshop.report_key"), self.offer_report, icon="lesson")
            report = item(key, width=content("on_key"))
        return screen(
            self.bar(),
            self._head(low=layout.cramped),
            item(
                split(
                    item(panel("sharp.panel", self._sharp(layout)), main=flex()),
                    item(panel("lean.panel", self._leaning(low=layout.cramped)), main=flex()),
                    gap="l",
                ),
                main=flex(),
            ),
            None if layout.cramped and self.written and not self.failure else self._note(),
            foot=key_lines(
                layout,
                (look, report, spacer()) if look or report else (),
                (spacer(), item(done, width=content("start_key"))),
            ),
        ).place(layout, layout.area)

    def _head(self, *, low: bool) -> Node:
        """Return the title and how many took part: one below the other, or in one line with `low` room."""
        title = Label(name="title", text=self.t("workshop.end_title"), style="h1")
        words = self.t("workshop.end_people", n=self.result.people)
        if not low:
            return column(title, Label(name="people", text=words, tone="text_mid"))
        people = Label(name="people", text=words, tone="text_mid", valign="centre")
        return row(title, item(people, main=flex()), gap="gutter")

    def _sharp(self, layout: Layout) -> Node:
        """Return how well the class told apart before, during and after the lesson."""
        t, low = self.t, layout.cramped
        return column(
            icon_text("sharp", "eye", t("workshop.end_sharp"), tone="text_mid"),
            *(
                item(self._block(block, t(f"workshop.end_{block}"), low=low), main=flex())
                for block in ("before", "lesson", "after")
            ),
            gap="m",
        )

    def _block(self, block: str, name: str, *, low: bool) -> Node:
        """Return in which band the class was in a block of the lesson, and how sure that is.

        Where there is `low` room, the name of the block stands before its band.
        """
        measure = self.result.blocks.get(block)
        band = bands.dprime_band(measure.counts) if measure is not None else None
        words = self.t("workshop.end_few" if band is None else f"band.dprime.{band.band}")
        head = Label(
            name=f"{block}.name",
            text=name,
            style="caption",
            tone="text_mid",
            grow=False,
            max_lines=1,
            floor=0.65,
        )
        told = Label(name=f"{block}.band", text=words, style="h2", floor=0.6, max_lines=1, grow=False)
        return column(
            row(item(head, main=flex(0.7)), item(told, main=flex()), gap="m") if low else column(head, told),
            None
            if band is None
            else BandTrack(name=f"{block}.track", low=band.low, at=band.at, high=band.high),
        )

    def _leaning(self, *, low: bool) -> Node:
        """Return which way the class leans, and the two counts behind it."""
        t, measure = self.t, self.result.blocks.get("all")
        band = bands.bias_band(measure.counts) if measure is not None else None
        style = "body" if low else "lead"
        words = t("workshop.end_few" if band is None else f"band.bias.{band.band}")
        return column(
            icon_text("lean", "contrast", t("workshop.end_lean"), tone="text_mid"),
            item(
                Label(name="lean.band", text=words, style="h1", floor=0.6, max_lines=2),
                height=content(most="heading"),
            ),
            *(() if measure is None else self._mistakes(measure.counts, style)),
            *self._posts(style),
            gap="m",
        )

    def _posts(self, style: str) -> Iterator[Item]:
        """Yield how often posts were judged rightly, where the lesson had any."""
        posts = self.result.posts
        right, votes = sum(post.right for post in posts), sum(post.votes for post in posts)
        if votes:
            words = self.t("workshop.end_posts", n=right, total=votes)
            yield item(
                icon_text("posts.count", "captions", words, style=style, icon_size="icon_large"), main=flex()
            )

    def _mistakes(self, counts: Counts, style: str) -> Iterator[Item]:
        """Yield how often real clips were suspected, and manipulated ones believed."""
        alarms = self.t("workshop.end_alarms", n=counts.false_alarms, total=counts.real)
        misses = self.t("workshop.end_misses", n=counts.misses, total=counts.manipulated)
        sides: tuple[tuple[Literal["real", "manipulated"], str], ...] = (
            ("real", alarms),
            ("manipulated", misses),
        )
        for side, words in sides:
            yield item(
                row(
                    IconText(name=f"{side}.shape", icon=side, tone=side, icon_size="icon_large"),
                    item(
                        Label(name=f"{side}.count", text=words, style=style, valign="centre", floor=0.7),
                        main=flex(),
                    ),
                    gap="l",
                ),
                main=flex(),
            )

    def _note(self) -> Node:
        if self.result.people and not self.written:
            return note_line("note", "warning", self.t("workshop.end_unwritten"))
        if self.failure:
            return note_line("note", "warning", self.failure)
        if self.written:
            page = self._own_page()
            words = self.t("workshop.end_report", file=page.name, folder=page.parent)
            return note_line("note", "check", words)
        return note_line("note", "lock", self.t("workshop.end_nothing"))
