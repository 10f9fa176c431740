"""Which addresses this computer has in the room, and what to look at when phones cannot reach it.

Nothing is sent to find out: the system's own programs say what adapters there are, and a UDP socket that is
"connected" only asks the routing table.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

from game.workshop.server.adapters import Adapter, from_hardware_ports, from_ifconfig, from_ipconfig, order

LOOPBACK: Final = "127.0.0.1"
PORTS: Final = (8080, 8081, 8088, 8888, 0)
"""Tried in order; 0 lets the system choose."""

_PROBES: Final = ("192.168.255.255", "10.255.255.255", "172.31.255.255", "169.254.255.255")
_SIOCGIFADDR: Final = 0x8915
_NET: Final = Path("/sys/class/net")
ASK_SECONDS: Final = 5.0
"""Seconds that a program of the system may take to answer."""


def adapters() -> tuple[Adapter, ...]:
    """Return this computer's adapters that phones may reach, best first."""
    return order(all_adapters())


def all_adapters() -> list[Adapter]:
    """Return all of this computer's adapters with an IPv4 address, VPNs and virtual ones among them."""
    try:
        named = _named()
    except OSError:
        named = []
    known = {one.address for one in named}
    return [*named, *(Adapter("", address) for address in _asked() if address not in known)]


def _named() -> list[Adapter]:
    """Ask the system for its adapters by name."""
    if sys.platform.startswith("linux"):
        return _of_interfaces()
    if sys.platform == "win32":
        return from_ipconfig(_said("ipconfig", "/all"))
    if sys.platform == "darwin":
        wireless = from_hardware_ports(_said("networksetup", "-listallhardwareports"))
        return from_ifconfig(_said("ifconfig"), wireless)
    return []


def _said(*command: str) -> str:
    """Return what one of the system's own programs says, or nothing."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=ASK_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    encoding = "oem" if sys.platform == "win32" else "utf-8"
    return done.stdout.decode(encoding, "replace")


def _asked() -> list[str]:
    """Return addresses without a name, as the routing table and the computer's name tell them."""
    found: dict[str, None] = {}
    for target in _PROBES:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            found.setdefault(probe.getsockname()[0])
    with contextlib.suppress(OSError):
        for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found.setdefault(str(info[4][0]))
    return list(found)


def _of_interfaces() -> list[Adapter]:
    """Ask each interface for its address (Linux)."""
    if not sys.platform.startswith("linux"):
        return []
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ask:
        for _, name in socket.if_nameindex():
            request = name.encode()[:15].ljust(256, b"\0")
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(ask.fileno(), _SIOCGIFADDR, request)
                wireless = (_NET / name / "wireless").is_dir() or (_NET / name / "phy80211").exists()
                found.append(Adapter(name, socket.inet_ntoa(answer[20:24]), wireless=wireless))
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
