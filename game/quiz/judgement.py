"""The six-step scale of judgements: how likely a player thinks it is that the clip is manipulated."""

from __future__ import annotations

from typing import Final

STEPS: Final[tuple[float, ...]] = (0.05, 0.20, 0.40, 0.60, 0.80, 0.95)
"""P(manipulated) of the steps 1..6; there is no neutral step on purpose."""

STEP_IDS: Final[tuple[str, ...]] = (
    "surely_real",
    "probably_real",
    "perhaps_real",
    "perhaps_manipulated",
    "probably_manipulated",
    "surely_manipulated",
)


def calls_manipulated(p: float) -> bool:
    """Tell whether judgement `p` counts as the call "manipulated"."""
    return p > 0.5
