"""After the choice between two: which one was altered, both going on side by side, details when asked."""

from __future__ import annotations

from dataclasses import replace

from game.media.clip import ClipPlayer
from game.play.clip_stage import ClipStage
from game.play.explanation import Explanation
from game.play.first_glance_reveal import GlanceRevealScene
from game.ui.layout import Node, flex, item, row


class PairRevealScene(GlanceRevealScene):
    """The two clips stay on their sides, each with what it is."""

    name = "pair-reveal"

    def open_beside(self) -> ClipPlayer | None:
        """Take over the original that was beside the clip all the time."""
        return self.play.take_beside() or self.play.open_original()

    def stages(self) -> Node:
        """Return both clips where they stood."""
        clip = item(ClipStage(self.stage), main=flex())
        if self.original is None:
            return clip
        original = item(self.original_stage(), main=flex())
        sides = (clip, original) if self.play.round.deal.side == "left" else (original, clip)
        return row(*sides, gap="l")

    def told(self) -> tuple[Explanation, str]:
        """Return which one it was, how it was made, and how to go on looking."""
        told, _ = super().told()
        verdict = self.t(f"pair.verdict.{self.play.round.deal.side}")
        return replace(told, verdict=verdict), self.t("pair.whole" if told.right else "pair.other")
