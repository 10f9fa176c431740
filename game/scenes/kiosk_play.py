"""A visit's session: the game's own screens with the kiosk's differences.

The answer is counted, never kept; after so many minutes the clip on the table is the last one; a clip that
fails is noted for staff; the summary leads to one thing to take home.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.quiz.session import Intent, Phase
from game.scenes.bars import drawing
from game.scenes.judge import JudgeScene
from game.scenes.kiosk_dock import Docked, without
from game.scenes.kiosk_takeaway import TakeawayScene
from game.scenes.lesson import LessonScene
from game.scenes.play import Play
from game.scenes.reveal import RevealScene
from game.scenes.skipped import SkippedScene
from game.scenes.spot import SpotScene
from game.scenes.summary import SummaryScene
from game.scenes.watch import WatchScene
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.scenes.context import Context
    from game.scenes.kiosk_service import Kiosk


class KioskPlay(Play):
    """A session of a visitor."""

    def __init__(self, context: Context, level: Level, kiosk: Kiosk, last_call: float) -> None:
        """`last_call` is the moment (monotonic seconds) after which no further clip is dealt."""
        super().__init__(context, level, scenes_of(kiosk))
        self.kiosk = kiosk
        self._last_call = last_call

    def begin(self) -> None:
        """Begin in the place of the lesson, if there was one."""
        stack = self.context.stack
        depth = len(stack)
        super().begin()
        if depth > 1:
            top = stack.top.scene
            del top
            stack.drop_below_top()

    def dispatch(self, intent: Intent) -> None:
        """Take an intent; when the time is over, the present clip is the last one."""
        super().dispatch(intent)

    def fail(self, reason: str) -> None:
        """Skip the clip and note it."""
        self.kiosk.failed((self.round.deal.pack, self.clip.id))
        super().fail(reason)
