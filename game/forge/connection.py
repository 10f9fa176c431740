"""HTTP connections that another thread can break off, also while they wait for a silent server."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import urllib.request
from collections.abc import Callable
from typing import Any


class Breaker:
    """Ends the connections of one download: `breaks` may be called from any thread, and is final."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._broken = False
        self._lines: list[socket.socket] = []

    @property
    def broken(self) -> bool:
        """Tell whether the download was broken off."""
        return self._broken

    def watch(self, line: socket.socket) -> None:
        """Take a connection that was just made; it is ended at once when all was broken off before."""
        with self._lock:
            self._lines.append(line.dup())  # TLS takes the first handle over, this one stays ours
        if self._broken:
            self.breaks()

    def breaks(self) -> None:
        """End every connection: whoever waits for one of them goes on with an error or an end of file."""
        with self._lock:
            self._broken = True
            for line in self._lines:
                with contextlib.suppress(OSError):  # the server has ended it already
                    line.shutdown(socket.SHUT_RDWR)

    def forget(self) -> None:
        """Give the handles back: the download is over."""
        with self._lock:
            for line in self._lines:
                line.close()
            self._lines.clear()

    def handlers(self) -> tuple[urllib.request.BaseHandler, ...]:
        """Return what makes urllib's connections known here."""
        return _Http(self.watch), _Https(self.watch)


class _Connection(http.client.HTTPConnection):
    watch: Callable[[socket.socket], None]

    def connect(self) -> None:
        super().connect()
        self.watch(self.sock)


class _SecureConnection(http.client.HTTPSConnection, _Connection):
    """Is known before its TLS handshake, which a silent server does not answer either."""


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_maker(_Connection, self._watch), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self._watch = watch

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_maker(_SecureConnection, self._watch), req)


def _maker(
    kind: type[_Connection], watch: Callable[[socket.socket], None]
) -> Callable[..., http.client.HTTPConnection]:
    def make(host: str, **options: Any) -> http.client.HTTPConnection:
        connection = kind(host, **options)
        connection.watch = watch
        return connection

    return make
