"""The rights to each set, read from `assets/datasets.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final

from pydantic import Field, StrictStr

from game import resources
from game.content import yaml_source
from game.content.base import Model, Slug
from game.content.models import Consent, Contributor, Source
from game.content.rights import WhereRead
from game.datasets.base import SetRights

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


class OverlayRights(Model):
    """A collection of viewers' words on clips of other sets: it shows nobody, and has its own licence."""

    id: Slug
    licence: StrictStr
    read: WhereRead
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    contributors: tuple[Contributor, ...] = ()

    @property
    def where_read(self) -> str:
        """Where its terms were read, on which day, and how sure that is."""
        return _where(self.read)


class RightsTable(Model):
    """`assets/datasets.yaml`."""

    datasets: tuple[RightsRow, ...]
    overlays: tuple[OverlayRights, ...] = ()


@cache
def rights_of(name: str) -> SetRights:
    """Return the rights to the set of this name.

    Where the terms ask for an agreement, or nobody here has read them, its holder has to confirm them.
    """
    row = next(one for one in _table().datasets if one.id == name)
    terms = resources.read_licences()[row.licence]
    read = _where(row.read)
    return SetRights(
        row.licence,
        row.consent,
        row.sources,
        row.contributors,
        gated=terms.needs_agreement or row.read.certainty != "seen",
        read=read,
        where_read=row.read,
    )


def overlay_rights(name: str) -> OverlayRights:
    """Return the rights to the collection of viewers' words of this name."""
    return next(one for one in _table().overlays if one.id == name)


def _where(read: WhereRead) -> str:
    return f"{read.path}, read on {read.date}: {_READ[read.certainty]}"


@cache
def _table() -> RightsTable:
    path = resources.assets() / "datasets.yaml"
    return yaml_source.parse(path.read_text("utf-8"), str(path), RightsTable)
