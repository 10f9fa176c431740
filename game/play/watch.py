"""Watch: the clip with everything needed to look closely - speed, single frames, a loupe."""

from __future__ import annotations

from collections.abc import Sequence

from game.media.clip import PlayerState
from game.play.chrome import NOWHERE, button_row
from game.play.clip_screen import SPEEDS, ZOOMS
from game.play.controller import Play
from game.play.session_screen import SessionScreen
from game.quiz.session import Ready
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Drawing, Widget
from game.ui.widgets.controls import Button, Label, Panel

PLACES = (
    ("eye", "watch.place.eyes"),
    ("tt-mouth", "watch.place.mouth"),
    ("tt-boundary", "watch.place.edge"),
    ("tt-light", "watch.place.light"),
    ("sound", "watch.place.voice"),
)
"""The same five places for every clip, so that the list gives nothing away."""

READY_AFTER = 1.0
"""Seconds before judging is offered; nobody is made to wait for the end."""


class WatchScene(SessionScreen):
    """The clip plays once by itself, then waits; a player looks again as often as they like."""

    name = "watch"

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self._since = play.context.clock()
        self._offered = False

    def enter(self) -> None:
        """Start the clip."""
        if self.player is not None:
            self.player.play()

    def ready(self) -> None:
        """Go on to judging."""
        if not self._may_judge():
            return
        if self.player is not None:
            self.player.pause()
        self.play.dispatch(Ready(round((self.context.clock() - self._since) * 1000)))

    def _may_judge(self) -> bool:
        player = self.player
        if player is None or player.state is PlayerState.LOADING:
            return False
        again = self.play.round.replays > 0
        return again or player.state is PlayerState.ENDED or self.context.clock() - self._since >= READY_AFTER

    def update(self, now: float) -> Change:
        """Let the clip run; offer judging as soon as it is possible."""
        change = super().update(now)
        if self._offered is not self._may_judge():
            self._offered = not self._offered
            return Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Wake when judging becomes possible, too."""
        due = super().next_due(now)
        left = READY_AFTER - (now - self._since)
        if left <= 0:
            return due
        return left if due is None else min(due, left)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Stage, time line and transport at the left; where to look and the way on at the right."""
        box = self.top(layout)
        widgets = self.bar(layout)
        if layout.portrait:
            column = box
            below = 64 + 12 + 72 + 16
            low = column.bottom_strip(72)
            places_h = 392.0
            panel = Box(column.x, low.y - 16 - places_h, column.w, places_h)
            stage = Box(column.x, column.y, column.w, panel.y - 16 - below - column.y)
            transport_y = stage.bottom + 72
            primary = low
        else:
            panel_w = 336.0
            column = Box(box.x, box.y, box.w - panel_w - 36, box.h)
            stage = column.without_bottom(150)
            transport_y = column.bottom - 72
            panel = Box(column.right + 36, box.y, panel_w, stage.h)
            primary = Box(panel.x, transport_y, panel_w, 72)
        widgets.append(self.stage(stage))
        widgets.append(self.scrubber(Box(stage.x, stage.bottom + 6, stage.w, 64)))
        widgets += self._transport(Box(stage.x, transport_y, stage.w, 72), narrow=layout.portrait)
        widgets += self._places(layout, panel)
        if not layout.portrait:
            hint = Box(panel.x, panel.bottom + 6, panel.w, transport_y - panel.bottom - 14)
            widgets.append(
                Label(
                    name="hint",
                    box=hint,
                    text=self._hint(),
                    style="caption",
                    align="centre",
                    valign="centre",
                    tone="text_mid",
                )
            )
        widgets.append(
            Button(
                name="ready",
                box=primary,
                look="primary",
                text=self.t("watch.ready"),
                icon="next",
                icon_after=True,
                press=self.ready,
                enabled=self._may_judge(),
                first=True,
                shortcuts=("return", "pagedown") if self._may_judge() else (),
            )
        )
        return widgets

    def _hint(self) -> str:
        ended = self.player is not None and self.player.state is PlayerState.ENDED
        return self.t("watch.hint_again" if ended or self.play.round.replays else "watch.hint")

    def _transport(self, row: Box, *, narrow: bool) -> list[Widget]:
        t, sound = self.t, self.context.settings.sound
        back, on = self.step_keys()
        words = t("watch.sound_on" if sound else "watch.sound_off")
        keys: list[tuple[float, Widget]] = [(64, back), (-1.4, self.play_key(words=True)), (64, on)]
        keys += [(64 if narrow else -0.62, self._speed_key(speed)) for speed in SPEEDS]
        words_fit = not (narrow and self.loupe_on)
        keys.append((-1.4 if words_fit else 64, self.loupe_key(words=words_fit)))
        if self.loupe_on:
            keys.append((64, self._zoom_key()))
        keys.append((64, self.icon_key("sound", "sound" if sound else "sound-off", self.toggle_sound, words)))
        return button_row(row, keys)

    def _speed_key(self, speed: float) -> Button:
        words, key = SPEEDS[speed]
        now = self.player.speed if self.player is not None else 1.0
        return Button(
            name=f"speed-{key}",
            box=NOWHERE,
            text=words,
            on=speed == now,
            shortcuts=(key,),
            press=lambda: self.set_speed(speed),
            spoken=self.t("watch.speed", speed=words),
        )

    def _zoom_key(self) -> Button:
        words = f"{ZOOMS[self.zoom]:g}×"
        press, spoken = self.next_zoom, self.t("watch.zoom")
        return Button(name="zoom", box=NOWHERE, text=words, style="label", press=press, spoken=spoken)

    def _places(self, layout: Layout, panel: Box) -> list[Widget]:
        inner = panel.inset(24, 16)
        title, lead = self.t("watch.title"), self.t("watch.lead")
        lead_h = layout.height(lead, "body", inner.w) + 2
        row_h = max(36.0, layout.height("X", "body", inner.w) + 2)
        style, rest = "h3", inner
        for style, low in (("h1", lead_h), ("h1", 0.0), ("h3", 0.0)):
            title_h = layout.height(title, style, inner.w)
            rest = inner.without_top(title_h + low + 12)
            if rest.h >= row_h * len(PLACES):
                break
        widgets: list[Widget] = [
            Panel(name="places.panel", box=panel),
            Label(name="places.title", box=inner.top(title_h), text=title, style=style),
        ]
        if low:
            below = Box(inner.x, inner.y + title_h + 2, inner.w, lead_h - 2)
            widgets.append(Label(name="places.lead", box=below, text=lead, tone="text_mid"))
        rows = rest.rows((1.0,) * len(PLACES), 0)
        for i, ((icon, key), row) in enumerate(zip(PLACES, rows, strict=True)):
            widgets.append(_place_row(f"place-{i}", row, icon, self.t(key), last=i == len(PLACES) - 1))
        return widgets


def _place_row(name: str, row: Box, icon: str, words: str, *, last: bool) -> Widget:
    def paint(p: Painter, box: Box) -> None:
        p.icon(icon, box.x + 17, box.cy, 32, p.palette.text)
        p.text(
            Box(box.x + 48, box.y, box.w - 48, box.h - 2),
            words,
            "body",
            p.palette.text,
            valign="centre",
            max_lines=2,
        )
        if not last:
            p.line(box.x, box.bottom - 2, box.right, box.bottom - 2, p.palette.hairline)

    return Drawing(name=name, box=row, paint=paint)
