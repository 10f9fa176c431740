"""Measures how well regions found from a pair of films meet the true ones, which stay hidden until then.

python -m tools.regions_trial --from FOLDER [--only 70] [--pack FOLDER] [--harder] [--jobs 2]

Builds the first clips of the GRID recipe from the footage in FOLDER (or takes a built pack), finds the region
of each visible edit from its film and its original alone, and prints the overlap (intersection over union) of
found and true regions, summed over all frames of the clip: a region at the wrong time counts against it, and
none at all counts 0. `--harder` compresses each edit anew before, smaller, darker and some frames later.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import av
import numpy as np

from game.content.models import Artefact, Clip
from game.content.regions import polygon_at
from game.forge import footage
from game.forge.build import build
from game.forge.difference import FoundRegion, from_pair
from game.forge.masks import fill
from game.packs.archive import open_pack
from game.packs.reader import read_pack

GOAL: Final = 0.6
RASTER: Final = 320
EVERY: Final = 3
"""Each third frame is looked at."""
LATE: Final = 3
"""Frames that a harder film starts later."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What came of one clip."""

    kind: str
    clip: str
    iou: float
    quality: float | None
    """None where no region was handed out."""
    told: str = ""


def overlap(clip: Clip, truth: Artefact, found: FoundRegion, late: float = 0.0) -> float:
    """Return intersection over union of both regions, summed over the clip; `late` shifts the truth."""
    size = RASTER, max(16, round(RASTER / clip.aspect))
    scale = np.array(size, dtype=np.float32)
    both = either = 0.0

    def mask(region: Sequence[object], interval: tuple[float, float], t: float) -> np.ndarray:
        outline = polygon_at(region, t, clip.aspect) if interval[0] <= t < interval[1] else None  # type: ignore[arg-type]
        if outline is None:
            return np.zeros(size[::-1], dtype=bool)
        return np.asarray(fill([np.array(outline, dtype=np.float32) * scale], size) > 0.5)

    for frame in range(0, round(float(clip.seconds) * float(clip.fps)), EVERY):
        t = frame / float(clip.fps)
        one = mask(truth.region, truth.interval, t + late)
        two = mask(found.region, found.interval, t)
        both, either = both + float((one & two).sum()), either + float((one | two).sum())
    return both / either if either else 0.0


def harder(film: Path, out: Path) -> None:
    """Write `film` three quarters as large, darker, strongly compressed, without its first frames."""
    width, height = (side * 3 // 4 // 2 * 2 for side in footage.size(film))
    with av.open(str(out), "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=25, options={"crf": "31", "preset": "fast"})
        stream.pix_fmt, stream.width, stream.height = "yuv420p", width, height
        for i, frame in enumerate(footage.frames(film, (width, height))):
            if i >= LATE:
                darker = np.clip(frame.astype(np.float32) * 0.94 + 6, 0, 255).astype(np.uint8)
                file.mux(stream.encode(av.VideoFrame.from_ndarray(darker, format="rgb24")))
        file.mux(stream.encode(None))


def tried(pack: Path, pair: tuple[Clip, Clip], *, hard: bool) -> Overlap:
    """Find the region of an edit (clip, original) and hold it against the true one."""
    clip, original = pair
    truth = next(artefact for artefact in clip.artefacts if artefact.region)
    film, late = pack / clip.path, 0.0
    with tempfile.TemporaryDirectory() as folder:
        if hard:
            film, late = Path(folder) / "harder.mp4", LATE / float(clip.fps)
            harder(pack / clip.path, film)
        found = from_pair(pack / original.path, film)
    kind = truth.kind or ""
    if not isinstance(found, FoundRegion):
        return Overlap(kind, clip.id, 0.0, None, found.value)
    spans = ("{:.2f}-{:.2f}".format(*interval) for interval in (found.interval, truth.interval))
    told = " of ".join(spans) + " s"
    return Overlap(kind, clip.id, overlap(clip, truth, found, late), found.quality, told)


def pairs(clips: Sequence[Clip]) -> Iterator[tuple[Clip, Clip]]:
    """Yield each visible edit with its original."""
    by_id = {clip.id: clip for clip in clips}
    for clip in clips:
        if clip.original in by_id and any(artefact.region for artefact in clip.artefacts):
            yield clip, by_id[clip.original]


def report(tries: Sequence[Overlap]) -> str:
    """Return the figures of all clips, by kind and together."""
    lines = []
    for one in tries:
        quality = "  - " if one.quality is None else f"{one.quality:.2f}"
        lines.append(f"{one.iou:.2f}  quality {quality}  {one.clip:38} {one.told}")
    by_kind: dict[str, list[float]] = defaultdict(list)
    for one in tries:
        by_kind[one.kind].append(one.iou)
    lines.append("")
    for kind, each in sorted(by_kind.items(), key=lambda row: -float(np.median(row[1]))):
        lines.append(f"{kind:22} {len(each)}  median {np.median(each):.2f}  least {min(each):.2f}")
    found = [one.iou for one in tries if one.quality is not None]
    for name, values in (("all, none counts 0", [one.iou for one in tries]), ("regions found", found)):
        if values:
            marks = " ".join(f"{v:.2f}" for v in np.quantile(values, [0, 0.25, 0.5, 0.75, 1]))
            lines.append(f"{name}: {len(values)}, least, quartiles and most {marks}")
    median = float(np.median([one.iou for one in tries])) if tries else 0.0
    lines.append(f"median {median:.2f}, goal {GOAL}: {'reached' if median >= GOAL else 'missed'}")
    return "\n".join(lines)


def main() -> None:
    """Build or read the pack, try each pair, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="sources", type=Path, help="the folder with the GRID footage")
    parser.add_argument("--only", type=int, help="so many clips of the recipe")
    parser.add_argument("--pack", type=Path, help="a folder with a built pack, instead of building one")
    parser.add_argument("--harder", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        pack = args.pack or Path(work) / "grid"
        if args.pack is None:
            if args.sources is None:
                parser.error("expected --from FOLDER or --pack FOLDER")
            build("grid", args.sources, pack, only=args.only)
        with open_pack(pack) as files:
            loaded = read_pack(files)
        with ProcessPoolExecutor(args.jobs) as pool:
            tries = list(pool.map(partial(tried, pack, hard=args.harder), pairs(loaded.clips)))
    print(report(tries))


if __name__ == "__main__":
    main()
