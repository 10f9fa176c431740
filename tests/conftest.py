"""What all tests share: a machine without screen and loudspeaker, and the sample footage where it is."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from kept_memory import give_back, keep_memory

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the workers have the cores; more threads only wait
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
ENOUGH = 4 * 1024**3
"""Bytes that must be free in memory for tests to keep their files there: a disk makes them wait."""

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("untimed"), derandomize=True)
settings.load_profile("same" if os.environ.get("CHINMI_SAME_EXAMPLES") == "1" else "untimed")
"""A busy machine is no fault. The gate tries the same examples each time, everybody else new ones."""


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: tests that wait for a file or a process leave room for one."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest: no worker is to be left with one when the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are imported and collected: all of it stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later collection of garbage: it stays anyway."""
    _keep_what_is_left()


@pytest.fixture(scope="session", autouse=True)
def _memory_is_kept() -> Iterator[None]:
    """See `kept_memory`."""
    with pytest.MonkeyPatch.context() as patch:
        keep_memory(patch)
        yield


@pytest.fixture(scope="module", autouse=True)
def _kept_for_later() -> Iterator[None]:
    """Do the same with what a file of tests leaves for the others: a kiosk collects after every visit."""
    yield
    _keep_what_is_left()
    give_back()


def _keep_what_is_left() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Let SIGINT be heard here and in processes of the test; a shell's work in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _loudspeaker_stays_on(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a game that ends be silent only: to give the device back takes as long as its buffer plays.

    The next one finds it as it would open it.
    """
    if request.node.get_closest_marker("loudspeaker") is None:
        monkeypatch.setattr("pygame.mixer.quit", _silent)


def _silent() -> None:
    import pygame

    if pygame.mixer.get_init():
        pygame.mixer.stop()


def _shared(folder: str, override: str | None) -> Path:
    path = Path(override) if override else ROOT.parent / "shared" / folder
    if path.is_dir():
        return path
    reason = f"needs the sample footage in {path} (see CONTRIBUTING.md)"
    if os.environ.get("CHINMI_REQUIRE_SAMPLES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample datasets (`grid/`, `labels/`)."""
    return _shared("datasets", os.environ.get("CHINMI_SAMPLES"))


@pytest.fixture(scope="session")
def actors() -> Path:
    """The folder of the virtual actors' footage."""
    return _shared("actors", os.environ.get("CHINMI_ACTORS"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT
