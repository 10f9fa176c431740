"""Diagnostics for the one who is called: log, health, numbers and settings, in a folder of plain files."""

from __future__ import annotations

import csv
import io
import platform
import shutil
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

from game.kiosk.counts.counted import Counted
from game.kiosk.counts.counted_answers import counts_of
from game.kiosk.settings import KioskSettings, file_text
from game.quiz import discernment
from game.resources import languages

VISITS: Final = ("period", "starts", "finishes", "left", "idle")
ANSWERED: Final = (
    *("hits", "misses", "false_alarms", "correct_rejections", "dprime", "dprime_error"),
    *("posts", "posts_right"),
)
"""The columns of the days, before and after those of the languages."""


def save(
    target: Path, stamp: str, lines: Sequence[str], store: Counted, settings: KioskSettings, log: Path
) -> Path:
    """Write everything into a new folder below `target`; return it. Raises OSError."""
    whole = target / f"chinmi-diagnostics-{stamp}"
    folder = target / f".{whole.name}.partial"
    try:
        folder.mkdir(parents=True)
        _write(folder, lines, store, settings, log)
        return folder.rename(whole)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(folder: Path, lines: Sequence[str], store: Counted, settings: KioskSettings, log: Path) -> None:
    versions = [f"python {sys.version.split()[0]}", platform.platform()]
    for name in ("pygame-ce", "av", "chinmi"):
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    (folder / "health.txt").write_text("\n".join([*versions, *lines]) + "\n", "utf-8")
    without_pin = settings.model_copy(update={"pin": None})
    (folder / "settings.yaml").write_text(file_text(without_pin), "utf-8")
    (folder / "days.csv").write_text(days_csv(store), "utf-8")
    (folder / "kinds.csv").write_text(kinds_csv(store), "utf-8")
    (folder / "clips.csv").write_text(clips_csv(store), "utf-8")
    for path in sorted(log.parent.glob(f"{log.name}*")):
        (folder / path.name).write_bytes(path.read_bytes())


def days_csv(store: Counted) -> str:
    """Return one line for each period (day, month or year): visits, languages, answers, pooled d', posts."""
    rows: list[Sequence[object]] = [(*VISITS, *languages(), *ANSWERED)]
    for period, names in store.counts().items():
        counts = counts_of(names)
        dprime: tuple[object, object] = ("", "")
        if counts.manipulated and counts.real:
            dprime = round(discernment.dprime(counts), 3), round(discernment.dprime_error(counts), 3)
        visits = [names.get(name, 0) for name in ("start", "finish", "left", "idle")]
        spoken = [names.get(f"language.{code}", 0) for code in languages()]
        calls = (counts.hits, counts.misses, counts.false_alarms, counts.correct_rejections)
        posts = (names.get("post", 0), names.get("post.right", 0))
        rows.append((period, *visits, *spoken, *calls, *dprime, *posts))
    return _csv(rows)


def kinds_csv(store: Counted) -> str:
    """Return one line for each kind of tell-tale: in how many answers it was shown, in how many found."""
    shown: dict[str, int] = {}
    found: dict[str, int] = {}
    for names in store.counts().values():
        for name, n in names.items():
            what, _, kind = name.partition(".")
            if what == "shown":
                shown[kind] = shown.get(kind, 0) + n
            elif what == "found":
                found[kind] = found.get(kind, 0) + n
    rows: list[Sequence[object]] = [("kind", "shown", "found")]
    return _csv([*rows, *((kind, n, found.get(kind, 0)) for kind, n in sorted(shown.items()))])


def clips_csv(store: Counted) -> str:
    """Return one line for each clip: how often it was answered, and how often visitors were fooled."""
    rows: list[Sequence[object]] = [("pack", "clip", "label", "answered", "fooled")]
    return _csv([*rows, *((c.pack, c.clip, c.label, c.answered, c.fooled) for c in store.clips())])


def _csv(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
