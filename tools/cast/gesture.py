"""How a hand comes up before the face, stays and goes: its way in time."""

from dataclasses import dataclass
from typing import Final

import numpy as np


@dataclass(frozen=True)
class Way:
    """How a thing comes and goes.

    Seconds of the way up, before the face and down; where it comes from, in sides of the picture; and by how
    many degrees it is turned on the way, and while it stays: one drinks from a bowl.
    """

    up: float
    stay: float
    down: float
    start: tuple[float, float]
    lean: float
    tilt: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it takes to come and go."""
        return self.up + self.stay + self.down

    def raised(self, times: np.ndarray) -> np.ndarray:
        """How far up the thing is at these seconds after its start: 0 out of sight, 1 before the mouth."""
        knots = np.cumsum([0, self.up, self.stay, self.down])
        return _soft(np.interp(times, knots, [0, 1, 1, 0]))

    def tilted(self, times: np.ndarray) -> np.ndarray:
        """Degrees by which the thing is tilted at these seconds after its start."""
        end = self.up + self.stay
        knots = [self.up, self.up + 0.3, end - 0.3, end]
        return self.tilt * _soft(np.interp(times, knots, [0, 1, 1, 0]))


def _soft(share: np.ndarray) -> np.ndarray:
    return share * share * (3 - 2 * share)


WAYS: Final = {
    "bowl": Way(0.75, 0.8, 0.7, (-0.12, 0.60), 10.0, -9.0),
    "sheet": Way(0.7, 1.0, 0.6, (-0.04, 0.56), 7.0),
    "hand": Way(0.5, 0.65, 0.5, (-0.22, 0.58), -14.0),
}
