"""What all content models share: frozen values, no unknown fields, text in three languages."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    field_validator,
    model_validator,
)

from game.content.text import normalise_uzbek

Language = Literal["uz", "en", "ru"]
LANGUAGES: Final[tuple[Language, ...]] = ("uz", "en", "ru")

Slug = Annotated[
    StrictStr,
    Field(
        pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$",
        description="a name of at most 80 of the characters a-z 0-9 . _ -, a letter or digit first",
    ),
]
Number = StrictInt | StrictFloat
Unit = Annotated[StrictFloat, Field(ge=0, le=1)]
Flag = StrictBool


class Model(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class LocalText(Model):
    """A text in Uzbek (Latin), English and Russian; at least one is given."""

    uz: StrictStr | None = None
    en: StrictStr | None = None
    ru: StrictStr | None = None

    @field_validator("uz", mode="after")
    @classmethod
    def _one_spelling(cls, text: str | None) -> str | None:
        return text and normalise_uzbek(text)

    @model_validator(mode="after")
    def _one_at_least(self) -> LocalText:
        if not any(getattr(self, language) for language in LANGUAGES):
            raise ValueError("expected text for at least one of uz, en, ru")
        return self

    def get(self, language: str) -> str:
        """Return the text in `language`, else in English, else in whichever language there is."""
        for candidate in (language, "en", *LANGUAGES):
            text: str | None = getattr(self, candidate, None)
            if text:
                return text
        raise AssertionError("LocalText without text")  # the validator refuses this

    def missing(self) -> tuple[str, ...]:
        """Return the languages that have no text."""
        return tuple(language for language in LANGUAGES if not getattr(self, language))
