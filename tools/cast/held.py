"""A rendered hand that rises before the face, alone or with a bowl or a sheet, and its shadow."""

import cv2
import numpy as np

from tools.cast.gesture import WAYS


class Held:
    """A rendered hand moved through a take."""

    def __init__(
        self, thing: str, picture: np.ndarray, start: float, frames: int, fps: float, seed: int
    ) -> None:
        rng, way = np.random.default_rng(seed + 31), WAYS[thing]
        times = np.arange(frames) / fps - start
        self._picture, self._away = picture, 1 - way.raised(times)
        kernel = np.exp(-0.5 * (np.arange(-20, 21) / 6.0) ** 2)
        tremor = [np.convolve(rng.normal(size=frames + 40), kernel / kernel.sum(), "valid") for _ in "xyr"]
        moves = np.stack(tremor, 1) * np.array([2.2, 2.2, 1.2])
        from_there = np.array([way.start[0] * rng.uniform(0.85, 1.15), way.start[1]]) * picture.shape[0]
        self._shift = self._away[:, None] * from_there + moves[:, :2]
        self._angle = way.lean * self._away + way.tilted(times) + moves[:, 2]

    def frame(self, number: int) -> np.ndarray:
        """Return the hand in one frame, premultiplied, with its alpha."""
        size = self._picture.shape[0]
        if self._away[number] > 0.995:
            return np.zeros_like(self._picture)
        matrix = cv2.getRotationMatrix2D((size * 0.5, size * 0.62), self._angle[number], 1.0)
        matrix[:, 2] += self._shift[number]
        laid = cv2.warpAffine(self._picture, matrix, (size, size), flags=cv2.INTER_LINEAR)
        return cv2.GaussianBlur(laid, (0, 0), 0.8)


def shaded(picture: np.ndarray, laid: np.ndarray) -> np.ndarray:
    """Return a picture with a thing before it and the thing's soft shadow."""
    size = picture.shape[0]
    shadow = cv2.GaussianBlur(laid[..., 3], (0, 0), size * 0.022)
    fall = np.float32([[1, 0, size * 0.008], [0, 1, size * 0.02]])
    shadow = cv2.warpAffine(shadow, fall, (size, size))
    return laid[..., :3] + picture * (1 - 0.34 * shadow[..., None]) * (1 - laid[..., 3:])
