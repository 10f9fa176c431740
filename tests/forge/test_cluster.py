"""Work on a Dask cluster of two workers on this machine: the same results, whoever dies."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

import pytest

from game.errors import ChinmiError
from game.forge.cluster import ClusterWorkers, versions
from game.forge.workers import CancelledError, Lost

distributed = pytest.importorskip("distributed", reason='needs the extra: pip install "chinmi[cluster]"')
dask = pytest.importorskip("dask")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(os.name == "nt", reason="needs signals"),
]


def double(number):
    return 2 * number


def where(_order):
    return os.getpid()


def die_once(order):
    """End the worker at the first try of the order that carries a path."""
    number, trap = order
    if trap and not Path(trap).exists():
        Path(trap).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_always(order):
    if order == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return order


@pytest.fixture(scope="module")
def address():
    """The address of a scheduler with two workers, which find the tests' own functions.

    A local cluster lets go for good of a worker that does not come back soon after its death. On a machine
    with much to do a new process takes longer, and then all later orders would wait for ever.
    """
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    patience = dask.config.set({"distributed.deploy.lost-worker-timeout": "1h"})
    with pytest.MonkeyPatch.context() as patch, patience:
        patch.setenv("PYTHONPATH", paths)
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster:
            yield cluster.scheduler_address


def test_each_order_comes_back_with_its_result(address):
    assert sorted(ClusterWorkers(address).each(double, range(9))) == [(n, 2 * n) for n in range(9)]
    assert list(ClusterWorkers(address).each(double, ())) == []


def test_the_work_is_done_elsewhere(address):
    assert os.getpid() not in {pid for _, pid in ClusterWorkers(address).each(where, range(4))}


def test_it_stops_when_asked(address):
    with pytest.raises(CancelledError):
        list(ClusterWorkers(address).each(double, range(3), lambda: True))


def test_a_killed_worker_loses_nothing(address, tmp_path):
    orders = [(0, ""), (1, str(tmp_path / "trap")), (2, ""), (3, ""), (4, "")]
    assert {result for _, result in ClusterWorkers(address).each(die_once, orders)} == {0, 1, 2, 3, 4}
    assert (tmp_path / "trap").exists()


def test_an_order_that_kills_whoever_takes_it_is_given_up(address):
    done = dict(ClusterWorkers(address).each(die_always, ["deadly"]))
    assert isinstance(done["deadly"], Lost)


def test_a_cluster_without_workers_is_told_once(caplog):
    asked = iter(range(20))
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1") as empty,
        pytest.raises(CancelledError),
    ):
        list(ClusterWorkers(empty.scheduler_address).each(double, range(2), lambda: next(asked) > 2))
    assert [r.message for r in caplog.records if r.name == "game.forge.cluster"] == [
        f"the cluster at {empty.scheduler_address} has no worker now; the work waits for one"
    ]


def test_workers_with_another_game_are_refused(address, monkeypatch):
    monkeypatch.setattr("game.forge.cluster.versions", lambda: {"game": "another"})
    with pytest.raises(ChinmiError, match="would make other clips"):
        list(ClusterWorkers(address).each(double, [1]))


def test_an_address_where_nobody_answers():
    with pytest.raises(ChinmiError, match="no Dask scheduler"):
        list(ClusterWorkers("nowhere").each(double, [1]))
    clients = [one for one in gc.get_objects() if type(one) is distributed.Client]
    assert all(one.status == "closed" for one in clients), "the collector would close it while another starts"


def test_the_versions_name_the_code():
    assert {"game", "processor", "av"} <= versions().keys()
