"""Pairs in the class report: each with its votes, and all together against guessing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.i18n import percent
from game.workshop.class_pairs import together
from game.workshop.report import svg_charts

if TYPE_CHECKING:
    from markupsafe import Markup

    from game.workshop.class_pairs import PairResult
    from game.workshop.class_result import ClassResult
    from game.workshop.report.words import ReportWords

GUESSED: Final = 0.1
"""A chance below this is told as more than guessing often gives, as in the summary of practice."""


@dataclass(frozen=True, slots=True)
class PairTold:
    """One pair as the template tells it; no drawing where too few voted."""

    result: PairResult
    histogram: Markup | str


def told_pairs(result: ClassResult, say: ReportWords) -> list[PairTold]:
    """Return the pairs of the lesson."""
    labels = (say("report.left"), say("report.right_one"))
    return [
        PairTold(
            pair,
            svg_charts.histogram(pair.counts, labels, say("report.pair", n=pair.number), plain=True)
            if pair.told
            else "",
        )
        for pair in result.pairs
    ]


def told_together(result: ClassResult, say: ReportWords) -> tuple[str, str] | None:
    """Return what all pairs came to, and which text says whether guessing explains it; None of too few."""
    every = together([pair for pair in result.pairs if pair.told])
    if every is None:
        return None
    sure, right = (percent(say.language, share) for share in (every.sure, every.right / every.votes))
    words = say("report.pairs_all", n=every.right, total=every.votes, sure=sure, right=right)
    return words, "report.pairs_clear" if every.chance < GUESSED else "report.pairs_chance"
