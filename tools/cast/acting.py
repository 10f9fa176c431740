"""How a person moves while speaking: lips by the phonemes, brows, cheeks, eyes, head and breath."""

from dataclasses import dataclass

import numpy as np

from tools.cast.voices import RATE, Sound, Speech

HZ = 200
"""Steps a second in which movements are worked out."""

LOWER, UPPER, STRETCH, SMILE = ("mouthLowerDown", "mouthUpperUp", "mouthStretch", "mouthSmile")
# How wide the jaw opens, and how round and how spread the lips are, for the first letters of a phoneme.
OPEN = {
    "A": (0.46, 0.0, 0.1), "a": (0.44, 0.0, 0.15), "V": (0.3, 0.0, 0.15), "&": (0.36, 0.0, 0.3),
    "3": (0.24, 0.2, 0.1), "@": (0.2, 0.0, 0.15), "e": (0.28, 0.0, 0.45), "E": (0.3, 0.0, 0.4),
    "i": (0.14, 0.0, 0.65), "I": (0.17, 0.0, 0.5), "y": (0.16, 0.0, 0.5), "o": (0.32, 0.7, 0.0),
    "O": (0.36, 0.55, 0.0), "0": (0.38, 0.35, 0.0), "u": (0.14, 0.95, 0.0), "U": (0.17, 0.8, 0.0),
    "w": (0.1, 0.9, 0.0), "j": (0.13, 0.0, 0.5), "r": (0.15, 0.3, 0.1), "*": (0.16, 0.1, 0.2),
    "R": (0.15, 0.2, 0.1), "l": (0.17, 0.0, 0.3), "L": (0.17, 0.0, 0.3), "n": (0.12, 0.0, 0.3),
    "t": (0.1, 0.0, 0.35), "d": (0.11, 0.0, 0.35), "s": (0.07, 0.0, 0.45), "z": (0.07, 0.0, 0.45),
    "S": (0.1, 0.55, 0.1), "Z": (0.1, 0.55, 0.1), "T": (0.14, 0.0, 0.25), "D": (0.14, 0.0, 0.25),
    "k": (0.17, 0.0, 0.2), "g": (0.17, 0.0, 0.2), "q": (0.2, 0.1, 0.1), "x": (0.2, 0.0, 0.2),
    "X": (0.22, 0.0, 0.2), "h": (0.22, 0.0, 0.15), "Q": (0.2, 0.1, 0.1), "N": (0.14, 0.0, 0.2),
    "c": (0.1, 0.2, 0.3),
}  # fmt: skip
FLITE = {
    "aa": "A", "ae": "&", "ah": "V", "ao": "O", "aw": "a", "ax": "@", "ay": "a", "b": "b", "ch": "S",
    "d": "d", "dh": "D", "eh": "E", "er": "3", "ey": "e", "f": "f", "g": "g", "hh": "h", "ih": "I",
    "iy": "i", "jh": "Z", "k": "k", "l": "l", "m": "m", "n": "n", "ng": "N", "ow": "o", "oy": "O",
    "p": "p", "pau": "_", "r": "r", "s": "s", "sh": "S", "t": "t", "th": "T", "uh": "U", "uw": "u",
    "v": "v", "w": "w", "y": "j", "z": "z", "zh": "Z",
}  # fmt: skip
CLOSED, BITTEN = "pbm", "fv"


@dataclass(frozen=True)
class Acting:
    """Face units, angles of the head (pitch, yaw, roll in radians), look and breath, frame by frame."""

    face: dict[str, np.ndarray]
    angles: np.ndarray
    look: np.ndarray
    breath: np.ndarray


def letter(sound: Sound, flite: bool) -> str:
    """Return the phoneme as the tables above name it; `_` for silence."""
    name = FLITE.get(sound.name, "@") if flite else sound.name
    return name[0] if name else "_"


def _smooth(values: np.ndarray, sigma: float) -> np.ndarray:
    reach = int(4 * sigma)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    padded = np.pad(values, reach, mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), "valid")


def envelope(speech: Speech, steps: int) -> np.ndarray:
    """How loud the speech is at each step, from 0 to 1."""
    samples = np.abs(np.pad(speech.samples, (0, max(0, steps * RATE // HZ - len(speech.samples)))))
    per_step = samples[: steps * (RATE // HZ)].reshape(steps, -1).max(1)
    loud = _smooth(per_step, 6)
    return np.clip(loud / (np.percentile(loud, 95) + 1e-9), 0, 1)


def _lips(speech: Speech, steps: int, flite: bool) -> dict[str, np.ndarray]:
    times = np.arange(steps) / HZ
    opening, rounded, spread = np.zeros(steps), np.zeros(steps), np.zeros(steps)
    closed, bitten = np.zeros(steps), np.zeros(steps)
    for sound in speech.sounds:
        first = letter(sound, flite)
        here = (times >= sound.start - 0.02) & (times < sound.end - 0.02)
        jaw, round_lips, wide = OPEN.get(first, (0.0, 0.0, 0.0))
        opening[here], rounded[here], spread[here] = jaw, round_lips, wide
        held = max(0.030, (sound.end - sound.start) / 2 - 0.015)
        middle = (sound.start + sound.end) / 2
        if first in CLOSED:
            closed = np.maximum(closed, np.clip(1 - (np.abs(times - middle) - held) / 0.06, 0, 1))
        if first in BITTEN:
            bitten = np.maximum(bitten, np.clip(1 - (np.abs(times - middle) - held) / 0.06, 0, 1))
    loud = envelope(speech, steps)
    closed, bitten = _smooth(closed, 2), _smooth(bitten, 2)
    jaw = _smooth(opening, 6) * (0.48 + 0.52 * loud) * (1 - closed) * (1 - 0.85 * bitten)
    rounded, spread = _smooth(rounded, 9), _smooth(spread, 9) * (1 - closed)
    apart, wide_open = np.clip(jaw / 0.2, 0, 1), np.clip(jaw / 0.34, 0, 1)
    units = {
        "jawOpen": jaw,
        "mouthFunnel": rounded * 0.42 * (1 - 0.5 * closed),
        "mouthPucker": rounded * 0.42,
        "mouthRollLower": 0.14 * closed + 0.5 * bitten,
        "mouthRollUpper": 0.10 * closed,
    }
    for side in ("Left", "Right"):
        units[LOWER + side] = 0.24 * apart * (1 - 0.6 * rounded) * (1 - bitten)
        units[UPPER + side] = 0.11 * wide_open * (1 - 0.7 * rounded) + 0.18 * bitten
        units[STRETCH + side] = 0.16 * spread
        units[SMILE + side] = 0.15 * spread
        units["mouthPress" + side] = 0.16 * closed
        units["cheekSquint" + side] = 0.20 * spread + 0.1 * loud
    return units


def _blinks(seconds: float, rng: np.random.Generator) -> np.ndarray:
    """Blinks that neither begin nor end a take."""
    steps = int(seconds * HZ)
    times, closed = np.arange(steps) / HZ, np.zeros(steps)
    at = rng.uniform(0.6, 1.4)
    while at < seconds - 0.45:
        since = times - at
        closed = np.maximum(
            closed, np.clip(np.where(since < 0, 1 + since / 0.08, 1 - (since - 0.04) / 0.16), 0, 1)
        )
        at += rng.uniform(1.5, 2.9)
    return _smooth(closed, 2)


def _wander(steps: int, sigma: float, size: float, rng: np.random.Generator) -> np.ndarray:
    walk = _smooth(rng.normal(size=steps), sigma)
    return size * (walk - walk.mean()) / (walk.std() + 1e-9)


def _head(loud: np.ndarray, rng: np.random.Generator, turn: float) -> np.ndarray:
    """Degrees of pitch, yaw and roll: small, with the speech, and still at both ends."""
    steps = len(loud)
    talking = _smooth(loud, 30)
    soft = np.clip(np.minimum(np.arange(steps), np.arange(steps)[::-1]) / (0.7 * HZ), 0, 1)
    soft = soft * soft * (3 - 2 * soft)
    pitch = _wander(steps, 70, 1.0, rng) + _wander(steps, 26, 0.7, rng) * talking - 0.9 * talking
    yaw = _wander(steps, 100, 2.0, rng) + _wander(steps, 36, 0.6, rng) * talking
    roll = _wander(steps, 90, 1.0, rng)
    angles = np.stack([pitch, yaw, roll], 1) * (0.35 + 0.65 * soft)[:, None]
    if turn:
        seconds = np.arange(steps) / HZ
        way = np.interp(seconds, [0.4, 1.3, seconds[-1] - 1.5, seconds[-1] - 0.5], [0, 1, 1, 0])
        angles[:, 1] += turn * way * way * (3 - 2 * way)
    return angles


def _eyes(seconds: float, angles: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Yaw and pitch of the eyes in degrees: small jumps, and held on the camera while the head moves."""
    steps, look, at = len(angles), np.zeros((len(angles), 2)), 0.0
    while at < seconds:
        aside = rng.normal(0, [2.6, 1.3]) if rng.random() < 0.5 else np.zeros(2)
        look[int(at * HZ) :] = aside
        at += rng.uniform(0.35, 1.1)
    jumps = np.stack([_smooth(look[:, 0], 2), _smooth(look[:, 1], 2)], 1)
    return jumps[:steps] - angles[:, [1, 0]] * np.array([0.6, -0.6])


def acted(speech: Speech, frames: int, fps: float, seed: int, *, flite: bool, turn: float = 0.0) -> Acting:
    """How a person moves through a take of so many frames."""
    rng = np.random.default_rng(seed)
    seconds = frames / fps + 0.2
    steps = int(seconds * HZ)
    loud = envelope(speech, steps)
    face = _lips(speech, steps, flite)
    blink = _blinks(seconds, rng)
    talking = _smooth(loud, 40)
    raised = np.clip(_wander(steps, 45, 0.16, rng), -0.04, 0.5) * (0.3 + talking) + 0.10 * talking
    angles = _head(loud, rng, turn)
    look = np.radians(_eyes(seconds, angles, rng))
    for side in ("Left", "Right"):
        face["eyeBlink" + side] = np.clip(blink + np.clip(-look[:, 1] * 1.2, 0, 0.25), 0, 1)
        face["browOuterUp" + side] = raised * 0.6
    face["browInnerUp"] = raised
    breath = 0.0012 * np.sin(2 * np.pi * (np.arange(steps) / HZ * 0.27 + rng.random()))
    index = (np.arange(frames) / fps * HZ).astype(int)
    return Acting(
        {name: curve[index] for name, curve in face.items()},
        np.radians(angles[index]),
        look[index],
        breath[index],
    )
