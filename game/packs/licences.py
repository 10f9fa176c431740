"""The licences that a pack may have, and what each lets this game do.

Names are SPDX ids; for terms without one the table has its own `LicenseRef-` ids. An unknown licence is
refused: nobody here can say what it allows. Three decisions, argued in `docs/making-packs.md`:

- "Non-commercial" (NC) covers home and classroom. A kiosk stands in somebody's museum or fair, which may
  take an entrance fee; the game cannot know, so NC material is not for kiosks.
- "No derivatives" (ND) covers showing a clip as it is. An edit made for training is a derivative.
- Research terms cover a person's own study at home, and teaching where they name education; never handing
  the files on.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.models import Venue

EVERYWHERE: Final[tuple[Venue, ...]] = ("home", "classroom", "kiosk")
UNPAID: Final[tuple[Venue, ...]] = ("home", "classroom")
STUDY: Final[tuple[Venue, ...]] = ("home",)


@dataclass(frozen=True, slots=True)
class LicenceRule:
    """What one licence allows: where its clips may be shown, changing them, handing them on."""

    id: str
    short: str
    """A few words for a chip: `CC BY 4.0`, `Research only`."""
    path: str | None = None
    places: tuple[Venue, ...] = EVERYWHERE
    derivatives: bool = True
    redistribute: bool = True
    research: bool = False


def _creative_commons() -> Iterator[LicenceRule]:
    yield LicenceRule("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    yield LicenceRule("CC-PDDC", "Public domain", "https://creativecommons.org/publicdomain/mark/1.0/")
    for parts in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"):
        for version in ("2.0", "2.5", "3.0", "4.0"):
            yield LicenceRule(
                f"CC-{parts}-{version}",
                f"CC {parts} {version}",
                f"https://creativecommons.org/licenses/{parts.lower()}/{version}/",
                places=UNPAID if "NC" in parts else EVERYWHERE,
                derivatives="ND" not in parts,
            )


def _others() -> Iterator[LicenceRule]:
    for name in (
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "0BSD",
        "Unlicense",
        "PDDL-1.0",
        "ODC-By-1.0",
    ):
        yield LicenceRule(name, name, f"https://spdx.org/licenses/{name}.html")
    yield LicenceRule("LicenseRef-public-domain", "Public domain")
    yield LicenceRule("LicenseRef-own-recording", "Own recording", places=UNPAID, redistribute=False)
    for name, places in (
        ("LicenseRef-research-only", STUDY),
        ("LicenseRef-research-and-education", UNPAID),
        ("LicenseRef-FaceForensics", UNPAID),
        ("LicenseRef-Celeb-DF", STUDY),
        ("LicenseRef-DFDC", STUDY),
        ("LicenseRef-Adobe-Research-1.1", STUDY),
    ):
        yield LicenceRule(name, "Research only", places=places, redistribute=False, research=True)


LICENCES: Final[Mapping[str, LicenceRule]] = MappingProxyType(
    {rule.id: rule for rule in (*_creative_commons(), *_others())}
)
"""All licences that a pack may have, by id."""


def licence_rule(name: str) -> LicenceRule | None:
    """Return the rule of a licence, or None when the table lacks it. SPDX ids count without case."""
    if name in LICENCES:
        return LICENCES[name]
    folded = name.lower()
    return next((rule for known, rule in LICENCES.items() if known.lower() == folded), None)
