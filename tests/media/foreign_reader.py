"""A reader that behaves as the name of its file says, and so as a hostile film may make a decoder."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

from game.errors import ClipError


def read(path: Path) -> int:
    """Return the size of the file, or misbehave."""
    with path.open("rb") as file:
        match path.stem:
            case "broken":
                raise ClipError("cut-short", "frame 7 is missing")
            case "bug":
                raise RuntimeError("never thought of that")
            case "crash":
                os._exit(11)
            case "lies":
                return "a text"  # type: ignore[return-value]
            case "memory":
                return len(bytearray(8 << 30))
            case "busy":
                while True:
                    pass
            case "waits":
                threading.Event().wait()
            case "second":
                return len(path.with_name("good.mp4").read_bytes())
            case "network":
                socket.socket().close()
        if path.stem == "writes":
            return _write(path.with_name("out.bin"))
        return len(file.read())


def _write(path: Path) -> int:
    with path.open("wb") as file:
        return file.write(bytes(100_000))
