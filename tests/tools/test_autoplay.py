"""The robot player: what it stores and what it repeats."""

import json

import pytest
from ready_library import robots_with_ready_library
from small_pack import pack_record, real, write_pack
from still_films import still_films

from game.cli import main
from game.records.store import AnswerStore

__all__ = ["robots_with_ready_library", "still_films"]

pytestmark = pytest.mark.usefixtures("robots_with_ready_library", "still_films")


def autoplay(capsys, folder, *more):
    assert main(["autoplay", "--data-dir", str(folder), "--rounds", "2", "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_same_seed_plays_the_same_and_both_sessions_are_kept(tmp_path, capsys):
    first = autoplay(capsys, tmp_path, "--seed", "5", "--player", "human:0.6")
    second = autoplay(capsys, tmp_path, "--seed", "5", "--player", "human:0.6")
    assert first == second
    store = AnswerStore.open(tmp_path, "2026-01-01T00:00:00+00:00").store
    assert len(store.answers()) == 4
    store.close()


@pytest.mark.parametrize(("player", "points"), [("oracle", None), ("always-real", 110)])
def test_a_habit_is_told_from_knowledge(tmp_path, capsys, player, points):
    told = autoplay(capsys, tmp_path, "--player", player)
    assert told["rounds"] == 2
    if points is None:
        assert told["hits"] == told["correct_rejections"] == 1
        assert told["points"] == 200
    else:
        assert told["points"] == points
        assert told["dprime"] == 0


def test_an_unknown_player_is_answered_with_the_known_ones(capsys):
    assert main(["autoplay", "--player", "wizard"]) == 1
    assert "always-real" in capsys.readouterr().err


def test_a_pack_of_real_clips_alone_ends_with_a_sentence_in_the_player_s_language(tmp_path, capsys):
    pack = write_pack(tmp_path / "mine", [real(1), real(2)], pack_record("mine"))
    said = ["autoplay", "--data-dir", str(tmp_path / "data"), "--pack", str(pack), "--lang", "uz"]
    assert main(said) == 1
    assert "oʻzgartirilgan lavhalar ham kerak" in capsys.readouterr().err


def test_posts_are_played_through_the_real_screens(tmp_path, capsys):
    told = autoplay(capsys, tmp_path, "--posts", "--player", "oracle")
    assert (told["rounds"], told["points"], told["settled"]) == (2, 400, 2)
    assert main(["autoplay", "--posts", "--player", "human:0.6"]) == 1
    assert "never-share" in capsys.readouterr().err
    assert main(["results", "export", "--posts", "--data-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("\n") == 3
