"""The one place where the room changes: takes events from the wall and from the phones, one at a time.

Whatever is acknowledged was written first. Readers take `host.room`, a value that never changes under them,
so the wall never waits for the network and the network never waits for the wall.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.errors import StoreError
from game.workshop.codes import new_code
from game.workshop.journal import JournalBatch, RoomPlace, VoteJournal, VoteRow
from game.workshop.lesson import Lesson
from game.workshop.reasons import Reasons
from game.workshop.room import CastVote, Join, Outcome, Room, RoomEvent, RoomPhase, Vote, reduce

if TYPE_CHECKING:
    from random import Random

    from game.workshop.journal import Unfinished

STILLS: Final = 4
"""Of how many items stills are kept; phones only need those of the question on the wall."""
LEAP: Final = 1000
"""How far a room's version jumps with a restart, past all that phones may have heard."""


@dataclass(frozen=True, slots=True)
class Still:
    """The frame on which phones point: its name is random, so it is known to those in the room only."""

    name: str
    jpeg: bytes


class Host:
    """A lesson being held: the room, what it is about, and its journal. Thread-safe."""

    def __init__(self, lesson: Lesson, room: Room, journal: VoteJournal) -> None:
        self.lesson = lesson
        self.room = room
        self.stills: dict[int, tuple[Still, ...]] = {}
        """By item: one still of a clip, two of a pair, left and right."""
        self.reasons = Reasons()
        self.on_change: Callable[[], None] = lambda: None
        """Called on any thread after phones have something new to learn (not after each vote)."""
        self.on_vote: Callable[[], None] = lambda: None
        """Called on any thread when counts have changed."""
        self.trouble: StoreError | None = None
        """Why the last change could not be written, until one could be or somebody has read it."""
        self._journal = journal
        self._turn = threading.Lock()
        """Whose turn it is to change the room by events; held until they are on the disk."""
        self._lock = threading.Lock()
        """Held for the moment in which values are exchanged, never over a write."""

    # -- making ------------------------------------------------------------------------------------

    @classmethod
    def begin(
        cls, lesson: Lesson, journal: VoteJournal, random: Random, *, now: str, most: int = 220
    ) -> Host:
        """Begin a lesson: a new code, an empty room. Raises StoreError."""
        room = Room(new_code(random), lesson.room_items(), most=most)
        text = lesson.model_dump_json()
        journal.begin(begun=now, plan=text, code=room.code, position=_position(room))
        return cls(lesson, room, journal)

    @classmethod
    def resume(cls, found: Unfinished, journal: VoteJournal) -> Host:
        """Go on with a lesson that was cut off. Raises ValueError when its text cannot be read."""
        lesson = Lesson.model_validate_json(found.plan)
        position = json.loads(found.position)
        ballots: dict[int, dict[str, Vote]] = {}
        for row in found.votes:
            tap = (row.x, row.y) if row.x is not None and row.y is not None else None
            ballots.setdefault(row.item, {})[row.seat] = Vote(row.rev, row.step, tap, row.kind)
        room = Room(
            code=found.code,
            items=lesson.room_items(),
            at=int(position["at"]),
            phase=RoomPhase(position["phase"]),
            locked=bool(position["locked"]),
            most=int(position["most"]),
            seats=frozenset(found.seats),
            ballots=MappingProxyType({i: MappingProxyType(b) for i, b in ballots.items()}),
            paper=MappingProxyType(dict(found.paper)),
            skipped=frozenset(int(i) for i in position["skipped"]),
            version=int(position["version"]) + LEAP,
        )
        return cls(lesson, room, journal)

    # -- changing ----------------------------------------------------------------------------------

    def apply(self, event: RoomEvent) -> Outcome:
        """Take one event; it is in the journal when this returns. Raises StoreError, then nothing changed."""
        return self.apply_all((event,))[0]

    def apply_all(self, events: Sequence[RoomEvent]) -> list[Outcome]:
        """Take events in order and write them in one transaction. Raises StoreError, then nothing changed."""
        with self._turn:
            before = room = self.room
            outcomes: list[Outcome] = []
            taken: list[RoomEvent] = []
            for event in events:
                outcome = reduce(room, event)
                outcomes.append(outcome)
                room = outcome.room
                if outcome.refused is None and outcome.changed:
                    taken.append(event)
            self._keep(_batch(before, room, taken))
            with self._lock:
                meanwhile = self.room.version - before.version
                self.room = replace(room, version=room.version + meanwhile) if meanwhile else room
        if room.version != before.version:
            self.on_change()
        if room is not before:
            self.on_vote()
        return outcomes

    def _keep(self, batch: JournalBatch) -> None:
        """Write `batch`. Raises StoreError, and notes why for the teacher."""
        try:
            self._journal.write(batch)
        except StoreError as error:
            self.trouble = error
            self.on_vote()
            raise
        if batch:
            self.trouble = None

    def go_on_unkept(self) -> None:
        """Let go of a journal that cannot be written: what comes from here on is in memory alone."""
        with self._turn:
            self._journal.close()
            self._journal, self.trouble = VoteJournal.in_memory(), None

    def put_still(self, index: int, *stills: Still) -> None:
        """Show `stills` to the phones for item `index`."""
        with self._lock:
            kept = {**self.stills, index: stills}
            self.stills = dict(sorted(kept.items())[-STILLS:])
            self.room = replace(self.room, version=self.room.version + 1)
        self.on_change()

    def ask_reasons(self, index: int | None) -> None:
        """Ask the phones why they judged item `index` as they did, or stop asking. Nothing is written."""
        with self._lock:
            self.reasons.ask(index)
            self.room = replace(self.room, version=self.room.version + 1)
        self.on_change()

    def still(self, name: str) -> Still | None:
        """Return the still called `name`."""
        return next((s for stills in self.stills.values() for s in stills if s.name == name), None)

    def set_place(self, place: RoomPlace) -> None:
        """Note for a restart where the room is open. Raises StoreError."""
        with self._turn:
            self._journal.set_place(place)

    def finish(self) -> None:
        """Forget seats and votes: the lesson is over and reported. Raises StoreError."""
        with self._turn:
            self._journal.finish()

    def close(self) -> None:
        """Close the journal; an unfinished lesson stays in it."""
        with self._turn:
            self._journal.close()


def _position(room: Room) -> str:
    return json.dumps(
        {
            "at": room.at,
            "phase": room.phase.value,
            "locked": room.locked,
            "most": room.most,
            "skipped": sorted(room.skipped),
            "version": room.version,
        }
    )


def _batch(before: Room, after: Room, taken: Sequence[RoomEvent]) -> JournalBatch:
    rows = []
    for event in taken:
        if isinstance(event, CastVote):
            vote = event.vote
            x, y = vote.tap if vote.tap is not None else (None, None)
            rows.append(VoteRow(event.index, event.seat, vote.rev, vote.step, x, y, vote.kind))
    return JournalBatch(
        seats=tuple(event.seat for event in taken if isinstance(event, Join)),
        votes=tuple(rows),
        paper=tuple((i, after.paper[i]) for i in after.paper if before.paper.get(i) != after.paper[i]),
        position=_position(after) if after.version != before.version else None,
    )
