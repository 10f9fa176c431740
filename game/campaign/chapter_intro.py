"""The page before a practice or a check: what comes, how far it is, and the key that starts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from game.campaign.model import Chapter
from game.campaign.navigation import PageNavigation
from game.play.context import Context
from game.quiz.scheduler import narrowed
from game.ui.layout import Child, Node, column, content, flex, item, pad, row, spacer, stack
from game.ui.presets import icon_text, page_keys, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label, Panel

SHOWN_KINDS = 8
"""How many kinds of a practice are listed at most."""
COLUMNS = 2
SECONDS_A_CLIP = 20
"""Seconds that a clip of a check takes: a short video, watched once or twice, and one judgement."""


class ChapterIntro(Scene):
    """A sheet of paper with an icon, a title, a text, and the keys below."""

    def __init__(
        self, context: Context, chapter: Chapter, navigation: PageNavigation, start: Callable[[], None]
    ) -> None:
        self.context = context
        self.chapter = chapter
        self.navigation = navigation
        self.start = start

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    def icon(self) -> str:
        """Return the icon of the sheet."""
        return self.chapter.icon

    def title(self) -> str:
        """Return the heading of the sheet."""
        raise NotImplementedError

    def lines(self) -> Sequence[str]:
        """Return the sentences of the sheet."""
        raise NotImplementedError

    def kinds(self) -> Sequence[str]:
        """Return the kinds that the sheet lists."""
        return ()

    def start_text(self) -> str:
        """Return the words of the key that starts."""
        raise NotImplementedError

    def between(self) -> Sequence[Child]:
        """Return the keys between back and start."""
        return ()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, sheet, keys."""
        t, chapter = self.context.t, self.chapter
        title = t("lesson.chapter", n=chapter.number, title=chapter.title.get(t.language))
        return screen(
            top_bar(t, title, chapter.subtitle.get(t.language), back=self.on_back),
            item(self._sheet(), main=flex(), width=flex(most="sheet"), across="centre"),
            foot=page_keys(
                t,
                self.navigation.back,
                self.start,
                words=self.start_text(),
                name="start",
                least="start_key",
                between=self.between(),
            ),
        ).place(layout, layout.area)

    def _sheet(self) -> Node:
        head = row(
            IconText(name="sheet.icon", icon=self.icon(), tone="ink", icon_size="icon_huge"),
            item(
                Label(name="sheet.title", text=self.title(), style="h1", tone="ink", floor=0.6, max_lines=2),
                main=flex(),
                down="centre",
            ),
            gap="xl",
        )
        lines = [
            Label(name=f"sheet.line-{i}", text=line, style="lead", tone="ink", floor=0.7)
            for i, line in enumerate(self.lines())
        ]
        text = column(head, *lines, *self._kind_rows(), gap="l")
        return stack(Panel(name="sheet", paper=True, corner="key"), pad(text, x="margin", y="xxl"))

    def _kind_rows(self) -> list[Node]:
        kinds = [self.context.guide.kinds[kind] for kind in self.kinds()]
        cells = [
            item(
                icon_text(
                    f"sheet.kind-{kind.id}", kind.icon, kind.name.get(self.context.language),
                    style="strong", tone="ink", icon_size="icon_large",
                ),
                main=flex(),
            )
            for kind in kinds
        ]  # fmt: skip
        rows = [cells[i : i + COLUMNS] for i in range(0, len(cells), COLUMNS)]
        return [item(row(*cells, gap="l"), main=flex(most="row")) for cells in rows]


class PracticeIntro(ChapterIntro):
    """Before the mixed practice of a chapter."""

    name = "practice-gate"

    def __init__(
        self,
        context: Context,
        chapter: Chapter,
        navigation: PageNavigation,
        start: Callable[[], None],
        *,
        left: Callable[[], int],
    ) -> None:
        """`left` tells how many clips of the practice are still to play."""
        super().__init__(context, chapter, navigation, start)
        self.left = left

    @property
    def total(self) -> int:
        """How many clips the practice has."""
        return self.chapter.practice.rounds if self.chapter.practice else 0

    def title(self) -> str:
        """Return the heading."""
        return self.context.t("gate.practice")

    def lines(self) -> Sequence[str]:
        """Say what comes, and how far it is."""
        t, left = self.context.t, self.left()
        lines = [t("gate.practice_text", n=self.total)]
        if left < self.total:
            lines.append(t("gate.practice_left", n=left))
        return lines

    def kinds(self) -> Sequence[str]:
        """Return the chapter's own kinds that can turn up."""
        level, guide = self.chapter.practice, self.context.guide
        if level is None:
            return ()
        kinds = narrowed(level, guide).kinds
        return [k for k in kinds if guide.kinds[k].stage == self.chapter.stage][:SHOWN_KINDS]

    def start_text(self) -> str:
        """Return the words of the key."""
        return self.context.t("gate.go_on" if self.left() < self.total else "gate.start")


class CheckIntro(ChapterIntro):
    """Before a check block: no feedback, honest answers, so that learning can be seen. It can be skipped."""

    name = "check-gate"

    def __init__(
        self,
        context: Context,
        chapter: Chapter,
        navigation: PageNavigation,
        start: Callable[[], None],
        *,
        clips: Callable[[], int],
    ) -> None:
        """`clips` tells how many clips of the check are still to play."""
        super().__init__(context, chapter, navigation, start)
        self.clips = clips

    def icon(self) -> str:
        """Return the icon of a check."""
        return "target"

    def title(self) -> str:
        """Return the heading."""
        return self.context.t("gate.check_before" if self._before() else "gate.check_after")

    def _before(self) -> bool:
        return self.chapter.check == "before"

    def lines(self) -> Sequence[str]:
        """Say what a check is for."""
        t, clips = self.context.t, self.clips()
        return [
            t("gate.check_text"),
            t("gate.check_length", n=clips, minutes=ceil(clips * SECONDS_A_CLIP / 60)),
            t("gate.check_why_before" if self._before() else "gate.check_why_after"),
        ]

    def between(self) -> Sequence[Child]:
        """Return the key that goes on without the check."""
        skip = secondary("skip", self.context.t("gate.check_skip"), self.navigation.on)
        return spacer(), item(skip, width=content("page_key"))

    def start_text(self) -> str:
        """Return the words of the key."""
        return self.context.t("gate.check_start")
