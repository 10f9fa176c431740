import os
import stat

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from game.content.settings_file import SettingsFile
from game.errors import StoreError
from game.settings import MOVED, TEXT_SIZES, THEMES, UNREADABLE, Settings, _as_written, _read, load, save

every = st.builds(
    Settings,
    language=st.sampled_from([None, "uz", "en", "ru"]),
    text_size=st.sampled_from(TEXT_SIZES),
    theme=st.sampled_from(THEMES),
    reduced_motion=st.booleans(),
    sound=st.booleans(),
    volume=st.floats(0, 1),
    captions=st.booleans(),
    latency_ms=st.integers(-500, 500),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.yaml"


def test_without_a_file_the_defaults_hold_and_nothing_is_told(path):
    assert load(path) == (Settings(), None)
    assert not path.exists()


@given(chosen=every)
@hypothesis_settings(deadline=None, max_examples=40)
def test_what_is_saved_is_read_back(tmp_path_factory, chosen):
    path = tmp_path_factory.mktemp("settings") / "settings.yaml"
    save(path, chosen)
    assert load(path) == (chosen, None)
    text = path.read_text("utf-8")
    assert _as_written(text) in (chosen, None)
    assert _read(text, path.name) == chosen


def test_saving_makes_the_folder_and_leaves_no_partial_file(tmp_path):
    path = tmp_path / "new" / "deep" / "settings.yaml"
    save(path, Settings(language="uz"))
    save(path, Settings(language="ru"))
    assert [p.name for p in path.parent.iterdir()] == ["settings.yaml"]
    assert load(path)[0].language == "ru"


def test_a_save_that_fails_leaves_the_old_file_and_says_why(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be written"):
        save(blocked / "settings.yaml", Settings())
    assert blocked.read_text() == "not a folder"


def test_a_file_written_by_hand_may_hold_only_some_fields_and_whole_numbers(path):
    path.write_text("language: en\ntext_size: 1\nvolume: 1\n")
    assert load(path) == (Settings(language="en", text_size=1.0, volume=1.0), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "- a list",
        "just text",
        "volume: loud",
        "text_size: 1.2",
        "text_size: true",
        "theme: pink",
        "language: de",
        "latency_ms: 9999",
        "no_such_setting: 1",
        "sound: yes",
        "sound: true\nsound: false",
        "a: &x [1]\nb: *x",
        "\x00\x01",
        "x: " + "y" * 100_000,
    ],
)
def test_a_damaged_file_is_put_aside_told_and_kept(path, text):
    path.write_text(text)
    chosen, notice = load(path)
    assert chosen == Settings()
    assert notice == MOVED
    assert not path.exists()
    assert (path.parent / "settings-damaged-1.yaml").read_text() == text


def test_a_file_that_is_no_text_is_put_aside(path):
    path.write_bytes(b"\xff\xfe\x00volume")
    assert load(path) == (Settings(), MOVED)


def test_what_can_be_read_of_a_damaged_file_is_kept(path):
    path.write_text("language: ru\ntheme: high_contrast\nvolume: 7\nfuture: 1\n")
    assert load(path) == (Settings(language="ru", theme="high_contrast"), MOVED)


def test_a_second_damaged_file_does_not_replace_the_first(path):
    for text in ("first: [", "second: ["):
        path.write_text(text)
        load(path)
    kept = sorted(p.read_text() for p in path.parent.iterdir())
    assert kept == ["first: [", "second: ["]


def test_a_place_that_cannot_be_read_is_told(path):
    path.mkdir()
    assert load(path) == (Settings(), UNREADABLE)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read and write everywhere")
def test_a_damaged_file_in_a_folder_without_write_permission_stays_and_is_told(path):
    path.write_text("volume: 7")
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert load(path) == (Settings(), UNREADABLE)
    finally:
        path.parent.chmod(stat.S_IRWXU)
    assert path.read_text() == "volume: 7"


def test_settings_are_values():
    with pytest.raises(AttributeError):
        Settings().sound = False  # type: ignore[misc]
    assert Settings().changed(sound=False) == Settings(sound=False)


def test_the_file_has_the_fields_of_the_settings():
    assert tuple(SettingsFile.model_fields) == Settings._fields


@pytest.mark.parametrize("text_size", TEXT_SIZES)
def test_what_the_game_wrote_is_read_without_the_strict_reader(path, text_size):
    save(path, Settings(language="uz", text_size=text_size, latency_ms=-40))
    assert _as_written(path.read_text("utf-8")) == load(path)[0]
