"""Which figures of a fleet may be told: no cell of fewer than five people, not even by subtraction.

The smallest parts of what the machines sent are atoms. A table parts all atoms into groups; a group of fewer
than five people is joined with the next smallest one, so every row is told of five or more, and so is every
difference of a total and its rows. Two tables of the same atoms are then held against each other: where the
rows of one that lie within a row of the other leave a rest of one to four people, that row is joined on.

How many people there are is mostly unknown, so the least possible number counts: a machine at which people
answer alone is one person, whoever sat there; a class is as many as took part; a visit to a kiosk is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from game.quiz.discernment import Counts

FEW: Final = 5
"""Fewer people than this are never told of by themselves."""
ROUND: Final = 5
"""Counts of people, sessions and clips are told in steps of so many."""
NO_CALLS: Final = Counts()
PlayedIn = Literal["home", "class", "kiosk"]


@dataclass(frozen=True, slots=True)
class Atom:
    """What one machine sent of one month, language and lesson. `people` counts classes and visits only."""

    place: PlayedIn
    device: str
    site: str
    month: date
    language: str
    people: int = 0
    sessions: int = 0
    calls: Counts = NO_CALLS
    after: Counts = NO_CALLS
    """Of a learning gain: the calls of the check after, `calls` being those before."""
    what: str = ""
    """Of a learning gain: the lesson plan or the check."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a table: its names, and which atoms (by their place in the list) it is made of."""

    names: tuple[str, ...]
    atoms: frozenset[int]


GroupTable = tuple[Group, ...]


def people(atoms: Iterable[Atom]) -> int:
    """Return the least number of people of whom `atoms` tell."""
    machines, counted = set(), 0
    for atom in atoms:
        if atom.place == "home":
            machines.add(atom.device)
        counted += atom.people
    return len(machines) + counted


def in_steps(n: int) -> int:
    """Return a count as it is told: rounded down to a step, so that small differences stay unknown."""
    return n // ROUND * ROUND


def whole_months(atoms: Sequence[Atom]) -> tuple[tuple[date, ...], ...]:
    """Part the months into runs of five people or more each, oldest first; the last ones may be left over.

    Months that are left over are told in a later report. So two reports differ by five people or more.
    """
    by_month: dict[date, list[Atom]] = {}
    for atom in atoms:
        by_month.setdefault(atom.month, []).append(atom)
    runs: list[tuple[date, ...]] = []
    months: list[date] = []
    within: list[Atom] = []
    for month in sorted(by_month):
        months.append(month)
        within += by_month[month]
        if people(within) >= FEW:
            runs.append(tuple(months))
            months, within = [], []
    return tuple(runs)


def parted(atoms: Sequence[Atom], name: Callable[[Atom], str]) -> GroupTable:
    """Part `atoms` by `name` into groups of five people or more; () where there are not even five."""
    found: dict[str, set[int]] = {}
    for i, atom in enumerate(atoms):
        found.setdefault(name(atom), set()).add(i)
    groups = [Group((key,), frozenset(members)) for key, members in sorted(found.items())]
    while groups:
        smallest = min(groups, key=lambda group: _size(atoms, group))
        if _size(atoms, smallest) >= FEW:
            break
        groups = list(_joined(atoms, tuple(groups), smallest))
    return tuple(groups)


def protected(atoms: Sequence[Atom], tables: Sequence[GroupTable]) -> list[GroupTable]:
    """Return `tables` of the same atoms with rows joined until no row less rows of another leaves a few."""
    done = list(tables)
    while (leak := _leak(atoms, done)) is not None:
        at, row = leak
        done[at] = _joined(atoms, done[at], row)
    return done


def _leak(atoms: Sequence[Atom], tables: Sequence[GroupTable]) -> tuple[int, Group] | None:
    for at, table in enumerate(tables):
        for row in table:
            for other in tables:
                if other is table:
                    continue
                rest = set(row.atoms)
                for part in other:
                    if part.atoms <= row.atoms:
                        rest -= part.atoms
                if 0 < len(rest) < len(row.atoms) and people(atoms[i] for i in rest) < FEW:
                    return at, row
    return None


def _joined(atoms: Sequence[Atom], table: GroupTable, row: Group) -> GroupTable:
    """Return `table` with `row` and its smallest neighbour as one row; without it where it has none."""
    others = [group for group in table if group is not row]
    if not others:
        return ()
    nearest = min(others, key=lambda group: _size(atoms, group))
    both = Group(tuple(sorted({*row.names, *nearest.names})), row.atoms | nearest.atoms)
    return tuple(both if group is nearest else group for group in table if group is not row)


def _size(atoms: Sequence[Atom], group: Group) -> int:
    return people(atoms[i] for i in group.atoms)
