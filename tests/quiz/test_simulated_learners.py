"""Simulated learners: what practice does to people of known ability and known leaning."""

from dataclasses import replace
from random import Random
from statistics import fmean

import pytest

from game import resources
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from game.quiz.candidates import Candidate
from game.quiz.checks import fill
from game.quiz.history import History
from quiz.learners import Learner, Shelf, big_shelf, level, practise

LEARNERS, ROUNDS, SETTLED = 24, 32, 12
HOUR, SESSION = 80, 8
"""Clips in an hour of practice, three quarters of a minute each; clips in a session of it."""


@pytest.fixture(scope="module")
def shelf():
    return big_shelf(people=8, recordings=8)


@pytest.mark.parametrize("bias", [-0.5, 0.0, 0.5])
@pytest.mark.parametrize("theta", [-1.5, 0.0, 1.5])
def test_after_twelve_clips_success_stays_between_70_and_85_percent(shelf, theta, bias):
    success, found = [], []
    for seed in range(LEARNERS):
        learner = Learner(theta, bias, Random(1000 + seed))
        history, _ = practise(shelf, learner, level(rounds=ROUNDS), Random(seed).random, ROUNDS)
        success.append(fmean(r.correct for r in history.judged[SETTLED:]))
        found.append(history.theta)
    assert 0.70 <= fmean(success) <= 0.85
    assert abs(fmean(found) - theta) < 0.8  # a leaning costs some measured ability: it costs right calls


@pytest.fixture(scope="module")
def embedded():
    with open_pack(resources.assets() / "packs" / "studio") as files:
        pack = read_pack(files)
    return [Candidate.of(pack.pack.name, clip) for clip in pack.clips]


def test_nobody_meets_a_clip_twice_in_an_hour_on_the_embedded_pack_and_half_of_them_are_real(embedded):
    held = frozenset(
        key
        for block in resources.read_checks(resources.read_guide())
        for form in fill(block, embedded).values()
        for key in form.keys
    )
    shares = []
    for seed in range(4):
        history, shelf, draw = History(held=held), Shelf(embedded, seed), Random(seed).random
        learner, met = Learner(0.5, 0.0, Random(1000 + seed)), []
        for _ in range(HOUR // SESSION):
            start = replace(history.new_session(), held=held)
            history, _ = practise(shelf, learner, level(rounds=SESSION), draw, SESSION, history=start)
            met += [answer.candidate for answer in history.judged]
        assert len({candidate.key for candidate in met}) == len(met) == HOUR
        shares.append(fmean(candidate.manipulated for candidate in met))
    assert 0.4 <= fmean(shares) <= 0.6


@pytest.mark.parametrize("theta", [-1.5, 0.0, 1.5])
def test_the_embedded_pack_alone_keeps_weak_and_strong_learners_between_70_and_85_percent(embedded, theta):
    success = []
    for seed in range(10):
        learner = Learner(theta, 0.0, Random(1000 + seed))
        history, _ = practise(
            Shelf(embedded, seed), learner, level(rounds=ROUNDS), Random(seed).random, ROUNDS
        )
        success.append(fmean(r.correct for r in history.judged[SETTLED:]))
    assert 0.70 <= fmean(success) <= 0.85
