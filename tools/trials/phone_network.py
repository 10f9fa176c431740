"""A phone that changes its address and loses its network for a while: how soon it is back (real Chromium).

    python -m tools.trials.phone_network [--away 60] [--json]

The room and the phone live in two network namespaces with a cable between them, so nothing of this machine's
own network is touched. Needs Linux, iproute2, util-linux, playwright and a Chromium, and the right to make
namespaces (root, or a system that lets users make theirs). Ends with status 1 when the phone needed more than
3 seconds, or has another seat, or shows another answer than its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from game import resources
from game.i18n import Catalogue
from game.workshop.host import Host
from game.workshop.journal import VoteJournal
from game.workshop.room import STEPS, Close, NextItem, Start
from game.workshop.server.adapters import Adapter
from game.workshop.server.limits import Limits
from game.workshop.server.service import Service
from game.workshop.server.site import read_site
from game.workshop.server.teacher_remote import TeacherRemote
from tools.trials.attacked_room import CLIPS, lesson

if TYPE_CHECKING:
    from playwright.sync_api import Page

INSIDE: Final = "CHINMI_TRIAL_NETWORK"
ROOM, FIRST, SECOND = "10.79.0.1", "10.79.0.2", "10.79.0.77"
WITHIN: Final = 3.0
"""Seconds in which a phone that is back must show what it should."""
PATIENCE: Final = 60.0
"""Seconds after which it will not come any more."""
TWICE: Final = 500
"""Milliseconds after which a second press at the same place is meant as one."""
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Row:
    """What was tried, how many seconds the phone needed, and whether all was as it should be."""

    what: str
    seconds: float
    well: bool


def main() -> int:
    """Run all trials and print what they have shown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--away", type=float, default=60.0, help="seconds without a network (60)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if INSIDE not in os.environ:
        return _inside()
    with _cable() as cable, _room() as (host, service), _phone(cable, service.url) as page:
        rows = [*_trials(host, page, cable, args.away)]
    if args.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        for row in rows:
            print(f"{row.what:62} {row.seconds:6.2f} s  {'well' if row.well else 'WRONG'}")
    return int(not all(row.well for row in rows))


def _inside() -> int:
    """Run this command again in a network namespace of its own; return its status."""
    unshare = shutil.which("unshare")
    if unshare is None:
        print("there is no `unshare` (util-linux)", file=sys.stderr)
        return 2
    how = ["--net"] if os.geteuid() == 0 else ["--map-root-user", "--net"]
    command = [unshare, *how, sys.executable, "-m", "tools.trials.phone_network", *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, INSIDE: "1"}, check=False).returncode  # noqa: S603


# -- the network ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cable:
    """The phone's end of the cable, in a namespace that a sleeping process holds."""

    holder: int

    def phone(self, *words: str) -> None:
        """Run a command in the phone's namespace."""
        _run("nsenter", "-t", str(self.holder), "-n", *words)

    def address(self, new: str, old: str = "") -> None:
        """Give the phone an address, and take the one before away."""
        if old:
            self.phone("ip", "addr", "del", f"{old}/24", "dev", "phone0")
        self.phone("ip", "addr", "add", f"{new}/24", "dev", "phone0")

    def link(self, *, up: bool) -> None:
        """Pull the cable, or put it in."""
        self.phone("ip", "link", "set", "phone0", "up" if up else "down")


@contextlib.contextmanager
def _cable() -> Iterator[Cable]:
    """Lay a cable from here to a namespace for the phone."""
    holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])  # noqa: S607
    try:
        ours = Path("/proc/self/ns/net").readlink()
        while Path(f"/proc/{holder.pid}/ns/net").readlink() == ours:
            time.sleep(0.02)
        cable = Cable(holder.pid)
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "link", "add", "room0", "type", "veth", "peer", "name", "phone0", "netns", str(holder.pid))
        _run("ip", "addr", "add", f"{ROOM}/24", "dev", "room0")
        _run("ip", "link", "set", "room0", "up")
        cable.phone("ip", "link", "set", "lo", "up")
        cable.address(FIRST)
        cable.link(up=True)
        yield cable
    finally:
        holder.kill()
        holder.wait()


def _run(*words: str) -> None:
    subprocess.run(words, check=True)  # noqa: S603 - our own words


# -- room and phone ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def _room() -> Iterator[tuple[Host, Service]]:
    host = Host.begin(lesson(), VoteJournal.in_memory(), Random(1), now="2026-01-01T00:00:00+00:00")
    catalogue = Catalogue.read(resources.assets() / "i18n")
    site = read_site(resources.assets() / "web", catalogue, resources.read_guide())
    service = Service(host, TeacherRemote("TEACH234"), site, adapter=Adapter("", ROOM), limits=Limits())
    try:
        yield host, service
    finally:
        service.stop()
        host.close()


@contextlib.contextmanager
def _phone(cable: Cable, url: str) -> Iterator[Page]:
    """Open the page in a Chromium that lives in the phone's namespace."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("CHINMI_CHROMIUM")
    program = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise SystemExit("there is no Chromium (see docs/workshop.md)")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        there = Path(scratch) / "chromium"
        there.write_text(f'#!/bin/sh\nexec nsenter -t {cable.holder} -n "{program}" "$@"\n', "ascii")
        there.chmod(0o700)
        browser = playwright.chromium.launch(
            executable_path=there, args=["--no-sandbox", "--disable-gpu"], timeout=PATIENCE * 1000
        )
        page = browser.new_page(viewport={"width": 360, "height": 740}, locale="en-GB")
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(url)
        page.get_by_role("heading", name="You are in").wait_for()
        yield page
        browser.close()


# -- the trials -------------------------------------------------------------------------------------------


def _trials(host: Host, page: Page, cable: Cable, away: float) -> Iterator[Row]:
    host.apply(Start())
    _vote(page, 3)
    seats = host.room.seats

    def row(what: str, seconds: float, *, answer: int) -> Row:
        well = seconds <= WITHIN and host.room.seats == seats and _answer(page) == answer
        return Row(what, round(seconds, 2), well)

    cable.address(SECOND, FIRST)
    yield row("another address: its answer can be changed", _timed(lambda: _vote(page, 1)), answer=1)
    _go_on(host)
    yield row("then the next question", _timed(lambda: _shows(page, host)), answer=0)
    cable.address(FIRST, SECOND)
    _go_on(host)
    seconds = _timed(lambda: _shows(page, host))
    yield row("another address as the question changes: that question", seconds, answer=0)
    _vote(page, 2)
    yield from _away(host, page, cable, away, row)
    cable.link(up=False)
    _choose(page, 3)
    page.get_by_role("heading", name="Sending").wait_for()
    page.wait_for_timeout(away * 1000 / 4)
    cable.link(up=True)
    seconds = _timed(lambda: page.get_by_role("heading", name="Vote received").wait_for())
    yield row(f"{away / 4:g} s without a network: the vote given meanwhile", seconds, answer=3)


def _away(host: Host, page: Page, cable: Cable, away: float, row: Callable[..., Row]) -> Iterator[Row]:
    cable.link(up=False)
    page.wait_for_timeout(away * 1000)
    cable.link(up=True)
    seconds = _timed(lambda: page.locator("#net").wait_for(state="hidden"))
    yield row(f"{away:g} s without a network: connected, own answer shown", seconds, answer=2)
    cable.link(up=False)
    page.wait_for_timeout(away * 500)
    _go_on(host)
    page.wait_for_timeout(away * 500)
    cable.link(up=True)
    seconds = _timed(lambda: _shows(page, host))
    yield row(f"{away:g} s without a network, the class went on: the current question", seconds, answer=0)


def _timed(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever Playwright says, it did not come
        print(error, file=sys.stderr)
        return float("inf")
    return time.monotonic() - begun


def _go_on(host: Host) -> None:
    host.apply(Close())
    host.apply(NextItem())


def _shows(page: Page, host: Host) -> None:
    """Wait until the phone shows the question that is on the wall, open for an answer."""
    page.locator("#where", has_text=f"Clip {host.room.at + 1} of {CLIPS}").wait_for()
    page.locator("input[name=step]").first.wait_for(state="attached")


def _choose(page: Page, step: int) -> None:
    if page.get_by_text("Change my vote").count():
        page.wait_for_timeout(TWICE)
        page.get_by_text("Change my vote").click()
    page.locator(f'input[name=step][value="{step}"]').check(force=True)
    page.locator("button[type=submit]").click()


def _vote(page: Page, step: int) -> None:
    _choose(page, step)
    page.get_by_role("heading", name="Vote received").wait_for()
    page.locator(f".step.s{step}").wait_for()


def _answer(page: Page) -> int:
    """Return the step of the phone's own answer that is on its screen; 0: none."""
    for step in range(1, STEPS + 1):
        if page.locator(f"main > .step.s{step}").count():
            return step
    return 0


if __name__ == "__main__":
    sys.exit(main())
