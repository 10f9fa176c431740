"""The supervisor's hands: one child process, its signs on a pipe, real time, and the service manager.

The child writes lines to its standard output (`sign`, `up`, `note TEXT`); its standard input stays open as
long as the supervisor lives, so that a game whose supervisor was killed ends by itself.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import IO, Final

import game
from game import own_program
from game.kiosk.supervision.supervisor import CameUp, Ended, Heard, LifeSign, Note, StopAsked

POLITE: Final = 5.0
"""Seconds that a child has to end by itself."""
LONGEST_LINE: Final = 2000
GAME: Final = ("game.kiosk",)
"""The module that the child runs, and its first arguments."""


class Processes:
    """One child at a time."""

    def __init__(self, arguments: Sequence[str], module: Sequence[str] = GAME) -> None:
        """`arguments` follow those of `module`; the still picture gets `--still` on top."""
        self._arguments = (*module, *arguments)
        self._heard: queue.SimpleQueue[tuple[int, Heard]] = queue.SimpleQueue()
        self._child: subprocess.Popen[bytes] | None = None
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The process id of the child that runs."""
        return self._child.pid if self._child is not None else None

    def listen_to_signals(self) -> None:
        """Take SIGTERM and SIGINT as the wish to stop."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.ask_to_stop()

    def ask_to_stop(self) -> None:
        """Let the supervisor hear the wish to stop; from any thread and any signal."""
        self._heard.put((self._number, StopAsked()))

    def now(self) -> float:
        """Return monotonic seconds."""
        return time.monotonic()

    def start(self, *, still: bool) -> None:
        """Start the game or the still picture."""
        self.stop()
        module, *words = self._arguments
        command = [*own_program.child_command(module), *words, *(["--still"] if still else [])]
        self._number += 1
        self._child = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        )
        listener = threading.Thread(target=self._listen, args=(self._child, self._number), daemon=True)
        listener.start()

    def _listen(self, child: subprocess.Popen[bytes], number: int) -> None:
        assert child.stdout is not None  # noqa: S101 - asked for above
        for line in _lines(child.stdout):
            word, _, rest = line.partition(" ")
            if word == "sign":
                self._heard.put((number, LifeSign()))
            elif word == "up":
                self._heard.put((number, CameUp()))
            elif rest:
                self._heard.put((number, Note(rest)))
        self._heard.put((number, Ended(child.wait())))

    def kill(self) -> None:
        """End the child by force (SIGKILL ends a stopped process too)."""
        child, self._child = self._child, None
        if child is None:
            return
        self._number += 1
        child.kill()
        child.wait()
        _shut(child)

    def stop(self) -> None:
        """Close the child's standard input, which ends it; after `POLITE` seconds end it by force.

        A child that still starts up does not look at its input yet, so it gets a signal as well; on Windows
        there is none but the end by force.
        """
        child = self._child
        if child is None:
            return
        if child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()
        if os.name == "posix":
            child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(POLITE)
        self.kill()

    def wait(self, seconds: float) -> list[Heard]:
        """Return what the present child (or the system) says within `seconds`; old children are not heard."""
        heard: list[Heard] = []
        with contextlib.suppress(queue.Empty):
            first = self._heard.get(timeout=max(0.001, seconds))
            self._add(first, heard)
            while True:
                self._add(self._heard.get_nowait(), heard)
        return heard

    def _add(self, item: tuple[int, Heard], heard: list[Heard]) -> None:
        number, said = item
        if number != self._number and not isinstance(said, StopAsked):
            return
        if isinstance(said, Ended) and self._child is not None:
            _shut(self._child)
            self._child = None
        heard.append(said)

    def tell_manager(self, state: str) -> None:
        """Send `state` to systemd, where it asked for it (sd_notify(3)); silence is no error."""
        address = os.environ.get("NOTIFY_SOCKET", "")
        if not address or not hasattr(socket, "AF_UNIX"):
            return
        if address.startswith("@"):
            address = "\0" + address[1:]
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.sendto(state.encode(), address)


def _lines(pipe: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a pipe, none longer than `LONGEST_LINE`; ends with the pipe."""
    with contextlib.suppress(OSError, ValueError):
        while line := pipe.readline(LONGEST_LINE):
            yield line.decode("utf-8", "replace").rstrip()


def _shut(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _environment() -> dict[str, str]:
    """Let the child find the game, wherever the supervisor was started."""
    root = str(Path(game.__file__).resolve().parents[1])
    before = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{root}{os.pathsep}{before}" if before else root,
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
        "PYTHONFAULTHANDLER": "1",
    }
