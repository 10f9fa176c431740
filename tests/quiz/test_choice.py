"""Choosing measure by measure deals what ranking all clips by all measures at once would."""

from collections import Counter
from itertools import repeat
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from game.quiz.choice import BUCKET, choose
from game.quiz.history import History, Rated
from game.quiz.scheduler import RETURN_AFTER, Wish, plan_next
from quiz.learners import level
from quiz.make import candidate, judged

KINDS = ("jitter", "edge-halo", "over-smooth-skin")
LANGUAGES = (None, "uz", "en")


def clips(random, count):
    """Few people, few recordings and few difficulties, so that much is alike."""
    for number in range(count):
        kinds = random.sample(KINDS, random.randrange(1, 3)) if random.random() < 0.7 else ()
        yield candidate(
            f"c{number}",
            "manipulated" if kinds else "real",
            kinds,
            f"p{random.randrange(4)}",
            random.choice((0.1, 0.5, 0.52, 0.9)),
            original=f"o{random.randrange(6)}" if random.random() < 0.5 else None,
            pack=random.choice(("one", "two")),
            language=random.choice(LANGUAGES),
        )


def some(random, found):
    return frozenset(clip.key for clip in found if random.random() < 0.15)


def past(random, found):
    """A history of a session before and of this one, over some of these clips."""
    history = History(
        held=some(random, found),
        seen=some(random, found),
        taught=some(random, found),
        pooled={key: Rated(random.uniform(-3, 3), 20) for key in some(random, found)},
        unplayable=some(random, found),
    )
    for number in range(random.randrange(9)):
        history = history.after(judged(random.choice(found), random.choice((0.05, 0.95))))
        if number == random.randrange(9):
            history = history.new_session()
    return history


def ranked(wish, found, history, draw, language):
    """The rule as one rank for each clip, and nothing spared."""
    shown = [answer.candidate for answer in history.judged]
    times = Counter(clip.key for clip in shown)
    last = {clip.key: number for number, clip in enumerate(shown, 1)}
    missed = [answer.candidate for answer in history.recent if wish.returning in answer.kinds]
    people = [clip.who for clip in (*shown[-1:], *missed[-1:])]
    last_who, missed_who = (shown[-1].who if shown else None), (missed[-1].who if missed else None)
    lately = {kind for answer in history.recent[-RETURN_AFTER:] for kind in answer.kinds} - {wish.returning}
    kinds = Counter(kind for clip in shown for kind in clip.kinds)
    before = {answer.key for answer in history.before}
    sources = {clip.source for clip in shown}

    def allowed(clip):
        return (
            clip.label == wish.label
            and (not wish.kinds or set(clip.kinds) & set(wish.kinds))
            and wish.difficulty[0] <= clip.difficulty <= wish.difficulty[1]
            and not (wish.fresh and clip.key in history.known)
            and clip.key not in history.unplayable
            and (wish.kept or clip.key not in history.held)
            and (wish.taught or clip.key not in history.taught)
            and (wish.repeats or clip.key not in times)
            and not (wish.apart and clip.source in sources)
            and not (wish.other_person and clip.who in people)
        )

    def rank(clip):
        return (
            times[clip.key],
            last.get(clip.key, 0),
            clip.who == last_who,
            clip.who == missed_who,
            (clip.key in before) + (clip.key in history.known),
            len(lately & set(clip.kinds)),
            bool(language) and clip.language not in (None, language),
            0 if wish.target is None else int(abs(history.hardness(clip) - wish.target) / BUCKET),
            sum(kinds[kind] for kind in clip.kinds),
        )

    ranks = [(rank(clip), clip) for clip in found if allowed(clip)]
    ties = [clip for its, clip in ranks if its == min(each for each, _ in ranks)]
    return ties[int(draw() * len(ties))] if ties else None


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    order=st.sampled_from(["adaptive", "random", "easy-first"]),
    language=st.sampled_from(["", "uz"]),
    wishes=st.lists(
        st.builds(
            Wish,
            label=st.sampled_from(["real", "manipulated"]),
            kinds=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
            difficulty=st.sampled_from([(0.0, 1.0), (0.4, 0.6)]),
            target=st.sampled_from([None, 0.0, -2.0]),
            apart=st.booleans(),
            other_person=st.booleans(),
            repeats=st.booleans(),
            kept=st.booleans(),
            fresh=st.booleans(),
            taught=st.booleans(),
            returning=st.sampled_from([None, *KINDS]),
        ),
        max_size=3,
    ),
)
def test_the_clip_that_suits_best_by_all_measures_is_chosen(seed, order, language, wishes):
    random = Random(seed)
    found = [*clips(random, 30)]
    history = past(random, found)
    for wish in (*wishes, *plan_next(history, level(order=order), random.random)):
        always = repeat(random.random()).__next__
        assert choose(wish, found, history, always, language) == ranked(
            wish, found, history, always, language
        )


def test_a_plan_tells_the_same_wishes_whenever_it_is_walked():
    random = Random(5)
    plan = plan_next(past(random, [*clips(random, 30)]), level(), random.random)
    wishes = [*plan]
    assert [*plan] == wishes
    assert next(iter(plan)) == wishes[0]
    assert {wish.u for wish in wishes} == {plan.u}
