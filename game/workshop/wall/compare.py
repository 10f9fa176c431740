"""Two lessons that were kept on this computer, side by side: d', which way the class leaned, and kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from game.i18n import day, number
from game.play.context import Context
from game.quiz import bands
from game.ui.layout import Node, content, flex, item, pad, row, stack
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.workshop.comparison import BlockFigures, BlockPair, Calls, compare
from game.workshop.lesson_store import LessonKept

DAY = 10
"""Letters of a lesson's id that are its day."""


class CompareScene(Scene):
    """A column for each lesson; the key above it takes the next one."""

    name = "workshop-compare"

    def __init__(self, context: Context, lessons: Sequence[LessonKept], titles: Mapping[str, str]) -> None:
        """`lessons` are two or more, oldest first; `titles` are those of the plans."""
        self.context = context
        self.lessons = lessons
        self.titles = titles
        self.chosen = [len(lessons) - 2, len(lessons) - 1]
        self.page = 0

    def on_back(self) -> None:
        """Back to the classes."""
        self.context.stack.pop()

    def next_lesson(self, side: int) -> None:
        """Take the next lesson for a column; the one of the other column is passed over."""
        at, other = self.chosen[side], self.chosen[1 - side]
        at = (at + 1) % len(self.lessons)
        if at == other and len(self.lessons) > 2:
            at = (at + 1) % len(self.lessons)
        if at == other:
            self.chosen.reverse()
        else:
            self.chosen[side] = at

    def turn(self, by: int) -> None:
        """Turn the page of the rows."""
        self.page += by

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the two lessons, and a row for each figure, in pages."""
        t = self.context.t
        heads = row(
            item(Label(name="what", text=t("workshop.compare_what"), tone="text_mid"), main=flex()),
            *(item(self._head(side), main=flex()) for side in (0, 1)),
            gap="m",
        )
        lines = [self._line(n, title, *both) for n, (title, both) in enumerate(self._figures())]
        rows = PagedList(
            lines,
            height="entry",
            gap="s",
            page=self.page,
            foot=lambda pages: paged_foot(
                layout, t, t("workshop.compare_how"), (), self.turn if pages > 1 else None
            ),
        )
        return screen(
            top_bar(t, t("workshop.title"), t("workshop.compare"), back=self.on_back),
            item(heads, height=content(least="key")),
            item(rows, main=flex()),
            gap="m",
        ).place(layout, layout.area)

    def _head(self, side: int) -> Button:
        t, lesson = self.context.t, self.lessons[self.chosen[side]]
        when, plan = day(t.language, lesson.id[:DAY]), self.titles.get(lesson.plan, lesson.plan)
        words = " · ".join(filter(None, (lesson.label, when, plan)))
        return Button(
            name=f"lesson-{side + 1}",
            icon="lesson",
            text=words,
            style="label",
            lines=2,
            press=partial(self.next_lesson, side),
            enabled=len(self.lessons) > 1,
            shortcuts=(str(side + 1),),
        )

    def _line(self, place: int, title: str, left: str, right: str) -> Node:
        head = Label(name=f"row-{place}", text=title, style="strong", valign="centre", floor=0.6)
        words = [
            Label(name=f"cell-{place}-{n}", text=text, valign="centre", floor=0.6)
            for n, text in enumerate((left, right), 1)
        ]
        cells = pad(row(*(item(one, main=flex()) for one in (head, *words)), gap="m"), x="l", y="s")
        return stack(Panel(name=f"row-{place}.panel", corner="control"), cells)

    def _figures(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield a title and what either lesson has there."""
        t, guide = self.context.t, self.context.guide
        left, right = (self.lessons[at] for at in self.chosen)
        told = compare(left, right)
        yield t("workshop.compare_people"), (str(left.people), str(right.people))
        for pair in told.blocks:
            yield self._block_title(pair), (self._sharp(pair.left), self._sharp(pair.right))
        yield t("workshop.end_lean"), (self._leaning(told.every.left), self._leaning(told.every.right))
        for kind in told.kinds:
            name = guide.kinds[kind.kind].name.get(t.language) if kind.kind in guide.kinds else kind.kind
            yield name, (self._calls(kind.left), self._calls(kind.right))

    def _block_title(self, pair: BlockPair) -> str:
        t = self.context.t
        if pair.differ is None:
            return t(f"workshop.end_{pair.name}")
        words = t("workshop.compare_differ" if pair.differ else "workshop.compare_same")
        return f"{t(f'workshop.end_{pair.name}')}: {words}"

    def _sharp(self, figures: BlockFigures | None) -> str:
        t = self.context.t
        if figures is None:
            return t("workshop.end_few")
        value, error = (number(t.language, one, "0.0") for one in (figures.dprime, figures.error))
        band = bands.dprime_band(figures.counts)
        words = f"d' {value} ± {error}"
        return words if band is None else f"{words} · {t(f'band.dprime.{band.band}')}"

    def _leaning(self, figures: BlockFigures | None) -> str:
        t = self.context.t
        if figures is None:
            return t("workshop.end_few")
        band, words = bands.bias_band(figures.counts), f"c {number(t.language, figures.criterion, '0.0')}"
        return words if band is None else f"{words} · {t(f'band.bias.{band.band}')}"

    def _calls(self, calls: Calls | None) -> str:
        if calls is None:
            return "–"
        return self.context.t("workshop.compare_calls", n=calls[0], total=calls[1])
