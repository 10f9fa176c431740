"""Credits say who, under which licence, and what was changed."""

from __future__ import annotations

from game.content.agreement import Agreement
from game.content.models import Clip, Pack
from game.packs.credits import changes, credits_text, summary
from packs import make

PACK = Pack.model_validate(make.pack_record())
CLIPS = [
    Clip.model_validate({**record, "hash": "sha256:" + "0" * 64, "bytes": 1}) for record in make.pair("a")
]


def test_credits_hold_all_that_an_attribution_licence_asks_for() -> None:
    text = credits_text(PACK, CLIPS)
    for words in (
        "# People, version 1.0.0",
        "Creative Commons 4.0: attribution (CC-BY-4.0) https://creativecommons.org/licenses/by/4.0/",
        "A corpus, 2006, doi:10.5281/zenodo.3625687",
        "M. Cooke (author)",
        "Form of 2006",
        "1 of them was also manipulated: 1 by self-blend.",
    ):
        assert words in text


def test_the_credits_name_the_role_of_the_one_who_confirmed_an_agreement() -> None:
    agreement = Agreement(role="lecturer", place="Urganch", date="2026-11-28")
    text = credits_text(PACK.model_copy(update={"agreement": agreement}), CLIPS)
    assert "Confirmed by: lecturer, Urganch, 2026-11-28." in text
    assert "Agreement" not in credits_text(PACK, CLIPS)


def test_a_pack_of_real_clips_says_so() -> None:
    assert changes(CLIPS[:1]).endswith("Nothing else was changed.")


def test_nothing_empty_stands_in_the_credits() -> None:
    alone = PACK.model_copy(update={"contributors": ()})
    assert "Thanks" not in credits_text(alone, CLIPS)
    assert summary(alone, "ru") == (
        "Люди",
        "CC-BY-4.0",
        "A corpus, 2006, doi:10.5281/zenodo.3625687",
        "Form of 2006",
    )


def test_words_of_the_credits_are_in_the_readers_language_where_the_pack_has_them() -> None:
    record = make.pack_record()
    record["consent"] = {**record["consent"], "evidence": {"en": "A form", "ru": "Бланк"}}
    pack = Pack.model_validate(record)
    assert summary(pack, "ru")[-1] == "Бланк"
    assert summary(pack, "uz")[-1] == "A form"
    assert "A form" in credits_text(pack, CLIPS)


def test_a_plain_text_stays_plain_when_a_pack_is_written() -> None:
    written = PACK.model_dump(mode="json", exclude_none=True)
    assert written["consent"]["evidence"] == "Form of 2006"
    assert Pack.model_validate(written) == PACK
