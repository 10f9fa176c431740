from itertools import pairwise
from math import sqrt
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.base import LocalText
from game.content.guide import Guide, Kind, MakingStage
from game.quiz import ability
from game.quiz.choice import choose
from game.quiz.history import History
from game.quiz.scheduler import ONLY_TAUGHT, RETURN_AFTER, Wish, due_kinds, narrowed, plan_next, reason
from quiz.learners import KINDS, Learner, Shelf, big_shelf, level, next_clip, practise
from quiz.make import candidate, judged

RETURN_BY = 4
"""Clips after which a missed kind should have returned; later only when no manipulated clip was drawn."""


def fake(name, kind="jitter", person="p1", **more):
    return candidate(name, "manipulated", (kind,), person, **more)


def history(*rounds):
    h = History()
    for played in rounds:
        h = h.after(played)
    return h


def always(value):
    return lambda: value


def first_wish(history_, level_, draw):
    return next(iter(plan_next(history_, level_, draw)))


def labels(seed, rounds, level_, learner=None):
    """Labels as drawn, and whether the call before each was right: what a watcher could learn from."""
    draw = Random(seed).random
    learner = learner or Learner(0.3, -0.4, Random(seed + 1))
    shelf = big_shelf(people=6, recordings=6)
    seen, h = [], History()
    for number in range(rounds):
        if number % 16 == 0:
            h = h.new_session()
        chosen, _, _ = next_clip(shelf, h, level_, draw)
        played = learner.judge(chosen)
        seen.append((chosen.manipulated, played.correct))
        h = h.after(played)
    return seen


@pytest.fixture(scope="module")
def sequence():
    return labels(11, 10_000, level())


def test_labels_pass_a_runs_test(sequence):
    """Wald and Wolfowitz (1940): as many runs of one label as independent draws would give."""
    order = [label for label, _ in sequence]
    n1 = sum(order)
    n0 = len(order) - n1
    runs = 1 + sum(a != b for a, b in pairwise(order))
    mean = 2 * n1 * n0 / (n1 + n0) + 1
    spread = sqrt((mean - 1) * (mean - 2) / (n1 + n0 - 1))
    assert abs(runs - mean) / spread < 3
    assert abs(n1 / len(order) - 0.5) < 3 * 0.5 / sqrt(len(order))


def test_a_watcher_who_learns_from_all_that_happened_predicts_the_next_label_no_better_than_chance(sequence):
    """The predictor counts which label followed the last four labels and successes, and bets on that."""
    seen: dict[Any, Any] = {}
    right, bets = 0, 0
    for i in range(4, len(sequence)):
        context = tuple(sequence[i - 4 : i])
        real, manipulated = seen.get(context, (0, 0))
        if real != manipulated:
            bets += 1
            right += sequence[i][0] == (manipulated > real)
        seen[context] = (real + (not sequence[i][0]), manipulated + sequence[i][0])
    assert bets > 8000
    assert abs(right / bets - 0.5) < 3 * 0.5 / sqrt(bets)


def test_the_predictor_of_this_test_would_notice_a_scheduler_that_alternates_after_misses():
    draw, order = Random(2).random, [(True, True)]
    while len(order) < 4000:
        label, right = order[-1]
        order.append(((not label) if not right else draw() < 0.5, draw() < 0.8))
    with pytest.raises(AssertionError):
        test_a_watcher_who_learns_from_all_that_happened_predicts_the_next_label_no_better_than_chance(
            order * 3
        )


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_the_level_sets_the_share_of_manipulated_clips(share):
    draw = Random(4).random
    drawn = [plan_next(History(), level(share=share), draw).label == "manipulated" for _ in range(2000)]
    assert sum(drawn) / 2000 == pytest.approx(share, abs=0.03)


def test_a_plan_takes_the_same_random_numbers_whatever_was_played():
    def used(h):
        numbers = []
        plan_next(h, level(), lambda: numbers.append(0.3) or 0.3)
        return len(numbers)

    long_history = history(*[judged(fake(f"f{i}", KINDS[i % 5]), 0.05) for i in range(9)])
    assert used(History()) == used(long_history) == 2


def test_the_same_seed_deals_the_same_clips():
    shelf = big_shelf(people=4, recordings=4)
    runs = [
        practise(shelf, Learner(0.5, 0.0, Random(1)), level(), Random(9).random, 20)[0].judged
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    other = practise(shelf, Learner(0.5, 0.0, Random(1)), level(), Random(10).random, 20)[0].judged
    assert runs[0] != other


@given(theta=st.floats(-6, 6), low=st.floats(0, 0.5), width=st.floats(0.05, 0.5))
def test_practice_aims_at_three_quarters_right_within_the_levels_band(theta, low, width):
    band = (low, min(1.0, low + width))
    first = first_wish(History(theta=theta), level(difficulty=band), always(0.5))
    assert band[0] - 1e-9 <= first.difficulty[0] <= first.difficulty[1] <= band[1] + 1e-9
    hopeless, dull = (ability.success(theta, ability.hardness(d)) for d in reversed(band))
    aimed = ability.success(theta, first.target)
    assert 0.75 <= aimed <= 0.80 or aimed == pytest.approx(max(hopeless, min(dull, 0.775)))


@pytest.mark.parametrize(
    ("order", "targets"),
    [("easy-first", [-3.0, 0.0, 3.0]), ("hard-first", [3.0, 0.0, -3.0]), ("random", [None, None, None])],
)
def test_the_order_of_a_level_sets_the_difficulty(order, targets):
    h, seen = History(), []
    for i in range(3):
        seen.append(first_wish(h, level(rounds=3, order=order), always(0.5)).target)
        h = h.after(judged(candidate(f"r{i}"), 0.05))
    assert seen == [pytest.approx(t) if t is not None else None for t in targets]


def test_a_missed_kind_is_due_after_two_other_clips():
    miss = judged(fake("f", "jitter"), 0.05)
    other = [judged(candidate(f"r{i}"), 0.05) for i in range(4)]
    assert due_kinds(history(miss)) == ()
    assert due_kinds(history(miss, other[0])) == ()
    assert due_kinds(history(miss, *other[:2])) == (("jitter", 2),)
    first = first_wish(history(miss, *other[:2]), level(), always(0.1))
    assert (first.kinds, first.returning) == (("jitter",), "jitter")
    assert first.reason == "jitter returns after 2 other clips"


def test_a_kind_that_was_found_since_is_not_due_and_the_longest_waiting_comes_first():
    miss, found = judged(fake("f", "jitter"), 0.05), judged(fake("g", "jitter"), 0.95, found=True)
    halo = judged(fake("h", "edge-halo"), 0.2)
    real = judged(candidate("r"), 0.05)
    assert due_kinds(history(miss, found, real, real)) == ()
    assert [k for k, _ in due_kinds(history(miss, halo, real, real))] == ["jitter", "edge-halo"]
    assert due_kinds(history(found, real, miss, real, real)) == (("jitter", 2),)


def test_a_miss_of_the_last_session_returns_in_the_next():
    miss = judged(fake("f", "jitter"), 0.05)
    real = judged(candidate("r"), 0.05)
    assert due_kinds(history(miss, real, real).new_session()) == (("jitter", 2),)


def test_a_real_clip_does_not_wait_for_a_kind_and_a_level_keeps_to_its_kinds():
    due = history(judged(fake("f", "jitter"), 0.05), *[judged(candidate(f"r{i}"), 0.05) for i in range(3)])
    assert all(w.returning is None for w in plan_next(due, level(), always(0.9)))
    assert all(w.returning is None for w in plan_next(due, level(kinds=("edge-halo",)), always(0.1)))
    assert first_wish(due, level(kinds=("jitter",)), always(0.1)).returning == "jitter"


def returns(seed):
    """For each miss: how many clips passed before its kind came back, and what was drawn meanwhile."""
    shelf = big_shelf(people=8, recordings=10)
    h, _ = practise(shelf, Learner(-0.5, 0.0, Random(seed)), level(), Random(seed).random, 60)
    rounds = h.judged
    for i, r in enumerate(rounds[:-10]):
        for kind in r.missed:
            back = next((j for j in range(i + 1, len(rounds)) if kind in rounds[j].candidate.kinds), None)
            yield i, back, kind, rounds


def test_a_missed_kind_returns_after_2_to_4_clips_on_another_clip_and_person():
    gaps, prompt, people = [], 0, 0
    for seed in range(12):
        for i, back, kind, rounds in returns(seed):
            window = rounds[i + 1 + RETURN_AFTER : i + 2 + RETURN_BY]
            # The coin for the label is never bent: with no manipulated clip in the window it comes later,
            # and with several kinds waiting the longest waiting goes first.
            waiting = {k for r in rounds[max(0, i - 6) : i + 5] for k in r.missed} - {kind}
            fakes = sum(r.candidate.manipulated for r in window)
            if fakes > len(waiting):
                assert back is not None
                assert back - i - 1 <= RETURN_BY
            if back is not None:
                gaps.append(back - i - 1)
                assert rounds[back].candidate.key != rounds[i].candidate.key
                assert rounds[back].candidate.source != rounds[i].candidate.source
                people += rounds[back].candidate.who != rounds[i].candidate.who
                prompt += RETURN_AFTER <= gaps[-1] <= RETURN_BY
    assert len(gaps) > 50
    assert min(gaps) >= RETURN_AFTER
    assert prompt / len(gaps) > 0.7
    assert people / len(gaps) > 0.95


def test_within_a_session_no_clip_and_no_recording_comes_twice_and_no_person_twice_running():
    h, notes = practise(
        big_shelf(people=5, recordings=6), Learner(0.0, 0.0, Random(3)), level(), Random(3).random, 25
    )
    keys = [r.candidate.key for r in h.judged]
    sources = [r.candidate.source for r in h.judged]
    who = [r.candidate.who for r in h.judged]
    assert len(h.judged) == 25
    assert len(set(keys)) == len(set(sources)) == 25
    assert all(a != b for a, b in pairwise(who))
    assert not any("before" in note for note in notes)


def test_kinds_are_interleaved():
    h, _ = practise(big_shelf(), Learner(0.0, 0.0, Random(8)), level(share=1.0), Random(8).random, 30)
    kinds = [r.candidate.kinds[0] for r in h.judged]
    assert sum(a == b for a, b in pairwise(kinds)) == 0
    assert len(set(kinds)) >= 9


def test_clips_of_the_session_before_come_back_last():
    clips = [candidate(f"r{i}", person=f"p{i}") for i in range(8)]
    shelf = Shelf(clips)
    learner = Learner(0.0, 0.0, Random(1))
    h, _ = practise(shelf, learner, level(share=0.0), Random(1).random, 4)
    first = {r.candidate.key for r in h.judged}
    again, _ = practise(shelf, learner, level(share=0.0), Random(2).random, 4, history=h.new_session())
    assert first.isdisjoint({r.candidate.key for r in again.judged})


def test_a_pack_of_pairs_says_that_it_shows_another_version_rather_than_the_same_clip():
    shelf = Shelf([candidate("a"), fake("a1", original="a"), candidate("b"), fake("b1", original="b")])
    h, notes = practise(shelf, Learner(0.0, 0.0, Random(5)), level(), Random(5).random, 4)
    assert len({r.candidate.key for r in h.judged}) == 4
    assert any("another version of this recording" in note for note in notes)


def test_when_all_were_shown_the_one_shown_longest_ago_returns_and_says_so():
    shelf = Shelf([candidate("a", person="p1"), candidate("b", person="p2")])
    h, notes = practise(shelf, Learner(0.0, 0.0, Random(5)), level(share=0.0), Random(5).random, 6)
    clips = [r.candidate.clip for r in h.judged]
    assert all(x != y for x, y in pairwise(clips))
    assert all("shown before in this session" in note for note in notes[2:])
    assert not any("shown before" in note for note in notes[:2])


def test_a_library_without_manipulated_clips_deals_real_ones_and_says_so():
    shelf = Shelf([candidate(f"r{i}", person=f"p{i}") for i in range(30)])
    h, notes = practise(shelf, Learner(0.0, 0.0, Random(5)), level(), Random(5).random, 20)
    assert len(h.judged) == 20
    assert any("no new manipulated clip left: real instead" in note for note in notes)


def test_a_level_of_manipulated_clips_only_never_turns_to_real_ones():
    wishes = [*plan_next(History(), level(share=1.0), always(0.3))]
    assert {w.label for w in wishes} == {"manipulated"}
    assert practise(Shelf([candidate("r")]), None, level(share=1.0), always(0.3), 1)[0].judged == ()


def test_without_a_clip_of_the_levels_kinds_another_kind_is_dealt_and_told():
    shelf = Shelf([fake(f"f{i}", "edge-halo", f"p{i}") for i in range(3)])
    _, notes = practise(
        shelf, Learner(0.0, 0.0, Random(1)), level(share=1.0, kinds=("jitter",)), Random(1).random, 1
    )
    assert notes == ["no clip left of this level's kinds: any kind"]


def test_a_clip_that_could_not_be_played_is_not_tried_again():
    broken = candidate("broken")
    h = History().without(broken.key)
    everything = Wish("real", repeats=True, apart=False)
    assert choose(everything, [broken], h, always(0.0)) is None
    assert choose(everything, [broken, candidate("whole")], h, always(0.0)) == candidate("whole")


def test_an_empty_library_leaves_nothing():
    assert next_clip(Shelf([]), History(), level(), always(0.2)) is None


def test_the_nearest_hardness_is_chosen_and_draw_decides_among_equals():
    near = [candidate(f"n{i}", difficulty=0.5, person=f"p{i}") for i in range(4)]
    far = candidate("far", difficulty=0.9, person="p9")
    wish = Wish("real", target=0.0)
    picks = {choose(wish, [far, *near], History(), always(d)).clip for d in (0.0, 0.3, 0.6, 0.99)}
    assert picks == {"n0", "n1", "n2", "n3"}


def test_choosing_holds_to_label_kind_and_band_whatever_it_is_handed():
    wish = Wish("manipulated", kinds=("jitter",), difficulty=(0.4, 0.6))
    wrong = [candidate("r"), fake("k", "edge-halo"), fake("d", difficulty=0.7)]
    assert choose(wish, wrong, History(), always(0.0)) is None


def test_the_record_tells_the_same_person_again():
    h = history(judged(candidate("a", person="p1"), 0.05))
    assert reason(Wish("real"), candidate("b", person="p1"), h) == "the same person as in the clip before"
    assert reason(Wish("real"), candidate("b", person="p1", pack="other"), h) == ""


@given(st.lists(st.sampled_from([0.05, 0.95, None]), max_size=25), st.integers(0, 99))
def test_every_plan_ends_with_the_widest_wishes(answers, seed):
    draw = Random(seed).random
    h = History()
    for i, p in enumerate(answers):
        clip = fake(f"f{i}", KINDS[i % 3])
        h = h.without(clip.key) if p is None else h.after(judged(clip, p))
    wishes = [*plan_next(h, level(), draw)]
    assert len(set(wishes)) == len(wishes)
    assert len({w.label for w in wishes}) == 2
    assert [(w.repeats, w.taught) for w in wishes[-4:]] == [(True, False)] * 2 + [(True, True)] * 2
    assert not any(w.repeats or w.taught for w in wishes[:-4])
    assert len({w.u for w in wishes}) == 1


def text(value):
    return LocalText(en=value)


def test_stages_of_a_level_are_spelled_out_as_kinds():
    stages = [MakingStage(id=f"s{n}", number=n, icon="i", name=text("n"), summary=text("s")) for n in (1, 2)]
    words = {f: text(f) for f in ("name", "plain", "what", "why", "check", "real_too")}
    kinds = [
        Kind(id=f"k{i}", stage=f"s{1 + i % 2}", where="eyes", icon="i", source=("c",), **words)
        for i in range(4)
    ]
    guide = Guide(stages, kinds)
    assert narrowed(level(stages=("s2",), kinds=("k0",)), guide).kinds == ("k0", "k1", "k3")
    assert narrowed(level(kinds=("k2",)), guide).kinds == ("k2",)
    assert narrowed(level(), guide) == level()


@pytest.mark.parametrize("rounds", [2, 7, 20])
def test_a_balanced_level_has_exactly_its_share_of_manipulated_clips(rounds):
    balanced, draw, h = level(rounds=rounds, balanced=True), Random(rounds).random, History()
    for number in range(rounds):
        label = plan_next(h, balanced, draw).label
        h = h.after(judged(candidate(f"c{number}", label), p=0.95))
    assert sum(r.candidate.manipulated for r in h.judged) == round(rounds / 2)


def test_clips_kept_for_a_check_are_dealt_only_when_no_other_is_left_and_told():
    clips = [fake(f"f{i}", person=f"p{i}", difficulty=0.4) for i in range(6)]
    held = frozenset(clip.key for clip in clips[:3])
    h, notes = practise(
        Shelf(clips),
        Learner(0.0, 0.0, Random(1)),
        level(share=1.0),
        Random(1).random,
        6,
        history=History(held=held),
    )
    keys = [r.candidate.key for r in h.judged]
    assert not held & set(keys[:3])
    assert held == set(keys[3:])
    assert all("kept for the check" in note for note in notes[3:])
    assert not any("kept" in note for note in notes[:3])


def test_no_clip_comes_again_in_a_later_session_before_all_of_its_kind_were_shown():
    clips = [fake(f"f{i}", KINDS[i % 3], f"p{i % 4}", difficulty=i / 12) for i in range(12)]
    draw, learner, h, met = Random(6).random, Learner(-1.0, 0.0, Random(6)), History(), []
    for _ in range(4):
        h, notes = practise(Shelf(clips), learner, level(share=1.0, kinds=KINDS[:3]), draw, 3, history=h)
        met += [r.candidate.key for r in h.judged]
        assert not any("earlier session" in note for note in notes)
        h = h.new_session()
    assert len(set(met)) == 12
    _, notes = practise(Shelf(clips), learner, level(share=1.0), draw, 1, history=h)
    assert "this clip was shown in an earlier session: no new one was left" in notes[0]


def test_a_guided_example_is_dealt_when_nothing_else_is_left_at_all_and_told():
    example, other, real = fake("example"), fake("x", "edge-halo", "p2"), candidate("r", person="p3")
    h = History(seen=frozenset({example.key}), taught=frozenset({example.key}))
    asked = level(kinds=("jitter",), rounds=6)
    played, _ = practise(
        Shelf([example, other, real]), Learner(0.0, 0.0, Random(2)), asked, Random(2).random, 6, history=h
    )
    assert len(played.judged) == 6
    assert example.key not in {r.candidate.key for r in played.judged}
    chosen, _, note = next_clip(Shelf([example]), h, asked, Random(2).random)
    assert chosen == example
    assert ONLY_TAUGHT in note


def test_a_clip_seen_unasked_is_dealt_after_the_new_ones():
    clips = [fake("seen", person="p1"), fake("new", person="p2", difficulty=0.9)]
    h = History(seen=frozenset({clips[0].key}))
    dealt, _ = practise(
        Shelf(clips), Learner(0, 0, Random(1)), level(share=1.0), Random(1).random, 2, history=h
    )
    assert [r.candidate.clip for r in dealt.judged] == ["new", "seen"]


def test_a_kept_clip_of_the_levels_kind_goes_before_a_clip_of_another_kind():
    clips = [fake("f1"), fake("x1", "edge-halo", "p2")]
    h = History(held=frozenset({clips[0].key}))
    chosen, _, note = next_clip(Shelf(clips), h, level(share=1.0, kinds=("jitter",)), Random(0).random)
    assert chosen.clip == "f1"
    assert "kept for the check" in note


def test_a_kind_that_was_seen_but_not_asked_for_is_not_missed():
    seen = judged(fake("f1"), 0.95, found=False, asked=False)
    fooled = judged(fake("f2"), 0.05, found=False, asked=False)
    assert seen.missed == ()
    assert fooled.missed == ("jitter",)


@pytest.mark.parametrize("label", ["real", "manipulated"])
def test_a_clip_in_the_players_language_comes_before_others(label):
    spoken = [candidate(c, label, person=c, language=c) for c in ("uz", "en", "ru")]
    for language in ("uz", "en", "ru"):
        picks = {choose(Wish(label), spoken, History(), always(d), language).clip for d in (0.0, 0.5, 0.99)}
        assert picks == {language}


def test_without_one_in_the_players_language_the_others_are_equally_suitable():
    spoken = [candidate(c, person=c, language=c) for c in ("en", "ru")]
    picks = {choose(Wish("real"), spoken, History(), always(d), "uz").clip for d in (0.0, 0.99)}
    assert picks == {"en", "ru"}


def test_a_clip_without_a_language_is_as_welcome_as_one_in_the_players():
    clips = [candidate("silent"), candidate("uz", person="p2", language="uz")]
    picks = {choose(Wish("real"), clips, History(), always(d), "uz").clip for d in (0.0, 0.99)}
    assert picks == {"silent", "uz"}


def test_a_new_person_and_a_clip_not_seen_yet_weigh_more_than_the_language():
    seen = candidate("seen", person="p1", language="uz")
    new = candidate("new", person="p2", language="ru")
    h = History().after(judged(seen, 0.05))
    assert choose(Wish("real", repeats=True, apart=False), [seen, new], h, always(0.0), "uz") == new
