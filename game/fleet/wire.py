"""What goes over the wire: the tables of the server with their columns, and rows of them as plain values.

Nothing here tells who played: no name, no address, no host, no text that somebody typed but the owner's site
and label. An answer carries its month, never its day or hour.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Final

Value = str | int | float | bool | None | list[str] | list[int] | dict[str, list[int]]
WireRow = tuple[Value, ...]
_MONTH: Final = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
NO_MONTH: Final = "1970-01-01"
"""The month of an answer whose time cannot be read."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the server: its name, and the names and types of the columns that are sent."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def statement(self) -> str:
        """The statement that inserts a JSON array of rows and leaves those that are there already.

        It names no column to tell conflicts by: that would ask for the right to read it.
        """
        names = ", ".join(name for name, _ in self.columns)
        types = ", ".join(f"{name} {kind}" for name, kind in self.columns)
        return (
            f"INSERT INTO fleet.{self.name} ({names}) SELECT {names} "  # noqa: S608 - our own names
            f"FROM jsonb_to_recordset(%s::jsonb) AS row ({types}) ON CONFLICT DO NOTHING"
        )

    def record(self, row: WireRow) -> dict[str, Value]:
        """Return `row` with the names of its columns."""
        return {name: value for (name, _), value in zip(self.columns, row, strict=True)}


def _table(name: str, columns: str) -> Table:
    pairs = (column.split(" ") for column in columns.split(", "))
    return Table(name, tuple((column, kind) for column, kind in pairs))


DEVICES: Final = _table("devices", "device uuid, number integer, site text, label text")
HEARD: Final = _table("heard", "device uuid, version text")
SESSIONS: Final = _table(
    "sessions",
    "session uuid, month date, finished boolean, device uuid, language text, block text, form text",
)
ANSWERS: Final = _table(
    "answers",
    "session uuid, number integer, month date, device uuid, p real, difficulty real, manipulated boolean, "
    "asked boolean, language text, pack text, version text, clip text, block text, kinds text[], "
    "found text[]",
)
GAINS: Final = _table(
    "gains",
    "first uuid, checks integer, month date, device uuid, language text, block text, before integer[], "
    "after integer[]",
)
LESSONS: Final = _table(
    "lessons",
    "lesson uuid, month date, device uuid, plan text, language text, people integer, calls jsonb",
)
LESSON_CLIPS: Final = _table(
    "lesson_clips",
    "lesson uuid, number integer, device uuid, pack text, version text, clip text, manipulated boolean, "
    "kinds text[], votes integer, wrong integer",
)
KIOSK_COUNTS: Final = _table("kiosk_counts", "device uuid, period text, name text, n bigint")
KIOSK_CLIPS: Final = _table(
    "kiosk_clips",
    "device uuid, run integer, pack text, version text, clip text, manipulated boolean, answered bigint, "
    "wrong bigint",
)


def month(moment: str) -> str:
    """Return the first day of the month of `moment` (ISO 8601)."""
    return f"{moment[:7]}-01" if _MONTH.fullmatch(moment[:7]) else NO_MONTH


def name_of(device: str, text: str) -> str:
    """Return `text` where it is a UUID, else one that is made of it and of the device, always the same."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return str(uuid.uuid5(uuid.UUID(device), text))
