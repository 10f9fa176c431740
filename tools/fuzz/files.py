"""Targets: zips, and files of face points."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from game.content.yaml_source import dump
from game.errors import PackError
from game.forge import landmarks
from game.packs.archive import open_pack
from game.packs.reader import read_records
from tools.fuzz.mutate import changed
from tools.fuzz.target import Reader, Target, WrongAnswer
from tools.fuzz.texts import EDIT, PACK, REAL
from tools.fuzz.zips import Entry, vary_entries, vary_numbers, zip_of

PIECE: Final = 64 << 10
"""Bytes of a file in a zip that may be read into memory at once."""
MOST_POINTS: Final = 64 << 20
"""Bytes of face points that a small file may give."""

ENTRIES: Final = (
    Entry("pack.yaml", dump(PACK).encode()),
    Entry("clips.yaml", dump([REAL, EDIT]).encode()),
    Entry("media/a.mp4", b"a film" * 50, method=0),
    Entry("media/", kind=0o40755),
    Entry("media/b.mp4", b"another film" * 50),
)
INSIDE: Final = tuple(Entry(f"grid/{entry.name}", entry.content) for entry in ENTRIES)


@contextmanager
def zips_opened(room: Path) -> Iterator[Reader]:
    """Open each zip as a pack, read what it holds, and unpack all of it as for a decoder."""
    path = room / "x.zip"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        wrong: PackError | None = None
        with open_pack(path) as files:
            for name in files.names():
                try:
                    _unpacked(files.local(name), files.size(name))
                    files.read(name, PIECE)
                except PackError as error:
                    wrong = error
            read_records(files).loaded()
        if wrong is not None:
            raise wrong

    yield read


def _unpacked(path: Path, size: int) -> None:
    """Raise WrongAnswer where more lies there than the zip says."""
    lies = path.stat().st_size
    if lies > size:
        raise WrongAnswer(f"{lies} bytes were written where {size} were told")
    if path.is_symlink() or not path.is_file():
        raise WrongAnswer("something else than a file was written")


def zip_seeds() -> tuple[bytes, ...]:
    """Return zips of a pack: its files at the root, and in a folder."""
    return zip_of(ENTRIES), zip_of(INSIDE, b"made by hand"), zip_of(ENTRIES[:3])


def vary_zips(random: Random, data: bytes) -> bytes:
    """Return a changed zip: of other entries, with other numbers, or with other bytes."""
    how = random.random()
    if how < 0.4:
        return zip_of(vary_entries(random, random.choice((ENTRIES, INSIDE))))
    if how < 0.55:
        return vary_numbers(random, zip_of(vary_entries(random, ENTRIES)))
    return vary_numbers(random, data) if how < 0.85 else changed(random, data)


@contextmanager
def points_opened(room: Path) -> Iterator[Reader]:
    """Load each file of face points."""
    path = room / "x.npz"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        for track in landmarks.load(path).values():
            if track.nbytes > MOST_POINTS or track.shape[1:] != (landmarks.POINTS, 2):
                raise WrongAnswer(f"a track of {track.shape}")
            if not np.isfinite(track).all():
                raise WrongAnswer("a point that is nowhere")

    yield read


def _array(points: Any) -> bytes:
    box = io.BytesIO()
    np.save(box, points)
    return box.getvalue()


def _header(descr: str, shape: str, *, fortran: str = "False", version: int = 1, more: str = "") -> bytes:
    """Return the header of an array with anything in it."""
    text = f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, {more}}}".encode()
    width = 2 if version == 1 else 4
    return b"\x93NUMPY" + bytes([version, 0]) + len(text).to_bytes(width, "little") + text


_DESCRS: Final = (
    *("'<i2'", "'|O'", "'<f8'", "'<c16'", "'|S2147483647'", "'<M8[as]'", "'|V0'", "[('a', '<i2')]", "'>i2'"),
    *(
        "'<i2,<i2'",
        "[('a', '<i2', (9999999, 9999999))]",
        "1",
        "None",
        "'x'",
        "('<i2', (2,))",
        "{'a': 1}",
        "'b1'",
    ),
)
_SHAPES: Final = (
    *("(2, 478, 2)", "(0, 478, 2)", "(4001, 478, 2)", "(99999999999, 478, 2)", "(-1, 478, 2)", "()", "(1,)"),
    *(
        "(True, 478, 2)",
        "(2, 478, 2.0)",
        "[2, 478, 2]",
        "(" * 200,
        "'x'",
        "(9" + "9" * 50 + ", 478, 2)",
        "\n\\",
    ),
)
_TRACK: Final = np.arange(2 * landmarks.POINTS * 2, dtype=np.int16).reshape(2, landmarks.POINTS, 2)
POINTS: Final = (Entry("clip-1.npy", _array(_TRACK)), Entry("clip-2.npy", _array(_TRACK[:1])))


def point_seeds() -> tuple[bytes, ...]:
    """Return files of face points as the game writes them, stored and packed."""
    return zip_of(POINTS), zip_of([Entry(entry.name, entry.content, method=0) for entry in POINTS])


def vary_points(random: Random, data: bytes) -> bytes:
    """Return a changed file: with another header of an array, of other entries, or with other bytes."""
    how = random.random()
    if how < 0.4:
        header = _header(
            random.choice(_DESCRS) if random.random() < 0.7 else _DESCRS[0],
            random.choice(_SHAPES) if random.random() < 0.7 else _SHAPES[0],
            fortran=random.choice(("False", "False", "True", "1", "x()")),
            version=random.choice((1, 1, 2, 3, 9)),
            more=random.choice(("", "", "'x': 1", "[", "\x1b")),
        )
        body = changed(random, header) if random.random() < 0.2 else header
        return zip_of(
            [Entry("clip-1.npy", body + _TRACK.tobytes()[: random.choice((0, 100, 99999))]), POINTS[1]]
        )
    if how < 0.6:
        return zip_of(vary_entries(random, POINTS))
    return vary_numbers(random, data) if how < 0.8 else changed(random, data)


TARGETS: Final = (
    Target("zip", "zips of packs", zip_seeds, zips_opened, vary_zips, most=1 << 16),
    Target("landmarks", "files of face points", point_seeds, points_opened, vary_points),
)
