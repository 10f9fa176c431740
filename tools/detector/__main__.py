"""Trains the detector on packs and prints its tables.

python -m tools.detector [FOLDER ...] [--write]

The pack that comes with the game is always one of them; each FOLDER is another pack, unpacked. `--write`
writes `assets/detector/detector.json`. A clip takes about a third of a second.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from game import resources
from game.detector.model import DetectorFile, Known
from game.detector.opinion import figures_of, opinion, written
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from tools.detector import tables
from tools.detector.training import TAUGHT, Sample, of_kinds, trained, without_each


def samples_of(folder: Path) -> Iterator[Sample]:
    """Measure each film of the pack in `folder`."""
    guide = resources.read_guide()
    with open_pack(folder) as files:
        loaded = read_pack(files)
    for clip in loaded.clips:
        if clip.media == "video":
            heard = clip.manipulated and all(guide.kinds[kind].audible for kind in clip.kinds)
            yield Sample(loaded.pack.name, clip, figures_of(folder / clip.path), heard)


def report(samples: Sequence[Sample]) -> Iterator[str]:
    """Yield the lines of all tables."""
    kinds = tuple(resources.read_guide().kinds)
    packs = sorted({sample.pack for sample in samples})
    taught, others = of_kinds(TAUGHT), of_kinds(frozenset(kinds) - frozenset(TAUGHT))
    judged = tables.held_out(samples)
    real = [one for one in judged if not one.sample.clip.manipulated]
    yield f"Trained on {' and '.join(TAUGHT)}, people held out\n\n" + tables.HEAD
    yield tables.row("kinds that it was trained on", tables.only(judged, taught))
    yield tables.row("all other kinds", tables.only(judged, others))
    yield tables.row("edits that are only heard", [one for one in judged if one.sample.heard])
    yield tables.row("real, plain", [one for one in real if not one.sample.odd])
    yield tables.row("real, looks odd", [one for one in real if one.sample.odd])
    for pack in packs:
        yield tables.row(f"all of {pack}", [one for one in judged if one.sample.pack == pack])
    yield "\nTrained on more kinds, people held out\n\n" + tables.HEAD
    everything = tables.held_out(samples, of_kinds(kinds))
    yield tables.row("trained on all kinds", tables.only(everything, of_kinds(kinds)))
    seen, unseen = tables.other_kinds(samples, kinds)
    yield tables.row("trained on every second kind: these", seen)
    yield tables.row("trained on every second kind: the others", unseen)
    yield "\nTrained on one pack, tested on another\n\n" + tables.HEAD
    for first, second in ((a, b) for a in packs for b in packs if a != b):
        train, test = ([s for s in samples if s.pack == pack] for pack in (first, second))
        strange = tables.across(train, test)
        yield tables.row(f"{first} to {second}, kinds that it was trained on", tables.only(strange, taught))
        yield tables.row(f"{first} to {second}, all other kinds", tables.only(strange, others))
    yield "\nBy kind, people held out\n\n| kind | caught | mean of what it said |\n|---|---|---|"
    yield from tables.by_kind(judged, kinds)


def file_of(samples: Sequence[Sample], own: str) -> DetectorFile:
    """Return the detector's file; `own` is the pack whose clips' opinions are kept in it."""
    taught = of_kinds(TAUGHT)
    kinds = frozenset(resources.read_guide().kinds)
    without, judged = without_each(samples, taught), tables.held_out(samples)
    known: dict[str, Known] = {
        sample.clip.hash: written(opinion(sample.found, without[sample.person]))
        for sample in samples
        if sample.pack == own
    }
    return DetectorFile(
        figures=tuple(figure.name for figure in samples[0].found),
        kinds=TAUGHT,
        trained_on=dict(Counter(sample.pack for sample in samples if taught(sample))),
        weights=trained(filter(taught, samples)),
        without=without,
        mistakes={
            pack: tables.mistakes([one for one in judged if one.sample.pack == pack])
            for pack in sorted({sample.pack for sample in samples})
        },
        taught=tables.mistakes(tables.only(judged, taught)),
        unseen=tables.mistakes(tables.only(judged, of_kinds(kinds - frozenset(TAUGHT)))),
        known=known,
    )


def main() -> None:
    """Measure, train, print; write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="another pack, unpacked")
    parser.add_argument("--write", action="store_true", help="write assets/detector/detector.json")
    asked = parser.parse_args()
    own = resources.assets() / "packs" / "studio"
    samples = [sample for folder in (own, *asked.folders) for sample in samples_of(folder)]
    for line in report(samples):
        print(line)
    if asked.write:
        target = resources.assets() / "detector" / "detector.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(file_of(samples, samples[0].pack).model_dump_json(indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
