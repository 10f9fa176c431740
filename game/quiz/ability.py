"""How able a player is and how hard a clip, on one scale that learns from each answer.

An Elo-like rating with guessing (Pelanek 2016, "Applications of the Elo rating system in adaptive
educational systems"): cheap, needs no training data, and sound enough to keep practice neither dull nor
hopeless. Ability `theta` and hardness `b` are in logits; 0 is middling.
"""

from __future__ import annotations

from math import exp, log
from typing import Final

SPAN: Final = 6.0
"""Logits between difficulty 0 (plain) and 1 (hardly visible): a middling player is right in 98 to 52 %."""
AIM: Final = 0.775
"""The share of right calls that practice aims at: the middle of 0.75-0.80."""


def success(theta: float, b: float) -> float:
    """Return P(right call) = `0.5 + 0.5 / (1 + exp(-(theta - b)))`: never below guessing."""
    return 0.5 + 0.5 / (1 + exp(-max(-500.0, min(500.0, theta - b))))


def step_size(answers: int) -> float:
    """Return K = `0.4 * U(n)`, `U(n) = 4 / (1 + 0.05 n)`: how far the next answer moves an estimate."""
    return 0.4 * 4 / (1 + 0.05 * answers)


def hardness(difficulty: float) -> float:
    """Return the hardness b in logits of a clip whose maker gave it `difficulty` 0..1."""
    return SPAN * (difficulty - 0.5)


def difficulty(b: float) -> float:
    """Return the difficulty, within 0..1, of hardness `b`: the inverse of `hardness`."""
    return max(0.0, min(1.0, b / SPAN + 0.5))


def aimed_hardness(theta: float, aim: float = AIM) -> float:
    """Return the hardness at which a player of ability `theta` is right in a share `aim` of clips.

    Raises ValueError unless 0.5 < aim < 1.
    """
    if not 0.5 < aim < 1:
        raise ValueError(f"expected a share between 0.5 and 1, not {aim}")
    known = 2 * aim - 1
    return theta - log(known / (1 - known))
