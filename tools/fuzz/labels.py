"""Targets: tables and JSON files of labels, and the trees of datasets that hold them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final
from zlib import crc32

from game.content.base import LocalText
from game.content.models import Clip
from game.datasets.any_table import AnyTable
from game.datasets.base import Dataset, LeftOut, Listed
from game.datasets.catalogue import KNOWN, recognise
from game.datasets.exddv import by_clip, explanations
from game.datasets.json_labels import entries
from game.datasets.left_out import LeftOutList
from game.datasets.overlay import said_on
from game.datasets.road import Looked
from game.datasets.tables import SPACES, bare_rows, rows
from game.datasets.tree import Tree
from game.errors import ChinmiError, one_line
from tools.fuzz import words
from tools.fuzz.bundle import joined, written
from tools.fuzz.mutate import changed
from tools.fuzz.target import Reader, Target, WrongAnswer
from tools.fuzz.trees import TREES

SETS: Final[tuple[Dataset, ...]] = (*KNOWN, AnyTable(), AnyTable())
MOST: Final = 3000
"""Lines that are looked at of what a set lists."""

TABLES: Final = (
    "path,label\nreal/a.mp4,real\nfake/a.mp4,FAKE\n",
    "\ufeffpath;label;original;person;method\r\nclips\\a.mp4;Real;;Anvar;\r\nclips\\b.mp4;Fake;clips\\a.mp4;;lip\r\n",
    'name|"said\nin two lines"|x\n"a ""b"""|c|d\n',
    "sep=\t\nfile\tlabel\na.wav\tbona-fide\nb.wav\tspoof\n",
    "LA_0079 LA_T_0000001 - A01 spoof\nLA_0079 LA_T_0000002 - - bonafide\n",
    "path,label\na.mp4,0\nb.mp4,1\n\n\n",
    (
        "movie_name,text,dataset,manipulation,click_locations,difficulty\n"
        'a.mp4,"the mouth",DeepfakeDetection,dfdc_train_part_0,"{""3"": {""x"": 0.5, ""y"": 0.4}}",2\n'
    ),
)
SEPARATORS: Final = (None, ",", ";", "|", SPACES)
JSONS: Final = (
    '{"a.mp4": {"label": "FAKE", "split": "train", "original": "b.mp4"}, "b.mp4": {"label": "REAL"}}',
    '[{"file": "a.wav", "label": "spoof", "x": [1, 2.5e3, null]}, {"file": "b.wav", "label": true}]',
    '\ufeff{ "a" : "\\u00e9\\n" , "b" : [ ] ,\n "c" : { } }\n',
)


@contextmanager
def tables_opened(_room: Path) -> Iterator[Reader]:
    """Read each table in all ways that sets ask for."""
    yield _read_tables


def _read_tables(data: bytes) -> list[int]:
    """Return how many rows there are by each separator, about, so that each split of a table is a way."""
    wrong: ChinmiError | None = None
    counts = []
    for separator in SEPARATORS:
        for quotes in (True, False):
            try:
                cells = [len(row.cells) for row in bare_rows(io.BytesIO(data), "x", separator, quotes=quotes)]
                counts.append((len(cells).bit_length() << 4) + max(cells, default=0).bit_length())
            except ChinmiError as error:
                wrong = error
    try:
        for row in rows(io.BytesIO(data), "x.csv"):
            _ = row.ragged, row.get("path", "label")
        for said in by_clip(explanations(io.BytesIO(data), "x.csv")).values():
            for one in said:
                if one.text.strip():
                    said_on(one, CLIP, FILM)
    except ChinmiError as error:
        wrong = error
    if wrong is not None:
        raise wrong
    return counts


CLIP: Final = Clip(
    id="clip",
    path="media/clip.mp4",
    hash=f"sha256:{'0' * 64}",
    bytes=1,
    label="manipulated",
    method="face-swap",
    person="p",
    seconds=10.0,
    size=(320, 256),
    fps=30,
    audio=False,
    description=LocalText({"en": "A person."}),
)
FILM: Final = Looked(10.0, 0.0, (320, 256), sound=False, rate=25.0)
"""The clip and the film that viewers' words are laid on."""


def table_seeds() -> tuple[bytes, ...]:
    """Return tables of all kinds."""
    return (*(text.encode() for text in TABLES), TABLES[0].encode("utf-16"), TABLES[1].encode("utf-16-be"))


def vary_tables(random: Random, data: bytes) -> bytes:
    """Return a changed table."""
    return changed(random, data, words.TABLE)


@contextmanager
def json_opened(_room: Path) -> Iterator[Reader]:
    """Read each file of labels to its end."""
    yield _read_json


def _read_json(data: bytes) -> list[str]:
    """Return the types of the entries."""
    return sorted({type(value).__name__ for _key, value in entries(io.BytesIO(data), "x.json")})


def json_seeds() -> tuple[bytes, ...]:
    """Return files of labels, one longer than what is read at once."""
    long = "{" + ", ".join(f'"{n}.mp4": {{"label": "REAL"}}' for n in range(2600)) + "}"
    return tuple(text.encode() for text in (*JSONS, long))


def vary_json(random: Random, data: bytes) -> bytes:
    """Return a changed file."""
    return changed(random, data, words.JSON)


@contextmanager
def trees_opened(room: Path) -> Iterator[Reader]:
    """Write each tree into the room, find out what it is, and list it as every set that it could be."""
    root = room / "tree"

    def read(data: bytes) -> object:
        written(data, root)
        return _read_tree(Tree(root), SETS[crc32(data) % len(SETS)])

    yield read


def _read_tree(tree: Tree, also: Dataset) -> list[str]:
    """List a tree as a table and as one set; where a table is asked for, find out first what it is."""
    wrong: ChinmiError | None = None
    table = AnyTable("manipulated")
    if also.name == table.name:
        try:
            also = recognise(tree, "manipulated")
        except ChinmiError as error:
            wrong = error
    told: list[str] = []
    for one in dict.fromkeys((table, also)):
        try:
            told.append(_list(one, tree))
        except ChinmiError as error:
            wrong = error
    if wrong is not None:
        raise wrong
    return told


def _list(one: Dataset, tree: Tree) -> str:
    """List a tree; return what came in and what was left out for which reasons, about."""
    taken = 0
    with LeftOutList.open() as left_out:
        for line in islice(one.listed(tree), MOST):
            if isinstance(line, LeftOut):
                left_out.add(line)
            else:
                _look_at(line, tree)
                taken += 1
        for told in left_out:
            if one_line(told.path + told.detail) != told.path + told.detail:
                raise WrongAnswer(f"{one.name}: a line of the report holds {told.path + told.detail!r}")
        return f"{one.name} {taken.bit_length()} {' '.join(sorted(left_out.by_reason))}"


def _look_at(line: Listed, tree: Tree) -> None:
    for path in (line.path, line.original, line.mask):
        if path is not None and not tree.has(path):
            raise WrongAnswer(f"{path!r} is listed and is not in the tree")


def tree_seeds() -> tuple[bytes, ...]:
    """Return a small tree of each set, in which all films are empty."""
    return tuple(joined({name: text.encode() for name, text in files.items()}) for files in TREES)


def vary_trees(random: Random, data: bytes) -> bytes:
    """Return a changed tree: of what its files say, and of their names."""
    return changed(random, data, words.TREE)


TARGETS: Final = (
    Target("tables", "tables of labels", table_seeds, tables_opened, vary_tables),
    Target("json", "labels in JSON", json_seeds, json_opened, vary_json, most=1 << 17),
    Target("trees", "trees of datasets", tree_seeds, trees_opened, vary_trees),
)
