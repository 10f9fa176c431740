"""Which of this computer's network adapters the phones can reach, and in which order to offer them.

A laptop has more addresses than the one in the room: of a VPN, of virtual machines, of containers. Names
tell them apart, private address ranges do not: a VPN has a private address, and a university's Wi-Fi may
have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final


class AdapterKind(StrEnum):
    """What an adapter is, best first."""

    HOTSPOT = "hotspot"
    """This computer's own Wi-Fi: nobody opens one without meaning it."""
    WIFI = "wifi"
    WIRED = "wired"
    OTHER = "other"
    VIRTUAL = "virtual"
    """Virtual machines and containers: no phone is there."""
    TUNNEL = "tunnel"
    """A VPN: no phone is there."""


NEVER: Final = frozenset({AdapterKind.VIRTUAL, AdapterKind.TUNNEL})


@dataclass(frozen=True, slots=True)
class Adapter:
    """An address, and the adapter that has it. `about` is what the system says of the adapter."""

    name: str
    address: str
    about: str = ""
    wireless: bool | None = None
    """Whether the system says that it is Wi-Fi; None where it does not tell."""

    @property
    def kind(self) -> AdapterKind:
        """What it is, by its names."""
        words = f"{self.name} {self.about}".lower()
        for kind, pattern in _WORDS:
            if pattern.search(words):
                return kind
        if self.wireless or _WIRELESS.search(words):
            return AdapterKind.HOTSPOT if self.address in _HOTSPOTS else AdapterKind.WIFI
        return AdapterKind.WIRED if _WIRED.search(words) else AdapterKind.OTHER


_WORDS: Final = (
    (AdapterKind.HOTSPOT, re.compile(r"wi-?fi direct|hosted network|hotspot|^ap\d|^bridge100\b")),
    (
        AdapterKind.VIRTUAL,
        re.compile(
            r"virtualbox|vbox|vmware|vmnet|hyper-v|vethernet|virtual|docker|podman|parallels|qemu|"
            r"^(br-|bridge|veth|virbr|lxc|lxd|cni|flannel|cali|vnic|vif|dummy|ifb|lo\b)|\bwsl\b|bluetooth"
        ),
    ),
    (
        AdapterKind.TUNNEL,
        re.compile(
            r"vpn|wireguard|tailscale|zerotier|nordlynx|proton|mullvad|warp|fortinet|anyconnect|"
            r"pangp|globalprotect|tunnel|teredo|"
            r"\btap\b|tap-|^(tun|tap|utun|wg|ppp|ipsec|gif|stf|zt|ham|outline|amn|sit|gre|awdl|llw)"
        ),
    ),
)
_WIRELESS: Final = re.compile(r"wi-?fi|wlan|wireless|802\.11|беспроводн|simsiz|^(wl|wlp|wlx|ath|ra)\d*")
_WIRED: Final = re.compile(r"ethernet|lan\b|gigabit|^(eth|en|em|eno|enp|ens|enx|usb)[\da-z]*|локальной сети")
_HOTSPOTS: Final = frozenset({"10.42.0.1", "192.168.137.1", "192.168.2.1"})
"""What Linux, Windows and macOS give themselves when they open a hotspot."""
_UNREACHABLE: Final = tuple(
    IPv4Network(net) for net in ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3")
)
_SHARED: Final = IPv4Network("100.64.0.0/10")
"""Addresses of carriers and of VPNs such as Tailscale: no classroom's."""


def order(adapters: Iterable[Adapter]) -> tuple[Adapter, ...]:
    """Return those that phones may reach, best first: hotspot, Wi-Fi, cable, then what has no telling name.

    Never among them: VPNs, virtual machines, containers, loopback, link-local addresses, IPv6.
    """
    usable: dict[str, Adapter] = {}
    for one in adapters:
        if one.kind not in NEVER and _is_reachable(one.address):
            known = usable.get(one.address)
            if known is None or not known.name:
                usable[one.address] = one
    kinds = list(AdapterKind)
    return tuple(sorted(usable.values(), key=lambda one: (kinds.index(one.kind), _rank(one.address))))


def keep(adapters: Sequence[Adapter], name: str, address: str) -> int:
    """Return the place of the one that was chosen before: the same adapter, or the same address; else 0."""
    for i, one in enumerate(adapters):
        if name and one.name == name and one.address == address:
            return i
    for i, one in enumerate(adapters):
        if (name and one.name == name) or one.address == address:
            return i
    return 0


def _is_reachable(address: str) -> bool:
    try:
        number = IPv4Address(address)
    except AddressValueError:
        return False
    return not any(number in net for net in _UNREACHABLE)


def _rank(address: str) -> int:
    """Among adapters of one kind, those of a carrier or VPN come last."""
    return int(IPv4Address(address) in _SHARED)


def from_ipconfig(text: str) -> list[Adapter]:
    """Return the adapters that Windows' `ipconfig /all` tells, in whatever language it speaks."""
    found = []
    for head, block in _blocks(text, re.compile(r"^(\S.*?):\s*$")):
        about = " ".join(_DESCRIPTION.findall(block))
        found += [Adapter(head, address, about) for address in _IPV4.findall(block)]
    return found


def from_ifconfig(text: str, wireless: frozenset[str]) -> list[Adapter]:
    """Return the adapters that macOS' `ifconfig` tells; `wireless` names those that are Wi-Fi."""
    found = []
    for head, block in _blocks(text, re.compile(r"^(\w+): flags=.*$")):
        found += [
            Adapter(head, address, wireless=head in wireless)
            for address in re.findall(r"^\s+inet (\d+\.\d+\.\d+\.\d+)", block, re.MULTILINE)
        ]
    return found


def from_hardware_ports(text: str) -> frozenset[str]:
    """Return the devices that `networksetup -listallhardwareports` calls Wi-Fi."""
    return frozenset(re.findall(r"Hardware Port: (?:Wi-Fi|AirPort)\s+Device: (\w+)", text))


_IPV4: Final = re.compile(r"IPv4[^\n]*?:\s*(\d+\.\d+\.\d+\.\d+)")
_DESCRIPTION: Final = re.compile(r"^\s+(?:Description|Описание|Tavsif)[ .]*: *(.+)$", re.MULTILINE)


def _blocks(text: str, head: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return (name, lines below it) for each line that `head` matches."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        match = head.match(line)
        if match:
            found.append((match[1].strip(), []))
        elif found:
            found[-1][1].append(line)
    return [(name, "\n".join(lines)) for name, lines in found]
