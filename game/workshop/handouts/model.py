"""What the handouts are made of: the files of `levels/teaching`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from game.content.base import LocalText, Model, Slug

FormName = Literal["a", "b"]
FORMS: Final[tuple[FormName, ...]] = ("a", "b")
"""The two forms of the class test."""

Topic = Literal["what-it-is", "how-made", "tell-tales", "odd-real", "source", "harm", "discernment"]
TOPICS: Final[tuple[Topic, ...]] = (
    "what-it-is",
    "how-made",
    "tell-tales",
    "odd-real",
    "source",
    "harm",
    "discernment",
)
"""What a class test asks about; each of them at least once."""

Lean = Literal["trusting", "suspicious"]
TextList = Annotated[tuple[LocalText, ...], Field(min_length=1)]


class Wrong(Model):
    """A wrong choice. `leans` tells which of the two mistakes of judgement stands behind it, if one does."""

    text: LocalText
    leans: Lean | None = None


class MultipleChoice(Model):
    """A question with one right choice and three wrong ones."""

    question: LocalText
    right: LocalText
    wrong: Annotated[tuple[Wrong, ...], Field(min_length=3, max_length=3)]

    @property
    def leans(self) -> list[str]:
        """The mistakes behind the wrong choices, in order of the alphabet."""
        return sorted(wrong.leans or "" for wrong in self.wrong)


class ChoiceItem(Model):
    """An item of the test with choices, for one point, in both forms."""

    id: Slug
    topic: Topic
    a: MultipleChoice
    b: MultipleChoice
    why: LocalText
    """Why the right choice is right, for the key of both forms."""

    points: Literal[1] = 1

    def form(self, name: FormName) -> MultipleChoice:
        """Return what the form called `name` asks."""
        return self.a if name == "a" else self.b

    @model_validator(mode="after")
    def _parallel(self) -> ChoiceItem:
        if self.a.leans != self.b.leans:
            raise ValueError("expected wrong choices that lean the same ways in `a` and `b`")
        return self


class Question(Model):
    """A question that is answered in one's own words; each line of `expected` is worth a point."""

    question: LocalText
    expected: TextList


class Explain(Model):
    """An item of the test that is answered in one's own words, in both forms."""

    id: Slug
    topic: Topic
    a: Question
    b: Question

    @property
    def points(self) -> int:
        """The points of either form."""
        return len(self.a.expected)

    def form(self, name: FormName) -> Question:
        """Return what the form called `name` asks."""
        return self.a if name == "a" else self.b

    @model_validator(mode="after")
    def _parallel(self) -> Explain:
        if len(self.a.expected) != len(self.b.expected):
            raise ValueError("expected as many lines of `expected` in `a` as in `b`: each is a point")
        return self


class ClassTest(Model):
    """`test.yaml`: a test in two parallel forms. Every item stands in both, so their points are equal."""

    choose: Annotated[tuple[ChoiceItem, ...], Field(min_length=1)]
    explain: Annotated[tuple[Explain, ...], Field(min_length=1)]

    @property
    def items(self) -> tuple[ChoiceItem | Explain, ...]:
        """All items, in the order in which they are numbered."""
        return (*self.choose, *self.explain)

    @property
    def points(self) -> int:
        """The points of a form."""
        return sum(item.points for item in self.items)

    @model_validator(mode="after")
    def _whole(self) -> ClassTest:
        _once(item.id for item in self.items)
        asked = {item.topic for item in self.items}
        if missing := [topic for topic in TOPICS if topic not in asked]:
            raise ValueError(f"expected an item about {', '.join(missing)}")
        return self


class Task(Model):
    """A task of the homework; each line of `expected` is worth a point."""

    id: Slug
    title: LocalText
    text: LocalText
    items: tuple[LocalText, ...] = ()
    lines: Annotated[StrictInt, Field(ge=1, le=14)]
    """Lines to write on."""
    expected: TextList


class RubricLevel(Model):
    """A level of difficulty: what a pupil who chose it does."""

    id: Slug
    title: LocalText
    about: LocalText
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]

    @property
    def points(self) -> int:
        """The points of all tasks."""
        return sum(len(task.expected) for task in self.tasks)


class Homework(Model):
    """`homework.yaml`: three levels of difficulty that bring the same points."""

    levels: Annotated[tuple[RubricLevel, ...], Field(min_length=3, max_length=3)]

    @model_validator(mode="after")
    def _whole(self) -> Homework:
        _once(level.id for level in self.levels)
        _once(task.id for level in self.levels for task in level.tasks)
        points = [level.points for level in self.levels]
        if len(set(points)) > 1:
            raise ValueError(f"expected the same points in each level, found {', '.join(map(str, points))}")
        return self


class Section(Model):
    """A part of the letter: a heading, a text, and points to talk about."""

    title: LocalText
    text: LocalText
    points: tuple[LocalText, ...] = ()


class Letter(Model):
    """`letter.yaml`: the letter to parents after the lesson."""

    hello: LocalText
    opening: LocalText
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    closing: LocalText
    bye: LocalText


class Framework(Model):
    """A published framework: its name and source, and those of its entries that a map refers to."""

    id: Slug
    title: StrictStr
    source: StrictStr
    entries: Annotated[Mapping[StrictStr, StrictStr], Field(min_length=1)]
    """Published names by published number."""


class FrameworkRow(Model):
    """What a lesson does, and the entries of each framework that it fits. None: the list is empty."""

    what: LocalText
    fits: Mapping[Slug, tuple[StrictStr, ...]]
    subjects: LocalText
    """School subjects, by their plain names, in which it could be taught: a suggestion."""
    note: LocalText | None = None


class CompetenceMap(Model):
    """`map.yaml`: which published competences the lessons serve."""

    frameworks: Annotated[tuple[Framework, ...], Field(min_length=1)]
    rows: Annotated[tuple[FrameworkRow, ...], Field(min_length=1)]


def _once(ids: Iterable[str]) -> None:
    """Refuse an id that comes twice."""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise ValueError(f"the id `{id_}` comes twice")
        seen.add(id_)
