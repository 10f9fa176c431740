"""A room to be attacked, in a process of its own: says where it is, then what it is asked on its input."""

from __future__ import annotations

import io
import json
import logging
import sys
from pathlib import Path
from random import Random
from typing import IO

from starlette.routing import Route

from game import resources
from game.content.base import LocalText
from game.i18n import Catalogue
from game.workshop.host import Host
from game.workshop.journal import VoteJournal
from game.workshop.lesson import ClipItem, Lesson
from game.workshop.room import Close, NextItem, Start
from game.workshop.server.adapters import Adapter
from game.workshop.server.limits import Limits
from game.workshop.server.service import Service
from game.workshop.server.site import read_site
from game.workshop.server.teacher_remote import TeacherRemote

TEXT = LocalText(en="What did you see?")
CLIPS = 20
FILES = 64
"""Files that the game opens at once in a lesson, and more."""


def lesson() -> Lesson:
    """Return a lesson of clips that are judged and nothing else."""
    clip = ClipItem(
        block="before",
        pack="none",
        clip="none",
        aspect=1.0,
        manipulated=False,
        tells=(),
        moment=1.0,
        kinds=(),
        minutes=1.0,
        prompt=TEXT,
    )
    items = tuple(clip.model_copy(update={"clip": f"clip-{i}"}) for i in range(CLIPS))
    return Lesson(plan="attacked", title=TEXT, minutes=CLIPS, items=items)


def asked(service: Service) -> list[str]:
    """Return every path that takes what phones send, as the server has them."""
    assert service.classroom is not None  # noqa: S101 - it serves
    return [
        route.path
        for route in service.classroom.routes()
        if isinstance(route, Route) and "POST" in (route.methods or ())
    ]


def opens_files() -> bool:
    """Tell whether the game could open its files now."""
    held: list[IO[str]] = []
    try:
        while len(held) < FILES:
            held.append(Path(__file__).open(encoding="utf-8"))  # noqa: SIM115 - all at once
    except OSError:
        return False
    finally:
        for file in held:
            file.close()
    return True


def main() -> None:
    """Open the room and answer `start`, `next` and `tell` until the input ends."""
    written = io.StringIO()
    logging.basicConfig(stream=written, level=logging.INFO)
    host = Host.begin(lesson(), VoteJournal.in_memory(), Random(1), now="2026-01-01T00:00:00+00:00")
    catalogue = Catalogue.read(resources.assets() / "i18n")
    site = read_site(resources.assets() / "web", catalogue, resources.read_guide())
    service = Service(
        host, TeacherRemote("TEACH234"), site, adapter=Adapter("", "127.0.0.1"), limits=Limits()
    )
    _say({"port": service.port, "code": host.room.code, "asked": asked(service)})
    for line in sys.stdin:
        match line.strip():
            case "start":
                host.apply(Start())
            case "next":
                host.apply(Close())
                host.apply(NextItem())
        classroom = service.classroom
        _say(
            {
                "item": host.room.at,
                "voted": host.room.voted(),
                "seats": len(host.room.seats),
                "lines": len(classroom.door) if classroom is not None else 0,
                "log_bytes": len(written.getvalue()),
                "files": opens_files(),
            }
        )
    service.stop()
    host.close()


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
