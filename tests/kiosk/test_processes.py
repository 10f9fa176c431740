"""The real child process: its signs, its death, its end with the supervisor."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from game.content.kiosk import KioskSettings
from game.kiosk import config
from game.kiosk.processes import Processes
from game.kiosk.supervisor import CameUp, Ended, Note, Sign, Supervisor
from kiosk.kit import RECORD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")


@pytest.fixture
def outside(tmp_path, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    path = tmp_path / "kiosk.yaml"
    config.write(path, KioskSettings(pin=RECORD, fullscreen=False, reduced_motion=True))
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


def test_a_real_game_comes_up_without_sound_dies_and_is_heard_to_die(outside):
    outside.start(still=False)
    heard = until(outside, CameUp)
    assert any(isinstance(one, Sign) for one in heard)
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


def test_notes_come_through(outside, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "visits.db").write_bytes(b"damaged" * 3000)
    outside.start(still=False)
    heard = until(outside, CameUp)
    assert any(isinstance(one, Note) and "was damaged" in one.text for one in heard)
