"""What this machine knows of its fleet: the site and label that its owner chose, and how far it has sent.

The file is never deleted by the game. Without it the machine is a new one to the server: answers are known
there by their own ids and are not counted twice, but the counters of a kiosk would be.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from game.errors import ChinmiError
from game.records.database import Database, Schema

FILE_NAME: Final = "fleet.db"
LABEL: Final = re.compile(r"[^\W_][\w .-]{0,39}")
"""A site or label: up to 40 letters, digits, spaces, points, dashes; it begins with a letter or digit."""

SCHEMA: Final = Schema(
    application_id=0x4348464C,  # CHFL
    migrations=(
        """
        CREATE TABLE joined (one INTEGER PRIMARY KEY CHECK (one = 1), device TEXT NOT NULL,
            number INTEGER NOT NULL, site TEXT NOT NULL, label TEXT NOT NULL, packs TEXT NOT NULL,
            signer TEXT NOT NULL) STRICT;
        CREATE TABLE places (source TEXT PRIMARY KEY, number INTEGER NOT NULL, mark TEXT NOT NULL) STRICT;
        CREATE TABLE periods (period TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
            PRIMARY KEY (period, name)) STRICT, WITHOUT ROWID;
        CREATE TABLE clips (pack TEXT NOT NULL, clip TEXT NOT NULL, run INTEGER NOT NULL,
            answered INTEGER NOT NULL, PRIMARY KEY (pack, clip)) STRICT, WITHOUT ROWID;
        """,
    ),
)


@dataclass(frozen=True, slots=True)
class Joined:
    """How this machine is known to its fleet."""

    device: str
    """A random UUID, made when it joined: it says nothing of the machine or of who uses it."""
    number: int
    """How often it has joined; the newest site and label count."""
    site: str
    label: str
    packs: tuple[str, ...] = ()
    """Packs that the owner added to those of the game: their clips' names may leave the machine."""
    signer: str = ""
    """The public key of the fleet in hexadecimal, for its files of difficulties."""


@dataclass(frozen=True, slots=True)
class SentMark:
    """How far a store was sent: up to the row `number`, which is `mark`."""

    number: int = 0
    mark: str = ""


class LocalFleet:
    """The file of one data folder. What is noted is on the disk when the call returns."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """Open the file in `data_dir`. Raises StoreError."""
        return cls(Database.open(data_dir / FILE_NAME, SCHEMA))

    @property
    def joined(self) -> Joined | None:
        """How this machine is known; None before it has joined."""
        rows = self._db.read("SELECT device, number, site, label, packs, signer FROM joined")
        if not rows:
            return None
        device, number, site, label, packs, signer = rows[0]
        return Joined(device, number, site, label, tuple(json.loads(packs)), signer)

    def join(
        self, site: str, label: str, *, packs: tuple[str, ...] = (), signer: str = "", anew: bool = False
    ) -> Joined:
        """Note site and label; the device stays the same one unless `anew`. Raises ChinmiError.

        `anew` is for a machine that was copied from another one: it forgets what was sent.
        """
        for what, text in (("site", site), ("label", label)):
            if not LABEL.fullmatch(text):
                reason = "up to 40 letters, digits, spaces, points, dashes; a letter or digit first"
                raise ChinmiError(f"--{what} {text}: expected {reason}")
        before = self.joined
        device = str(uuid.uuid4()) if before is None or anew else before.device
        number = 1 if before is None or anew else before.number + 1
        known = signer or (before.signer if before is not None else "")
        made = Joined(device, number, site, label, packs, known)
        row = (made.device, made.number, made.site, made.label, json.dumps(made.packs), made.signer)
        with self._db.transaction() as db:
            db.execute("INSERT OR REPLACE INTO joined VALUES (1, ?, ?, ?, ?, ?, ?)", row)
            if anew:
                for table in ("places", "periods", "clips"):
                    db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            elif before is not None and set(packs) - set(before.packs):
                db.execute("DELETE FROM places")  # what was passed over is looked at again
        return made

    def place(self, source: str) -> SentMark:
        """Return how far `source` was sent."""
        rows = self._db.read("SELECT number, mark FROM places WHERE source = ?", (source,))
        return SentMark(*rows[0]) if rows else SentMark()

    def sent(self, source: str, place: SentMark) -> None:
        """Note that `source` was sent up to `place`. Raises StoreError."""
        with self._db.transaction() as db:
            row = (source, place.number, place.mark)
            db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", row)

    def periods(self) -> dict[tuple[str, str], int]:
        """Return the counters that were sent, by period and name."""
        rows = self._db.read("SELECT period, name, n FROM periods")
        return {(period, name): n for period, name, n in rows}

    def clips(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Return (run, answers) of the clips that were sent: a run ends when the counts begin anew."""
        rows = self._db.read("SELECT pack, clip, run, answered FROM clips")
        return {(pack, clip): (run, answered) for pack, clip, run, answered in rows}

    def counted(
        self,
        periods: dict[tuple[str, str], int],
        clips: dict[tuple[str, str], tuple[int, int]],
    ) -> None:
        """Note counters that were sent. Raises StoreError."""
        with self._db.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO periods VALUES (?, ?, ?)", [(*key, n) for key, n in periods.items()]
            )
            db.executemany(
                "INSERT OR REPLACE INTO clips VALUES (?, ?, ?, ?)", [(*k, *v) for k, v in clips.items()]
            )

    def close(self) -> None:
        """Close the file."""
        self._db.close()
