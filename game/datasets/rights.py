"""The rights to each set, read from `assets/datasets.yaml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StrictStr

from game import resources
from game.content import yaml_source
from game.content.base import Flag, Model, Slug
from game.content.models import Consent, Contributor, Source
from game.datasets.base import SetRights

if TYPE_CHECKING:
    from collections.abc import Mapping


class TermsRead(Model):
    """Where the terms of a set were read, on which day, and how sure that is."""

    path: StrictStr
    date: StrictStr
    certainty: Literal["seen", "second-hand", "not-reached"]

    def __str__(self) -> str:
        """Write it as one line for the report."""
        told = {
            "seen": "the terms themselves",
            "second-hand": "somebody's words about them",
            "not-reached": "not the terms",
        }
        return f"{self.path}, read on {self.date}: {told[self.certainty]}"


class RightsRow(Model):
    """One set in `assets/datasets.yaml`."""

    id: Slug
    licence: StrictStr
    gated: Flag
    read: TermsRead
    consent: Consent
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    contributors: tuple[Contributor, ...] = ()


class RightsTable(Model):
    """`assets/datasets.yaml`."""

    datasets: tuple[RightsRow, ...]


@cache
def rights_of(name: str) -> SetRights:
    """Return the rights to the set of this name.

    What was not read in the terms themselves counts as gated: its holder has to confirm the terms.
    """
    row = _table()[name]
    return SetRights(
        row.licence,
        row.consent,
        row.sources,
        row.contributors,
        gated=row.gated or row.read.certainty != "seen",
        read=str(row.read),
    )


@cache
def _table() -> Mapping[str, RightsRow]:
    path = resources.assets() / "datasets.yaml"
    table = yaml_source.parse(path.read_text("utf-8"), str(path), RightsTable)
    return {row.id: row for row in table.datasets}
