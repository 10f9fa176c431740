"""Small records and stores for tests."""

from dataclasses import replace

from quiz.make import answered, artefact, clip, mark

from game.quiz.scoring import OLD_SCORING
from game.records.store import AnswerStore
from game.records.values import SessionRecord

NOW = "2026-03-04T05:06:07.089+00:00"


def session(name="s1", **more):
    return SessionRecord(
        **{"id": name, "level": "mixed", "length": 8, "language": "uz", "started": NOW, **more}
    )


def answer(index=0, name="s1", step=6, **more):
    edited = clip(f"c{index}", artefact("blending-boundary"), person="p7", original="o1", difficulty=0.25)
    marks = [mark(x=0.1), mark(0.5, 0.5, 1.5)]
    return answered(edited, step, marks, "blending-boundary", session=name, index=index, at=NOW, **more)


def old_answer(index=0):
    """The same under the old rule: 50 points more for place and kind, less 10 for the second mark."""
    return replace(
        answer(index), spotting_points=40, scoring=OLD_SCORING, where_known=None, pack_version=None
    )


def open_store(folder):
    """The store in `folder`, which must open without a notice."""
    opened = AnswerStore.open(folder, NOW)
    assert (opened.notice, opened.detail) == (None, "")
    return opened.store
