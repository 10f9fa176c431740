"""Stands before every request: who may ask, how much, and with which headers each answer goes out.

The pages come from one address and talk to that address only. A page of another origin, a name that points
here from outside (DNS rebinding), a body that is too long or a flood never reaches a handler.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from game.workshop.server import captive
from game.workshop.server.limits import Allowance, Buckets, RefusalLog

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("chinmi.classroom")

STATIC_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (b"cache-control", b"no-store"),
)
MAX_PATH: Final = 200


def policy(host: str) -> bytes:
    """Return the content security policy: nothing but this server's own files and sockets."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ).encode()


class Guard:
    """ASGI middleware for HTTP and WebSocket alike."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str],
        allowance: Allowance,
        refusals: RefusalLog,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self.hosts = hosts
        """`address:port` names under which the room may be asked."""
        self.allowance = allowance
        self.refusals = refusals
        self._requests = Buckets(allowance.share.requests, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            return
        if scope["type"] == "http" and scope["path"] in captive.ANSWERS:
            await captive.answer(scope["path"], scope["method"], send)
            return
        address = str((scope.get("client") or ("?", 0))[0])
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        reason = self._reason(scope, headers, host, address)
        if reason is not None:
            self.refusals.note(reason)
            await _refuse(scope, receive, send, 429 if reason == "flood" else 403)
            return
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
        else:
            await self._http(scope, receive, send, host)

    def _reason(self, scope: Scope, headers: dict[bytes, bytes], host: str, address: str) -> str | None:
        if not self._requests.take(address, self.allowance.share.requests):
            return "flood"
        if host not in self.hosts:
            return "host"
        origin = headers.get(b"origin")
        if origin is not None and origin.decode("latin-1").lower() != f"http://{host}":
            return "origin"
        if scope["type"] == "websocket" and origin is None:
            return "origin"
        if len(scope["path"]) > MAX_PATH:
            return "path"
        return None

    async def _http(self, scope: Scope, receive: Receive, send: Send, host: str) -> None:
        begun = False

        async def safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = (*STATIC_HEADERS, (b"content-security-policy", policy(host)))
                message["headers"] = [*message.get("headers", []), *own]
            await send(message)

        try:
            await self.app(scope, receive, safely)
        except Exception:
            log.exception("a request failed")
            if not begun:
                await _answer(safely, 500)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await _answer(send, status)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), *STATIC_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
