"""How much processor time another process has used, where the system tells it."""

from __future__ import annotations

import os
from pathlib import Path


def processor_seconds(pid: int | None) -> float | None:
    """Return the seconds of processor time that a running process has used; None where nobody tells."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
