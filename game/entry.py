"""Start the game, or say how to install what it needs. Imports nothing that would have to be installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from game import own_program, stopping

ENVIRONMENT: Final = ".venv"
"""The virtual environment's folder, beside main.py."""


def start(words: Sequence[str]) -> int | str:
    """Run the command line and return its exit status, or what to do where a library is missing."""
    stopping.hasten_the_end()
    try:
        if words[:1] == [own_program.CHILD]:
            own_program.be_child(words[1:])
        from game.cli import main

        return main(words)
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "game":
            raise
        folder = Path(__file__).resolve().parent.parent
        return advice(error.name, folder, windows=os.name == "nt")


def advice(missing: str, folder: Path, *, windows: bool) -> str:
    """Return what to do where the library `missing` is not there, with the commands to type in `folder`."""
    python = environment_python(windows=windows)
    environment = folder / ENVIRONMENT
    if (environment / "pyvenv.cfg").exists() and Path(sys.prefix).resolve() != environment.resolve():
        return f"This Python lacks what the game needs ({missing}). Start the game with: {python} main.py"
    lines = commands(windows=windows)
    how = "Type in the folder of main.py, with the internet on for this once:"
    return "\n    ".join((f"What the game needs is not installed here yet ({missing}). {how}", *lines))


def commands(*, windows: bool) -> tuple[str, ...]:
    """Return the README's commands that install and play, one line of a terminal each."""
    python = environment_python(windows=windows)
    maker = "py" if windows else "python3"
    steps = (f"{maker} -m venv {ENVIRONMENT}", f"{python} -m pip install .", f"{python} main.py")
    return steps if windows else (" && ".join(steps),)


def environment_python(*, windows: bool) -> str:
    """Return the Python of the virtual environment, as it is typed in the game's folder."""
    if windows:
        return str(PureWindowsPath(ENVIRONMENT, "Scripts", "python"))
    return str(PurePosixPath(ENVIRONMENT, "bin", "python"))
