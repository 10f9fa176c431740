"""The summary: how sharp, how suspicious, how honest about one's own doubt, which tell-tales, what next.

Words and bands, never a bare number as if it were exact; false alarms as loud as misses; nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.play import summary_panels as figures
from game.play.detector_opinion import duel_of
from game.quiz.summary import Summary, summarise
from game.ui.layout import Child, Node, column, content, fixed, flex, item, row, spacer, split
from game.ui.presets import key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label
from game.ui.widgets.figures import Ticks
from game.ui.widgets.progress import PointsCounter

if TYPE_CHECKING:
    from game.play.controller import Play

PRACTICE_ROUNDS = 5
SHOWN_KINDS = 5
MOST_BOXES = 4


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How a session ends where no other one can be begun."""

    leave: Callable[[], None]
    """What the key back does."""
    keys: Callable[[Summary], Sequence[Button]]
    """The ways on, from left to right, for what the session has shown."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next: an icon, a title, a text, and the words of the key that begins it."""

    icon: str
    title: str
    text: str
    start: str


class SummaryScene(Scene):
    """Shown once at the end of a session."""

    name = "summary"

    def __init__(self, play: Play, options: SummaryOptions | None = None) -> None:
        self.play = play
        self.options = options
        self.context = play.context
        self.told = summarise(play.session.answers)
        self.glanced = play.level.glance is not None
        self.duel = duel_of(play) if play.level.detector else None
        weakest = self.told.practise_next
        self.next_kind = weakest.kind if weakest is not None else None

    def on_back(self) -> None:
        """Back to the menu."""
        if self.options is not None:
            self.options.leave()
        else:
            self.context.stack.back_to("menu")

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    def look_back(self) -> None:
        """Look at the clips of this session again."""
        from game.play.lookback import LookBackScene

        self.context.stack.push(LookBackScene(self.play))

    def again(self) -> None:
        """Play the same level once more."""
        self._start(self.play.level)

    def practise(self) -> None:
        """Play five clips on the tell-tale that was missed most; after first glances, look closely."""
        if self.glanced:
            self._start(self.play.level.model_copy(update={"glance": None}))
            return
        if self.next_kind is None:
            self.again()
            return
        title = self.context.guide.kinds[self.next_kind].name
        update = {"rounds": PRACTICE_ROUNDS, "kinds": (self.next_kind,), "stages": (), "title": title}
        self._start(self.play.level.model_copy(update=update))

    def _start(self, level: Level) -> None:
        from game.play.controller import Play

        self.context.stack.back_to("menu")
        Play(self.context, level, self.play.scenes).begin()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Five panels and the ways on."""
        t, told = self.play.t, self.told
        bar = top_bar(
            t,
            self.play.level.title.get(t.language),
            t("summary.finished", n=told.total),
            back=self.on_back,
            settings=self.open_settings,
            right=PointsCounter(name="points", points=self.play.session.points),
        )
        sure = figures.sureness_panel(t, told)
        if self.duel is not None:
            sure = figures.duel_panel(t, self.duel)
        if self.play.level.pairs:
            upper = split(
                item(figures.pairs_panel(t, told.pairs), main=flex()), item(sure, main=flex()), gap="l"
            )
            answers: Node = self._kinds(layout)
        else:
            upper = split(
                item(figures.sharp_panel(t, told), main=flex()),
                item(figures.leaning_panel(t, told), main=flex()),
                gap="l",
            )
            answers = row(item(sure, main=flex(0.9)), item(self._kinds(layout), main=flex()), gap="l")
        lower = split(item(answers, width=flex(2), main=flex(1.4)), item(self._next(), main=flex()), gap="l")
        share = layout.choose(0.7, 0.9)
        body = column(item(upper, main=flex(share)), item(lower, main=flex()), gap="l")
        return screen(bar, item(body, main=flex()), foot=self._foot()).place(layout, layout.area)

    def _foot(self) -> Node:
        t = self.context.t
        if self.options is not None:
            return key_row(*(item(key, main=flex()) for key in self.options.keys(self.told)), height="key")
        menu = secondary("menu", t("summary.menu"), self.on_back, icon="home")
        again = primary("again", t("summary.again"), self.again, shortcuts=("pagedown",))
        back = secondary(
            "look-back",
            t("summary.look_back"),
            self.look_back,
            icon="replay",
            enabled=self.told.total > 0,
        )
        return key_row(
            item(menu, main=flex(0.8)), item(back, main=flex(1.1)), item(again, main=flex()), height="key"
        )

    # -- panels ------------------------------------------------------------------------------------

    def _kinds(self, layout: Layout) -> Node:
        """Return how many tell-tales were found, and each that was shown: a box, ticked if it was found."""
        t, guide, tally = self.play.t, self.context.guide, self.told.traces
        words = t("summary.traces", n=tally.found, of=tally.shown) if tally.shown else t("summary.kinds")
        head = Label(name="kinds.head", text=words, tone="text_mid", max_lines=1, floor=0.7)
        if not self.told.kinds:
            words = t("glance.no_kinds" if self.glanced else "summary.no_kinds")
            none = Label(name="kinds.none", text=words, tone="text_mid", floor=0.8)
            return panel("kinds.panel", column(head, item(none, main=flex()), gap="s"))
        rows: list[Child] = []
        places = layout.choose(_places(layout.look.type.text_size), SHOWN_KINDS)
        for line in self.told.kinds[:places]:
            kind, boxes = guide.kinds[line.kind], min(MOST_BOXES, line.shown)
            name = IconText(
                name=f"kinds.{line.kind}",
                icon=kind.icon,
                text=kind.name.get(t.language),
                floor=0.7,
                max_lines=2,
            )
            found = Ticks(name=f"kinds.{line.kind}-found", boxes=boxes, ticked=line.found)
            rows.append(item(row(item(name, main=flex()), found, gap="m"), main=flex()))
        rows += [spacer() for _ in range(places - len(rows))]
        words = t("summary.place_and_name", placed=tally.placed, named=tally.named)
        foot = Label(name="kinds.foot", text=words, style="caption", grow=False, floor=0.9)
        return panel("kinds.panel", column(head, item(column(*rows), main=flex()), foot, gap="s"))

    def _advice(self) -> Advice:
        """Return what to do next: the tell-tale that was missed most, or to look closely after a glance."""
        t, guide = self.play.t, self.context.guide
        if self.glanced:
            return Advice("loupe", t("glance.closely"), t("glance.closely_text"), t("glance.closely_start"))
        if self.next_kind is not None:
            kind = guide.kinds[self.next_kind]
            name, check = kind.name.get(t.language), kind.check.get(t.language)
            return Advice(kind.icon, name, check, t("summary.five_clips"))
        which = "well_seen" if self.told.counts.manipulated else "only_real"
        return Advice("check", t(f"summary.{which}"), t(f"summary.{which}_text"), t("summary.again"))

    def _next(self) -> Node:
        advice, words = self._advice(), self.context.t("summary.practise")
        head = Label(name="next.head", text=words, style="label", tone="ink_mid", max_lines=1, grow=False)
        title = IconText(
            name="next.title",
            icon=advice.icon,
            text=advice.title,
            style="h2",
            tone="ink",
            icon_size="icon_large",
            floor=0.6,
            max_lines=2,
        )
        start = Button(
            name="practise",
            look="ink",
            icon="next",
            icon_after=True,
            text=advice.start,
            press=self.practise,
            first=True,
        )
        text = Label(name="next.text", text=advice.text, tone="ink", floor=0.6)
        return panel(
            "next.paper",
            column(
                head,
                item(title, height=content(most="key")),
                item(text, main=flex()),
                item(start, height=fixed("key")) if self.options is None else None,
                gap="xs",
            ),
            paper=True,
            radius="key",
            around="l",
        )


def _places(text_size: float) -> int:
    """Return how many tell-tales have room side by side with the rest: long names take two lines."""
    return SHOWN_KINDS - (text_size > 1.2) - (text_size > 1.4)
