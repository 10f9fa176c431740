"""What is wrong with the rights of a pack, in words for the one who makes it, and the pack's rights in brief.

People in these clips are real, or could be taken for it. So a pack says under which licence it is shown and
what its people agreed to; where the two do not carry what the pack does, it is refused with the reason. The
decision itself is `game.packs.display`; here each reason gets its place in the files and its sentence. The
rules look at records only - whether they are true is for the one who signs the pack.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol

from game.content.wording import did_you_mean, either
from game.errors import PackError, Problem
from game.packs.display import Reason, decide, may, rights_of
from game.packs.licences import licence_rule
from game.resources import read_consent, read_licences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from game.content.models import Method, Pack, Venue
    from game.content.places import Path as FieldPath
    from game.content.rights import LicenceRule
    from game.packs.display import Against, Rights

__all__ = [
    "ClipRights",
    "ConsentLevel",
    "RightsBadge",
    "RightsGap",
    "badge",
    "consent_level",
    "findings",
    "refuse_zip",
]

ConsentLevel = Literal["altering", "filming", "not-named", "no-faces", "ask"]
"""What the library's chip says: agreed to altering, to filming; synthesis not named, no faces, ask first."""


class ClipRights(Protocol):
    """What the rights ask of a clip, made or planned."""

    @property
    def method(self) -> Method | None:
        """How it was altered; None for one that was not."""


@dataclass(frozen=True, slots=True)
class RightsGap:
    """One thing that the rights do not carry; `clip` is the position of the clip, None for `pack.yaml`."""

    path: FieldPath
    message: str
    clip: int | None = None


@dataclass(frozen=True, slots=True)
class RightsBadge:
    """A pack's rights in a few words, for lists."""

    licence: str
    consent: ConsentLevel
    places: tuple[Venue, ...]
    research: bool
    stays: bool
    """It is not handed on: its set is given on agreement."""


def findings(pack: Pack, clips: Sequence[ClipRights]) -> Iterator[RightsGap]:
    """Yield what the rights do not carry of what the pack does and says of itself, with its path."""
    rights = rights_of(pack)
    yield from _pack(pack, rights)
    yield from _uses(pack, rights)
    yield from _edits(pack, rights, clips)


def refuse_zip(pack: Pack, path: Path) -> None:
    """Raise PackError where `pack`, which `path` holds as one file to carry away, stays on one machine."""
    if Reason.STAYS in may("passing-on", pack).reasons:
        told = "terms on agreement keep a pack on the machine where they were confirmed; expected a folder"
        raise PackError([Problem(str(path), f"{told}, not a .zip")])


def consent_level(pack: Pack) -> ConsentLevel:
    """Return how far the people in the pack agreed. Research terms always ask first."""
    rights = rights_of(pack)
    if rights.basis.asks or any(rule is not None and rule.research for rule in rights.licences):
        return "ask"
    if pack.consent.basis == "virtual":
        return "no-faces"
    if pack.consent.manipulation == "not-named":
        return "not-named"
    return "altering" if pack.consent.manipulation == "agreed" else "filming"


def badge(pack: Pack, language: str = "en") -> RightsBadge:
    """Return licence, consent and places of a pack in a few words of `language`."""
    rules = _rules(pack)
    licence = " + ".join(dict.fromkeys(rule.short.get(language) for rule in rules)) or pack.licenses[0].name
    return RightsBadge(
        licence,
        consent_level(pack),
        pack.display,
        any(rule.research for rule in rules),
        any(rule.needs_agreement for rule in rules),
    )


def _rules(pack: Pack) -> list[LicenceRule]:
    """Return the rules of all licences of a pack that are known; each of them has to be kept."""
    return [rule for licence in pack.licenses if (rule := licence_rule(licence.name)) is not None]


def _pack(pack: Pack, rights: Rights) -> Iterator[RightsGap]:
    """Yield what is wrong with the pack itself, wherever it is shown."""
    for one in decide("home", rights).against:
        if one.reason is not Reason.PLACE:
            yield _gap(pack, rights, one)
    if not pack.consent.evidence.get("en").strip():
        told = "expected how we know of the consent: a form, a text or an address"
        yield RightsGap(("consent", "evidence"), told)


def _uses(pack: Pack, rights: Rights) -> Iterator[RightsGap]:
    """Yield where the pack wants to be shown, or handed on, and one of its licences does not carry that."""
    for rule in rights.licences:
        if rule is None:
            continue
        alone = replace(rights, licences=(rule,))
        if pack.redistribute and {Reason.STAYS, Reason.NOT_HANDED_ON} & {
            *decide("passing-on", alone).reasons
        }:
            told = f"expected false: {rule.id} does not let the files be handed on"
            yield RightsGap(("redistribute",), told)
        for j, place in enumerate(pack.display):
            if Reason.PLACE in decide(place, alone).reasons:
                covers = f"it covers {either(rule.places)}" if rule.places else "it covers no place"
                yield RightsGap(("display", j), f"{rule.id} does not cover the {place}; {covers}")


def _edits(pack: Pack, rights: Rights, clips: Sequence[ClipRights]) -> Iterator[RightsGap]:
    """Yield what the manipulated clips need and the rights do not carry, once for each reason and clip."""
    untouched = {*decide("home", rights).against}
    told: set[Against] = set()
    for i, clip in enumerate(clips):
        if clip.method is None:
            continue
        for one in decide("home", rights, clip.method, requested=True).against:
            of_all = one.reason is Reason.NO_CHANGES or pack.consent.manipulation == "not-agreed"
            if one in untouched or one in told:
                continue
            if not of_all:
                agreed = rights.manipulation
                message = f"`{agreed.id}` covers {either(agreed.methods)} only, not {clip.method}"
                yield RightsGap(("method",), message, clip=i)
                continue
            told.add(one)
            yield _gap(pack, rights, one)


def _gap(pack: Pack, rights: Rights, one: Against) -> RightsGap:
    """Return a reason against the pack with the field that it stands in."""
    reason, consent = one.reason, pack.consent
    if one.licence is not None:
        name = pack.licenses[one.licence].name
        path: FieldPath = ("licenses", one.licence, "name")
        if reason is Reason.UNKNOWN_LICENCE:
            near = did_you_mean(name, read_licences())
            return RightsGap(path, f"the licence `{name}` is not in the table of licences{near}")
        if reason is Reason.AGREEMENT:
            needed = "a person has to confirm its terms; expected `agreement` with a role and a date"
            return RightsGap(("agreement",), f"{name}: {needed}")
        return RightsGap(path, f"{name} forbids changed copies, and this pack has manipulated clips")
    if reason is Reason.NO_CONSENT:
        return _no_consent(pack)
    if reason is Reason.BASIS:
        bases = either(rights.manipulation.bases)
        told = f"{consent.manipulation} goes with the basis {bases}, but the basis is {rights.basis.id}"
        return RightsGap(("consent", "manipulation"), told)
    told = "the people did not agree to be altered, and this pack has manipulated clips"
    return RightsGap(("consent", "manipulation"), told)


def _no_consent(pack: Pack) -> RightsGap:
    """Return that nobody was asked: by the pack's own words, or because the set is known for it."""
    for i, source in enumerate(pack.sources):
        refused = read_consent().refusal(source.path) if source.path else None
        if refused is not None:
            told = f"{refused.title} is never shown: {refused.reason.get('en')} A licence is not consent"
            return RightsGap(("sources", i, "path"), told)
    return RightsGap(("consent", "basis"), "people who did not agree to be filmed are not shown here")
