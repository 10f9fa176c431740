"""`bench`: how fast the game is here, as ratios to references that are measured in the same run.

Seconds say something about a machine; ratios say something about the game. `docs/speed.md` explains each.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from game.commands import options

Measure = Callable[[Path], dict[str, Any]]


def run(args: argparse.Namespace) -> int:
    """Measure everything, or what `--only` names, and print it. Raises ChinmiError for an unknown name."""
    options.one_of(args.only, NAMES, "--only")
    from game.ui.screen import display_available

    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    if not display_available():
        os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    told: dict[str, Any] = {"machine": _machine()}
    with tempfile.TemporaryDirectory() as scratch:
        for name in NAMES if args.only is None else (args.only,):
            told[name] = _rounded(_measures()[name](Path(scratch)))
    print(json.dumps(told, indent=1) if args.json else "\n".join(_lines(told)))
    return 0


NAMES: Final = ("start", "frame", "still", "library", "forge", "memory", "attract", "repaint")


def _measures() -> Mapping[str, Measure]:
    from tools.bench import attract, forge, game, library, repaint, start

    return {
        "start": start.measure,
        "frame": game.measure_frames,
        "still": game.measure_still,
        "library": library.measure,
        "forge": forge.measure,
        "memory": start.measure_memory,
        "attract": attract.measure,
        "repaint": repaint.measure,
    }


def _machine() -> dict[str, Any]:
    """Return what the seconds depend on, and nothing that tells whose machine it is."""
    import pygame

    pygame.display.init()
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "pygame": pygame.version.ver,
        "screen": pygame.display.get_driver(),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _lines(told: Mapping[str, Any], indent: str = "") -> list[str]:
    lines: list[str] = []
    for key, value in told.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}{key}", *_lines(value, f"{indent}  ")]
        else:
            lines.append(f"{indent}{key:<20} {value}")
    return lines
