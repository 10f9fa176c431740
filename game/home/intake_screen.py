"""What becomes of files that were dropped or chosen: progress with a way to stop, then what they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, get_args

from game.content.models import TruthLabel
from game.datasets.said import FEATURE
from game.home.intake import IntakeItem, IntakeOutcome
from game.ui.layout import Node, column, content, flex, item, spacer
from game.ui.presets import key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.progress import ProgressBar

if TYPE_CHECKING:
    from game.datasets.said import Sentence
    from game.home.arrivals import Arrivals
    from game.i18n import Translator
    from game.play.context import Context


MOST_ASKING: Final = 2
"""With so many keys that ask something there is no room for another."""


class IntakeScene(Scene):
    """Shows the last intake; what runs goes on when the screen is left."""

    name = "intake"

    def __init__(self, context: Context, arrivals: Arrivals, choose_file: Callable[[], None]) -> None:
        self.context = context
        self.arrivals = arrivals
        self.choose_file = choose_file
        self.page = 0
        self._seen: tuple[IntakeItem, ...] = ()

    @property
    def items(self) -> tuple[IntakeItem, ...]:
        """The files and what has become of them."""
        return self.arrivals.intake.items if self.arrivals.intake is not None else ()

    def on_back(self) -> None:
        """Back to where the player came from; what runs goes on."""
        self.context.stack.pop()

    def update(self, now: float) -> Change:
        """Draw anew when the work has come further."""
        if self.items == self._seen:
            return Change.NONE
        self._seen = self.items
        return Change.ALL

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page += by

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar; how far it is, or what came of it; the ways on."""
        t, items = self.context.t, self.items
        running = next((number for number, one in enumerate(items) if not one.over), None)
        if running is not None:
            body: Node = panel("intake.panel", self._progress(running), around="margin")
            stop = secondary("stop", t("getting.stop"), self.arrivals.stop_intake, icon="close", first=True)
            keys = [stop]
        else:
            facts = [(one.named(t.language), outcome_words(self.context, one)) for one in items]
            body = TextPage(facts, self.page, self.turn, t)
            keys = asking = list(self._asking())
            if len(asking) < MOST_ASKING:
                more = secondary("file", t("library.open"), self.choose_file, icon="folder", shortcuts=("o",))
                keys = [*asking, more]
            keys = [*keys, primary("done", t("getting.done"), self.on_back, icon="check", first=not asking)]
        bar = top_bar(t, t("intake.title"), t("intake.count", n=len(items)), back=self.on_back)
        width = layout.choose(content("on_key"), flex())
        foot = key_row(layout.choose(spacer(), None), *(item(key, main=width) for key in keys))
        return screen(bar, item(body, main=flex()), foot=foot).place(layout, layout.area)

    def _asking(self) -> Iterator[Button]:
        """Yield the keys for the first dataset that waits for somebody's word: its terms, or what 1 means."""
        waiting = next((one for one in self.items if one.terms is not None), None)
        if waiting is not None:
            words = self.context.t("intake.terms")
            yield secondary("terms", words, lambda: self._read_terms(waiting), icon="info", first=True)
            return
        unclear = next((one for one in self.items if one.outcome is IntakeOutcome.NUMBERS), None)
        if unclear is not None:
            for label in get_args(TruthLabel):
                press = partial(self.arrivals.decide, unclear, label)
                words = self.context.t(f"intake.one.{label}")
                yield secondary(f"one-{label}", words, press, icon=label, first=label == "real")

    def _read_terms(self, one: IntakeItem) -> None:
        from game.home.terms import TermsScene

        intake, context = self.arrivals.intake, self.context
        if intake is not None and one.terms is not None:
            title = one.named(context.t.language)
            confirm = partial(self.arrivals.confirm, one)
            context.stack.push(TermsScene(context, title, one.terms, confirm))

    def _progress(self, number: int) -> Node:
        t, one = self.context.t, self.items[number]
        share = one.done / one.total if one.total else 0.0
        counted = _counted(t, one)
        return column(
            Label(name="intake.name", text=one.named(t.language), style="h2", align="centre", floor=0.6),
            ProgressBar(name="intake.bar", share=share),
            Label(name="intake.words", text=counted, tone="text_mid", align="centre", floor=0.8),
            gap="xl",
            lead="centre",
        )


def _counted(t: Translator, one: IntakeItem) -> str:
    """Return how far it is in words."""
    if one.outcome is IntakeOutcome.IMPORTING and one.stage:
        key = "list" if not one.total else one.stage
        return t(f"intake.import.{key}", n=one.done, total=one.total)
    return t("intake.clips", n=one.done, total=one.total) if one.total else t("intake.looking")


def outcome_words(context: Context, one: IntakeItem) -> str:
    """Return what a file was and what can be done with it, then the lines that a command would print."""
    t = context.t
    real, manipulated = one.taken
    words = t(f"intake.{one.outcome}", name=one.named(t.language), real=real, manipulated=manipulated)
    if one.outcome is IntakeOutcome.REFUSED_SET and one.why is not None:
        words = f"{words} {one.why.get(t.language)}"
    return "\n".join((words, *(said_words(t, said) for said in one.said), *one.details))


def said_words(t: Translator, said: Sentence) -> str:
    """Return what an import says, in the player's language."""
    values = dict(said.values)
    for name, table in ((FEATURE, "feature"), ("reason", "reason")):
        if name in values:
            words = str(values[name]).replace(" ", "_")
            values[name] = t(f"import.{table}.{words}")
    return t(f"import.{said.name}", **values)
