"""The settings as they are checked when somebody changed their file by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StrictInt, ValidationError, field_validator

from game.content.base import Flag, Language, Model, Unit
from game.resources import known_language
from game.settings import LATEST, TEXT_SIZES, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

_USUAL = Settings()


class SettingsFile(Model):
    """`settings.yaml`: the fields of `Settings`, each strictly of its kind."""

    language: Language | None = _USUAL.language
    text_size: float = _USUAL.text_size
    theme: Literal["light_table", "high_contrast"] = _USUAL.theme
    reduced_motion: Flag = _USUAL.reduced_motion
    sound: Flag = _USUAL.sound
    volume: Unit = _USUAL.volume
    captions: Flag = _USUAL.captions
    synthetic_voices: Flag = _USUAL.synthetic_voices
    people_offered: Flag = _USUAL.people_offered
    latency_ms: Annotated[StrictInt, Field(ge=-LATEST, le=LATEST)] = _USUAL.latency_ms

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


def readable(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields of `data` that are right by themselves."""
    kept: dict[str, Any] = {}
    for field, value in data.items():
        try:
            checked = SettingsFile.model_validate({field: value})
        except ValidationError:
            continue
        kept[field] = getattr(checked, field)
    return kept
