"""The four stores behind one face, and what a read-only or full disk does to each.

`python -m records.every_store FOLDER`, where FOLDER is a small disk of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

from small_disk import fill

from game.campaign import progress_store
from game.campaign.progress_store import ProgressStore
from game.errors import StoreError
from game.kiosk.counts.store import FILE_NAME as COUNTS
from game.kiosk.counts.store import VisitStore
from game.records import store as answer_store
from game.records.store import AnswerStore
from game.workshop import journal
from game.workshop.journal import JournalBatch, VoteJournal
from records.make import NOW, answer


class Kept:
    """A store of numbers."""

    FILE: ClassVar[str]
    ALONE: ClassVar = False
    store: Any

    def close(self):
        self.store.close()


class Answers(Kept):
    FILE = answer_store.FILE_NAME

    def __init__(self, folder, now):
        self.store = AnswerStore.open(folder, now).store

    def put(self, n):
        self.store.add(answer(n))

    def kept(self):
        return {one.index for one in self.store.answers()}


class Progress(Kept):
    FILE = progress_store.FILE_NAME

    def __init__(self, folder, now):
        self.store = ProgressStore.open(folder, now).store
        self.now = now

    def put(self, n):
        self.store.add("fish", "why", str(n), self.now)

    def kept(self):
        return {int(step) for _, step in self.store.progress("fish").done}


class Counts(Kept):
    FILE = COUNTS

    def __init__(self, folder, now):
        self.store = VisitStore(folder, now)
        self.day = now[:10]

    def put(self, n):
        self.store.count(self.day, {f"number.{n}": 1})

    def kept(self):
        return {int(name.partition(".")[2]) for names in self.store.counts().values() for name in names}


class Journal(Kept):
    FILE = journal.FILE_NAME
    ALONE = True

    def __init__(self, folder, now):
        self.store = VoteJournal.open(folder, now)
        if self.store.unfinished() is None:
            self.store.begin(begun=now, plan="{}", code="CODE", position="{}")

    def put(self, n):
        self.store.write(JournalBatch(seats=(str(n),)))

    def kept(self):
        return {int(seat) for seat in self.store.unfinished().seats}


STORES = {"answers": Answers, "progress": Progress, "counts": Counts, "journal": Journal}


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def mount(folder, how):
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def tried(kind, folder, make_bad, make_good):
    """Return what was read on a bad disk, whether it was told, and what is there on a good one."""
    store = kind(folder, NOW)
    for n in range(3):
        store.put(n)
    store.close()
    make_bad()
    read, told, store = "-", "not-told", None
    try:
        store = kind(folder, NOW)
        read = str(len(store.kept()))
        for n in range(3, 40):
            store.put(n)
    except StoreError:
        told = "told"
    make_good()
    if store is not None:
        store.close()
    store = kind(folder, NOW)
    kept = len(store.kept())
    store.close()
    return read, told, kept


def main(disk):
    for name, kind in STORES.items():
        folder = disk / f"{name}-full"
        filler = disk / "filler"
        read, told, kept = tried(kind, folder, lambda: fill(disk), filler.unlink)
        say("full", name, read, told, kept)
        folder = disk / f"{name}-read-only"
        read, told, kept = tried(kind, folder, lambda: mount(disk, "ro"), lambda: mount(disk, "rw"))
        say("read-only", name, read, told, kept)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
