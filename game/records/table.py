"""Rows as CSV, and figures rounded to what they can bear: what all exports have in common."""

from __future__ import annotations

import csv
import io
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a line for each row under a line of column names.

    Several words in one cell are parted by spaces, marks are `x y t` (or `t` alone) parted by semicolons;
    truth values are 1 and 0, what is unknown is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue()


def rounded(value: float | None) -> float | None:
    """Return a figure to four places; None for one that is unknown or not finite."""
    return round(value, 4) if value is not None and isfinite(value) else None


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return " ".join(value)
        return "; ".join(" ".join(f"{number:.4g}" for number in mark.values()) for mark in value)
    return value
