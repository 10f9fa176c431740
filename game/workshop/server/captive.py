"""What phones ask to find out whether a Wi-Fi has internet; answered at once, as they expect it.

A phone that is content with the answer stays in a Wi-Fi without internet. These questions come with the
names of their makers as `Host`, they are no phone that joins, and nothing about them is worth a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import Send

_SUCCESS: Final = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
ANSWERS: Final = {
    "/generate_204": (204, b""),
    "/gen_204": (204, b""),
    "/hotspot-detect.html": (200, _SUCCESS),
    "/library/test/success.html": (200, _SUCCESS),
    "/connecttest.txt": (200, b"Microsoft Connect Test"),
    "/ncsi.txt": (200, b"Microsoft NCSI"),
    "/success.txt": (200, b"success\n"),
}
"""Status and body by path: Android, iOS, Windows, Firefox."""


async def answer(path: str, method: str, send: Send) -> None:
    """Answer the question at `path`, one of ANSWERS."""
    status, body = ANSWERS[path]
    kind = b"text/html" if body.startswith(b"<") else b"text/plain"
    headers = [(b"cache-control", b"no-store"), (b"connection", b"close")]
    if body:
        headers += [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
