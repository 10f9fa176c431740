"""Opens a folder in the system's own window, where a teacher prints or copies what is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from game import own_program


def folder_command(folder: Path, platform: str) -> tuple[str, ...]:
    """Return the command that shows `folder`; empty for Windows, which opens it itself."""
    if platform == "win32":
        return ()
    return ("open" if platform == "darwin" else "xdg-open", str(folder))


def open_folder(folder: Path, start: Callable[[tuple[str, ...]], object] | None = None) -> bool:
    """Show `folder`; tell whether the system was asked. `start` stands in for a new process."""
    command = folder_command(folder, sys.platform)
    try:
        if command:
            (start or _start)(command)
        else:
            os.startfile(folder)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606
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
