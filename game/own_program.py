"""This program seen from outside: a checkout or a bundle, where it lies, how a child process of it starts.

A bundle (`tools/bundle`) is the game with its own Python in one folder. There `sys.executable` is the game
itself, which knows no `-m`: it starts a module as a child when it is told `--child MODULE`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from game.errors import printable

CHILD: Final = "--child"
"""The first word with which a bundle starts a module instead of its command line."""
CHILDREN: Final = ("game.kiosk",)
"""What may follow it."""
PORTABLE: Final = "portable"
"""A file of this name beside the program keeps all data there."""
DATA: Final = "data"
COMMAND: Final = "chinmi-game"
"""The program of a bundle, as it is typed."""


def bundled() -> bool:
    """Tell whether this is a bundle, with its own Python inside."""
    return bool(getattr(sys, "frozen", False))


def typed() -> tuple[str, ...]:
    """Return what a person types to start the game, before its commands."""
    return (COMMAND,) if bundled() else ("python", "main.py")


def typed_line(*words: str) -> str:
    """Return a command of the game as it is typed on this system."""
    import shlex
    import subprocess

    line = (*typed(), *words)
    return printable(subprocess.list2cmdline(line) if os.name == "nt" else shlex.join(line))


def child_command(module: str) -> list[str]:
    """Return the command that runs `module` in a process of its own, as `python -m` does."""
    return [sys.executable, CHILD if bundled() else "-m", module]


def be_child(words: Sequence[str]) -> None:
    """Run the module that `child_command` named; `words` follow `CHILD`. Raises SystemExit."""
    module = words[0] if words else ""
    if module not in CHILDREN:
        raise SystemExit(f"{CHILD} {module}: expected one of {', '.join(CHILDREN)}")
    import runpy

    sys.argv[1:] = words[1:]
    runpy.run_module(module, run_name="__main__")


def folder() -> Path | None:
    """Return the folder in which a person sees the program; None where it is installed among libraries."""
    if bundled():
        return beside(Path(sys.executable))
    root = Path(__file__).resolve().parents[1]
    return root if (root / "main.py").is_file() else None


def beside(program: Path) -> Path:
    """Return the folder that holds `program`; of a Mac's application the one that holds `Chinmi.app`."""
    for above in program.parents:
        if above.suffix == ".app":
            return above.parent
    return program.parent


def portable_data() -> Path | None:
    """Return the data folder beside the program where a file `portable` asks for it, or None."""
    place = folder()
    return place / DATA if place is not None and (place / PORTABLE).is_file() else None


def outside_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment for a program that is not ours, without the way to a bundle's libraries."""
    mended = dict(environment)
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = mended.pop(f"{name}_ORIG", None)
        if bundled():
            mended.pop(name, None)
        if before is not None:
            mended[name] = before
    return mended
