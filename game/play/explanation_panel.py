"""The reading column of the reveal: verdict band, answer row, tabs, text by pages, the stage row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from game.i18n import Translator
from game.play.context import Context
from game.play.explanation import Explanation, TabText
from game.play.verdict_band import verdict_band
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, stack
from game.ui.presets import icon_text
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.text_page import lines_per_page
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label, Panel, Rule
from game.ui.widgets.judging import StepLine
from game.ui.widgets.switches import Tab

GROWING_LINES = 8
"""So many lines of larger text make an upright screen's column higher."""
LARGE = 1.1
"""With text larger than this, everything that is read stands in the pages of the text."""
HEADING_SHARE = 0.36
"""The most that a heading takes of the room for the text."""
OWN_WORDS = 5
"""The number of the stage that is not one of those in the row."""


class Explaining(Protocol):
    """A screen that explains a clip: what it says, which tab, page and tell-tale is chosen."""

    context: Context
    tab: int
    page: int
    artefact: int

    @property
    def t(self) -> Translator:
        """The texts."""

    def explanation(self) -> Explanation:
        """Return what the column says."""

    def more(self) -> None:
        """Turn the page."""

    def choose_tab(self, tab: int, /) -> None:
        """Show another text."""

    def choose_artefact(self, index: int, /) -> None:
        """Show another tell-tale of the clip."""


def reading_column(scene: Explaining, layout: Layout) -> Node:
    """Return the column of paper."""
    told, large = scene.explanation(), layout.look.type.text_size >= LARGE
    chosen = told.tabs[min(scene.tab, len(told.tabs) - 1)]
    parts = [chosen.text]
    if large:
        parts.append(_stage_words(scene.t, chosen))
    if large and not layout.portrait:
        parts.insert(0, told.detail if chosen is told.tabs[0] else "")
        told = replace(told, detail="")
    text = PagedExplanation(
        chosen.heading,
        "\n".join(filter(None, parts)),
        scene.page,
        scene.more,
        lambda n, total: scene.t("reveal.more", n=n, total=total),
    )
    page = column(
        item(text, main=flex()),
        None if large else _stage(scene, chosen),
        gap="s",
    )
    words = column(
        answer_row(told, large=large),
        _tabs(scene, told, chosen),
        item(page, main=flex()),
        _chips(scene, told),
        gap="s",
    )
    band = verdict_band(told.verdict, told.line, manipulated=told.manipulated, joined=True)
    paper = Panel(name="reading.paper", paper=True, corner="key")
    inner = column(
        item(band, height=content(least="band", firm=True)), item(pad(words, x="xl", y="m"), main=flex())
    )
    return ReadingRoom(stack(paper, inner))


def answer_row(told: Explanation, *, large: bool = False) -> Node:
    """Return what was said, whether it was right, and the points; in large type the detail is below."""
    points = Label(
        name="answer.points",
        text=f"+{told.points}",
        style="h2",
        tone="ink",
        align="right",
        valign="centre",
        grow=False,
    )
    said = Label(name="answer.said", text=told.said, style="said", tone="ink", floor=0.85)
    detail = Label(name="answer.detail", text=told.detail, style="caption", tone="ink_mid", floor=0.85)
    below = detail if told.detail else None
    words: Node = row(item(column(said, below, lead="centre"), main=flex()), points, gap="m")
    if large:
        words = column(row(item(said, main=flex()), points, gap="m"), below)
    right = IconText(
        name="answer.right", icon="check" if told.right else "miss", tone="ink", icon_size="icon_small"
    )
    return item(row(right, item(words, main=flex()), gap="m"), height=content(most="answer"))


def _tabs(scene: Explaining, told: Explanation, chosen: TabText) -> Node:
    def tab(index: int, text: TabText) -> Tab:
        return Tab(
            name=f"tab-{text.id}",
            text=text.word,
            icon=text.icon,
            on=text is chosen,
            wide=len(told.tabs) <= 2,
            press=lambda: scene.choose_tab(index),
        )

    tabs = [tab(i, text) for i, text in enumerate(told.tabs)]
    return item(row(*tabs, gap="s", lead="stretch"), height=fixed("tab"))


@screen_part(frozen=True, slots=True)
class ReadingRoom(Node):
    """A part that wants the same room whatever it holds, so that nothing moves from tab to tab."""

    child: Node

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the height of an upright screen's column; less where the keys above it must be low."""
        high = layout.length("reading_low" if layout.low_keys else "reading_high")
        larger = layout.height("X", "body", width) - layout.look.theme.type["body"].line
        return width, high + GROWING_LINES * larger

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place what it holds."""
        return self.child.place(layout, box)


@screen_part(frozen=True, slots=True)
class PagedExplanation(Node):
    """A heading and a text on paper, in pages where it is too long, with a key for the next page."""

    heading: str
    text: str
    page: int
    more: Callable[[], None]
    spoken: Callable[[int, int], str]
    """The key in words: the number of the page, and how many there are."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return heading, page and key."""
        heading_h = self._heading_height(layout, box)
        high = box.h - heading_h - layout.length("xs")
        beside = layout.length("key") + layout.length("m")
        pages = lines_per_page(layout, self.text, "body", box.w, high)
        paged = len(pages) > 1
        if paged:
            pages = lines_per_page(layout, self.text, "body", box.w - beside, high)
        at = self.page % len(pages)
        body = Label(name="text", text=pages[at], tone="ink", floor=0.9)
        more = Button(
            name="more", look="ink", icon="next", press=self.more, spoken=self.spoken(at + 1, len(pages))
        )
        heading = Label(name="text.heading", text=self.heading, style="h3", tone="ink", floor=0.6)
        return column(
            item(heading, height=fixed(heading_h)),
            item(
                row(
                    item(body, main=flex()),
                    item(more, width=fixed("key"), height=fixed("key"), down="end") if paged else None,
                    gap="m",
                ),
                main=flex(),
            ),
            gap="xs",
        ).place(layout, box)

    def _heading_height(self, layout: Layout, box: Box) -> float:
        """Return the room for the heading: as many lines as it has in text of normal size."""
        lines = layout.height(self.heading, "h3", box.w, grow=False)
        lines /= layout.height("X", "h3", box.w, grow=False)
        line = layout.height("X", "h3", box.w)
        return min(lines * line, max(line, box.h * HEADING_SHARE))


def _stage_words(t: Translator, tab: TabText) -> str:
    """Return which stage left the trace; nothing where the tab does not say."""
    if tab.stage is None:
        return ""
    name = tab.stage.name.get(t.language)
    return name if tab.stage.number == OWN_WORDS else t("reveal.mostly", n=tab.stage.number, stage=name)


def _stage(scene: Explaining, tab: TabText) -> Node | None:
    """Return the row of stages with the one that left the trace, or that one alone."""
    if tab.stage is None:
        return None
    words = _stage_words(scene.t, tab)
    if tab.stage.number == OWN_WORDS:
        line = icon_text(
            "stage.name", tab.stage.icon, words, style="label", tone="ink", icon_size="icon_small"
        )
        low = item(line, height=content(most="stage_line"))
        return column(item(Rule(name="stage.rule", paper=True), height=fixed("hair")), low, gap="s")
    stages = [stage for stage in scene.context.guide.stages.values() if stage.number < OWN_WORDS]
    chosen = stages.index(tab.stage)
    return column(
        item(
            StepLine(name="stages", icons=tuple(stage.icon for stage in stages), chosen=chosen),
            height=fixed("icon_large"),
        ),
        Label(
            name="stage.name", text=words, style="label", tone="ink", align="right", floor=0.7, max_lines=1
        ),
        gap="xs",
    )


def _chips(scene: Explaining, told: Explanation) -> Node | None:
    """Return a key for each of several tell-tales."""
    if len(told.traces) < 2:
        return None

    def chip(index: int, icon: str, name: str) -> Tab:
        return Tab(
            name=f"artefact-{index}",
            text=f"{index + 1}. {name}",
            icon=icon,
            on=index == scene.artefact,
            wide=True,
            press=lambda: scene.choose_artefact(index),
        )

    chips = [chip(i, trace.icon, trace.name) for i, trace in enumerate(told.traces)]
    return item(row(*(item(tab, main=flex()) for tab in chips), gap="s"), height=fixed("key"))
