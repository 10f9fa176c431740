"""The pictures that are rendered of a person; all other frames are made from them."""

from collections.abc import Mapping
from typing import Final


def _both(**units: float) -> dict[str, float]:
    return {f"{name}{side}": amount for name, amount in units.items() for side in ("Left", "Right")}


KEYS: Final[list[tuple[str, dict[str, float], tuple[float, float, float]]]] = [
    ("rest", {}, (0.0, 0.0, 0.0)),
    (
        "open",
        {"jawOpen": 0.55, **_both(mouthLowerDown=0.30, mouthUpperUp=0.22, eyeBlink=1.0)},
        (-1.5, 3.5, 0.0),
    ),
    (
        "teeth",
        {
            "jawOpen": 0.20,
            **_both(mouthSmile=0.2, mouthStretch=0.25, mouthLowerDown=0.35, mouthUpperUp=0.3, eyeBlink=0.45),
        },
        (2.5, -3.5, 0.0),
    ),
]
"""Each with its name, its face units, and pitch, yaw and roll of the head in degrees."""
TURNED: Final[list[tuple[str, dict[str, float], tuple[float, float, float]]]] = [
    ("left", {}, (0.0, 24.0, 0.0)),
    ("right", {}, (0.0, -24.0, 0.0)),
]
"""Two more for a person who turns the head."""
AWAKE: Final = {"eyeWideLeft": 0.3, "eyeWideRight": 0.3}


def with_mood(mood: Mapping[str, float], face: Mapping[str, float]) -> dict[str, float]:
    """Return a face on top of a person's usual one: eyes that shut lose their width."""
    found = {name: face.get(name, 0.0) + mood.get(name, 0.0) for name in {*face, *mood}}
    for side in ("Left", "Right"):
        found["eyeWide" + side] = found.get("eyeWide" + side, 0.0) * (1 - face.get("eyeBlink" + side, 0.0))
    return found
