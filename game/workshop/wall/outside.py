"""Opens a folder or a page in the system's own programs, where a teacher prints, copies or presses keys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from game import own_program


def open_command(what: Path | str, platform: str) -> tuple[str, ...]:
    """Return the command that shows a folder or an address; empty for Windows, which opens it itself."""
    if platform == "win32":
        return ()
    return ("open" if platform == "darwin" else "xdg-open", str(what))


def open_outside(what: Path | str, start: Callable[[tuple[str, ...]], object] | None = None) -> bool:
    """Show a folder or an address; tell whether the system was asked. `start` stands in for a new process."""
    command = open_command(what, sys.platform)
    try:
        if command:
            (start or _start)(command)
        else:
            os.startfile(what)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606
    except OSError:
        return False
    return True


def _start(command: tuple[str, ...]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603 - the system's own program
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
        env=own_program.outside_environment(),
    )
