"""Small edges: the service manager's socket, the QR code, the gate for events, the process_metrics."""

from __future__ import annotations

import io
import os
import platform
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from game.kiosk.input_filter import AFTER_CHANGE, EventFilter
from game.kiosk.qr import modules
from game.kiosk.supervision.heartbeat import Heartbeat
from game.kiosk.supervision.processes import Processes
from tools.trials.process_metrics import ProcessMetrics, read, slope, slopes


@pytest.mark.skipif(sys.platform == "win32", reason="systemd's socket is a Unix one")
def test_the_service_manager_hears_what_it_is_told(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as inbox:
        inbox.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        Processes([]).tell_manager("READY=1")
        assert inbox.recv(100) == b"READY=1"
    Processes([]).tell_manager("nobody listens now")
    monkeypatch.delenv("NOTIFY_SOCKET")
    Processes([]).tell_manager("nobody ever listened")


def test_a_qr_code_is_square_with_its_three_corners_and_none_without_text():
    assert modules(None) is None
    pytest.importorskip("segno")
    code = modules("https://example.org/chinmi")
    assert code is not None
    assert {len(row) for row in code} == {len(code)}
    for y, x in ((0, 0), (0, -7), (-7, 0)):
        rows = code[y : y + 7 or None]
        assert all(row[x : x + 7 or None][0] and row[x : x + 7 or None][6] for row in rows)


def event(kind: int, **how: Any) -> pygame.event.Event:
    return pygame.event.Event(kind, **how)


def test_the_gate_swallows_what_closes_and_what_comes_too_soon():
    gate = EventFilter()
    touch = event(pygame.MOUSEBUTTONDOWN, pos=(1, 1), button=1)
    letter = event(pygame.KEYDOWN, key=pygame.K_a, mod=0)
    assert gate.pass_on([touch], 1, 10.0) == []
    assert gate.pass_on([touch, letter], 1, 10.0 + AFTER_CHANGE) == [touch, letter]
    assert gate.pass_on([touch, letter], 2, 11.0) == [letter]
    locked = [
        event(pygame.QUIT),
        event(pygame.KEYDOWN, key=pygame.K_F4, mod=pygame.KMOD_LALT),
        event(pygame.KEYDOWN, key=pygame.K_TAB, mod=pygame.KMOD_LALT),
        event(pygame.KEYDOWN, key=pygame.K_LSUPER, mod=0),
        event(pygame.KEYDOWN, key=pygame.K_c, mod=pygame.KMOD_LCTRL),
    ]
    assert gate.pass_on(locked, 2, 20.0) == []


def test_a_clock_that_runs_backwards_does_not_shut_the_gate():
    gate = EventFilter()
    touch = event(pygame.MOUSEBUTTONDOWN, pos=(1, 1), button=1)
    gate.pass_on([], 1, 100.0)
    assert gate.pass_on([touch], 1, 5.0) == [touch]


def test_signs_are_not_more_than_one_a_second_and_notes_are_one_line():
    now = [0.0]
    out = io.BytesIO()
    heartbeat = Heartbeat(out, lambda: now[0])
    for _ in range(30):
        heartbeat.beat()
        now[0] += 0.1
    heartbeat.note("first\nsecond")
    lines = out.getvalue().decode().splitlines()
    assert lines.count("sign") == 3
    assert lines[-1] == "note first | second"


def test_a_broken_pipe_stops_no_game():
    out = io.BytesIO()
    out.close()
    heartbeat = Heartbeat(out, lambda: 0.0)
    heartbeat.beat()
    heartbeat.note("nobody listens")


def test_slopes_are_those_of_the_line(tmp_path):
    readings = [ProcessMetrics(100.0 + 3 * n, 5.0, 2.0, 0.0, 0.5 * n) for n in range(6)]
    grown = slopes([float(n) for n in range(6)], readings)
    assert {name: one.slope for name, one in grown.items()} == pytest.approx(
        {"memory": 3, "handles": 0, "threads": 0, "store": 0, "log": 0.5}
    )
    assert slopes([1.0], readings[:1])["memory"].slope == 0
    used = [replace(reading, in_use=2.0 * n) for n, reading in enumerate(readings)]
    assert slopes([float(n) for n in range(6)], used)["in_use"].slope == pytest.approx(2)
    assert read(tmp_path).store == 0


def test_a_slope_comes_with_its_standard_error():
    readings = [ProcessMetrics(memory, 0.0, 0.0, 0.0, 0.0) for memory in (1.0, 3.0, 2.0, 4.0)]
    grown = slopes([0.0, 1.0, 2.0, 3.0], readings)
    assert grown["memory"] == pytest.approx((0.8, 0.4242640687))
    assert grown["threads"].error == 0


@pytest.mark.parametrize("seed", range(12))
def test_readings_that_are_like_the_one_before_tell_less(seed):
    noise = np.random.default_rng(seed).normal(0, 1, 400)
    alike = np.zeros(400)
    for n in range(1, 400):
        alike[n] = 0.95 * alike[n - 1] + noise[n]
    at = [float(n) for n in range(400)]
    for values, most in ((noise, 1.3), (alike, 12.0)):
        found = slope(at, values.tolist())
        residues = values - np.polyval(np.polyfit(at, values, 1), at)
        plain = residues.std(ddof=2) / (np.std(at) * 20)
        assert plain <= found.error * 1.001 <= plain * most
    assert found.error > 2 * plain
    assert abs(found.slope) < 5 * found.error


GLIBC = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or tuple(map(int, platform.libc_ver()[1].split("."))) < (2, 33),
    reason="needs glibc 2.33",
)


@GLIBC
def test_the_bytes_in_use_are_those_that_were_asked_for(tmp_path):
    before = read(tmp_path).in_use
    held = bytearray(20 * 2**20)
    assert read(tmp_path).in_use - before == pytest.approx(20 * 1024, abs=1024)
    del held
    assert read(tmp_path).in_use - before == pytest.approx(0, abs=1024)


MAPPED = """
from game.media import heap
assert {set_first} or heap.map_large_blocks()
freed = bytearray(20 * 2**20)
del freed
before = heap._info().hblkhd
held = bytearray(2**20)
print(heap._info().hblkhd - before >= len(held))
"""


def mapped(*, set_first: bool) -> bool:
    """Whether a large block is mapped by itself, in a process of its own.

    Where the heap of this one has a hole already, malloc fills that first. A cluster of other tests leaves
    settings of malloc in the environment.
    """
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    told = subprocess.run(
        [sys.executable, "-c", MAPPED.format(set_first=set_first)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
        env=plain,
    )
    return told.stdout.strip() == "True"


@GLIBC
def test_large_blocks_are_mapped_one_by_one_whatever_was_freed_before():
    assert mapped(set_first=False)


@GLIBC
def test_without_that_a_freed_block_changes_where_later_ones_go():
    """Now and then the heap cannot grow where the system put it; then malloc maps all the same."""
    assert not all(mapped(set_first=True) for _ in range(4))
