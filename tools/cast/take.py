"""One take: a person says a sentence, perhaps with something held before the face."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from tools.cast import film
from tools.cast.acting import Acting, acted
from tools.cast.gesture import WAYS
from tools.cast.held import Held, shaded
from tools.cast.replay import Person, Pose
from tools.cast.voices import RATE, Speech, spoken

FPS, SIZE = 25, 480
LEAD, TAIL = 0.25, 0.4
"""Seconds before and after the speech."""
SHORTEST, LONGEST = 75, 150
"""Frames of a take."""


def speech_of(spec: dict[str, Any]) -> Speech:
    """Return what is said in a take, with its quiet start."""
    speech = spoken(spec["text"], spec["voice"], spec.get("speed", 150), spec.get("pitch", 50))
    samples = np.concatenate([np.zeros(int(LEAD * RATE)), speech.samples])
    sounds = tuple(replace(s, start=s.start + LEAD, end=s.end + LEAD) for s in speech.sounds)
    return Speech(samples, sounds)


def held_from(speech: Speech, thing: str) -> float:
    """Second at which a thing begins to rise: a bowl when all is said, others amid the sentence."""
    end = speech.sounds[-1].end
    return end - 0.3 if thing == "bowl" else max(0.3, (end - WAYS[thing].seconds) / 2)


def frames_of(speech: Speech, thing: str | None) -> int:
    """How many frames the take has."""
    end = speech.sounds[-1].end + TAIL
    if thing is not None:
        end = max(end, held_from(speech, thing) + WAYS[thing].seconds + 0.2)
    return int(np.clip(np.ceil(end * FPS), SHORTEST, LONGEST))


def shot(person: Person, spec: dict[str, Any], out: Path, covers: Path, things: Path) -> None:
    """Write the film of one take, and the mask of what is held before the face."""
    speech = speech_of(spec)
    thing = spec.get("held")
    frames = frames_of(speech, thing)
    acting = acted(
        speech, frames, FPS, spec["seed"], flite=spec["voice"].startswith("flite"), turn=spec.get("turn", 0)
    )
    held = None
    if thing is not None:
        picture = person.held(things, thing)
        held = Held(thing, picture, held_from(speech, thing), frames, FPS, spec["seed"])
    masks: list[np.ndarray] = []
    rng = np.random.default_rng(spec["seed"])
    sound = film.levelled(speech.samples, frames / FPS, rng)
    film.write(out, _pictures(person, acting, held, masks, spec["seed"]), sound, FPS)
    if masks:
        write_masks(covers, masks)


def _pictures(
    person: Person, acting: Acting, held: Held | None, masks: list[np.ndarray], seed: int
) -> Iterator[np.ndarray]:
    frames = len(acting.angles)
    hand, rng = film.tremble(frames, seed), np.random.default_rng(seed + 1)
    for i in range(frames):
        face = person.with_mood({name: float(curve[i]) for name, curve in acting.face.items()})
        pose = Pose(face, acting.angles[i], tuple(acting.look[i]), float(acting.breath[i]))
        picture = person.frame(pose)
        if held is not None:
            laid = held.frame(i)
            picture = shaded(picture, laid)
            mask = cv2.resize(laid[..., 3], (SIZE, SIZE), interpolation=cv2.INTER_AREA)
            masks.append((film.moved(mask, hand[i]).clip(0, 1) * 255).astype(np.uint8))
        yield film.as_a_phone(picture, hand[i], rng, SIZE)


def write_masks(path: Path, masks: list[np.ndarray]) -> None:
    """Return a lossless film of masks."""
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("ffv1", rate=FPS)
        stream.height, stream.width = masks[0].shape
        stream.pix_fmt = "gray"
        stream.options = {"level": "3", "g": "1"}
        for number, mask in enumerate(masks):
            frame = av.VideoFrame.from_ndarray(mask, format="gray")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
