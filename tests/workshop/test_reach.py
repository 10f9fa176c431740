"""What is told when phones do not get in: only what can be known, and then the likely reasons."""

from __future__ import annotations

from game.workshop.server.adapters import Adapter
from game.workshop.server.reach import KEPT, ArrivedPhones, ReachFacts, findings

WIFI = Adapter("wlan0", "192.168.1.37", wireless=True)
HOTSPOT = Adapter("wlan0", "10.42.0.1", wireless=True)


def told(adapter=WIFI, adapters=None, tested=None, seats=0, *, tunnel=False):
    return findings(ReachFacts(adapter, adapters or (adapter,), tested or {}, seats, tunnel))


def test_a_network_that_is_gone_is_all_there_is_to_say():
    assert told(adapters=(HOTSPOT,)) == ("gone",)


def test_nobody_came():
    assert told() == ("nobody", "firewall", "guests", "mobile", "offline", "hotspot")
    assert told(tunnel=True)[:2] == ("nobody", "vpn")
    assert "guests" not in told(HOTSPOT)


def test_the_computer_itself_is_no_phone():
    assert told(tested={WIFI.address: True})[0] == "itself"


def test_a_phone_came_so_it_is_not_the_firewall():
    found = told(tested={"192.168.1.50": True})
    assert found == ("reached", "mobile", "hotspot", "offline")
    assert told(tested={"192.168.1.50": False})[:2] == ("reached", "slow")
    assert told(HOTSPOT, seats=1)[:2] == ("reached", "hotspot")
    assert told(seats=8)[1] == "hotspot"


def test_few_addresses_are_remembered():
    tested = ArrivedPhones()
    for i in range(500):
        tested.note(f"10.0.{i // 250}.{i % 250}", line=True)
    assert len(tested.lines) == KEPT
