"""The figures of a fleet's report, told of five people or more each: what HTML and CSV both say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from game.fleet import clip_figures, pooled
from game.fleet.cells import in_steps, parted, people, protected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.fleet.cells import Atom, GroupTable
    from game.fleet.clip_figures import Fooled
    from game.fleet.facts import Device, ReportFacts
    from game.fleet.pooled import Estimated, Pooled

ALIVE: Final = 7
"""Days: a machine that was heard of since then is alive."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a table: which groups it is of, and what is told of them."""

    names: tuple[str, ...]
    people: int
    sessions: int
    answers: int
    figures: Pooled | None


@dataclass(frozen=True, slots=True)
class GainRow:
    """The learning gain in one plan and language, or in several together."""

    names: tuple[str, ...]
    """Each is a plan or check and a language with a line end between them."""
    people: int
    figure: Estimated


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """All figures of one report."""

    today: date
    months: tuple[date, ...]
    people: int
    sessions: int
    devices: tuple[Device, ...]
    heard: tuple[tuple[date, int], ...]
    tables: tuple[tuple[str, tuple[FigureRow, ...]], ...]
    gains: tuple[GainRow, ...]
    kinds: tuple[Fooled, ...]
    replace: tuple[Fooled, ...]

    def alive(self, device: Device) -> bool:
        """Tell whether a machine was heard of in the last days."""
        return device.last is not None and self.today - device.last < timedelta(days=ALIVE)


WAYS: Final[tuple[tuple[str, Callable[[Atom], str]], ...]] = (
    ("place", lambda atom: atom.place),
    ("language", lambda atom: atom.language),
    ("month", lambda atom: atom.month.isoformat()[:7]),
    ("site", lambda atom: atom.site),
)
"""The tables, and what parts the atoms in each."""


def figures(facts: ReportFacts, today: date) -> ReportFigures:
    """Return what may be told of `facts`."""
    atoms = facts.atoms
    parts: list[GroupTable] = protected(atoms, [parted(atoms, name) for _, name in WAYS])
    tables = [
        (way, tuple(_row(atoms, group.names, group.atoms) for group in table))
        for (way, _), table in zip(WAYS, parts, strict=True)
        if table
    ]
    told = bool(tables)
    clips = clip_figures.clips(facts.clips) if told else []
    return ReportFigures(
        today=today,
        months=facts.months if told else (),
        people=in_steps(people(atoms)) if told else 0,
        sessions=in_steps(sum(atom.sessions for atom in atoms)) if told else 0,
        devices=facts.devices,
        heard=facts.heard,
        tables=tuple(tables),
        gains=_gains(facts.gains),
        kinds=tuple(clip_figures.kinds(facts.clips)) if told else (),
        replace=tuple(clip for clip in clips if clip.reason is not None),
    )


def _row(atoms: Sequence[Atom], names: tuple[str, ...], members: frozenset[int]) -> FigureRow:
    mine = [atoms[i] for i in sorted(members)]
    return FigureRow(
        names=names,
        people=in_steps(people(mine)),
        sessions=in_steps(sum(atom.sessions for atom in mine)),
        answers=in_steps(sum(atom.calls.total for atom in mine)),
        figures=pooled.pooled(mine),
    )


def _gains(atoms: Sequence[Atom]) -> tuple[GainRow, ...]:
    rows = []
    for group in parted(atoms, lambda atom: f"{atom.what}\n{atom.language}"):
        mine = [atoms[i] for i in sorted(group.atoms)]
        figure = pooled.gain(mine)
        if figure is not None:
            rows.append(GainRow(group.names, in_steps(people(mine)), figure))
    return tuple(rows)
