"""The report of an import: what came in and what was left out, by reason, as a page and as a table."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from game.datasets.base import LeftOutReason
from game.datasets.said import FEATURE, Sentence
from game.errors import one_line
from game.packs.licences import licence_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.datasets.base import Dataset
    from game.datasets.importing import Imported, ImportedRow
    from game.datasets.left_out import LeftOutList

MOST_ROWS: Final = 1000
"""Lines of what was left out that the page shows; the table has all."""
COLUMNS: Final = (
    "path",
    "state",
    "label",
    "method",
    "technique",
    "clip",
    "region",
    "reason",
    "detail",
    "files",
)
MEANINGS: Final[Mapping[LeftOutReason, str]] = MappingProxyType(
    {
        LeftOutReason.NOT_AGREED: "the people in it did not agree to be altered or shown",
        LeftOutReason.NO_FILE: "the labels name a file that is not there",
        LeftOutReason.NO_LABEL: "the file is there and no label says what it is",
        LeftOutReason.CONFLICT: "two labels say different things of one file",
        LeftOutReason.EMPTY: "the file has no bytes: get it again",
        LeftOutReason.CUT_SHORT: "the file ends too early or is damaged: get it again",
        LeftOutReason.WEB_PAGE: "a web page was saved as the file: download it again",
        LeftOutReason.LFS_POINTER: "the file only points to the real one: get the real file",
        LeftOutReason.PLAYLIST: "the file names other files, which are never opened",
        LeftOutReason.UNREADABLE: "the file is there and cannot be read",
        LeftOutReason.UNUSABLE: "it can be read and is no clip for this game",
        LeftOutReason.BAD_NAME: "the name cannot be written as text",
    }
)


@dataclass(frozen=True)
class ImportReport:
    """Where the two files of a report are."""

    page: Path
    table: Path

    @classmethod
    def beside(cls, out: Path) -> ImportReport:
        """Return the places of the report of the pack at `out`."""
        return cls(out.with_name(f"{out.name}.report.html"), out.with_name(f"{out.name}.report.csv"))


def write_report(out: Path, dataset: Dataset, found: Imported, left_out: LeftOutList) -> ImportReport:
    """Write the report beside the pack at `out` and return where it is."""
    report = ImportReport.beside(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with report.table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for line in _lines(found, left_out):
            writer.writerow([_safe(cell) for cell in line])
    environment = Environment(
        loader=PackageLoader("game.datasets", "templates"), autoescape=True, undefined=StrictUndefined
    )
    template = environment.get_template("import_report.html")
    template.stream(**_facts(dataset, found, left_out)).dump(str(report.page), encoding="utf-8")
    return report


def summary(dataset: Dataset, found: Imported, left_out: LeftOutList) -> Iterator[Sentence]:
    """Yield what came in, what was done to it, what was measured, and what was left out and why."""
    real, manipulated = found.taken["real"], found.taken["manipulated"]
    counted = {"real": real, "manipulated": manipulated, "regions": found.regions}
    yield Sentence("came_in", {**counted, "title": dataset.title})
    yield from found.told
    if found.leakage:
        feature, auc = max(found.leakage.items(), key=lambda one: abs(one[1] - 0.5))
        yield Sentence("nothing_tells", {FEATURE: feature, "auc": auc})
    for reason, count in left_out.by_reason.most_common():
        yield Sentence("left_out", {"reason": reason.value, "n": count})


def _lines(found: Imported, left_out: LeftOutList) -> Iterator[tuple[str, ...]]:
    for row in found.rows:
        one = row.listed
        known = (one.label, one.method or "", one.technique)
        clip = "" if row.clip is None else row.clip.id
        yield (one.path, "came in", *known, clip, _region(row), "", "", "1")
    for line in left_out:
        yield (line.path, "left out", "", "", "", "", "", line.reason, line.detail, str(line.count))


def _facts(dataset: Dataset, found: Imported, left_out: LeftOutList) -> dict[str, Any]:
    rights = dataset.rights()
    rule = licence_rule(rights.licence)
    return {
        "title": dataset.title,
        "taken": {label: found.taken[label] for label in ("real", "manipulated")},
        "listed": {label: found.listed.get(label, 0) for label in ("real", "manipulated")},
        "regions": found.regions,
        "told": tuple(map(str, found.told)),
        "licence": f"{rule.title.get('en')} ({rule.id})" if rule is not None else rights.licence,
        "evidence": rights.consent.evidence.get("en"),
        "terms": rights.read,
        "by_reason": left_out.by_reason.most_common(),
        "meanings": MEANINGS,
        "leakage": sorted(found.leakage.items(), key=lambda one: -abs(one[1] - 0.5)),
        "rows": [_cells(row) for row in found.rows],
        "left_out": left_out,
        "first_left_out": islice(left_out, MOST_ROWS),
        "more": max(0, left_out.lines - MOST_ROWS),
    }


def _cells(row: ImportedRow) -> dict[str, str]:
    one = row.listed
    return {
        "path": one_line(one.path),
        "label": one.label,
        "made": ", ".join(filter(None, (one.method, one_line(one.technique)))),
        "clip": "" if row.clip is None else row.clip.id,
        "region": _region(row),
    }


def _region(row: ImportedRow) -> str:
    if row.clip is None or not row.clip.manipulated:
        return ""
    if any(artefact.region for artefact in row.clip.artefacts):
        return f"found, quality {row.quality:.2f}"
    return row.told or "not known"


def _safe(text: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
