"""Two notes of the kiosk: "are you still there?" with its countdown, and a short apology after a failure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.kiosk.screens.drawings import CountdownRing
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.layout import column, content, fixed, flex, item, pad, row, spacer, stack
from game.ui.painter import Painter
from game.ui.presets import key_row, panel, secondary
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Drawing, Widget
from game.ui.widgets.controls import Button, IconText, Label

if TYPE_CHECKING:
    from game.kiosk.screens.service import Visits
    from game.play.context import Context

APOLOGY_SECONDS: Final = 4.0


class IdleScene(Scene):
    """Asks; any touch or key says yes, but on "Start over". When the ring is empty the kiosk starts over."""

    name = "idle"
    overlay = True

    def __init__(self, context: Context, visits: Visits, grace: float) -> None:
        self.context = context
        self.visits = visits
        self.grace = grace
        self._shown = -1
        self._gone = False
        self._somebody_since: float | None = None

    def here(self) -> None:
        """Somebody is there: go on where they were."""
        if self._gone:
            return
        self._gone = True
        self.visits.here()
        self.context.stack.pop()

    def over(self) -> None:
        """End the visit."""
        self._gone = True
        self.visits.over()

    def on_key(self, key: Key) -> bool:
        """Take keys for a sign of life, but let Tab, arrows and Enter reach the two keys."""
        if key.name in ("tab", "left", "right", "up", "down", "return", "space"):
            return False
        self.here()
        return True

    def on_back(self) -> None:
        """Go on."""
        self.here()

    def update(self, now: float) -> Change:
        """Count down; a hand on the screen that pressed nothing is somebody, too."""
        if not self.visits.somebody():
            self._somebody_since = None
        elif self._somebody_since is None:
            self._somebody_since = now
        elif now - self._somebody_since >= 1.0:
            self.here()
            return Change.ALL
        left = self.seconds
        if left != self._shown:
            self._shown = left
            return Change.LIVE
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake for the next second."""
        return 0.25

    @property
    def seconds(self) -> int:
        """The whole seconds that are left."""
        return int(self.visits.grace_left() + 0.999)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Paper with ring, question, what will happen, two keys; the rest of the screen says "here"."""
        t = self.context.t
        words = column(
            Label(name="idle.title", text=t("kiosk.idle.title"), style="h1", tone="ink"),
            Label(name="idle.text", text=t("kiosk.idle.text"), tone="ink_mid"),
            gap="s",
        )
        ring = CountdownRing(name="ring", seconds=lambda: self.seconds, most=self.grace, live=True)
        here = Button(
            name="here", look="ink", icon="touch", text=t("kiosk.idle.here"), press=self.here, first=True
        )
        over = secondary("start-over", t("kiosk.idle.over"), self.over)
        paper = panel(
            "idle.paper",
            column(
                row(item(ring, down="start"), item(words, main=flex()), gap="xxl"),
                key_row(item(here, main=flex(3)), item(over, main=flex(2)), height="key_large"),
                gap="xxl",
            ),
            paper=True,
            around="margin",
        )
        place = column(
            spacer(flex(layout.choose(1, 2))),
            item(paper, width=flex(most="dialog"), height=content(), across="centre"),
            spacer(),
        )
        anywhere = Drawing(name="anywhere", paint=_nothing, press=self.here)
        return stack(anywhere, pad(place, "margin")).place(layout, layout.canvas.whole)


class ApologyScene(Scene):
    """Something failed: say so for a moment, then start over. Nobody is blamed and nothing is asked."""

    name = "apology"

    def __init__(self, context: Context, visits: Visits) -> None:
        self.context = context
        self.visits = visits
        self._until: float | None = None

    def update(self, now: float) -> Change:
        """Start over after a few seconds."""
        if self._until is None:
            self._until = now + APOLOGY_SECONDS
        elif now >= self._until:
            self.visits.over()
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake when the time is over."""
        return 0.0 if self._until is None else max(0.0, self._until - now)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Icon and two sentences, with a way to go on at once."""
        t = self.context.t
        icon = IconText(name="icon", icon="replay", icon_size="icon_huge")
        on = Button(
            name="go-on", look="primary", text=t("kiosk.apology.on"), press=self.visits.over, first=True
        )
        sentences = column(
            item(icon, width=content(), across="centre"),
            Label(
                name="apology.title", text=t("kiosk.apology.title"), style="h1", align="centre", floor=0.6,
                max_lines=2,
            ),
            Label(
                name="apology.text", text=t("kiosk.apology.text"), style="lead", tone="text_mid",
                align="centre", max_lines=2,
            ),
            item(on, width=content("on_key"), height=fixed("action"), across="centre"),
            gap="xxl",
        )  # fmt: skip
        place = item(sentences, width=flex(most="dialog"), height=content(), across="centre", down="centre")
        return pad(place, "margin").place(layout, layout.area)


def _nothing(_painter: Painter, _box: Box) -> None:
    """Draw nothing."""
