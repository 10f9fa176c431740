"""Which addresses this computer has in the room, and what to look at when phones cannot reach it.

Nothing is sent to find out: a UDP socket that is "connected" only asks the routing table.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from typing import Final

LOOPBACK: Final = "127.0.0.1"
PORTS: Final = (8080, 8081, 8088, 8888, 0)
"""Tried in order; 0 lets the system choose."""

_PROBES: Final = ("192.168.255.255", "10.255.255.255", "172.31.255.255", "169.254.255.255")
_SIOCGIFADDR: Final = 0x8915


def addresses() -> tuple[str, ...]:
    """Return this computer's IPv4 addresses, those of local networks first; loopback is not among them."""
    found: dict[str, None] = {}
    for target in _PROBES:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            found.setdefault(probe.getsockname()[0])
    with contextlib.suppress(OSError):
        for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found.setdefault(str(info[4][0]))
    for address in _of_interfaces():
        found.setdefault(address)
    usable = [a for a in found if not a.startswith(("127.", "0."))]
    return tuple(sorted(usable, key=lambda a: not a.startswith(("192.168.", "10.", "172."))))


def _of_interfaces() -> list[str]:
    """Ask each interface for its address, where the system lets us (Linux)."""
    if not sys.platform.startswith("linux"):
        return []
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ask:
        for _, name in socket.if_nameindex():
            request = name.encode()[:15].ljust(256, b"\0")
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(ask.fileno(), _SIOCGIFADDR, request)
                found.append(socket.inet_ntoa(answer[20:24]))
    return found


def bind(address: str, preferred: int = 0) -> socket.socket:
    """Return a listening socket on `address` only, on `preferred` or the next free port. Raises OSError."""
    tried: OSError | None = None
    for port in dict.fromkeys((preferred or PORTS[0], *PORTS)):
        # The protocol is named, since only then asyncio sets TCP_NODELAY on what it accepts.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, port))
            listening.listen(256)
            listening.setblocking(False)
        except OSError as error:
            listening.close()
            tried = error
        else:
            return listening
    raise tried or OSError(f"no port is free on {address}")


def firewall_hint(platform: str = sys.platform) -> str:
    """Return the key's last part of the advice about this system's firewall."""
    if platform == "win32":
        return "windows"
    return "mac" if platform == "darwin" else "linux"
