"""The attract screen: an original and its edit side by side, the question, three languages at once.

The pair changes every few seconds; with reduced motion it stands still. Choosing a language starts the
visit. Whenever this screen comes back, whatever led to it, the kiosk forgets the visitor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pygame

from game.content.base import LANGUAGES
from game.media.audio import SilentSound
from game.media.clip import ClipPlayer, PlayerState
from game.scenes.bars import drawing
from game.scenes.context import Context
from game.scenes.kiosk_service import Kiosk, Pair
from game.scenes.title import LANGUAGE_NAMES, LanguageKey, draw_logo
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

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
            sound=SilentSound(),
            start_paused=still,
            loop=True,
            on_wake=self.context.wake,
        )

    # -- time --------------------------------------------------------------------------------------

    def update(self, now: float) -> Change:
        """Let the clips run; change the pair when its time is over or a clip of it fails."""
        moved = False
        for player in self._players:
            moved = player.update() or moved
            if player.state is PlayerState.FAILED and self.pair is not None:
                self.kiosk.failed(self.pair.key)
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

    def next_text_size(self) -> None:
        """Make the text larger, then normal again."""
        sizes = (1.0, 1.15, 1.3, 1.5)
        settings = self.context.settings
        at = sizes.index(settings.text_size) if settings.text_size in sizes else 0
        self.context.apply(settings.model_copy(update={"text_size": sizes[(at + 1) % len(sizes)]}))

    def next_theme(self) -> None:
        """Switch between the light table and high contrast."""
        settings = self.context.settings
        other = "high_contrast" if settings.theme == "light_table" else "light_table"
        self.context.apply(settings.model_copy(update={"theme": other}))

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Clips at the left (or above), name, question and keys at the right (or below, within reach)."""
        area = layout.area
        if layout.portrait:
            text = area.inset(40, 24).bottom_strip(area.h * 0.56)
            art = Box(area.x + 110, area.y + 40, area.w - 220, text.y - area.y - 72)
            credit = Box(area.x + 40, area.bottom - 76, area.w - 240, 60)
        else:
            art = Box(area.x + 40, area.y + 40, 526, area.h - 128)
            text = Box(art.right + 58, area.y + 40, area.right - art.right - 98, area.h - 80)
            credit = Box(area.x + 40, area.bottom - 72, 560, 60)
        left, right = art.columns((1.0, 1.0), 14)
        left, right = left.without_bottom(40), right.without_top(40)
        words = self.pair.credit.get(self.kiosk.settings.language, "") if self.pair is not None else ""
        return [
            drawing("mount-original", left, _mount),
            drawing("mount-edit", right, _mount),
            drawing("original", left.inset(16), self._half(0), live=True),
            drawing("edit", right.inset(16), self._half(1), live=True),
            *self._words(layout, text),
            Label(
                name="credit",
                box=credit,
                text=words,
                style="caption",
                tone="text_mid",
                valign="centre",
                grow=False,
                floor=0.9,
                max_lines=2,
            ),
        ]

    def _words(self, layout: Layout, box: Box) -> list[Widget]:
        texts, order = self.context.texts, self._order()
        corner = Box(box.right - 140, layout.area.bottom - 80, 64, 64)
        gap, head = 16.0, 132.0
        question_h = 60.0
        hint_h = 52.0
        keys = Box(
            box.x, box.y + head + question_h + 12, box.w, corner.y - hint_h - box.y - head - question_h - 20
        )
        key_h = min(112.0, (keys.h - 2 * gap) / 3)
        question = "  ·  ".join(texts.translator(code)("title.question") for code in order)
        choose = " · ".join(texts.translator(code)("title.choose") for code in order)
        widgets: list[Widget] = [
            drawing("logo", Box(box.x - 6, box.y + 10, 112, 112), draw_logo),
            Label(
                name="name",
                box=Box(box.x + 130, box.y + 4, box.w - 130, 124),
                text="Chinmi?",
                style="display",
                valign="centre",
                grow=False,
                floor=0.6,
                max_lines=1,
            ),
            Label(
                name="question",
                box=Box(box.x, box.y + head, box.w, question_h),
                text=question,
                style="h2",
                tone="text_mid",
                valign="centre",
                grow=False,
                floor=0.6,
                max_lines=1,
            ),
        ]
        for i, code in enumerate(order):
            widgets.append(
                LanguageKey(
                    name=f"language-{code}",
                    box=Box(keys.x, keys.y + i * (key_h + gap), keys.w, key_h),
                    text=LANGUAGE_NAMES[code],
                    start=texts.translator(code)("title.start"),
                    press=self._chooser(code),
                    first=i == 0,
                )
            )
        bottom = keys.y + 3 * key_h + 2 * gap
        hint = Box(box.x, bottom + 6, box.w, hint_h - 4)
        widgets += [
            drawing("hint.icon", Box(hint.x, hint.y, 44, hint.h), _hand),
            Label(
                name="hint",
                box=Box(hint.x + 58, hint.y, hint.w - 58, hint.h),
                text=choose,
                style="caption",
                valign="centre",
                grow=False,
                floor=0.9,
                max_lines=2,
            ),
            Button(
                name="text-size",
                box=corner,
                icon="text-size",
                press=self.next_text_size,
                spoken=self.context.t("settings.text_size"),
            ),
            Button(
                name="contrast",
                box=corner.moved(76),
                icon="contrast",
                press=self.next_theme,
                spoken=self.context.t("settings.theme"),
            ),
        ]
        return widgets

    def _order(self) -> tuple[str, ...]:
        first = self.kiosk.settings.language
        return (first, *(code for code in LANGUAGES if code != first))

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


def _mount(p: Painter, box: Box) -> None:
    p.glow(box, 8)
    p.panel(box, 8, p.palette.paper_lit if p.palette.glow else p.palette.paper)


def _hand(p: Painter, box: Box) -> None:
    p.icon("touch", box.x + 22, box.cy, 40, p.palette.text)
