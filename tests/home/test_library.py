"""The library: packs are switched, checked and asked about; what a switch does is seen in the menu."""

import pytest
from small_pack import media_of, pack_record, real, usual, write_pack


@pytest.fixture
def two_packs(tmp_path, small_pack):
    asking = pack_record(
        "asking",
        title={"uz": "Soʻrovchi", "en": "Asks first", "ru": "Спрашивает"},
        consent={"basis": "none", "manipulation": "not-agreed", "evidence": "Nobody was asked."},
        display=["home"],
    )
    return small_pack, write_pack(tmp_path / "asking", usual(), asking)


@pytest.fixture
def library(make_pilot, two_packs):
    pilot = make_pilot(packs=two_packs)
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    return pilot


def enabled(pilot):
    return {pack.pack.name for pack in pilot.app.context.library.packs() if pack.enabled}


def test_a_pack_is_switched_off_and_on_and_told(library):
    library.click("switch-small")
    assert enabled(library) == set()
    assert library.reads(library.t("library.switched_off", pack="A small pack"))
    library.click("switch-small")
    assert enabled(library) == {"small"}


def test_without_packs_the_practice_says_what_is_missing_and_leads_there(library):
    library.click("switch-small")
    library.to_practice()
    assert library.reads(library.t("menu.no_clips"))
    library.click("level-mixed")
    library.click("switch-small")
    library.press("escape")
    assert library.scene == "practice"
    assert library.reads(library.t("menu.ready", n=12)), "it counted again"


def test_a_pack_that_asks_is_off_at_first_and_asks_an_adult(library):
    assert enabled(library) == {"small"}
    library.click("switch-asking")
    assert library.scene == "dialog"
    assert library.focus is None
    library.press("return")
    assert (library.scene, enabled(library)) == ("library", {"small"})
    library.click("switch-asking")
    library.click("yes")
    assert (library.scene, enabled(library)) == ("library", {"small", "asking"})
    library.click("switch-asking")
    assert enabled(library) == {"small"}, "switching off asks nothing"


def test_licence_and_consent_stand_on_each_row(library):
    words = library.words()
    assert words.count("CC0 1.0") == 2
    assert library.t("consent.ask") in words
    assert library.t("consent.altering") in words or library.t("consent.no-faces") in words


def test_checking_finds_a_file_that_was_changed(make_pilot, tmp_path):
    pack = write_pack(tmp_path / "mine", usual(), pack_record("mine"))
    pilot = make_pilot(packs=(pack,))
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    pilot.click("check")
    assert pilot.reads(pilot.t("library.all_good"))
    media_of(pack)[0].write_bytes(b"something else")
    pilot.click("check")
    assert pilot.reads(pilot.t("library.some_damaged", n=1))
    assert pilot.reads(pilot.t("library.damaged"))
    pilot.to_practice()
    assert pilot.reads(pilot.t("menu.no_clips")), "nothing is dealt from a damaged pack"


def test_many_packs_go_over_pages(make_pilot, tmp_path):
    packs = tuple(write_pack(tmp_path / f"p{n}", usual()[:1], pack_record(f"pack-{n}")) for n in range(7))
    pilot = make_pilot(packs=packs)
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    seen = set()
    for _ in range(3):
        seen |= {w.name for w in pilot.loop.stack.top.widgets if w.name.startswith("switch-")}
        pilot.press("pagedown")
    assert seen == {f"switch-pack-{n}" for n in range(7)}


ON_AGREEMENT = {
    "licenses": [{"name": "LicenseRef-dfdc"}],
    "consent": {"basis": "paid-actors", "manipulation": "agreed", "evidence": "A contract."},
    "display": ["home"],
    "redistribute": False,
}
CONFIRMED = {"role": "lecturer", "date": "2026-11-28"}


def test_a_pack_on_agreement_says_that_it_stays_here(make_pilot, tmp_path):
    record = pack_record("mine", **ON_AGREEMENT, agreement=CONFIRMED)
    pilot = make_pilot(packs=(write_pack(tmp_path / "mine", usual(), record),))
    pilot.app.context.library.set_enabled("mine", enabled=True)
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    assert pilot.reads(pilot.t("library.stays"))
    assert pilot.reads("Research only")
    assert pilot.app.context.library.counts().real == 6


def test_without_the_agreement_nothing_is_dealt_and_the_row_says_why(make_pilot, tmp_path):
    pack = write_pack(tmp_path / "mine", usual(), pack_record("mine", **ON_AGREEMENT))
    pilot = make_pilot(packs=(pack,))
    library = pilot.app.context.library
    library.set_enabled("mine", enabled=True)
    assert library.counts().real == 0
    assert library.pool("real", u=0.0) == ()
    assert library.people() == ()
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    assert pilot.reads(pilot.t("library.refused", why=pilot.t("rights.why.agreement")))


def test_packs_of_real_clips_alone_say_that_practice_needs_both_labels(make_pilot, tmp_path):
    pilot = make_pilot(packs=(write_pack(tmp_path / "mine", [real(1), real(2)], pack_record("mine")),))
    pilot.to_practice()
    assert pilot.reads(pilot.t("menu.only_real"))
    pilot.click("free")
    assert pilot.reads(pilot.t("free.only_real"))
    assert not pilot.find("start").enabled
    pilot.press("escape")
    level = pilot.app.context.levels[0]
    pilot.click(f"level-{level.id}")
    assert pilot.scene == "library"
    assert pilot.reads(pilot.t("practice.only_real"))
