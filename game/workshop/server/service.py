"""Runs the server on a thread of its own, so that the wall's picture never waits for a phone."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Any, Final

import uvicorn

from game.errors import ChinmiError
from game.workshop.journal import RoomPlace
from game.workshop.server.adapters import Adapter
from game.workshop.server.door import Doorway, protocol
from game.workshop.server.limits import Allowance, Limits
from game.workshop.server.network import LOOPBACK, bind
from game.workshop.server.routes import Classroom

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from game.workshop.host import Host
    from game.workshop.server.site import Asset
    from game.workshop.server.teacher_remote import TeacherRemote

START_SECONDS: Final = 10.0
BACKLOG: Final = 256
"""Connections that wait for the door while it is busy."""


class NetworkError(ChinmiError):
    """The room could not be opened on this network; the text says on which and why."""


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


class Service:
    """A running server. `address` and `port` are where phones find it."""

    def __init__(
        self,
        host: Host,
        remote: TeacherRemote,
        site: Mapping[str, Asset],
        *,
        adapter: Adapter,
        port: int = 0,
        limits: Limits | None = None,
    ) -> None:
        """Bind and start. Raises NetworkError."""
        self.host = host
        self.adapter = adapter
        self.address = adapter.address
        try:
            self._socket = bind(self.address, port)
        except OSError as error:
            raise NetworkError(f"The room cannot be opened on {self.address}: {error}") from error
        self.port: int = self._socket.getsockname()[1]
        self._site, self._remote = site, remote
        self.allowance = Allowance(limits or Limits())
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: uvicorn.Server | None = None
        self.classroom: Classroom | None = None
        self._thread = threading.Thread(target=self._run, name="classroom", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise NetworkError(f"The room on {self.place} did not start")
        host.on_change = self.refresh

    @property
    def place(self) -> str:
        """`address:port`, as people type it."""
        return f"{self.address}:{self.port}"

    @property
    def url(self) -> str:
        """The address in the QR code; the code behind # never leaves the phone."""
        return f"http://{self.place}/#{self.host.room.code}"

    def refresh(self) -> None:
        """Let all phones know what is new. Thread-safe."""
        loop, classroom = self._loop, self.classroom
        if loop is not None and classroom is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(classroom.refresh)

    def share(self, *, on: bool) -> None:
        """Let an address be many phones, or one only. Raises StoreError when that cannot be kept."""
        self.allowance.shared = on
        self.note_place()

    def note_place(self) -> None:
        """Keep for a restart where the room is open. Raises StoreError."""
        adapter, shared = self.adapter, self.allowance.shared
        self.host.set_place(RoomPlace(self.port, adapter.name, adapter.address, shared, self._remote.code))

    def stop(self) -> None:
        """Close all connections and end the thread."""
        self.host.on_change = lambda: None
        if self._server is not None:
            self._server.should_exit = True
            self._server.force_exit = True
        self._thread.join(START_SECONDS)
        self._socket.close()

    def _run(self) -> None:
        # Windows' own loop accepts past the doorway; this one asks it everywhere.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._serve(self._socket))

    async def _serve(self, listening: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self.classroom = Classroom(self.host, self._remote, self._site, self.allowance)
        self._loop.set_exception_handler(self._unforeseen)
        doorway = Doorway(listening, self.classroom.door)
        names = {self.place, f"localhost:{self.port}"} if self.address == LOOPBACK else {self.place}
        if self.port == 80:
            names |= {name.partition(":")[0] for name in names}
        config = uvicorn.Config(
            self.classroom.app(frozenset(names)),
            http=protocol(self.allowance.limits.first_request),
            backlog=BACKLOG,
            h11_max_incomplete_event_size=8192,
            ws="websockets-sansio",
            ws_max_size=2048,
            ws_max_queue=8,
            ws_ping_interval=15.0,
            ws_ping_timeout=30.0,
            ws_per_message_deflate=False,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=1,
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="error",
            server_header=False,
            date_header=False,
        )
        self._server = _Server(config, self._ready.set)
        writer = asyncio.create_task(self.classroom.writer.run())
        try:
            await self._server.serve(sockets=[doorway])
        finally:
            writer.cancel()
            doorway.close()

    def _unforeseen(self, _loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        """Log what happened on the loop outside any request, one line a minute for one cause."""
        if self.classroom is not None:
            cause = told.get("exception")
            self.classroom.refusals.note(f"{type(cause).__name__}: {told.get('message', '')}")
