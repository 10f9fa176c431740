"""What the rights to a pack allow: its licence, and what the people in it agreed to.

People in these clips are real, or could be taken for it. So a pack says under which licence it is shown and
what its people agreed to; where the two do not carry what the pack does, it is refused with the reason. The
rules look at records only - whether they are true is for the one who signs the pack.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from game.content.wording import did_you_mean, either
from game.errors import Problem
from game.packs.licences import EVERYWHERE, LICENCES, LicenceRule, licence_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.models import Clip, Pack, Venue
    from game.content.places import Path

__all__ = ["LICENCES", "Badge", "ConsentLevel", "RightsGap", "badge", "check", "consent_level", "findings"]

ConsentLevel = Literal["altering", "filming", "no-faces", "ask"]
"""The four words of the library's chip: agreed to altering, agreed to filming, no real faces, ask first."""


@dataclass(frozen=True, slots=True)
class RightsGap:
    """One thing that the rights do not carry; `clip` is the position of the clip, None for `pack.yaml`."""

    path: Path
    message: str
    clip: int | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """A pack's rights in a few words, for lists."""

    licence: str
    consent: ConsentLevel
    places: tuple[Venue, ...]
    research: bool


def check(pack: Pack, clips: Sequence[Clip], place: Venue = "home") -> list[Problem]:
    """Return why `pack` may not be shown at `place`; an empty list lets it pass."""
    problems = []
    for finding in findings(pack, clips, place):
        file = "pack.yaml" if finding.clip is None else f"clips.yaml ({clips[finding.clip].id})"
        problems.append(Problem(file, finding.message))
    return problems


def findings(pack: Pack, clips: Sequence[Clip], place: Venue | None = None) -> Iterator[RightsGap]:
    """Yield what the rights do not carry, with its path; without `place` only what is wrong everywhere."""
    edits = [i for i, clip in enumerate(clips) if clip.manipulated]
    yield from _licence(pack, edits=bool(edits))
    yield from _consent(pack)
    yield from _edits(pack, clips, edits)
    if place is not None and place not in pack.display:
        yield RightsGap(("display",), f"this pack is not for the {place}; it is for {either(pack.display)}")


def consent_level(pack: Pack) -> ConsentLevel:
    """Return how far the people in the pack agreed. Research terms always ask first."""
    consent = pack.consent
    if any(rule.research for rule in _rules(pack)) or consent.basis in ("none", "public-domain-official"):
        return "ask"
    if consent.basis == "virtual":
        return "no-faces"
    return "altering" if consent.manipulation == "agreed" else "filming"


def badge(pack: Pack) -> Badge:
    """Return licence, consent and places of a pack in a few words."""
    rules = _rules(pack)
    licence = " + ".join(dict.fromkeys(rule.short for rule in rules)) or pack.licenses[0].name
    return Badge(licence, consent_level(pack), pack.display, any(rule.research for rule in rules))


def _rules(pack: Pack) -> list[LicenceRule]:
    """Return the rules of all licences of a pack that are known; each of them has to be kept."""
    return [rule for licence in pack.licenses if (rule := licence_rule(licence.name)) is not None]


def _licence(pack: Pack, *, edits: bool) -> Iterator[RightsGap]:
    for i, licence in enumerate(pack.licenses):
        rule = licence_rule(licence.name)
        path: Path = ("licenses", i, "name")
        if rule is None:
            known = did_you_mean(licence.name, LICENCES)
            yield RightsGap(path, f"the licence `{licence.name}` is not in the table of licences{known}")
            continue
        if edits and not rule.derivatives:
            yield RightsGap(path, f"{rule.id} forbids changed copies, and this pack has manipulated clips")
        if pack.redistribute and not rule.redistribute:
            yield RightsGap(
                ("redistribute",), f"expected false: {rule.id} does not let the files be handed on"
            )
        for j, place in enumerate(pack.display):
            if place not in rule.places:
                allowed = either([there for there in EVERYWHERE if there in rule.places])
                yield RightsGap(("display", j), f"{rule.id} does not cover the {place}; it covers {allowed}")


def _consent(pack: Pack) -> Iterator[RightsGap]:
    consent = pack.consent
    if consent.basis == "none":
        yield RightsGap(("consent", "basis"), "people who did not agree to be filmed are not shown here")
    if consent.manipulation == "virtual" and consent.basis != "virtual":
        told = f"virtual is for people made by a computer, but the basis is {consent.basis}"
        yield RightsGap(("consent", "manipulation"), told)
    if not consent.evidence.get("en").strip():
        told = "expected how we know of the consent: a form, a text or an address"
        yield RightsGap(("consent", "evidence"), told)


def _edits(pack: Pack, clips: Sequence[Clip], edits: Sequence[int]) -> Iterator[RightsGap]:
    """Check that each manipulated clip is covered: agreed, virtual, or a self-blend where nobody said no."""
    agreed = pack.consent.manipulation
    if agreed == "not-agreed" and edits:
        told = "the people did not agree to be altered, and this pack has manipulated clips"
        yield RightsGap(("consent", "manipulation"), told)
    if agreed != "self-blend-only":
        return
    for i in edits:
        method = clips[i].method
        if method != "self-blend":
            told = f"the people agreed to self-blend only (their own face in its own place), not to {method}"
            yield RightsGap(("method",), told, clip=i)
