"""A pack ordered from the game: it comes whole, or not at all and with a reason."""

import threading
from dataclasses import dataclass, field

import pytest
from probed import probe
from small_pack import pack_record, usual, write_pack

from game import resources
from game.errors import ChinmiError
from game.forge.fetch import Fault, Fetcher, FetchError
from game.forge.order import FIRST, OrderStage, PackOrder, offer
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
    parts: list[int | None] = field(default_factory=list)

    def __call__(self, name, sources, out, *, only, workers, progress, cancelled):
        del name, sources, workers, cancelled
        self.parts.append(only)
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


def new_order(tmp_path, library, fetcher=NothingToFetch, builder=None, seen=None):
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
    return order


def ordered(tmp_path, library, **options):
    order = new_order(tmp_path, library, **options)
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


def test_the_first_clips_are_installed_before_the_others_are_made(tmp_path, library):
    builder = Builder()
    order = ordered(tmp_path, library, builder=builder)
    assert builder.parts == [FIRST, None]
    assert order.status.playable


def test_where_the_first_clips_are_there_already_the_rest_is_made_at_once(tmp_path, library):
    library.install(
        write_pack(tmp_path / "in" / "grid", usual(), pack_record("grid")), resources.read_guide(), probe
    )
    builder = Builder()
    ordered(tmp_path, library, builder=builder)
    assert builder.parts == [None]


def test_a_pack_takes_the_place_of_its_first_clips_only_while_nobody_plays(tmp_path, library):
    order = new_order(tmp_path, library)
    order.calm.clear()
    order.start()
    while not (order.status.stage is OrderStage.INSTALL and order.status.percent == 100):
        order.join(0.01)
    assert library.packs() == ()
    order.calm.set()
    order.join()
    assert [pack.pack.name for pack in library.packs()] == ["small"]


def test_an_order_that_waits_is_stopped_all_the_same(tmp_path, library):
    order = new_order(tmp_path, library)
    order.calm.clear()
    order.start()
    while not (order.status.stage is OrderStage.INSTALL and order.status.percent == 100):
        order.join(0.01)
    order.stop()
    order.join()
    assert order.status.stage is OrderStage.STOPPED
    assert library.packs() == ()
    assert leftovers(tmp_path) == []


def test_the_fault_of_a_download_is_told_by_its_kind(tmp_path, library):
    class Blocked(Fetcher):
        def fetch(self, sources):
            del sources
            raise FetchError("one: cannot reach the host", Fault.UNREACHABLE)

    class FullDisk(Fetcher):
        def fetch(self, sources):
            del sources
            raise OSError(28, "No space left on device")

    assert ordered(tmp_path, library, fetcher=Blocked).status.fault is Fault.UNREACHABLE
    assert ordered(tmp_path, library, fetcher=FullDisk).status.fault is Fault.DISK
    assert ordered(tmp_path, library, fetcher=Offline).status.fault is Fault.OTHER
