"""Clips that stand still, for soaks in virtual time: a player like the real one, without a decoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame

from game.content.levels import Level
from game.content.models import Clip
from game.kiosk.screens.service import Visits
from game.kiosk.screens.visit import visit_play
from game.media.clip import ClipPlayer, PlayerState
from game.media.envelope import Envelope
from game.play.context import Context
from game.play.controller import Play


class StillPlayer:
    """Shows one grey frame and has come to its end."""

    def __init__(self, path: Path, clip: Clip) -> None:
        self.path = path
        self.frame = pygame.Surface((320, max(1, round(320 / clip.aspect))))
        self.frame.fill("#808080")
        self.picture = self.frame
        self.size = self.frame.get_size()
        self.state = PlayerState.ENDED
        self.failure: str | None = None
        self.failure_detail = ""
        self.seconds = float(clip.seconds)
        self.fps = float(clip.fps or 25)
        self.frames = max(1, round(self.seconds * self.fps))
        self.time, self.index, self.late_frames = 0.0, 0, 0
        self.speed, self.loop, self.span, self.spectrum = 1.0, False, None, None

    def update(self) -> bool:
        """Nothing changes."""
        return False

    def next_due(self) -> None:
        """Nothing is due."""

    def envelope(self, bins: int) -> Envelope:
        """Return silence."""
        return ((0.0, 0.0),) * bins

    def _ignore(self, *_: object) -> None:
        """Take a command and do nothing."""

    play = pause = toggle = seek = step = show = set_speed = set_loop = set_span = settle = close = _ignore


def still_play(context: Context, level: Level, visits: Visits, last_call: float) -> Play:
    """Return a visit whose clips stand still."""
    return visit_play(context, level, visits, last_call, opener=_still)


def _still(_context: Context, path: Path, clip: Clip, **_how: bool) -> ClipPlayer:
    still: Any = StillPlayer(path, clip)
    return still  # type: ignore[no-any-return]
