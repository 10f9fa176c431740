from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.base import LocalText
from game.content.checks import CheckBlock
from game.quiz.checks import dealing_order, fill
from quiz.make import candidate

TEXT = LocalText(en="Check")
KINDS = ("jitter", "edge-halo", "frozen-eyes")


def block(*items, pack=None):
    return CheckBlock(id="check", title=TEXT, subtitle=TEXT, pack=pack, items=items)


def fake(kind, difficulty=0.5):
    return {"label": "manipulated", "kind": kind, "difficulty": difficulty}


REAL = {"label": "real"}

SMALL = block(fake("jitter", 0.3), fake("edge-halo", 0.6), REAL, REAL)


def edit(name, kind, difficulty, person, original, **more):
    return candidate(name, "manipulated", (kind,), person, difficulty, original=original, **more)


def shelf(seed=0, people=8):
    draw = Random(seed)
    clips = []
    for person in range(people):
        clips.append(candidate(f"r{person}", person=f"p{person}"))
        clips += [
            edit(f"e{person}-{kind}", kind, draw.random(), f"p{person}", f"r{person}") for kind in KINDS
        ]
    return clips


candidates = st.lists(
    st.builds(
        lambda n, real, kind, d, who: (
            candidate(f"r{n}", person=f"p{who}", difficulty=d)
            if real
            else edit(f"e{n}", kind, d, f"p{who}", f"r{n % 5}")
        ),
        st.integers(0, 30),
        st.booleans(),
        st.sampled_from(KINDS),
        st.floats(0, 1),
        st.integers(0, 4),
    ),
    max_size=30,
    unique_by=lambda c: c.key,
)


@given(candidates)
def test_forms_share_no_clip_have_the_same_wishes_and_as_many_of_each_label_as_there_are(clips):
    forms = fill(SMALL, clips)
    a, b = forms["a"], forms["b"]
    assert not a.keys & b.keys
    assert len(a.keys) == len(a.slots)
    assert [s.wish for s in a.slots] == [s.wish for s in b.slots]
    for form in (a, b):
        for slot in form.slots:
            assert slot.candidate.label == SMALL.items[slot.wish].label
    for label in ("real", "manipulated"):
        there = sum(c.label == label for c in clips)
        dealt = sum(s.candidate.label == label for s in a.slots)
        assert dealt == min(2, there // 2)


@given(candidates, st.randoms(use_true_random=False))
def test_the_same_clips_give_the_same_forms_in_whatever_order_they_come(clips, random):
    shuffled = list(clips)
    random.shuffle(shuffled)
    assert fill(SMALL, clips) == fill(SMALL, shuffled)


def test_wishes_are_met_by_kind_and_the_forms_are_equally_hard():
    wished = block(*(fake(kind) for kind in KINDS), REAL, REAL, REAL)
    for seed in range(10):
        a, b = fill(wished, shelf(seed)).values()
        for form in (a, b):
            kinds = [s.candidate.kinds[0] for s in form.slots if s.candidate.manipulated]
            assert kinds == list(KINDS)
            sources = Counter(s.candidate.source for s in form.slots)
            assert max(sources.values()) == 1
            assert not any(s.note for s in form.slots)
        assert a.difficulty(manipulated=True) == pytest.approx(b.difficulty(manipulated=True), abs=0.08)


def test_what_a_small_pack_could_not_give_is_told():
    clips = [
        candidate("r1", person="p1"),
        candidate("r2", person="p2"),
        edit("e1", "jitter", 0.5, "p1", "r1"),
        edit("e2", "frozen-eyes", 0.5, "p2", "r2"),
    ]
    a, b = fill(block(fake("jitter"), REAL), clips).values()
    notes = {s.candidate.clip: s.note for s in (*a.slots, *b.slots)}
    assert notes["e1"] == ""
    assert "no clip left with jitter" in notes["e2"]
    lonely = [
        candidate("r1"),
        candidate("r2", person="p2"),
        *(edit(f"e{i}", "jitter", 0.5, "p1", "r1") for i in range(2)),
    ]
    a, b = fill(block(fake("jitter"), REAL), lonely).values()
    assert any("another version of this recording" in s.note for s in (*a.slots, *b.slots))


def test_a_wish_without_a_pair_of_clips_is_left_out_of_both_forms():
    clips = [candidate("r1"), candidate("r2", person="p2"), edit("e1", "jitter", 0.5, "p3", "r3")]
    a, b = fill(block(fake("jitter"), REAL), clips).values()
    assert [s.candidate.label for s in a.slots] == [s.candidate.label for s in b.slots] == ["real"]
    assert all(not form.slots for form in fill(SMALL, []).values())


def test_other_packs_do_not_change_the_forms_while_the_blocks_own_pack_has_clips():
    own = shelf(1)
    wished = block(*(fake(kind) for kind in KINDS), REAL, REAL, REAL, pack="pack")
    more = [edit(f"x{i}", KINDS[i % 3], 0.5, f"q{i}", f"y{i}", pack="other") for i in range(12)]
    more += [candidate(f"y{i}", person=f"q{i}", pack="other") for i in range(12)]
    assert fill(wished, own) == fill(wished, [*own, *more])
    foreign = fill(wished, more)["a"]
    assert len(foreign.slots) == 6
    assert all("no clip left in the pack pack" in slot.note for slot in foreign.slots)


def test_a_block_has_as_many_real_as_manipulated_clips():
    with pytest.raises(ValueError, match="as many real as manipulated"):
        block(fake("jitter"), REAL, REAL)
    with pytest.raises(ValueError, match="without a kind"):
        block(fake("jitter"), {"label": "real", "kind": "jitter"})


def test_the_order_holds_each_clip_once_and_parts_people():
    form = fill(block(*(fake(kind) for kind in KINDS), REAL, REAL, REAL), shelf(2))["a"]
    for seed in range(40):
        order = dealing_order(form, Random(seed).random)
        assert {s.candidate.key for s in order} == form.keys
        assert sum(a.candidate.who == b.candidate.who for a, b in pairwise(order)) == 0
    assert dealing_order(form, Random(3).random) == dealing_order(form, Random(3).random)


def test_the_order_of_labels_is_drawn():
    form = fill(block(*(fake(kind) for kind in KINDS), REAL, REAL, REAL), shelf(4))["b"]
    firsts = Counter(dealing_order(form, Random(seed).random)[0].candidate.manipulated for seed in range(400))
    assert abs(firsts[True] / 400 - 0.5) < 3 * 0.5 / 20
