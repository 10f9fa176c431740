"""Check blocks: filling two parallel forms with clips, so that they are equally hard and share none.

A gain means something only when the block after was no easier than the block before. So both forms are
filled from one list of wishes, wish by wish, and then improved: as long as a change makes the pair of forms
better, it is made. What "better" means is a sum of penalties (`_Plan.cost`). Nothing is drawn at random: the
same packs give the same forms on every machine. What a small pack could not give is told with each clip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Final

from game.quiz.gain import FORMS

if TYPE_CHECKING:
    from game.content.checks import CheckBlock, CheckItem
    from game.quiz.candidates import Candidate, ClipKey
    from game.quiz.scheduler import Draw

KIND: Final = 1000.0
"""Penalty for a clip of another kind than the one wished for."""
OTHER_PACK: Final = 300.0
"""... for a clip of another pack than the block's own."""
OFF: Final = 6.0
"""... for each unit by which its difficulty is off."""
SAME_RECORDING: Final = 25.0
"""... for a recording that a form shows twice: an original beside its edit gives the edit away."""
SHARED: Final = 0.5
"""... for a recording that both forms show."""
SAME_PERSON: Final = 2.0
"""... for each pair of clips of one person within a form."""
UNEQUAL: Final = 150.0
"""... for each unit by which the forms' sums of difficulty differ, for either label."""
UNPAIRED: Final = 4.0
"""... for each unit by which the two clips of one wish differ in difficulty."""
TRIED: Final = 16
"""Clips, the best by themselves, that are tried in the place of each."""
MOST_ROUNDS: Final = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """One clip of a form, the wish it meets (by its place in the block), and what had to give way."""

    wish: int
    candidate: Candidate
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One of the two parallel forms of a block. Shorter than the block where clips were missing."""

    id: str
    slots: tuple[Slot, ...]

    @property
    def keys(self) -> frozenset[ClipKey]:
        """The clips in it."""
        return frozenset(slot.candidate.key for slot in self.slots)

    def difficulty(self, *, manipulated: bool) -> float | None:
        """Return the mean stated difficulty of its manipulated (real) clips; None without any."""
        found = [s.candidate.difficulty for s in self.slots if s.candidate.manipulated == manipulated]
        return fmean(found) if found else None


def fill(block: CheckBlock, candidates: Iterable[Candidate]) -> Mapping[str, Form]:
    """Return the forms `a` and `b` of `block`, filled from `candidates`; no clip is in both."""
    plan = _Plan(block, sorted(set(candidates), key=lambda c: c.key))
    plan.begin()
    for _ in range(MOST_ROUNDS):
        if not plan.improve():
            break
    return {form: Form(form, tuple(plan.slots(side))) for side, form in enumerate(FORMS)}


def dealing_order(form: Form, draw: Draw) -> tuple[Slot, ...]:
    """Return the clips of `form` in an order drawn for one session; no person twice running if possible.

    Which of them are manipulated is drawn with the rest, so the order gives nothing away. The same draws
    give the same order: a check that was broken off goes on where it was.
    """
    rest = sorted(form.slots, key=lambda slot: slot.candidate.key)
    order: list[Slot] = []
    while rest:
        slot = rest.pop(int(draw() * len(rest)))
        order.append(slot)
    return tuple(_parted(order))


def _parted(order: list[Slot]) -> list[Slot]:
    """Move clips on, one after the other, until no person comes twice running, as far as that goes.

    Who is seen says nothing of what was done, so moving by person does not bend the order of labels.
    """
    for i in range(1, len(order)):
        if order[i].candidate.who == order[i - 1].candidate.who:
            for j in [*range(i + 1, len(order)), *range(i - 1)]:
                swapped = list(order)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                if _neighbours(swapped) < _neighbours(order):
                    order = swapped
                    break
    return order


def _neighbours(order: Sequence[Slot]) -> int:
    return sum(a.candidate.who == b.candidate.who for a, b in pairwise(order))


class _Plan:
    """The forms while they are filled: for each wish one clip per side, or None."""

    def __init__(self, block: CheckBlock, candidates: Sequence[Candidate]) -> None:
        self.items = block.items
        self.pack = block.pack
        self.pairs: list[list[Candidate | None]] = [[None, None] for _ in block.items]
        by_label = {label: [c for c in candidates if c.label == label] for label in ("real", "manipulated")}
        self.options = [
            sorted(by_label[item.label], key=lambda c, item=item: (self.fit(item, c), c.key))  # type: ignore[misc]
            for item in self.items
        ]

    def fit(self, item: CheckItem, candidate: Candidate) -> float:
        """Return how ill `candidate` suits `item` by itself."""
        wrong = item.kind is not None and item.kind not in candidate.kinds
        foreign = self.pack is not None and candidate.pack != self.pack
        off = abs(candidate.difficulty - float(item.difficulty))
        return KIND * wrong + OTHER_PACK * foreign + OFF * off

    def cost(self) -> float:
        """Return how ill all clips suit their wishes, their form, and the other form."""
        total, sums = 0.0, {"real": 0.0, "manipulated": 0.0}
        for item, (a, b) in zip(self.items, self.pairs, strict=True):
            total += sum(self.fit(item, c) for c in (a, b) if c is not None)
            if a is not None and b is not None:
                total += UNPAIRED * abs(a.difficulty - b.difficulty)
                sums[item.label] += a.difficulty - b.difficulty
        total += UNEQUAL * sum(map(abs, sums.values()))
        sides = [[pair[side] for pair in self.pairs] for side in range(2)]
        sources = [Counter(c.source for c in side if c is not None) for side in sides]
        for side, source in zip(sides, sources, strict=True):
            people = Counter(c.who for c in side if c is not None)
            total += SAME_RECORDING * sum(n - 1 for n in source.values())
            total += SAME_PERSON * sum(n * (n - 1) / 2 for n in people.values())
        return total + SHARED * len(sources[0].keys() & sources[1].keys())

    def begin(self) -> None:
        """Fill wish by wish with what costs least; a wish without a pair of clips stays empty."""
        for i, options in enumerate(self.options):
            for side in (0, 1):
                used = self.used
                free = [c for c in options if c.key not in used][:TRIED]
                if free:
                    self.pairs[i][side] = min(free, key=lambda c: self._cost_with(i, side, c))
            if None in self.pairs[i]:
                self.pairs[i] = [None, None]

    @property
    def used(self) -> frozenset[ClipKey]:
        """The clips that are in either form."""
        return frozenset(c.key for pair in self.pairs for c in pair if c is not None)

    def improve(self) -> bool:
        """Make the first change that helps in each place; tell whether there was one."""
        helped, least = False, self.cost()
        for i in range(len(self.items)):
            if None in self.pairs[i]:
                continue
            for pairs in self._changes(i):
                kept, self.pairs = self.pairs, pairs
                cost = self.cost()
                if cost < least - 1e-9:
                    helped, least = True, cost
                else:
                    self.pairs = kept
        return helped

    def slots(self, side: int) -> Iterator[Slot]:
        """Yield the clips of one form with what had to give way."""
        seen: Counter[ClipKey] = Counter(pair[side].source for pair in self.pairs if pair[side])  # type: ignore[union-attr]
        for i, (item, pair) in enumerate(zip(self.items, self.pairs, strict=True)):
            candidate = pair[side]
            if candidate is not None:
                yield Slot(i, candidate, "; ".join(self._notes(item, candidate, seen)))

    def _notes(self, item: CheckItem, candidate: Candidate, seen: Counter[ClipKey]) -> Iterator[str]:
        if item.kind is not None and item.kind not in candidate.kinds:
            yield f"no clip left with {item.kind}"
        if self.pack is not None and candidate.pack != self.pack:
            yield f"no clip left in the pack {self.pack}"
        if seen[candidate.source] > 1:
            yield "another version of this recording is in the same check"

    def _cost_with(self, i: int, side: int, candidate: Candidate) -> float:
        kept, self.pairs[i][side] = self.pairs[i][side], candidate
        cost = self.cost()
        self.pairs[i][side] = kept
        return cost

    def _changes(self, i: int) -> Iterator[list[list[Candidate | None]]]:
        """Yield the plans that differ in wish `i`: sides swapped (of one more, too), clips changed."""
        yield self._with({i: [self.pairs[i][1], self.pairs[i][0]]})
        for side in (0, 1):
            used = self.used
            for candidate in [c for c in self.options[i] if c.key not in used][:TRIED]:
                pair = list(self.pairs[i])
                pair[side] = candidate
                if candidate.key not in self.used:
                    yield self._with({i: pair})
        for j in range(i + 1, len(self.items)):
            if None in self.pairs[j]:
                continue
            yield self._with({k: [self.pairs[k][1], self.pairs[k][0]] for k in (i, j)})
            yield from self._people_exchanged(i, j)
            if self.items[j].label != self.items[i].label:
                continue
            for mine in (0, 1):
                for theirs in (0, 1):
                    first, second = list(self.pairs[i]), list(self.pairs[j])
                    first[mine], second[theirs] = second[theirs], first[mine]
                    yield self._with({i: first, j: second})

    def _people_exchanged(self, i: int, j: int) -> Iterator[list[list[Candidate | None]]]:
        """Yield the plans in which two wishes of a form are met by each other's person."""
        for side in (0, 1):
            mine, theirs, used = self.pairs[i][side], self.pairs[j][side], self.used
            if mine is None or theirs is None or mine.who == theirs.who:
                continue
            for first in [c for c in self.options[i] if c.who == theirs.who and c.key not in used][:2]:
                for second in [c for c in self.options[j] if c.who == mine.who and c.key not in used][:2]:
                    changed = {i: list(self.pairs[i]), j: list(self.pairs[j])}
                    changed[i][side], changed[j][side] = first, second
                    if not {first.key, second.key} & self.used:
                        yield self._with(changed)

    def _with(self, changed: Mapping[int, list[Candidate | None]]) -> list[list[Candidate | None]]:
        return [changed.get(i, pair) for i, pair in enumerate(self.pairs)]
