"""The laptop loses its power in the middle of a vote: every acknowledged vote is there afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from game.workshop.codes import digest
from game.workshop.host import Host
from game.workshop.journal import VoteJournal
from game.workshop.room import RoomPhase
from workshop import kit

ROOT = Path(__file__).parents[2]


def test_a_killed_room_goes_on_where_it_was(tmp_path):
    program = [sys.executable, str(Path(__file__).with_name("killed.py")), str(tmp_path)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as room:
        try:
            line = next(line for line in room.stdout if line.split()[0].isdigit())
            port, code = line.split()
            place = SimpleNamespace(address="127.0.0.1", port=int(port), host=None)
            phones = [kit.Phone(place) for _ in range(6)]
            for step, phone in enumerate(phones, 1):
                assert phone.join(code)[0] == 200
                assert phone.vote(0, step)[0] == 200
        finally:
            room.kill()
    journal = VoteJournal.open(tmp_path, kit.NOW)
    host = Host.resume(journal.unfinished(), journal)
    assert (host.room.code, host.room.at, host.room.phase) == (code, 0, RoomPhase.OPEN)
    for step, phone in enumerate(phones, 1):
        assert host.room.ballot(0)[digest(phone.token)].step == step
    with kit.served(host, port=int(port)) as service:
        for phone in phones:
            phone.service = service
        assert phones[0].state()["mine"] == {"0": {"rev": 1, "step": 1}}
        assert phones[0].vote(0, 6, rev=2)[0] == 200
    assert host.room.distribution() == (0, 1, 1, 1, 1, 2)
    host.close()


def test_a_damaged_journal_is_kept_aside(tmp_path):
    (tmp_path / "workshop.db").write_bytes(b"this is no database at all" * 200)
    journal = VoteJournal.open(tmp_path, kit.NOW)
    assert journal.unfinished() is None
    journal.close()
    assert (tmp_path / "workshop-damaged-20260304T050607.db").read_bytes().startswith(b"this is no database")
