"""What all content models share: frozen values, no unknown fields, text by language."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    field_validator,
)

from game.content.text import spelt


def _two_letters(code: str) -> str:
    if not (len(code) == 2 and code.isascii() and code.islower()):
        raise ValueError("expected a language's two letters (ISO 639-1), such as uz")
    return code


Language = Annotated[StrictStr, AfterValidator(_two_letters)]
"""A language by its code in ISO 639-1; which of them the game has, `game.resources.languages` tells."""

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


class LocalText(RootModel[dict[Language, StrictStr | None]]):
    """A text by language; one at least is given."""

    model_config = ConfigDict(frozen=True)

    @field_validator("root", mode="after")
    @classmethod
    def _one_spelling(cls, texts: dict[str, str | None]) -> dict[str, str | None]:
        given = {code: spelt(code, text) for code, text in texts.items() if text}
        if not given:
            raise ValueError("expected text for at least one language, such as uz, en, ru")
        return {**given}

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))

    def get(self, language: str) -> str:
        """Return the text in `language`, else in English, else in whichever language there is."""
        for candidate in (language, "en", *self.root):
            text = self.root.get(candidate)
            if text:
                return text
        raise AssertionError("LocalText without text")  # the validator refuses this

    def texts(self) -> dict[str, str]:
        """Return the texts that there are, by language."""
        return {code: text for code, text in self.root.items() if text}

    def has(self, language: str) -> bool:
        """Tell whether there is a text in `language` itself."""
        return bool(self.root.get(language))
