"""Pooled difficulties of clips, from the answers of all machines, as a file that machines take in.

The scheduler asks a clip of the hardness that a player is right about in a given share of cases. So clips are
not dealt at random: able players get the harder ones, and a share of right answers alone would make all clips
look alike. Each machine therefore has an ability, and clips a hardness, in the model of `game.quiz.ability`:

    P(right) = 0.5 + 0.5 / (1 + exp(-(theta - b)))

Both are fitted in turns by Fisher scoring, abilities with the prior N(0, 1). The estimates of the clips are
then shrunk towards what their makers said by parametric empirical Bayes (Morris 1983, "Parametric Empirical
Bayes Inference: Theory and Applications", Journal of the American Statistical Association 78): the spread of
the true differences from the makers' values is estimated by moments over all clips (DerSimonian & Laird 1986,
Controlled Clinical Trials 7), and each clip keeps as much of its own estimate as its answers are worth
against that spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from game.errors import FleetError
from game.fleet.cells import FEW
from game.fleet.clip_figures import people_of
from game.fleet.facts import read_clips
from game.fleet.server import connected
from game.fleet.signed import write_signed
from game.quiz import ability
from game.quiz.history import PRIOR

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from game.fleet.facts import ClipCell

    Array = np.ndarray[Any, np.dtype[Any]]

FORMAT: Final = 1
ROUNDS: Final = 40
"""Turns of fitting; both sides are still after about twenty."""
WIDEST: Final = 6.0
"""Logits: no estimate lies farther from the middle."""
STEP: Final = 1.0
"""Logits: the longest step of one turn."""
MOST: Final = 400
"""The weight of a pooled estimate in answers, at most: a machine's own players can still move it."""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A clip's pooled hardness in logits, and how many answers it weighs like."""

    pack: str
    version: str
    clip: str
    b: float
    answers: int


def write_difficulties(url: str, key: Path, out: Path, today: date) -> int:
    """Write the difficulties that the server at `url` gives, signed; return of how many clips.

    Raises FleetError.
    """
    with connected(url) as connection:
        found = pooled_difficulties(read_clips(connection))
    if not found:
        raise FleetError("Fewer than five people have answered any clip: there is nothing to write")
    packs: dict[str, dict[str, Any]] = {}
    for one in found:
        pack = packs.setdefault(
            f"{one.pack} {one.version}", {"pack": one.pack, "version": one.version, "clips": {}}
        )
        pack["clips"][one.clip] = [round(one.b, 3), one.answers]
    told = newest(list(packs.values()))
    record = {"format": FORMAT, "made": today.isoformat(), "packs": told}
    write_signed(out, record, key)
    return sum(len(pack["clips"]) for pack in told)


def newest(packs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return of each pack the newest version that is known; a version of zeros is one that nobody knew."""
    found: dict[str, dict[str, Any]] = {}
    for pack in sorted(packs, key=_number):
        if any(_number(pack)):
            found[pack["pack"]] = pack
    return [found[name] for name in sorted(found)]


def _number(pack: dict[str, Any]) -> tuple[int, ...]:
    return tuple(int(part) for part in pack["version"].split("."))


def pooled_difficulties(cells: Sequence[ClipCell]) -> list[Difficulty]:
    """Return the hardness of each clip that five people or more have answered."""
    by_clip: dict[tuple[str, str, str], list[ClipCell]] = {}
    for cell in cells:
        by_clip.setdefault((cell.pack, cell.version, cell.clip), []).append(cell)
    told = {key: found for key, found in sorted(by_clip.items()) if people_of(found) >= FEW}
    if not told:
        return []
    stated = {key: [c.difficulty for c in found if c.difficulty is not None] for key, found in told.items()}
    prior = np.array([ability.hardness(min(values)) if values else 0.0 for values in stated.values()])
    machines = {
        name: i for i, name in enumerate(sorted({c.device for found in told.values() for c in found}))
    }
    rows = [
        (i, machines[c.device], c.answered, c.answered - c.wrong)
        for i, f in enumerate(told.values())
        for c in f
    ]
    clip, machine, asked, right = (np.array(column) for column in zip(*rows, strict=True))
    b, information = fit(clip, machine, asked.astype(float), right.astype(float), prior)
    shrunk, kept = shrink(b, information, prior)
    weight = np.minimum(MOST, PRIOR + kept * np.bincount(clip, asked, len(b)))
    return [Difficulty(*key, float(shrunk[i]), int(weight[i])) for i, key in enumerate(told)]


def fit(clip: Array, machine: Array, asked: Array, right: Array, prior: Array) -> tuple[Array, Array]:
    """Return the clips' hardness and its information, from cells of a clip at a machine.

    `prior` is where the fit begins, and where its middle stays: the scale has no zero of its own.
    """
    b, theta = prior.copy(), np.zeros(int(machine.max()) + 1)
    information = np.zeros_like(b)
    for _ in range(ROUNDS):
        score, worth = _slopes(theta[machine] - b[clip], asked, right)
        up = np.bincount(machine, score, len(theta)) - theta
        theta = _moved(theta, up, np.bincount(machine, worth, len(theta)) + 1.0)
        score, worth = _slopes(theta[machine] - b[clip], asked, right)
        information = np.bincount(clip, worth, len(b))
        b = _moved(b, -np.bincount(clip, score, len(b)), information + 1e-6)
        weight = information / max(information.sum(), 1e-9)
        away = float(((b - prior) * weight).sum())
        b, theta = b - away, theta - away
    return b, information


def _slopes(distance: Array, asked: Array, right: Array) -> tuple[Array, Array]:
    """Return the slope of the log likelihood along theta, and the Fisher information, of each cell."""
    logistic = 1.0 / (1.0 + np.exp(-np.clip(distance, -30.0, 30.0)))
    p = np.clip(0.5 + 0.5 * logistic, 0.5 + 1e-6, 1.0 - 1e-6)
    slope = 0.5 * logistic * (1.0 - logistic)
    variance = p * (1.0 - p)
    return (right - asked * p) * slope / variance, asked * slope**2 / variance


def _moved(values: Array, score: Array, information: Array) -> Array:
    moved: Array = np.clip(values + np.clip(score / information, -STEP, STEP), -WIDEST, WIDEST)
    return moved


def shrink(b: Array, information: Array, prior: Array) -> tuple[Array, Array]:
    """Return the estimates shrunk towards `prior`, and which part (0..1) of its own each has kept."""
    variance = 1.0 / np.maximum(information, 1e-6)
    rest = b - prior
    surplus = float((rest**2 / variance).sum()) - (len(b) - 1)
    spread = max(1e-4, surplus / float((1.0 / variance).sum())) if len(b) > 1 else 1.0
    kept = spread / (spread + variance)
    return prior + kept * rest, kept
