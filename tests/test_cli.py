"""The command line: what it answers to wrong words, what robots print, and that kills lose no answer."""

import argparse
import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from math import isclose
from pathlib import Path

import pytest
from pilot import small_pack
from ready_library import robots_with_ready_library
from still_films import still_films

from game import resources
from game.cli import IN_A_CHECKOUT, arguments, main, parser
from game.kiosk import pin
from game.kiosk.config import write as write_settings
from game.kiosk.settings import KioskSettings
from game.quiz.judgement import STEPS
from game.records.store import FILE_NAME, MENDED, AnswerStore

__all__ = ["robots_with_ready_library", "small_pack", "still_films"]

pytestmark = pytest.mark.usefixtures("robots_with_ready_library", "still_films")

NOW = "2026-03-04T05:06:07.089+00:00"
KILLS = 16


# -- words that are wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lang", "fr"], "--lang fr: expected one of uz, en, ru"),
        (["--theme", "pink"], "--theme pink: expected one of light_table, high_contrast"),
        (["--size", "huge"], "--size huge: expected WIDTHxHEIGHT, such as 1280x720"),
        (["--size", "0x720"], "--size 0x720: expected WIDTHxHEIGHT"),
        (["--size", "٦٤٠x٤٨٠"], "--size ٦٤٠x٤٨٠: expected WIDTHxHEIGHT"),
        (["--size", "99999x99999"], "from 640x480 to 7680 pixels a side"),
        (["--size", "639x480"], "--size 639x480: expected WIDTHxHEIGHT"),
        (["--rounds", "0"], "--rounds 0: expected a whole number from 1 to 100000"),
        (["--rounds", "-3"], "--rounds -3: expected a whole number from 1 to 100000"),
        (["--rounds", "many"], "--rounds many: expected a whole number"),
        (["--rounds", "1_0"], "--rounds 1_0: expected a whole number"),
        (["--rounds", "9" * 5000], ": expected a whole number"),
        (["--seed", "one"], "--seed one: expected a whole number from 0 to"),
        (["--player", "human:"], "expected human:SKILL with a skill from 0 to 1"),
        (["--player", "human:nan"], "expected human:SKILL with a skill from 0 to 1"),
        (["--player", "human:2"], "expected human:SKILL with a skill from 0 to 1"),
        (["--player", "human:much"], "expected human:SKILL"),
        (["--player", "maximiser:-1"], "expected maximiser:SKILL with a skill from 0 to 1"),
        (["--player", "wizard"], "always-manipulated, always-real, coin, human:0.7, maximiser:0.7"),
        (["--pack", "no-such-pack"], "no-such-pack: neither a file nor an installed pack; installed: studio"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(capsys, tmp_path, words, told):
    assert main(["autoplay", "--data-dir", str(tmp_path), *words]) == 1
    out, err = capsys.readouterr()
    assert told in err
    assert len(err.strip().splitlines()) == 1
    assert (out, "Traceback" in err) == ("", False)


@pytest.mark.parametrize("words", [["dance"], ["pack"], ["--seed"], ["results", "export", "--format", "xls"]])
def test_a_wrong_command_shows_how_to_use_it(capsys, words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["doctor", "--size", "0x0"], "--size 0x0: expected WIDTHxHEIGHT"),
        (["kiosk", "--size", "1x1"], "--size 1x1: expected WIDTHxHEIGHT"),
        (["screens", "--out", "x", "--text-size", "inf"], "--text-size inf: expected a number from 1 to 1.5"),
        (["pack", "build", "grid", "--out", "x", "--only", "0"], "--only 0: expected a whole number from 1"),
        (["workshop", "--port", "70000"], "--port 70000: expected a whole number from 1 to 65535"),
        (["kiosk", "soak", "--minutes", "-1"], "--minutes -1: expected a number from 0.01 to 10080"),
        (["kiosk", "soak", "--days", "0"], "--days 0: expected a whole number from 1 to 3660"),
    ],
)
def test_every_command_refuses_numbers_that_make_no_sense(capsys, words, told):
    assert main(words) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(told)


EVERY_COMMAND: tuple[list[str], ...] = (
    [],
    ["workshop"],
    ["kiosk", "--config", "CONFIG"],
    ["kiosk", "export", "--config", "CONFIG"],
    ["results", "export"],
    ["pack", "list"],
    ["pack", "install", "PACK"],
    ["pack", "remove", "people"],
    ["pack", "credits"],
    ["pack", "build", "grid", "--download", "--out", "never"],
    ["autoplay"],
)


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
@pytest.mark.parametrize("place", ["file", "file/below", "/proc/self"])
def test_a_data_folder_that_is_none_is_one_line_from_every_command(
    capsys, tmp_path, small_pack, words, place
):
    reads = {"export", "kiosk"}
    if place == "/proc/self" and (reads & set(words) or not Path(place).is_dir()):
        pytest.skip("it can be read; nobody can write there, not even the superuser")
    (tmp_path / "file").write_text("not a folder", "utf-8")
    config = tmp_path / "kiosk.yaml"
    write_settings(config, KioskSettings(pin=pin.record("918273"), fullscreen=False))
    there = {"CONFIG": str(config), "PACK": str(small_pack)}
    status = main([*(there.get(word, word) for word in words), "--data-dir", str(tmp_path / place)])
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert (status, out) == (2 if words[:2] == ["kiosk", "--config"] else 1, "")
    assert line.startswith(f"The data folder {tmp_path / place} cannot be used")


def test_a_robot_leaves_no_answer_among_the_players(capsys, tmp_path, small_pack, monkeypatch):
    monkeypatch.setenv("CHINMI_DATA", str(tmp_path / "player"))
    assert main(["autoplay", "--pack", str(small_pack), "--rounds", "1"]) == 0
    assert not (tmp_path / "player" / FILE_NAME).exists()


def every_parser(start):
    yield start
    for action in start._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from every_parser(inner)


def test_every_option_says_what_it_is_for():
    told = {
        (command.prog, action.dest): action.help
        for command in every_parser(parser())
        for action in command._actions
        if not isinstance(action, argparse._SubParsersAction)
    }
    assert [where for where, words in told.items() if not words] == []


def test_global_options_may_stand_before_or_after_the_command():
    before = parser().parse_args(["--lang", "ru", "--seed", "3", "--mute", "autoplay"])
    after = parser().parse_args(["autoplay", "--lang", "ru", "--seed", "3", "--mute"])
    assert (before.lang, before.seed, before.mute) == (after.lang, after.seed, after.mute) == ("ru", 3, True)


@pytest.mark.parametrize(
    "words", [[], ["autoplay"], ["screens"], ["doctor"], ["bench"], ["pack"], ["results"]]
)
def test_every_command_has_help(capsys, words):
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert "--data-dir" in capsys.readouterr().out


def bare_environment(tmp_path):
    """The environment of a machine without a desktop."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_AUDIODRIVER", "XDG_RUNTIME_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "CHINMI_DATA": str(tmp_path)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a desktop")
def test_without_a_display_one_line_names_what_works(root, tmp_path):
    ended = subprocess.run(
        [sys.executable, "main.py"], cwd=root, env=bare_environment(tmp_path), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 3
    (line,) = ended.stderr.strip().splitlines()
    assert "`autoplay`" in line
    assert "`screens`" in line
    assert ended.stdout == ""


# -- robots ---------------------------------------------------------------------------------------------


def test_an_installed_game_says_where_the_tools_are(capsys, monkeypatch):
    monkeypatch.setattr(resources, "has_tools", lambda: False)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert IN_A_CHECKOUT in " ".join(told.split())
    for tool in ("autoplay", "bench", "screens"):
        with pytest.raises(SystemExit) as ended:
            main([tool])
        assert ended.value.code == 2


@pytest.fixture
def autoplay(capsys, tmp_path):
    def play(*words):
        assert main(["autoplay", "--data-dir", str(tmp_path / "data"), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return play


def test_the_result_has_the_promised_shape(autoplay):
    told = autoplay("--rounds", "4", "--player", "human:0.7", "--seed", "2")
    assert set(told) == {
        "player", "seed", "rounds", "hits", "misses", "false_alarms", "correct_rejections", "dprime",
        "criterion", "brier", "points", "per_kind", "clips",
    }  # fmt: skip
    assert (told["player"], told["seed"], told["rounds"], len(told["clips"])) == ("human:0.7", 2, 4, 4)
    assert told["hits"] + told["misses"] + told["false_alarms"] + told["correct_rejections"] == 4
    for clip in told["clips"]:
        assert set(clip) == {"id", "label", "p", "marks", "points"}
        assert clip["p"] in STEPS
        assert all(0 <= x <= 1 and 0 <= y <= 1 and t >= 0 for x, y, t, _ in clip["marks"])
    assert told["points"] == sum(clip["points"] for clip in told["clips"])
    assert isclose(
        told["brier"],
        sum((c["p"] - (c["label"] == "manipulated")) ** 2 for c in told["clips"]) / 4,
        abs_tol=1e-4,
    )


def test_without_json_the_same_figures_are_plain_lines(capsys, tmp_path):
    assert main(["autoplay", "--data-dir", str(tmp_path), "--rounds", "2", "--player", "oracle"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "rounds: 2" in lines
    assert all(": " in line for line in lines)


def test_one_who_knows_finds_everything(autoplay):
    told = autoplay("--rounds", "12", "--player", "oracle")
    assert (told["misses"], told["false_alarms"]) == (0, 0)
    assert told["criterion"] == 0
    assert told["dprime"] > 2.5
    for counts in told["per_kind"].values():
        assert counts["shown"] == counts["called"] == counts["found"] == counts["named"]


def test_one_who_suspects_everything_discerns_nothing(autoplay):
    told = autoplay("--rounds", "12", "--player", "always-manipulated")
    assert (told["misses"], told["correct_rejections"]) == (0, 0)
    assert told["dprime"] == 0
    assert told["criterion"] < -1
    human = autoplay("--rounds", "12", "--player", "human:0.7")
    assert told["points"] < human["points"]


def test_one_who_trusts_everything_leans_as_far_the_other_way(autoplay):
    told = autoplay("--rounds", "8", "--player", "always-real")
    assert (told["hits"], told["false_alarms"], told["dprime"]) == (0, 0, 0)
    assert told["criterion"] > 1


def test_a_coin_knows_nothing(capsys, tmp_path, small_pack):
    words = ["--pack", str(small_pack), "--rounds", "60", "--player", "coin", "--seed", "3", "--json"]
    assert main(["autoplay", "--data-dir", str(tmp_path), *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rounds"] == 60
    assert abs(told["dprime"]) < 1.0, "three standard errors of 30 + 30 clips"


def test_the_same_seed_gives_the_same_clips_and_answers(autoplay):
    first, second, other = (autoplay("--rounds", "5", "--player", "coin", "--seed", s) for s in "778")
    assert first == second
    assert first["clips"] != other["clips"]


def test_a_robot_plays_in_any_look_without_playing_otherwise(autoplay):
    """The language may choose other clips: those in the player's own come first."""
    plain = autoplay("--rounds", "3", "--player", "oracle", "--lang", "ru")
    other = autoplay(
        "--rounds",
        "3",
        "--player",
        "oracle",
        "--lang",
        "ru",
        "--theme",
        "high_contrast",
        "--size",
        "1080x1920",
    )
    assert [c["id"] for c in plain["clips"]] == [c["id"] for c in other["clips"]]
    assert plain["points"] == other["points"]


def test_what_a_robot_played_can_be_exported(capsys, tmp_path, small_pack):
    words = ["--data-dir", str(tmp_path), "--pack", str(small_pack), "--rounds", "3", "--player", "human:0.6"]
    assert main(["autoplay", *words]) == 0
    capsys.readouterr()
    assert main(["results", "export", "--format", "csv", "--data-dir", str(tmp_path)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 3
    assert {row["pack"] for row in rows} == {"small"}


# -- kills ----------------------------------------------------------------------------------------------


@pytest.fixture
def player(root, tmp_path, small_pack):
    (tmp_path / "scratch").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(root), str(root / "tests")]),
        "TMPDIR": str(tmp_path / "scratch"),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "autoplayer", str(small_pack)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env=environment,
    ) as process:
        yield process
        process.stdin.close()


def shown_until_killed(player, folder, seed, after, idle):
    """Let a game play; kill it a moment after it showed its `after`-th truth. Returns the rounds shown."""
    player.stdin.write(f"{folder} {seed}\n")
    pid: int | None = None
    shown: list[tuple[str, int]] = []
    for line in player.stdout:
        word, *rest = line.split()
        if word == "pid":
            pid = int(rest[0])
        elif word == "dead":
            return shown
        elif word == "shown":
            shown.append((rest[0], int(rest[1])))
        if word in ("pid", "shown") and len(shown) == after:
            for _ in range(idle):
                pass
            os.kill(pid, signal.SIGKILL)
    raise AssertionError("the games ended by themselves")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal need POSIX")
def test_killed_at_any_moment_no_answer_is_lost_whose_truth_was_shown(player, tmp_path):
    moments = random.Random(20260304)
    folder, shown = tmp_path / "data", []
    for seed in range(KILLS):
        after, idle = moments.randrange(7), moments.randrange(1_500_000)
        shown += shown_until_killed(player, folder, seed, after, idle)
        if (folder / FILE_NAME).exists():
            with closing(sqlite3.connect(folder / FILE_NAME)) as db:
                assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    opened = AnswerStore.open(folder, NOW)
    with opened.store as store:
        assert opened.notice in {None, MENDED}
        kept = {(a.session, a.index) for a in store.answers()}
        assert not any(s.finished for s in store.sessions()), "all were killed"
    assert len(shown) > KILLS
    assert len(set(shown)) == len(shown)
    assert set(shown) <= kept


# -- terminals and pipes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["pack", "new", "FOLDER", "--out", "OUT"],
        ["kiosk", "init", "--config", "OUT"],
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_questions_that_nobody_answers_end_in_one_line(root, tmp_path, words, closed):
    there = {"FOLDER": str(tmp_path), "OUT": str(tmp_path / "out.yaml")}
    command = ["sh", "-c", 'exec "$@" <&-', "sh"] if closed and os.name == "posix" else []
    ended = subprocess.run(
        [*command, sys.executable, "main.py", *(there.get(word, word) for word in words)],
        cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (1, "The input ended before all questions were answered.\n")
    assert not (tmp_path / "out.yaml").exists()


@pytest.mark.parametrize("ask", [["pack", "list"], ["pack", "credits"], ["doctor"], ["--help"]])
def test_a_terminal_without_our_letters_gets_them_escaped(root, tmp_path, ask):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "CHINMI_DATA": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "main.py", *ask], cwd=root, env=environment, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.isascii()


@pytest.mark.skipif(os.name != "posix", reason="a shell closes it")
@pytest.mark.parametrize("ask", [["results", "export"], ["pack", "list"]])
def test_a_closed_output_is_no_failure(root, tmp_path, ask):
    command = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", sys.executable, "main.py", *ask]
    environment = {**os.environ, "CHINMI_DATA": str(tmp_path)}
    assert subprocess.run(command, cwd=root, env=environment, check=False).returncode == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_the_place_of_a_file_is_one_line(capsys, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    for words in (["kiosk", "--config"], ["kiosk", "export", "--config"]):
        assert main([*words, str(tmp_path / "pipe.yaml")]) in {1, 2}
        (line,) = capsys.readouterr().err.splitlines()
        assert line == f"{tmp_path / 'pipe.yaml'}: the file cannot be read: expected a plain file"
    assert main(["pack", "build", str(tmp_path / "pipe.yaml"), "--from", ".", "--out", "x"]) == 1
    assert "there is no such recipe" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["--mute", "--seed", "7"], ["--data-dir", "x", "--lang=uz"], ["--size", "800x600", "--fullscreen"]],
)
def test_without_a_command_a_small_parser_reads_the_same(words):
    assert arguments(words) == parser().parse_args(words)


@pytest.mark.parametrize("words", [["nonsense"], ["--nonsense"], ["--seed"], ["--help"], ["pack"]])
def test_what_it_cannot_read_the_whole_parser_tells(words, capsys):
    with pytest.raises(SystemExit):
        arguments(words)
    told = capsys.readouterr()
    assert "COMMAND ..." in told.out + told.err or "main.py pack" in told.err
