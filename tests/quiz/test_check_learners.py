"""Simulated learners in the shipped checks: forms that are equally hard, and a gain that nobody makes up."""

from itertools import pairwise
from math import sqrt
from random import Random
from statistics import fmean, stdev

import pytest

from game import resources
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from game.quiz.candidates import Candidate
from game.quiz.checks import Form, Slot, dealing_order, fill
from game.quiz.discernment import counts
from game.quiz.gain import FORMS, CheckTaken, Gain, next_form
from quiz.learners import Learner
from quiz.make import candidate

LEARNERS = 400


@pytest.fixture(scope="module")
def blocks():
    return {block.id: block for block in resources.read_checks(resources.read_guide())}


@pytest.fixture(scope="module")
def studio():
    with open_pack(resources.assets() / "packs" / "studio") as files:
        loaded = read_pack(files)
    return [Candidate.of(loaded.pack.name, clip) for clip in loaded.clips]


@pytest.fixture(scope="module")
def forms(blocks, studio):
    return {id_: fill(block, studio) for id_, block in blocks.items()}


def mean_gain(gains):
    """The mean gain of a class, in which those who began with A and with B weigh the same, and its error."""
    groups = [group for form in FORMS if (group := [gain for gain in gains if gain.before.form == form])]
    errors = [sqrt(sum(gain.error**2 for gain in group)) / len(group) for group in groups]
    mean = fmean(fmean(gain.value for gain in group) for group in groups)
    return mean, sqrt(sum(error**2 for error in errors)) / len(errors)


def check(form, theta, bias, random):
    """What a learner of this ability and leaning does with a form."""
    learner = Learner(theta, bias, random)
    answers = [learner.judge(slot.candidate) for slot in dealing_order(form, random.random)]
    return CheckTaken("check", form.id, counts(answers))


def gains(forms, before, after, bias=0.0, learners=LEARNERS, first=None):
    """The gains of many learners whose ability goes from `before` to `after`; forms are swapped for half."""
    for seed in range(learners):
        random = Random(seed)
        form = first or next_form([], random.random)
        one = check(forms[form], before, bias, random)
        yield Gain(one, check(forms[next_form([form], random.random)], after, bias, random))


def spread_of(found):
    return stdev(gain.value for gain in found) / sqrt(len(found))


@pytest.mark.parametrize(("id_", "each"), [("check-short", 5), ("check-long", 10)])
def test_shipped_forms_are_full_balanced_parallel_and_equally_hard(forms, blocks, id_, each):
    a, b = forms[id_].values()
    assert not a.keys & b.keys
    for form in (a, b):
        assert sum(s.candidate.manipulated for s in form.slots) == each
        assert sum(not s.candidate.manipulated for s in form.slots) == each
        for slot in form.slots:
            item = blocks[id_].items[slot.wish]
            assert item.kind is None or item.kind in slot.candidate.kinds
    for manipulated in (True, False):
        hard = [form.difficulty(manipulated=manipulated) for form in (a, b)]
        assert abs(hard[0] - hard[1]) <= 0.02


def test_the_short_check_shows_no_recording_twice(forms):
    for form in forms["check-short"].values():
        assert len({s.candidate.source for s in form.slots}) == len(form.slots)


@pytest.mark.parametrize("theta", [-1.0, 0.5, 2.0])
@pytest.mark.parametrize("id_", ["check-short", "check-long"])
def test_learners_are_right_as_often_in_one_form_as_in_the_other(forms, id_, theta):
    shares = []
    for form in FORMS:
        taken = [check(forms[id_][form], theta, 0.0, Random(seed)) for seed in range(LEARNERS)]
        shares.append([t.counts.correct / t.counts.total for t in taken])
    error = sqrt(sum((stdev(s) / sqrt(LEARNERS)) ** 2 for s in shares))
    assert abs(fmean(shares[0]) - fmean(shares[1])) < 3 * error


@pytest.mark.parametrize("bias", [-0.6, 0.0, 0.6])
@pytest.mark.parametrize("theta", [-1.0, 0.5, 2.0])
@pytest.mark.parametrize("id_", ["check-short", "check-long"])
def test_who_learns_nothing_gains_nothing_on_average(forms, id_, theta, bias):
    found = list(gains(forms[id_], theta, theta, bias))
    mean, _ = mean_gain(found)
    assert abs(mean) < 3 * spread_of(found)


@pytest.mark.parametrize("id_", ["check-short", "check-long"])
def test_who_learns_gains(forms, id_):
    found = list(gains(forms[id_], -0.5, 1.5))
    mean, _ = mean_gain(found)
    assert mean > 5 * spread_of(found)
    told = [gain.change for gain in found]
    better = sum("sharper" in change for change in told)
    assert better > 3 * sum("duller" in change for change in told)


def test_the_error_that_is_told_is_about_the_spread_that_is_seen(forms):
    """With five clips of each sort the formula is on the safe side; with ten it is nearly right."""
    for id_, most in (("check-short", 1.6), ("check-long", 1.35)):
        found = list(gains(forms[id_], 0.5, 0.5))
        told, seen = fmean(gain.error for gain in found), stdev(gain.value for gain in found)
        assert 0.9 < told / seen < most


def test_chance_is_seldom_told_as_a_clear_change(forms):
    for id_ in ("check-short", "check-long"):
        found = list(gains(forms[id_], 0.5, 0.5))
        clear = sum(gain.change.startswith("clearly") for gain in found)
        assert clear / len(found) < 0.14


def test_swapping_the_forms_cancels_what_one_order_alone_would_make_up():
    """Forms that are not equally hard on purpose: without swapping, nobody learns and everybody gains."""
    unequal = {
        form: Form(
            form,
            tuple(
                Slot(i, candidate(f"{form}{i}", label, ("jitter",) if label != "real" else (), f"p{i}", hard))
                for i, label in enumerate(["real", "manipulated"] * 5)
            ),
        )
        for form, hard in (("a", 0.75), ("b", 0.25))
    }
    one_order = list(gains(unequal, 0.0, 0.0, first="a"))
    assert mean_gain(one_order)[0] > 5 * spread_of(one_order)
    swapped = list(gains(unequal, 0.0, 0.0))
    assert abs(mean_gain(swapped)[0]) < 3 * spread_of(swapped)


def test_in_many_checks_the_next_label_cannot_be_told_from_the_one_before(forms):
    """10,000 draws. A balanced block leans against repeats by 1/(n-1); nothing but that may show."""
    same = pairs = 0
    random = Random(5)
    while pairs < 10_000:
        form = forms["check-short"][FORMS[int(random.random() * 2)]]
        order = [slot.candidate.manipulated for slot in dealing_order(form, random.random)]
        same += sum(a == b for a, b in pairwise(order))
        pairs += len(order) - 1
    n = 10
    expected = (n / 2 - 1) / (n - 1)
    assert abs(same / pairs - expected) < 0.03
