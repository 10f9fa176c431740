"""A visit's session: the game's own screens with the kiosk's differences.

An answer is counted, never kept; after so many minutes the clip on the table is the last one; a clip that
fails is noted for staff; the summary leads to one thing to take home.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from game.campaign.lesson import LessonScene
from game.content.levels import Level
from game.kiosk.screens.dock import Docked
from game.kiosk.screens.takeaway import TakeawayScene
from game.play.controller import OpenPlayer, Play, PlayOptions, SceneOf, open_player
from game.play.glossary_page import glossary_scene
from game.play.judge import JudgeScene
from game.play.reveal import RevealScene
from game.play.skipped import SkippedScene
from game.play.spot import SpotScene
from game.play.summary import SummaryOptions, SummaryScene
from game.play.watch import WatchScene
from game.quiz.phase import Phase
from game.quiz.summary import Summary
from game.ui.presets import primary, secondary
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

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
    """Return the screen of each phase."""
    return {
        Phase.WATCH: WatchScene,
        Phase.JUDGE: JudgeScene,
        Phase.SPOT: SpotScene,
        Phase.REVEAL: lambda play: RevealScene(play, note=_others(play, kiosk)),
        Phase.SKIPPED: lambda play: SkippedScene(play, mend=False),
        Phase.DONE: lambda play: SummaryScene(play, _end(play, kiosk)),
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
        self.context.stack.push(glossary_scene(self.context, self.card.terms))


def _others(play: Play, kiosk: Kiosk) -> Callable[[], str]:
    """Return the sentence on how many visitors were fooled; nothing until enough have answered."""
    deal = play.round.deal
    crowd = kiosk.crowd((deal.pack, deal.clip.id))

    def words() -> str:
        if crowd is None:
            return ""
        (fooled, visitors), t = crowd, play.context.t
        if not fooled:
            return t("kiosk.crowd_none", total=visitors)
        return t("kiosk.crowd" if play.round.correct else "kiosk.crowd_too", fooled=fooled, total=visitors)

    return words


def _end(play: Play, kiosk: Kiosk) -> SummaryOptions:
    """Return how a visit's session ends: with what to take home."""
    context = play.context

    def keys(told: Summary) -> list[Button]:
        t = context.t

        def take_home() -> None:
            context.stack.replace(TakeawayScene(context, kiosk, told))

        return [
            secondary("finish", t("kiosk.finish"), kiosk.over, icon="home"),
            primary("take-home", t("kiosk.take_home"), take_home, first=True, shortcuts=("pagedown",)),
        ]

    return SummaryOptions(leave=kiosk.over, keys=keys)
