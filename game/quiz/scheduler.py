"""What clip should come next: wishes in falling preference, for the library to be asked by.

Pure: the random numbers are handed in as `draw`, so the same seed deals the same clips. The label is
drawn anew for each clip and nothing ever bends it - neither a mistake to repeat nor a run of one label -
so that the order of real and manipulated clips cannot be guessed. Everything else gives way, in a fixed
order, when a pack is too small for it, and the record says what was done instead.

    for wish in plan_next(history, level, draw):
        candidate = choose(wish, library.pool(...), history, draw)
        if candidate: deal it, with reason(wish, candidate, history)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from game.quiz import ability
from game.quiz.label_plan import chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.content.guide import Guide
    from game.content.levels import Level
    from game.content.models import TruthLabel
    from game.quiz.candidates import Candidate
    from game.quiz.history import History

Draw = Callable[[], float]
"""Returns a random number in [0, 1), as `random.Random(seed).random` does."""

RETURN_AFTER: Final = 2
"""A missed kind may return once so many other clips have passed."""
NEAR: Final = 0.1
"""Half the width of the band of difficulty that is asked for first."""
WIDE: Final = 0.25
"""Half the width of the band that is asked for next."""

ONLY_KEPT: Final = "no clip left but those kept for the check"
ONLY_TAUGHT: Final = "no clip left but the guided examples"


class Wish(NamedTuple):
    """What to ask the library for, and what to hold to when choosing among its answers."""

    label: TruthLabel
    kinds: tuple[str, ...] = ()
    """At least one of these; empty: whatever kind."""
    difficulty: tuple[float, float] = (0.0, 1.0)
    target: float | None = None
    """The hardness (logits) to come near to; None: any."""
    u: float = 0.0
    """Where in the library's shuffled order to start looking, 0..1."""
    apart: bool = True
    """Not a clip of a recording that this session has shown already, as original or as edit."""
    other_person: bool = False
    """Not the person of the clip before, nor the one with whom the returning kind was missed."""
    repeats: bool = False
    """A clip that this session has shown already will do."""
    kept: bool = False
    """A clip that is kept for a check will do."""
    fresh: bool = False
    """Not a clip whose truth this player was shown before this session."""
    taught: bool = False
    """A clip that was a guided example of late will do."""
    returning: str | None = None
    """The missed kind that this wish brings back."""
    reason: str = ""


def narrowed(level: Level, guide: Guide) -> Level:
    """Return `level` with its stages spelled out as kinds, in catalogue order."""
    if not level.stages:
        return level
    kinds = (k.id for k in guide.kinds.values() if k.stage in level.stages or k.id in level.kinds)
    return level.model_copy(update={"kinds": tuple(kinds), "stages": ()})


@dataclass(frozen=True, slots=True)
class DealPlan:
    """What the next clip should be, in falling preference; the first wish that can be met is dealt.

    Each wish is made when its turn comes, and most often that of the first ones only.
    """

    label: TruthLabel
    """Real or manipulated, as it was drawn; only the last wishes turn to the other."""
    u: float
    """Where in the library's shuffled order to start looking, 0..1."""
    history: History
    level: Level

    def __iter__(self) -> Iterator[Wish]:
        """Yield the wishes, each one once."""
        return _once(_wishes(self))


def plan_next(history: History, level: Level, draw: Draw) -> DealPlan:
    """Return what the next clip should be.

    Always takes the same number of random numbers, whatever the library holds.
    """
    label: TruthLabel = "manipulated" if draw() < chance(level, history) else "real"
    return DealPlan(label, draw(), history, level)


def reason(wish: Wish, candidate: Candidate, history: History) -> str:
    """Return, for the record, what was wished and what had to give way."""
    notes = [wish.reason] if wish.reason else []
    judged = history.judged
    if candidate.key in {r.key for r in judged}:
        notes.append("this clip was shown before in this session: no other was left")
    elif candidate.source in {r.candidate.source for r in judged}:
        notes.append("another version of this recording was shown before in this session")
    elif candidate.key in history.known:
        notes.append("this clip was shown in an earlier session: no new one was left")
    if judged and judged[-1].candidate.who == candidate.who:
        notes.append("the same person as in the clip before")
    if candidate.key in history.held and wish.reason != ONLY_KEPT:
        notes.append(ONLY_KEPT)
    return "; ".join(notes)


def due_kinds(history: History) -> tuple[tuple[str, int], ...]:
    """Return the missed kinds that may return now, longest waiting first, each with the clips since.

    A kind counts as missed when it was missed the last time it was shown.
    """
    since: dict[str, int] = {}
    settled: set[str] = set()
    for ago, played in enumerate(reversed(history.recent)):
        for kind in played.kinds:
            if kind not in settled:
                settled.add(kind)
                if kind in played.missed:
                    since[kind] = ago
    due = [(kind, ago) for kind, ago in since.items() if ago >= RETURN_AFTER]
    return tuple(sorted(due, key=lambda item: -item[1]))


def owed_kinds(history: History, level: Level) -> tuple[str, ...]:
    """Return the kinds that `level` still owes the player: to come once each, not shown in this session."""
    shown = {kind for answer in history.judged for kind in answer.kinds}
    return tuple(kind for kind in level.each if kind not in shown)


def _wishes(plan: DealPlan) -> Iterator[Wish]:
    history, level = plan.history, plan.level
    target = _target(history, level)
    kinds = level.kinds if plan.label == "manipulated" else ()
    base = Wish(label=plan.label, kinds=kinds, target=target, u=plan.u)
    fresh, bands = base._replace(fresh=True), _bands(level, target)
    owed = owed_kinds(history, level) if plan.label == "manipulated" else ()
    for start in (fresh, base) if owed else ():
        yield from _regular(start._replace(kinds=owed), bands)
    for start in (fresh, base):
        yield from _returning(history, level, start, bands)
        yield from _regular(start, bands)
    if kinds:
        other = base._replace(kinds=(), apart=False, reason="no clip left of this level's kinds: any kind")
        yield other._replace(fresh=True)
        yield other._replace(kept=True)
    yield from _last_resorts(base, level)


def _once(wishes: Iterable[Wish]) -> Iterator[Wish]:
    """Yield the wishes without those that came before."""
    told: set[Wish] = set()
    for wish in wishes:
        if wish not in told:
            told.add(wish)
            yield wish


def _target(history: History, level: Level) -> float | None:
    low, high = (ability.hardness(d) for d in level.difficulty)
    share = min(1.0, len(history.judged) / max(1, level.rounds - 1))
    match level.order:
        case "adaptive":
            return min(high, max(low, ability.aimed_hardness(history.theta)))
        case "hard-first":
            return high - (high - low) * share
        case "easy-first":
            return low + (high - low) * share
        case _:
            return None


def _bands(level: Level, target: float | None) -> tuple[tuple[float, float], ...]:
    """Return the bands of difficulty to ask for, from narrow to the level's whole one."""
    low, high = map(float, level.difficulty)
    if target is None:
        return ((low, high),)
    centre = ability.difficulty(target)
    return tuple((max(low, centre - half), min(high, centre + half)) for half in (NEAR, WIDE, 1.0))


def _returning(
    history: History, level: Level, base: Wish, bands: tuple[tuple[float, float], ...]
) -> Iterator[Wish]:
    if base.label == "real":
        return
    for kind, ago in due_kinds(history):
        if level.kinds and kind not in level.kinds:
            continue
        how = f"{kind} returns after {ago} other clips"
        near = base._replace(
            kinds=(kind,), difficulty=bands[0], returning=kind, other_person=True, reason=how
        )
        note = f"{how}; none near the difficulty aimed at"
        far = near._replace(difficulty=bands[-1], reason=note)
        yield from (near, far, far._replace(other_person=False, reason=f"{how}; none with another person"))


def _regular(base: Wish, bands: tuple[tuple[float, float], ...]) -> Iterator[Wish]:
    for band in bands:
        near = band == bands[0]
        note = "" if near else f"none near the difficulty aimed at: {band[0]:.2f} to {band[1]:.2f}"
        yield base._replace(difficulty=band, other_person=True, reason=note)
    whole = base._replace(difficulty=bands[-1])
    yield whole._replace(reason="no clip of another person")
    yield base._replace(reason="no clip in this level's band of difficulty: any difficulty")
    if base.fresh:
        return
    shown = base._replace(apart=False, reason="no recording left that was not shown")
    yield shown
    yield shown._replace(kept=True, reason=ONLY_KEPT)


def _last_resorts(base: Wish, level: Level) -> Iterator[Wish]:
    again = base._replace(apart=False, kept=True, repeats=True, reason=f"no new {base.label} clip left")
    if 0 < level.share < 1:
        other: TruthLabel = "real" if base.label == "manipulated" else "manipulated"
        kinds = level.kinds if other == "manipulated" else ()
        turned = base._replace(
            label=other,
            kinds=kinds,
            kept=True,
            reason=f"no new {base.label} clip left: {other} instead",
        )
        yield turned
        yield turned._replace(apart=False)
        yield again
        yield again._replace(label=other, kinds=kinds, reason=f"no {base.label} clip at all: {other} instead")
    else:
        yield again
    only_taught = again._replace(kinds=(), taught=True, reason=ONLY_TAUGHT)
    yield only_taught
    if 0 < level.share < 1:
        yield only_taught._replace(label="real" if base.label == "manipulated" else "manipulated")
