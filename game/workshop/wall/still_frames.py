"""The frame that phones point at: decoded apart from the clip on the wall, sent as a small JPEG.

Of a clip that is sound only it is its drawing: spectrogram above, waveform below, time from left to right.
"""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING, Final

import numpy as np
import pygame
from PIL import Image, ImageDraw

from game.media.clip import PlayerState
from game.media.envelope import Envelope, loudest
from game.play.sound_view import QUIET
from game.workshop.host import Still

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.media.clip import ClipPlayer

WIDTH: Final = 480
QUALITY: Final = 82
SOUND_SIZE: Final = (960, 540)
"""A sound's drawing: larger than a frame, for its lines are thin. Its shape is that of `SOUND_ASPECT`."""
WAVE_SHARE: Final = 0.26
DARK: Final = 24
LIGHT: Final = 240


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
        if player.spectrum is not None:
            outline = player.envelope(SOUND_SIZE[0] // 3)
            return Still(secrets.token_hex(16), jpeg_of_sound(player.spectrum, outline))
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
    return _jpeg(picture)


def jpeg_of_sound(levels: NDArray[np.uint8], outline: Envelope) -> bytes:
    """Return the drawing of a sound as a JPEG: light is strong, dark is weak."""
    width, height = SOUND_SIZE
    low = round(height * WAVE_SHARE)
    picture = Image.new("L", SOUND_SIZE, DARK)
    shades = (DARK + levels.astype(np.float32) * (LIGHT - DARK) / 255).astype(np.uint8)
    upper = Image.fromarray(shades).resize((width, height - low), Image.Resampling.LANCZOS)
    picture.paste(upper, (0, 0))
    pen, full, middle = ImageDraw.Draw(picture), max(QUIET, loudest(outline)), height - low / 2
    for i, (down, up) in enumerate(outline):
        x, reach = i * width / len(outline), (low / 2 - 4) / full
        pen.rectangle((x, middle - up * reach, x + 1, middle - down * reach), LIGHT)
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
