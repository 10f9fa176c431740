"""The measurements run, measure what they say, and print one shape. How long things take is not asserted."""

import json
import sys
from random import Random

import pytest

from game import resources
from game.app import App
from game.cli import main
from game.home.help import HelpScene
from game.media import measure
from game.media.sample import moving_images, write_clip
from game.opening import FOLDER
from game.packs.library import Library
from game.ui.first_picture import FILE
from tools.bench import attract as bench_attract
from tools.bench import bench
from tools.bench import child as bench_child
from tools.bench import game as bench_game
from tools.bench import library as bench_library
from tools.bench import peers as bench_peers
from tools.bench import reads as bench_reads
from tools.bench import repaint as bench_repaint
from tools.bench import start as bench_start
from tools.screenshots.registry import Tour
from tools.screenshots.shot import Shot


@pytest.fixture(scope="module")
def guide():
    return resources.read_guide()


@pytest.fixture
def quick(monkeypatch):
    """Everything measured, on the smallest scale."""
    monkeypatch.setattr(bench_library, "COUNTS", (20, 200))
    monkeypatch.setattr(bench_library, "SEEDS", 1)
    monkeypatch.setattr(bench_library, "TURNS", 1)
    monkeypatch.setattr(bench_library, "COPIES", 3)
    monkeypatch.setattr(bench_reads, "worst", lambda _folder: (0.5, "credits: packs"))
    monkeypatch.setattr(bench_game, "STILL_SECONDS", 0.05)


def told(capsys, *words):
    assert main(["bench", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_measurement_can_be_asked_for(capsys, quick):
    result = told(capsys, "--only", "library")
    assert set(result) == {"machine", "library"}
    assert set(result["library"]["clips"]) == {"20", "200", "600"}
    for row in result["library"]["clips"].values():
        assert row["open_ms"] > 0
        assert row["draw_ms"] > 0
    assert result["library"]["ratio"] > 0
    assert 0 < result["library"]["draw_ratio_1m"] <= result["library"]["draw_worst_1m"]


def test_nothing_tells_whose_machine_it_is(capsys, quick):
    machine = told(capsys, "--only", "library")["machine"]
    assert set(machine) == {"cores", "python", "pygame", "screen"}
    assert machine["screen"] == "dummy"


def test_plain_lines_say_the_same(capsys, quick):
    assert main(["bench", "--only", "library"]) == 0
    out = capsys.readouterr().out
    assert "open_ms" in out
    assert "ratio" in out


def test_an_unknown_measurement_is_told_with_the_known_ones(capsys):
    assert main(["bench", "--only", "everything"]) == 1
    assert "--only everything: expected one of start, frame, still, library" in capsys.readouterr().err


def test_each_name_has_its_measurement():
    assert tuple(bench._measures()) == bench.NAMES


def test_a_library_is_filled_with_as_many_clips_as_asked_half_of_them_manipulated(tmp_path, guide):
    each = 10
    edits = each * len(guide.kinds)
    bench_library.fill(tmp_path, 2 * edits, guide)
    library = Library(tmp_path)
    counts = library.counts()
    assert (counts.real, counts.manipulated) == (edits, edits)
    assert all(library.counts((kind,)).manipulated == each for kind in guide.kinds)
    library.close()


def test_the_dearest_read_of_the_screens_is_told_with_its_screen(tmp_path, guide, monkeypatch):
    monkeypatch.setattr(bench_reads, "TURNS", 1)
    monkeypatch.setattr(bench_reads, "SCREENS", {"credits": bench_reads.SCREENS["credits"]})
    bench_library.fill(tmp_path, 20, guide)
    cost, read = bench_reads.worst(tmp_path)
    assert cost > 0
    assert read.startswith("credits: ")


def test_a_drawn_session_is_whole_and_repeats_with_its_seed(tmp_path, guide):
    bench_library.fill(tmp_path, 200, guide)
    level = resources.read_levels()[0]
    library = bench_library.open_for_menu(tmp_path, guide)
    first, second, other = (bench_library.draw_session(library, guide, level, Random(s)) for s in (1, 1, 2))
    assert len(set(first)) == level.rounds
    assert first == second != other
    library.close()


def test_a_still_screen_draws_nothing(tmp_path, quick):
    assert bench_game.measure_still(tmp_path)["pictures_drawn"] == 0


def test_a_frame_is_drawn_by_the_game_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "SECONDS", 0.4)
    monkeypatch.setattr(measure, "SIZE", (64, 48))
    write_clip(tmp_path / bench_game.FILM, moving_images((64, 48), 10), fps=25)
    drawn = []

    class Counting(App):
        def close(self):
            drawn.append(self.loop.frames_drawn)
            super().close()

    monkeypatch.setattr(bench_game, "App", Counting)
    cost, size = bench_game._frame_cost(tmp_path, 0)
    assert cost > 0
    assert size[0] / size[1] == pytest.approx(64 / 48, rel=0.02)
    assert drawn[0] >= 10


def test_a_film_in_real_time_ends_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "SECONDS", 0.8)
    monkeypatch.setattr(measure, "SIZE", (64, 48))
    write_clip(tmp_path / bench_game.FILM, moving_images((64, 48), 20), fps=25)
    _late, frames, _share = bench_game._in_real_time(tmp_path)
    assert frames >= 1


def test_a_start_is_told_at_its_first_picture_and_when_the_menu_has_answered_a_key(tmp_path):
    bench_start._at_home(tmp_path)
    picture = bench_start._start("picture", "--data-dir", str(tmp_path))
    assert not (tmp_path / "answers.db").exists()
    menu = bench_start._start("menu", "--data-dir", str(tmp_path))
    assert (tmp_path / FOLDER / FILE).exists()
    assert 0 < picture.busy < menu.busy
    assert picture.memory <= menu.memory


def test_a_start_keeps_what_it_compiles_as_at_home(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    around = bench_start.environment()
    assert "PYTHONDONTWRITEBYTECODE" not in around
    assert around["PYTHONPATH"].endswith("elsewhere")


def test_starts_are_timed_in_processes_of_their_own(tmp_path, monkeypatch):
    asked = []

    def start(*words):
        asked.append(words[0])
        return bench_start.Started(float(len(asked)), 2.0 ** len(asked), 100 * len(asked))

    monkeypatch.setattr(bench_start, "RUNS", 2)
    monkeypatch.setattr(bench_start, "_start", start)
    result = bench_start.measure(tmp_path)
    assert asked == ["picture", "menu", *("bare", "picture", "menu") * 2]
    assert (result["first_s"], result["bare_s"], result["first_picture_s"], result["menu_s"]) == (
        1,
        4.5,
        5.5,
        6.5,
    )
    assert result["first_picture_ratio"] == pytest.approx(5.5 / 4.5)
    assert result["menu_ratio"] == pytest.approx(6.5 / 4.5)
    assert result["menu_busy_ratio"] == pytest.approx((2**5 + 2**8) / (2**3 + 2**6))
    assert bench_start.measure_memory(tmp_path)["menu_ratio"] == pytest.approx(1100 / 1000)


def test_a_child_tells_how_much_memory_it_holds(capsys):
    bench_child.bare()
    assert int(capsys.readouterr().out.split()[1]) == pytest.approx(bench_child.memory(), rel=0.2)


def test_every_screen_of_a_tour_is_drawn_anew(tmp_path):
    def shots(app, _driver):
        yield Shot("menu")
        yield Shot("help", lambda: app.stack.push(HelpScene(app.context)))

    costs = bench_repaint.costs_of(tmp_path, (640, 480), [Tour("short", shots)])
    assert list(costs) == ["menu", "help"]
    assert all(cost > 0 for cost in costs.values())


def test_the_attract_loop_is_measured_as_it_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_attract, "FRAMES", 20)
    monkeypatch.setattr(bench_attract, "TURNS", 1)
    told = bench_attract.measure(tmp_path)
    assert told["ratio"] == pytest.approx(told["frame_ms"] / told["clips_ms"])


def test_other_players_are_measured_without_their_start(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: name if name == "ffplay" else None)
    monkeypatch.setattr(bench_peers, "find_spec", lambda _name: None)
    monkeypatch.setattr(bench_peers, "_busy", lambda words: 0.5 if "1.0" in words else 2.5)
    film = tmp_path / "film.mp4"
    assert list(bench_peers.commands(film, 5.0)) == ["ffplay"]
    assert bench_peers.frame_cost("ffplay", film, 5.0, 25) == pytest.approx(0.02)


def test_a_player_that_cannot_play_here_gives_no_figure(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: sys.executable if name == "mpv" else None)
    assert bench_peers.frame_cost("mpv", tmp_path / "film.mp4", 5.0, 25) is None


def test_a_start_that_fails_is_no_measurement(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "no-such-driver")
    with pytest.raises(Exception, match="non-zero exit status"):
        bench_start._start("bare")
