"""What the game knows of a language besides its texts: one small file each in `assets/languages`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from game.content import light


class LanguageFile(NamedTuple):
    """`assets/languages/CODE.yaml`, where CODE is the language's name in ISO 639-1."""

    place: int
    """Where it stands in the list of languages."""
    name: str
    """Its own name for itself."""
    locale: str
    """Its name in Unicode CLDR, whose rules for plurals, numbers and dates are followed."""
    day: str = "long"
    """How a day is written: a length ("long") or a pattern of CLDR."""
    sure: tuple[str, ...] = ()
    """Words of certainty, as regular expressions; texts about traces avoid them."""


def languages_from(files: Mapping[str, str]) -> Mapping[str, LanguageFile]:
    """Return the languages by code in their order, from the files' texts by name. Raises ContentError."""
    found = {
        name.removesuffix(".yaml"): light.parse(text, name, LanguageFile) for name, text in files.items()
    }
    return dict(sorted(found.items(), key=lambda item: item[1].place))
