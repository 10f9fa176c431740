"""How well each tell-tale is found: one line for each below its stage, in columns and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.content.guide import Guide, Kind, MakingStage
from game.i18n import Translator
from game.quiz.mastery import FOUND, Estimate
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, row, spacer
from game.ui.presets import rule
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label
from game.ui.widgets.figures import ShareRange


@screen_part(frozen=True, slots=True, kw_only=True)
class FoundKinds(Node):
    """No stage is cut: one that does not fit a column begins the next. `sheet` counts on round and round."""

    t: Translator
    guide: Guide
    found: Mapping[str, Estimate]
    columns: int
    sheet: int
    more: Callable[[], None]
    """Shows the next page."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return the lines of the page, what their bars mean, and the key to the next page."""
        high = max(layout.length("kind_row"), layout.height("A\nA", "label", box.w) + layout.length("hair"))
        stages: list[list[MakingStage | Kind]] = [
            [stage, *self.guide.of_stage(stage.id)] for stage in self.guide.stages.values()
        ]
        room = box.h - layout.length("key") - layout.length("s")
        most = max(*(len(lines) for lines in stages), int(room // high))
        filled = _columns(stages, most)
        pages = [filled[i : i + self.columns] for i in range(0, len(filled), self.columns)]
        shown = pages[self.sheet % len(pages)]
        blank: list[list[MakingStage | Kind]] = [[]] * (self.columns - len(shown))
        lines = row(*(item(self._column(part, most), main=flex()) for part in [*shown, *blank]), gap="gutter")
        return column(item(lines, main=flex()), self._foot(len(pages)), gap="s").place(layout, box)

    def _lines(self, stage: MakingStage) -> list[MakingStage | Kind]:
        return [stage, *self.guide.of_stage(stage.id)]

    def _column(self, lines: list[MakingStage | Kind], most: int) -> Node:
        """Return the lines, each as high as if there were `most`."""
        rest = most - len(lines)
        return column(
            *(item(self._line(line), main=flex()) for line in lines), spacer(flex(rest)) if rest else None
        )

    def _line(self, line: MakingStage | Kind) -> Node:
        return self._stage(line) if isinstance(line, MakingStage) else self._kind(line)

    def _stage(self, stage: MakingStage) -> Node:
        name = f"stage.{stage.id}"
        words = Label(
            name=name,
            text=stage.name.get(self.t.language),
            style="label",
            tone="text_mid",
            valign="bottom",
            max_lines=1,
            floor=0.8,
        )
        return column(item(words, main=flex()), rule(f"{name}-line"), gap="xs")

    def _kind(self, kind: Kind) -> Node:
        estimate = self.found.get(kind.id, Estimate())
        name = IconText(
            name=f"found.{kind.id}",
            icon=kind.icon,
            text=kind.name.get(self.t.language),
            style="label",
            icon_size="icon_small",
            grow=False,
            floor=0.7,
            max_lines=2,
        )
        bar = ShareRange(
            name=f"found.{kind.id}-bar",
            low=estimate.low,
            share=estimate.share,
            high=estimate.high,
            goal=FOUND,
            known=bool(estimate.shown),
        )
        level = Label(
            name=f"found.{kind.id}-level",
            text=self.t(f"mastery.{estimate.level()}"),
            style="caption",
            tone="text_mid",
            valign="centre",
            grow=False,
            floor=0.8,
            max_lines=2,
        )
        return row(
            item(name, main=flex(0.44)),
            item(bar, width=flex(0.25), height=fixed("share_range"), down="centre"),
            item(level, main=flex(0.31)),
            gap="l",
        )

    def _foot(self, pages: int) -> Node:
        note = Label(
            name="kinds.note",
            text=self.t("chapter.band"),
            style="caption",
            tone="text_mid",
            valign="centre",
            floor=0.9,
        )
        number = self.sheet % pages + 1
        more = Button(
            name="more",
            icon="next",
            text=self.t("reveal.more", n=number, total=pages),
            style="label",
            press=self.more,
        )
        return item(
            row(item(note, main=flex()), item(more, width=content()) if pages > 1 else None, gap="l"),
            height=fixed("key"),
        )


def _columns(stages: list[list[MakingStage | Kind]], most: int) -> list[list[MakingStage | Kind]]:
    """Return the stages' lines in columns of at most `most` lines."""
    columns: list[list[MakingStage | Kind]] = [[]]
    for lines in stages:
        if columns[-1] and len(columns[-1]) + len(lines) > most:
            columns.append([])
        columns[-1] += lines
    return columns
