"""What is new among the answers of a player's machine: answers, sessions that are over, learning gains.

Every answer has its id from the moment in which it was given: the random name of its session and its number
in it. So it is always safe to send it again; how far the file was sent is noted only to save time.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from game.fleet import wire
from game.fleet.batch import Batch, cut
from game.fleet.local import SentMark
from game.quiz import discernment
from game.quiz.answer import AnswerConditions
from game.quiz.gain import FORMS, CheckTaken, gain_of
from game.records.database import Database
from game.records.schema import ANSWERS
from game.records.store import AnswerStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.fleet.batch import Machine
    from game.quiz.discernment import Counts
    from game.records.values import SessionRecord

LEFT: Final = timedelta(days=2)
"""A session that was not finished after so long was left early, as far as a report is concerned."""
SETTLED: Final = timedelta(days=60)
"""A session that began so long ago is looked at no more; a check may be finished days after it began."""
_ANSWERS: Final = """SELECT a.rowid, a.session, a."index", a.at, a.pack, a.clip, a.label, a.difficulty,
    a.kinds, a.p, a.found, a.block, a.glance, a.where_known, s.language
    FROM answers a LEFT JOIN sessions s ON s.id = a.session WHERE a.rowid > ? AND a.pair IS NULL
    ORDER BY a.rowid LIMIT ?"""
_SESSIONS: Final = """SELECT rowid, id, language, started, finished, block, form FROM sessions
    WHERE rowid > ? ORDER BY rowid"""


def batches(machine: Machine, path: Path) -> Iterator[Batch]:
    """Yield what of the file at `path` the server may not have yet. Raises StoreError."""
    db = Database.open(path, ANSWERS)
    try:
        yield from _answers(machine, db)
        yield from _sessions(machine, db)
        yield from cut(wire.GAINS, _gains(machine, AnswerStore(db)), machine.batch)
    finally:
        db.close()


def _answers(machine: Machine, db: Database) -> Iterator[Batch]:
    place = machine.fleet.place("answers")
    rows = db.read('SELECT session, "index" FROM answers WHERE rowid = ?', (place.number,))
    if [f"{session} {index}" for session, index in rows] != [place.mark]:
        place = SentMark()  # the file was begun anew
    while found := db.read(_ANSWERS, (place.number, machine.batch)):
        place = SentMark(found[-1][0], f"{found[-1][1]} {found[-1][2]}")
        sent = tuple(_answer(machine, row) for row in found if row[4] in machine.allowed.packs)
        yield Batch(((wire.ANSWERS, sent),), partial(machine.fleet.sent, "answers", place))


def _answer(machine: Machine, row: tuple[Any, ...]) -> wire.WireRow:
    _, session, index, at, pack, clip, label, difficulty, kinds, p, found, block, glance, known, spoken = row
    allowed, device = machine.allowed, machine.joined.device
    asked = AnswerConditions(glance=glance, block=block).asked and known != 0
    return (
        *(wire.name_of(device, session), index, wire.month(at), device),
        *(p, difficulty, label == "manipulated", asked, allowed.language(spoken)),
        *(pack, allowed.version(pack), clip, allowed.block(block)),
        allowed.known_kinds(json.loads(kinds)),
        allowed.known_kinds(json.loads(found)),
    )


def _sessions(machine: Machine, db: Database) -> Iterator[Batch]:
    """Yield the sessions that are over, from the last one that is settled on."""
    place = machine.fleet.place("sessions")
    rows = db.read("SELECT id FROM sessions WHERE rowid = ?", (place.number,))
    settled = place if [id_ for (id_,) in rows] == [place.mark] else SentMark()
    now, open_ = datetime.fromisoformat(machine.now), False
    over: list[wire.WireRow] = []
    for number, id_, language, started, finished, block, form in db.read(_SESSIONS, (settled.number,)):
        age = _age(now, started)
        if finished is not None or age > LEFT:
            over.append(
                (
                    *(wire.name_of(machine.joined.device, id_), wire.month(started), finished is not None),
                    *(machine.joined.device, machine.allowed.language(language)),
                    *(machine.allowed.block(block), form if form in FORMS else None),
                )
            )
        open_ = open_ or age <= SETTLED
        settled = settled if open_ else SentMark(number, id_)
    yield from cut(wire.SESSIONS, over, machine.batch, partial(machine.fleet.sent, "sessions", settled))


def _age(now: datetime, started: str) -> timedelta:
    """Return how long ago `started` was; a moment that cannot be read is long ago."""
    try:
        return now - datetime.fromisoformat(started)
    except (ValueError, TypeError):
        return SETTLED * 2


def _gains(machine: Machine, store: AnswerStore) -> list[wire.WireRow]:
    """Return the learning gain of each profile. Who that is, and which checks are theirs, stays here."""
    profiles: dict[str, list[SessionRecord]] = {}
    for session in store.sessions():
        if session.block and session.finished:
            profiles.setdefault(session.profile, []).append(session)
    return [row for sessions in profiles.values() if (row := _gain(machine, store, sessions)) is not None]


def _gain(machine: Machine, store: AnswerStore, sessions: list[SessionRecord]) -> wire.WireRow | None:
    taken = [
        CheckTaken(s.block or "", s.form or "", discernment.counts(store.answers(s.id))) for s in sessions
    ]
    gain = gain_of(taken)
    block = machine.allowed.block(gain.before.block) if gain is not None else None
    if gain is None or block is None:
        return None
    first = next(s for s, check in zip(sessions, taken, strict=True) if check is gain.before)
    at, last = next((i, s) for i, (s, c) in enumerate(zip(sessions, taken, strict=True)) if c is gain.after)
    device = machine.joined.device
    return (
        *(wire.name_of(device, f"gain of {first.id}"), at, wire.month(last.started), device),
        *(machine.allowed.language(last.language), block),
        *(_calls(gain.before.counts), _calls(gain.after.counts)),
    )


def _calls(counts: Counts) -> list[int]:
    return [counts.hits, counts.misses, counts.false_alarms, counts.correct_rejections]
