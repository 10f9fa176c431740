"""A player that can be killed: for each line "DIR" on stdin a fork adds answers and tells each one shown.

It prints `pid N`, then `shown N` after each answer that is safe, then - once it was killed - `dead`.
Forking spares each of the many kills the time to start Python.
"""

import os
import sys
from itertools import count
from pathlib import Path

from game.records.store import AnswerStore
from records.make import NOW, answer, session


def say(text):
    os.write(1, f"{text}\n".encode())


def play(folder):
    opened = AnswerStore.open(folder, NOW)
    if opened.notice not in (None, "store.mended"):
        say(f"notice {opened.notice}")
    store = opened.store
    name = f"s{len(store.sessions())}"
    store.start(session(name))
    for index in count():
        store.add(answer(index, name))
        say(f"shown {name} {index}")


def main():
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            say(f"pid {os.getpid()}")
            play(Path(line.strip()))
            os._exit(1)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
