"""Files that version 0.1.0 wrote open today with all that people left in them.

The `.sql` scripts in `v0_1_0/` are dumps of files which that version made, marks and schema numbers included.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from game.campaign.progress_store import SCHEMA as PROGRESS
from game.campaign.progress_store import ProgressStore
from game.kiosk.counts.counted import SCHEMA as COUNTS
from game.kiosk.counts.store import VisitStore
from game.records.schema import ANSWERS
from game.records.store import AnswerStore
from game.workshop.journal import SCHEMA as JOURNAL
from game.workshop.journal import VoteJournal, VoteRow
from records.make import NOW, old_answer, session

DUMPS = Path(__file__).with_name("v0_1_0")


@pytest.fixture
def written(tmp_path):
    """A data folder as version 0.1.0 left it."""
    for dump in DUMPS.glob("*.sql"):
        with closing(sqlite3.connect(tmp_path / f"{dump.stem}.db")) as db:
            db.executescript(dump.read_text("utf-8"))
    return tmp_path


def marks(path):
    with closing(sqlite3.connect(path)) as db:
        return tuple(
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )


def test_answers_open(written):
    opened = AnswerStore.open(written, NOW)
    with opened.store as store:
        assert opened.notice is None
        assert store.answers() == tuple(old_answer(i) for i in range(3))
        assert store.sessions() == (session(finished=NOW),)
    assert marks(written / "answers.db") == (ANSWERS.application_id, ANSWERS.version)


def test_progress_opens_and_gets_its_mark(written):
    assert marks(written / "progress.db") == (0, 0)
    opened = ProgressStore.open(written, NOW)
    found = opened.store.progress("fish")
    assert opened.notice is None
    assert opened.store.current() == "fish"
    assert found.done == {("why", "card:rights")}
    assert dict(found.answered) == {"face-swap": 4}
    assert found.kept == ("report", "ask")
    opened.store.close()
    assert marks(written / "progress.db") == (PROGRESS.application_id, PROGRESS.version)


def test_counts_of_visits_open(written):
    store = VisitStore(written, NOW)
    assert (store.detail, store.healed, store.moved_aside) == ("", "", None)
    assert store.of("2026-03-04") == {"start": 1, "answer": 1, "finish": 1}
    assert [(c.pack, c.clip, c.answered, c.fooled) for c in store.clips()] == [("studio", "actor-1", 1, 1)]
    store.close()
    assert marks(written / "visits.db") == (COUNTS.application_id, COUNTS.version)


def test_a_lesson_that_was_cut_off_goes_on(written):
    journal = VoteJournal.open(written, NOW)
    lesson = journal.unfinished()
    assert lesson is not None
    assert (lesson.begun, lesson.plan, lesson.code, lesson.place.port) == (NOW, '{"plan": 1}', "ABCD", 8000)
    assert lesson.seats == ("seat-a", "seat-b")
    assert lesson.votes == (VoteRow(0, "seat-a", 1, 5, 0.25, 0.5, "edge-halo"),)
    assert lesson.paper == ((1, (0, 2, 0, 0, 1, 0)),)
    journal.close()
    assert marks(written / "workshop.db") == (JOURNAL.application_id, JOURNAL.version)


def test_nothing_is_set_aside_on_the_way(written):
    AnswerStore.open(written, NOW).store.close()
    ProgressStore.open(written, NOW).store.close()
    VisitStore(written, NOW).close()
    VoteJournal.open(written, NOW).close()
    assert not [path.name for path in written.iterdir() if "damaged" in path.name or "found" in path.name]
