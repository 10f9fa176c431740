"""The player's settings: one small YAML file, read strictly, saved whole or not at all.

A file that someone broke by hand never stops the game: it is put aside, what can be read of it is kept,
and the player is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field, StrictInt, ValidationError, field_validator

from game.content import yaml_source
from game.content.base import Flag, Language, Model, Unit
from game.errors import ContentError, StoreError
from game.files import write_whole
from game.resources import known_language

if TYPE_CHECKING:
    from pathlib import Path

TEXT_SIZES: Final = (1.0, 1.15, 1.3, 1.5)
THEMES: Final = ("light_table", "high_contrast")
MOVED: Final = "settings.moved"
"""Notice: the file was damaged and put aside."""
UNREADABLE: Final = "settings.unreadable"
"""Notice: the file could not be read (or put aside); the game plays with what it has."""

_LIMIT: Final = 64 * 1024


class Settings(Model):
    """What a player can choose. `language` is None until one was chosen on the title."""

    language: Language | None = None
    text_size: float = 1.0
    """A factor, one of `TEXT_SIZES`."""
    theme: Literal["light_table", "high_contrast"] = "light_table"
    reduced_motion: Flag = False
    sound: Flag = True
    volume: Unit = 0.8
    """0 (silent) .. 1 (as recorded)."""
    captions: Flag = True
    synthetic_voices: Flag = False
    """Whether a class also hears voices synthesised from readers whose consent does not name that."""
    people_offered: Flag = False
    """Whether the pack of real people was offered at a start; nobody is asked twice."""
    latency_ms: Annotated[StrictInt, Field(ge=-500, le=500)] = 0
    """How much later than the picture the loudspeaker is heard, milliseconds."""

    @field_validator("language")
    @classmethod
    def _spoken(cls, value: str | None) -> str | None:
        return value if value is None else known_language(value)

    @field_validator("text_size", mode="before")
    @classmethod
    def _offered(cls, value: object) -> object:
        if isinstance(value, bool) or value not in TEXT_SIZES:
            raise ValueError(f"expected one of {', '.join(map(str, TEXT_SIZES))}")
        return value


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
        return yaml_source.parse(text, path.name, Settings), None
    except ContentError:
        return _salvaged(text, path.name), _put_aside(path)


def save(path: Path, settings: Settings) -> None:
    """Write `settings` to `path`, atomically. Raises StoreError in a plain sentence."""
    try:
        write_whole(path, yaml_source.dump(settings.model_dump()))
    except OSError as error:
        raise StoreError(f"the settings cannot be written to {path} ({error.strerror})") from error


def _salvaged(text: str, name: str) -> Settings:
    """Return what can still be read: each field that is right by itself."""
    try:
        data = yaml_source.load(text, name).data
    except ContentError:
        return Settings()
    kept: dict[str, object] = {}
    for field, value in data.items() if isinstance(data, dict) else ():
        try:
            Settings.model_validate({field: value})
        except ValidationError:
            continue
        kept[field] = value
    return Settings.model_validate(kept)


def _put_aside(path: Path) -> str:
    try:
        number = 1
        while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
            number += 1
        path.rename(aside)
    except OSError:
        return UNREADABLE
    return MOVED
