"""The licences that a pack may have, and what each lets this game do: the table `assets/licences.yaml`.

An unknown licence is refused: nobody here can say what it allows. The decisions behind the table are argued
in `docs/decisions/0023-rights-are-a-table.md`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, get_args

from game.content.models import Venue
from game.resources import read_licences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.content.rights import LicenceRule

EVERYWHERE: Final[tuple[Venue, ...]] = get_args(Venue)


@cache
def _by_small_letters() -> Mapping[str, LicenceRule]:
    return {name.lower(): rule for name, rule in read_licences().items()}


def licence_rule(name: str) -> LicenceRule | None:
    """Return the rule of a licence, or None when the table lacks it. SPDX ids count without case."""
    return _by_small_letters().get(name.lower())
