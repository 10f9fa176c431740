"""Reading and making `kiosk.yaml`; a kiosk without a PIN is refused."""

from __future__ import annotations

from pathlib import Path

from game import own_program
from game.content import yaml_source
from game.errors import ChinmiError, ContentError, Problem
from game.files import read_plain, write_whole
from game.kiosk.settings import KioskSettings, file_text


def read(path: Path) -> KioskSettings:
    """Return the settings in `path`. Raises ContentError with every problem; no PIN is one of them."""
    try:
        raw = read_plain(path, yaml_source.MAX_CHARACTERS)
    except FileNotFoundError as error:
        make = own_program.typed_line("kiosk", "init", "--config", path.name)
        missing = f"{path}: there is no such file; `{make}` makes one"
        raise ChinmiError(missing) from error
    except OSError as error:
        raise ChinmiError(f"{path}: the file cannot be read: {error.strerror}") from error
    settings = yaml_source.parse(yaml_source.decode(raw, path.name), path.name, KioskSettings)
    if settings.pin is None:
        asks = own_program.typed_line("kiosk", "init")
        needed = f"a kiosk needs the PIN of its staff; `{asks}` asks for one"
        raise ContentError([Problem(path.name, needed)])
    return settings


def write(path: Path, settings: KioskSettings) -> None:
    """Write `settings` to `path`, whole or not at all. Raises ChinmiError."""
    try:
        write_whole(path, file_text(settings), mode=0o600)
    except OSError as error:
        raise ChinmiError(f"{path} cannot be written: {error.strerror}") from error
