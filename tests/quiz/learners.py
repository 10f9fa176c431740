"""A shelf of clips and simulated learners: what the scheduler meets in the real game, without the game."""

from dataclasses import dataclass
from itertools import chain, islice
from random import Random
from statistics import NormalDist

from game.content.base import LocalText
from game.content.levels import Level
from game.quiz import ability
from game.quiz.choice import choose
from game.quiz.history import History
from game.quiz.judgement import STEPS
from game.quiz.scheduler import plan_next, reason
from quiz.make import candidate, judged

KINDS = tuple(f"kind-{i}" for i in range(12))
NORMAL = NormalDist()


def level(**changes):
    text = LocalText(en="Practice")
    return Level(**{"id": "practice", "title": text, "subtitle": text, "icon": "practice", **changes})


class Shelf:
    """The library's `pool`, on a list."""

    def __init__(self, candidates, seed=0):
        self.candidates = list(candidates)
        Random(seed).shuffle(self.candidates)

    def pool(self, label, *, kinds=(), difficulty=(0, 1), u, limit=32):
        low, high = difficulty
        n = len(self.candidates)
        start, wanted = int(u * n), frozenset(kinds)
        turned = chain(islice(self.candidates, start, None), islice(self.candidates, start))
        fitting = (
            c
            for c in turned
            if c.label == label
            and low <= c.difficulty <= high
            and not (wanted and wanted.isdisjoint(c.kinds))
        )
        return tuple(islice(fitting, limit))


def big_shelf(people=10, recordings=12, edits=4, seed=0):
    """Originals and edits of many people, over all difficulties."""
    draw = Random(seed)
    clips = []
    for person in range(people):
        for take in range(recordings):
            name = f"r{person}-{take}"
            clips.append(candidate(name, person=f"p{person}", difficulty=draw.random()))
            for edit in range(edits):
                kind = KINDS[draw.randrange(len(KINDS))]
                clips.append(
                    candidate(
                        f"{name}-e{edit}", "manipulated", (kind,), f"p{person}", draw.random(), original=name
                    )
                )
    return Shelf(clips, seed)


@dataclass
class Learner:
    """Sees the trace with a strength that depends on ability and clip, and leans by `bias`.

    Equal-variance signal detection: an unbiased learner is right as often as the rating model says.
    `bias` shifts the criterion: below 0 suspects more.
    """

    theta: float
    bias: float
    random: Random

    def judge(self, clip):
        right = ability.success(self.theta, ability.hardness(clip.difficulty))
        half = NORMAL.inv_cdf(min(right, 1 - 1e-9))
        evidence = self.random.gauss(half if clip.manipulated else -half, 1.0) - self.bias
        level_ = sum(evidence > cut for cut in (-1.2, -0.5, 0.0, 0.5, 1.2))
        return judged(clip, STEPS[level_], found=True)


def next_clip(shelf, history, level_, draw):
    """Deal as the app does. Returns (candidate, wish, note), or None when nothing is left."""
    for wish in plan_next(history, level_, draw):
        pool = shelf.pool(wish.label, kinds=wish.kinds, difficulty=wish.difficulty, u=wish.u)
        chosen = choose(wish, pool, history, draw)
        if chosen:
            return chosen, wish, reason(wish, chosen, history)
    return None


def practise(shelf, learner, level_, draw, rounds, *, history=None):
    """Play `rounds` clips; returns the history, and the notes of each round."""
    history = history or History()
    notes = []
    for _ in range(rounds):
        dealt = next_clip(shelf, history, level_, draw)
        if dealt is None:
            break
        notes.append(dealt[2])
        history = history.after(learner.judge(dealt[0]))
    return history, notes
