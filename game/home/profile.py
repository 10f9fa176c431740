"""What a player has learnt: how they see, how well each tell-tale is found, what has changed, what is next.

Bands and words, never a rank; and from each page one tap leads to what would help most now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.content.guide import Kind, Stage
from game.content.levels import Level
from game.errors import StoreError
from game.play import summary_figures
from game.play.chrome import content_box, drawing, top_bar
from game.play.summary_figures import draw_gain
from game.quiz.mastery import FOUND, Estimate, estimates, weakest
from game.quiz.summary import summarise
from game.records.checks import open_check
from game.records.history import LOOK_BACK
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Panel

if TYPE_CHECKING:
    from game.play.check_play import Checks
    from game.play.context import Context

RECENT: Final = 60
"""So many answers, the last ones, say how a player sees now."""
ROUNDS: Final = 5
ROW: Final = 43.0
"""The height, at least, of one tell-tale's row."""
PAGES: Final = ("seeing", "kinds", "change")


class ProfileScene(Scene):
    """Three pages, and two keys that are on each of them: take a check, practise what is weakest."""

    name = "profile"

    def __init__(self, context: Context, checks: Checks, play: Callable[[Level], None]) -> None:
        self.context = context
        self.checks = checks
        self.play = play
        self.page = PAGES[0]
        self.sheet = 0
        self._read()

    def resume(self) -> None:
        """Read again: a practice or a check may have been played."""
        self._read()

    def _read(self) -> None:
        context = self.context
        try:
            answers = context.store.answers(last=LOOK_BACK, profile=context.profile())
        except StoreError:
            answers = ()
        self.answers = len(answers)
        self.told = summarise(answers[-RECENT:])
        self.found = estimates(answers)
        self.gain = self.checks.gain()
        self.taken = len(self.checks.taken())
        self.open_check = open_check(context.store, self.checks.usual.id, context.profile()) is not None
        self.next_kind = weakest(self.found, self._playable())

    def _playable(self) -> list[str]:
        """Return the kinds of which the packs that are on have clips, in catalogue order."""
        library = self.context.library
        return [kind for kind in self.context.guide.kinds if library.counts((kind,)).manipulated]

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Back to where the player came from."""
        self.context.stack.pop()

    def turn(self, page: str) -> None:
        """Show another page."""
        self.page = page

    def more(self) -> None:
        """Show the tell-tales of the next stages."""
        self.sheet += 1

    def practise(self) -> None:
        """Play five clips of what is weakest, or of everything."""
        kind = self.context.guide.kinds[self.next_kind] if self.next_kind else None
        texts = {code: self.context.texts.translator(code)("profile.mixed") for code in languages()}
        title = kind.name if kind else LocalText.model_validate(texts)
        level = Level(
            id="next",
            title=title,
            subtitle=title,
            icon=kind.icon if kind else "practice",
            rounds=ROUNDS,
            kinds=(kind.id,) if kind else (),
        )
        self.play(level)

    def check(self) -> None:
        """Take a check, or go on with the one that was broken off; then come back here."""
        self.checks.play(self.checks.usual, self._back_from_check)

    def _back_from_check(self) -> None:
        self.page = "change"
        self._read()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the keys of the pages, the page, the two ways on."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(
            layout,
            self.context,
            t("profile.title"),
            t("profile.subtitle", n=self.answers),
            back=self.on_back,
        )
        tabs, foot = box.top(64), box.bottom_strip(68)
        body = Box(box.x, tabs.bottom + 14, box.w, foot.y - tabs.bottom - 30)
        pages = {"seeing": self._seeing, "kinds": self._kinds, "change": self._change}
        icons = {"seeing": "eye", "kinds": "target", "change": "step"}
        keys = [
            Button(
                name=f"page-{page}",
                box=cell,
                icon=icons[page],
                text=t(f"profile.{page}"),
                style="label",
                on=self.page == page,
                press=self._turner(page),
                shortcuts=(str(i + 1),),
            )
            for i, (page, cell) in enumerate(zip(PAGES, tabs.columns((1.0,) * len(PAGES), 12), strict=True))
        ]
        return [*bar, *keys, *pages[self.page](layout, body), *self._foot(foot)]

    def _turner(self, page: str) -> Callable[[], None]:
        return lambda: self.turn(page)

    def _foot(self, box: Box) -> list[Widget]:
        t = self.context.t
        kind = self.context.guide.kinds[self.next_kind] if self.next_kind else None
        name = kind.name.get(t.language) if kind else t("profile.mixed")
        cells = box.columns((1.0, 1.7), 16)
        return [
            Button(
                name="check",
                box=cells[0],
                icon="check",
                text=t("profile.check_go_on" if self.open_check else "profile.check"),
                press=self.check,
            ),
            Button(
                name="practise",
                box=cells[1],
                look="primary",
                icon="next",
                icon_after=True,
                text=f"{t('profile.next')}: {name}",
                press=self.practise,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]

    def _seeing(self, layout: Layout, box: Box) -> list[Widget]:
        t, told = self.context.t, self.told
        if layout.portrait:
            sharp, dial, low = box.rows((0.8, 0.9, 1.4), 16)
            calibrated, paper = low.columns((1.0, 1.0), 16)
        else:
            left, right = box.columns((1.0, 1.0), 16)
            sharp, dial = left.rows((1.0, 1.0), 14)
            calibrated, paper = right.rows((1.35, 1.0), 14)
        widgets: list[Widget] = []
        for name, panel, paint in (
            ("sharp", sharp, lambda p, b: summary_figures.sharp(p, b, t, told)),
            ("dial", dial, lambda p, b: summary_figures.dial(p, b, t, told)),
            ("calibration", calibrated, lambda p, b: summary_figures.calibration(p, b, t, told)),
        ):
            widgets += [Panel(name=f"{name}.panel", box=panel), drawing(name, panel.inset(24, 12), paint)]
        return [
            *widgets,
            Panel(name="next.paper", box=paper, paper=True, radius=8),
            drawing("next.text", paper.inset(24, 16), self._draw_next),
        ]

    def _draw_next(self, p: Painter, box: Box) -> None:
        t, c = self.context.t, p.palette
        kind = self.context.guide.kinds[self.next_kind] if self.next_kind else None
        title = kind.name.get(t.language) if kind else t("profile.next_none")
        text = kind.check.get(t.language) if kind else t("profile.next_none_text")
        p.text(box.top(28), t("profile.next"), "label", c.ink_mid, valign="centre", max_lines=1)
        p.icon(kind.icon if kind else "check", box.x + 26, box.y + 58, 46, c.ink)
        head = Box(box.x + 62, box.y + 32, box.w - 62, 52)
        p.text(head, title, "h2", c.ink, valign="centre", floor=0.6, max_lines=2)
        p.text(box.without_top(92), text, "body", c.ink, floor=0.7)

    def _kinds(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.context.t
        inner = box.inset(24, 14)
        note, rest = inner.bottom_strip(56), inner.without_bottom(62)
        guide = self.context.guide
        groups = [1 + sum(1 for _ in guide.of_stage(stage)) for stage in guide.stages]
        per_column = max(*groups, int(rest.h // max(ROW, layout.height("A\nA", "label", 200) + 2)))
        columns = 1 if layout.portrait else 2
        filled = self._columns(per_column)
        pages = [filled[i : i + columns] for i in range(0, len(filled), columns)]
        shown = pages[self.sheet % len(pages)]

        def paint(p: Painter, b: Box) -> None:
            for lines, column in zip(shown, b.columns((1.0,) * columns, 36), strict=False):
                self._draw_column(p, column, lines, b.h / per_column)

        def paint_note(p: Painter, b: Box) -> None:
            words = b.without_bottom(0) if len(pages) == 1 else b.left(b.w - 250)
            p.text(words, t("chapter.band"), "caption", p.palette.text_mid, valign="centre", floor=0.9)

        widgets: list[Widget] = [
            Panel(name="kinds.panel", box=box),
            drawing("kinds", rest, paint),
            drawing("kinds.note", note, paint_note),
        ]
        if len(pages) > 1:
            words = t("reveal.more", n=self.sheet % len(pages) + 1, total=len(pages))
            key = Box(note.right - 230, note.y - 4, 230, 64)
            widgets.append(
                Button(name="more", box=key, icon="next", text=words, style="label", press=self.more)
            )
        return widgets

    def _columns(self, most: int) -> list[list[Kind | Stage]]:
        """Return the stages, each before its kinds, in columns of at most `most` lines; no stage is cut."""
        guide = self.context.guide
        columns: list[list[Kind | Stage]] = [[]]
        for stage in guide.stages.values():
            group: list[Kind | Stage] = [stage, *guide.of_stage(stage.id)]
            if columns[-1] and len(columns[-1]) + len(group) > most:
                columns.append([])
            columns[-1] += group
        return columns

    def _draw_column(self, p: Painter, box: Box, lines: Sequence[Kind | Stage], high: float) -> None:
        c = p.palette
        for i, line in enumerate(lines):
            row = Box(box.x, box.y + i * high, box.w, high)
            if isinstance(line, Stage):
                name = line.name.get(self.context.language)
                p.text(
                    row.without_bottom(4), name, "label", c.text_mid, valign="bottom", max_lines=1, floor=0.8
                )
                p.line(row.x, row.bottom - 2, row.right, row.bottom - 2, c.hairline)
            else:
                self._draw_kind(p, row, line)

    def _draw_kind(self, p: Painter, row: Box, kind: Kind) -> None:
        t, c = self.context.t, p.palette
        estimate = self.found.get(kind.id, Estimate())
        p.icon(kind.icon, row.x + 17, row.cy, min(32.0, row.h), c.text)
        name = Box(row.x + 44, row.y, row.w * 0.44 - 48, row.h)
        p.text(
            name,
            kind.name.get(t.language),
            "label",
            c.text,
            valign="centre",
            grow=False,
            floor=0.7,
            max_lines=2,
        )
        bar = Box(row.x + row.w * 0.45, row.cy - 7, row.w * 0.27, 14)
        summary_figures.band_bar(p, bar, estimate, FOUND)
        words = Box(bar.right + 16, row.y, row.right - bar.right - 16, row.h)
        level = t(f"mastery.{estimate.level()}")
        p.text(words, level, "caption", c.text_mid, valign="centre", grow=False, floor=0.8, max_lines=2)

    def _change(self, layout: Layout, box: Box) -> list[Widget]:
        del layout
        paper = box.top(min(box.h, 400))
        return [
            Panel(name="change.paper", box=paper, paper=True, radius=8),
            drawing("change", paper.inset(36, 26), self._draw_change),
        ]

    def _draw_change(self, p: Painter, box: Box) -> None:
        t, c = self.context.t, p.palette
        if self.taken:
            draw_gain(p, box, t, self.gain)
            return
        p.icon("target", box.x + 30, box.y + 30, 56, c.ink)
        head = Box(box.x + 80, box.y, box.w - 80, 60)
        p.text(head, t("profile.no_check"), "h2", c.ink, valign="centre", floor=0.6, max_lines=2)
        p.text(box.without_top(74), t("profile.no_check_text"), "body", c.ink, floor=0.75)
