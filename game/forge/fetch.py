"""Fetching a recipe's sources over HTTPS, when a person asks for it - never by itself.

Each source is pinned by size and SHA-256. A download that was broken off goes on where it stopped; what
arrives is checked before it gets its name, so that a folder of sources never holds a half or a wrong file.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from game.errors import ChinmiError
from game.forge.build import file_hash
from game.forge.connection import Breaker
from game.forge.recipe import Footage
from game.forge.workers import CancelledError

FetchProgress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""

KEPT: Final = "what came right is kept; the same command goes on from there"
"""What a command adds to a reason, or to a stop."""

_CHUNK: Final = 64 * 1024
_TIMEOUT: Final = 15.0
"""Seconds that a server may be silent."""
_BROKEN: Final = (
    urllib.error.URLError,
    TimeoutError,
    ConnectionError,
    ssl.SSLError,
    http.client.HTTPException,
)
"""What a connection raises that does not come about, or ends too early."""
_MOST: Final = 200 * 1024 * 1024
"""No source of a recipe may be larger than this."""


class Fault(StrEnum):
    """Why something did not come, where a person can do something about it."""

    UNREACHABLE = "unreachable"
    """No network, or the address is blocked here."""
    REFUSED = "refused"
    """The server answers that it does not give it, or sends us elsewhere."""
    BROKEN_OFF = "broken-off"
    """It ended too early."""
    ANOTHER_FILE = "another-file"
    """What came is not what the recipe means."""
    DISK = "disk"
    """It could not be written here."""
    OTHER = "other"


class FetchError(ChinmiError):
    """Not all came; the text says of each source why, `fault` is the first reason."""

    def __init__(self, text: str, fault: Fault) -> None:
        self.fault = fault
        super().__init__(text)


@dataclass(frozen=True)
class Fetcher:
    """Fetches sources into `folder`; `schemes` are the kinds of address it follows."""

    folder: Path
    progress: FetchProgress = lambda _done, _total: None
    cancelled: Callable[[], bool] = lambda: False
    schemes: tuple[str, ...] = ("https",)
    breaker: Breaker = field(default_factory=Breaker)

    def abort(self) -> None:
        """Stop from another thread, even while the server is silent; `fetch` raises CancelledError."""
        self.breaker.breaks()

    def fetch(self, sources: Iterable[Footage]) -> None:
        """Fetch what is not there yet. Raises FetchError with all that failed, CancelledError if stopped.

        Where one source cannot be reached, the others are not waited for.
        """
        wanted = list(sources)
        total = sum(source.bytes for source in wanted)
        faults: list[tuple[str, Fault]] = []
        done = 0
        for source in wanted:
            try:
                self._one(source, partial(self._tell, done, total))
            except _FaultError as fault:
                faults.append((f"{source.id}: {fault}", fault.kind))
                if fault.kind is Fault.UNREACHABLE:
                    break
            done += source.bytes
            self.progress(done, total)
        if faults:
            raise FetchError("\n".join(text for text, _ in faults), faults[0][1])

    def _tell(self, before: int, total: int, part: int) -> None:
        self.progress(before + part, total)

    def _one(self, source: Footage, progress: Callable[[int], None]) -> None:
        path = self.folder / source.path
        if path.is_file() and path.stat().st_size == source.bytes and file_hash(path) == source.sha256:
            return
        if source.url is None:
            raise _FaultError("the recipe names no address for it; expected the file in the folder of --from")
        if source.bytes > _MOST:
            raise _FaultError(f"larger than {_MOST // 1024 // 1024} MiB, which no source may be")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        self._download(source.url, part, source.bytes, progress)
        if file_hash(part) != source.sha256:
            part.unlink()
            raise _FaultError(
                "what came is another file than the recipe means (sha256 differs); it was not kept",
                Fault.ANOTHER_FILE,
            )
        part.replace(path)

    def _download(self, url: str, part: Path, size: int, progress: Callable[[int], None]) -> None:
        have = part.stat().st_size if part.exists() else 0
        if have > size:
            part.unlink()
            have = 0
        if have == size:
            return
        self._check(url)
        request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310 - checked
        opener = urllib.request.build_opener(_SameKind(self.schemes), *self.breaker.handlers())
        try:
            with opener.open(request, timeout=_TIMEOUT) as answer:
                self._stop_if_asked()
                again = answer.status == http.client.PARTIAL_CONTENT
                with part.open("ab" if again else "wb") as file:
                    self._copy(answer, file, have if again else 0, size, progress)
        except urllib.error.HTTPError as error:
            raise _FaultError(f"the server answers {error.code} {error.reason}", Fault.REFUSED) from error
        except _BROKEN as error:
            self._stop_if_asked()
            host = urlsplit(url).hostname
            told = f"cannot reach {host}; is this machine online?"
            raise _FaultError(told, Fault.UNREACHABLE) from error
        finally:
            self.breaker.forget()

    def _stop_if_asked(self) -> None:
        if self.breaker.broken or self.cancelled():
            raise CancelledError("stopped; what came so far is kept for the next time")

    def _copy(
        self,
        answer: http.client.HTTPResponse,
        file: IO[bytes],
        have: int,
        size: int,
        progress: Callable[[int], None],
    ) -> None:
        while True:
            chunk = answer.read(_CHUNK)
            self._stop_if_asked()
            if not chunk:
                break
            have += len(chunk)
            if have > size:
                file.truncate(0)
                told = f"more than the {size} bytes that the recipe names; it was not kept"
                raise _FaultError(told, Fault.ANOTHER_FILE)
            file.write(chunk)
            progress(have)
        if have < size:
            told = f"only {have} of {size} bytes came"
            raise _FaultError(told, Fault.BROKEN_OFF)

    def _check(self, url: str) -> None:
        if urlsplit(url).scheme not in self.schemes:
            raise _FaultError(f"expected an address that begins with {self.schemes[0]}://, not {url}")


class _FaultError(Exception):
    """One source could not be fetched; the text says why."""

    def __init__(self, text: str, kind: Fault = Fault.OTHER) -> None:
        self.kind = kind
        super().__init__(text)


class _SameKind(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to an address of an allowed kind."""

    def __init__(self, schemes: tuple[str, ...]) -> None:
        self._schemes = schemes

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the next request; refuse any that leaves the allowed kinds of address."""
        if urlsplit(newurl).scheme not in self._schemes:
            raise _FaultError(f"the server sends us on to {newurl}, which is not followed", Fault.REFUSED)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
