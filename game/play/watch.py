"""Watch: the clip with everything needed to look closely - speed, single frames, a loupe."""

from __future__ import annotations

from collections.abc import Sequence

from game.media.clip import PlayerState
from game.play.clip_screen import SPEEDS
from game.play.controller import Play
from game.play.session_screen import SessionScreen
from game.quiz.session import Ready
from game.ui.layout import Child, Node, column, content, fixed, flex, item, split
from game.ui.presets import icon_text, key_row, panel, primary, rule, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

PLACES = (
    ("eye", "watch.place.eyes"),
    ("tt-mouth", "watch.place.mouth"),
    ("tt-boundary", "watch.place.edge"),
    ("tt-light", "watch.place.light"),
    ("sound", "watch.place.voice"),
)
"""The same five places for every clip, so that the list gives nothing away."""

SOUNDS = (
    ("tt-voice", "watch.listen.melody"),
    ("sound", "watch.listen.breath"),
    ("tt-splice", "watch.listen.joins"),
    ("amplify", "watch.listen.hiss"),
    ("home", "watch.listen.room"),
)
"""The same five things to listen for in every sound."""

READY_AFTER = 1.0
"""Seconds before judging is offered; nobody is made to wait for the end."""


class WatchScene(SessionScreen):
    """The clip plays once by itself, then waits; a player looks again as often as they like."""

    name = "watch"
    bare = True

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
        """Stage, time line and transport; where to look and the way on beside (upright: below) them."""
        left = column(
            item(self.clip_stage(), main=flex()),
            self.time_line(),
            self._transport(crowded=layout.choose(lying=False, upright=self.loupe_on)),
            gap="s",
        )
        hint = Label(
            name="hint", text=self._hint(), style="caption", align="centre", valign="centre", tone="text_mid"
        )
        right = column(
            item(self._places(), main=layout.choose(flex(), content())),
            layout.choose(item(hint, main=fixed("time_line")), None),
            item(self._ready_key(), height=fixed("action")),
            gap=layout.choose("s", "l"),
        )
        body = split(
            item(left, main=flex()), item(right, main=layout.choose(fixed("side"), content())), gap="gutter"
        )
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _ready_key(self) -> Button:
        ready = self._may_judge()
        keys = ("return", "pagedown") if ready else ()
        return primary("ready", self.t("watch.ready"), self.ready, enabled=ready, first=True, shortcuts=keys)

    def _lead(self) -> str:
        """Return how to look; over the first computer-made actor of a session, who that is."""
        return self.t("watch.virtual" if self.play.introduces else "watch.lead")

    def _hint(self) -> str:
        ended = self.player is not None and self.player.state is PlayerState.ENDED
        return self.t("watch.hint_again" if ended or self.play.round.replays else "watch.hint")

    def _transport(self, *, crowded: bool) -> Node:
        """Return the keys of the player; in a crowded row the loupe's key has no word."""
        back, on = self.step_keys()
        return key_row(
            item(back, width=fixed("key")),
            item(self.play_key(words=True), main=flex(1.4)),
            item(on, width=fixed("key")),
            *(item(self.speed_key(speed), main=flex(0.6, least="key")) for speed in SPEEDS),
            item(self.loupe_key(words=not crowded), main=fixed("key") if crowded else flex(1.4)),
            item(self._zoom_key(), width=fixed("key")) if self.loupe_on else None,
            item(self.sound_key(), width=fixed("key")),
            gap="m",
        )

    def _zoom_key(self) -> Button:
        words = self.zoom_words()
        press, spoken = self.next_zoom, self.t("watch.zoom")
        return Button(name="zoom", text=words, style="label", press=press, spoken=spoken)

    def _places(self) -> Node:
        rows: list[Child] = []
        for i, (icon, key) in enumerate(SOUNDS if self.clip.sound_only else PLACES):
            if rows:
                rows.append(rule(f"place-rule-{i}"))
            rows.append(
                item(icon_text(f"place-{i}", icon, self.t(key), max_lines=2), main=flex(least="icon"))
            )
        return panel(
            "places.panel",
            column(
                Label(name="places.title", text=self.t("watch.title"), style="h1", floor=0.6),
                Label(name="places.lead", text=self._lead(), tone="text_mid"),
                item(column(*rows), height=flex(least="places")),
                gap="xs",
            ),
        )
