"""Ways of looking: which screens show a session, by its level - closely, at first glance, in pairs."""

from __future__ import annotations

from game.play.controller import Play
from game.play.first_glance import GlanceJudgeScene, GlanceScene
from game.play.first_glance_reveal import GlanceRevealScene
from game.play.judge import JudgeScene
from game.play.pair import PairJudgeScene, PairSpotScene, PairWatchScene
from game.play.pair_reveal import PairRevealScene
from game.play.reveal import RevealScene
from game.play.session_screen import SessionScreen
from game.play.spot import SpotScene
from game.play.watch import WatchScene


def watch_scene(play: Play) -> SessionScreen:
    """Return the screen for watching."""
    if play.level.pairs:
        return PairWatchScene(play)
    return WatchScene(play) if play.level.glance is None else GlanceScene(play)


def judge_scene(play: Play) -> SessionScreen:
    """Return the screen for judging, without the clip after a first glance."""
    if play.level.pairs:
        return PairJudgeScene(play)
    return JudgeScene(play) if play.level.glance is None else GlanceJudgeScene(play)


def spot_scene(play: Play) -> SessionScreen:
    """Return the screen for pointing: in a pair, at the clip that was chosen."""
    return PairSpotScene(play) if play.level.pairs else SpotScene(play)


def reveal_scene(play: Play) -> SessionScreen:
    """Return the screen of the truth: in detail, or of the whole first."""
    if play.level.pairs:
        return PairRevealScene(play)
    return RevealScene(play) if play.level.glance is None else GlanceRevealScene(play)
