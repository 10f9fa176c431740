"""Why phones do not get in: what can be told from here, most likely first.

Phones that reached the computer are known by the addresses that opened the test page or hold a line. What a
phone that never arrived did is not known: then the likely reasons are named, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from game.workshop.server.adapters import Adapter, AdapterKind
from game.workshop.server.network import LOOPBACK

STATES: Final = ("reached", "nobody", "itself", "gone")
FINDINGS: Final = (*STATES, "slow", "vpn", "firewall", "guests", "mobile", "offline", "hotspot")
HOTSPOT_HOLDS: Final = 8
"""Phones that many hotspots take; some take ten."""
KEPT: Final = 64
"""Addresses that are remembered."""


@dataclass(slots=True)
class ArrivedPhones:
    """Which addresses opened the test page, and whether a line stayed open there."""

    lines: dict[str, bool] = field(default_factory=dict)

    def note(self, address: str, *, line: bool) -> None:
        """Note what a phone found."""
        if address in self.lines or len(self.lines) < KEPT:
            self.lines[address] = line


@dataclass(frozen=True, slots=True)
class ReachFacts:
    """What is known."""

    adapter: Adapter
    """Where the room is open."""
    adapters: tuple[Adapter, ...]
    """What this computer has now."""
    tested: dict[str, bool]
    seats: int = 0
    tunnel: bool = False
    """Whether a VPN is on."""


def arrived(facts: ReachFacts) -> bool:
    """Tell whether anything but this computer itself has come in."""
    own = {one.address for one in facts.adapters} | {facts.adapter.address}
    return facts.seats > 0 or any(address not in own for address in facts.tested)


def findings(facts: ReachFacts) -> tuple[str, ...]:
    """Return the keys of what to tell, the state first, then the reasons to look at."""
    here = {one.address for one in facts.adapters}
    if facts.adapter.address not in here and facts.adapter.address != LOOPBACK:
        return ("gone",)
    own = any(address in here | {facts.adapter.address} for address in facts.tested)
    hotspot = facts.adapter.kind is AdapterKind.HOTSPOT
    if arrived(facts):
        slow = ("slow",) if facts.tested and not any(facts.tested.values()) else ()
        likely = ("hotspot", "mobile") if hotspot or facts.seats >= HOTSPOT_HOLDS else ("mobile", "hotspot")
        return ("reached", *slow, *likely, "offline")
    state = "itself" if own else "nobody"
    vpn = ("vpn",) if facts.tunnel else ()
    return (state, *vpn, "firewall", *(() if hotspot else ("guests",)), "mobile", "offline", "hotspot")


def tunnel_among(adapters: Iterable[Adapter]) -> bool:
    """Tell whether a VPN is among the adapters."""
    return any(one.kind is AdapterKind.TUNNEL for one in adapters)
