"""What all tests share: a machine without screen and loudspeaker, and the sample footage where it is."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later collection of garbage: it stays anyway."""
    gc.collect()
    gc.freeze()


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
