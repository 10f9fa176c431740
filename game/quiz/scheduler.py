"""Which clip comes next: wishes in falling preference, and the choice among what the library has.

Pure: the random numbers are handed in as `draw`, so the same seed deals the same clips. The label is
drawn anew for each clip and nothing ever bends it - neither a mistake to repeat nor a run of one label -
so that the order of real and manipulated clips cannot be guessed. Everything else gives way, in a fixed
order, when a pack is too small for it, and the record says what was done instead.

    for wish in plan_next(history, level, draw):
        candidate = choose(wish, library.pool(...), history, draw)
        if candidate: deal it, with reason(wish, candidate, history)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.quiz import ability
from game.quiz.label_plan import chance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.guide import Guide
    from game.content.levels import Level
    from game.content.models import TruthLabel
    from game.quiz.candidates import Candidate, ClipKey
    from game.quiz.history import History

Draw = Callable[[], float]
"""Returns a random number in [0, 1), as `random.Random(seed).random` does."""

RETURN_AFTER: Final = 2
"""A missed kind may return once so many other clips have passed."""
NEAR: Final = 0.1
"""Half the width of the band of difficulty that is asked for first."""
WIDE: Final = 0.25
"""Half the width of the band that is asked for next."""
BUCKET: Final = 0.2
"""Clips as near as this to the hardness aimed at (in logits: 2.5 % of success) are equally suitable."""

ONLY_KEPT: Final = "no clip left but those kept for the check"
ONLY_TAUGHT: Final = "no clip left but the guided examples"


@dataclass(frozen=True, slots=True)
class Wish:
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


def plan_next(history: History, level: Level, draw: Draw) -> tuple[Wish, ...]:
    """Return what the next clip should be, in falling preference; the first that can be met is dealt.

    Always takes the same number of random numbers, whatever the library holds.
    """
    label: TruthLabel = "manipulated" if draw() < chance(level, history) else "real"
    u = draw()
    target = _target(history, level)
    kinds = level.kinds if label == "manipulated" else ()
    base = Wish(label=label, kinds=kinds, target=target, u=u)
    bands = _bands(level, target)
    owed = owed_kinds(history, level) if label == "manipulated" else ()
    wishes: list[Wish] = []
    for start in (replace(base, fresh=True), base) if owed else ():
        wishes.extend(_regular(replace(start, kinds=owed), bands))
    for start in (replace(base, fresh=True), base):
        wishes.extend((*_returning(history, level, start, bands), *_regular(start, bands)))
    if kinds:
        other = replace(base, kinds=(), apart=False, reason="no clip left of this level's kinds: any kind")
        wishes.extend((replace(other, fresh=True), replace(other, kept=True)))
    wishes.extend(_last_resorts(base, level))
    return tuple(dict.fromkeys(wishes))


def choose(
    wish: Wish, candidates: Sequence[Candidate], history: History, draw: Draw, language: str = ""
) -> Candidate | None:
    """Return the candidate that suits `wish` best, or None when none may be dealt.

    One in which `language` is spoken comes before one in which another is, whatever its label; where none is
    left, the others come. Among equally suitable ones `draw` decides. A clip that could not be played is not
    tried again, and a clip of this session returns only where the wish allows repeats.
    """
    known = history.known if wish.fresh else frozenset()
    fitting = [c for c in candidates if _fits(c, wish) and c.key not in known]
    if not fitting:
        return None
    shown = _shown(wish, history)
    allowed = [c for c in fitting if _allowed(c, wish, shown)]
    if not allowed:
        return None
    ranks = [_rank(c, wish, shown, history.hardness(c), language) for c in allowed]
    best = min(ranks)
    ties = [c for c, rank in zip(allowed, ranks, strict=True) if rank == best]
    return ties[int(draw() * len(ties))]


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
        near = replace(
            base, kinds=(kind,), difficulty=bands[0], returning=kind, other_person=True, reason=how
        )
        note = f"{how}; none near the difficulty aimed at"
        far = replace(near, difficulty=bands[-1], reason=note)
        yield from (near, far, replace(far, other_person=False, reason=f"{how}; none with another person"))


def _regular(base: Wish, bands: tuple[tuple[float, float], ...]) -> Iterator[Wish]:
    for band in bands:
        near = band == bands[0]
        note = "" if near else f"none near the difficulty aimed at: {band[0]:.2f} to {band[1]:.2f}"
        yield replace(base, difficulty=band, other_person=True, reason=note)
    whole = replace(base, difficulty=bands[-1])
    yield replace(whole, reason="no clip of another person")
    yield replace(base, reason="no clip in this level's band of difficulty: any difficulty")
    if base.fresh:
        return
    shown = replace(base, apart=False, reason="no recording left that was not shown")
    yield shown
    yield replace(shown, kept=True, reason=ONLY_KEPT)


def _last_resorts(base: Wish, level: Level) -> Iterator[Wish]:
    again = replace(base, apart=False, kept=True, repeats=True, reason=f"no new {base.label} clip left")
    if 0 < level.share < 1:
        other: TruthLabel = "real" if base.label == "manipulated" else "manipulated"
        kinds = level.kinds if other == "manipulated" else ()
        turned = replace(
            base,
            label=other,
            kinds=kinds,
            kept=True,
            reason=f"no new {base.label} clip left: {other} instead",
        )
        yield turned
        yield replace(turned, apart=False)
        yield again
        yield replace(again, label=other, kinds=kinds, reason=f"no {base.label} clip at all: {other} instead")
    else:
        yield again
    only_taught = replace(again, kinds=(), taught=True, reason=ONLY_TAUGHT)
    yield only_taught
    if 0 < level.share < 1:
        yield replace(only_taught, label="real" if base.label == "manipulated" else "manipulated")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What this session and the ones before have shown, in the form that choosing asks for."""

    unplayable: frozenset[ClipKey]
    times: Counter[ClipKey]
    last_round: dict[ClipKey, int]
    sources: frozenset[ClipKey]
    last_who: ClipKey | None
    missed_who: ClipKey | None
    """Whom the player saw when the kind that returns was missed."""
    lately: frozenset[str]
    """Kinds shown in the last few clips: once more would be practice in a block."""
    kinds: Counter[str]
    before: frozenset[ClipKey]
    """Clips of the last sessions."""
    held: frozenset[ClipKey]
    """Clips kept for a check."""
    taught: frozenset[ClipKey]
    """Guided examples of late."""
    ever: frozenset[ClipKey]
    """All clips whose truth was shown here: it is not asked for again while other clips wait."""


def _shown(wish: Wish, history: History) -> _Shown:
    clips = [answer.candidate for answer in history.judged]
    keys = [clip.key for clip in clips]
    missed = [answer for answer in history.recent if wish.returning in answer.kinds]
    lately = (kind for answer in history.recent[-RETURN_AFTER:] for kind in answer.kinds)
    return _Shown(
        unplayable=history.unplayable,
        times=Counter(keys),
        last_round={key: number for number, key in enumerate(keys, 1)},
        sources=frozenset(clip.source for clip in clips),
        last_who=clips[-1].who if clips else None,
        missed_who=missed[-1].candidate.who if missed else None,
        lately=frozenset(lately) - {wish.returning or ""},
        kinds=Counter(kind for clip in clips for kind in clip.kinds),
        before=frozenset(answer.key for answer in history.before),
        held=history.held,
        taught=history.taught,
        ever=history.known,
    )


def _fits(candidate: Candidate, wish: Wish) -> bool:
    """Tell whether a clip is what was wished, whatever was shown before."""
    low, high = wish.difficulty
    return (
        candidate.label == wish.label
        and (not wish.kinds or any(kind in wish.kinds for kind in candidate.kinds))
        and low - 1e-9 <= candidate.difficulty <= high + 1e-9
    )


def _allowed(candidate: Candidate, wish: Wish, shown: _Shown) -> bool:
    """Tell whether a clip that fits may be dealt after all that was shown."""
    key = candidate.key
    return (
        key not in shown.unplayable
        and (wish.kept or key not in shown.held)
        and (wish.taught or key not in shown.taught)
        and (wish.repeats or not shown.times[key])
        and not (wish.apart and candidate.source in shown.sources)
        and not (wish.other_person and candidate.who in (shown.last_who, shown.missed_who))
    )


def _rank(candidate: Candidate, wish: Wish, shown: _Shown, hardness: float, language: str) -> tuple[int, ...]:
    """Return how ill `candidate` suits, most weighty first; equal ranks are equally suitable."""
    off = 0.0 if wish.target is None else abs(hardness - wish.target)
    key, who, kinds = candidate.key, candidate.who, candidate.kinds
    return (
        shown.times.get(key, 0),
        shown.last_round.get(key, 0),
        int(who == shown.last_who),
        int(who == shown.missed_who),
        int(key in shown.before) + int(key in shown.ever),
        len(shown.lately.intersection(kinds)),
        int(bool(language) and candidate.language not in {None, language}),
        int(off / BUCKET),
        sum(map(shown.kinds.__getitem__, kinds)),
    )
