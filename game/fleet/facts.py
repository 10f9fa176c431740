"""What the server's views say of a fleet, as values: machines, atoms, clips. All in one snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from game.fleet.cells import Atom, whole_months
from game.fleet.server import connected
from game.kiosk.counts.counted_answers import counts_of
from game.quiz.discernment import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from game.fleet.cells import PlayedIn
    from game.fleet.server import Connection

NOWHERE: Final = "?"
"""The site of a machine that is not known."""


@dataclass(frozen=True, slots=True)
class Device:
    """A machine: how its owner calls it, and the first and last day on which it was heard of."""

    site: str
    label: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ClipCell:
    """How one clip went at one machine. `people` is the least number of people who answered."""

    place: PlayedIn
    device: str
    pack: str
    version: str
    clip: str
    manipulated: bool
    kinds: tuple[str, ...]
    difficulty: float | None
    answered: int
    wrong: int
    people: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that a report is made of. `months` are those that are told; what came later waits."""

    devices: tuple[Device, ...]
    heard: tuple[tuple[date, int], ...]
    """For each day how many machines were heard of."""
    months: tuple[date, ...]
    atoms: tuple[Atom, ...]
    gains: tuple[Atom, ...]
    clips: tuple[ClipCell, ...]


def read_facts(url: str, since: date | None = None, until: date | None = None) -> ReportFacts:
    """Return what the server at `url` knows of the months asked for. Raises FleetError."""
    with connected(url) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        rows = connection.execute(
            "SELECT device::text, site, label, first, last FROM fleet.machines ORDER BY site, label, device"
        ).fetchall()
        sites = {device: site for device, site, *_ in rows}
        every = [*_home(connection, sites), *_classes(connection, sites), *_kiosks(connection, sites)]
        months = {
            month
            for run in whole_months(every)
            if (since is None or run[0] >= since) and (until is None or run[-1] <= until)
            for month in run
        }
        told = tuple(sorted(months))
        return ReportFacts(
            devices=tuple(Device(*rest) for _, *rest in rows),
            heard=tuple(
                connection.execute("SELECT day, machines FROM fleet.heard_days ORDER BY day").fetchall()
            ),
            months=told,
            atoms=tuple(atom for atom in every if atom.month in months),
            gains=tuple(atom for atom in _gains(connection, sites) if atom.month in months),
            clips=tuple(read_clips(connection, told)),
        )


def _home(connection: Connection, sites: dict[str, str]) -> list[Atom]:
    found = connection.execute(
        "SELECT month, device::text, coalesce(c.language, s.language), coalesce(sessions, 0), "
        "coalesce(hits, 0), coalesce(misses, 0), coalesce(false_alarms, 0), coalesce(correct_rejections, 0) "
        "FROM fleet.call_sums c FULL JOIN fleet.session_sums s USING (month, device, language)"
    )
    return [
        Atom("home", device, sites.get(device, NOWHERE), month, language, 0, sessions, Counts(*calls))
        for month, device, language, sessions, *calls in found
    ]


def _classes(connection: Connection, sites: dict[str, str]) -> list[Atom]:
    atoms = []
    for month, device, plan, language, people, calls in _lessons(connection):
        whole = Counts(*(sum(values) for values in zip(*calls.values(), strict=True))) if calls else Counts()
        site = sites.get(device, NOWHERE)
        atoms.append(Atom("class", device, site, month, language, people, 1, whole, what=plan))
    return atoms


def _lessons(connection: Connection) -> list[tuple[Any, ...]]:
    question = "SELECT month, device::text, plan, language, people, calls FROM fleet.lesson_sums"
    return connection.execute(question).fetchall()


def _kiosks(connection: Connection, sites: dict[str, str]) -> list[Atom]:
    names: dict[tuple[date, str], dict[str, int]] = {}
    for month, device, name, n in connection.execute(
        "SELECT month, device::text, name, n FROM fleet.kiosk_sums"
    ):
        names.setdefault((month, device), {})[name] = n
    return [
        Atom(
            "kiosk", device, sites.get(device, NOWHERE), month, "",
            people=found.get("finish", 0), sessions=found.get("start", 0), calls=counts_of(found),
        )
        for (month, device), found in names.items()
    ]  # fmt: skip


def _gains(connection: Connection, sites: dict[str, str]) -> list[Atom]:
    atoms = []
    for month, device, language, block, before, after in connection.execute(
        "SELECT month, device::text, language, block, before, after FROM fleet.gain_sums"
    ):
        site = sites.get(device, NOWHERE)
        calls = Counts(*before), Counts(*after)
        atoms.append(Atom("home", device, site, month, language, 0, 1, *calls, what=block))
    for month, device, plan, language, people, calls in _lessons(connection):
        if "before" in calls and "after" in calls:
            both = Counts(*calls["before"]), Counts(*calls["after"])
            site = sites.get(device, NOWHERE)
            atoms.append(Atom("class", device, site, month, language, people, 1, *both, what=plan))
    return atoms


_HOME_CLIPS: Final = """SELECT device::text, pack, version, clip, manipulated, min(kinds), min(difficulty),
    sum(answered)::bigint, sum(wrong)::bigint FROM fleet.clip_sums
    WHERE %(months)s::date[] IS NULL OR month = ANY(%(months)s)
    GROUP BY device, pack, version, clip, manipulated"""
_LESSON_CLIPS: Final = """SELECT device::text, pack, version, clip, manipulated, min(kinds),
    sum(votes)::bigint, sum(wrong)::bigint FROM fleet.lesson_clip_sums
    WHERE %(months)s::date[] IS NULL OR month = ANY(%(months)s)
    GROUP BY device, pack, version, clip, manipulated"""

_KIOSK_CLIPS: Final = """SELECT device::text, pack, version, clip, manipulated, answered, wrong
    FROM fleet.kiosk_clip_sums"""


def read_clips(connection: Connection, months: tuple[date, ...] | None = None) -> list[ClipCell]:
    """Return how each clip went at each machine in `months` (None: ever); kiosks know no months of clips."""
    asked = {"months": None if months is None else list(months)}
    cells = [
        _cell("home", known, kinds, answered, wrong, 1, difficulty)
        for *known, kinds, difficulty, answered, wrong in connection.execute(_HOME_CLIPS, asked)
    ]
    cells += [
        _cell("class", known, kinds, votes, wrong, votes)
        for *known, kinds, votes, wrong in connection.execute(_LESSON_CLIPS, asked)
    ]
    kinds_of = {(cell.pack, cell.clip): cell.kinds for cell in cells}
    cells += [
        _cell("kiosk", known, kinds_of.get((known[1], known[3]), ()), answered, wrong, answered)
        for *known, answered, wrong in connection.execute(_KIOSK_CLIPS)
    ]
    return cells


def _cell(
    place: PlayedIn,
    known: list[Any],
    kinds: Iterable[str],
    answered: int,
    wrong: int,
    people: int,
    difficulty: float | None = None,
) -> ClipCell:
    device, pack, version, clip, manipulated = known
    facts = manipulated, tuple(kinds), difficulty, answered, wrong, people
    return ClipCell(place, device, pack, version, clip, *facts)
