"""No answer whose truth was shown is lost, whenever the game is killed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any

import pytest

from game.records.store import FILE_NAME, MENDED, AnswerStore
from records.make import NOW

KILLS = 40


@pytest.fixture
def adder(root):
    paths = os.pathsep.join([str(root), str(root / "tests")])
    with subprocess.Popen(
        [sys.executable, "-m", "records.adder"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env={**os.environ, "PYTHONPATH": paths},
    ) as process:
        yield process
        process.stdin.close()


def shown_until_killed(adder, folder, after, idle):
    """Let a player play; kill it a moment after its `after`-th answer. Returns (session, index) shown."""
    adder.stdin.write(f"{folder}\n")
    pid: int | None = None
    shown: list[Any] = []
    for line in adder.stdout:
        word, *rest = line.split()
        assert word in {"pid", "shown", "dead"}, line
        if word == "pid":
            pid = int(rest[0])
        elif word == "dead":
            return shown
        else:
            shown.append((rest[0], int(rest[1])))
        if len(shown) == after:
            for _ in range(idle):
                pass
            os.kill(pid, signal.SIGKILL)
    raise AssertionError("the player ended by itself")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal need POSIX")
def test_forty_kills_lose_no_shown_answer(adder, tmp_path):
    moments = random.Random(20260304)
    shown = []
    for _ in range(KILLS):
        after = moments.randrange(13)
        shown += shown_until_killed(adder, tmp_path, after, moments.randrange(30_000))
        if (tmp_path / FILE_NAME).exists():
            with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
                assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    opened = AnswerStore.open(tmp_path, NOW)
    with opened.store as store:
        assert opened.notice in {None, MENDED}
        kept = {(a.session, a.index) for a in store.answers()}
    assert len(shown) > KILLS
    assert len(set(shown)) == len(shown)
    assert set(shown) <= kept
    # At most the one answer that was being shown when the kill came is kept and was not told.
    assert len(kept) - len(shown) <= KILLS
