"""Props: a card that is drawn into a clip, in front of the face - in the original and in its edit alike.

Footage with something before the face is rare. A drawn prop, told openly in the clip's text, gives the
occlusion exercise to people who never held anything up; only the painting-over differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from game.forge.face import FacePoints, Points
from game.forge.masks import fill
from game.forge.pixels import Frame, Picture, blur, to_bytes, to_linear

_PAPER: Final = ((0.62, 0.60, 0.54), (0.16, 0.30, 0.44), (0.46, 0.16, 0.12), (0.14, 0.33, 0.22))


@dataclass(frozen=True)
class CardProp:
    """A card that rises before the mouth and sinks again, in the middle of the clip."""

    face: FacePoints
    size: tuple[int, int]
    seed: int

    def alpha(self, i: int) -> Picture:
        """Return where the card is in frame `i` (height, width), 0..1."""
        corners = self._corners(i)
        if corners[:, 1].min() > self.size[1]:
            return np.zeros(self.size[::-1], dtype=np.float32)
        return fill([corners], self.size, 0.6)

    def draw(self, i: int, frame: Frame) -> Frame:
        """Return frame `i` with the card in front."""
        mask = self.alpha(i)
        rows = np.flatnonzero(mask.any(1))
        if not len(rows):
            return frame
        part = slice(int(rows[0]), int(rows[-1]) + 1)
        light = to_linear(frame[part])
        paper = self._paper(i, (self.size[0], len(light)), int(rows[0]))
        out = frame.copy()
        out[part] = to_bytes(light + mask[part][..., None] * (paper - light))
        return out

    def _corners(self, i: int) -> Points:
        draw = Random(self.seed)
        pose = self.face.pose(len(self.face) // 2)
        half = np.float32(self.face.width * draw.uniform(0.50, 0.60))
        tilt = draw.uniform(-0.16, 0.16)
        time = i / max(1, len(self.face) - 1)
        rise = _ease(time, 0.22, 0.40) - _ease(time, 0.64, 0.82)
        top = pose.middle[1] + pose.half[1] * draw.uniform(0.20, 0.34)
        bottom = self.size[1] + 10
        level = bottom + (top - bottom) * rise + 3 * np.sin(i * 0.35)
        x = pose.middle[0] + draw.uniform(-0.12, 0.12) * self.face.width + 2 * np.sin(i * 0.21)
        cos, sin = np.cos(tilt), np.sin(tilt)
        shape = np.array([[-1, 0], [1, 0], [1, 2.9], [-1, 2.9]], dtype=np.float32) * half
        turned = shape[:, :1] * np.array([cos, sin], np.float32) + shape[:, 1:] * np.array(
            [-sin, cos], np.float32
        )
        return (turned + np.array([x, level], dtype=np.float32)).astype(np.float32)

    def _paper(self, i: int, size: tuple[int, int], first_row: int) -> Picture:
        draw = Random(self.seed + 1)
        tone = np.array(draw.choice(_PAPER), dtype=np.float32)
        corners = self._corners(i) - np.array([0, first_row], dtype=np.float32)
        across, down = corners[1] - corners[0], corners[3] - corners[0]
        rng = np.random.default_rng(self.seed + 7 * i)
        grain = blur(rng.standard_normal(size[::-1], dtype=np.float32), 0.8, 8.0) * np.float32(0.02)
        shade = np.linspace(1.05, 0.80, size[1], dtype=np.float32)[:, None]
        paper = tone * (shade + grain)[..., None]
        lines = [_line(corners[0], across, down, 0.22 + 0.09 * k) for k in range(6)]
        ink = fill(lines, size, 0.5)[..., None]
        printed: Picture = paper * (1 - np.float32(0.5) * ink)
        return printed


def _line(corner: Points, across: Points, down: Points, level: float) -> Points:
    ends = [(0.14, level), (0.86, level), (0.86, level + 0.018), (0.14, level + 0.018)]
    return np.stack([corner + across * np.float32(u) + down * np.float32(v) for u, v in ends])


def _ease(time: float, start: float, end: float) -> float:
    t = min(1.0, max(0.0, (time - start) / (end - start)))
    return t * t * (3 - 2 * t)
