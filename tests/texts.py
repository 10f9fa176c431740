"""Every text that players, teachers and visitors read, with the place where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from game.resources import languages

ROOT = Path(__file__).resolve().parent.parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader in C where there is one: a pack's clips are a long file."""
FILES = (
    *sorted((ROOT / "levels").rglob("*.yaml")),
    *sorted((ROOT / "assets" / "recipes").glob("*.yaml")),
    *sorted((ROOT / "assets" / "packs").rglob("*.yaml")),
    *(ROOT / "assets" / name for name in ("consent.yaml", "datasets.yaml", "licences.yaml")),
    ROOT / "assets" / "web" / "texts.json",
)
"""Files whose texts stand side by side, under the names of their languages."""


@dataclass(frozen=True)
class Text:
    """One text in one language."""

    place: str
    language: str
    words: str

    def __str__(self) -> str:
        return f"{self.place} ({self.language}): {self.words}"


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - both loaders are safe


def inside(value: Any, place: str) -> Iterator[Text]:
    """Yield the texts in `value`: strings under the name of a language."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in languages() and isinstance(part, str):
                yield Text(place, key, part)
            else:
                yield from inside(part, f"{place}.{key}")
    elif isinstance(value, list):
        for n, part in enumerate(value):
            name = part.get("id", n) if isinstance(part, dict) else n
            yield from inside(part, f"{place}[{name}]")


def of_screens(language: str) -> Iterator[Text]:
    """Yield the texts of the screens, each plural form by itself."""
    path = ROOT / "assets" / "i18n" / f"{language}.yaml"
    for key, entry in _yaml(path).items():
        forms = entry.values() if isinstance(entry, dict) else (entry,)
        yield from (Text(f"{path.name}: {key}", language, form) for form in forms)


@cache
def all_texts() -> tuple[Text, ...]:
    """Return every text once, although a description comes with each clip of a pack."""
    found = [text for language in languages() for text in of_screens(language)]
    for path in FILES:
        data = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else _yaml(path)
        found += inside(data, f"{path.relative_to(ROOT).as_posix()}: ")
    return tuple({(text.language, text.words): text for text in reversed(found)}.values())
