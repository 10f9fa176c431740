"""Signals end every command at once and in order; a window that is closed still asks."""

import contextlib
import os
import signal
import subprocess
import sys
import threading

import pytest
from pilot import make_pilot, pilot, small_pack

from game import stopping
from game.cli import main
from game.records.store import AnswerStore

__all__ = ["make_pilot", "pilot", "small_pack"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
NOW = "2026-03-04T05:06:07.089+00:00"
LONGEST = 40
"""Seconds after which a process counts as hanging; a still screen alone waits for 60."""


def hear_ctrl_c():
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started(root, *words, **how):
    """Start Python as a terminal would: nothing is ignored that the tests' own process ignores."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "tests")])}
    return subprocess.Popen(
        [sys.executable, *map(str, words)],
        cwd=root,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - no thread of ours starts processes
        **how,
    )


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize(("place", "answers"), [("menu", 0), ("reveal", 1)])
def test_a_game_that_stands_still_ends_at_once_and_keeps_what_it_showed(
    root, tmp_path, small_pack, place, answers, number, status
):
    with started(root, "-m", "stopped_game", place, small_pack, tmp_path / "data") as game:
        assert game.stdout.readline() == "still\n"
        game.send_signal(number)
        out, err = game.communicate(timeout=LONGEST)
    assert (game.returncode, err) == (status, "")
    left = out.splitlines()[-1].removeprefix("left").replace("idle decoder", "").split()
    assert left == [], "no thread stays behind, but decoders that wait for their next clip"
    with AnswerStore.open(tmp_path / "data", NOW).store as store:
        assert len(store.answers()) == answers
        assert not any(session.finished for session in store.sessions())


def test_a_robot_ends_at_once_and_keeps_what_it_showed(root, tmp_path, small_pack):
    words = ["--data-dir", tmp_path, "--pack", small_pack, "--rounds", "5000", "--verbose"]
    with started(root, "main.py", "autoplay", *words) as robot:
        shown = robot.stderr.readline()
        robot.send_signal(signal.SIGTERM)
        out, err = robot.communicate(timeout=LONGEST)
    assert shown.startswith("shown")
    assert (robot.returncode, out) == (143, "")
    assert "Traceback" not in err
    with AnswerStore.open(tmp_path, NOW).store as store:
        assert store.answers()


def test_a_command_that_works_is_broken_off_with_the_status_that_shells_tell(monkeypatch, capsys):
    monkeypatch.setattr("game.commands.schemas.run", lambda _args: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    assert main(["schemas", "--out", "never"]) == 143
    assert signal.getsignal(signal.SIGTERM) == (before or signal.SIG_DFL)
    assert capsys.readouterr() == ("", "")


def test_a_wish_that_comes_twice_at_once_does_not_break_off_the_end_in_order():
    done = []
    with pytest.raises(stopping.Stopped), stopping.listening():  # noqa: PT012
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("put away")
    assert done == ["put away"]


class Swallows:
    """What is raised while it is taken away goes nowhere."""

    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)


def test_a_wish_that_goes_nowhere_comes_again_and_says_nothing(monkeypatch, capsys):
    monkeypatch.setattr(stopping, "EVERY", 0.01)
    rounds = 0
    with stopping.listening(), pytest.raises(stopping.Stopped) as ended:  # noqa: PT012
        Swallows()
        while rounds < 1 << 40:
            rounds += 1
    assert ended.value.status == 143
    assert capsys.readouterr() == ("", "")


def test_an_end_in_order_is_not_broken_off_by_what_comes_again(monkeypatch):
    monkeypatch.setattr(stopping, "EVERY", 0.001)
    nudges, done = [], []
    send = signal.pthread_kill
    monkeypatch.setattr(signal, "pthread_kill", lambda *which: (send(*which), nudges.append(which)))
    with pytest.raises(stopping.Stopped), stopping.listening():  # noqa: PT012
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            while len(nudges) < 5:
                with contextlib.suppress(ValueError):
                    int("no number")
            done.append("put away")
    assert done == ["put away"]


def test_what_insisted_on_one_end_does_not_break_off_the_next_one(monkeypatch):
    insisting = []
    with monkeypatch.context() as later:
        later.setattr("_thread.start_new_thread", lambda work, words: insisting.append((work, words)))
        with pytest.raises(stopping.Stopped), stopping.listening():
            os.kill(os.getpid(), signal.SIGTERM)
    monkeypatch.setattr(stopping, "EVERY", 0.0)
    done = []
    with (  # noqa: PT012
        stopping.listening(),
        pytest.raises(stopping.Stopped),
        stopping.held(lambda: None, lambda: None),
    ):
        os.kill(os.getpid(), signal.SIGTERM)
        ((work, words),) = insisting
        work(*words)
        done.append("put away")
    assert done == ["put away"]


def test_who_insists_is_heard(monkeypatch, ctrl_c):
    monkeypatch.setattr(stopping, "AGAIN", 0.0)
    asked = []
    with (  # noqa: PT012
        stopping.listening(),
        pytest.raises(stopping.Stopped) as ended,
        stopping.held(lambda: asked.append("stop"), lambda: None),
    ):
        os.kill(os.getpid(), signal.SIGTERM)
        assert asked == ["stop"]
        os.kill(os.getpid(), signal.SIGINT)
        asked.append("never")
    assert (asked, ended.value.status) == (["stop"], 130)


def test_what_waits_outside_of_python_is_woken_and_the_thread_for_it_ends():
    woken = threading.Event()
    with (  # noqa: PT012
        stopping.listening(),
        pytest.raises(stopping.Stopped),
        stopping.held(lambda: None, woken.set),
    ):
        os.kill(os.getpid(), signal.SIGTERM)
        assert woken.wait(LONGEST)
    assert not [thread for thread in threading.enumerate() if thread.name == "signals"]


def test_a_signal_that_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopping.listening():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_takes_no_signals():
    ended = []

    def work():
        with stopping.listening(), stopping.held(lambda: None, lambda: None):
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


def test_a_game_that_is_closed_from_outside_asks_nothing(pilot):
    pilot.start(rounds=2)
    pilot.app.leave()
    pilot.app.run()
    assert len(pilot.app.stack) == 0


def test_python_does_not_look_through_all_objects_when_the_game_has_ended(root):
    script = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0))\n"
        "from game.entry import start\n"
        "start(['kiosk', 'settings'])\n"
    )
    with started(root, "-c", script) as game:
        out, _ = game.communicate(timeout=LONGEST)
    assert out.splitlines()[-1] == "False True"
