"""A first recipe for a folder of one's own footage: every clip as it is, and edits where they are agreed to.

The person answers in words who was filmed and what they agreed to; nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

from game import own_program
from game.content import yaml_source
from game.content.yaml_source import Data
from game.errors import ChinmiError
from game.forge import footage
from game.forge.build import file_hash
from game.forge.edits import kinds
from game.forge.source_names import free, source_ids
from game.forge.sources import opened
from game.resources import languages

_SIZE: Final = (640, 480)
_MOST_SECONDS: Final = 60
_HEAD: Final = """\
# Made by `pack new`. Mend the descriptions (what is to be seen, not whether it is real), then build:
#   {build}
# A clip without `edits` stays as it was filmed. All kinds: levels/guide/artefacts.yaml; looks: docs/forge.md.
"""


@dataclass(frozen=True)
class Answers:
    """What the person says about the footage; `may_alter`: everybody in it agreed to training edits."""

    name: str
    title: str
    evidence: str
    may_alter: bool


def starter_recipe(answers: Answers, folder: Path, out: Path) -> str:
    """Return the text of a recipe for all footage in `folder`, to be saved as `out`. Raises ChinmiError."""
    films = sorted(path for path in folder.iterdir() if path.suffix.lower() in footage.FILMS)
    if not films:
        expected = ", ".join(sorted(footage.FILMS))
        raise ChinmiError(f"{folder} holds no footage; expected files ending in {expected}")
    sources = [_source(path, folder, name) for path, name in source_ids(films).items()]
    data: dict[str, Data] = {
        "format": 1,
        "pack": _pack(answers),
        "size": list(_SIZE),
        "sources": list(sources),
        "clips": list(_clips([str(source["id"]) for source in sources], answers.may_alter)),
    }
    return _HEAD.format(build=build_line(answers.name, folder, out)) + yaml_source.dump(data)


def build_line(name: str, folder: Path, recipe: Path) -> str:
    """Return the command that builds the pack `name`, as it is typed."""
    return own_program.typed_line("pack", "build", str(recipe), "--from", str(folder), "--out", f"{name}.zip")


def _pack(answers: Answers) -> dict[str, Data]:
    title: dict[str, Data] = dict.fromkeys(languages(), answers.title)
    return {
        "format": 1,
        "name": answers.name,
        "version": "1.0.0",
        "title": title,
        "description": dict(title),
        "licenses": [{"name": "LicenseRef-own-recording", "title": "Own recording"}],
        "consent": {
            "basis": "recorded-volunteers",
            "manipulation": "self-blend-only" if answers.may_alter else "not-agreed",
            "evidence": answers.evidence,
        },
        "sources": [{"title": answers.title}],
        "display": ["home", "classroom"],
        "redistribute": False,
    }


def _source(path: Path, folder: Path, name: str) -> dict[str, Data]:
    words: dict[str, Data] = {
        "uz": "Odam kameraga gapiradi.",
        "en": "A person speaks to the camera.",
        "ru": "Человек говорит в камеру.",
    }
    return {
        "id": name,
        "path": path.relative_to(folder).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": file_hash(path),
        "person": name,
        "fps": _fps(path),
        "description": words,
    }


def _fps(path: Path) -> float:
    with opened(path) as container:
        seconds = (container.duration or 0) / 1_000_000
    if seconds > _MOST_SECONDS:
        raise ChinmiError(f"{path.name} lasts {seconds:.0f} s; cut it to at most {_MOST_SECONDS} s")
    return footage.rate(path)


def _clips(names: Sequence[str], may_alter: bool) -> Iterator[dict[str, Data]]:
    for name in names:
        yield {"id": name, "source": name}
    taken = set(names)
    easy = cycle((kind.id, kind.starter) for kind in kinds().values() if kind.starter is not None)
    for name, (kind, strength) in zip(names if may_alter else (), easy, strict=False):
        edits: list[Data] = [{"kind": kind, "strength": strength}]
        edited = free(f"{name}-b", taken)
        taken.add(edited)
        yield {"id": edited, "source": name, "edits": edits}
