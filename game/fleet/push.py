"""`records push`: sends what is new, exactly once, through outages, restarts and kills on either side.

A batch is one transaction on the server; that it was sent is noted here once it is on the server's disk.
When either side dies in between, the batch is sent again and the server knows its rows by their ids.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.errors import FleetError, StoreError
from game.fleet.outbox import hello, sources
from game.fleet.server import UnreachableError, connected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.fleet.batch import Batch, Machine
    from game.fleet.server import Connection

PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before each further try to reach the server; then the timer tries again later."""


@dataclass(slots=True)
class Pushed:
    """What a push came to."""

    rows: int = 0
    """Rows that the server did not have before."""
    batches: int = 0
    again: int = 0
    """How often the server had to be reached again."""
    unread: tuple[str, ...] = ()
    """Stores on this machine that could not be read, each in a sentence."""


def push(
    machine: Machine,
    url: str,
    version: str,
    *,
    pause: Callable[[float], None],
    before_commit: Callable[[], None] = lambda: None,
) -> Pushed:
    """Send what is new to the server at `url`. Raises FleetError when no try reached it.

    `version` is that of the game. `pause` waits for seconds. `before_commit` is called when a batch is
    written and not yet committed.
    """
    done = Pushed()
    waiting = _waiting(machine, version, done)
    batch = next(waiting)
    tries = 0
    while True:
        try:
            with connected(url) as connection:
                _same_schema(connection)
                while batch is not None:
                    done.rows += _send(connection, batch, before_commit)
                    tries = 0
                    batch.sent()
                    done.batches += 1
                    batch = next(waiting, None)
                return done
        except UnreachableError as error:
            if tries == len(PAUSES):
                raise FleetError(f"{error}. What was not sent waits for the next push.") from None
            pause(PAUSES[tries])
            tries += 1
            done.again += 1


def _waiting(machine: Machine, version: str, done: Pushed) -> Iterator[Batch | None]:
    """Yield all batches; a store that cannot be read is noted and does not stop the others."""
    yield hello(machine.joined, version)
    for path, ask in sources(machine):
        try:
            yield from ask()
        except StoreError as error:
            done.unread = (*done.unread, f"{path.name} was not sent: {error}")


def _same_schema(connection: Connection) -> None:
    """See that the server is set up. Machines may not read its tables, so they look for the newest one."""
    rows = connection.execute(
        "SELECT has_schema_privilege('fleet', 'USAGE') FROM pg_namespace WHERE nspname = 'fleet'"
    ).fetchall()
    if rows != [(True,)]:
        raise FleetError("The server is not set up, or this role may not send: see docs/fleet.md")


def _send(connection: Connection, batch: Batch, before_commit: Callable[[], None]) -> int:
    new = 0
    with connection.transaction():
        for table, rows in batch.rows:
            if rows:
                records = json.dumps([table.record(row) for row in rows])
                new += max(0, connection.execute(table.statement.encode(), (records,)).rowcount)
        before_commit()
    return new
