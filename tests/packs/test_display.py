"""The decision itself: all combinations of rights, and the sets that a free licence does not open."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, get_args

import pytest

from game.content.agreement import Agreement
from game.content.models import Clip, ConsentBasis, Manipulation, Method, Pack
from game.packs.display import Reason, Rights, Use, decide, may, rights_of
from game.packs.licences import EVERYWHERE
from game.packs.policy import findings
from game.resources import read_consent, read_licences
from packs import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.content.rights import LicenceRule

USES: tuple[Use, ...] = (*EVERYWHERE, "phones", "passing-on")
AGREEMENT = Agreement(role="lecturer", date="2026-11-28")
ALTERED: tuple[Method | None, ...] = (None, "self-blend", "face-swap")
METHODS: tuple[Method | None, ...] = (None, *get_args(Method))


def distinct() -> list[LicenceRule | None]:
    """Every rule of the table that decides differently, and a licence that is not in it."""
    found: dict[object, LicenceRule | None] = {"unknown": None}
    for rule in read_licences().values():
        found.setdefault((rule.places, rule.derivatives, rule.redistribute, rule.needs_agreement), rule)
    return list(found.values())


def consents() -> Iterator[Rights]:
    table = read_consent()
    for basis, manipulation in product(get_args(ConsentBasis), get_args(Manipulation)):
        yield Rights((), table.basis(basis), table.manipulation(manipulation))


def everything() -> Iterator[tuple[Use, Rights, Method | None, bool]]:
    for licence, consent, agreement in product(distinct(), consents(), (None, AGREEMENT)):
        rights = replace(consent, licences=(licence,), agreement=agreement)
        for use, method, requested in product(USES, METHODS, (False, True)):
            yield use, rights, method, requested


def test_what_is_never_allowed_and_what_always_is() -> None:
    allowed = 0
    for use, rights, method, requested in everything():
        decision = decide(use, rights, method, requested=requested)
        (rule,) = rights.licences
        assert decision.allowed is (not decision.reasons)
        if not decision.allowed:
            continue
        allowed += 1
        assert rule is not None
        assert rights.basis.id != "none"
        assert rule.places
        assert not (rule.needs_agreement and rights.agreement is None)
        assert not (rule.needs_agreement and use in ("kiosk", "phones", "passing-on"))
        assert method is None or (rule.derivatives and method in rights.manipulation.methods)
        assert rights.manipulation.id != "virtual" or rights.basis.id == "virtual"
        if rights.manipulation.id == "not-named" and method in ("voice", "full-synthesis"):
            assert requested or use in ("home", "passing-on")
    assert allowed


def wider(rights: Rights) -> Iterator[Rights]:
    """Each way in which somebody could allow one thing more."""
    (rule,) = rights.licences
    table = read_consent()
    yield replace(rights, agreement=AGREEMENT)
    yield replace(rights, basis=rights.basis.model_copy(update={"shown": True}))
    yield replace(rights, manipulation=rights.manipulation.model_copy(update={"bases": ()}))
    yield replace(rights, manipulation=rights.manipulation.model_copy(update={"on_request": ()}))
    agreed = table.manipulation("agreed").methods
    yield replace(rights, manipulation=rights.manipulation.model_copy(update={"methods": agreed}))
    if rule is not None:
        seen = rule.read.model_copy(update={"certainty": "seen"})
        for more in (
            {"places": EVERYWHERE},
            {"derivatives": True},
            {"redistribute": True},
            {"gated": False},
            {"read": seen},
        ):
            yield replace(rights, licences=(rule.model_copy(update=more),))


def test_to_allow_one_thing_more_never_forbids_another() -> None:
    for use, rights, method, requested in everything():
        if not decide(use, rights, method, requested=requested).allowed:
            continue
        assert decide(use, rights, method, requested=True).allowed
        assert all(decide(use, more, method, requested=requested).allowed for more in wider(rights))


def test_a_second_licence_never_allows_more() -> None:
    table = read_consent()
    rights = Rights((), table.basis("paid-actors"), table.manipulation("agreed"), AGREEMENT)
    for first, second, use in product(distinct(), distinct(), USES):
        both = decide(use, replace(rights, licences=(first, second)), "face-swap")
        alone = decide(use, replace(rights, licences=(first,)), "face-swap")
        assert alone.allowed or not both.allowed


@pytest.mark.parametrize("licence", ["CC-BY-SA-4.0", "MIT", "CC0-1.0"])
@pytest.mark.parametrize(
    ("basis", "source"),
    [
        ("none", "https://example.org/faces"),
        ("recorded-volunteers", "https://huggingface.co/datasets/kontur-ai/rtfs-10k"),
        ("paid-actors", "https://huggingface.co/datasets/TsienDragon/ffplusplus_c23_frames"),
        ("recorded-volunteers", "https://github.com/anybody/TalkingHeadBench/tree/main"),
    ],
)
def test_a_licence_is_not_consent(licence: str, basis: str, source: str) -> None:
    """Faces of people who never agreed, under a free licence: refused for every use, real clips too."""
    consent = {"basis": basis, "manipulation": "agreed", "evidence": "The licence is free."}
    record = make.pack_record(
        licenses=[{"name": licence}], consent=consent, sources=[{"title": "Faces", "path": source}]
    )
    pack = Pack.model_validate(record)
    files = {"hash": "sha256:" + "0" * 64, "bytes": 1}
    clips = [Clip.model_validate({**one, **files}) for one in make.pair("a", method="face-swap")]
    for use, method, requested in product(USES, ALTERED, (False, True)):
        decision = may(use, pack, (method,), requested=requested)
        assert Reason.NO_CONSENT in decision.reasons
    assert list(findings(pack, clips))
    assert list(findings(pack, clips[:1]))


def test_a_pack_is_used_only_as_it_says_itself() -> None:
    pack = Pack.model_validate(make.pack_record(display=["home"], redistribute=False))
    assert may("home", pack).allowed
    assert may("classroom", pack).reasons == (Reason.PLACE,)
    assert may("phones", pack).reasons == (Reason.PLACE,)
    assert may("passing-on", pack).reasons == (Reason.NOT_HANDED_ON,)


def test_a_set_on_agreement_stays_where_it_was_confirmed() -> None:
    consent = {"basis": "paid-actors", "manipulation": "agreed", "evidence": "a form"}
    record = make.pack_record(
        licenses=[{"name": "LicenseRef-dfdc"}], consent=consent, display=["home"], redistribute=False
    )
    assert may("home", Pack.model_validate(record)).reasons == (Reason.AGREEMENT,)
    confirmed = Pack.model_validate({**record, "agreement": {"role": "lecturer", "date": "2026-11-28"}})
    assert may("home", confirmed, ("face-swap",)).allowed
    assert Reason.STAYS in may("passing-on", confirmed).reasons
    assert Reason.STAYS in may("phones", confirmed).reasons
    assert Reason.PLACE in may("kiosk", confirmed).reasons


SYNTHETIC: tuple[Method, ...] = ("voice", "full-synthesis")
IN_PUBLIC: tuple[Use, ...] = ("classroom", "kiosk", "phones")


def test_a_synthetic_voice_needs_its_owners_word_in_public() -> None:
    consent = {"basis": "recorded-volunteers", "manipulation": "not-named", "evidence": "published"}
    pack = Pack.model_validate(make.pack_record(consent=consent))
    assert may("home", pack, ("voice",)).allowed
    for use, method in product(IN_PUBLIC, SYNTHETIC):
        assert may(use, pack, (None, "self-blend")).allowed
        assert may(use, pack, (method,)).reasons == (Reason.ON_REQUEST,)
        assert may(use, pack, (method,), requested=True).allowed
    assert may("home", pack, ("face-swap",)).reasons == (Reason.NOT_AGREED,)
    assert rights_of(pack).manipulation.id == "not-named"
