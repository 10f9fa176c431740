"""The forge's speed: each kind of edit as a ratio to bare decoding and encoding of the same clip."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def measure(_scratch: Path) -> dict[str, Any]:
    """Return the ratio of each picture kind, on the virtual actors' footage (`CHINMI_ACTORS`)."""
    folder = Path(os.environ.get("CHINMI_ACTORS") or Path.cwd().parent / "shared" / "actors")
    if not folder.is_dir():
        return {"skipped": "needs the virtual actors' footage: set CHINMI_ACTORS to its folder"}
    from game.forge.bench import speed_ratios

    ratios = dict(speed_ratios("studio", folder))
    return {**ratios, "worst_ratio": max(ratios.values())}
