"""From an answer to counters: what a visit leaves behind, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self

from game.quiz.answer import Answer
from game.quiz.discernment import Counts
from game.quiz.judgement import STEPS, calls_manipulated
from game.records.store import AnswerStore
from game.records.values import SessionRecord

OnAnswer = Callable[[Answer], None]


class CountedAnswers(AnswerStore):
    """Stands where the game keeps its answers: each one is counted and forgotten."""

    on_answer: OnAnswer
    on_finish: Callable[[], None]

    @classmethod
    def counting(cls, on_answer: OnAnswer, on_finish: Callable[[], None]) -> Self:
        """Return a store that hands answers on and keeps none."""
        store = cls.in_memory()
        store.on_answer = on_answer
        store.on_finish = on_finish
        return store

    def start(self, session: SessionRecord) -> None:
        """Nothing of a session is kept."""

    def add(self, answer: Answer) -> None:
        """Count `answer`."""
        self.on_answer(answer)

    def finish(self, session: str, at: str) -> None:
        """Count a session that came to its end."""
        self.on_finish()


def names_of(answer: Answer) -> dict[str, int]:
    """Return the counters that `answer` raises: label and step, and each kind shown or found."""
    names = {f"{answer.label}.{answer.step}": 1}
    for kind in answer.kinds:
        names[f"shown.{kind}"] = 1
    for kind in answer.found:
        names[f"found.{kind}"] = 1
    return names


def counts_of(names: Mapping[str, int]) -> Counts:
    """Return hits, misses, false alarms and correct rejections of a period's counters."""
    hits, misses = (_calls(names, "manipulated", manipulated=called) for called in (True, False))
    alarms, rejections = (_calls(names, "real", manipulated=called) for called in (True, False))
    return Counts(hits, misses, alarms, rejections)


def _calls(names: Mapping[str, int], label: str, *, manipulated: bool) -> int:
    steps = (step for step, p in enumerate(STEPS, 1) if calls_manipulated(p) is manipulated)
    return sum(names.get(f"{label}.{step}", 0) for step in steps)
