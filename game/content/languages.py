"""What the game knows of a language besides its texts: one small file each in `assets/languages`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import StrictInt, StrictStr

from game.content import yaml_source
from game.content.base import Model


class LanguageFile(Model):
    """`assets/languages/CODE.yaml`, where CODE is the language's name in ISO 639-1."""

    place: StrictInt
    """Where it stands in the list of languages."""
    name: StrictStr
    """Its own name for itself."""
    locale: StrictStr
    """Its name in Unicode CLDR, whose rules for plurals, numbers and dates are followed."""
    day: StrictStr = "long"
    """How a day is written: a length ("long") or a pattern of CLDR."""
    sure: tuple[StrictStr, ...] = ()
    """Words of certainty, as regular expressions; texts about traces avoid them."""


def languages_from(files: Mapping[str, str]) -> Mapping[str, LanguageFile]:
    """Return the languages by code in their order, from the files' texts by name. Raises ContentError."""
    found = {
        name.removesuffix(".yaml"): yaml_source.parse(text, name, LanguageFile)
        for name, text in files.items()
    }
    return dict(sorted(found.items(), key=lambda item: item[1].place))
