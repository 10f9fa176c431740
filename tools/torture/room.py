"""A room that can be killed: `python -m tools.torture.room FOLDER PORT` holds a lesson, or goes on with one.

It says `up PORT CODE` when phones can come, `in-use` where another workshop has the folder, and `refused WHY`
where the journal cannot be used. It never lets go of a journal: what cannot be written is not acknowledged.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

from game import resources
from game.errors import ChinmiError
from game.i18n import Catalogue
from game.workshop.host import Host
from game.workshop.journal import JournalInUseError, VoteJournal
from game.workshop.room import Start
from game.workshop.server.adapters import Adapter
from game.workshop.server.limits import Limits
from game.workshop.server.service import Service
from game.workshop.server.site import read_site
from game.workshop.server.teacher_remote import TeacherRemote
from tools.trials.attacked_room import lesson


def main() -> int:
    """Hold a room open until somebody ends it; return the exit status."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    try:
        host = _host(folder)
        service = _served(host, port)
    except JournalInUseError:
        _say("in-use")
        return 3
    except ChinmiError as error:
        _say("refused", error)
        return 1
    _say("up", service.port, host.room.code)
    threading.Event().wait()
    return 0


def _host(folder: Path) -> Host:
    now = datetime.now(UTC).isoformat()
    journal = VoteJournal.open(folder, now)
    found = journal.unfinished()
    if found is not None:
        return Host.resume(found, journal)
    host = Host.begin(lesson(), journal, SystemRandom(), now=now)
    host.apply(Start())
    return host


def _served(host: Host, port: int) -> Service:
    catalogue = Catalogue.read(resources.assets() / "i18n")
    site = read_site(resources.assets() / "web", catalogue, resources.read_guide())
    remote, adapter = TeacherRemote("TEACH234"), Adapter("", "127.0.0.1")
    return Service(host, remote, site, adapter=adapter, port=port, limits=Limits.one_machine())


def _say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    sys.exit(main())
