"""The frame that phones point at: decoded apart from the clip on the wall, sent as a small JPEG."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING, Final

import pygame
from PIL import Image

from game.media.clip import PlayerState
from game.workshop.host import Still

if TYPE_CHECKING:
    from game.media.clip import ClipPlayer

WIDTH: Final = 480
QUALITY: Final = 82


class StillMaker:
    """Waits for one frame of a clip, at `moment` seconds, for item `index` of the lesson."""

    def __init__(self, player: ClipPlayer, index: int, moment: float) -> None:
        self.index = index
        self.failed = False
        self._player = player
        self._moment = moment
        player.seek(moment)

    def take(self) -> Still | None:
        """Return the still as soon as its frame is decoded; never waits for it."""
        player = self._player
        player.update()
        near = 1.5 / player.fps if player.fps else 0.1
        self.failed = player.state is PlayerState.FAILED
        if player.frame is None or abs(player.time - self._moment) > near:
            return None
        return Still(secrets.token_hex(16), jpeg_of(player.frame))

    def close(self) -> None:
        """Let go of the clip."""
        self._player.close()


def jpeg_of(frame: pygame.Surface) -> bytes:
    """Return `frame`, no wider than phones need, as a JPEG."""
    w, h = frame.get_size()
    size = (WIDTH, max(1, round(h * WIDTH / w))) if w > WIDTH else (w, h)
    picture = Image.frombytes("RGB", (w, h), pygame.image.tobytes(frame, "RGB"))
    if size != (w, h):
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
