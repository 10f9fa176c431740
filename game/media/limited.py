"""Reads foreign files in a child process that can do little: a hostile film must not take the game down.

Where the platform has such limits, the child has only so much memory and processor time, may write nothing
or little, and cannot open one file more than the film: neither another file nor a connection. One child reads
many files; it is started anew when it has died, and the file that it died of is told as unreadable.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pkgutil import walk_packages
from threading import Lock
from types import ModuleType
from typing import Any, Final, Generic, ParamSpec, Self, TypeVar, get_type_hints

import av
from PIL import Image
from pydantic import TypeAdapter

from game.errors import ClipError

if sys.platform != "win32":
    import resource

P = ParamSpec("P")
T = TypeVar("T")

MOST_ANSWER: Final = 1 << 20
END_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may use for one file."""

    memory: int = 3 << 30
    """Bytes of address space."""
    processor: int = 240
    """Seconds of processor time."""
    seconds: float = 300.0
    """Seconds by the clock; this limit holds on every platform."""
    files: int = 1
    """Files that may be open at a time, the film included."""
    written: int = 0
    """Bytes to which a file may grow."""


class Limited(Generic[P, T]):
    """A function that reads a file, called in a child process; close it, or use it in a `with`.

    The function lives in a module, says what it returns, and raises ClipError. The answer is checked to be of
    that type, since the child may have been taken over. From any thread; one call at a time.
    """

    def __init__(self, function: Callable[P, T], limits: ChildLimits) -> None:
        self._function = function
        self._limits = limits
        self._child: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._lock = Lock()

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the function in the child. Raises its ClipError, or one (unreadable) if the child gave up."""
        with self._lock:
            pipe = self._pipe or self._start()
            try:
                pipe.send((args, kwargs))
                return _result(self._function, json.loads(self._received(pipe)))
            except ClipError:
                raise
            except (EOFError, OSError, ValueError) as error:
                raise ClipError("unreadable", self._end("stopped")) from error
            except BaseException:
                self._end("was stopped")
                raise

    def close(self) -> None:
        """Let the child end."""
        with self._lock:
            self._end("")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Connection[Any, Any]:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._child = spawn.Process(target=_serve, args=(theirs, self._function, self._limits), daemon=True)
        self._child.start()
        theirs.close()
        return self._pipe

    def _received(self, pipe: Connection[Any, Any]) -> bytes:
        if not pipe.poll(self._limits.seconds):
            raise ClipError("unreadable", self._end(f"took longer than {self._limits.seconds:g} s"))
        return pipe.recv_bytes(MOST_ANSWER)

    def _end(self, how: str) -> str:
        """End the child; return what to say of the file it was reading."""
        if self._pipe is not None:
            self._pipe.close()
        child, self._child, self._pipe = self._child, None, None
        if child is None:
            return how
        if how:
            child.kill()
        child.join(END_SECONDS)
        if child.is_alive():
            child.kill()
            child.join(END_SECONDS)
        with suppress(ValueError):  # the system does not let it die yet: a disk that hangs, a busy machine
            child.close()
        return f"the reader {how}; the file could not be read safely"


def limited(function: Callable[P, T], limits: ChildLimits | None = None) -> Limited[P, T]:
    """Return `function` (such as `probe`) so that it reads each file in a limited child process."""
    return Limited(function, limits or ChildLimits())


def confine(limits: ChildLimits) -> None:
    """Put this process under `limits`, as far as its platform has them; what it needs is imported before."""
    if sys.platform == "win32":
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _next_file_after(limits.files)),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _next_file_after(more: int) -> int:
    """Return the first file number beyond the next `more` ones that are free."""
    taken = [os.open(os.devnull, os.O_RDONLY) for _ in range(more)]
    for number in taken:
        os.close(number)
    return max(taken, default=2) + 1


def _serve(pipe: Connection[Any, Any], function: Callable[..., Any], limits: ChildLimits) -> None:
    """Be the child: answer calls until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _shape(function)
    _import_all(av)
    Image.preinit()
    gc.freeze()
    confine(limits)
    while True:
        try:
            args, kwargs = pipe.recv()
        except EOFError:
            return
        _grant(limits.processor)
        answer = _answer(function, args, kwargs)
        if "reason" in answer:
            gc.collect()  # a film that could not be opened may still be held open, and no second one may be
        pipe.send_bytes(json.dumps(answer).encode())


def _import_all(package: ModuleType) -> None:
    """Import every part of a package that imports some of its own only when a film needs them."""
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        with suppress(ImportError):
            import_module(found.name)


def _grant(seconds: int) -> None:
    """Allow so much processor time from now on."""
    if sys.platform != "win32":
        most = int(time.process_time()) + 1 + seconds
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"result": _shape(function).dump_python(function(*args, **kwargs), mode="json")}
    except ClipError as error:
        return {"reason": error.reason, "detail": error.detail}
    except Exception as error:  # noqa: BLE001 - whatever a foreign file does is told, and ends nothing
        return {"reason": "unreadable", "detail": f"the file could not be read safely: {error!r}"}


def _result(function: Callable[..., T], answer: object) -> T:
    """Return what the child says. Raises its ClipError, ValueError for an answer of another shape."""
    match answer:
        case {"result": result}:
            found: T = _shape(function).validate_json(json.dumps(result))
            return found
        case {"reason": str(reason), "detail": str(detail)}:
            raise ClipError(reason, detail)
    raise ValueError("the reader gave no answer")


@cache
def _shape(function: Callable[..., T]) -> TypeAdapter[T]:
    return TypeAdapter(get_type_hints(function)["return"])
