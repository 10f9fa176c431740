"""The tables of docs/detector.md: how often the detector is wrong, and where it cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from game.detector.model import Mistakes
from game.packs.label_leakage import auc
from game.quiz.judgement import calls_manipulated
from tools.detector.training import TAUGHT, Sample, of_kinds, said, trained, without_each

HEAD = "| | clips | AUC | false alarms | missed | Brier |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Judged:
    """A clip, and what weights that do not know its person said of it."""

    sample: Sample
    p: float

    @property
    def wrong(self) -> bool:
        """Tell whether the call was wrong."""
        return calls_manipulated(self.p) != self.sample.clip.manipulated


def held_out(samples: Sequence[Sample], train: Callable[[Sample], bool] | None = None) -> list[Judged]:
    """Judge each clip by the weights of everybody else's; `train` says which of these, else the usual."""
    weights = without_each(samples, train or of_kinds(TAUGHT))
    return [Judged(sample, said(weights[sample.person], sample)) for sample in samples]


def across(train: Sequence[Sample], test: Sequence[Sample]) -> list[Judged]:
    """Judge the clips of one pack by what was learnt on another."""
    weights = trained(filter(of_kinds(TAUGHT), train))
    return [Judged(sample, said(weights, sample)) for sample in test]


def other_kinds(samples: Sequence[Sample], kinds: Sequence[str]) -> tuple[list[Judged], list[Judged]]:
    """Learn on every second kind, people held out; return the clips of kinds that were seen and unseen.

    Both halves take their turn. Each real clip stands in both lists, judged by the same weights.
    """
    seen: list[Judged] = []
    unseen: list[Judged] = []
    for half, rest in ((kinds[::2], kinds[1::2]), (kinds[1::2], kinds[::2])):
        judged = held_out(samples, of_kinds(half))
        seen += only(judged, of_kinds(half))
        unseen += only(judged, of_kinds(rest))
    return seen, unseen


def only(judged: Sequence[Judged], take: Callable[[Sample], bool]) -> list[Judged]:
    """Return those that `take` takes, without what is only heard."""
    return [one for one in judged if take(one.sample) and not one.sample.heard]


def mistakes(judged: Sequence[Judged]) -> Mistakes:
    """Count the mistakes."""
    real = [one.wrong for one in judged if not one.sample.clip.manipulated]
    edits = [one.wrong for one in judged if one.sample.clip.manipulated]
    return Mistakes(real=len(real), false_alarms=sum(real), manipulated=len(edits), missed=sum(edits))


def row(name: str, judged: Sequence[Judged]) -> str:
    """Return a row of the table: shares of mistakes, and the Brier score."""
    told = mistakes(judged)
    edits = [one.p for one in judged if one.sample.clip.manipulated]
    real = [one.p for one in judged if not one.sample.clip.manipulated]
    curve = f"{auc(edits, real):.2f}" if edits and real else ""
    brier = sum((one.p - one.sample.clip.manipulated) ** 2 for one in judged) / len(judged)
    false, missed = _share(told.false_alarms, told.real), _share(told.missed, told.manipulated)
    return f"| {name} | {len(judged)} | {curve} | {false} | {missed} | {brier:.3f} |"


def by_kind(judged: Sequence[Judged], kinds: Sequence[str]) -> Iterator[str]:
    """Yield for each kind how many of its clips were caught, and the mean of what was said."""
    for kind in kinds:
        of = [one for one in judged if one.sample.kind == kind]
        if of:
            caught = sum(not one.wrong for one in of)
            yield f"| {kind} | {caught} of {len(of)} | {sum(one.p for one in of) / len(of):.2f} |"


def _share(part: int, of: int) -> str:
    return f"{part} of {of} ({100 * part / of:.0f} %)" if of else ""
