"""Tables of labels as people have them: by commas, semicolons, tabs, bars or spaces.

Strict and streaming: a table of any length is read row by row, what is no table is refused with what to do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Final

from game.datasets.encoding import decoded, lines, wrong

SPACES: Final = " "
"""The separator of columns that any run of spaces or tabs parts."""

_SEPARATORS: Final = ("\t", ";", "|", ",")
_QUOTED: Final = re.compile(r'"[^"]*"')
_TOLD: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
"""The line in which a spreadsheet says what parts its columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line where it ends, its cells, and which columns have which names."""

    line: int
    cells: tuple[str, ...]
    columns: Mapping[str, int] = field(default_factory=dict)

    def get(self, *names: str) -> str:
        """Return the cell of the first of these columns that the table has, without spaces around it."""
        for name in names:
            place = self.columns.get(name)
            if place is not None:
                return self.cells[place].strip() if place < len(self.cells) else ""
        return ""

    @property
    def ragged(self) -> bool:
        """Tell whether it has more cells than the table has columns."""
        return bool(self.columns) and len(self.cells) > 1 + max(self.columns.values())


def rows(stream: BinaryIO, name: str, separator: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table with a header; names of columns in small letters.

    Raises ContentError for what is no table.
    """
    found = bare_rows(stream, name, separator)
    header = next(found, None)
    if header is None:
        raise wrong(name, "the table is empty: expected a first line with the names of its columns")
    columns = header_of(header.cells, name)
    for row in found:
        yield Row(row.line, row.cells, columns)


def header_of(cells: Sequence[str], name: str) -> Mapping[str, int]:
    """Return where each column stands. Raises ContentError where two have one name.

    A column without a name is one all the same: FakeAVCeleb's last has none.
    """
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        title = cell.strip().casefold() or f"column {place + 1}"
        if title in columns:
            raise wrong(name, f"two columns are named `{title}`: expected each name once", 1)
        columns[title] = place
    return columns


def bare_rows(
    stream: BinaryIO, name: str, separator: str | None = None, *, quotes: bool = True
) -> Iterator[Row]:
    """Yield the rows of a table without a header; empty lines are none. The separator is found by itself.

    Raises ContentError for what is no table.
    """
    with decoded(stream) as opened:
        text = lines(opened, name)
        first = next((line for line in text if line.strip()), "")
        told = _TOLD.fullmatch(first.strip())
        separator = separator or (told.group(1) if told else separator_of(first))
        table = text if told else chain((first,), text)
        parted = _spaced(table) if separator == SPACES else _parted(table, name, separator, quotes)
        for number, cells in parted:
            if any(cell.strip() for cell in cells):
                yield Row(number, tuple(cells))


def separator_of(line: str) -> str:
    """Return what parts the columns of a line: what is in it most often outside quotes, else spaces."""
    outside = _QUOTED.sub("", line)
    best = max(_SEPARATORS, key=outside.count)
    if best in outside:
        return best
    return SPACES if len(line.split()) > 1 else ","


def _spaced(text: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text, 1):
        yield number, line.split()


def _parted(text: Iterator[str], name: str, separator: str, quotes: bool) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(
        text, delimiter=separator, strict=True, quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    )
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise wrong(name, f"no table by `{separator}`: {error}", reader.line_num or 1) from error
