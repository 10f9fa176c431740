"""The rights to a pack in the player's language: licence, what it allows, who agreed, who is thanked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.content.agreement import ROLES
from game.i18n import day
from game.packs.display import Reason, may, rights_of
from game.packs.licences import EVERYWHERE

if TYPE_CHECKING:
    from game.content.base import LocalText
    from game.content.models import Clip, Pack
    from game.content.rights import LicenceRule
    from game.i18n import Translator

PAUSE: Final = " · "


def said_by_makers(t: Translator, text: LocalText) -> str:
    """Return what the makers of a pack wrote; in another language than the player's, as a quotation."""
    words = text.get(t.language)
    return words if text.has(t.language) else t("rights.quoted", text=words)


def licence_words(t: Translator, pack: Pack) -> str:
    """Return the names of a pack's licences in full, with their addresses."""
    found = []
    for licence, rule in zip(pack.licenses, rights_of(pack).licences, strict=True):
        title = rule.title.get(t.language) if rule is not None else licence.title or licence.name
        path = licence.path or (rule.path if rule is not None else None)
        found.append(PAUSE.join(part for part in (title, path) if part))
    return "\n".join(found)


def allowed_words(t: Translator, pack: Pack) -> str:
    """Return what may be done with a pack's clips here: where they are shown, whether they are handed on."""
    places = [t(f"rights.place.{place}") for place in EVERYWHERE if may(place, pack).allowed]
    shown = t("rights.shown", places=", ".join(places)) if places else t("rights.shown_nowhere")
    asked = [t("rights.on_request")] if rights_of(pack).manipulation.on_request else []
    return " ".join((shown, *asked, t(f"rights.handing.{_handing(pack)}"), *_duties(t, pack)))


def consent_words(t: Translator, pack: Pack) -> str:
    """Return who is in the clips, what they agreed to, and how we know."""
    rights = rights_of(pack)
    meaning = [rights.basis.meaning.get(t.language), rights.manipulation.meaning.get(t.language)]
    return " ".join((*meaning, said_by_makers(t, pack.consent.evidence)))


def consent_in_brief(t: Translator, pack: Pack, clip: Clip, done: str) -> str:
    """Return who is in a clip and what was `done`; of a synthetic voice, that synthesis was not named."""
    rights = rights_of(pack)
    if clip.method in rights.manipulation.on_request and rights.manipulation.in_brief is not None:
        return rights.manipulation.in_brief.get(t.language)
    return f"{rights.basis.name.get(t.language)}{PAUSE}{done}"


def agreement_words(t: Translator, pack: Pack) -> str:
    """Return who confirmed the agreement and when; nothing where the terms ask for none."""
    if pack.agreement is None:
        return ""
    given = pack.agreement
    role = t(f"terms.role.{ROLES.index(given.role)}") if given.role in ROLES else given.role
    who = ", ".join(part for part in (role, given.place) if part)
    return t("rights.confirmed", who=who, day=day(t.language, given.date))


def confirmed_words(t: Translator, pack: Pack) -> str:
    """Return the same with its heading, for a line among others."""
    words = agreement_words(t, pack)
    return f"{t('provenance.agreement')}: {words}" if words else ""


def makers_words(t: Translator, pack: Pack) -> str:
    """Return whom to thank."""
    return "; ".join(one.title.get(t.language) for one in pack.contributors)


def source_words(t: Translator, pack: Pack) -> str:
    """Return where the footage comes from: title, year, address."""
    return "; ".join(
        " ".join(str(part) for part in (source.title.get(t.language), source.year, source.path) if part)
        for source in pack.sources
    )


def _handing(pack: Pack) -> str:
    against = may("passing-on", pack).reasons
    if Reason.STAYS in against:
        return "stays"
    return "no" if against else "yes"


def _duties(t: Translator, pack: Pack) -> list[str]:
    rules: list[LicenceRule] = [rule for rule in rights_of(pack).licences if rule is not None]
    duties = [
        t(f"rights.duty.{duty}") for duty in dict.fromkeys(duty for rule in rules for duty in rule.show)
    ]
    told = [t("rights.duties", duties=", ".join(duties))] if duties else []
    return told if all(rule.derivatives for rule in rules) else [*told, t("rights.unchanged")]
