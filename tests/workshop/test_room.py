"""The laws of the room, for any sequence of events."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.workshop.codes import ALPHABET, digest, is_token, new_code, tidy_code
from game.workshop.room import (
    Ask,
    CastVote,
    Close,
    End,
    Join,
    Lock,
    NextItem,
    Outcome,
    Page,
    Paper,
    Refusal,
    Reopen,
    Reveal,
    Room,
    RoomPhase,
    Skip,
    Start,
    Vote,
    reduce,
)

KINDS = ("double-eyebrows", "colour-mismatch")
ITEMS = (Ask("before"), Page(), Ask("lesson", spot=True, kinds=KINDS), Ask("after"))
SEATS = ("a", "b", "c", "d")


def room(**changes) -> Room:
    return replace(Room("ABCD", ITEMS), **changes)


def play(*events, start: Room | None = None) -> Room:
    now = start or room()
    for event in events:
        outcome = reduce(now, event)
        assert outcome.refused is None, (event, outcome.refused)
        now = outcome.room
    return now


def votes() -> st.SearchStrategy[Vote]:
    places = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
    kinds = st.sampled_from((*KINDS, "edge-halo"))
    return st.builds(Vote, st.integers(-1, 4), st.integers(-1, 8), st.none() | places, st.none() | kinds)


EVENTS = st.one_of(
    st.builds(Join, st.sampled_from(SEATS)),
    st.builds(CastVote, st.sampled_from((*SEATS, "stranger")), st.integers(-1, 5), votes()),
    st.builds(
        CastVote,
        st.sampled_from(SEATS),
        st.integers(0, 3),
        st.builds(Vote, st.integers(1, 4), st.integers(1, 6)),
    ),
    st.just(Start()),
    st.just(Close()),
    st.just(Reopen()),
    st.just(Reveal()),
    st.just(NextItem()),
    st.just(Skip()),
    st.builds(Lock, st.booleans()),
    st.builds(Paper, st.lists(st.integers(-1, 5), min_size=5, max_size=7).map(tuple)),
    st.just(End()),
)


@given(st.lists(EVENTS, max_size=60))
@settings(max_examples=150)
def test_laws_hold_after_every_event(events):
    now = room(most=3)
    for event in events:
        outcome = reduce(now, event)
        then = outcome.room
        if outcome.refused is not None or not outcome.changed:
            assert then is now
        assert then.version >= now.version
        assert len(then.seats) <= 3
        assert now.seats <= then.seats
        for index in then.asks:
            ballot = then.ballot(index)
            assert set(ballot) <= then.seats
            assert sum(then.distribution(index)) == len(ballot) + sum(then.paper.get(index, ()))
            assert all(1 <= v.step <= 6 for v in ballot.values())
            if ballot != now.ballot(index):
                assert (now.at, now.phase) == (index, RoomPhase.OPEN)
            for seat, vote in now.ballot(index).items():
                assert ballot[seat].rev >= vote.rev
        now = then


@given(st.lists(EVENTS, max_size=40), st.integers(0, 39))
@settings(max_examples=100)
def test_an_event_that_is_repeated_at_once_changes_nothing_more(events, at):
    """Turning pages apart, saying a thing twice is saying it once."""
    now = room()
    for i, event in enumerate(events):
        outcome = reduce(now, event)
        if i == at and not isinstance(event, NextItem | Skip):
            again = reduce(outcome.room, event)
            assert again.room == outcome.room
        now = outcome.room


@given(
    st.lists(st.tuples(st.sampled_from(SEATS), st.integers(1, 5), st.integers(1, 6)), max_size=30),
    st.randoms(),
)
@settings(max_examples=60)
def test_the_newest_revision_wins_in_any_order(cast, random):
    """Messages of one seat may overtake each other; the last change of mind is what counts."""
    newest: dict[Any, Any] = {}
    for seat, rev, step in cast:
        newest.setdefault((seat, rev), step)
    messages = [CastVote(seat, 0, Vote(rev, step)) for (seat, rev), step in newest.items()]
    random.shuffle(messages)
    now = play(*(Join(s) for s in SEATS), Start())
    for message in messages:
        now = reduce(now, message).room
    for seat in SEATS:
        mine = {rev: step for (s, rev), step in newest.items() if s == seat}
        vote = now.ballot().get(seat)
        assert (vote.step if vote else None) == (mine[max(mine)] if mine else None)


def test_a_lesson_from_lobby_to_end():
    now = play(Join("a"), Join("b"), Start(), CastVote("a", 0, Vote(1, 2)), CastVote("b", 0, Vote(1, 6)))
    assert now.complete
    now = play(Close(), NextItem(), start=now)
    assert (now.at, now.phase) == (1, RoomPhase.PAGE)
    now = play(NextItem(), CastVote("a", 2, Vote(1, 5, (0.5, 0.4), KINDS[0])), Close(), Reveal(), start=now)
    assert now.taps() == ((0.5, 0.4),)
    now = play(NextItem(), Close(), NextItem(), start=now)
    assert now.phase is RoomPhase.DONE
    assert now.distribution(0) == (0, 1, 0, 0, 0, 1)


def test_a_check_never_shows_its_truth():
    now = play(Join("a"), Start(), Close())
    assert reduce(now, Reveal()).refused is Refusal.NOT_NOW


def test_nothing_is_taken_after_closing_but_a_repeated_message_is_confirmed():
    now = play(Join("a"), Join("b"), Start(), CastVote("a", 0, Vote(1, 2)), Close())
    assert reduce(now, CastVote("b", 0, Vote(1, 6))).refused is Refusal.CLOSED
    assert reduce(now, CastVote("a", 0, Vote(2, 6))).refused is Refusal.CLOSED
    assert reduce(now, CastVote("a", 0, Vote(1, 6))) == Outcome(now, None, changed=False)
    later = play(NextItem(), start=now)
    assert reduce(later, CastVote("a", 0, Vote(1, 6))) == Outcome(later, None, changed=False)


def test_a_question_that_was_passed_over_does_not_count():
    now = play(Join("a"), Start(), CastVote("a", 0, Vote(1, 2)), Skip())
    assert (now.at, now.skipped) == (1, {0})
    assert play(Skip(), start=now).skipped == {0}


def test_looking_again_opens_the_vote_and_keeps_it():
    now = play(Join("a"), Start(), CastVote("a", 0, Vote(1, 2)), Close(), Reopen())
    assert now.phase is RoomPhase.OPEN
    assert play(CastVote("a", 0, Vote(2, 6)), start=now).distribution() == (0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize(
    "vote",
    [
        Vote(1, 0),
        Vote(1, 7),
        Vote(0, 3),
        Vote(1, 5, (1.5, 0.5)),
        Vote(1, 2, (0.5, 0.5)),
        Vote(1, 2, None, KINDS[0]),
        Vote(1, 5, None, "edge-halo"),
        Vote(1, 5, (float("nan"), 0.5)),
    ],
)
def test_votes_that_mean_nothing_are_refused(vote):
    now = play(Join("a"), Start(), Close(), NextItem(), NextItem())
    assert reduce(now, CastVote("a", 2, vote)).refused is Refusal.BAD_VALUE


def test_a_locked_room_lets_its_own_seats_in_again():
    now = play(Join("a"), Lock(on=True))
    assert reduce(now, Join("b")).refused is Refusal.LOCKED
    assert reduce(now, Join("a")) == Outcome(now, None, changed=False)


def test_paper_votes_count_beside_phones():
    now = play(Join("a"), Start(), CastVote("a", 0, Vote(1, 1)), Paper((4, 0, 0, 0, 0, 2)))
    assert now.distribution() == (5, 0, 0, 0, 0, 2)
    assert reduce(now, Paper((1, 2, 3))).refused is Refusal.BAD_VALUE


def test_codes_have_no_letters_that_look_alike():
    assert not set("0O1IL") & set(ALPHABET)
    code = new_code(Random(1))
    assert tidy_code(f" {code[:2].lower()} {code[2:]} ") == code
    assert tidy_code("0O1I") is None
    assert tidy_code("ABC") is None


def test_a_token_is_kept_as_its_digest():
    token = "0f" * 24
    assert is_token(token)
    assert digest(token) != token
    assert not any(is_token(bad) for bad in (None, 7, "", "0F" * 24, "0f" * 23, "g" * 48))
