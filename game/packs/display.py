"""May this clip be shown here, sent there, handed on? One pure decision, and every room asks it.

The inputs are rows of the two tables (`assets/licences.yaml`, `assets/consent.yaml`) and what a person has
confirmed. All reasons against come back at once, so that whoever asks can say them in its own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from game.content.models import Venue
from game.packs.licences import EVERYWHERE, licence_rule
from game.resources import read_consent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.agreement import Agreement
    from game.content.models import Method, Pack
    from game.content.rights import BasisRule, LicenceRule, ManipulationRule

Use = Venue | Literal["phones", "passing-on"]
"""Where a clip is shown; `phones`: a still of it on a class's phones; `passing-on`: its files leave."""


class Reason(StrEnum):
    """Why something is not allowed; each has its sentence in `assets/i18n` (`rights.why.*`)."""

    UNKNOWN_LICENCE = "unknown-licence"
    NO_CONSENT = "no-consent"
    BASIS = "basis"
    """What was agreed to does not go with who the people are."""
    AGREEMENT = "agreement"
    """The terms are for those who signed them, or nobody has read them here: a person has to confirm."""
    PLACE = "place"
    STAYS = "stays"
    """The set is given on agreement: its clips stay on the machine of the one who confirmed it."""
    NOT_HANDED_ON = "not-handed-on"
    NO_CHANGES = "no-changes"
    NOT_AGREED = "not-agreed"
    """The people did not agree to what this clip's method does."""
    ON_REQUEST = "on-request"
    """Synthesis was not named: a class or a kiosk shows it where its owner switched that on."""


@dataclass(frozen=True, slots=True)
class Rights:
    """All that is known of the rights to a pack or a set; a licence that the table lacks is None."""

    licences: tuple[LicenceRule | None, ...]
    basis: BasisRule
    manipulation: ManipulationRule
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """One reason, and the position of the licence that it comes from; None: from the consent."""

    reason: Reason
    licence: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed: when nothing speaks against it."""

    against: tuple[Against, ...] = ()

    @property
    def allowed(self) -> bool:
        """Tell whether it is allowed."""
        return not self.against

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons against, each once."""
        return tuple(dict.fromkeys(one.reason for one in self.against))


def decide(use: Use, rights: Rights, method: Method | None = None, *, requested: bool = False) -> Decision:
    """Return whether a clip with these rights may be used so; every licence has to allow it.

    `method` is how the clip was made, None for one that was not altered. `requested`: the owner of the
    class's computer or of the kiosk switched on what is shown on request only.
    """
    return Decision((*_licences(use, rights, method), *_consent(use, rights, method, requested=requested)))


def _licences(use: Use, rights: Rights, method: Method | None) -> Iterator[Against]:
    for i, rule in enumerate(rights.licences):
        if rule is None:
            yield Against(Reason.UNKNOWN_LICENCE, i)
            continue
        if rule.needs_agreement and rights.agreement is None:
            yield Against(Reason.AGREEMENT, i)
        place = "classroom" if use == "phones" else use
        if not rule.places or (place in EVERYWHERE and place not in rule.places):
            yield Against(Reason.PLACE, i)
        if use in ("phones", "passing-on") and rule.needs_agreement:
            yield Against(Reason.STAYS, i)
        elif use == "passing-on" and not rule.redistribute:
            yield Against(Reason.NOT_HANDED_ON, i)
        if method is not None and not rule.derivatives:
            yield Against(Reason.NO_CHANGES, i)


def _consent(use: Use, rights: Rights, method: Method | None, *, requested: bool) -> Iterator[Against]:
    basis, manipulation = rights.basis, rights.manipulation
    if not basis.shown:
        yield Against(Reason.NO_CONSENT)
    if manipulation.bases and basis.id not in manipulation.bases:
        yield Against(Reason.BASIS)
    if method is None:
        return
    if method not in manipulation.methods:
        yield Against(Reason.NOT_AGREED)
    elif method in manipulation.on_request and use in ("classroom", "kiosk", "phones") and not requested:
        yield Against(Reason.ON_REQUEST)


def rights_of(pack: Pack) -> Rights:
    """Return the rights to a pack from its records.

    Where a source is a set whose people never agreed, nothing that the pack says of consent counts.
    """
    table = read_consent()
    refused = any(source.path and table.refusal(source.path) for source in pack.sources)
    return Rights(
        tuple(licence_rule(licence.name) for licence in pack.licenses),
        table.basis("none" if refused else pack.consent.basis),
        table.manipulation(pack.consent.manipulation),
        pack.agreement,
    )


def may(
    use: Use, pack: Pack, methods: Sequence[Method | None] = (None,), *, requested: bool = False
) -> Decision:
    """Return whether clips of `pack` made by all of these methods may be used so; its own wish counts too."""
    rights = rights_of(pack)
    against: dict[Against, None] = {}
    for method in methods:
        against |= dict.fromkeys(decide(use, rights, method, requested=requested).against)
    place = "classroom" if use == "phones" else use
    if place in EVERYWHERE and place not in pack.display:
        against[Against(Reason.PLACE)] = None
    if use == "passing-on" and not pack.redistribute:
        against[Against(Reason.NOT_HANDED_ON)] = None
    return Decision(tuple(against))
