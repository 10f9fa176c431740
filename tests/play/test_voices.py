"""The card of a synthetic voice says whole, in each language, that synthesis was not named."""

import pytest
from small_pack import KINDS, edit, pack_record, real, write_pack

from game.resources import languages, read_consent

CONSENT = {"basis": "recorded-volunteers", "manipulation": "not-named", "evidence": "Published recordings."}


@pytest.mark.parametrize("language", tuple(languages()))
def test_the_card_says_that_synthesis_was_not_named(make_pilot, tmp_path, language):
    clips = [real(n) for n in range(4)] + [edit(n, KINDS[n], method="voice") for n in range(4)]
    record = pack_record("voices", consent=CONSENT, licenses=[{"name": "CC-BY-SA-4.0"}, {"name": "MIT"}])
    pilot = make_pilot(packs=(write_pack(tmp_path / "voices", clips, record),), lang=language)
    pilot.app.show_menu()
    pilot.step()
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    said = read_consent().manipulation("not-named").in_brief
    assert pilot.find("provenance").lower == said.get(language)
    found = []
    for size, text_size in (((1280, 720), 1.0), ((1280, 720), 1.5), ((1080, 1920), 1.0), ((1080, 1920), 1.5)):
        chosen = pilot.app.context.settings
        pilot.app.apply(chosen.changed(text_size=text_size))
        pilot.resize(*size)
        pilot.app.toasts.dismiss()
        _, ledger = pilot.picture()
        found += [f"{size} {text_size}: {one}" for one in ledger.complaints()]
    assert found == []


@pytest.mark.parametrize("language", tuple(languages()))
def test_the_reveal_says_by_which_kind_of_system_it_was_made(make_pilot, tmp_path, language):
    made = {"uz": "Buni vokoder yasagan.", "en": "A vocoder made this.", "ru": "Это сделал вокодер."}
    clips = [real(n) for n in range(4)] + [edit(n, KINDS[n], made=made) for n in range(4)]
    pilot = make_pilot(packs=(write_pack(tmp_path / "voices", clips),), lang=language)
    pilot.app.show_menu()
    pilot.step()
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    assert made[language] in pilot.words()
    assert pilot.t("reveal.line.self_blend") not in pilot.words()
    assert made[language].rstrip(".") in pilot.find("provenance").lower
