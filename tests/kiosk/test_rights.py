"""What a kiosk may play: nothing on agreement, and synthetic voices only where its owner switched them on."""

from __future__ import annotations

from packs import make

from game.kiosk.library import KioskLibrary
from game.packs.library import ClipCounts

NOT_NAMED = {"basis": "recorded-volunteers", "manipulation": "not-named", "evidence": "published"}
AGREED = {"basis": "paid-actors", "manipulation": "agreed", "evidence": "a form"}


def opened(tmp_path, record):
    clips = [*make.pair("a"), *make.pair("b", method="voice")]
    library = KioskLibrary(tmp_path / "data")
    library.register_folder(make.write(tmp_path / "pack", record, clips))
    return library


def dealt(library):
    return {c.clip for label in ("real", "manipulated") for c in library.pool(label, u=0.3)}


def test_synthetic_voices_are_played_only_where_the_owner_says_so(tmp_path):
    library = opened(tmp_path, make.pack_record(consent=NOT_NAMED))
    library.choose(())
    assert dealt(library) == {"a", "a-edit", "b"}
    library.choose((), synthetic_voices=True)
    assert dealt(library) == {"a", "a-edit", "b", "b-edit"}
    library.close()


def test_a_set_on_agreement_is_never_played(tmp_path):
    record = make.pack_record(
        licenses=[{"name": "LicenseRef-dfdc"}],
        consent=AGREED,
        agreement={"role": "lecturer", "date": "2026-11-28"},
        display=["home"],
        redistribute=False,
    )
    library = opened(tmp_path, record)
    library.set_enabled("people", enabled=True)
    library.choose((), synthetic_voices=True)
    assert library.facts()[0].why == "rights.why.place"
    assert dealt(library) == set()
    assert library.counts() == ClipCounts(0, 0)
    library.close()
