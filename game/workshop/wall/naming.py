"""What the items of a lesson are called on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.workshop.lesson import ClipItem, PostItem, TalkItem

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.workshop.lesson import Lesson


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
    return t("posts.alone") if isinstance(item, PostItem) else t("workshop.card")
