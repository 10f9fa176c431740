"""First glance: a few seconds of the clip, once, then the judgement - and feedback on the whole first.

People also judge faces by the impression of the whole, before they look for any detail, and training that
way can teach more than lists of features. So nothing is stepped through, nothing is pointed at, and after
the judgement the whole clip plays again, beside its original where there is one, before any detail is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from game.media.clip import PlayerState
from game.play.controller import Play
from game.play.judge import JudgeScene
from game.play.session_screen import SessionScreen
from game.quiz.session import Ready
from game.ui.events import Key
from game.ui.layout import content, fixed, flex, free, item, pad, spacer, stack
from game.ui.painter import Paintable
from game.ui.presets import key_row, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.progress import TimeLeft

if TYPE_CHECKING:
    from game.content.models import Clip

TICK = 1 / 20
"""Seconds between two pictures of the bar that runs out."""


def glance_span(clip: Clip, seconds: float) -> tuple[float, float]:
    """Return which seconds of `clip` are shown: anywhere, but with half of its first tell-tale at least.

    The place comes from the recording's name, so that an original and its edits mostly show the same part
    and the place gives nothing away.
    """
    whole = float(clip.seconds)
    long = min(seconds, whole)
    low, high = 0.0, whole - long
    if clip.artefacts:
        first, last = clip.artefacts[0].interval
        need = min(long, last - first) / 2
        low = min(high, max(low, first + need - long))
        high = max(low, min(high, last - need))
    share = crc32((clip.original or clip.id).encode()) / 2**32
    start = low + share * (high - low)
    return start, start + long


class GlanceScene(SessionScreen):
    """The player says when; then the clip shows for a moment, and the scale comes by itself."""

    name = "glance"

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self.seconds = float(play.level.glance or 2.0)
        self.looking_since: float | None = None

    def enter(self) -> None:
        """Lay the span; nothing is shown yet."""
        if self.player is not None:
            self.player.set_span(glance_span(self.clip, self.seconds))

    def look(self) -> None:
        """Show the clip now."""
        player = self.player
        if player is not None and self.looking_since is None and player.state is not PlayerState.LOADING:
            self.looking_since = self.context.clock()
            player.play()

    def update(self, now: float) -> Change:
        """Let the clip run; when the moment is over, ask."""
        change = super().update(now)
        player = self.player
        if self.looking_since is None or player is None or player.state is PlayerState.FAILED:
            return change
        if player.state is PlayerState.ENDED:
            player.pause()
            self.play.dispatch(Ready(round((now - self.looking_since) * 1000)))
            return Change.ALL
        return max(change, Change.LIVE)

    def next_due(self, now: float) -> float | None:
        """Wake for the bar, too."""
        due = super().next_due(now)
        if self.looking_since is None:
            return due
        return TICK if due is None else min(due, TICK)

    def picture(self) -> Paintable | None:
        """Return nothing before the player looks."""
        return super().picture() if self.looking_since is not None else None

    def waiting(self) -> str:
        """Return nothing where the sentence on what comes stands."""
        return super().waiting() if self.looking_since is not None else ""

    def caption(self) -> str:
        """Return nothing: reading would cost the glance."""
        return ""

    def toggle_play(self) -> None:
        """Begin with a tap; nothing is paused here."""
        self.look()

    def on_key(self, key: Key) -> bool:
        """No single frames and no loupe."""
        return False

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Stage, the bar that runs out, one key."""
        looking = self.looking_since is not None
        words = Label(
            name="glance.lead",
            text=self._lead(),
            style="h2",
            align="centre",
            valign="centre",
            floor=0.6,
        )
        stage = stack(
            free(lambda box: [replace(self.stage(box), live=looking)]),
            None if looking else pad(words, "margin"),
        )
        waiting = self.player is None or self.player.state is PlayerState.LOADING
        look = Button(
            name="ready",
            look="primary",
            icon="eye",
            text=self.t("glance.look"),
            press=self.look,
            enabled=not looking and not waiting,
            first=True,
            shortcuts=("return", "space", "pagedown"),
        )
        return screen(
            self.bar(),
            item(stage, main=flex()),
            item(TimeLeft(name="left", live=True, share=self._left), height=fixed("time_left")),
            key_row(spacer(), item(look, width=content("side")), spacer()),
        ).place(layout, layout.area)

    def _lead(self) -> str:
        """Return what comes, and over the first computer-made actor of a session who that is."""
        lead = self.t("glance.lead", n=round(self.seconds))
        return f"{self.t('watch.virtual')} {lead}" if self.play.introduces else lead

    def _left(self) -> float:
        """Return which share of the moment is left."""
        if self.looking_since is None:
            return 1.0
        return max(0.0, 1 - (self.context.clock() - self.looking_since) / self.seconds)


class GlanceJudgeScene(JudgeScene):
    """The scale alone: the moment is over."""

    once = True

    def picture(self) -> Paintable | None:
        """Return nothing: the clip was shown once."""
        return None

    def caption(self) -> str:
        """Return nothing: the moment is over."""
        return ""

    def toggle_play(self) -> None:
        """Play nothing."""

    def watch_again(self) -> None:
        """Give no second look."""

    def waiting(self) -> str:
        """Return the words on the empty stage."""
        return self.t("glance.gone")
