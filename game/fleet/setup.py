"""`fleet init`: schema, roles, indexes and partitions of the server, brought up to date step by step.

Each step is a file of `sql/`, applied once, whole or not at all. Running it again changes nothing but what is
new, so it is also what makes the partitions of the months to come.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from game.errors import FleetError
from game.fleet.server import connected

if TYPE_CHECKING:
    from game.fleet.server import Connection

PARTED: Final = ("sessions", "answers")
LOCK: Final = 0x43484D3F
"""The server's lock for one `fleet init` at a time."""
BEFORE: Final = 12
"""Months before the present one that get a partition at once."""


def migrations() -> tuple[str, ...]:
    """Return the steps in their order; the first has the number 1."""
    folder = files("game.fleet") / "sql"
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".sql"))
    return tuple((folder / name).read_text("utf-8") for name in names)


def set_up(url: str, today: date, ahead: int) -> tuple[int, int]:
    """Bring the server up to date; return how many steps and partitions were made. Raises FleetError.

    `ahead` is how many months to come get a partition.
    """
    with connected(url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        steps = _migrate(connection)
        return steps, _partitions(connection, today, ahead)


def schema_version(connection: Connection) -> int:
    """Return the number of the newest step that the server has; 0 where it has none."""
    (there,) = _one(connection, "SELECT to_regclass('fleet.migrations')")
    return int(_one(connection, "SELECT coalesce(max(number), 0) FROM fleet.migrations")[0]) if there else 0


def _migrate(connection: Connection) -> int:
    steps = migrations()
    with connection.transaction():
        connection.execute("CREATE SCHEMA IF NOT EXISTS fleet")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS fleet.migrations "
            "(number integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
        )
    done = schema_version(connection)
    if done > len(steps):
        raise FleetError(f"The server has schema {done}, this game knows {len(steps)}: update the game")
    for number, script in enumerate(steps[done:], done + 1):
        with connection.transaction():
            connection.execute(script.encode())
            connection.execute("INSERT INTO fleet.migrations (number) VALUES (%s)", (number,))
    return len(steps) - done


def _partitions(connection: Connection, today: date, ahead: int) -> int:
    wanted = {shifted(today, months) for months in range(-BEFORE, ahead + 1)}
    made = 0
    for table in PARTED:
        waiting = connection.execute(
            f"SELECT DISTINCT month FROM fleet.{table}_default WHERE month BETWEEN '2020-01-01' AND %s",  # noqa: S608 - our names
            (shifted(today, ahead),),
        ).fetchall()
        for month in sorted(wanted | {month for (month,) in waiting}):
            with connection.transaction():
                (new,) = _one(connection, "SELECT fleet.make_partition(%s, %s)", (table, month))
            made += bool(new)
    return made


def shifted(day: date, months: int) -> date:
    """Return the first day of the month that is `months` after that of `day`."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _one(connection: Connection, question: str, values: tuple[object, ...] = ()) -> tuple[Any, ...]:
    row = connection.execute(question.encode(), values).fetchone()
    if row is None:
        raise FleetError(f"The fleet's database gave no answer to: {question}")
    return row
