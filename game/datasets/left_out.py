"""What was left out, kept in a file: of a large set there may be a hundred thousand lines."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from game.datasets.base import LeftOut, LeftOutReason
from game.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator


class LeftOutList:
    """Takes up what was left out and gives it back in the same order; what is shown of it is printable."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.by_reason: Counter[LeftOutReason] = Counter()
        self.lines = 0

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[LeftOutList]:
        """Open an empty list, whose file is gone afterwards."""
        with TemporaryFile("w+", encoding="utf-8") as file:
            yield cls(file)

    def add(self, one: LeftOut) -> None:
        """Take up one line."""
        self._file.write(
            json.dumps([one_line(one.path), one.reason.value, one_line(one.detail), one.count]) + "\n"
        )
        self.by_reason[one.reason] += one.count
        self.lines += 1

    def __len__(self) -> int:
        """Return how many files or labels were left out; a line may stand for many."""
        return self.by_reason.total()

    def __iter__(self) -> Iterator[LeftOut]:
        self._file.flush()
        self._file.seek(0)
        for line in self._file:
            path, reason, detail, count = json.loads(line)
            yield LeftOut(path, LeftOutReason(reason), detail, count)
        self._file.seek(0, 2)
