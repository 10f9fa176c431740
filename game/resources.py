"""Where the game's own files are: beside `game/` in a checkout, inside it in an installed package.

What is read of them never changes while the game runs, and is frozen: it is read once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from game import readymade
from game.content import languages as languages_module
from game.content import light
from game.content.languages import LanguageFile, languages_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.content.checks import CheckBlock
    from game.content.guide import Guide
    from game.content.levels import Level
    from game.content.rights import ConsentTable, LicenceRule

_HERE = Path(__file__).resolve().parent


@cache
def _folder(name: str) -> Path:
    beside = _HERE.parent / name
    return beside if beside.is_dir() else _HERE / "_data" / name


def assets() -> Path:
    """Return the folder of icons, texts, sounds, recipes and embedded packs."""
    return _folder("assets")


def levels() -> Path:
    """Return the folder of the guide, the campaign and the practice levels."""
    return _folder("levels")


@cache
def languages() -> Mapping[str, LanguageFile]:
    """Return the game's languages by code, in their order. Raises ContentError."""
    paths = sorted((assets() / "languages").glob("*.yaml"))

    def make() -> Mapping[str, LanguageFile]:
        return languages_from({path.name: path.read_text("utf-8") for path in paths})

    def take(kept: Any) -> Mapping[str, LanguageFile]:
        return {code: light.made(LanguageFile, fields) for code, fields in kept.items()}

    made_of = (Path(languages_module.__file__), *paths)
    return MappingProxyType(dict(readymade.value("languages", made_of, make, take)))


def known_language(code: str) -> str:
    """Return `code`. Raises ValueError, for a model's validator, where the game has no such language."""
    if code not in languages():
        raise ValueError(f"expected one of {', '.join(languages())}")
    return code


@cache
def read_guide() -> Guide:
    """Read the guide's catalogue. Raises ContentError with every problem in it."""
    from game.content.catalogue import guide_from

    folder = levels() / "guide"
    return guide_from({path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))})


@cache
def read_levels() -> tuple[Level, ...]:
    """Read the practice levels in their order. Raises ContentError with every problem of a file."""
    from game.content import yaml_source
    from game.content.levels import Levels

    found: list[Level] = []
    for path in sorted((levels() / "practice").glob("*.yaml")):
        found += yaml_source.parse(path.read_text("utf-8"), str(path), Levels).levels
    return tuple(found)


@cache
def read_checks(guide: Guide) -> tuple[CheckBlock, ...]:
    """Read the check blocks, by file name. Raises ContentError with every problem in them."""
    from game.content.checks_reader import checks_from

    paths = sorted((levels() / "check").glob("*.yaml"))
    return checks_from({path.name: path.read_text("utf-8") for path in paths}, guide)


@cache
def read_licences() -> Mapping[str, LicenceRule]:
    """Read the table of licences, by id. Raises ContentError with every problem in it."""
    from game.content import yaml_source
    from game.content.rights import Licences

    path = assets() / "licences.yaml"
    return yaml_source.parse(path.read_text("utf-8"), str(path), Licences).by_id()


@cache
def read_consent() -> ConsentTable:
    """Read the table of what people agreed to. Raises ContentError with every problem in it."""
    from game.content import yaml_source
    from game.content.rights import ConsentTable

    path = assets() / "consent.yaml"
    return yaml_source.parse(path.read_text("utf-8"), str(path), ConsentTable)


def has_tools() -> bool:
    """Tell whether this is a checkout: it has `tools/` beside `game/`, an installed game lacks them."""
    return (Path(__file__).resolve().parents[1] / "tools" / "robots").is_dir()
