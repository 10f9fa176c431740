"""Every bad input of the corpus is told with its message."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from game.errors import ChinmiError, ClipError
from hostile.corpus import CORPUS, Bad
from tools.fuzz.targets import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Bad], str]]:
    """Read an input; return what is said of it. The readers are opened once: that of films is a process."""
    readers = {}
    rooms: dict[str, Path] = {}
    with ExitStack() as stack:

        def read(bad: Bad) -> str:
            if bad.target not in readers:
                rooms[bad.target] = tmp_path_factory.mktemp(bad.target)
                readers[bad.target] = stack.enter_context(BY_NAME[bad.target].opened(rooms[bad.target]))
            with pytest.raises(ChinmiError) as caught:
                readers[bad.target](bad.data())
            error = caught.value
            reason = f"{error.reason}: " if isinstance(error, ClipError) else ""
            return f"{reason}{error}".replace(f"{rooms[bad.target]}/", "")

        yield read


@pytest.mark.parametrize("bad", CORPUS, ids=lambda bad: f"{bad.target}: {bad.name}")
def test_a_bad_input_is_told(bad: Bad, told: Callable[[Bad], str]) -> None:
    assert told(bad) == bad.told


def test_each_target_has_bad_inputs() -> None:
    assert {bad.target for bad in CORPUS} == set(BY_NAME)
