"""The kinds offered when a player names a tell-tale: the right ones among plausible others.

Which ones are right must not show in the offer itself. So the kinds come in pairs from the same part of
the face (or the sound), each right kind with a neighbour and other pairs beside them, for every clip
alike, and they always stand in catalogue order. A real clip that was called manipulated has an offer, too:
it is built around the kinds of a manipulated clip that could have come in its place (`decoy`). A kind drawn
from the whole catalogue would not do: in a practice of three kinds, an offer without any of them says "real".
Of some clips only the place is known: they have no offer, and as many real clips in their place have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.content.guide import Kind
    from game.content.levels import Level
    from game.content.models import Clip
    from game.quiz.candidates import Candidate
    from game.quiz.history import History
    from game.quiz.scheduler import Draw

OFFERED: Final = 6


def offered_kinds(
    clip_kinds: Sequence[str], catalogue: Iterable[Kind], draw: Draw, n: int = OFFERED
) -> tuple[str, ...]:
    """Return `n` kinds to choose from, in catalogue order; fewer when the catalogue is smaller.

    Holds all of `clip_kinds` (the first `n` of them, should there be more). For a clip without sound
    hand in a catalogue without audible kinds.
    """
    order = tuple(catalogue)
    ids = [kind.id for kind in order]
    if not ids:
        return ()
    groups = _neighbourhoods(order)
    right = [kind for kind in ids if kind in clip_kinds][:n]
    chosen = right or [ids[int(draw() * len(ids))]]
    for kind in tuple(chosen):
        _add_neighbour(kind, chosen, groups, n, draw)
    while len(chosen) < min(n, len(ids)):
        rest = [kind for kind in ids if kind not in chosen]
        paired = [kind for kind in rest if len(_free(kind, chosen, groups)) > 1]
        openers = paired or rest
        chosen.append(openers[int(draw() * len(openers))])
        _add_neighbour(chosen[-1], chosen, groups, n, draw)
    return tuple(kind for kind in ids if kind in chosen)


def offerable(clip: Clip, catalogue: Iterable[Kind], *, listened: bool) -> list[Kind]:
    """Return the kinds that `clip` could show at all; with `listened` its sound is heard.

    In a sound without a picture those that are heard without one.
    """
    if clip.sound_only:
        return [kind for kind in catalogue if kind.heard_alone]
    return [kind for kind in catalogue if listened or not kind.audible]


def decoy(level: Level, history: History, pool: Iterable[Candidate], draw: Draw) -> Candidate | None:
    """Return the clip of `pool` whose kinds a real clip's offer is built around; None when there is none.

    `pool` are manipulated clips that `level` could deal. The first real clips have the kinds that all must
    come, as the first manipulated ones have. Of a clip without known kinds it takes that there is no offer.
    """
    clips = list(pool)
    nameless = [candidate for candidate in clips if not candidate.kinds]
    if nameless and not level.kinds and draw() * len(clips) < len(nameless):
        return nameless[int(draw() * len(nameless))]
    shown = {kind for candidate in clips for kind in candidate.kinds}
    reals = sum(not answer.manipulated for answer in history.judged)
    each = [kind for kind in level.each if kind in shown]
    among = each if reals < len(each) else [kind for kind in level.kinds if kind in shown] or sorted(shown)
    if not among:
        return None
    kind = among[int(draw() * len(among))]
    fitting = [candidate for candidate in clips if kind in candidate.kinds]
    return fitting[int(draw() * len(fitting))]


def _add_neighbour(kind: str, chosen: list[str], groups: Sequence[Sequence[str]], n: int, draw: Draw) -> None:
    free = _free(kind, chosen, groups)
    if free and len(chosen) < n:
        chosen.append(free[int(draw() * len(free))])


def _free(kind: str, chosen: Sequence[str], groups: Sequence[Sequence[str]]) -> list[str]:
    """Return the kinds from the same place as `kind` (itself too) that are not chosen yet."""
    return [k for k in _group_of(kind, groups) if k not in chosen]


def _group_of(kind: str, groups: Sequence[Sequence[str]]) -> Sequence[str]:
    return next(group for group in groups if kind in group)


def _neighbourhoods(catalogue: Sequence[Kind]) -> tuple[tuple[str, ...], ...]:
    """Group the kinds by where they show; those that are alone there form one group together."""
    by_place: dict[str, list[str]] = {}
    for kind in catalogue:
        by_place.setdefault(kind.where, []).append(kind.id)
    alone = [group[0] for group in by_place.values() if len(group) == 1]
    shared = [tuple(group) for group in by_place.values() if len(group) > 1]
    return (*shared, tuple(alone)) if alone else tuple(shared)
