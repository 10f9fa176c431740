"""The lobby: how phones come in, how many are in, and what happens to their votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, spacer, split, stack
from game.ui.presets import icon_key, key_lines, primary, screen
from game.ui.qr_code import qr_matrix
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.qr_code import QrCode
from game.workshop.room import Lock
from game.workshop.wall.class_drawing import BigNumber, NumberDisc, People
from game.workshop.wall.teaching import TIMES, Teaching
from game.workshop.wall.wall_screen import WorkshopScreen, note_line

if TYPE_CHECKING:
    from game.workshop.server.service import Service


class LobbyScene(WorkshopScreen):
    """Start is possible with the first seat, or without phones at once."""

    name = "workshop-lobby"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self._known = (self.may_start(), teaching.room.locked)

    def next_timer(self) -> None:
        """Switch the time for a vote: none, or one of a few."""
        at = TIMES.index(self.teaching.timer)
        self.teaching.timer = TIMES[(at + 1) % len(TIMES)]

    def toggle_lock(self) -> None:
        """Close the room to new phones, or open it again."""
        self.teaching.do(Lock(on=not self.teaching.room.locked))

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
        phones = self.teaching.voting.phones
        words = self.t("workshop.promise" if phones is None else "workshop.promise_phones")
        return screen(
            self.bar(),
            item(self._without() if phones is None else self._with(phones), main=flex()),
            note_line("promise", "lock", words),
            foot=self._keys(layout),
        ).place(layout, layout.area)

    def _with(self, phones: Service) -> Node:
        """Return the QR code, and beside (upright: below) it how a phone comes in without."""
        t = self.t
        code = QrCode(name="qr", rows=qr_matrix(phones.url))
        large = icon_key("large", "loupe", t("workshop.large"), self.show_address)
        steps = column(
            item(
                self._step(1, t("workshop.step_wifi"), self.teaching.voting.wifi or t("workshop.same_wifi")),
                main=flex(),
            ),
            item(self._step(2, t("workshop.step_open"), phones.place, large), main=flex()),
            item(self._code(), main=flex(1.2)),
            People(name="people", live=True, seats=lambda: len(self.teaching.room.seats)),
            gap="s",
        )
        return split(
            item(code, width=fixed("qr_code"), main=content(), across="centre"),
            item(steps, main=flex()),
            gap="margin",
        )

    @staticmethod
    def _step(number: int, words: str, answer: str, key: Button | None = None) -> Node:
        return row(
            NumberDisc(name=f"step-{number}", number=number),
            item(
                column(
                    Label(name=f"step-{number}.words", text=words, tone="text_mid", grow=False, max_lines=1),
                    item(
                        Label(
                            name=f"step-{number}.answer",
                            text=answer,
                            style="h1",
                            grow=False,
                            floor=0.6,
                            max_lines=2,
                        ),
                        main=flex(),
                    ),
                    gap="xs",
                ),
                main=flex(),
            ),
            None if key is None else item(key, width=fixed("key"), height=fixed("key"), down="centre"),
            gap="m",
        )

    def _code(self) -> Node:
        """Return the room's code in tiles, and how many have come."""
        t, seats = self.t, BigNumber(name="seats", live=True, count=lambda: len(self.teaching.room.seats))
        return row(
            NumberDisc(name="step-3", number=3),
            column(
                Label(
                    name="step-3.words",
                    text=t("workshop.step_code"),
                    tone="text_mid",
                    grow=False,
                    max_lines=1,
                ),
                row(*(_tile(i, letter) for i, letter in enumerate(self.teaching.room.code)), gap="m"),
                gap="xs",
            ),
            item(
                column(
                    Label(
                        name="joined",
                        text=t("workshop.joined"),
                        tone="text_mid",
                        align="right",
                        grow=False,
                        max_lines=1,
                    ),
                    item(seats, height=fixed("code_tile")),
                    gap="xs",
                ),
                main=flex(),
            ),
            gap="m",
        )

    def _without(self) -> Node:
        """Return what happens in a lesson without phones."""
        t, teams = self.t, self.teaching.voting.teams
        title = t("workshop.hot_seat_ready", n=teams) if teams else t("workshop.paper_ready")
        text = t("workshop.hot_seat_text") if teams else t("workshop.paper_text")
        words = column(
            Label(name="ready", text=title, style="h1"),
            Label(name="how", text=text, style="lead"),
            gap="l",
            lead="centre",
        )
        return pad(words, x="margin")

    def _keys(self, layout: Layout) -> Node:
        t, teaching = self.t, self.teaching
        seconds, locked = teaching.timer, teaching.room.locked
        timer = Button(
            name="timer",
            icon="timer",
            text=t("workshop.timer_on", n=seconds) if seconds else t("workshop.timer_off"),
            style="label",
            press=self.next_timer,
            shortcuts=("t",),
        )
        lock = Button(
            name="lock",
            icon="lock",
            text=t("workshop.lock_on" if locked else "workshop.lock_off"),
            style="label",
            on=locked,
            press=self.toggle_lock,
        )
        advice = Button(
            name="advice", icon="help", text=t("workshop.no_page"), style="label", press=self.show_reach
        )
        start = primary(
            "start",
            t("workshop.start"),
            teaching.go_on,
            enabled=self.may_start(),
            first=True,
            shortcuts=("return", "pagedown"),
        )
        start_item = item(start, main=flex(1.35))
        if teaching.voting.phones is None:
            return key_lines(layout, (item(timer, main=flex()), spacer(flex(2)), start_item))
        first = item(timer, main=flex()), item(lock, main=flex())
        return key_lines(layout, first, (item(advice, main=flex()), start_item))


def _tile(number: int, letter: str) -> Node:
    words = Label(
        name=f"code-{number}", text=letter, style="number", tone="ink", align="centre", valign="centre",
        grow=False, floor=0.5,
    )  # fmt: skip
    tile = stack(Panel(name=f"code-{number}.paper", paper=True, corner="key"), words)
    return item(tile, width=fixed("code_tile"), height=fixed("code_tile"))
