"""Lays out a tree of each public set, imports, verifies and plays it, and prints what came of each.

python -m tools.trials.sets --pack FOLDER --voices FOLDER [--only dfdc ffpp ...] [--seed 1]

The trees are labelled exactly as the sets' publishers label theirs (`tests/datasets/trees.py`). Their films
are the clips of a built pack (of GRID: originals with our own edits, and masks drawn from the true regions),
their sounds those in the folder of voices. Each is imported by the command, as a person would call it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from game.content.regions import polygon_at
from game.forge.encode import encode
from game.forge.footage import RATE
from game.forge.masks import fill
from game.packs.archive import open_pack
from game.packs.reader import read_pack

TESTS: Final = Path(__file__).parents[2] / "tests"
sys.path.append(str(TESTS))
from datasets.trees import LAYOUTS, Edit, lay_out  # noqa: E402  # the tests' own trees

WORD: Final = ("--agreement", "lecturer, Urganch State University")
ONE_MEANS: Final = ("--one-means", "manipulated")
UNDECIDED: Final = 2
SECONDS: Final = 900
ROUNDS: Final = 4
"""Clips that a robot plays of each pack."""
HEADINGS: Final = ("tree", "set", "real", "manipulated", "left out", "regions", "verify", "autoplay")


@dataclass(frozen=True)
class Media:
    """What the trees are made of."""

    films: tuple[Path, ...]
    sounds: tuple[Path, ...]
    edits: Mapping[Path, Edit]


@dataclass(frozen=True)
class Trial:
    """What came of one tree."""

    tree: str
    told: Mapping[str, Any]
    verified: str = "-"
    played: str = "-"

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        taken = self.told.get("taken", {})
        reasons: Counter[str] = Counter()
        for line in self.told.get("left_out", ()):
            reasons[line["reason"]] += line.get("files", 1)
        out = ", ".join(f"{n} {reason}" for reason, n in reasons.most_common()) or "-"
        return (
            self.tree,
            str(self.told.get("set", "?")),
            str(taken.get("real", "?")),
            str(taken.get("manipulated", "?")),
            out,
            str(self.told.get("regions", "?")),
            self.verified,
            self.played,
        )


def media_of(pack: Path, voices: Path, work: Path) -> Media:
    """Return the originals of a pack with one edit each and its mask, and the voices."""
    with open_pack(pack) as files:
        clips = read_pack(files).clips
    by_id = {clip.id: clip for clip in clips}
    edits: dict[Path, Edit] = {}
    for clip in clips:
        region = next((one for one in clip.artefacts if one.region), None)
        if region is None or clip.original not in by_id:
            continue
        original = pack / by_id[clip.original].path
        if original not in edits:
            mask = work / f"{clip.id}.mp4"
            _draw_mask(mask, clip.size or (320, 256), region.region, float(clip.seconds), clip.aspect)
            edits[original] = Edit(pack / clip.path, mask)
    sounds = sorted(path for path in voices.rglob("*") if path.suffix in {".wav", ".flac"})
    return Media(tuple(edits), tuple(sounds), edits)


def _draw_mask(path: Path, size: tuple[int, int], region: Any, seconds: float, aspect: float) -> None:
    """Write a film of the true region, white on black."""

    def frames() -> Iterator[np.ndarray[Any, np.dtype[np.uint8]]]:
        for number in range(round(seconds * 30)):
            outline = polygon_at(region, number / 30, aspect) or ()
            points = np.array(outline, dtype=np.float32) * np.array(size, dtype=np.float32)
            white = (np.asarray(fill([points], size)) > 0.5).astype(np.uint8) * 255
            yield np.repeat(white[..., None], 3, axis=2)

    encode(path, frames(), np.zeros(int(seconds * RATE), dtype=np.float32), 30)


def tried(name: str, media: Media, work: Path, seed: int) -> Trial:
    """Lay out a tree, import it, and verify and play what comes of it."""
    tree = lay_out(name, work / name, media.films, media.sounds, media.edits)
    pack = work / f"{name}-pack"
    order = ("import", str(tree), "--out", str(pack), "--json", *WORD)
    done = command(*order)
    if done.returncode == UNDECIDED and "--one-means" in done.stderr:
        done = command(*order, *ONE_MEANS)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return Trial(name, {"set": _last(done.stderr) or f"status {done.returncode}"})
    if not pack.exists():
        return Trial(name, told)
    verified = command("pack", "verify", str(pack))
    play = ("autoplay", "--pack", str(pack), "--rounds", str(ROUNDS), "--player", "oracle")
    played = command(*play, "--seed", str(seed))
    return Trial(name, told, _outcome(verified), _outcome(played))


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the game to its end."""
    line = (sys.executable, str(TESTS.parent / "main.py"), *words)
    return subprocess.run(line, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603


def _outcome(done: subprocess.CompletedProcess[str]) -> str:
    return "ok" if done.returncode == 0 else _last(done.stderr) or f"status {done.returncode}"


def _last(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]


def row(cells: Sequence[str]) -> str:
    """Return a row of the table."""
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Try all trees that were asked for and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", type=Path, required=True, help="the folder of a built pack with regions")
    parser.add_argument("--voices", type=Path, required=True, help="a folder with WAV and FLAC files")
    parser.add_argument("--only", nargs="+", choices=tuple(LAYOUTS), default=tuple(LAYOUTS), metavar="TREE")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sets-") as folder:
        work = Path(folder)
        media = media_of(args.pack, args.voices, work)
        print(row(HEADINGS), row(["---"] * len(HEADINGS)), sep="\n", flush=True)
        for name in args.only:
            print(row(tried(name, media, work, args.seed).cells), flush=True)


if __name__ == "__main__":
    main()
