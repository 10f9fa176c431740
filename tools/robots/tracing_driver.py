"""A driver that tells each round as soon as its truth is on the screen: for those who kill the game then.

An answer must be in the store before its truth is shown. Whoever wants to see that hold reads these lines,
ends the process at any moment, and looks for the answers that were told.
"""

from __future__ import annotations

import sys

from game.play.controller import Play
from game.quiz.phase import Phase
from game.ui.driver import Driver


class Witness(Driver):
    """Writes `shown SESSION INDEX` to stderr, once for each round."""

    _told: tuple[str, int] | None = None

    def step(self, times: int = 1) -> None:
        """Let the loop run, then tell what it shows."""
        super().step(times)
        play = getattr(self.loop.stack.top.scene, "play", None) if len(self.loop.stack) else None
        if not isinstance(play, Play) or play.session.phase is not Phase.REVEAL:
            return
        round_ = (play.session.id, len(play.session.rounds) - 1)
        if round_ != self._told:
            self._told = round_
            print(f"shown {round_[0]} {round_[1]}", file=sys.stderr, flush=True)
