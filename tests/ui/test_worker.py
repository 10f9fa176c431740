"""Work on a thread of its own: what comes back, and that it wakes the screen."""

import threading

import pytest

from game.ui.worker import Worker


def test_the_result_comes_back_and_the_screen_is_woken():
    woken = threading.Event()
    worker = Worker(lambda: 6 * 7, woken.set)
    assert worker.result() == 42
    assert woken.is_set()
    assert worker.done


def test_an_error_is_raised_where_the_result_is_asked_for():
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Worker(fail).result()


def test_it_is_not_done_while_it_runs():
    gate = threading.Event()
    worker = Worker(gate.wait)
    assert not worker.done
    gate.set()
    worker.result()
    assert worker.done
