"""Deals the clips of a plan: both checks balanced and of different clips, no clip twice, rights kept.

The lesson's clips are chosen before those of the checks, because a plan that speaks of double brows needs a
clip with double brows; the checks take what is left, half real and half manipulated, ordered by lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random

from game.content.guide import Guide
from game.content.models import Clip
from game.quiz.distractors import offerable, offered_kinds
from game.workshop.deck import AvailableClip, Deck, moment_of, tells_of
from game.workshop.lesson import CardItem, ClipItem, Lesson, LessonItem, TalkItem
from game.workshop.pair_dealing import deal_pairs
from game.workshop.plan import Plan, PlanStep
from game.workshop.post_dealing import deal_posts


def deal(plan: Plan, available: Iterable[AvailableClip], guide: Guide, random: Random) -> Lesson:
    """Return `plan` with clips from `available`. Steps for which no clip is left are dropped and counted."""
    stock = list(available)
    deck = Deck(stock, random)
    shown = _lesson_clips(plan, deck)
    pairs = deal_pairs(plan, deck, tuple(shown.values()), guide, random)
    beside = [one.edit for one in pairs.values()]
    left = {one.key for one in deck.left}
    dealt = [one.key for one in stock if one.key not in left]
    actors = [(one.pack, one.clip) for one in stock if one.virtual]
    posts = deal_posts(plan, actors, dealt, guide, random)
    items: list[LessonItem] = []
    for number, step in enumerate(plan.steps):
        minutes = float(step.minutes)
        if step.do == "check":
            items += _check(step, deck, random, beside)
        elif step.do == "clip" and number in shown:
            clip = shown[number].clip
            like = clip if clip.manipulated else _decoy(shown[number], stock, random)
            items.append(_asked(shown[number], step, guide, random, like))
        elif step.card is not None:
            items.append(CardItem(card=step.card, minutes=minutes))
        elif number in posts:
            items.append(posts[number])
        elif number in pairs:
            items.append(pairs[number].item)
        elif step.do == "talk" and step.title is not None and step.prompt is not None:
            items.append(TalkItem(title=step.title, prompt=step.prompt, minutes=minutes))
    return Lesson(
        plan=plan.id,
        title=plan.title,
        minutes=float(plan.minutes),
        items=tuple(items),
        missing=deck.missing,
    )


def _lesson_clips(plan: Plan, deck: Deck) -> dict[int, AvailableClip]:
    """Choose the clips of the steps that name what they want, the choosiest first."""
    wishes = [(n, s) for n, s in enumerate(plan.steps) if s.do == "clip"]
    shown: dict[int, AvailableClip] = {}
    for number, step in sorted(wishes, key=lambda w: (not w[1].kinds, w[1].label == "any", w[0])):
        if not any(s.clip.media == step.media for s in deck.left) and step.media == "audio":
            continue
        taken = _taken(step, deck, list(shown.values()))
        if taken is None:
            deck.missing += 1
        else:
            shown[number] = taken
    return shown


def _taken(step: PlanStep, deck: Deck, avoid: Sequence[AvailableClip]) -> AvailableClip | None:
    """Take what a step wants: its kinds, else its label, else any clip of its medium."""
    label = step.label if step.label != "any" else deck.random.choice(("real", "manipulated"))
    taken = None
    if step.kinds:
        taken = deck.take(lambda c: c.media == step.media and bool(set(c.kinds) & set(step.kinds)), avoid)
        label = "manipulated"
    taken = taken or deck.take(lambda c: (c.media, c.label) == (step.media, label), avoid, located=True)
    return taken or deck.take(lambda c: c.media == step.media, avoid, located=True)


def _in_check(*, manipulated: bool) -> Callable[[Clip], bool]:
    """Return the test for a clip of a check: with a picture, so that both checks ask the same."""
    return lambda clip: clip.manipulated is manipulated and not clip.sound_only


def _check(step: PlanStep, deck: Deck, random: Random, beside: Sequence[AvailableClip]) -> list[ClipItem]:
    """Return the clips of a check; recordings that stand in a pair of the lesson are the last choice."""
    assert step.block is not None  # noqa: S101 - the model refuses a check without
    half = (step.clips or 0) // 2
    counts = [sum(_in_check(manipulated=wanted)(s.clip) for s in deck.left) for wanted in (True, False)]
    share = min(half, *counts)
    deck.missing += 2 * (half - share)
    taken: list[AvailableClip] = []
    for _ in range(share):
        for manipulated in (True, False):
            fits = _in_check(manipulated=manipulated)
            got = deck.take(fits, [*beside, *taken])
            assert got is not None  # noqa: S101 - counted just now
            taken.append(got)
    random.shuffle(taken)
    minutes = float(step.minutes) / max(1, len(taken))
    return [
        ClipItem(
            block=step.block,
            pack=s.pack,
            clip=s.clip.id,
            original=s.clip.original,
            aspect=s.clip.aspect,
            sound_only=s.clip.sound_only,
            manipulated=s.clip.manipulated,
            tells=tells_of(s.clip, moment_of(s.clip)),
            moment=moment_of(s.clip),
            processing=s.clip.processing,
            virtual=s.virtual,
            method=s.clip.method,
            technique=s.clip.technique,
            made=s.clip.made,
            minutes=minutes,
        )
        for s in taken
    ]


def _decoy(real: AvailableClip, stock: Sequence[AvailableClip], random: Random) -> Clip | None:
    """Return some manipulated clip of the medium, for what is asked of a real one not to differ from others.

    Of the same pack if it has any: what is known of a change is mostly the same in all clips of a pack.
    """
    fitting = (s for s in stock if s.clip.manipulated and s.clip.media == real.clip.media)
    edits = sorted(fitting, key=lambda s: s.key)
    if any(not s.clip.kinds for s in edits):
        edits = [s for s in edits if s.pack == real.pack] or edits
    return random.choice(edits).clip if edits else None


def _asked(
    available: AvailableClip, step: PlanStep, guide: Guide, random: Random, like: Clip | None
) -> ClipItem:
    """Return the question about a clip, as of `like`: itself, or a manipulated one for a real one."""
    clip = available.clip
    catalogue = offerable(clip, guide.kinds.values(), listened=clip.audio)
    moment, named = moment_of(clip), like is None or bool(like.kinds)
    return ClipItem(
        block="lesson",
        pack=available.pack,
        clip=clip.id,
        original=clip.original,
        aspect=clip.aspect,
        sound_only=clip.sound_only,
        manipulated=clip.manipulated,
        tells=tells_of(clip, moment),
        moment=moment,
        kinds=offered_kinds(like.kinds if like else (), catalogue, random.random) if named else (),
        place_asked=like is None or like.where_known,
        looks_odd=clip.looks_odd,
        processing=clip.processing,
        virtual=available.virtual,
        method=clip.method,
        technique=clip.technique,
        made=clip.made,
        minutes=float(step.minutes),
        prompt=step.prompt,
    )
