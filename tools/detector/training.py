"""Logistic regression with a quadratic penalty, by Newton's method, and the ways to hold clips out.

Cox (1958) for the regression, Breslow and others (1978) for learning from pairs, le Cessie and van
Houwelingen (1992) for the penalty; Newton's method on it is iteratively reweighted least squares.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.content.models import Clip
from game.detector.figures import Figure
from game.detector.model import LIMIT, Weights

PENALTY: Final = 1.0
"""Weight of the squared slopes, of standardised figures, beside the log likelihood."""
BELIEF: Final = 0.3
"""The same for how far the sum is believed."""
TAUGHT: Final = ("jitter", "identity-flicker")
"""The kinds that the game's detector is trained on: those that figures of change can find."""
ROUNDS: Final = 40
CLOSE: Final = 1e-8
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One clip with its figures."""

    pack: str
    clip: Clip
    found: tuple[Figure, ...]
    heard: bool
    """Manipulated in the sound alone: there is nothing to see, and it is not trained on."""

    @property
    def values(self) -> tuple[float, ...]:
        """The figures in their order."""
        return tuple(figure.value for figure in self.found)

    @property
    def person(self) -> str:
        """Who is seen, across packs."""
        return f"{self.pack}/{self.clip.person}"

    @property
    def kind(self) -> str:
        """The first kind in it; empty in a real clip."""
        return self.clip.kinds[0] if self.clip.kinds else ""

    @property
    def odd(self) -> bool:
        """Tell whether the whole video was processed, or something drawn before the person."""
        return bool(self.clip.look or self.clip.prop)


def trained(samples: Iterable[Sample], penalty: float = PENALTY) -> Weights:
    """Return the weights for `samples`, but for what is only heard.

    Two regressions: the first learns from each edit beside its original what an edit moves, so that people,
    rooms and cameras cancel out; the second, from all clips, how far that may be believed. Real and
    manipulated ones count the same there, however many there are.
    """
    seen = [sample for sample in samples if not sample.heard]
    values = np.array([sample.values for sample in seen])
    labels = np.array([sample.clip.manipulated for sample in seen], dtype=np.float64)
    mean, spread = values[labels == 0].mean(0), values[labels == 0].std(0) + 1e-9
    standard = np.clip((values - mean) / spread, -LIMIT, LIMIT)
    at = {(sample.pack, sample.clip.id): i for i, sample in enumerate(seen)}
    pairs = [(i, at.get((one.pack, one.clip.original or ""))) for i, one in enumerate(seen)]
    moved = np.array([standard[i] - standard[j] for i, j in pairs if j is not None])
    slopes = fit(moved, np.ones(len(moved)), penalty, start=False)
    share = np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum()) * len(labels)
    start, scale = fit((standard @ slopes)[:, None], labels, BELIEF, share)
    return Weights(
        mean=_kept(mean),
        spread=_kept(spread),
        slope=_kept(slopes * max(0.0, scale)),
        start=round(float(start), 5),
    )


def fit(
    values: Numbers,
    labels: Numbers,
    penalty: float,
    share: Numbers | None = None,
    *,
    start: bool = True,
) -> Numbers:
    """Return the slopes that make `labels` most likely, less `penalty` / 2 times the squared slopes.

    `share` is how much each row counts. With `start` a constant that costs nothing comes first.
    """
    counts = np.ones(len(values)) if share is None else share
    rows = np.column_stack([np.ones(len(values)), values]) if start else values
    pull = np.diag(([0.0] if start else []) + [penalty] * values.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-rows @ found))
        bent = (rows.T * (counts * p * (1 - p))) @ rows + pull
        step = np.linalg.solve(bent, rows.T @ (counts * (labels - p)) - pull @ found)
        found = found + step
        if np.abs(step).max() < CLOSE:
            break
    return found


def said(weights: Weights, sample: Sample) -> float:
    """Return P(manipulated) for a clip."""
    return float(1 / (1 + np.exp(-(weights.start + sum(weights.parts(sample.values))))))


def of_kinds(kinds: Container[str]) -> Callable[[Sample], bool]:
    """Return the rule that takes real clips, and edits of `kinds` alone."""
    return lambda sample: not sample.clip.manipulated or sample.kind in kinds


def without_each(samples: Sequence[Sample], train: Callable[[Sample], bool]) -> dict[str, Weights]:
    """Return for each person the weights of all others' clips that may be trained on."""
    people = sorted({sample.person for sample in samples})
    return {
        person: trained(sample for sample in samples if sample.person != person and train(sample))
        for person in people
    }


def _kept(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)
