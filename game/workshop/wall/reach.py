"""Phones cannot reach the room: a test by the teacher's own phone, what it says, and other networks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.errors import StoreError
from game.ui.layout import Child, Node, column, content, fixed, flex, item, split
from game.ui.presets import icon_text, key_row, panel, primary, screen, top_bar
from game.ui.qr_code import qr_matrix
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.qr_code import QrCode
from game.workshop.server.adapters import order
from game.workshop.server.network import all_adapters, firewall_hint
from game.workshop.server.reach import STATES, ReachFacts, findings, tunnel_among
from game.workshop.wall.network_words import adapter_words, shared_key

if TYPE_CHECKING:
    from game.workshop.server.service import Service
    from game.workshop.wall.teaching import Teaching

EVERY = 0.5
"""Seconds between looks at who has come."""
MOST = 3
"""Networks that are offered."""
GOOD = frozenset({"reached"})


class ReachScene(Scene):
    """Left the test, right what it says; below the networks of this computer."""

    name = "workshop-reach"

    def __init__(self, teaching: Teaching) -> None:
        self.teaching = teaching
        self.context = teaching.context
        self._looked = -1.0
        self._told: tuple[str, ...] = ()
        self.look_around()

    @property
    def service(self) -> Service:
        """The room as phones find it."""
        assert self.teaching.voting.phones is not None  # noqa: S101 - only lessons with phones come here
        return self.teaching.voting.phones

    def look_around(self) -> None:
        """Ask the system anew for its networks."""
        found = all_adapters()
        self._tunnel = tunnel_among(found)
        known = order(found)
        here = self.service.adapter
        self.adapters = known if any(one.address == here.address for one in known) else (*known, here)
        self._adapters_now = known

    def on_back(self) -> None:
        """Back to the lesson."""
        self.context.stack.pop()

    def choose(self, number: int) -> None:
        """Go on in another network."""
        self.teaching.move(self.adapters[number])
        self.look_around()

    def toggle_shared(self) -> None:
        """Let an address be many phones, or one only."""
        try:
            self.service.share(on=not self.service.allowance.shared)
        except StoreError:
            self.context.toasts.show("warning", self.context.t("workshop.unwritten"))

    def update(self, now: float) -> Change:
        """Look who has come; any wish of the teacher's page leads back."""
        change = super().update(now)
        remote = self.teaching.remote
        if remote is not None and remote.take() is not None:
            self.on_back()
            return Change.ALL
        if now - self._looked < EVERY:
            return change
        self._looked = now
        told = self.findings()
        if told == self._told:
            return change
        self._told = told
        return Change.ALL

    def next_due(self, now: float) -> float | None:
        """Look again soon."""
        return max(0.0, self._looked + EVERY - now)

    def findings(self) -> tuple[str, ...]:
        """Return the keys of what is known now."""
        classroom = self.service.classroom
        tested = dict(classroom.tested.lines) if classroom is not None else {}
        seats = len(self.teaching.room.seats)
        return findings(ReachFacts(self.service.adapter, self._adapters_now, tested, seats, self._tunnel))

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return bar, test and findings, networks, and the way back."""
        t = self.context.t
        body = split(
            item(self._test(), width=fixed("qr_code"), main=content(), across="centre"),
            item(self._findings(), main=flex()),
            gap="margin",
        )
        back = primary(
            "close", t("workshop.understood"), self.on_back, first=True, shortcuts=("return", "pagedown")
        )
        shared = shared_key(t, on=self.service.allowance.shared, press=self.toggle_shared)
        return screen(
            top_bar(t, t("workshop.title"), t("workshop.reach_title"), back=self.on_back),
            item(body, main=flex()),
            key_row(*(item(key, main=flex()) for key in self._networks()), height="key", gap="m"),
            foot=key_row(item(shared, main=flex()), item(back, width=content("start_key")), height="key"),
        ).place(layout, layout.area)

    def _test(self) -> Node:
        """Return the code of the test page, and its address for typing."""
        rows = qr_matrix(f"http://{self.service.place}/test")
        return column(
            Label(name="try", text=self.context.t("workshop.reach_try"), style="strong"),
            item(QrCode(name="qr", rows=rows), main=content()),
            Label(
                name="where",
                text=f"{self.service.place}/test",
                style="h2",
                align="centre",
                max_lines=1,
                floor=0.5,
                grow=False,
            ),
            gap="s",
        )

    def _findings(self) -> Node:
        t, port = self.context.t, self.service.port
        rows: list[Child] = []
        for key in self.findings():
            words = t(f"workshop.found.{key}", port=port)
            if key == "firewall":
                words = f"{words} {t(f'workshop.firewall_{firewall_hint()}')}"
            if key in STATES:
                icon = "check" if key in GOOD else "phone"
                state = icon_text(f"found.{key}", icon, words, style="h3", tone="ink")
                rows.append(panel("state", state, paper=True, radius="control", around="m"))
            else:
                rows.append(icon_text(f"found.{key}", "help", words))
        return column(*rows, gap="m")

    def _networks(self) -> list[Button]:
        t, here = self.context.t, self.service.adapter
        return [
            Button(
                name=f"adapter-{i + 1}",
                icon="phone",
                text=adapter_words(t, one),
                style="label",
                on=one.address == here.address,
                press=partial(self.choose, i),
            )
            for i, one in enumerate(self.adapters[:MOST])
        ]
