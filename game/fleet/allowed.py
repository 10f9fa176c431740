"""What may leave a machine: names that come with the game, and packs that the owner named when joining.

A pack that somebody made of their own footage may carry names of people in its own name and in those of its
clips; a lesson plan of a teacher's own may be called after a class. Neither is sent.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game import resources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from game.fleet.local import Joined

OWN: Final = "own"
"""Stands for a plan that a teacher put together."""
UNKNOWN: Final = "0.0.0"
"""Stands for the version of a pack that is not installed any more."""
LIBRARY: Final = "library.db"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Names that may be sent, and the versions of the packs that are installed."""

    packs: frozenset[str]
    plans: frozenset[str]
    blocks: frozenset[str]
    kinds: frozenset[str]
    languages: frozenset[str]
    versions: dict[str, str]

    @classmethod
    def here(cls, data_dir: Path, joined: Joined) -> Allowed:
        """Return what may leave this machine. Raises ContentError where the game's own files are damaged."""
        assets, guide = resources.assets(), resources.read_guide()
        made = {path.name.removesuffix(".yaml") for path in (assets / "recipes").glob("*.yaml")} - {"texts"}
        come_along = {path.parent.name for path in (assets / "packs").glob("*/pack.yaml")}
        plans = {path.stem for path in (resources.levels() / "workshops").glob("*.yaml")}
        return cls(
            packs=frozenset({*made, *come_along, *joined.packs}),
            plans=frozenset(plans),
            blocks=frozenset(block.id for block in resources.read_checks(guide)),
            kinds=frozenset(guide.kinds),
            languages=frozenset(resources.languages()),
            versions=installed_versions(data_dir),
        )

    def version(self, pack: str) -> str:
        """Return the installed version of `pack`."""
        return self.versions.get(pack, UNKNOWN)

    def plan(self, plan: str) -> str:
        """Return the name under which a lesson plan is sent."""
        return plan if plan in self.plans else OWN

    def block(self, block: str | None) -> str | None:
        """Return the name of a check where it is one of the game's."""
        return block if block in self.blocks else None

    def language(self, code: str | None) -> str:
        """Return `code` where it is one of the game's."""
        return code if code in self.languages and code else ""

    def known_kinds(self, kinds: Iterable[str]) -> list[str]:
        """Return those of `kinds` that are in the guide."""
        return [kind for kind in kinds if kind in self.kinds]


def installed_versions(data_dir: Path) -> dict[str, str]:
    """Return the version of each installed pack, read beside a game that may be running; {} without any."""
    path = data_dir / LIBRARY
    if not path.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT name, record FROM packs").fetchall()
            return {str(name): str(json.loads(record)["version"]) for name, record in rows}
    except (sqlite3.Error, ValueError, KeyError):
        return {}
