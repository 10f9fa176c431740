"""The rights to each set, read from `assets/datasets.yaml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field, StrictStr

from game import resources
from game.content import yaml_source
from game.content.base import Model, Slug
from game.content.models import Consent, Contributor, Source
from game.content.rights import WhereRead
from game.datasets.base import SetRights

if TYPE_CHECKING:
    from collections.abc import Mapping


_READ: Final = {
    "seen": "the terms themselves",
    "second-hand": "somebody's words about them",
    "not-reached": "not the terms",
}


class RightsRow(Model):
    """One set in `assets/datasets.yaml`."""

    id: Slug
    licence: StrictStr
    read: WhereRead
    consent: Consent
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    contributors: tuple[Contributor, ...] = ()


class RightsTable(Model):
    """`assets/datasets.yaml`."""

    datasets: tuple[RightsRow, ...]


@cache
def rights_of(name: str) -> SetRights:
    """Return the rights to the set of this name.

    Where the terms ask for an agreement, or nobody here has read them, its holder has to confirm them.
    """
    row = _table()[name]
    terms = resources.read_licences()[row.licence]
    read = f"{row.read.path}, read on {row.read.date}: {_READ[row.read.certainty]}"
    return SetRights(
        row.licence,
        row.consent,
        row.sources,
        row.contributors,
        gated=terms.needs_agreement or row.read.certainty != "seen",
        read=read,
    )


@cache
def _table() -> Mapping[str, RightsRow]:
    path = resources.assets() / "datasets.yaml"
    table = yaml_source.parse(path.read_text("utf-8"), str(path), RightsTable)
    return {row.id: row for row in table.datasets}
