"""Players who want points and nothing else: which step they choose, and what that makes of them.

A maximiser sees the label plus noise (equal-variance signal detection, d' = 1), turns that into a belief,
knows how well it finds tell-tales, and takes the step that earns most in expectation. A rule that pays for
suspicion makes it suspicious. The rule before 2026-11 is kept here for comparison, and nowhere else.

`python -m tools.robots.maximisers` prints the tables of `docs/measuring.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import exp
from random import Random
from typing import Final, Protocol

from game.quiz.discernment import Counts, criterion, dprime, dprime_error
from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import judgement_points

DPRIME: Final = 1.0
"""How far apart real and manipulated clips look to a maximiser, in units of its noise."""
ROUNDS: Final = 2000
SEED: Final = 1
SKILLS: Final = (0.0, 0.3, 0.6, 1.0)
BELIEFS: Final = (0.05, 0.15, 0.2, 0.25, 0.3, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)
OLD_HIT, OLD_KIND = 30, 20


class Rule(Protocol):
    """What an answer is worth."""

    def __call__(self, step: int, /, *, manipulated: bool, skill: float) -> float:
        """Return the points that `step` 1..6 brings in expectation; `skill` is the share of traces found."""
        ...


def present_rule(step: int, /, *, manipulated: bool, skill: float) -> float:
    """Return the points of the judgement: no skill changes them."""
    del skill
    return judgement_points(STEPS[step - 1], manipulated=manipulated)


def old_rule(step: int, /, *, manipulated: bool, skill: float) -> float:
    """Return the points until 2026-11: place and kind paid on manipulated clips that were called so."""
    spotted = manipulated and calls_manipulated(STEPS[step - 1])
    return judgement_points(STEPS[step - 1], manipulated=manipulated) + spotted * skill * (OLD_HIT + OLD_KIND)


def expected(step: int, belief: float, skill: float, rule: Rule) -> float:
    """Return the points that `step` brings in expectation to who believes "manipulated" with `belief`."""
    if_real = rule(step, manipulated=False, skill=skill)
    return if_real + belief * (rule(step, manipulated=True, skill=skill) - if_real)


def best_step(belief: float, skill: float, rule: Rule = present_rule) -> int:
    """Return the step 1..6 that earns most in expectation; of equal ones the nearest to the belief."""

    def worth(step: int) -> tuple[float, float]:
        return round(expected(step, belief, skill, rule), 9), -abs(STEPS[step - 1] - belief)

    return max(range(1, len(STEPS) + 1), key=worth)


def suspects_from(skill: float, rule: Rule) -> float:
    """Return the belief from which a maximiser calls a clip manipulated, by halving the interval."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        if calls_manipulated(STEPS[best_step(middle, skill, rule) - 1]):
            high = middle
        else:
            low = middle
    return high


def look(random: Random, *, manipulated: bool) -> float:
    """Return the belief P(manipulated) after a look at a clip, for labels drawn by a coin."""
    seen = random.gauss(DPRIME / 2 if manipulated else -DPRIME / 2)
    return 1 / (1 + exp(-DPRIME * seen))


def simulated(skill: float, rule: Rule = present_rule, rounds: int = ROUNDS, seed: int = SEED) -> Counts:
    """Return the calls of a maximiser in `rounds` clips, half of them manipulated."""
    random = Random(seed)
    calls: Counter[tuple[bool, bool]] = Counter()
    for number in range(rounds):
        manipulated = number % 2 == 0
        step = best_step(look(random, manipulated=manipulated), skill, rule)
        calls[manipulated, calls_manipulated(STEPS[step - 1])] += 1
    return Counts(
        hits=calls[True, True],
        misses=calls[True, False],
        false_alarms=calls[False, True],
        correct_rejections=calls[False, False],
    )


def best_steps() -> Iterator[str]:
    """Yield the table of best steps by belief and skill, before and after."""
    old = " | ".join(f"before, skill {skill:g}" for skill in SKILLS)
    yield f"| belief | {old} | now, any skill |"
    yield "|---" * (len(SKILLS) + 2) + "|"
    for belief in BELIEFS:
        before = [best_step(belief, skill, old_rule) for skill in SKILLS]
        (now,) = {best_step(belief, skill) for skill in SKILLS}
        yield f"| {100 * belief:.0f} % | {' | '.join(map(str, [*before, now]))} |"
    borders = [f"{100 * suspects_from(skill, old_rule):.1f} %" for skill in SKILLS]
    (border,) = {f"{100 * suspects_from(skill, present_rule):.1f} %" for skill in SKILLS}
    yield f'| says "manipulated" from | {" | ".join([*borders, border])} |'


def tendencies() -> Iterator[str]:
    """Yield the table of d' and c of maximisers, before and after."""
    yield "| spotting skill | before: d' | before: c | now: d' | now: c |"
    yield "|---" * 5 + "|"
    for skill in SKILLS:
        cells = []
        for rule in (old_rule, present_rule):
            counts = simulated(skill, rule)
            cells += [f"{dprime(counts):.2f}", f"{criterion(counts):+.3f} ± {dprime_error(counts) / 2:.3f}"]
        yield f"| {skill:g} | {' | '.join(cells)} |"


def main() -> None:
    """Print both tables."""
    print("\n".join(best_steps()))
    print()
    print("\n".join(tendencies()))


if __name__ == "__main__":
    main()
