"""What the items of a lesson are called on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.quiz.judgement import STEP_IDS
from game.quiz.posts import SHARE_IDS
from game.workshop.lesson import ClipItem, PairItem, PostItem, TalkItem
from game.workshop.room import STEPS

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.workshop.lesson import Lesson, LessonItem


def title_of(t: Translator, lesson: Lesson, at: int) -> str:
    """Return the words for what is on the wall: item `at`, or the lesson before and after its items."""
    return name_of(t, lesson, at) if 0 <= at < len(lesson.items) else lesson.title.get(t.language)


def name_of(t: Translator, lesson: Lesson, at: int) -> str:
    """Return the words for item `at` of the lesson."""
    item = lesson.items[at]
    if isinstance(item, ClipItem):
        return t("bar.clip_of", n=lesson.number(at), total=len(lesson.clips))
    if isinstance(item, TalkItem):
        return item.title.get(t.language)
    if isinstance(item, PairItem):
        return t("workshop.pair")
    return t("posts.alone") if isinstance(item, PostItem) else t("workshop.card")


def step_words(t: Translator, item: LessonItem | None) -> tuple[str, ...]:
    """Return what the six steps say on the question about `item`."""
    if isinstance(item, PairItem):
        return tuple(t(f"pair.step.{step}") for step in range(1, STEPS + 1))
    if isinstance(item, PostItem):
        return tuple(t(f"posts.step.{id_}") for id_ in SHARE_IDS)
    return tuple(t(f"step.{id_}") for id_ in STEP_IDS)
