from dataclasses import replace

import pytest

from game.quiz.answer import AnswerConditions
from game.quiz.bands import CountedFact
from game.quiz.discernment import Counts
from game.quiz.rounds import answer_to
from game.quiz.summary import KindRow, summarise
from game.quiz.traces import Traces
from quiz.make import answered, artefact, candidate, clip, judged, mark, played

BOTH = clip("c", artefact("blending-boundary"), artefact("jitter"))


def test_a_session_is_summed_up():
    summary = summarise(
        [
            answered(clip("f1", artefact("jitter")), 6, [mark()], "jitter"),
            answered(clip("f2", artefact("jitter")), 2),
            answered(clip("f3", artefact("edge-halo")), 5, [mark(x=0.0)], "edge-halo"),
            answered(clip("r1"), 1),
            answered(clip("r2"), 4),
        ]
    )
    assert summary.points == 100 + 36 + 96 + 100 + 64
    assert summary.counts == Counts(hits=2, misses=1, false_alarms=1, correct_rejections=1)
    assert summary.rounds == 5
    assert summary.sharpness is None
    assert summary.leaning is None
    assert summary.facts == (CountedFact("false_alarms", 1, 2), CountedFact("misses", 1, 3))
    assert summary.traces == Traces(shown=3, found=2, placed=1, named=2), "the one taken for real, too"
    assert summary.kinds == (KindRow("jitter", 2, 1), KindRow("edge-halo", 1, 1))
    assert summary.practise_next == KindRow("jitter", 2, 1)
    assert summary.brier == pytest.approx((0.05**2 + 0.8**2 + 0.2**2 + 0.05**2 + 0.6**2) / 5)


def test_only_what_could_be_pointed_at_counts_as_evidence():
    unplaced, nameless = clip("u", label="manipulated"), clip("n", artefact(None))
    assert summarise([answered(unplaced, 6), answered(unplaced, 2)]).traces == Traces()
    found = summarise([answered(nameless, 6, [mark()]), answered(nameless, 2)])
    assert found.traces == Traces(shown=2, found=1, placed=1, named=0), "by the place alone"
    assert found.kinds == ()


def test_an_answer_from_before_places_could_be_unknown_counts_by_its_kinds():
    old = replace(answered(clip("f", artefact("jitter")), 6, [mark()], "jitter"), where_known=None)
    assert summarise([old]).traces == Traces(shown=1, found=1, placed=1, named=1)


def test_no_evidence_is_asked_for_in_a_check_or_at_first_glance():
    edited = clip("c", artefact())
    for conditions in (AnswerConditions(block="short", form="a"), AnswerConditions(glance=2.0)):
        assert summarise([answered(edited, 6, conditions=conditions)]).traces == Traces()


def test_eight_clips_have_bands():
    answers = [answered(clip(f"f{i}", artefact()), 6) for i in range(4)]
    answers += [answered(clip(f"r{i}"), 1) for i in range(4)]
    summary = summarise(answers)
    assert summary.sharpness.band == "very_sharp"
    assert summary.leaning.band == "balanced"
    assert summary.auc == 1.0


def test_no_answers_sum_up_to_nothing():
    summary = summarise([])
    assert (summary.points, summary.rounds, summary.brier, summary.auc) == (0, 0, None, None)
    assert summary.practise_next is None
    assert summary.facts == ()


def test_in_a_clip_of_two_kinds_only_the_one_that_was_found_is_found():
    assert answered(BOTH, 6, [mark()], "jitter").found == ("jitter",)
    assert answered(BOTH, 6, [mark()]).found == ("blending-boundary",)
    assert answered(BOTH, 6).found == ()
    assert answered(BOTH, 1).found == ()


def test_nothing_is_found_on_a_real_clip_and_a_skipped_round_has_no_answer():
    assert answered(clip("r"), 6, [mark()]).found == ()
    with pytest.raises(ValueError, match="judged"):
        answer_to(played(clip("r"), None, failure="missing"), "s", 0)


def test_the_kind_to_practise_is_the_one_missed_most_then_the_one_found_least():
    def result(kind, *, found):
        return judged(candidate("c", "manipulated", (kind,)), 0.95, found)

    results = [result("a", found=True), result("a", found=False), result("b", found=False)]
    assert summarise(results).practise_next.kind == "b"
    assert summarise([*results, result("a", found=False)]).practise_next.kind == "a"
