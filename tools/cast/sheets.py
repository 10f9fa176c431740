"""What is printed on a sheet that somebody holds up."""

import cv2
import numpy as np

SIZE = (420, 560)
"""Width and height in pixels."""


def sheet(rng: np.random.Generator) -> np.ndarray:
    """Return a letter: a coloured head and grey lines, blue first, from 0 to 1."""
    width, height = SIZE
    paper = np.empty((height, width, 3), np.float32)
    paper[:] = np.array([0.86, 0.89, 0.90]) * rng.uniform(0.96, 1.02)
    head = rng.uniform(0.15, 0.55, 3)
    cv2.rectangle(paper, (36, 40), (36 + int(rng.integers(150, 300)), 66), head.tolist(), -1)
    for line in range(13):
        end = 36 + int(rng.uniform(0.55, 1.0) * (width - 72))
        cv2.line(paper, (36, 100 + 33 * line), (end, 100 + 33 * line), (0.36, 0.35, 0.35), 6)
    return paper
