"""Work that is handed out: all of it comes back, whoever dies on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import closing
from pathlib import Path

import pytest

from game.errors import ChinmiError
from game.forge.workers import GIVING_WAY, CancelledError, LocalWorkers, Lost


def double(number):
    return 2 * number


def refuse(number):
    raise ChinmiError(f"no {number}")


def die_once(order):
    """End the process at the first try of the order that carries a path."""
    number, trap = order
    if trap and not Path(trap).exists():
        Path(trap).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_always(order):
    if order == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return order


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_order_comes_back_with_its_result(jobs):
    assert sorted(LocalWorkers(jobs).each(double, range(7))) == [(n, 2 * n) for n in range(7)]
    assert list(LocalWorkers(jobs).each(double, ())) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised(jobs):
    with pytest.raises(ChinmiError, match="no "):
        list(LocalWorkers(jobs).each(refuse, range(3)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_stops_when_asked(jobs):
    with pytest.raises(CancelledError):
        list(LocalWorkers(jobs).each(double, range(3), lambda: True))


def test_orders_are_taken_a_few_at_a_time():
    taken = []

    def orders():
        for number in range(50):
            taken.append(number)
            yield number

    with closing(iter(LocalWorkers(2).each(double, orders()))) as running:  # type: ignore[type-var]
        next(running)
        assert len(taken) <= 8


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_killed_process_loses_nothing(tmp_path):
    orders = [(0, ""), (1, str(tmp_path / "trap")), (2, ""), (3, ""), (4, "")]
    done = dict(LocalWorkers(2).each(die_once, orders))
    assert {order[0] for order in done} == set(done.values()) == {0, 1, 2, 3, 4}


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_an_order_that_kills_whoever_takes_it_is_given_up_alone():
    done = dict(LocalWorkers(2).each(die_always, ["a", "deadly", "b", "c"]))
    assert isinstance(done.pop("deadly"), Lost)
    assert done == {"a": "a", "b": "b", "c": "c"}


def work_for_long(folder):
    """Stand for an order that takes its time; the order is the folder in which it notes begin and end."""
    (folder / f"{os.getpid()}.begun").touch()
    threading.Event().wait(30)
    (folder / f"{os.getpid()}.ended").touch()


def test_who_stops_waits_for_no_order_that_is_being_done(tmp_path):
    def begun():
        return any(tmp_path.glob("*.begun"))

    others = set(multiprocessing.active_children())  # of tests before, which may stay
    with pytest.raises(CancelledError):
        list(LocalWorkers(2).each(work_for_long, [tmp_path, tmp_path], begun))
    for worker in set(multiprocessing.active_children()) - others:
        worker.join()
    assert not list(tmp_path.glob("*.ended"))


@pytest.mark.skipif(not hasattr(os, "nice"), reason="only Unix has it")
def test_work_in_the_background_leaves_this_process_free_and_gives_way():
    workers = LocalWorkers(1, background=True)
    ((_, found),) = workers.each(process_and_niceness, [0])
    assert not isinstance(found, Lost)
    pid, niceness = found
    assert pid != os.getpid()
    assert niceness == min(19, os.nice(0) + GIVING_WAY)


def process_and_niceness(_order):
    return os.getpid(), os.nice(0)
