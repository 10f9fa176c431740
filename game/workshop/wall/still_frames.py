"""The frames that phones point at: decoded apart from the clip on the wall, sent as a small JPEG.

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
    from collections.abc import Sequence

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
    """Waits for one frame of each clip, at `moment` seconds, for item `index` of the lesson."""

    def __init__(self, players: Sequence[ClipPlayer], index: int, moment: float) -> None:
        self.index = index
        self.failed = False
        self._players = tuple(players)
        self._moment = moment
        self._made: dict[int, Still] = {}
        for player in self._players:
            player.seek(moment)

    def take(self) -> tuple[Still, ...]:
        """Return the stills, in the order of the clips, as soon as all are decoded; never waits for them."""
        for place, player in enumerate(self._players):
            if place not in self._made and (still := self._still(player)) is not None:
                self._made[place] = still
        whole = len(self._made) == len(self._players)
        return tuple(self._made[place] for place in range(len(self._players))) if whole else ()

    def _still(self, player: ClipPlayer) -> Still | None:
        player.update()
        near = 1.5 / player.fps if player.fps else 0.1
        self.failed = self.failed or player.state is PlayerState.FAILED
        if player.frame is None or abs(player.time - self._moment) > near:
            return None
        if player.spectrum is not None:
            outline = player.envelope(SOUND_SIZE[0] // 3)
            return Still(secrets.token_hex(16), jpeg_of_sound(player.spectrum, outline))
        return Still(secrets.token_hex(16), jpeg_of(player.frame))

    def settle(self) -> None:
        """Wait until the frames are decoded (for robots and tests)."""
        for player in self._players:
            player.settle()

    def close(self) -> None:
        """Let go of the clips."""
        for player in self._players:
            player.close()


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
