"""The settings as they are checked when somebody changed their file by hand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StrictInt, ValidationError, field_validator

from game.content.base import Flag, Language, Model, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping


class SettingsFile(Model):
    """`settings.yaml`, each field strictly of its kind; what is left out keeps its usual value."""

    language: Language | None = None
    text_size: float = 1.0
    theme: Literal["light_table", "high_contrast"] = "light_table"
    reduced_motion: Flag = False
    sound: Flag = False
    volume: Unit = 0.0
    captions: Flag = False
    synthetic_voices: Flag = False
    ask_why: Flag = False
    people_offered: Flag = False
    latency_ms: StrictInt = 0


@cache
def settings_model(
    languages: tuple[str, ...], text_sizes: tuple[float, ...], latest: int
) -> type[SettingsFile]:
    """Return the model of a game that offers these; `latest` is the most milliseconds of `latency_ms`."""

    class Offered(SettingsFile):
        latency_ms: Annotated[StrictInt, Field(ge=-latest, le=latest)] = 0

        @field_validator("language")
        @classmethod
        def _spoken(cls, value: str | None) -> str | None:
            if value is not None and value not in languages:
                raise ValueError(f"expected one of {', '.join(languages)}")
            return value

        @field_validator("text_size", mode="before")
        @classmethod
        def _offered(cls, value: object) -> object:
            if isinstance(value, bool) or value not in text_sizes:
                raise ValueError(f"expected one of {', '.join(map(str, text_sizes))}")
            return value

    return Offered


def given(settings: SettingsFile) -> dict[str, Any]:
    """Return the fields that the file has."""
    return settings.model_dump(exclude_unset=True)


def readable(data: Mapping[str, Any], model: type[SettingsFile]) -> dict[str, Any]:
    """Return those fields of `data` that are right by themselves."""
    kept: dict[str, Any] = {}
    for field, value in data.items():
        try:
            kept |= given(model.model_validate({field: value}))
        except ValidationError:
            continue
    return kept
