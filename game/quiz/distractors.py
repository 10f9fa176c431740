"""The kinds offered when a player names a tell-tale: the right ones among plausible others.

Which ones are right must not show in the offer itself. So the kinds come in pairs from the same part of
the face (or the sound), each right kind with a neighbour and other pairs beside them, for every clip
alike - also for a real clip that was called manipulated, whose offer is built around a kind drawn at
random - and they always stand in catalogue order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.content.guide import Kind
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
