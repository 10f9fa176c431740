"""The report as CSV: one figure a line, for a spreadsheet or a program. It has all rows of the page."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.fleet.figures import FigureRow, ReportFigures

COLUMNS: Final = ("table", "row", "figure", "value", "error")
CsvLine = tuple[str, str, str, object, object]


def to_csv(made: ReportFigures) -> str:
    """Return all figures (RFC 4180). Names of several groups in a row are parted by ` + `."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for table, row, figure, value, error in _lines(made):
        writer.writerow((table, _safe(row), figure, value, error))
    return out.getvalue()


def _lines(made: ReportFigures) -> Iterator[CsvLine]:
    for device in made.devices:
        alive = int(made.alive(device))
        yield "machines", f"{device.site} / {device.label}", "alive", alive, ""
        yield "machines", f"{device.site} / {device.label}", "last", device.last or "", ""
    for table, rows in made.tables:
        for row in rows:
            yield from _of_row(table, row)
    for gain in made.gains:
        name = " + ".join(name.replace("\n", " ") for name in gain.names)
        yield "gain", name, "people", gain.people, ""
        yield "gain", name, "dprime_change", round(gain.figure.value, 3), round(gain.figure.error, 3)
    for kind in made.kinds:
        yield "kinds", kind.names[0], "misled", round(kind.share, 2), round(kind.error, 2)
    for clip in made.replace:
        yield "replace", " ".join(clip.names), str(clip.reason), round(clip.share, 2), round(clip.error, 2)


def _of_row(table: str, row: FigureRow) -> Iterator[CsvLine]:
    name = " + ".join(row.names)
    for figure, n in (("people", row.people), ("sessions", row.sessions), ("answers", row.answers)):
        yield table, name, figure, n, ""
    if row.figures is not None:
        for figure, found in (("dprime", row.figures.dprime), ("criterion", row.figures.bias)):
            yield table, name, figure, round(found.value, 3), round(found.error, 3)


def _safe(text: str) -> str:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
