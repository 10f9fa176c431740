"""A pack ordered from the game: it comes whole, or not at all and with a reason."""

import threading
from dataclasses import dataclass

import pytest
from small_pack import write_pack

from game import resources
from game.errors import ChinmiError
from game.forge.fetch import Fetcher
from game.forge.order import OrderStage, PackOrder, offer
from game.media.probe import probe
from game.packs.library import Library


class NothingToFetch(Fetcher):
    def fetch(self, sources):
        list(sources)
        self.progress(1, 1)


class Offline(Fetcher):
    def fetch(self, sources):
        del sources
        raise ChinmiError("cannot reach the host; is this machine online?")


@dataclass
class Builder:
    """Writes a small pack instead of building the one that was ordered."""

    order: PackOrder | None = None
    stop_at: int | None = None

    def __call__(self, name, sources, out, *, jobs, progress, cancelled):
        del name, sources, jobs, cancelled
        for done in range(1, 4):
            if done == self.stop_at and self.order is not None:
                self.order.stop()
            progress(done, 3, "clip")
        write_pack(out)


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path)
    yield opened
    opened.close()


def ordered(tmp_path, library, fetcher=NothingToFetch, builder=None, seen=None):
    builder = builder or Builder()
    order = PackOrder(
        "grid",
        tmp_path,
        library,
        resources.read_guide(),
        probe,
        lambda: seen.append(order.status.stage) if seen is not None else None,
        fetcher=fetcher,
        builder=builder,
    )
    builder.order = order
    order.start()
    order.join()
    return order


def leftovers(tmp_path):
    return [path.name for path in tmp_path.iterdir() if path.name.startswith(".order")]


def test_an_order_fetches_builds_and_installs(tmp_path, library):
    seen: list[OrderStage] = []
    order = ordered(tmp_path, library, seen=seen)
    assert order.status.stage is OrderStage.DONE, order.status.reason
    assert list(dict.fromkeys(seen)) == [
        OrderStage.FETCH,
        OrderStage.BUILD,
        OrderStage.INSTALL,
        OrderStage.DONE,
    ]
    assert [pack.pack.name for pack in library.packs()] == ["small"]
    assert leftovers(tmp_path) == []


def test_without_a_network_it_says_so_and_changes_nothing(tmp_path, library):
    order = ordered(tmp_path, library, fetcher=Offline)
    assert order.status.stage is OrderStage.FAILED
    assert "online" in order.status.reason
    assert library.packs() == ()


def test_a_stopped_order_leaves_nothing_behind(tmp_path, library):
    order = ordered(tmp_path, library, builder=Builder(stop_at=2))
    assert order.status.stage is OrderStage.STOPPED
    assert library.packs() == ()
    assert leftovers(tmp_path) == []


def test_an_offer_counts_only_what_is_still_to_be_fetched(tmp_path):
    whole = offer("grid", tmp_path)
    assert whole.clips > 0
    assert whole.bytes > 0


class Stuck(Fetcher):
    """Waits for a server that says nothing, whatever is asked of it, until the test is over."""

    released = threading.Event()

    def fetch(self, sources):
        del sources
        self.released.wait()
        self.progress(1, 1)


def test_a_stuck_order_is_stopped_at_once_and_stays_stopped(tmp_path, library):
    seen = []
    order = PackOrder(
        "grid",
        tmp_path,
        library,
        resources.read_guide(),
        probe,
        lambda: seen.append(order.status.stage),
        fetcher=Stuck,
        builder=Builder(),
    )
    order.start()
    order.stop()
    assert order.status.stage is OrderStage.STOPPED
    Stuck.released.set()
    order.join()
    assert set(seen) == {OrderStage.STOPPED}
    assert library.packs() == ()
    assert leftovers(tmp_path) == []
