"""Targets: what a pack says of itself in YAML, and the regions in it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from math import isfinite
from pathlib import Path
from random import Random
from typing import IO, Any, Final

from game.content import regions
from game.content.models import Artefact, ClipList, Pack
from game.content.yaml_source import check, decode, dump, escapes, load, parse
from game.errors import ContentError, PackError, Problem
from game.packs.archive import PackFiles
from game.packs.reader import read_records
from tools.fuzz import words
from tools.fuzz.bundle import joined, parted
from tools.fuzz.mutate import changed
from tools.fuzz.plain import varied
from tools.fuzz.target import Reader, Target, WrongAnswer

NAME: Final = "x.yaml"
SQUARE: Final = [[0.3, 0.3], [0.6, 0.3], [0.6, 0.6], [0.3, 0.6]]
TEXT: Final = {"uz": "Bir odam gapiradi", "en": "A person talks", "ru": "Человек говорит"}
PACK: Final[Mapping[str, Any]] = {
    "format": 1,
    "name": "people",
    "version": "1.0.0",
    "title": TEXT,
    "description": TEXT,
    "licenses": [{"name": "CC-BY-4.0", "title": "x", "path": "https://example.org"}],
    "consent": {"basis": "recorded-volunteers", "manipulation": "self-blend-only", "evidence": "Form"},
    "sources": [{"title": "A corpus", "path": "doi:10.5281/zenodo.3625687", "year": 2006}],
    "contributors": [{"title": "M. Cooke", "role": "author"}],
    "display": ["home", "classroom", "kiosk"],
    "redistribute": True,
    "imported": "grid",
    "agreement": {"role": "teacher", "place": "school", "date": "2026-11-28"},
}
REAL: Final[Mapping[str, Any]] = {
    "id": "a",
    "path": "media/a.mp4",
    "poster": "media/a.jpg",
    "hash": "sha256:" + "0" * 64,
    "bytes": 1000,
    "label": "real",
    "person": "s1",
    "seconds": 3.0,
    "size": [64, 48],
    "fps": 25,
    "audio": True,
    "language": "en",
    "captions": TEXT,
    "description": TEXT,
    "difficulty": 0.5,
    "looks_odd": TEXT,
    "look": "low-light",
    "prop": "card",
}
EDIT: Final[Mapping[str, Any]] = {
    **{key: value for key, value in REAL.items() if key not in ("looks_odd", "look", "prop")},
    "id": "b",
    "path": "media/b.mp4",
    "label": "manipulated",
    "original": "a",
    "method": "self-blend",
    "artefacts": [
        {
            "kind": "blending-boundary",
            "interval": [0.5, 2.5],
            "strength": 0.5,
            "note": TEXT,
            "region": [
                {"t": 0.5, "polygon": SQUARE},
                {"t": 1, "polygon": SQUARE},
                {"t": 2.0, "disc": {"centre": [0.5, 0.5], "radius": 0.1}},
            ],
        }
    ],
}
SOUND: Final[Mapping[str, Any]] = {
    **{
        key: value for key, value in REAL.items() if key not in ("poster", "size", "fps", "looks_odd", "prop")
    },
    "id": "c",
    "media": "audio",
    "path": "media/c.m4a",
}
LISTS: Final = ([REAL], [EDIT], [SOUND], [REAL, {"id": "a"}])
FIELDS: Final = tuple(
    {*PACK, *REAL, *EDIT, "media", "kind", "interval", "region", "polygon", "disc", "t", "centre", "radius"}
)
SYNTAX: Final = (
    "a: 1\nb: [x, 'y', \"z\\n\"]\nc:\n  - {k: v, n: null}\n  - true\n  - -1.5e3\n",
    "- |\n  text\n   more\n- >-\n  folded\n  line\n- ''\n- \"\\u0041\\x42\"\n",
    "\ufeff# note\nname: oʻqituvchi\nlist:\n- one\n- two\n# end\n",
    "? key\n: value\n'quoted key': 1\n\"k\": {a: {b: {c: [1, [2, [3]]]}}}\n",
    "text: first\n  second\n\n  third\nlast: 2026-11-28\n",
)


@contextmanager
def yaml_opened(_room: Path) -> Iterator[Reader]:
    """Read each input as YAML and as a list of clips, and read anew what it says."""
    yield _read_yaml


def _read_yaml(data: bytes) -> None:
    document = load(decode(data, NAME), NAME)
    told = (*escapes(document), *check(document, ClipList)[1], *check(document, Pack)[1])
    if not told:
        raise WrongAnswer("a list of clips that is a pack as well")
    if any(problem.line < 1 or problem.column < 1 for problem in told):
        raise WrongAnswer("a problem without a place")
    try:
        again = load(dump(document.data), NAME).data
    except ContentError as error:
        if any(escapes(document)):
            raise
        raise WrongAnswer(f"what was written of it cannot be read: {error}") from error
    if again != document.data:
        raise WrongAnswer("what was written of it says something else")
    raise ContentError(told)


def yaml_seeds() -> tuple[bytes, ...]:
    """Return texts with all that YAML has."""
    return (*(text.encode() for text in SYNTAX), dump([REAL, EDIT]).encode(), dump(PACK).encode())


def vary_yaml(random: Random, data: bytes) -> bytes:
    """Return a changed text."""
    return changed(random, data, words.YAML)


class MemoryFiles(PackFiles):
    """A pack whose files are in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(Path("p"), {name: len(content) for name, content in files.items()})
        self._files = files

    def _open(self, name: str) -> IO[bytes]:
        return io.BytesIO(self._files[name])

    def local(self, name: str) -> Path:
        """Refuse: the records of a pack are read without a decoder."""
        raise PackError([Problem(name, "only in memory")])


@contextmanager
def packs_opened(_room: Path) -> Iterator[Reader]:
    """Read the records of each pack."""
    yield _read_pack


def _read_pack(data: bytes) -> None:
    files = {name.decode("utf-8", "replace"): content for name, content in parted(data).items()}
    records = read_records(MemoryFiles(files))
    for index, clip in enumerate(records.clips):
        if clip.path.startswith("/") or ".." in clip.path.split("/"):
            raise WrongAnswer(f"the path {clip.path!r} leads out of the pack")
        for artefact in clip.artefacts:
            look_at_track(artefact.region, clip.aspect)
        str(records.clip_problem(index, ("path",), clip.path))
    records.loaded()


def pack_seeds() -> tuple[bytes, ...]:
    """Return the records of packs."""
    parts = {"pack.yaml": PACK, "clips/a.yaml": {"clips": [REAL]}, "clips/b.yaml": [EDIT]}
    all_packs = (*({"pack.yaml": PACK, "clips.yaml": clips} for clips in LISTS), parts)
    return tuple(joined({name: dump(said).encode() for name, said in pack.items()}) for pack in all_packs)


def vary_packs(random: Random, data: bytes) -> bytes:
    """Return changed records: most often of a good pack, with the YAML round them right."""
    if random.random() < 0.3:
        return changed(random, data, words.YAML)
    pack, clips = dict(PACK), list(random.choice(LISTS))
    if random.random() < 0.3:
        pack = varied(random, pack, FIELDS)
    else:
        clips = varied(random, clips, FIELDS)
    return joined({"pack.yaml": _dumped(pack), "clips.yaml": _dumped(clips)})


def _dumped(data: Any) -> bytes:
    """Return data as JSON, which is YAML too and quicker to write."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


@contextmanager
def regions_opened(_room: Path) -> Iterator[Reader]:
    """Read each track of a region and ask it for outlines and distances."""
    yield _read_regions


def _read_regions(data: bytes) -> None:
    artefact = parse(decode(data, NAME), NAME, Artefact)
    look_at_track(artefact.region, 16 / 9)


def look_at_track(track: tuple[regions.RegionKey, ...], aspect: float) -> None:
    """Ask a track all that a round asks it. Raises WrongAnswer for what no round could use."""
    times = [key.t for key in track]
    for t in (0, *times[:4], *((a + b) / 2 for a, b in pairwise(times[:4])), 1e9):
        outline = regions.polygon_at(track, t, aspect)
        if outline is None:
            continue
        numbers = [number for point in outline for number in point]
        for x, y in ((0.5, 0.5), (0, 0), outline[0], regions.centroid(outline), regions.inner_point(outline)):
            regions.contains(outline, x, y)
            numbers.append(regions.distance(outline, x, y, aspect))
        if not all(map(isfinite, numbers)):
            raise WrongAnswer(f"the region at {t} s has a number that is none")


def region_seeds() -> tuple[bytes, ...]:
    """Return a track of polygons and a disc, and one that was never cut into lines."""
    (artefact,) = EDIT["artefacts"]
    return dump(artefact).encode(), json.dumps(artefact).encode()


def vary_regions(random: Random, data: bytes) -> bytes:
    """Return a changed track."""
    if random.random() < 0.2:
        return changed(random, data, words.YAML)
    return _dumped(varied(random, EDIT["artefacts"][0], FIELDS, times=4))


TARGETS: Final = (
    Target("yaml", "YAML loader", yaml_seeds, yaml_opened, vary_yaml),
    Target("packs", "records of packs", pack_seeds, packs_opened, vary_packs),
    Target("regions", "tracks of regions", region_seeds, regions_opened, vary_regions),
)
