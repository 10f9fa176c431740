"""The attract screen: an original and its edit side by side, the question, three languages at once.

The pair changes every few seconds; with reduced motion it stands still. Choosing a language starts the
visit. Whenever this screen comes back, whatever led to it, the kiosk forgets the visitor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pygame

from game.kiosk.screens.service import AttractPair, Visits
from game.media.clip import ClipPlayer, PlayerState
from game.play.context import Context
from game.play.welcome import CHOOSE, QUESTION, in_all, language_keys, welcome
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.presets import drawing
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget

PAIR_SECONDS: Final = 8.0
FADE_SECONDS: Final = 0.6
DRAW_GAP: Final = 0.038
"""Seconds from one picture to the next at least: the two clips are not in step, but drawn together."""


class AttractScene(Scene):
    """At the bottom of the stack, always."""

    name = "attract"

    def __init__(self, context: Context, visits: Visits) -> None:
        self.context = context
        self.visits = visits
        self.pair: AttractPair | None = None
        self._number = -1
        self._players: tuple[ClipPlayer, ...] = ()
        self._before: tuple[pygame.Surface | None, ...] = (None, None)
        """The last frames of the pair before, while it fades."""
        self._since = 0.0
        self._moved = False
        self._drawn = float("-inf")

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the first pair."""
        self.visits.wipe()
        self._next_pair()

    def resume(self) -> None:
        """Forget the visitor: the visit is over."""
        self.visits.wipe()
        self._next_pair()

    def pause(self) -> None:
        """Let go of the clips: a visit begins."""
        self._close()

    def leave(self) -> None:
        """Let go of the clips."""
        self._close()

    def _close(self) -> None:
        for player in self._players:
            player.close()
        self._players, self._before = (), (None, None)

    def _next_pair(self) -> None:
        frames = tuple(player.frame for player in self._players)
        self._close()
        if frames:
            self._before = frames
        self._number += 1
        self._since = self.context.clock()
        self.pair = self.visits.pair(self._number)
        if self.pair is not None:
            still = self.context.settings.reduced_motion
            self._players = tuple(
                self._player(path, still=still) for path in (self.pair.original, self.pair.edit)
            )

    def _player(self, path: Path, *, still: bool) -> ClipPlayer:
        return ClipPlayer(
            path,
            clock=self.context.clock,
            sound=None,
            start_paused=still,
            loop=True,
            on_wake=self.context.wake,
        )

    # -- time --------------------------------------------------------------------------------------

    def update(self, now: float) -> Change:
        """Let the clips run; change the pair when its time is over or a clip of it fails."""
        moved = False
        keys = (self.pair.original_key, self.pair.key) if self.pair is not None else ()
        for player, key in zip(self._players, keys, strict=False):
            moved = player.update() or moved
            if player.state is PlayerState.FAILED:
                self.visits.failed(key)
                self._next_pair()
                return Change.ALL
        if self._over(now):
            self._next_pair()
            return Change.ALL
        fading = self._fading(now)
        if self._before != (None, None) and not fading:
            self._before = (None, None)
            moved = True
        self._moved = self._moved or moved or fading
        if not self._moved or 0 <= now - self._drawn < DRAW_GAP:
            return Change.NONE
        self._moved, self._drawn = False, now
        return Change.LIVE

    def next_due(self, now: float) -> float | None:
        """Wake for the next frame and the next pair."""
        dues = [due for player in self._players if (due := player.next_due()) is not None]
        if self._moved or self._before != (None, None):
            dues.append(max(0.0, self._drawn + DRAW_GAP - now))
        if self._players and not self.context.settings.reduced_motion:
            dues.append(max(0.0, self._since + PAIR_SECONDS - now))
        return min(dues) if dues else None

    def _over(self, now: float) -> bool:
        if not self._players or self.context.settings.reduced_motion:
            return False
        return now - self._since >= PAIR_SECONDS or now < self._since

    def _fading(self, now: float) -> bool:
        return self._before != (None, None) and now - self._since < FADE_SECONDS

    def settle(self) -> None:
        """Wait until the frames that are due are decoded (for robots and tests)."""
        for player in self._players:
            player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """There is no way out for visitors."""

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Clips at the left (or above), name, question and keys at the right (or below, within reach)."""
        context, order = self.context, self._order()
        portrait = (
            drawing("original", self._half(0), live=True),
            drawing("edit", self._half(1), live=True),
        )
        credit = self.pair.credit.get(order[0], "") if self.pair is not None else ""
        choose, icon = in_all(context, CHOOSE, order), "touch"
        if self.visits.unsaved():
            choose, icon = in_all(context, "kiosk.unsaved", order[:1]), "warning"
        words = in_all(context, QUESTION, order, "  ·  "), choose
        keys = language_keys(context, order, self._chooser, focus=order[0])
        return welcome(context, portrait, credit, words, keys, icon=icon).place(layout, layout.area)

    def _order(self) -> tuple[str, ...]:
        first = self.visits.settings.language
        return (first, *(code for code in languages() if code != first))

    def _chooser(self, language: str) -> Callable[[], None]:
        return lambda: self.visits.begin(language)

    def _half(self, index: int) -> Callable[[Painter, Box], None]:
        def paint(p: Painter, box: Box) -> None:
            frame = self._players[index].frame if index < len(self._players) else None
            old = self._before[index]
            shown = frame or old
            if shown is None:
                p.fill(box, p.palette.room2)
                return
            p.image(_half_of(shown, index, box.w / box.h), box)
            share = (self.context.clock() - self._since) / FADE_SECONDS
            if frame is None or old is None or share >= 1:
                return
            rect = p.rect(box)
            over = pygame.transform.smoothscale(_half_of(old, index, box.w / box.h), rect.size)
            over.set_alpha(round(255 * (1 - max(0.0, share))))
            p.surface.blit(over, rect)

        return paint


def _half_of(frame: pygame.Surface, index: int, aspect: float) -> pygame.Surface:
    """Return the left (0) or right (1) half of `frame`, from its middle outwards, in the wanted shape."""
    w, h = frame.get_size()
    cut_h = h
    cut_w = min(w // 2, round(cut_h * aspect))
    cut_h = min(h, round(cut_w / aspect))
    x = w // 2 - cut_w if index == 0 else w // 2
    return frame.subsurface((x, (h - cut_h) // 2, cut_w, cut_h))
