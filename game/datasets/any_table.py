"""Any table of labels beside files: CSV, TSV, JSON, with a header or without. It asks what 0 and 1 mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from game.datasets import table_columns as columns_of
from game.datasets.asvspoof import trial
from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.json_labels import entries
from game.datasets.labels import label_of
from game.datasets.names import MEDIA, PICTURES, SOUNDS, bad, missing, slashed, stem, there, unnamed
from game.datasets.repeats import Claims
from game.datasets.rights import rights_of
from game.datasets.table_columns import by_content, by_name, method_of
from game.datasets.tables import Row, bare_rows, header_of
from game.datasets.tree import Tree
from game.errors import ContentError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.models import TruthLabel

_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".json")
_FOLDERS: Final = ("", "flac/", "wav/", "wavs/", "audio/")
"""Where sounds lie whose folder a table does not say."""
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_BOTH: Final = "the table says real and manipulated of it"
_NOT_SAID: Final = "the table does not name it"
_NO_TABLE: Final = "no table beside it says what it is: add labels.csv with the columns path and label"
_NO_WORD: Final = "`{}` is no label; real and fake are, and 0 and 1 with --one-means"
_EMPTY: Final = "its label is empty"
_NO_PATH: Final = "line {}: no file is named"
_RAGGED: Final = "line {}: more cells than columns; put a name with the separator in it in quotes"
_PICTURE: Final = "a picture: this game shows films and voices"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one line of a table says; `line` is 0 where tables have none."""

    table: str
    line: int
    cells: Mapping[str, str]
    path: str
    word: str
    ragged: bool = False

    def get(self, names: tuple[str, ...]) -> str:
        return next((self.cells[name].strip() for name in names if name in self.cells), "")


@dataclass(frozen=True, slots=True)
class AnyTable:
    """A table of labels, `--as csv`. Whose clips they are, its holder has to say."""

    one_means: TruthLabel | None = None
    name: str = "csv"
    title: str = "CSV"

    def recognise(self, tree: Tree) -> bool:
        """Tell whether a table with paths and labels lies right in the folder."""
        readable, broken = _tables(tree)
        return bool(readable or broken)

    def rights(self) -> SetRights:
        """Return the rights that the clips' holder has to confirm."""
        return rights_of("csv")

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield what the tables say of each file, then the files that they do not name."""
        tables, broken = _tables(tree)
        if not tables and broken:
            raise next(iter(broken.values()))
        yield from (
            LeftOut(one_line(name), LeftOutReason.UNREADABLE, str(told)) for name, told in broken.items()
        )
        if not tables:
            yield from unnamed(tree, _NO_TABLE)
            return
        claims = Claims((entry.path, self._label(entry)) for entry in _said(tree, tables) if entry.path)
        for entry in _said(tree, tables):
            if not entry.path or not claims.again(entry.path):
                yield self._clip(tree, entry, claims)
        for path in tree.files("", *MEDIA):
            if path not in claims:
                yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, _NOT_SAID)

    def _label(self, entry: _Entry) -> TruthLabel | None:
        return label_of(entry.word, self.one_means, f"the labels in {entry.table}")

    def _clip(self, tree: Tree, entry: _Entry, claims: Claims) -> Listed | LeftOut:
        if not entry.path or entry.ragged:
            told = _RAGGED if entry.ragged else _NO_PATH
            return LeftOut(
                one_line(entry.path or entry.table), LeftOutReason.UNREADABLE, told.format(entry.line)
            )
        wrong = missing(tree, entry.path)
        if wrong is not None:
            return wrong
        if claims.conflict(entry.path):
            return LeftOut(entry.path, LeftOutReason.CONFLICT, _BOTH)
        label = self._label(entry)
        if label is None:
            told = _NO_WORD.format(one_line(entry.word)[:40]) if entry.word.strip() else _EMPTY
            return LeftOut(entry.path, LeftOutReason.NO_LABEL, told)
        if entry.path.lower().endswith(PICTURES):
            return LeftOut(entry.path, LeftOutReason.UNUSABLE, _PICTURE)
        return _listed(tree, entry, label)


def _listed(tree: Tree, entry: _Entry, label: TruthLabel) -> Listed:
    sound = entry.path.lower().endswith(SOUNDS)
    original = there(tree, slashed(entry.get(columns_of.ORIGINAL)))
    mask = there(tree, slashed(entry.get(columns_of.MASK)))
    technique = entry.get(columns_of.METHOD) if label == "manipulated" else ""
    language = entry.get(columns_of.LANGUAGE).casefold()
    pair = original if label == "manipulated" and original and tree.has(original) else None
    return Listed(
        entry.path,
        label,
        entry.get(columns_of.PERSON) or stem(original if label == "manipulated" and original else entry.path),
        pair,
        method=method_of(technique, sound=sound) if label == "manipulated" else None,
        technique=technique,
        mask=mask if mask and tree.has(mask) else None,
        language=language if _LANGUAGE.fullmatch(language) else None,
        words=entry.get(columns_of.WORDS),
        sound_only=sound,
    )


def _tables(tree: Tree) -> tuple[tuple[str, ...], Mapping[str, ContentError]]:
    """Return the tables of labels right in the folder, and those that cannot be read, with what to do.

    A text or JSON file without a column of paths and one of labels is neither.
    """
    readable, broken = [], {}
    for name in islice(sorted(tree.unsorted("", *_SUFFIXES)), 64):
        try:
            if next(_entries(tree, name), None) is not None:
                readable.append(name)
        except ContentError as error:
            if name.lower().endswith((".csv", ".tsv")):
                broken[name] = error
    return tuple(readable), broken


def _said(tree: Tree, tables: tuple[str, ...]) -> Iterator[_Entry]:
    for table in tables:
        yield from _entries(tree, table)


def _entries(tree: Tree, table: str) -> Iterator[_Entry]:
    """Yield what a table says; nothing if it has no columns of paths and labels."""
    with tree.at(table).open("rb") as stream:
        if table.lower().endswith(".json"):
            yield from _from_json(tree, entries(stream, table), table)
        else:
            yield from _from_rows(tree, bare_rows(stream, table), table)


def _from_rows(tree: Tree, rows: Iterator[Row], table: str) -> Iterator[_Entry]:
    first = next(rows, None)
    if first is None:
        return
    if trial(first.cells) is not None:
        yield from (_protocol(tree, row, table) for row in chain((first,), rows))
        return
    places = by_content(first.cells)
    if places is not None:
        yield from (_bare(tree, row, table, *places) for row in chain((first,), rows))
        return
    titles = header_of(first.cells, table)
    wanted = by_name(titles)
    if wanted is None:
        return
    for row in rows:
        cells = {title: row.cells[place] for title, place in titles.items() if place < len(row.cells)}
        path = there(tree, slashed(cells.get(wanted.path, "")))
        ragged = len(row.cells) > len(titles) and any(cell.strip() for cell in row.cells[len(titles) :])
        yield _Entry(table, row.line, cells, path, cells.get(wanted.label, ""), ragged)


def _protocol(tree: Tree, row: Row, table: str) -> _Entry:
    """Return a line as ASVspoof has them: without a header, and files without folder and suffix."""
    found = trial(row.cells)
    if found is None:
        return _Entry(table, row.line, {}, "", "")
    names = [f"{folder}{found.file}{suffix}" for folder in _FOLDERS for suffix in SOUNDS]
    path = next((name for name in names if tree.has(name)), f"{found.file}.flac")
    cells = {columns_of.PERSON[0]: found.speaker, columns_of.METHOD[0]: found.system}
    return _Entry(table, row.line, cells, path, found.label)


def _bare(tree: Tree, row: Row, table: str, path: int, label: int) -> _Entry:
    cells = row.cells + ("",) * (1 + max(path, label) - len(row.cells))
    return _Entry(table, row.line, {}, there(tree, slashed(cells[path])), cells[label])


def _from_json(tree: Tree, found: Iterator[tuple[str, object]], table: str) -> Iterator[_Entry]:
    """Yield the entries of a list of objects, or of an object by path: a label, or an object that has one."""
    for number, (key, said) in enumerate(found):
        facts = said if isinstance(said, dict) else {"label": said}
        cells = {str(name).strip().casefold(): _word(value) for name, value in facts.items()}
        wanted = by_name(cells) or by_name({columns_of.PATH[0]: "", **cells})
        named = wanted is not None and wanted.path in cells
        path = cells[wanted.path] if wanted and named else "" if key.isdecimal() else key
        word = cells.get(wanted.label, "") if wanted else ""
        if not number and not (named or slashed(path).lower().endswith(MEDIA + PICTURES)):
            return
        yield _Entry(table, 0, cells, there(tree, slashed(path)), word)


def _word(value: object) -> str:
    """Return a value as a table would have it: `True` is a word, not 1, and what is no text says nothing."""
    return str(value) if isinstance(value, str | int | float) else ""
