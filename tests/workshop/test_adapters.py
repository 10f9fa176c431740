"""Which address goes into the QR code: lists of adapters in, their order out."""

from __future__ import annotations

import pytest

from game.workshop.server.adapters import (
    Adapter,
    AdapterKind,
    from_hardware_ports,
    from_ifconfig,
    from_ipconfig,
    keep,
    order,
)

WIFI = Adapter("wlp2s0", "192.168.1.37", wireless=True)
CABLE = Adapter("enp3s0", "192.168.7.20", wireless=False)
VPN = Adapter("tun0", "10.8.0.6", wireless=False)
VBOX = Adapter("vboxnet0", "192.168.56.1", wireless=False)
DOCKER = Adapter("docker0", "172.17.0.1", wireless=False)


def addresses(*adapters: Adapter) -> list[str]:
    return [one.address for one in order(adapters)]


@pytest.mark.parametrize(
    "other", [VPN, VBOX, DOCKER, Adapter("br-1f2e", "172.18.0.1"), Adapter("virbr0", "192.168.122.1")]
)
@pytest.mark.parametrize("wifi", [WIFI, Adapter("wlan0", "193.140.18.7", wireless=True)])
def test_the_wifi_is_first_whatever_is_beside_it(wifi, other):
    assert addresses(other, wifi) == [wifi.address]
    assert addresses(wifi, other) == [wifi.address]


def test_all_beside_each_other():
    link_local = Adapter("eth1", "169.254.10.3")
    loopback = Adapter("lo", "127.0.0.1")
    six = Adapter("wlp2s0", "fe80::1", wireless=True)
    found = addresses(DOCKER, VPN, link_local, CABLE, VBOX, six, loopback, WIFI)
    assert found == [WIFI.address, CABLE.address]


def test_a_hotspot_of_this_computer_comes_before_its_wifi():
    hotspot = Adapter("wlan1", "10.42.0.1", wireless=True)
    assert hotspot.kind is AdapterKind.HOTSPOT
    assert addresses(WIFI, hotspot) == [hotspot.address, WIFI.address]


@pytest.mark.parametrize(
    ("name", "about", "kind"),
    [
        ("Беспроводная сеть", "Intel(R) Wi-Fi 6 AX201 160MHz", AdapterKind.WIFI),
        ("Wi-Fi", "Realtek 8822CE Wireless LAN 802.11ac PCI-E NIC", AdapterKind.WIFI),
        ("Local Area Connection* 2", "Microsoft Wi-Fi Direct Virtual Adapter", AdapterKind.HOTSPOT),
        ("Ethernet", "Realtek PCIe GbE Family Controller", AdapterKind.WIRED),
        ("Ethernet 2", "VirtualBox Host-Only Ethernet Adapter", AdapterKind.VIRTUAL),
        ("vEthernet (WSL)", "Hyper-V Virtual Ethernet Adapter", AdapterKind.VIRTUAL),
        ("Ethernet 3", "TAP-Windows Adapter V9", AdapterKind.TUNNEL),
        ("NordLynx", "NordLynx Tunnel", AdapterKind.TUNNEL),
        ("CloudflareWARP", "Cloudflare WARP Interface Tunnel", AdapterKind.TUNNEL),
        ("utun3", "", AdapterKind.TUNNEL),
        ("ppp0", "", AdapterKind.TUNNEL),
        ("bridge100", "", AdapterKind.HOTSPOT),
        ("vmnet8", "", AdapterKind.VIRTUAL),
        ("usb0", "", AdapterKind.WIRED),
        ("wlx00c0ca", "", AdapterKind.WIFI),
        ("eth0", "", AdapterKind.WIRED),
        ("", "", AdapterKind.OTHER),
    ],
)
def test_names_tell_what_an_adapter_is(name, about, kind):
    assert Adapter(name, "192.168.1.2", about).kind is kind


def test_an_address_found_twice_keeps_its_name():
    assert order([Adapter("", WIFI.address), WIFI]) == (WIFI,)
    assert order([WIFI, Adapter("", WIFI.address)]) == (WIFI,)


def test_the_choice_is_kept_by_name_where_the_address_changed():
    moved = Adapter("enp3s0", "192.168.7.99")
    assert keep((WIFI, moved), "enp3s0", CABLE.address) == 1
    assert keep((WIFI, CABLE), "enp3s0", CABLE.address) == 1
    assert keep((WIFI, CABLE), "", CABLE.address) == 1
    assert keep((WIFI,), "enp3s0", CABLE.address) == 0


IPCONFIG = """
Настройка протокола IP для Windows

   Имя компьютера  . . . . . . . . . : LAPTOP

Адаптер Ethernet VirtualBox Host-Only Network:

   Описание. . . . . . . . . . . . . : VirtualBox Host-Only Ethernet Adapter
   IPv4-адрес. . . . . . . . . . . . : 192.168.56.1(Основной)

Адаптер беспроводной локальной сети Беспроводная сеть:

   DNS-суффикс подключения . . . . . : lan
   Описание. . . . . . . . . . . . . : Intel(R) Wi-Fi 6 AX201 160MHz
   Локальный IPv6-адрес канала . . . : fe80::1%12(Основной)
   IPv4-адрес. . . . . . . . . . . . : 192.168.1.37(Основной)
   Основной шлюз. . . . . . . . . : 192.168.1.1

Адаптер Ethernet Ethernet:

   Состояние среды. . . . . . . . : Среда передачи недоступна.
"""


def test_what_windows_says():
    found = from_ipconfig(IPCONFIG)
    assert [one.address for one in found] == ["192.168.56.1", "192.168.1.37"]
    assert addresses(*found) == ["192.168.1.37"]
    english = IPCONFIG.replace("IPv4-адрес", "IPv4 Address").replace("Описание", "Description")
    assert addresses(*from_ipconfig(english)) == ["192.168.1.37"]


IFCONFIG = """lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384
\tinet 127.0.0.1 netmask 0xff000000
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tether 00:00:00:00:00:00
\tinet6 fe80::1%en0 prefixlen 64
\tinet 10.0.0.12 netmask 0xffffff00 broadcast 10.0.0.255
en5: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tinet 10.1.0.12 netmask 0xffffff00 broadcast 10.1.0.255
utun4: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380
\tinet 10.9.0.2 --> 10.9.0.1 netmask 0xffffffff
"""
PORTS = "Hardware Port: Ethernet\nDevice: en5\n\nHardware Port: Wi-Fi\nDevice: en0\nEthernet Address: 0\n"


def test_what_macos_says():
    found = from_ifconfig(IFCONFIG, from_hardware_ports(PORTS))
    assert addresses(*found) == ["10.0.0.12", "10.1.0.12"]
    assert [one.kind for one in order(found)] == [AdapterKind.WIFI, AdapterKind.WIRED]
