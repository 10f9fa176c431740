"""What a person holds up before the face: a sheet of paper or a book, as a picture with its alpha."""

import cv2
import numpy as np

CANVAS = (420, 560)
"""Width and height at which the thing is drawn before it is laid into the picture."""


def _sheet(rng: np.random.Generator) -> np.ndarray:
    width, height = CANVAS
    paper = np.empty((height, width, 3), np.float32)
    paper[:] = np.array([0.80, 0.84, 0.86]) * rng.uniform(0.93, 1.02)
    head = rng.uniform(0.15, 0.55, 3)
    cv2.rectangle(paper, (36, 40), (36 + int(rng.integers(150, 300)), 66), head.tolist(), -1)
    for line in range(13):
        end = 36 + int(rng.uniform(0.55, 1.0) * (width - 72))
        y = 100 + 33 * line
        cv2.line(paper, (36, y), (end, y), (0.33, 0.32, 0.32), 7)
    return paper


def _book(rng: np.random.Generator) -> np.ndarray:
    width, height = CANVAS
    colour = np.array([(0.42, 0.20, 0.10), (0.16, 0.18, 0.48), (0.22, 0.33, 0.12)][int(rng.integers(3))])
    cover = np.empty((height, width, 3), np.float32)
    cover[:] = colour
    gold = (0.35, 0.58, 0.70)
    cv2.rectangle(cover, (30, 30), (width - 30, height - 30), gold, 4)
    centre = (width // 2, height // 2 - 40)
    for turn in range(8):
        axes = (74, 26)
        cv2.ellipse(cover, centre, axes, turn * 22.5, 0, 360, gold, 3)
    cv2.rectangle(cover, (0, 0), (20, height), (colour * 0.6).tolist(), -1)
    return cover


THINGS = {"sheet": _sheet, "book": _book}


class Held:
    """A thing that rises before mouth and chin, stays a moment and sinks again."""

    def __init__(self, thing: str, frames: int, size: int, mouth: tuple[float, float], seed: int) -> None:
        rng = np.random.default_rng(seed + 31)
        self._face, self.size, self.mouth = THINGS[thing](rng), size, mouth
        width, height = CANVAS
        bend = 1 + 0.10 * np.sin(np.linspace(0.3, 2.2, width))[None, :, None]
        light = np.linspace(1.04, 0.86, height)[:, None, None] * bend
        grain = cv2.GaussianBlur(rng.normal(size=(height, width, 1)).astype(np.float32), (0, 0), 3)
        self._face = (self._face * light * 0.82 + grain[..., None] * 0.02).astype(np.float32)
        self._tilt, self._wide = rng.uniform(-9, 9), rng.uniform(0.40, 0.47) * size
        times = np.linspace(0, 1, frames)
        rise = np.interp(times, [0, 0.2, 0.45, 0.62, 0.88, 1], [0, 0, 1, 1, 0, 0])
        self._up = rise * rise * (3 - 2 * rise)
        self._sway = np.cumsum(rng.normal(0, 0.05, frames))
        self._sway -= np.linspace(0, self._sway[-1], frames)

    def frame(self, number: int) -> np.ndarray:
        """Return the thing in one frame, premultiplied, with its alpha."""
        width, height = CANVAS
        scale, up = self._wide / width, self._up[number]
        x, y = self.mouth
        top = self.size * 1.06 + (y - 0.035 * self.size - self.size * 1.06) * up
        middle = x + 0.05 * self.size * (1 - up) + 2 * self._sway[number]
        angle = np.radians(self._tilt * (1 - 0.6 * up) + self._sway[number])
        c, s = np.cos(angle) * scale, np.sin(angle) * scale
        matrix = np.float32([[c, -s, middle - c * width / 2 + s * 0], [s, c, top - s * width / 2]])
        solid = np.dstack([self._face, np.ones((height, width), np.float32)])
        laid = cv2.warpAffine(
            solid, matrix, (self.size, self.size), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT
        )
        return cv2.GaussianBlur(laid, (0, 0), 0.9)
