"""A clip that can be judged is found, however many lie before it that cannot."""

from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from game.play.dealer import PracticeDealer
from game.quiz.candidates import Candidate
from game.quiz.history import History
from game.quiz.session import Session
from game.resources import read_guide, read_levels


def manipulated(number, original):
    return Candidate(
        "many", f"edit-{number}", f"p{number}", ("jitter",), 0.5, "manipulated", original, "video"
    )


class ManyClips:
    """A library of `count` manipulated clips; only the last one in the shuffle has its original."""

    def __init__(self, count):
        self.clips = [manipulated(n, "real" if n == count - 1 else None) for n in range(count)]
        self.asked = []

    def people(self):
        return ()

    def pool(self, label, *, kinds, difficulty, u, limit, packs, media):
        del kinds, difficulty, u, packs, media
        self.asked.append(limit)
        return tuple(self.clips[: 16 if limit is None else limit]) if label == "manipulated" else ()


def dealer_of(library: Any) -> PracticeDealer:
    context: Any = SimpleNamespace(library=library, random=Random(1), guide=read_guide(), language="en")
    return PracticeDealer(
        context, read_levels()[0].model_copy(update={"pairs": True, "share": 1.0, "kinds": ()})
    )


@pytest.fixture(autouse=True)
def _dealt_as_chosen(monkeypatch):
    monkeypatch.setattr("game.play.dealer.deal", lambda _context, chosen, *_: chosen)


@pytest.mark.parametrize("count", [10, 400, 9_000])
def test_a_pair_is_found_where_few_clips_have_their_original(count):
    library = ManyClips(count)
    chosen: Any = dealer_of(library).choose(Session("s", 1), History())
    assert chosen is not None
    assert chosen.clip == f"edit-{count - 1}"


def test_no_more_is_looked_at_than_is_needed():
    library = ManyClips(9_000)
    library.clips = [manipulated(n, "real") for n in range(9_000)]
    dealer_of(library).choose(Session("s", 1), History())
    assert library.asked == [None]
