"""What phones can ask for: the page, a seat, the state, a vote; the same by WebSocket and by polling.

Votes go through the writer, which answers when they are on the disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from game.ui.qr_code import qr_matrix
from game.workshop.codes import TOKEN_BYTES, digest
from game.workshop.room import CastVote, Join, Refusal
from game.workshop.server import exchange, protocol, views
from game.workshop.server.busy_phones import BusyPhones
from game.workshop.server.door import Door, lines_that_fit
from game.workshop.server.exchange import address_of, bad, text_of, told
from game.workshop.server.guard import Guard
from game.workshop.server.limits import Allowance, Buckets, RefusalLog
from game.workshop.server.phone_connection import PhoneConnection
from game.workshop.server.protocol import MalformedError
from game.workshop.server.reach import ArrivedPhones
from game.workshop.server.vote_writer import VoteWriter

if TYPE_CHECKING:
    from game.workshop.host import Host
    from game.workshop.server.site import Asset
    from game.workshop.server.teacher_remote import TeacherRemote

HELLO_WITHIN: Final = 10.0
"""Seconds in which a connection must say whose it is."""
BEAT: Final = 0.8
"""Seconds after which a phone is told something, if only that nothing is new: a silent line is a dead one."""
SAME: Final = '{"t":"same"}'


class Classroom:
    """The handlers, around one host. All methods run on the server's own loop."""

    def __init__(
        self,
        host: Host,
        remote: TeacherRemote,
        site: Mapping[str, Asset],
        allowance: Allowance,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.host = host
        self.remote = remote
        self.allowance = allowance
        self.refusals = RefusalLog(clock)
        self.door = Door(allowance, lines_that_fit(allowance.limits.lines), self.refusals.note)
        limits = allowance.limits
        self.tested = ArrivedPhones()
        self._site = site
        self._phones: set[PhoneConnection] = set()
        self.writer = VoteWriter(host, self.refusals.note)
        self.busy = BusyPhones(clock)
        self._wrong = Buckets(limits.wrong_codes, clock)
        self._wrong_teacher = Buckets(limits.wrong_teacher_codes, clock)
        self._messages = Buckets(limits.messages, clock)
        self._seats_of: Counter[str] = Counter()
        self._shared = ""
        self._shared_of = -1

    def routes(self) -> list[Route | WebSocketRoute]:
        """Return all that is answered; trials and tests that attack a room take their list from here."""
        asked = (self.join, self.state, self.vote, self.why, self.teacher, self.desk, self.test)
        return [
            *(Route(path, self.asset, methods=["GET"]) for path in self._site),
            Route("/still/{name}.jpg", self.still, methods=["GET"]),
            *(Route(f"/api/{handler.__name__}", handler, methods=["POST"]) for handler in asked),
            WebSocketRoute("/ws", self.socket),
        ]

    def app(self, hosts: frozenset[str]) -> Guard:
        """Return the ASGI application, guarded."""
        inner = Starlette(routes=self.routes())
        inner.router.redirect_slashes = False
        return Guard(inner, hosts=hosts, allowance=self.allowance, refusals=self.refusals)

    # -- the loop's work ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Tell all phones what is new."""
        for phone in self._phones:
            phone.refresh()

    @property
    def connected(self) -> int:
        """How many phones hold a connection."""
        return len(self._phones)

    def _told(self, seat: str) -> str:
        room = self.host.room
        if room.version != self._shared_of:
            self._shared, self._shared_of = views.public(self.host), room.version
        return views.state(self._shared, views.personal(room, seat))

    # -- pages -------------------------------------------------------------------------------------

    async def asset(self, request: Request) -> Response:
        """Serve one of the known files, packed where the browser takes that."""
        body, headers = self._site[request.url.path].sent(request.headers.get("accept-encoding", ""))
        return Response(body, headers=headers)

    async def still(self, request: Request) -> Response:
        """Serve the frame to point at."""
        found = self.host.still(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        return Response(found.jpeg, media_type="image/jpeg")

    # -- polling -----------------------------------------------------------------------------------

    async def join(self, request: Request) -> Response:
        """Give a seat: `{"token": ...}`, or `{"t": "no", "why": ...}`.

        A phone may bring the token it made, so that a page that was reloaded meanwhile has one seat. Wrong
        codes only cost those who try them: the right one is let in, since others may share the address.
        """
        data = await self._body(request)
        if data is None:
            return bad()
        try:
            message = protocol.join_message(data)
        except MalformedError as error:
            return self._malformed(error)
        source, room = address_of(request), self.host.room
        if message.token is not None and digest(message.token) in room.seats:
            return told(f'{{"t":"seat","token":"{message.token}"}}')
        if not compare_digest(message.code, room.code):
            tried = self._wrong.take(source)
            return self._no("wrong-code", 403) if tried else self._no("too-many", 429)
        if self._seats_of[source] >= self.allowance.share.seats:
            return self._no("shared", 403)
        token = message.token or secrets.token_hex(TOKEN_BYTES)
        outcome = await self.writer.apply(Join(digest(token)))
        if outcome is None:
            return self._no("again", 503)
        if outcome.refused is not None:
            return self._no(outcome.refused.value, 403)
        self._seats_of[source] += outcome.changed
        return told(f'{{"t":"seat","token":"{token}"}}')

    async def state(self, request: Request) -> Response:
        """Tell a polling phone the state, or that it knows it."""
        data = await self._body(request)
        if data is None:
            return bad()
        try:
            token, version, busy = protocol.state_message(data)
        except MalformedError as error:
            return self._malformed(error)
        seat = digest(token)
        if seat not in self.host.room.seats:
            return self._no(Refusal.NO_SEAT.value, 403)
        if busy is not None:
            self.busy.note(seat, busy)
        if version == self.host.room.version:
            return told(SAME)
        return told(self._told(seat))

    async def vote(self, request: Request) -> Response:
        """Take a vote."""
        data = await self._body(request)
        if data is None:
            return bad()
        try:
            message = protocol.vote_message(data)
        except MalformedError as error:
            return self._malformed(error)
        if not self._messages.take(digest(message.token)):
            return self._no("flood", 429)
        status, answer = await self._cast(message)
        return told(answer, status)

    async def why(self, request: Request) -> Response:
        """Take a reason in a phone's own words, while the teacher asks for it."""
        data = await self._body(request)
        if data is None:
            return bad()
        try:
            token, index, text = protocol.reason_message(data)
        except MalformedError as error:
            return self._malformed(error)
        seat = digest(token)
        if seat not in self.host.room.seats:
            return self._no(Refusal.NO_SEAT.value, 403)
        if not self._messages.take(seat):
            return self._no("flood", 429)
        taken = self.host.reasons.say(seat, index, text)
        return told('{"t":"ok"}') if taken else self._no(Refusal.CLOSED.value, 409)

    async def teacher(self, request: Request) -> Response:
        """Take a wish of the teacher, and tell what the wall shows."""
        wish = await self._of_teacher(request)
        if isinstance(wish, Response):
            return wish
        if wish is not None:
            self.remote.ask(wish)
        return told(self.remote.notes)

    async def desk(self, request: Request) -> Response:
        """Tell the teacher's page the address that opens the desk, with its QR code, for another phone."""
        wish = await self._of_teacher(request)
        if isinstance(wish, Response):
            return wish
        place = f"{request.headers['host']}/teacher"
        rows = ["".join(map(str, row)) for row in qr_matrix(f"http://{place}#{self.remote.code}")]
        return told(json.dumps({"t": "qr", "place": place, "code": self.remote.code, "rows": rows}))

    async def _of_teacher(self, request: Request) -> Response | str | None:
        """Return what the teacher's page wishes, if anything; an answer where it is not the teacher's."""
        data = await self._body(request)
        if data is None:
            return bad()
        try:
            code, wish = protocol.teacher_message(data)
        except MalformedError as error:
            return self._malformed(error)
        if compare_digest(code, self.remote.code):
            return wish
        tried = self._wrong_teacher.take(address_of(request))
        return self._no("wrong-code", 403) if tried else self._no("too-many", 429)

    async def test(self, request: Request) -> Response:
        """Note that a phone got here, and whether it could hold a line open."""
        data = await self._body(request)
        if data is None or data.keys() != {"line"} or not isinstance(data["line"], bool):
            return bad()
        self.tested.note(address_of(request), line=data["line"])
        return told('{"t":"ok"}')

    # -- the open connection -----------------------------------------------------------------------

    async def socket(self, ws: WebSocket) -> None:
        """Hold a phone's connection: a hello with its token, then votes in, states and answers out."""
        await ws.accept()
        phone = PhoneConnection()
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            token = await self._hello(ws)
            if token is None:
                return
            if ws.client is not None:
                self.door.seat((ws.client.host, ws.client.port))
            self._phones.add(phone)
            phone.refresh()
            sender = asyncio.create_task(self._send(ws, phone, digest(token)))
            try:
                await self._listen(ws, phone, token)
            finally:
                self._phones.discard(phone)
                sender.cancel()

    async def _hello(self, ws: WebSocket) -> str | None:
        try:
            data = protocol.read(await asyncio.wait_for(text_of(ws), HELLO_WITHIN))
            token = protocol.token_of(data)
        except (MalformedError, TimeoutError):
            self.refusals.note("hello")
            await ws.close(1008)
            return None
        if data.keys() != {"t", "token"} or data["t"] != "hello" or digest(token) not in self.host.room.seats:
            self.refusals.note(Refusal.NO_SEAT.value)
            await ws.close(4403)
            return None
        return token

    async def _listen(self, ws: WebSocket, phone: PhoneConnection, token: str) -> None:
        seat = digest(token)
        while True:
            try:
                raw = await text_of(ws)
                if not self._messages.take(seat):
                    self.refusals.note("flood")
                    await ws.close(1008)
                    return
                data = protocol.read(raw)
                if data.get("t") == "busy":
                    self.busy.note(seat, protocol.busy_message(data))
                    continue
                message = protocol.vote_message(data, token)
            except MalformedError as error:
                self.refusals.note(f"malformed: {error}")
                await ws.close(1008)
                return
            _, answer = await self._cast(message)
            if not phone.say(answer):
                await ws.close(1008)
                return

    async def _send(self, ws: WebSocket, phone: PhoneConnection, seat: str) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                try:
                    await asyncio.wait_for(phone.wake.wait(), BEAT)
                except TimeoutError:
                    await ws.send_text(SAME)
                    continue
                phone.wake.clear()
                answers, phone.answers = phone.answers, []
                for answer in answers:
                    await ws.send_text(answer)
                if phone.stale:
                    phone.stale = False
                    await ws.send_text(self._told(seat))

    async def _cast(self, message: protocol.VoteMessage) -> tuple[int, str]:
        """Return the status and the answer to a vote."""
        outcome = await self.writer.apply(CastVote(digest(message.token), message.index, message.vote))
        of = f'"item":{message.index},"rev":{message.vote.rev}'
        if outcome is None:
            return 503, f'{{"t":"no","why":"again",{of}}}'
        if outcome.refused is not None:
            self.refusals.note(outcome.refused.value)
            return 409, f'{{"t":"no","why":"{outcome.refused.value}",{of}}}'
        taken = outcome.room.ballot(message.index)[digest(message.token)]
        if taken != message.vote:
            return 200, f'{{"t":"ack",{of},"kept":{json.dumps(views.vote(taken))}}}'
        return 200, f'{{"t":"ack",{of}}}'

    # -- small things ------------------------------------------------------------------------------

    async def _body(self, request: Request) -> dict[str, Any] | None:
        within = self.allowance.limits.whole_request
        return await exchange.body(request, within, self.refusals.note)

    def _malformed(self, error: MalformedError) -> Response:
        self.refusals.note(f"malformed: {error}")
        return bad()

    def _no(self, why: str, status: int) -> Response:
        self.refusals.note(why)
        return told(f'{{"t":"no","why":"{why}"}}', status)
