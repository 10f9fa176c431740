"""What a machine has to send: its stores, and the rows that say which machine it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.fleet import answers_outbox, kiosk_outbox, wire
from game.fleet.batch import Batch
from game.fleet.local import SentMark
from game.kiosk.counts.store import FILE_NAME as COUNTS_FILE
from game.records.store import FILE_NAME as ANSWERS_FILE
from game.workshop.lesson_store import FILE_NAME as LESSONS_FILE
from game.workshop.lesson_store import LessonStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from game.fleet.batch import Machine
    from game.fleet.local import Joined
    from game.workshop.lesson_store import LessonKept

OutboxSource = tuple["Path", "Callable[[], Iterator[Batch]]"]
"""A store's file, and what to call for its batches; asking may raise StoreError."""


def hello(joined: Joined, version: str) -> Batch:
    """Return the rows that say which machine this is, and that it was heard of today."""
    device = (joined.device, joined.number, joined.site, joined.label)
    return Batch(((wire.DEVICES, (device,)), (wire.HEARD, ((joined.device, version),))))


def sources(machine: Machine) -> tuple[OutboxSource, ...]:
    """Return the stores that are on this machine."""
    readers = (
        (ANSWERS_FILE, answers_outbox.batches),
        (COUNTS_FILE, kiosk_outbox.batches),
        (LESSONS_FILE, lesson_batches),
    )
    paths = ((machine.folder / name, reader) for name, reader in readers)
    return tuple((path, partial(reader, machine, path)) for path, reader in paths if path.exists())


def lesson_batches(machine: Machine, path: Path) -> Iterator[Batch]:
    """Yield the lessons that the server may not have yet, each by itself. Raises StoreError."""
    store = LessonStore.in_place(path)
    try:
        lessons = store.lessons()
    finally:
        store.close()
    place = machine.fleet.place("lessons")
    known = place.number <= len(lessons) and place.number and lessons[place.number - 1].id == place.mark
    first = place.number if known else 0
    for number, lesson in enumerate(lessons[first:], first + 1):
        yield _lesson(machine, lesson, SentMark(number, lesson.id))


def _lesson(machine: Machine, lesson: LessonKept, place: SentMark) -> Batch:
    device, allowed = machine.joined.device, machine.allowed
    name = wire.name_of(device, f"lesson {lesson.id}")
    calls = {
        block: [c.hits, c.misses, c.false_alarms, c.correct_rejections] for block, c in lesson.blocks.items()
    }
    spoken, plan = allowed.language(lesson.language), allowed.plan(lesson.plan)
    row = (name, wire.month(lesson.month), device, plan, spoken, lesson.people, calls)
    clips = tuple(
        (
            *(name, c.number, device, c.pack, allowed.version(c.pack), c.clip, c.manipulated),
            *(allowed.known_kinds(c.kinds), c.votes, c.wrong),
        )
        for c in lesson.clips
        if c.pack in allowed.packs
    )
    rows = ((wire.LESSONS, (row,)), (wire.LESSON_CLIPS, clips))
    return Batch(rows, partial(machine.fleet.sent, "lessons", place))
