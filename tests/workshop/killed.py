"""A room that a test kills: serves a lesson whose first question is open, from the journal in a folder."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from game.workshop.room import Start
from workshop import kit


def main() -> None:
    host = kit.host(Path(sys.argv[1]))
    host.apply(Start())
    with kit.served(host) as service:
        sys.stdout.write(f"{service.port} {host.room.code}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
