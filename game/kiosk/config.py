"""Reading and making `kiosk.yaml`; a kiosk without a PIN is refused."""

from __future__ import annotations

import os
from pathlib import Path

from game.content import yaml_source
from game.errors import ChinmiError, ContentError, Problem
from game.kiosk.settings import KioskSettings, file_text


def read(path: Path) -> KioskSettings:
    """Return the settings in `path`. Raises ContentError with every problem; no PIN is one of them."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        missing = f"{path}: there is no such file; `python main.py kiosk init --config {path.name}` makes one"
        raise ChinmiError(missing) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ChinmiError(f"{path}: the file cannot be read: {error}") from error
    settings = yaml_source.parse(text, path.name, KioskSettings)
    if settings.pin is None:
        needed = "a kiosk needs the PIN of its staff; `python main.py kiosk init` asks for one"
        raise ContentError([Problem(path.name, needed)])
    return settings


def write(path: Path, settings: KioskSettings) -> None:
    """Write `settings` to `path`, whole or not at all. Raises ChinmiError."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("w", encoding="utf-8", newline="\n") as file:
                file.write(file_text(settings))
                file.flush()
                os.fsync(file.fileno())
            partial.chmod(0o600)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise ChinmiError(f"{path} cannot be written: {error.strerror}") from error
