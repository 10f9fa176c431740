"""Reads what comes in, no further than is allowed and no longer, and writes small answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from game.workshop.server import protocol
from game.workshop.server.protocol import MAX_BYTES, MalformedError

JSON: Final = "application/json"


async def body(request: Request, within: float, note: Callable[[str], None]) -> dict[str, Any] | None:
    """Return the request's JSON, which must be whole `within` seconds; else None, and why is noted."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        note("content-type")
        return None
    raw = bytearray()
    try:
        async with asyncio.timeout(within):
            async for chunk in request.stream():
                raw += chunk
                if len(raw) > MAX_BYTES:
                    note("too long")
                    return None
        return protocol.read(bytes(raw))
    except TimeoutError:
        note("too slow")
    except ClientDisconnect:
        pass
    except MalformedError as error:
        note(f"malformed: {error}")
    return None


async def text_of(ws: WebSocket) -> str:
    """Return the next text message. Raises MalformedError for bytes, WebSocketDisconnect at the end."""
    message = await ws.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text = message.get("text")
    if text is None:
        raise MalformedError("bytes")
    return str(text)


def address_of(request: Request) -> str:
    """Return the address that a request comes from."""
    return request.client.host if request.client else "?"


def told(text: str, status: int = 200) -> Response:
    """Return an answer of JSON."""
    return Response(text, status, media_type=JSON)


def bad() -> Response:
    """Return the answer to what no honest page sends."""
    return told('{"t":"no","why":"malformed"}', 400)
