"""A visit's session: the game's own screens with the kiosk's differences.

An answer is counted, never kept; when its minutes are over the clip on screen is the last one; a clip that
fails is noted for staff; the summary leads to one thing to take home.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.campaign.lesson import LessonScene
from game.campaign.navigation import PageNavigation
from game.content.levels import Level
from game.kiosk.screens.takeaway import TakeawayScene
from game.play.controller import Play, PlayOptions, SceneOf
from game.play.judge import JudgeScene
from game.play.opening_clip import OpenPlayer, open_player
from game.play.reveal import RevealScene
from game.play.skipped import SkippedScene
from game.play.spot import SpotScene
from game.play.summary import SummaryOptions, SummaryScene
from game.play.watch import WatchScene
from game.quiz.phase import Phase
from game.quiz.summary import Summary
from game.ui.presets import primary, secondary
from game.ui.widgets.controls import Button

if TYPE_CHECKING:
    from game.campaign.model import Campaign, Chapter
    from game.kiosk.screens.service import Visits
    from game.play.context import Context
    from game.play.dealer import Dealer
    from game.ui.scene import Scene


def visit_play(
    context: Context,
    level: Level,
    visits: Visits,
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
        on_failure=visits.failed,
    )
    return Play(context, level, _scenes(visits), options)


def _scenes(visits: Visits) -> dict[Phase, SceneOf]:
    """Return the screen of each phase, with what differs on a kiosk."""
    return {
        Phase.WATCH: WatchScene,
        Phase.JUDGE: JudgeScene,
        Phase.SPOT: SpotScene,
        Phase.REVEAL: lambda play: RevealScene(play, note=_crowd_note(play, visits), detector=False),
        Phase.SKIPPED: lambda play: SkippedScene(play, mend=False),
        Phase.DONE: lambda play: _ending(play, visits),
    }


def _ending(play: Play, visits: Visits) -> Scene:
    """Return the summary, or before it the post with which a visit ends."""
    summary = SummaryScene(play, _last_keys(play.context, visits))
    return visits.post(lambda: play.context.stack.replace(summary)) or summary


def lesson_scene(
    context: Context, campaign: Campaign, chapter: Chapter, index: int, navigation: PageNavigation
) -> LessonScene:
    """Return a lesson card of a visit: it stands for itself, without its chapter."""
    return LessonScene(context, campaign, chapter, index, navigation, alone=True)


def _crowd_note(play: Play, visits: Visits) -> Callable[[], str]:
    """Return what says how many of the last visitors were fooled by a clip; nothing for too few."""
    deal = play.round.deal
    crowd = visits.crowd((deal.pack, deal.clip.id))

    def note() -> str:
        if crowd is None:
            return ""
        (fooled, total), t = crowd, play.context.t
        if not fooled:
            return t("kiosk.crowd_none", total=total)
        return t("kiosk.crowd" if play.round.correct else "kiosk.crowd_too", fooled=fooled, total=total)

    return note


def _last_keys(context: Context, visits: Visits) -> SummaryOptions:
    """Return the ways on from the summary: the end, and what to take home. A visit has no second session."""

    def keys(summary: Summary) -> Sequence[Button]:
        t = context.t

        def take_home() -> None:
            context.stack.replace(TakeawayScene(context, visits, summary))

        return (
            secondary("finish", t("kiosk.finish"), visits.over, icon="home"),
            primary("take-home", t("kiosk.take_home"), take_home, first=True, shortcuts=("pagedown",)),
        )

    return SummaryOptions(visits.over, keys)
