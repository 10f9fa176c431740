"""The player's settings: one small YAML file, read strictly, saved whole or not at all.

A file that someone broke by hand never stops the game: it is put aside, what can be read of it is kept,
and the player is told. What the game wrote itself is read line by line; only a file that was changed by hand
takes the strict reader, which has to be loaded first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from game.errors import ContentError, StoreError
from game.files import write_whole
from game.resources import languages

if TYPE_CHECKING:
    from pathlib import Path

TEXT_SIZES: Final = (1.0, 1.15, 1.3, 1.5)
THEMES: Final = ("light_table", "high_contrast")
MOVED: Final = "settings.moved"
"""Notice: the file was damaged and put aside."""
UNREADABLE: Final = "settings.unreadable"
"""Notice: the file could not be read (or put aside); the game plays with what it has."""
LATEST: Final = 500
"""Milliseconds that a loudspeaker may be late, or early."""

_LIMIT: Final = 64 * 1024
_DECIMAL: Final = re.compile(r"[0-9]\.[0-9]{1,17}", re.ASCII)
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,2}", re.ASCII)
_FLAGS: Final = {"true": True, "false": False}


class Settings(NamedTuple):
    """What a player can choose. `language` is None until one was chosen on the title."""

    language: str | None = None
    text_size: float = 1.0
    """A factor, one of `TEXT_SIZES`."""
    theme: Literal["light_table", "high_contrast"] = "light_table"
    reduced_motion: bool = False
    sound: bool = True
    volume: float = 0.8
    """0 (silent) .. 1 (as recorded)."""
    captions: bool = True
    synthetic_voices: bool = False
    """Whether a class also hears voices synthesised from readers whose consent does not name that."""
    ask_why: bool = False
    """Whether the player is asked for a sentence between a judgement and its truth."""
    people_offered: bool = False
    """Whether the pack of real people was offered at a start; nobody is asked twice."""
    latency_ms: int = 0
    """How much later than the picture the loudspeaker is heard, milliseconds."""

    def changed(self, **changes: Any) -> Settings:
        """Return the settings with some of them changed."""
        return self._replace(**changes)


def load(path: Path) -> tuple[Settings, str | None]:
    """Return the settings in `path` (defaults where there is no file) and the key of a notice, or None."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LIMIT + 1)
    except FileNotFoundError:
        return Settings(), None
    except OSError:
        return Settings(), UNREADABLE
    except UnicodeDecodeError:
        return Settings(), _put_aside(path)
    try:
        if len(text) > _LIMIT:
            return Settings(), _put_aside(path)
        return _as_written(text) or _read(text, path.name), None
    except ContentError:
        return _salvaged(text, path.name), _put_aside(path)


def save(path: Path, settings: Settings) -> None:
    """Write `settings` to `path`, atomically. Raises StoreError in a plain sentence."""
    from game.content.yaml_writer import dump

    try:
        write_whole(path, dump(settings._asdict()))
    except OSError as error:
        raise StoreError(f"the settings cannot be written to {path} ({error.strerror})") from error


def _as_written(text: str) -> Settings | None:
    """Return the settings in a file as the game writes it; None where the strict reader has to judge."""
    found: dict[str, object] = {}
    for line in text.splitlines():
        name, colon, word = line.partition(": ")
        value = _value(name, word)
        if not colon or name in found or (value is None and (name, word) != ("language", "null")):
            return None
        found[name] = value
    return Settings(**found) if found else None  # type: ignore[arg-type]  # each value is of its field


def _value(name: str, word: str) -> object:
    """Return what `word` means as the setting `name`; None where that is not plain to see."""
    if name == "language":
        return word if word in languages() else None
    if name == "theme":
        return word if word in THEMES else None
    if name in ("text_size", "volume"):
        number = float(word) if _DECIMAL.fullmatch(word) else -1.0
        good = number in TEXT_SIZES if name == "text_size" else 0 <= number <= 1
        return number if good else None
    if name == "latency_ms":
        return int(word) if _WHOLE.fullmatch(word) and abs(int(word)) <= LATEST else None
    return _FLAGS.get(word) if name in Settings._fields else None


def _read(text: str, name: str) -> Settings:
    """Read a file that somebody may have changed. Raises ContentError."""
    from game.content import yaml_source
    from game.content.settings_file import given, settings_model

    model = settings_model(tuple(languages()), TEXT_SIZES, LATEST)
    return Settings(**given(yaml_source.parse(text, name, model)))


def _salvaged(text: str, name: str) -> Settings:
    """Return what can still be read: each field that is right by itself."""
    from game.content import yaml_source
    from game.content.settings_file import readable, settings_model

    try:
        data = yaml_source.load(text, name).data
    except ContentError:
        return Settings()
    model = settings_model(tuple(languages()), TEXT_SIZES, LATEST)
    return Settings(**readable(data, model)) if isinstance(data, dict) else Settings()


def _put_aside(path: Path) -> str:
    try:
        number = 1
        while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
            number += 1
        path.rename(aside)
    except OSError:
        return UNREADABLE
    return MOVED
