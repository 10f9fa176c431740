"""The attract screen: an original and its edit side by side, the question, three languages at once.

The pair changes every few seconds; with reduced motion it stands still. Choosing a language starts the
visit. Whenever this screen comes back, whatever led to it, the kiosk forgets the visitor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pygame

from game.kiosk.screens.service import Kiosk, Pair
from game.media.clip import ClipPlayer, PlayerState
from game.play.chrome import drawing
from game.play.context import Context
from game.play.welcome import (
    CHOOSE,
    QUESTION,
    Places,
    credit_label,
    draw_mount,
    halves,
    in_all,
    language_keys,
    look_keys,
    masthead,
)
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label

PAIR_SECONDS: Final = 8.0
FADE_SECONDS: Final = 0.6
DRAW_GAP: Final = 0.038
"""The two clips run side by side, not in step: they are drawn together, at most once in so long."""


class AttractScene(Scene):
    """At the bottom of the stack, always."""

    name = "attract"

    def __init__(self, context: Context, kiosk: Kiosk) -> None:
        self.context = context
        self.kiosk = kiosk
        self.pair: Pair | None = None
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
        self.kiosk.wipe()
        self._next_pair()

    def resume(self) -> None:
        """Forget the visitor: the visit is over."""
        self.kiosk.wipe()
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
        self.pair = self.kiosk.pair(self._number)
        if self.pair is not None:
            still = self.context.settings.reduced_motion
            self._players = tuple(
                self._player(path, still=still) for path in (self.pair.original, self.pair.edit)
            )

    def _player(self, path: object, *, still: bool) -> ClipPlayer:
        return ClipPlayer(
            path,  # type: ignore[arg-type]
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
                self.kiosk.failed(key)
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
        area, places = layout.area, Places.lying(layout)
        if layout.portrait:
            words = area.inset(40, 24).bottom_strip(area.h * 0.56)
            art = Box(area.x + 110, area.y + 40, area.w - 220, words.y - area.y - 72)
            places = Places(art, words, Box(area.x + 40, area.bottom - 76, area.w - 240, 60))
        left, right = halves(places.art)
        credit = self.pair.credit.get(self.kiosk.settings.language, "") if self.pair is not None else ""
        return [
            drawing("mount-original", left, draw_mount),
            drawing("mount-edit", right, draw_mount),
            drawing("original", left.inset(16), self._half(0), live=True),
            drawing("edit", right.inset(16), self._half(1), live=True),
            *self._words(layout, places.words),
            credit_label(places.credit, credit),
        ]

    def _words(self, layout: Layout, box: Box) -> list[Widget]:
        context, order, corner_y = self.context, self._order(), layout.area.bottom - 80
        question = Box(box.x, box.y + 132, box.w, 60)
        keys = Box(box.x, question.bottom + 12, box.w, corner_y - question.bottom - 72)
        first = keys.top(min(112.0, (keys.h - 32) / 3))
        hint = Box(box.x, keys.y + 3 * first.h + 38, box.w, 48)
        return [
            *masthead(box, box.y + 4, in_all(context, QUESTION, order, "  ·  "), question),
            *language_keys(context, first, order, self._chooser, focus=order[0]),
            drawing(
                "hint.icon",
                hint.left(44),
                lambda p, b: p.icon("touch", b.x + 22, b.cy, 40, p.palette.text),
            ),
            Label(
                name="hint",
                box=hint.without_left(58),
                text=in_all(context, CHOOSE, order),
                style="caption",
                valign="centre",
                grow=False,
                floor=0.9,
                max_lines=2,
            ),
            *look_keys(context, box.right - 140, corner_y),
        ]

    def _order(self) -> tuple[str, ...]:
        first = self.kiosk.settings.language
        return (first, *(code for code in languages() if code != first))

    def _chooser(self, language: str) -> Callable[[], None]:
        return lambda: self.kiosk.begin(language)

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
