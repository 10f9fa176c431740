"""One hunt: inputs made one after another, the reader watched at each, what it should not do gathered."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from game.errors import printable
from tools.fuzz.mutate import spliced
from tools.fuzz.target import Reader, Target, WrongAnswer
from tools.fuzz.watch import MEMORY, SLOW, Guard, TooSlow, now, peak, timed

POOL: Final = 2000
"""Inputs that are kept to be changed further."""
SHORTENINGS: Final = 300
"""Tries to make a finding shorter."""
_FACTS: Final = re.compile(r"[0-9]+|'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class Finding:
    """An input at which a reader did what it should not."""

    target: str
    kind: str
    """crash, hang, memory, outside, control, wrong, died."""
    where: str
    """The place in the game, so that one fault is told once."""
    told: str
    data: bytes = field(repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same as another one."""
        return self.kind, self.where


@dataclass
class Tally:
    """How far a hunt is."""

    inputs: int = 0
    refused: int = 0
    """Inputs that were answered with an error that the reader says it raises."""
    ways: int = 0
    """Different ways in which inputs were answered."""
    slowest: float = 0.0
    """Seconds of processor time of the slowest input."""
    peak: int = 0
    """The most bytes that the process ever held."""
    findings: Counter[str] = field(default_factory=Counter)
    """Inputs with a finding, by its kind; one fault may have many."""


class Hunt:
    """Makes inputs for a target and tries them."""

    def __init__(self, target: Target, reader: Reader, seed: int, guard: Guard | None = None) -> None:
        self.target = target
        self.tally = Tally()
        self._reader = reader
        self._random = Random(f"{target.name} {seed}")
        self._guard = guard
        self._pool = list(target.seeds())
        self._seeds = len(self._pool)
        self._ways: set[str] = set()
        self._known: set[tuple[str, str]] = set()

    def inputs(self) -> Iterator[bytes]:
        """Yield inputs without end: the good ones as they are, then changed ones."""
        yield from self._pool[: self._seeds]
        while True:
            # Half of them from what was found last, so that a new way is followed.
            recent = self._random.random() < 0.5
            one = self._random.choice(self._pool[-64:] if recent else self._pool)
            if self._random.random() < 0.08:
                one = spliced(self._random, one, self._random.choice(self._pool))
            yield self.target.vary(self._random, one)[: self.target.most]

    def next(self, data: bytes) -> Finding | None:
        """Try one input; return what is found for the first time, as short as it can be made quickly."""
        start = now()
        way, finding = self.tried(data)
        tally = self.tally
        tally.slowest = max(tally.slowest, now() - start)
        tally.inputs += 1
        tally.refused += not finding and not way.startswith("taken")
        if way not in self._ways:
            self._ways.add(way)
            tally.ways += 1
            self._keep(data)
        tally.peak = peak()
        if finding is None:
            return None
        tally.findings[finding.kind] += 1
        if finding.key in self._known:
            return None
        self._known.add(finding.key)
        return self.shortened(finding)

    def tried(self, data: bytes) -> tuple[str, Finding | None]:
        """Read one input; return how it was answered, and what is wrong with that."""
        before, start = peak(), now()
        watching: AbstractContextManager[list[str]] = (
            self._guard.watching() if self._guard else nullcontext([])
        )
        with watching as seen:
            way, kind, where, told = self._answer(data)
        if seen:
            kind, where, told = "outside", re.sub(_FACTS, "#", seen[0]), "\n".join(seen[:5])
        elif not kind and now() - start > SLOW:
            kind, where, told = "hang", "", f"{now() - start:.1f} seconds of processor time"
        elif not kind and peak() - before > MEMORY:
            kind, where, told = "memory", "", f"{(peak() - before) >> 20} MiB more than ever before"
        return way, Finding(self.target.name, kind, where, told, data) if kind else None

    def _answer(self, data: bytes) -> tuple[str, str, str, str]:
        """Return way, kind, place and words."""
        try:
            with timed():
                answer = self._reader(data)
        except TooSlow as error:
            return "late", "hang", _place(error), _lines(error)
        except MemoryError as error:
            return "memory", "memory", _place(error), _lines(error)
        except self.target.errors as error:
            text = str(error)
            way = f"{type(error).__name__} {_FACTS.sub('#', text[:600])}"
            if not text.replace("\n", "").isprintable() and printable(text) != text:
                return way, "control", _place(error), repr(text[:2000])
            return way, "", "", ""
        except WrongAnswer as error:
            return "wrong", "wrong", _FACTS.sub("#", str(error))[:80], str(error)
        except Exception as error:  # noqa: BLE001 - this is what a hunt is for
            return "crash", "crash", f"{type(error).__name__} {_place(error)}", _lines(error)
        return f"taken {answer}", "", "", ""

    def _keep(self, data: bytes) -> None:
        if len(self._pool) >= POOL:
            del self._pool[self._random.randrange(self._seeds, len(self._pool))]
        self._pool.append(data)

    def shortened(self, finding: Finding) -> Finding:
        """Return the same finding with less of its input, where pieces can be left out."""
        tries = 8 if finding.kind in ("hang", "memory") else SHORTENINGS
        best, size = finding, max(1, len(finding.data) // 2)
        at = 0
        for _ in range(tries):
            if at >= len(best.data):
                at, size = 0, size // 2
                if not size:
                    break
            shorter = best.data[:at] + best.data[at + size :]
            _, found = self.tried(shorter)
            if found is not None and found.key == finding.key:
                best = found
            else:
                at += size
        return best


def hunt(
    target: Target,
    room: Path,
    seed: int,
    enough: Callable[[Tally], bool],
    guard: Guard | None = None,
    noted: Callable[[bytes, Tally], None] = lambda _data, _tally: None,
) -> Iterator[Finding | Tally]:
    """Try inputs until it is `enough`; yield what is found, and at last the tally.

    `noted` is called before each input, with it.
    """
    with target.opened(room) as reader:
        one = Hunt(target, reader, seed, guard)
        for data in one.inputs():
            if enough(one.tally):
                break
            noted(data, one.tally)
            finding = one.next(data)
            if finding is not None:
                yield finding
        yield one.tally


def _place(error: BaseException) -> str:
    """Return the innermost line of the game in a traceback, else the innermost at all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/game/" in frame.filename.replace("\\", "/")]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _lines(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-6000:]
