"""Samples do not hang on the order of a list, bring originals along, and keep memory flat."""

from __future__ import annotations

import random
import tracemalloc
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.small_set import edit, real
from game.datasets.base import LeftOut, LeftOutReason, Listed
from game.datasets.sampling import SPARE, Ranking
from game.datasets.selection import Selection, SelectionWish, candidates

LINES = 24_000
LISTED = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from("abc")), max_size=200, unique_by=lambda one: one[0]
)


def chosen(lines, wish):
    """The clips that are taken, all of them readable."""
    choice = Selection(candidates(lambda: iter(lines), wish, lambda _one: None), wish)
    choice.fill()
    choice.level()
    return choice


def pairs(count, persons=4):
    originals = [real(f"r{n}.mp4", f"p{n % persons}") for n in range(count)]
    return originals + [edit(f"f{n}.mp4", f"r{n}.mp4", f"p{n % persons}") for n in range(count)]


@settings(max_examples=60, deadline=None)
@given(LISTED, st.integers(1, 20), st.randoms(use_true_random=False))
def test_a_ranking_that_forgets_ends_like_one_that_does_not(listed, most, rng):
    clips = [Listed(f"{number}.mp4", "real", person) for number, person in listed]
    whole, part = Ranking(5, 10_000), Ranking(5, most)
    for clip in clips:
        whole.add(clip, clip.person)
    rng.shuffle(clips)
    part.most = most
    for clip in clips:
        part.add(clip, clip.person)
        if part._held > most:
            part._keep(part._ranked())
    assert part.clips() == whole.clips()[:most]


def test_the_order_of_the_list_changes_nothing_and_the_seed_does():
    lines = pairs(40)
    wish = SelectionWish(most=10, balance=True, seed=3)
    first = [*chosen(lines, wish).chosen]
    random.Random(1).shuffle(lines)
    assert [*chosen(lines, wish).chosen] == first
    assert [*chosen(lines, SelectionWish(10, balance=True, seed=4)).chosen] != first


def test_an_edit_brings_its_original():
    choice = chosen(pairs(40), SelectionWish(most=6))
    assert len(choice.chosen) == 6
    for unit in choice.chosen.values():
        if unit.clip.label == "manipulated":
            assert unit.original is not None
            assert unit.original.path in choice.chosen


def test_an_original_that_is_nowhere_leaves_the_edit_alone():
    choice = chosen([real("a.mp4"), edit("b.mp4", "gone.mp4")], SelectionWish())
    assert choice.chosen["b.mp4"].original is None
    assert choice.counts == {"real": 1, "manipulated": 1}


def test_balanced_by_label_method_and_person():
    lines = [real(f"r{n}.mp4", f"p{n}") for n in range(20)]
    lines += [edit(f"f{n}.mp4", person="often", technique="swap") for n in range(200)]
    lines += [edit(f"g{n}.mp4", person=f"q{n}", technique="lips") for n in range(4)]
    choice = chosen(lines, SelectionWish(most=16, balance=True))
    assert choice.counts == {"real": 8, "manipulated": 8}
    made = Counter(unit.clip.technique for unit in choice.chosen.values() if unit.clip.technique)
    assert made == {"swap": 4, "lips": 4}
    assert len({unit.clip.person for unit in choice.chosen.values()}) == 8 + 4 + 1


def test_balance_never_takes_more_of_one_label_than_there_is_of_the_other():
    choice = chosen([real("a.mp4"), *(edit(f"{n}.mp4") for n in range(9))], SelectionWish(balance=True))
    assert choice.counts == {"real": 1, "manipulated": 1}


def test_real_clips_alone_come_in_balanced_or_not():
    lines = [real(f"{n}.mp4") for n in range(5)]
    assert chosen(lines, SelectionWish(balance=True)).counts["real"] == 5


def test_what_turns_out_to_be_broken_is_replaced():
    wish = SelectionWish(most=4)
    choice = Selection(candidates(lambda: iter(pairs(10)), wish, lambda _one: None), wish)
    broken = choice.fill()[0]
    choice.refuse(broken.path)
    assert choice.fill()
    assert choice.counts.total() == 4
    assert broken.path not in choice.chosen


def test_names_that_cannot_be_written_are_left_out():
    left_out: list[LeftOut] = []
    candidates(lambda: iter([real("bad\udcff.mp4"), real("\x1b[31m.mp4")]), SelectionWish(), left_out.append)
    assert [(one.reason, one.path) for one in left_out] == [
        (LeftOutReason.BAD_NAME, r"bad\xff.mp4"),
        (LeftOutReason.BAD_NAME, r"\x1b[31m.mp4"),
    ]


def test_a_long_list_takes_flat_memory():
    """Lines as the Deepfake Detection Challenge has them, made up one by one: kept, they would take 8 MB."""

    def listing():
        for number in range(LINES):
            path = f"dfdc_train_part_{number % 50}/{number:010d}.mp4"
            if number % 6 == 0:
                yield real(path, f"p{number}")
            elif number % 7 == 0:
                yield LeftOut(path, LeftOutReason.NO_FILE)
            else:
                yield edit(path, f"dfdc_train_part_{number % 50}/{number // 6 * 6:010d}.mp4", f"p{number}")

    counted: Counter[LeftOutReason] = Counter()
    wish = SelectionWish(most=100, balance=True)
    tracemalloc.start()
    found = candidates(listing, wish, lambda one: counted.update([one.reason]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.listed.total() + counted.total() == LINES
    assert len(found.units) >= 200
    assert peak < 2_000_000, f"{peak} bytes for a sample of at most {2 * (2 * 200 + SPARE)} clips"
