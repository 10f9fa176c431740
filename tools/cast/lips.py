"""How well the lips of takes follow their sound, measured on the films: `python -m tools.cast.lips ...`.

    python -m tools.cast.lips POINTS.npz FILMS [--old MANIFEST.csv]

For each take: the correlation of the mouth's opening (from the face points) with the sound's envelope and
with where the phonemes open the mouth, and how often the lips are closed at m, b and p.
"""

import argparse
import csv
from pathlib import Path

import av
import numpy as np

from game.forge import landmarks
from tools.cast.acting import CLOSED, HZ, OPEN, envelope, letter
from tools.cast.plan import takes
from tools.cast.take import FPS, speech_of
from tools.cast.voices import RATE, Sound, Speech, flite

UPPER_LIP, LOWER_LIP, CORNERS, FACE = 13, 14, (78, 308), (10, 152)
SHUT = 0.012
"""Share of the face's height by which lips may be apart and still count as closed."""


def opening(track: np.ndarray) -> np.ndarray:
    """How far the inner lips are apart, as a share of the face's height, frame by frame."""
    apart = np.linalg.norm(track[:, UPPER_LIP] - track[:, LOWER_LIP], axis=1)
    return apart / np.linalg.norm(track[:, FACE[0]] - track[:, FACE[1]], axis=1)


def heard(film: Path, frames: int) -> np.ndarray:
    """Return the envelope of a film's sound, frame by frame."""
    with av.open(str(film)) as container:
        resampler = av.AudioResampler("flt", "mono", RATE)
        blocks = [part.to_ndarray()[0] for f in container.decode(audio=0) for part in resampler.resample(f)]
    steps = frames * HZ // FPS
    return envelope(Speech(np.concatenate(blocks).astype(np.float64), ()), steps)[:: HZ // FPS][:frames]


def wanted(sounds: tuple[Sound, ...], frames: int, *, from_flite: bool) -> np.ndarray:
    """How far the phonemes open the mouth, frame by frame."""
    times, jaw = np.arange(frames) / FPS, np.zeros(frames)
    for sound in sounds:
        here = (times >= sound.start - 0.02) & (times < sound.end)
        jaw[here] = OPEN.get(letter(sound, from_flite), (0.0, 0, 0))[0]
    return np.convolve(jaw, [0.25, 0.5, 0.25], "same")


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Return the best correlation of two curves when one may be late by up to two frames."""
    best = -1.0
    for late in range(-2, 3):
        x = a[max(0, late) : len(a) + min(0, late)]
        y = b[max(0, -late) : len(b) + min(0, -late)]
        best = max(best, float(np.corrcoef(x, y)[0, 1]))
    return best


def closures(sounds: tuple[Sound, ...], apart: np.ndarray, *, from_flite: bool) -> tuple[int, int]:
    """At how many of the m, b and p the lips are closed in some frame, and how many there are."""
    shut = told = 0
    for sound in sounds:
        if letter(sound, from_flite) in CLOSED:
            first, last = int(sound.start * FPS) - 1, int(np.ceil(sound.end * FPS)) + 1
            told += 1
            shut += bool(apart[max(0, first) : last + 1].min() < SHUT)
    return shut, told


def report(name: str, sounds: tuple[Sound, ...], track: np.ndarray, film: Path, *, from_flite: bool) -> str:
    """One row of the table."""
    apart = opening(track)
    shut, told = closures(sounds, apart, from_flite=from_flite)
    sound = likeness(apart, heard(film, len(apart)))
    phonemes = likeness(apart, wanted(sounds, len(apart), from_flite=from_flite))
    return f"| {name} | {sound:.2f} | {phonemes:.2f} | {shut} of {told} | {apart.max():.3f} |"


def main() -> None:
    """Print the table of the takes whose points are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("points", type=Path)
    parser.add_argument("films", type=Path)
    parser.add_argument("--old", type=Path, help="the manifest of takes made with flite before")
    args = parser.parse_args()
    tracks = landmarks.load(args.points)
    print("| take | with the sound | with the phonemes | closed at m, b, p | widest |")
    print("| --- | --- | --- | --- | --- |")
    if args.old:
        with args.old.open() as rows:
            for row in csv.DictReader(rows):
                name, voice = Path(row["file"]).stem, row["voice"].split()[1].strip(",")
                sounds = flite(row["transcript"], voice).sounds
                print(report(name, sounds, tracks[name], args.films / f"{name}.mp4", from_flite=True))
        return
    for name, (_, spec) in takes().items():
        if name in tracks:
            from_flite = spec["voice"].startswith("flite")
            sounds = speech_of(spec).sounds
            print(report(name, sounds, tracks[name], args.films / f"{name}.mp4", from_flite=from_flite))


if __name__ == "__main__":
    main()
