"""The lobby: how phones come in, how many are in, and what happens to their votes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.play.chrome import drawing
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.workshop.room import Lock
from game.workshop.wall.charts import draw_people, draw_qr, qr_matrix
from game.workshop.wall.teaching import TIMES, Teaching
from game.workshop.wall.wall_screen import WorkshopScreen, note_line

FIGURES = 30
"""Above this many seats only the number tells."""


class LobbyScene(WorkshopScreen):
    """Start is possible with the first seat, or without phones at once."""

    name = "workshop-lobby"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        phones = teaching.voting.phones
        self._qr = qr_matrix(phones.url) if phones is not None else ()
        self._known = (self.may_start(), teaching.room.locked)

    def next_timer(self) -> None:
        """Switch the time for a vote: none, or one of a few."""
        at = TIMES.index(self.teaching.timer)
        self.teaching.timer = TIMES[(at + 1) % len(TIMES)]

    def toggle_lock(self) -> None:
        """Close the room to new phones, or open it again."""
        self.teaching.do(Lock(on=not self.teaching.room.locked))

    def advice(self) -> None:
        """Say what to look at when phones do not get in."""
        from game.play.dialog import Choice, DialogScene
        from game.workshop.server.network import firewall_hint

        t, stack = self.t, self.context.stack
        hints = {
            "windows": t("workshop.firewall_windows"),
            "mac": t("workshop.firewall_mac"),
            "linux": t("workshop.firewall_linux"),
        }
        port = self.teaching.voting.phones.port if self.teaching.voting.phones is not None else 0
        text = t("workshop.reach", hint=hints[firewall_hint()], port=port)
        close = Choice("close", t("workshop.understood"), stack.pop, primary=True)
        stack.push(
            DialogScene(
                self.context, icon="info", title=t("workshop.reach_title"), text=text, choices=(close,)
            )
        )

    def may_start(self) -> bool:
        """Tell whether anybody is there to vote."""
        return self.teaching.voting.phones is None or bool(self.teaching.room.seats)

    def update(self, now: float) -> Change:
        """Wake the start key with the first seat, and show the lock as it is."""
        change = super().update(now)
        known = (self.may_start(), self.teaching.room.locked)
        if known != self._known:
            self._known = known
            return Change.ALL
        return change

    def build(self, layout: Layout) -> Sequence[Widget]:
        """QR code, three steps, count; the promise; the keys."""
        box, t = self.top(layout), self.t
        foot = box.bottom_strip(64)
        promise = Box(box.x, foot.y - 76, box.w, 60)
        upper = Box(box.x, box.y + 4, box.w, promise.y - box.y - 24)
        widgets = self.bar(layout)
        if self.teaching.voting.phones is None:
            widgets += self._without(upper)
        elif layout.portrait:
            side = min(upper.w, upper.h * 0.42)
            code = Box(upper.cx - side / 2, upper.y, side, side)
            widgets += self._with(code, upper.without_top(side + 20))
        else:
            side = min(upper.h, 452.0)
            widgets += self._with(upper.left(side).top(side), upper.without_left(side + 44))
        words = t("workshop.promise_phones" if self.teaching.voting.phones else "workshop.promise")
        widgets.append(drawing("promise", promise, lambda p, b: note_line(p, b, "lock", words)))
        return [*widgets, *self._foot(foot)]

    def _with(self, code: Box, steps: Box) -> list[Widget]:
        phones = self.teaching.voting.phones
        assert phones is not None  # noqa: S101 - asked before
        t, voting = self.t, self.teaching.voting
        rows = steps.rows((1.0, 1.0, 1.5), 8)
        wifi = voting.wifi or t("workshop.same_wifi")
        lines = ((t("workshop.step_wifi"), wifi), (t("workshop.step_open"), phones.place))
        widgets: list[Widget] = [drawing("qr", code, lambda p, b: draw_qr(p, b, self._qr))]
        for i, (row, (small, large)) in enumerate(zip(rows, lines, strict=False)):
            widgets.append(drawing(f"step-{i + 1}", row, _step(i + 1, small, large)))
        widgets.append(drawing("step-3", rows[2], _step(3, t("workshop.step_code"), "")))
        tiles = Box(rows[2].x + 76, rows[2].y + 36, min(436.0, rows[2].w * 0.62), min(108.0, rows[2].h - 80))
        widgets.append(drawing("code", tiles, lambda p, b: _tiles(p, b, self.teaching.room.code)))
        count = Box(rows[2].right - 190, rows[2].y, 190, rows[2].h - 44)
        widgets.append(drawing("joined", count, self._joined, live=True))
        people = rows[2].bottom_strip(30)
        widgets.append(drawing("people", people, self._people, live=True))
        return widgets

    def _without(self, box: Box) -> list[Widget]:
        t, teams = self.t, self.teaching.voting.teams
        title = t("workshop.hot_seat_ready", n=teams) if teams else t("workshop.paper_ready")
        text = t("workshop.hot_seat_text") if teams else t("workshop.paper_text")
        inner = box.inset(40, 40)
        return [
            Label(name="ready", box=inner.top(inner.h * 0.4), text=title, style="h1", valign="bottom"),
            Label(name="how", box=inner.without_top(inner.h * 0.4 + 16), text=text, style="lead"),
        ]

    def _joined(self, p: Painter, box: Box) -> None:
        c = p.palette
        p.text(box.top(32), self.t("workshop.joined"), "body", c.text_mid, align="right", grow=False)
        seats = str(len(self.teaching.room.seats))
        low = Box(box.x, box.y + 32, box.w, 104)
        p.text(low, seats, "number", c.text, align="right", valign="centre", grow=False, floor=0.6)

    def _people(self, p: Painter, box: Box) -> None:
        seats = len(self.teaching.room.seats)
        if seats <= FIGURES:
            draw_people(p, box, seats, FIGURES)

    def _foot(self, foot: Box) -> list[Widget]:
        t, teaching = self.t, self.teaching
        seconds = teaching.timer
        words = t("workshop.timer_on", n=seconds) if seconds else t("workshop.timer_off")
        cells = foot.columns((1.0, 1.0, 1.0, 1.35), 14)
        locked = teaching.room.locked
        keys: list[Widget] = [
            Button(
                name="timer",
                box=cells[0],
                icon="timer",
                text=words,
                style="label",
                press=self.next_timer,
                shortcuts=("t",),
            ),
            Button(
                name="start",
                box=cells[3],
                look="primary",
                text=t("workshop.start"),
                icon="next",
                icon_after=True,
                press=teaching.go_on,
                first=True,
                enabled=self.may_start(),
                shortcuts=("return", "pagedown"),
            ),
        ]
        if teaching.voting.phones is not None:
            text = t("workshop.lock_on" if locked else "workshop.lock_off")
            keys[1:1] = [
                Button(
                    name="lock",
                    box=cells[1],
                    icon="lock",
                    text=text,
                    style="label",
                    on=locked,
                    press=self.toggle_lock,
                ),
                Button(
                    name="advice",
                    box=cells[2],
                    icon="help",
                    text=t("workshop.no_page"),
                    style="label",
                    press=self.advice,
                ),
            ]
        return keys


def _step(number: int, small: str, large: str) -> Callable[[Painter, Box], None]:
    def paint(p: Painter, box: Box) -> None:
        c = p.palette
        p.disc(box.x + 28, box.y + 32, 28, c.text, hole=25)
        p.text(
            Box(box.x, box.y + 4, 56, 56),
            str(number),
            "h3",
            c.text,
            align="centre",
            valign="centre",
            grow=False,
        )
        words = Box(box.x + 76, box.y, box.w - 76, 32)
        p.text(words, small, "body", c.text_mid, grow=False, floor=0.85, max_lines=1)
        if large:
            low = Box(box.x + 76, box.y + 32, box.w - 76, max(46.0, box.h - 40))
            p.text(low, large, "h1", c.text, grow=False, floor=0.6, max_lines=2)

    return paint


def _tiles(p: Painter, box: Box, code: str) -> None:
    c = p.palette
    for letter, cell in zip(code, box.columns((1.0,) * len(code), 12), strict=True):
        p.panel(cell, 8, c.paper)
        p.text(cell, letter, "number", c.ink, align="centre", valign="centre", grow=False, floor=0.5)
