"""The room as a value: who sits in it, what is asked, what was voted; events make the next room.

A reducer without clock, network or disk, so that its laws can be tested: a seat has one vote a question, a
vote that was repeated counts once, nothing changes after closing, and whatever is refused changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from game.workshop.plan import Block

STEPS: Final = 6
MAX_REVISION: Final = 10_000
"""More changes of one vote than a person makes."""


class RoomPhase(StrEnum):
    """What is going on in the room."""

    LOBBY = "lobby"
    PAGE = "page"
    """A lesson card or something to talk about: phones rest."""
    OPEN = "open"
    """A question takes votes."""
    CLOSED = "closed"
    """The distribution shows, the truth does not; the vote may be opened again."""
    SHOWN = "shown"
    """The truth shows."""
    DONE = "done"


class Refusal(StrEnum):
    """Why an event was not taken."""

    LOCKED = "locked"
    FULL = "full"
    OVER = "over"
    NO_SEAT = "no-seat"
    CLOSED = "closed"
    OTHER_QUESTION = "other-question"
    BAD_VALUE = "bad-value"
    NOT_NOW = "not-now"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about one clip. `spot` lets those who suspect it point and name one of `kinds`."""

    block: Block
    spot: bool = False
    kinds: tuple[str, ...] = ()
    either: bool = False
    """One of two clips was altered: everybody points, at the one that they chose."""

    def points(self, step: int) -> bool:
        """Tell whether a vote with `step` may point."""
        return self.spot and (self.either or step > STEPS // 2)


@dataclass(frozen=True, slots=True)
class Page:
    """A lesson card or a talk: nothing is asked."""


RoomItem = Ask | Page


@dataclass(frozen=True, slots=True)
class Vote:
    """One seat's answer to one question: `step` 1..6; where it suspects, a place and a kind."""

    rev: int
    """Grows with each change of mind; what arrives late or twice does nothing."""
    step: int
    tap: tuple[float, float] | None = None
    """x, y normalised to the frame."""
    kind: str | None = None


Ballot = Mapping[str, Vote]
_NO_VOTES: Final[Ballot] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that is true of a lesson. `at` is the item on the wall; -1 in the lobby."""

    code: str
    items: tuple[RoomItem, ...]
    at: int = -1
    phase: RoomPhase = RoomPhase.LOBBY
    locked: bool = False
    most: int = 220
    """Seats that fit."""
    seats: frozenset[str] = frozenset()
    """Digests of the seats' tokens."""
    ballots: Mapping[int, Ballot] = field(default_factory=lambda: MappingProxyType({}))
    paper: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Votes that were counted by hand, for each step 1..6."""
    skipped: frozenset[int] = frozenset()
    """Questions that do not count: their clip could not be played, or the teacher passed over them."""
    version: int = 0
    """Grows with everything that phones must know; not with every vote."""

    @property
    def item(self) -> RoomItem | None:
        """The item on the wall."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    @property
    def ask(self) -> Ask | None:
        """The question on the wall."""
        return self.item if isinstance(self.item, Ask) else None

    def ballot(self, index: int | None = None) -> Ballot:
        """Return the votes by seat for item `index` (the one on the wall)."""
        return self.ballots.get(self.at if index is None else index, _NO_VOTES)

    def voted(self, index: int | None = None) -> int:
        """Return how many votes there are for an item, by phone and by paper."""
        return sum(self.distribution(index))

    @property
    def complete(self) -> bool:
        """Tell whether every seat has voted."""
        return bool(self.seats) and len(self.ballot()) >= len(self.seats)

    def distribution(self, index: int | None = None) -> tuple[int, ...]:
        """Return how many votes each of the six steps has."""
        counted = list(self.paper.get(self.at if index is None else index, (0,) * STEPS))
        for vote in self.ballot(index).values():
            counted[vote.step - 1] += 1
        return tuple(counted)

    def taps(self, index: int | None = None) -> tuple[tuple[float, float], ...]:
        """Return where the class pointed."""
        return tuple(vote.tap for vote in self.ballot(index).values() if vote.tap is not None)

    @property
    def asks(self) -> tuple[int, ...]:
        """The places of the questions among the items."""
        return tuple(i for i, item in enumerate(self.items) if isinstance(item, Ask))


# -- events ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Join:
    """A phone takes a seat, or takes its own again."""

    seat: str


@dataclass(frozen=True, slots=True)
class CastVote:
    """A seat votes on item `index`."""

    seat: str
    index: int
    vote: Vote


@dataclass(frozen=True, slots=True)
class Start:
    """Leave the lobby."""


@dataclass(frozen=True, slots=True)
class Close:
    """No more votes on the question."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Let us look again: the vote is open once more, before the truth was shown."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the truth."""


@dataclass(frozen=True, slots=True)
class NextItem:
    """Go on to the next item."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass over the item on the wall; a question that was begun does not count."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Let nobody new in, or let them in again."""

    on: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """Votes counted by hand: how many for each of the six steps."""

    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The lesson is over."""


RoomEvent = Join | CastVote | Start | Close | Reopen | Reveal | NextItem | Skip | Lock | Paper | End


@dataclass(frozen=True, slots=True)
class Outcome:
    """The next room; when the event was refused, the same room and why."""

    room: Room
    refused: Refusal | None = None
    changed: bool = True
    """False when the event said what was known already."""


def reduce(room: Room, event: RoomEvent) -> Outcome:
    """Return what `event` makes of `room`."""
    match event:
        case Join(seat):
            return _join(room, seat)
        case CastVote():
            return _cast(room, event)
        case Paper(counts):
            return _count(room, counts)
        case Lock(on):
            return _next(room, locked=on) if on is not room.locked else Outcome(room, changed=False)
        case End():
            if room.phase is RoomPhase.DONE:
                return Outcome(room, changed=False)
            return _next(room, at=len(room.items), phase=RoomPhase.DONE)
    return _turn(room, event)


def _turn(room: Room, event: Start | Close | Reopen | Reveal | NextItem | Skip) -> Outcome:
    """Take an event that only fits some phases."""
    match event, room.phase:
        case Start(), RoomPhase.LOBBY:
            return _go(room, 0)
        case Close(), RoomPhase.OPEN:
            return _next(room, phase=RoomPhase.CLOSED)
        case Reopen(), RoomPhase.CLOSED:
            return _next(room, phase=RoomPhase.OPEN)
        case Reveal(), RoomPhase.CLOSED if room.ask is not None and room.ask.block == "lesson":
            return _next(room, phase=RoomPhase.SHOWN)
        case Skip(), RoomPhase.OPEN | RoomPhase.CLOSED:
            return _go(replace(room, skipped=room.skipped | {room.at}), room.at + 1)
        case NextItem() | Skip(), RoomPhase.PAGE | RoomPhase.SHOWN:
            return _go(room, room.at + 1)
        case NextItem(), RoomPhase.CLOSED if room.ask is not None and room.ask.block != "lesson":
            return _go(room, room.at + 1)
    return Outcome(room, Refusal.NOT_NOW)


def _go(room: Room, at: int) -> Outcome:
    if at >= len(room.items):
        return _next(room, at=len(room.items), phase=RoomPhase.DONE)
    return _next(room, at=at, phase=RoomPhase.OPEN if isinstance(room.items[at], Ask) else RoomPhase.PAGE)


def _next(room: Room, **changes: object) -> Outcome:
    return Outcome(replace(room, version=room.version + 1, **changes))  # type: ignore[arg-type]


def _join(room: Room, seat: str) -> Outcome:
    if seat in room.seats:
        return Outcome(room, changed=False)
    if room.phase is RoomPhase.DONE:
        return Outcome(room, Refusal.OVER)
    if room.locked:
        return Outcome(room, Refusal.LOCKED)
    if len(room.seats) >= room.most:
        return Outcome(room, Refusal.FULL)
    return Outcome(replace(room, seats=room.seats | {seat}))


def _cast(room: Room, event: CastVote) -> Outcome:
    refused = _why_not(room, event)
    if refused is not None:
        return Outcome(room, refused)
    if _known(room, event):
        return Outcome(room, changed=False)
    ballot = room.ballot()
    after = MappingProxyType({**ballot, event.seat: event.vote})
    return Outcome(replace(room, ballots=MappingProxyType({**room.ballots, room.at: after})))


def _known(room: Room, event: CastVote) -> bool:
    """Tell whether the seat's vote is as new as this one: then it was taken, and is only told again."""
    before = room.ballot(event.index).get(event.seat)
    return before is not None and before.rev >= event.vote.rev


def _why_not(room: Room, event: CastVote) -> Refusal | None:
    vote, ask = event.vote, room.ask
    if event.seat not in room.seats:
        return Refusal.NO_SEAT
    if not 1 <= vote.step <= STEPS or not 1 <= vote.rev <= MAX_REVISION:
        return Refusal.BAD_VALUE
    if vote.tap is not None and not all(0.0 <= v <= 1.0 for v in vote.tap):
        return Refusal.BAD_VALUE
    if event.index not in room.asks:
        return Refusal.OTHER_QUESTION
    if _known(room, event):
        return None
    if ask is None or event.index != room.at or room.phase is not RoomPhase.OPEN:
        return Refusal.CLOSED
    if (vote.tap is not None or vote.kind is not None) and not ask.points(vote.step):
        return Refusal.BAD_VALUE
    if vote.kind is not None and vote.kind not in ask.kinds:
        return Refusal.BAD_VALUE
    return None


def _count(room: Room, counts: tuple[int, ...]) -> Outcome:
    if room.ask is None or room.phase not in (RoomPhase.OPEN, RoomPhase.CLOSED):
        return Outcome(room, Refusal.NOT_NOW)
    if len(counts) != STEPS or any(not 0 <= n <= 999 for n in counts):
        return Outcome(room, Refusal.BAD_VALUE)
    return Outcome(replace(room, paper=MappingProxyType({**room.paper, room.at: counts})))
