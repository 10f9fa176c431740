"""The real child process: its signs, its death, its end with the supervisor."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ready_library import lay_out

from game.kiosk import config
from game.kiosk.settings import KioskSettings
from game.kiosk.supervision.processes import Processes, _environment
from game.kiosk.supervision.supervisor import CameUp, Ended, LifeSign, Note, Supervisor
from kiosk.kit import RECORD

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")


@pytest.fixture
def outside(tmp_path, monkeypatch, ctrl_c):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))
    path = tmp_path / "kiosk.yaml"
    config.write(path, KioskSettings(pin=RECORD, fullscreen=False, reduced_motion=True))
    lay_out(tmp_path / "data")
    made = Processes(["--config", str(path), "--data", str(tmp_path / "data")])
    yield made
    made.stop()


def until(outside: Processes, kind: type, most: float = 90.0) -> list[object]:
    """Return what was heard up to the first `kind`."""
    heard: list[object] = []
    end = time.monotonic() + most
    while not any(isinstance(one, kind) for one in heard):
        assert time.monotonic() < end, heard
        heard += outside.wait(1.0)
    return heard


def test_a_real_game_comes_up_without_sound_dies_and_is_heard_to_die(outside, tmp_path):
    shutil.rmtree(tmp_path / "data")
    outside.start(still=False)
    heard = until(outside, CameUp)
    assert any(isinstance(one, LifeSign) for one in heard)
    os.kill(outside.pid, signal.SIGKILL)
    assert Ended(-9) in until(outside, Ended)
    outside.start(still=True)
    assert outside.pid is not None
    outside.stop()
    assert outside.pid is None


def test_a_wish_to_stop_ends_game_and_supervisor(outside, tmp_path):
    log: list[str] = []
    supervisor = Supervisor(outside, log.append)
    while not any("attract screen" in line for line in log):
        assert supervisor.step() is None
    outside.ask_to_stop()
    assert supervisor.run() == 0
    assert outside.pid is None
    assert log[-1] == "supervisor: ends"
    assert (tmp_path / "data" / "visits.db").exists()


def test_a_child_whose_supervisor_is_gone_ends_by_itself(outside):
    outside.start(still=False)
    until(outside, CameUp)
    child = outside._child
    child.stdin.close()
    assert child.wait(20) == 0


@pytest.mark.parametrize(
    ("still", "number", "status"),
    [(False, signal.SIGTERM, 143), (False, signal.SIGINT, 130), (True, signal.SIGTERM, 143)],
)
def test_a_child_that_the_system_stops_ends_in_order_and_says_so(outside, still, number, status):
    outside.start(still=still)
    until(outside, Note if still else CameUp)
    os.kill(outside.pid, number)
    heard = until(outside, Ended)
    assert Ended(status) in heard
    assert Note(f"was asked to stop by signal {int(number)}") in heard


def test_a_child_that_starts_up_and_does_not_look_at_its_input_is_told_to_stop():
    """Else the end of a kiosk, just after its start, waits until the child is ended by force."""
    made = Processes(["0"], ("http.server", "--bind", "127.0.0.1"))
    made.start(still=False)
    child = made._child
    assert child is not None
    made.stop()
    assert child.returncode == -signal.SIGTERM


@pytest.mark.parametrize("status", [0, 1, 10])
def test_a_child_ends_with_its_own_status_while_its_supervisor_lives(status):
    """The supervisor tells a daily restart, a closing and a failure apart by nothing else."""
    code = (
        "import sys, time; from game.kiosk.supervision.heartbeat import end_with_the_parent;"
        f"end_with_the_parent(lambda: None); time.sleep(0.2); sys.exit({status})"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, cwd=ROOT) as child:
        assert child.wait(60) == status


def test_staff_can_restart_and_close_it(outside, tmp_path):
    log: list[str] = []
    made = Processes([*outside._arguments[1:]], ("tools.torture.kiosk_trial", "staff", str(tmp_path)))

    def listen(line):
        log.append(line)
        if "OUT OF ORDER" in line:
            made.ask_to_stop()  # or it would wait for half a day

    assert Supervisor(made, listen).run() == 0
    told = [line for line in log if "starts the game" in line or "ended with" in line]
    assert [line.split(" after")[0].removeprefix("supervisor: ") for line in told] == [
        "starts the game (restarts that count: 0)",
        "the game ended with status 10",
        "starts the game (restarts that count: 0)",
        "the game ended with status 0",
    ]


def test_a_failure_nobody_thought_of_is_in_the_log_and_ends_with_status_1(outside, tmp_path):
    made = Processes([*outside._arguments[1:]], ("tools.torture.kiosk_trial", "crash", str(tmp_path)))
    made.start(still=False)
    heard = until(made, Ended)
    assert Ended(1) in heard
    assert any(isinstance(one, Note) and "OnPurposeError" in one.text for one in heard)


def test_the_child_finds_the_game_and_no_room_of_it_by_its_bare_name():
    """A folder inside the game on the path would hide other packages called `kiosk` or `media`."""
    first = _environment()["PYTHONPATH"].split(os.pathsep)[0]
    assert (Path(first) / "game" / "__init__.py").exists()


def test_notes_come_through(outside, tmp_path):
    (tmp_path / "data" / "visits.db").write_bytes(b"damaged" * 3000)
    outside.start(still=False)
    heard = until(outside, CameUp)
    assert any(isinstance(one, Note) and "was damaged" in one.text for one in heard)
