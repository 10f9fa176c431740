"""The forge's speed: each kind of edit as a ratio to bare decoding and encoding of the same clip."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def measure(_scratch: Path) -> dict[str, Any]:
    """Return the ratio of each picture kind, on the footage at hand.

    That is the virtual actors' (`CHINMI_ACTORS`), and for kinds that no clip there shows, the filmed people's
    (`CHINMI_SAMPLES`).
    """
    shared = Path.cwd().parent / "shared"
    actors = Path(os.environ.get("CHINMI_ACTORS") or shared / "actors")
    people = Path(os.environ.get("CHINMI_SAMPLES") or shared / "datasets") / "grid"
    from game.forge.bench import speed_ratios

    ratios: dict[str, float] = {}
    for name, folder in (("studio", actors), ("grid", people)):
        if folder.is_dir():
            ratios |= speed_ratios(name, folder, known=ratios)
    if not ratios:
        return {"skipped": "needs footage: set CHINMI_ACTORS or CHINMI_SAMPLES to its folder"}
    return {**ratios, "worst_ratio": max(ratios.values())}
