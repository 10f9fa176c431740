"""The summary: how sharp, how suspicious, how honest about one's own doubt, which tell-tales, what next.

Words and bands, never a bare number as if it were exact; false alarms as loud as misses; nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.play import summary_figures
from game.play.chrome import content_box, drawing, margin, points_badge, top_bar
from game.quiz.summary import Result, Summary, summarise
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Panel

if TYPE_CHECKING:
    from game.play.controller import Play

PRACTICE_ROUNDS = 5
SHOWN_KINDS = 5
MOST_BOXES = 4


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How a session ends where no other one can be begun."""

    leave: Callable[[], None]
    """What the key back does."""
    keys: Callable[[Summary], Sequence[Button]]
    """The ways on, from left to right, for what the session has shown."""


class SummaryScene(Scene):
    """Shown once at the end of a session."""

    name = "summary"

    def __init__(self, play: Play, options: SummaryOptions | None = None) -> None:
        self.play = play
        self.options = options
        self.context = play.context
        self.told = summarise([Result.of(r, asked=play.session.pointing) for r in play.session.scored])
        self.glanced = play.level.glance is not None
        weakest = self.told.practise_next
        self.next_kind = weakest.kind if weakest is not None else None

    def on_back(self) -> None:
        """Back to the menu."""
        if self.options is not None:
            self.options.leave()
        else:
            self.context.stack.back_to("menu")

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    def look_back(self) -> None:
        """Look at the clips of this session again."""
        from game.play.lookback import LookBackScene

        self.context.stack.push(LookBackScene(self.play))

    def again(self) -> None:
        """Play the same level once more."""
        self._start(self.play.level)

    def practise(self) -> None:
        """Play five clips on the tell-tale that was missed most; after first glances, look closely."""
        if self.glanced:
            self._start(self.play.level.model_copy(update={"glance": None}))
            return
        if self.next_kind is None:
            self.again()
            return
        title = self.context.guide.kinds[self.next_kind].name
        update = {"rounds": PRACTICE_ROUNDS, "kinds": (self.next_kind,), "stages": (), "title": title}
        self._start(self.play.level.model_copy(update=update))

    def _start(self, level: Level) -> None:
        from game.play.controller import Play

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
        told = self.told
        for name, panel, paint in (
            ("sharp", sharp, lambda p, b: summary_figures.sharp(p, b, t, told)),
            ("dial", dial, lambda p, b: summary_figures.dial(p, b, t, told)),
            ("calibration", calibrated, lambda p, b: summary_figures.calibration(p, b, t, told)),
            ("kinds", kinds, self._kinds),
        ):
            widgets += [Panel(name=f"{name}.panel", box=panel), drawing(name, panel.inset(24, 14), paint)]
        widgets += self._next(next_box)
        return [*widgets, *self._foot(row)]

    def _foot(self, row: Box) -> list[Widget]:
        t = self.context.t
        if self.options is not None:
            own = self.options.keys(self.told)
            places = row.columns((1.0,) * len(own), 16)
            return [replace(key, box=place) for key, place in zip(own, places, strict=True)]
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

    def _kinds(self, p: Painter, box: Box) -> None:
        t, c, guide = self.context.t, p.palette, self.context.guide
        p.text(box.top(34), t("summary.kinds"), "body", c.text_mid, valign="centre", max_lines=1, floor=0.7)
        rest = box.without_top(42)
        if not self.told.kinds:
            words = t("glance.no_kinds" if self.glanced else "summary.no_kinds")
            p.text(rest, words, "body", c.text_mid, floor=0.8)
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
        title, text = t("summary.well_seen"), t("summary.well_seen_text")
        if not self.told.counts.manipulated:
            title, text = t("summary.only_real"), t("summary.only_real_text")
        if kind:
            title, text = kind.name.get(t.language), kind.check.get(t.language)
        icon = kind.icon if kind else "check"
        words = t("summary.five_clips") if kind else t("summary.again")
        if self.glanced:
            title, text, icon = t("glance.closely"), t("glance.closely_text"), "loupe"
            words = t("glance.closely_start")
        more = self.options is None
        key = box.inset(16, 16).bottom_strip(64 if more else 0)

        def paint(p: Painter, b: Box) -> None:
            c, inner = p.palette, b.inset(24, 16)
            p.text(inner.top(28), t("summary.practise"), "label", c.ink_mid, valign="centre", max_lines=1)
            p.icon(icon, inner.x + 28, inner.y + 59, 52, c.ink)
            head = Box(inner.x + 68, inner.y + 28, inner.w - 68, 62)
            p.text(head, title, "h2", c.ink, valign="centre", floor=0.6, max_lines=2)
            body = Box(inner.x, inner.y + 92, inner.w, key.y - inner.y - 96)
            p.text(body, text, "body", c.ink, floor=0.72)

        return [
            Panel(name="next.paper", box=box, paper=True, radius=8),
            drawing("next.text", box, paint),
            *([self._practise(words, key)] if more else []),
        ]

    def _practise(self, words: str, box: Box) -> Button:
        return Button(
            name="practise",
            box=box,
            look="ink",
            icon="next",
            icon_after=True,
            text=words,
            press=self.practise,
            first=True,
        )


def _tick_box(p: Painter, cell: Box, *, ticked: bool) -> None:
    if ticked:
        p.panel(cell, 5, p.palette.paper)
        p.icon("check", cell.cx, cell.cy, 20, p.palette.ink)
    else:
        p.panel(cell, 5, None, p.palette.edge, 2)
