"""Which of the library's answers to a wish is dealt: the one that suits best after all that was shown.

Pure. Most answers are let go early: what suits best is found measure by measure, and a measure is taken of
those only that all before it found equal.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from game.quiz import ability
from game.quiz.scheduler import RETURN_AFTER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from game.quiz.answer import Answer
    from game.quiz.candidates import Candidate, ClipKey
    from game.quiz.history import History
    from game.quiz.scheduler import Draw, Wish

BUCKET: Final = 0.2
"""Clips as near as this to the hardness aimed at (in logits: 2.5 % of success) are equally suitable."""
SLACK: Final = 1e-9
"""A difficulty as near as this to a band is in it."""


def choose(
    wish: Wish, candidates: Sequence[Candidate], history: History, draw: Draw, language: str = ""
) -> Candidate | None:
    """Return the candidate that suits `wish` best, or None when none may be dealt.

    One in which `language` is spoken comes before one in which another is, whatever its label; where none is
    left, the others come. Among equally suitable ones `draw` decides. A clip that could not be played is not
    tried again, and a clip of this session returns only where the wish allows repeats.
    """
    left = _allowed(wish, candidates, history)
    if not left:
        return None
    for measure in _measures(wish, history, language):
        if len(left) == 1:
            break
        found = [*map(measure, left)]
        best = min(found)
        left = [candidate for candidate, ill in zip(left, found, strict=True) if ill == best]
    return left[int(draw() * len(left))]


def _allowed(wish: Wish, candidates: Sequence[Candidate], history: History) -> list[Candidate]:
    """Return the clips that are what was wished, and that may be dealt after all that was shown."""
    label, kinds = wish.label, frozenset(wish.kinds)
    low, high = wish.difficulty[0] - SLACK, wish.difficulty[1] + SLACK
    judged = history.judged if wish.apart else ()
    sources = {(answer.pack, answer.original or answer.clip) for answer in judged}
    people = {_last_who(history), _missed_who(wish, history)} if wish.other_person else ()
    left = [
        c
        for c in candidates
        if c.label == label
        and low <= c.difficulty <= high
        and not (kinds and kinds.isdisjoint(c.kinds))
        and (c.pack, c.original or c.clip) not in sources
        and (c.pack, c.person) not in people
    ]
    for barred in _barred(wish, history) if left else ():
        if barred:
            left = [c for c in left if (c.pack, c.clip) not in barred]
    return left


def _barred(wish: Wish, history: History) -> Iterator[Collection[ClipKey]]:
    """Yield the clips that may not be dealt, whatever they show."""
    yield history.unplayable
    if not wish.kept:
        yield history.held
    if not wish.taught:
        yield history.taught
    rated = history.rated if wish.fresh else {}
    yield rated
    if wish.fresh:
        yield history.seen
    if not wish.repeats:
        yield {answer.key for answer in history.judged if answer.key not in rated}


def _measures(wish: Wish, history: History, language: str) -> Iterator[Callable[[Candidate], int]]:
    """Yield measures of how ill a clip suits, most weighty first, without those that are alike for all."""
    judged = history.judged
    if wish.repeats:
        times = Counter(answer.key for answer in judged)
        yield lambda c: times[c.key]
        last_round = {answer.key: number for number, answer in enumerate(judged, 1)}
        yield lambda c: last_round.get(c.key, 0)
    if not wish.other_person:
        for who in (_last_who(history), _missed_who(wish, history)):
            if who is not None:
                yield _is(who)
    before = {answer.key for answer in history.before}
    if before or not wish.fresh:
        yield lambda c: (c.key in before) + (c.key in history.rated or c.key in history.seen)
    recent = history.recent[-RETURN_AFTER:]
    lately = {kind for answer in recent for kind in answer.kinds} - {wish.returning}
    manipulated = wish.label == "manipulated"
    if manipulated and lately:  # once more would be practice in a block
        yield lambda c: len(lately.intersection(c.kinds))
    if language:
        yield lambda c: c.language not in {None, language}
    if wish.target is not None:
        target, hardness = wish.target, history.hardness
        if wish.fresh and not history.pooled:  # what was never played is as hard as its maker says
            hardness = _stated
        yield lambda c: int(abs(hardness(c) - target) / BUCKET)
    if manipulated:
        shown = Counter(kind for answer in judged for kind in answer.kinds)
        yield lambda c: sum(map(shown.__getitem__, c.kinds))


def _stated(candidate: Candidate) -> float:
    return ability.hardness(candidate.difficulty)


def _is(who: ClipKey) -> Callable[[Candidate], int]:
    return lambda candidate: candidate.who == who


def _last_who(history: History) -> ClipKey | None:
    return _who(history.judged[-1]) if history.judged else None


def _missed_who(wish: Wish, history: History) -> ClipKey | None:
    """Return whom the player saw when the kind that returns was missed."""
    if wish.returning is None:
        return None
    missed = (answer for answer in reversed(history.recent) if wish.returning in answer.kinds)
    return next(map(_who, missed), None)


def _who(answer: Answer) -> ClipKey:
    return answer.pack, answer.person
