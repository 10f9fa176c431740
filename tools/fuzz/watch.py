"""Watches a reader: how long it takes, how much memory, and what it writes, opens and calls."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

if sys.platform != "win32":
    import resource

SLOW: Final = 2.0
"""Seconds of processor time that one input may take."""
STUCK: Final = 20.0
"""Seconds by the clock that one input may take, whoever else is at work."""
MEMORY: Final = 256 << 20
"""Bytes by which one input may raise the most that the process ever held."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS: Final = {
    **dict.fromkeys(("os.mkdir", "os.rmdir", "os.remove", "os.truncate", "os.chmod", "os.utime"), 1),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), 2),
}
"""Events that change files, and how many of their arguments are paths."""
_NEVER: Final = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"),
        *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "subprocess.Popen", "pty.spawn"),
        *("ctypes.dlopen", "pickle.find_class", "webbrowser.open", "os.kill"),
    }
)
"""What no reader of foreign input has to do."""


class TooSlow(BaseException):
    """Raised in a reader that takes too long; no reader catches it."""


class Guard:
    """Sees, through Python's audit events, every file that is opened and every call to the outside."""

    def __init__(self, room: Path) -> None:
        self._room = os.path.realpath(room)
        self._own = tuple({os.path.realpath(p) for p in (sys.prefix, sys.base_prefix, *sys.path) if p})
        self._seen: list[str] | None = None
        sys.addaudithook(self._hook)

    @contextmanager
    def watching(self) -> Iterator[list[str]]:
        """Watch what is done inside the block; what is not allowed comes into the list."""
        seen: list[str] = []
        self._seen = seen
        try:
            yield seen
        finally:
            self._seen = None

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        seen = self._seen
        if seen is None or not (event == "open" or event in _PATHS or event in _NEVER):
            return
        self._seen = None
        try:
            if event == "open":
                self._opened(seen, args)
            elif event in _NEVER:
                seen.append(f"called {event} {args!r}"[:300])
            else:
                folder = _folder(-1 if event == "os.truncate" else args[-1])
                named = args[: _PATHS[event]] if folder is not None else ()
                paths = [(folder or Path()) / os.fsdecode(path) for path in named if _is_path(path)]
                seen += [f"{event} on {path}" for path in paths if not self._inside(path, self._room)]
        finally:
            self._seen = seen

    def _opened(self, seen: list[str], args: tuple[Any, ...]) -> None:
        path, mode, flags = args
        if isinstance(path, int) or self._inside(path, self._room):
            return
        writes = (isinstance(flags, int) and flags & _WRITING) or (mode and set(mode) & set("wax+"))
        if writes:
            seen.append(f"wrote outside the folder: {path!r}")
        elif not any(self._inside(path, own) for own in self._own):
            seen.append(f"opened a file that is not the input: {path!r}")

    def _inside(self, path: Any, folder: str) -> bool:
        if not _is_path(path):
            return True
        real = os.path.realpath(os.fsdecode(path))
        return real == folder or real.startswith(folder + os.sep) or real == os.devnull


def _is_path(path: object) -> bool:
    return isinstance(path, str | bytes | os.PathLike)


def _folder(opened: object) -> Path | None:
    """Return the folder that names are relative to: an open one, by its number, or the current one.

    None where it is open and the platform does not tell which it is.
    """
    if not isinstance(opened, int) or opened <= 2:
        return Path()
    try:
        return Path(os.readlink(f"/proc/self/fd/{opened}"))  # noqa: PTH115
    except OSError:
        return None


@contextmanager
def timed() -> Iterator[None]:
    """Raise TooSlow in what takes too long, where the platform has such timers."""
    if sys.platform == "win32":
        yield
        return

    def late(number: int, _frame: FrameType | None) -> None:
        raise TooSlow(signal.Signals(number).name)

    before = {number: signal.signal(number, late) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, SLOW, SLOW)
    signal.setitimer(signal.ITIMER_REAL, STUCK, STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def peak() -> int:
    """Return the most bytes that this process ever held; 0 where the platform does not tell."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def confine(memory: int, written: int) -> None:
    """Let this process have so many more bytes of memory, and write files of so many bytes at most."""
    if sys.platform != "linux":
        return
    held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def now() -> float:
    """Return the processor time of this process in seconds."""
    return time.process_time()
