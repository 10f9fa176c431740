"""What a full or read-only disk does to the stores: `python -m records.full_disk FOLDER full|read-only`.

FOLDER is a small disk.

It prints a line for each thing that was tried; the test reads them.
"""

import contextlib
import io
import shutil
import subprocess
import sys
from pathlib import Path

from small_disk import fill

from game.app import App
from game.cli import main
from game.errors import StoreError
from game.kiosk import pin
from game.kiosk.counts.store import VisitStore
from game.records.store import FILE_NAME, AnswerStore
from game.runtime import Options
from game.ui.time import VirtualTime
from records.make import NOW, answer, session


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def killed(folder):
    """Leave a store with ten answers as a killed game leaves it: all in the log, nothing beside it."""
    played = folder / "played"
    store = AnswerStore.open(played, NOW).store
    store.start(session())
    for index in range(10):
        store.add(answer(index))
    for side in ("", "-wal"):
        shutil.copy(played / f"{FILE_NAME}{side}", folder)
    store.close()
    shutil.rmtree(played)


def asked(*words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    return status, out.getvalue(), err.getvalue()


def play_on(folder):
    opened = AnswerStore.open(folder, NOW)
    say("opened", opened.notice, opened.readable, len(opened.store.answers()))
    try:
        opened.store.add(answer(10))
    except StoreError as error:
        say("refused", error.why, "-", error)
    return opened.store


def read_only(folder):
    """Open a store whose game was killed on a disk that takes no more writes, then let it take them."""
    killed(folder)
    (folder / f"{FILE_NAME}-shm").write_bytes(b"")
    mount(folder, "ro")
    store = play_on(folder)
    status, out, _ = asked("results", "export", "--data-dir", str(folder))
    say("export", status, len(out.splitlines()))
    mount(folder, "rw")
    store.add(answer(11))
    say("unsaved", store.unsaved)
    store.close()


def mount(folder, how):
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def run(folder):
    killed(folder)
    visits = VisitStore(folder, NOW)
    visits.count("2026-03-04", {"start": 7})
    visits.close()
    record = pin.record("482913", b"0123456789abcdef")
    (folder / "kiosk.yaml").write_text(f'pin: "{record}"\n', "utf-8")
    names = sorted(part.name for part in folder.iterdir())
    filler = fill(folder)
    data = ("--data-dir", str(folder))
    status, out, err = asked("results", "export", *data)
    say("export", status, len(out.splitlines()), err.strip())
    status, _, err = asked("results", "export", *data, "--out", str(folder / "out.csv"))
    say("export to the full disk", status, err.strip())
    status, out, err = asked("kiosk", "export", "--config", str(folder / "kiosk.yaml"), *data)
    say("counts", status, out.splitlines()[-1].split(",")[:2] if out else "", err.strip())
    say("left behind", sorted({part.name for part in folder.iterdir()} - {*names, "filler"}))
    app = App(Options(folder, lang="en", mute=True), VirtualTime())
    say("plays", bool(app.context.library.packs()), len(app.context.store.answers()))
    app.close()
    store = play_on(folder)
    filler.unlink()
    store.add(answer(11))
    say("unsaved", store.unsaved)
    store.close()
    with AnswerStore.open(folder, NOW).store as again:
        say("kept", len(again.answers()))


if __name__ == "__main__":
    {"full": run, "read-only": read_only}[sys.argv[2]](Path(sys.argv[1]))
