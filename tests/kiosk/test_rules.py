"""The supervisor's decisions in virtual time: patience, back-off, the cap, the rest."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from game.kiosk.supervision import exit_codes, rules
from game.kiosk.supervision.rules import Finish, GiveUp, Kill, Policy, StartGame, Wait, Watch

POLICY = Policy()


def run_of_failures(moments: list[float]) -> tuple[list[float], bool]:
    """Let a game fail `moments` seconds after each start; return the starts and whether it gave up."""
    watch, now = Watch(), 0.0
    starts: list[Any] = []
    for lasted in moments:
        match rules.decide(watch, POLICY, now):
            case Wait(seconds):
                now += seconds
            case GiveUp():
                return starts, True
            case _:
                pass
        assert rules.decide(watch, POLICY, now) == StartGame()
        starts.append(now)
        watch = rules.begun(watch, now)
        now += lasted
        watch = rules.ended(watch, POLICY, -9, now)
    return starts, isinstance(rules.decide(watch, POLICY, now), GiveUp)


def test_a_game_that_gives_signs_is_left_alone():
    watch = rules.heard(rules.begun(Watch(), 0.0), 5.0)
    assert rules.decide(watch, POLICY, 14.9) == Wait(15.0 - 14.9)


def test_ten_seconds_of_silence_end_it():
    watch = rules.heard(rules.begun(Watch(), 0.0), 5.0)
    assert rules.decide(watch, POLICY, 15.0) == Kill(10.0)


def test_before_its_first_sign_a_game_has_longer():
    watch = rules.begun(Watch(), 0.0)
    assert isinstance(rules.decide(watch, POLICY, 59.0), Wait)
    assert rules.decide(watch, POLICY, 60.0) == Kill(60.0)


def test_five_restarts_in_ten_minutes_are_made_and_a_sixth_is_not():
    starts, over = run_of_failures([1.0] * 20)
    assert len(starts) == 1 + POLICY.most_restarts
    assert over


def test_pauses_grow():
    starts, _ = run_of_failures([1.0] * 6)
    gaps = [b - a - 1.0 for a, b in pairwise(starts)]
    assert gaps == list(POLICY.pauses)


def test_failures_that_lie_far_apart_never_end_it():
    starts, over = run_of_failures([130.0] * 50)
    assert len(starts) == 50
    assert not over


@settings(max_examples=60)
@given(st.lists(st.floats(0.1, 400.0), min_size=1, max_size=40))
def test_never_more_than_five_restarts_within_ten_minutes(lasted):
    starts, _ = run_of_failures(lasted)
    restarts = starts[1:]
    for restart in restarts:
        within = [t for t in restarts if restart - POLICY.within < t <= restart]
        assert len(within) <= POLICY.most_restarts


def test_a_planned_restart_is_no_failure():
    watch = rules.begun(Watch(), 0.0)
    for now in range(100):
        watch = rules.ended(watch, POLICY, exit_codes.RESTART, float(now))
        assert rules.decide(watch, POLICY, float(now)) == StartGame()
        watch = rules.begun(watch, float(now))
    assert watch.restarts == ()


def test_closed_by_staff_and_refused_settings_end_the_supervisor():
    for status in (exit_codes.CLOSED, exit_codes.REFUSED):
        watch = rules.ended(rules.begun(Watch(), 0.0), POLICY, status, 9.0)
        assert rules.decide(watch, POLICY, 9.0) == Finish(status)


def test_a_game_that_refuses_after_it_once_came_up_is_out_of_order_at_once():
    watch = rules.came_up(rules.begun(Watch(), 0.0), 3.0)
    watch = rules.begun(rules.ended(watch, POLICY, exit_codes.RESTART, 99.0), 99.0)
    watch = rules.ended(watch, POLICY, exit_codes.REFUSED, 101.0)
    assert isinstance(rules.decide(watch, POLICY, 101.0), GiveUp)
    again = rules.begun(rules.gave_up(watch, 101.0), 101.0 + POLICY.rest)
    assert again == Watch(started=101.0 + POLICY.rest, proved=True)


def test_out_of_order_rests_and_then_tries_once_more():
    watch = rules.gave_up(Watch(restarts=(1.0,) * 6), 10.0)
    assert isinstance(rules.decide(watch, POLICY, 10.0 + POLICY.rest - 1), Wait)
    assert rules.decide(watch, POLICY, 10.0 + POLICY.rest) == StartGame()
    assert rules.begun(watch, 10.0 + POLICY.rest) == Watch(started=10.0 + POLICY.rest)
