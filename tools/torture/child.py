"""A child process of torture: what it says line by line, and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

PATIENCE: Final = 120.0
"""Seconds to wait for what must come."""
ROOT: Final = Path(__file__).resolve().parents[2]


class Child:
    """`python -m MODULE WORDS`; `lines` grows with what it says."""

    def __init__(self, module: str, words: Sequence[object], errors: Path) -> None:
        """Start it. What it says to its error stream is added to the file `errors`."""
        self.lines: list[str] = []
        self.errors = errors
        with errors.open("ab") as stream:
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", module, *map(str, words)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 - made with a pipe
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def said(self, word: str) -> list[list[str]]:
        """Return the further words of each line that begins with `word`."""
        return [rest for first, *rest in map(str.split, tuple(self.lines)) if first == word]

    def wait_for(self, word: str, times: int = 1) -> bool:
        """Wait until `word` began that many lines; False where the child ends before."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if len(self.said(word)) >= times:
                return True
            if self.process.poll() is not None:
                self._reader.join(PATIENCE)
                return len(self.said(word)) >= times
            time.sleep(0.01)
        return False

    def wait_until_truths(self, number: int) -> None:
        """Wait until so many truths were seen, told before or not, or the child has ended."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if len(self.said("shown")) + len(self.said("told")) >= number:
                return
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as the power would, and read what it had said."""
        self.process.kill()
        self.ended()

    def ask_to_stop(self) -> int:
        """Send SIGTERM; return the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; return the exit status, or that of a kill where it would not end."""
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self._reader.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        return status

    def stop_for(self, seconds: float) -> None:
        """Let it hang for a while."""
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)

    def go_on(self) -> None:
        """Let a stopped one go on."""
        self.process.send_signal(signal.SIGCONT)


def quiet() -> None:
    """Let children have no window and no loudspeaker."""
    for name in ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER"):
        os.environ.setdefault(name, "dummy")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ["PYTHONPATH"] = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))


def tracebacks(errors: Path) -> list[str]:
    """Return of each traceback that children wrote its last line, and the place that it names last."""
    if not errors.exists():
        return []
    parts = errors.read_text("utf-8", "replace").split("Traceback (most recent call last):")[1:]
    return [_told(part.splitlines()[1:]) for part in parts]


def _told(lines: list[str]) -> str:
    end = next((line for line in lines if line and not line.startswith(" ")), "a traceback")
    places = [line.strip() for line in lines if line.startswith("  File ")]
    return f"{end} ({places[-1]})" if places else end
