import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.bands import BIAS_BANDS, DPRIME_BANDS, CountedFact, bias_band, dprime_band, facts
from game.quiz.discernment import Counts, criterion, dprime, dprime_error

tallies = st.builds(Counts, *[st.integers(0, 30)] * 4)


@pytest.mark.parametrize(
    ("tally", "band"),
    [
        (Counts(5, 5, 5, 5), "guessing"),
        (Counts(2, 8, 8, 2), "guessing"),
        (Counts(6, 4, 4, 6), "guessing"),
        (Counts(7, 3, 4, 6), "little"),
        (Counts(8, 2, 3, 7), "some"),
        (Counts(9, 1, 2, 8), "sharp"),
        (Counts(10, 0, 1, 9), "very_sharp"),
        (Counts(4, 0, 0, 4), "very_sharp"),
    ],
)
def test_dprime_is_told_in_five_bands(tally, band):
    assert dprime_band(tally).band == band


@pytest.mark.parametrize(
    ("tally", "band"),
    [
        (Counts(0, 10, 0, 10), "very_trusting"),
        (Counts(4, 6, 2, 8), "trusting"),
        (Counts(8, 2, 2, 8), "balanced"),
        (Counts(8, 2, 5, 5), "suspicious"),
        (Counts(10, 0, 10, 0), "very_suspicious"),
    ],
)
def test_bias_runs_from_trusting_to_suspicious(tally, band):
    assert bias_band(tally).band == band


@pytest.mark.parametrize("tally", [Counts(), Counts(3, 1, 1, 2), Counts(9, 3, 0, 0), Counts(0, 0, 4, 8)])
def test_few_clips_or_one_label_give_no_band(tally):
    assert dprime_band(tally) is None
    assert bias_band(tally) is None


def test_eight_clips_with_both_labels_are_enough():
    assert dprime_band(Counts(1, 0, 0, 7)) is not None
    assert bias_band(Counts(0, 7, 1, 0)) is not None


@given(tallies)
def test_the_bracket_holds_the_value_and_stays_on_the_row(tally):
    for reading, bands in ((dprime_band(tally), DPRIME_BANDS), (bias_band(tally), BIAS_BANDS)):
        if reading is None:
            continue
        assert 0.0 <= reading.low <= reading.at <= reading.high <= 5.0
        order = [bands.index(b) for b in (reading.low_band, reading.band, reading.high_band)]
        assert order == sorted(order)
        assert order[1] == min(4, int(reading.at)) or reading.at == int(reading.at)


@given(tallies, tallies)
def test_a_sharper_eye_never_reads_lower(one, other):
    a, b = dprime_band(one), dprime_band(other)
    if a and b and dprime(one) <= dprime(other):
        assert a.at <= b.at
        assert DPRIME_BANDS.index(a.band) <= DPRIME_BANDS.index(b.band)


@given(tallies)
def test_balanced_is_exactly_a_criterion_within_0_3(tally):
    reading = bias_band(tally)
    if reading is not None:
        assert (reading.band == "balanced") == (-0.3 <= criterion(tally) <= 0.3)


def test_more_clips_narrow_the_bracket():
    few, many = dprime_band(Counts(8, 2, 3, 7)), dprime_band(Counts(80, 20, 30, 70))
    assert many.high - many.low < few.high - few.low
    assert dprime_error(Counts(80, 20, 30, 70)) < dprime_error(Counts(8, 2, 3, 7))


def test_both_kinds_of_mistake_are_told_the_more_frequent_first():
    assert facts(Counts(3, 1, 2, 2)) == (CountedFact("false_alarms", 2, 4), CountedFact("misses", 1, 4))
    assert facts(Counts(1, 3, 1, 3)) == (CountedFact("misses", 3, 4), CountedFact("false_alarms", 1, 4))


def test_no_mistake_is_a_fact_too_but_an_unseen_label_is_none():
    assert facts(Counts(4, 0, 0, 4)) == (CountedFact("false_alarms", 0, 4), CountedFact("misses", 0, 4))
    assert facts(Counts(4, 1, 0, 0)) == (CountedFact("misses", 1, 5),)
    assert facts(Counts()) == ()
