"""A visit's session: the game's own screens with the kiosk's differences.

An answer is counted, never kept; after so many minutes the clip on the table is the last one; a clip that
fails is noted for staff; the summary leads to one thing to take home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from game.campaign.lesson import LessonScene
from game.content.levels import Level
from game.kiosk.screens.dock import Docked, without
from game.kiosk.screens.takeaway import TakeawayScene
from game.play.chrome import drawing
from game.play.controller import OpenPlayer, Play, PlayOptions, SceneOf, open_player
from game.play.glossary_page import FactsScene, words_scene
from game.play.judge import JudgeScene
from game.play.provenance import ProvenanceScene
from game.play.reveal import RevealScene
from game.play.skipped import SkippedScene
from game.play.spot import SpotScene
from game.play.summary import SummaryScene
from game.play.watch import WatchScene
from game.quiz.phase import Phase
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

if TYPE_CHECKING:
    from game.kiosk.screens.service import Kiosk
    from game.play.context import Context
    from game.play.dealer import Dealer


def visit_play(
    context: Context,
    level: Level,
    kiosk: Kiosk,
    last_call: float,
    *,
    dealer: Dealer | None = None,
    opener: OpenPlayer = open_player,
) -> Play:
    """Return a visitor's session. After `last_call` (monotonic seconds) no further clip is dealt.

    Its first clip takes the place of the lesson, or lies on the attract screen.
    """
    options = PlayOptions(
        dealer=dealer,
        open_player=opener,
        in_place=True,
        time_is_up=lambda: context.clock() >= last_call,
        on_failure=kiosk.failed,
    )
    return Play(context, level, _scenes(kiosk), options)


def _scenes(kiosk: Kiosk) -> dict[Phase, SceneOf]:
    """Return the kiosk's screen of each phase."""
    return {
        Phase.WATCH: KioskWatchScene,
        Phase.JUDGE: KioskJudgeScene,
        Phase.SPOT: KioskSpotScene,
        Phase.REVEAL: lambda play: KioskRevealScene(play, kiosk),
        Phase.SKIPPED: KioskSkippedScene,
        Phase.DONE: lambda play: KioskSummaryScene(play, kiosk),
    }


class KioskLessonScene(Docked, LessonScene):
    """A lesson card of a visit: it stands for itself, without its chapter."""

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Name the card instead of the chapter."""
        card, total = self.chapter.lesson[self.index], len(self.chapter.lesson)
        texts = {
            "bar.title": card.title.get(self.context.language),
            "bar.subtitle": self.context.t("page.of", n=self.index + 1, total=total),
        }
        return [
            replace(w, text=texts[w.name]) if isinstance(w, Label) and w.name in texts else w
            for w in super().build(layout)
        ]

    def open_words(self) -> None:
        """Explain the terms of this card."""
        self.context.stack.push(words_scene(self.context, self.card.terms, KioskFactsScene))


class KioskFactsScene(Docked, FactsScene):
    """Words to know."""


class KioskProvenanceScene(Docked, ProvenanceScene):
    """Source, licence and consent."""


class KioskWatchScene(Docked, WatchScene):
    """Watch."""


class KioskJudgeScene(Docked, JudgeScene):
    """Judge."""


class KioskSpotScene(Docked, SpotScene):
    """Spot."""


class KioskRevealScene(Docked, RevealScene):
    """Reveal, with what the last visitors here thought of the clip."""

    def __init__(self, play: Play, kiosk: Kiosk) -> None:
        super().__init__(play)
        deal = play.round.deal
        self.crowd = kiosk.crowd((deal.pack, deal.clip.id))

    def show_provenance(self) -> None:
        """Open the details of source, licence and consent."""
        self.context.stack.push(KioskProvenanceScene(self.context, self.play.provenance()))

    def reading_most(self) -> float:
        """Return little, so that the keys of the stage are in the lower half; large type needs more."""
        return 396.0 + 220.0 * (self.context.settings.text_size - 1.0)

    def bar(self, layout: Layout) -> list[Widget]:
        """Say in the bar how many of the last visitors were fooled, once enough have answered."""
        widgets = super().bar(layout)
        if self.crowd is None:
            return widgets
        (fooled, visitors), t = self.crowd, self.t
        if not fooled:
            words = t("kiosk.crowd_none", total=visitors)
        elif self.play.round.correct:
            words = t("kiosk.crowd", fooled=fooled, total=visitors)
        else:
            words = t("kiosk.crowd_too", fooled=fooled, total=visitors)
        number = next((w.text for w in widgets if isinstance(w, Label) and w.name == "bar.subtitle"), "")
        return [self._told(widget, words, number) for widget in widgets] + [self._team(widgets)]

    @staticmethod
    def _told(widget: Widget, words: str, number: str) -> Widget:
        if isinstance(widget, Label) and widget.name == "bar.title":
            return replace(widget, text=number, style="caption", grow=False)
        if isinstance(widget, Label) and widget.name == "bar.subtitle":
            box = Box(widget.box.x + 40, widget.box.y - 4, widget.box.w - 40, widget.box.h + 6)
            return replace(widget, text=words, tone="text", style="label", box=box, floor=0.75, max_lines=2)
        return widget

    @staticmethod
    def _team(widgets: Sequence[Widget]) -> Widget:
        below = next(w.box for w in widgets if w.name == "bar.subtitle")

        def paint(p: Painter, box: Box) -> None:
            p.icon("team", box.cx, box.cy, 28, p.palette.text)

        return drawing("bar.crowd", Box(below.x, below.y - 4, 32, below.h + 6), paint)


class KioskSkippedScene(Docked, SkippedScene):
    """A clip that could not be played: nothing for a visitor to mend here."""

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the words and the way on."""
        return without(
            super().build(layout), "check-pack", "skipped.how", "skipped.do", "skipped.facts", "skipped.panel"
        )


class KioskSummaryScene(Docked, SummaryScene):
    """The summary; one way on, to what to take home."""

    def __init__(self, play: Play, kiosk: Kiosk) -> None:
        super().__init__(play)
        self.kiosk = kiosk

    def on_back(self) -> None:
        """End the visit."""
        self.kiosk.over()

    def take_home(self) -> None:
        """Show the last screen."""
        self.context.stack.replace(TakeawayScene(self.context, self.kiosk, self.told))

    def _foot(self, row: Box) -> list[Widget]:
        t = self.context.t
        left, right = row.columns((1.0, 1.0), 16)
        return [
            Button(name="finish", box=left, icon="home", text=t("kiosk.finish"), press=self.on_back),
            Button(
                name="take-home",
                box=right,
                look="primary",
                icon="next",
                icon_after=True,
                text=t("kiosk.take_home"),
                press=self.take_home,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]

    def _next(self, box: Box) -> list[Widget]:
        """Show what to practise, without its key: a visit has no second session."""
        widgets = without(super()._next(Box(box.x, box.y, box.w, box.h + 64)), "practise")
        return [replace(w, box=box) if isinstance(w, Panel) else w for w in widgets]
