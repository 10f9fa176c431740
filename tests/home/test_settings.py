"""Settings change the running game at once, on any screen, and nothing of the session is lost."""

import pytest
from small_pack import pack_record, usual, write_pack

from game import settings as settings_file


def change(pilot, name):
    """Change one setting from within the session, by clicks, and come back."""
    pilot.click("settings")
    pilot.click(name)
    pilot.click("done")


def t_in(pilot, language, key, **values):
    texts = pilot.app.context.texts.translator(language)
    return texts.about(virtual=not pilot.app.context.library.people())(key, **values)


CHANGES = ("language-ru", "language-uz", "theme-high_contrast", "text_size-1.5", "captions-False")


@pytest.mark.moving
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_while_watching_keeps_the_clip(pilot, name):
    pilot.start(rounds=2)
    clip, session = pilot.clip.id, pilot.session
    pilot.let(0.5)
    change(pilot, name)
    assert (pilot.scene, pilot.clip.id, pilot.session) == ("watch", clip, session)
    assert pilot.pixels() == pilot.fresh_pixels()
    pilot.judge(2)
    assert pilot.scene == "reveal"


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_while_judging_keeps_the_step(pilot, name):
    pilot.start(rounds=2)
    pilot.to_judge()
    pilot.click("step-5")
    change(pilot, name)
    assert (pilot.scene, pilot.play.round.step) == ("judge", 5)
    pilot.click("confirm")
    assert pilot.scene == "spot"


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_while_pointing_keeps_marks_and_name(pilot, name):
    pilot.start(rounds=8)
    pilot.to_spot()
    kind = pilot.play.round.deal.choices[2]
    pilot.tap(0.3, 0.4)
    pilot.click(f"kind-{kind}")
    before = pilot.play.round
    change(pilot, name)
    assert (pilot.scene, pilot.play.round) == ("spot", before)
    pilot.click("show")
    assert pilot.scene == "reveal"


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_on_the_reveal_keeps_the_tab(pilot, name):
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    pilot.click("tab-check")
    change(pilot, name)
    assert pilot.scene == "reveal"
    assert pilot.loop.stack.top.scene.tab == 2
    pilot.click("next")


def test_the_screen_speaks_the_new_language_at_once(pilot):
    pilot.start(rounds=2)
    pilot.to_judge()
    for language in ("ru", "uz", "en"):
        change(pilot, f"language-{language}")
        assert t_in(pilot, language, "judge.title") in pilot.words()
    pilot.click("step-6")
    change(pilot, "language-ru")
    pilot.click("confirm")
    assert pilot.reads(t_in(pilot, "ru", "spot.cant_tell"))
    pilot.click("cant-tell")
    change(pilot, "language-uz")
    words = pilot.words()
    assert t_in(pilot, "uz", "verdict.real") in words or t_in(pilot, "uz", "verdict.manipulated") in words


def test_every_setting_is_told_kept_and_there_at_the_next_start(make_pilot, tmp_path):
    pilot = make_pilot(folder=tmp_path / "kept", lang=None)
    pilot.app.start()
    pilot.step()
    pilot.click("language-ru")
    pilot.click("later")
    pilot.click("settings")
    for name in (
        "text_size-1.3",
        "theme-high_contrast",
        "reduced_motion-True",
        "sound-False",
        "captions-False",
    ):
        pilot.click(name)
        assert pilot.reads(pilot.t("settings.saved"))
    pilot.app.close()
    kept, notice = settings_file.load(tmp_path / "kept" / "settings.yaml")
    assert notice is None
    assert (kept.language, kept.text_size, kept.theme) == ("ru", 1.3, "high_contrast")
    assert (kept.reduced_motion, kept.sound, kept.captions) == (True, False, False)
    again = make_pilot(folder=tmp_path / "kept", lang=None)
    again.app.start()
    again.step()
    assert again.scene == "menu", "the title is for those who have not chosen a language"
    assert t_in(again, "ru", "menu.title") in again.words()


def test_reset_keeps_the_language_and_nothing_else(pilot):
    pilot.click("settings")
    pilot.click("theme-high_contrast")
    pilot.click("language-ru")
    pilot.click("reset")
    chosen = pilot.app.context.settings
    assert (chosen.language, chosen.theme) == ("ru", "light_table")


def test_the_chosen_value_of_each_row_is_marked(pilot):
    pilot.click("settings")
    pilot.click("text_size-1.3")
    on = {w.name for w in pilot.loop.stack.top.widgets if getattr(w, "on", False)}
    switches = {"reduced_motion-False", "sound-True", "captions-True", "ask_why-False"}
    assert on == {"language-en", "text_size-1.3", "theme-light_table", *switches}


def test_settings_that_cannot_be_saved_apply_all_the_same(pilot):
    (pilot.app.options.data_dir / "settings.yaml").mkdir()
    pilot.click("settings")
    pilot.click("theme-high_contrast")
    assert pilot.app.context.settings.theme == "high_contrast"
    assert any(note.text == pilot.t("settings.not_saved") for note in pilot.app.toasts.log)


def test_text_size_and_sound_have_keys_everywhere(pilot):
    pilot.start(rounds=1)
    sizes = []
    for key in ("+", "+", "+", "+", "-"):
        pilot.press(key)
        sizes.append(pilot.app.context.settings.text_size)
    assert sizes == [1.15, 1.3, 1.5, 1.5, 1.3]
    for expected in (False, True):
        pilot.press("m")
        assert pilot.app.context.settings.sound is expected


def test_captions_are_words_of_the_clip_and_can_be_switched_off(pilot):
    pilot.start(rounds=2)
    pilot.let(0.4)
    assert pilot.reads("A sentence that is spoken.")
    change(pilot, "captions-False")
    assert not pilot.reads("A sentence that is spoken.")


def test_captions_in_another_language_say_that_they_are_a_translation(pilot):
    pilot.start(rounds=2)
    pilot.let(0.4)
    change(pilot, "language-ru")
    assert pilot.reads("Перевод: Фраза, которую говорят.")
    change(pilot, "language-uz")
    assert pilot.reads("A sentence that is spoken.")


def test_full_screen_has_a_key(pilot):
    pilot.press("f11")
    assert pilot.app.screen.fullscreen
    pilot.press("f11")
    assert not pilot.app.screen.fullscreen


def test_the_title_offers_three_languages_in_their_own_words(make_pilot):
    pilot = make_pilot(lang=None)
    pilot.app.start()
    pilot.step()
    assert pilot.scene == "title"
    words = pilot.words()
    for language, name in (("uz", "Oʻzbekcha"), ("en", "English"), ("ru", "Русский")):
        assert name in words
        assert t_in(pilot, language, "title.start") in words
    pilot.press("3")
    assert (pilot.scene, pilot.app.context.language) == ("people", "ru")


def test_the_title_makes_text_larger_and_contrast_higher(make_pilot):
    pilot = make_pilot(lang=None)
    pilot.app.start()
    pilot.step()
    pilot.click("text-size")
    pilot.click("contrast")
    chosen = pilot.app.context.settings
    assert (chosen.text_size, chosen.theme) == (1.15, "high_contrast")


def test_synthetic_voices_in_a_class_can_be_switched_on_where_a_pack_has_them(make_pilot, tmp_path):
    consent = {"basis": "recorded-volunteers", "manipulation": "not-named", "evidence": "Published."}
    voices = write_pack(tmp_path / "voices", usual(), pack_record("voices", consent=consent))
    pilot = make_pilot(packs=(voices,))
    pilot.app.show_menu()
    pilot.step()
    pilot.click("settings")
    assert not pilot.app.context.settings.synthetic_voices
    pilot.click("synthetic_voices-True")
    assert pilot.app.context.settings.synthetic_voices


def test_elsewhere_they_are_not_asked_about(pilot):
    pilot.app.show_menu()
    pilot.step()
    pilot.click("settings")
    assert pilot.app.stack.top.find("synthetic_voices-True") is None
