"""The tables of rights: what licences and terms allow, and what people agreed to (`assets/*.yaml`).

A row says where it was read and how sure that is. What nobody here has read is never allowed by itself: then
a person has to confirm the terms in words, see `Agreement`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Literal, get_args

from pydantic import Field, StrictStr, model_validator

from game.content.agreement import Date
from game.content.base import Flag, LocalText, Model, Slug
from game.content.models import ConsentBasis, LocalOrPlainText, Manipulation, Method, Venue

if TYPE_CHECKING:
    from pydantic import JsonValue

Certainty = Literal["seen", "second-hand", "not-reached"]
"""Whether the terms themselves were read, somebody's words about them, or neither."""
Duty = Literal["attribution", "licence-link", "changes", "share-alike", "notice"]
"""What has to stand beside a clip or go along with its files."""

_VERSION: Final = "{version}"


class WhereRead(Model):
    """Where the terms were read, on which day, and how sure that is."""

    path: StrictStr
    date: Date
    certainty: Certainty


class LicenceRule(Model):
    """What one licence or one set's terms allow."""

    id: StrictStr
    short: LocalOrPlainText
    """A few words for a chip: `CC BY 4.0`, `Research only`."""
    title: LocalOrPlainText
    """Its name in full."""
    path: StrictStr | None = None
    """Where players find its text."""
    places: tuple[Venue, ...]
    """Where clips may be shown; empty: nowhere, whatever else is agreed."""
    derivatives: Flag
    redistribute: Flag
    """Whether the files may be handed on."""
    show: tuple[Duty, ...] = ()
    research: Flag = False
    """Whether the terms limit who may watch: then the library asks an adult first."""
    gated: Flag = False
    """Whether the publishers give the files only to those who sign an agreement."""
    read: WhereRead

    @property
    def needs_agreement(self) -> bool:
        """Tell whether a person has to confirm the terms: they signed them, or nobody here has read them."""
        return self.gated or self.read.certainty != "seen"

    @property
    def stays(self) -> bool:
        """Tell whether its clips stay on the machine where the agreement was confirmed."""
        return self.needs_agreement

    @model_validator(mode="after")
    def _narrow_enough(self) -> LicenceRule:
        if self.needs_agreement and (self.redistribute or "kiosk" in self.places):
            raise ValueError(
                "expected terms that somebody has to confirm to stay off kiosks and on one machine"
            )
        if self.places and self.places != tuple(place for place in get_args(Venue) if place in self.places):
            raise ValueError("expected the places in their order: home, classroom, kiosk")
        return self


class LicenceRow(LicenceRule):
    """One row of the table; with `versions` it stands for several licences, one per `{version}`."""

    versions: tuple[StrictStr, ...] = ()
    also: tuple[StrictStr, ...] = ()
    """Older ids of the same terms."""

    def rules(self) -> Iterator[LicenceRule]:
        """Yield the licences that this row stands for."""
        plain = self.model_dump(mode="json", exclude={"versions", "also"}, exclude_none=True)
        for version in self.versions:
            yield LicenceRule.model_validate(_filled(plain, version))
        if not self.versions:
            yield from (LicenceRule.model_validate({**plain, "id": name}) for name in (self.id, *self.also))


def _filled(value: JsonValue, version: str) -> JsonValue:
    if isinstance(value, str):
        return value.replace(_VERSION, version)
    if isinstance(value, dict):
        return {key: _filled(inner, version) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, version) for inner in value]
    return value


class Licences(Model):
    """`assets/licences.yaml`."""

    licences: Annotated[tuple[LicenceRow, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Licences:
        names = [rule.id.lower() for row in self.licences for rule in row.rules()]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"expected each licence once, found {', '.join(twice)} again (case is ignored)")
        return self

    def by_id(self) -> Mapping[str, LicenceRule]:
        """Return all licences by id, in the order of the file."""
        return MappingProxyType({rule.id: rule for row in self.licences for rule in row.rules()})


class BasisRule(Model):
    """Who is in the clips, and whether they may be shown at all."""

    id: ConsentBasis
    name: LocalText
    meaning: LocalText
    shown: Flag
    asks: Flag = False
    """Whether the library asks an adult before such a pack is switched on."""


class ManipulationRule(Model):
    """What the people agreed to have done with their face and voice."""

    id: Manipulation
    name: LocalText
    meaning: LocalText
    in_brief: LocalText | None = None
    """What stands below a clip that is shown on request."""
    methods: tuple[Method, ...]
    """The methods of manipulated clips that this covers."""
    on_request: tuple[Method, ...] = ()
    """Of these, the ones that a class or a kiosk shows only where its owner switched that on."""
    bases: tuple[ConsentBasis, ...] = ()
    """The bases that it goes with; empty: any."""


class RefusedSet(Model):
    """A published set whose people never agreed: it is refused whatever a pack says of their consent."""

    id: Slug
    title: StrictStr
    addresses: tuple[StrictStr, ...] = ()
    """Parts of the addresses where it is found, in small letters."""
    reason: LocalText
    read: WhereRead


class ConsentTable(Model):
    """`assets/consent.yaml`."""

    bases: tuple[BasisRule, ...]
    manipulations: tuple[ManipulationRule, ...]
    refused: tuple[RefusedSet, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> ConsentTable:
        _all_of("bases", [row.id for row in self.bases], get_args(ConsentBasis))
        _all_of("manipulations", [row.id for row in self.manipulations], get_args(Manipulation))
        for row in self.manipulations:
            if not set(row.on_request) <= set(row.methods):
                raise ValueError(f"{row.id}: expected `on_request` to name some of its `methods`")
            if row.on_request and row.in_brief is None:
                raise ValueError(f"{row.id}: expected `in_brief`, the line below a clip shown on request")
        return self

    def basis(self, name: ConsentBasis) -> BasisRule:
        """Return the row of a basis."""
        return next(row for row in self.bases if row.id == name)

    def manipulation(self, name: Manipulation) -> ManipulationRule:
        """Return the row of what was agreed to."""
        return next(row for row in self.manipulations if row.id == name)

    def refusal(self, address: str) -> RefusedSet | None:
        """Return the set at `address` if its people never agreed."""
        folded = address.lower()
        return next((row for row in self.refused if any(part in folded for part in row.addresses)), None)


def _all_of(what: str, given: Sequence[str], known: Sequence[str]) -> None:
    if list(given) != list(known):
        raise ValueError(f"expected the {what} {', '.join(known)}, each once and in this order")
