"""Two clips side by side, in silence and in step: the original shows the frame that the edit shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from game.media.clip import PlayerState
from game.play.clip_screen import SPEEDS, ZOOMS, ClipScreen
from game.play.magnifier import Loupe
from game.quiz.answer import SIDES
from game.ui.layout import Node, fixed, flex, free, item, row
from game.ui.presets import key_row
from game.ui.scene import Change
from game.ui.widgets.stage import Stage, stage_tag

if TYPE_CHECKING:
    from game.media.clip import ClipPlayer
    from game.media.surface import ClipPicture
    from game.quiz.answer import Side
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.widgets.base import Widget


class TwoStages(ClipScreen):
    """Both clips of a pair, one clock. Whose screen it is says where the edit stands."""

    _asked: int | None = None
    """The frame that the original was asked for last."""

    @property
    def edit_side(self) -> Side:
        """Where the edit stands."""
        raise NotImplementedError

    @property
    def beside(self) -> ClipPlayer | None:
        """The player of the original; None where it could not be opened."""
        raise NotImplementedError

    def at(self, side: Side) -> ClipPlayer | None:
        """Return the player of the clip on `side`."""
        return self.player if side == self.edit_side else self.beside

    # -- life --------------------------------------------------------------------------------------

    def go_round(self) -> None:
        """Let both go round and round."""
        if self.player is not None:
            self.player.set_loop(True)
            self.player.play()

    def update(self, now: float) -> Change:
        """Let both clips run; without its original a pair is no pair, and is skipped."""
        change = super().update(now)
        if self.context.stack.top.scene is not self:
            return change  # what is open now belongs to another screen
        player, beside = self.player, self.beside
        if change is Change.ALL and (player is None or player.state is PlayerState.FAILED):
            return change
        if beside is None or beside.state is PlayerState.FAILED:
            self.on_failure(beside.failure or "unreadable" if beside is not None else "missing")
            return Change.ALL
        if player is not None and self._asked != player.index:
            self._asked = player.index
            beside.show(player.index)
        return max(change, Change.LIVE) if beside.update() else change

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips."""
        beside = self.beside
        dues = [super().next_due(now), beside.next_due() if beside is not None else None]
        return min((due for due in dues if due is not None), default=None)

    def settle(self) -> None:
        """Wait for both clips."""
        super().settle()
        if self.beside is not None:
            self.beside.settle()

    # -- pieces ------------------------------------------------------------------------------------

    def stages(self) -> Node:
        """Return both clips, left and right on every canvas."""
        return row(*(item(free(partial(self._stage, side)), main=flex()) for side in SIDES), gap="l")

    def _stage(self, side: Side, box: Box) -> list[Widget]:
        """Return the stage of one side; the loupe looks at the same place of both."""

        def drag(phase: Literal["down", "move", "up"], x: float, y: float) -> None:
            self._stage_box, self._clip_box = box, stage.clip_box
            self.drag_on(side, phase, x, y)

        stage = Stage(
            name=f"stage-{side}",
            box=box,
            live=True,
            lit=float(self.lights(side)),
            picture=partial(self._picture, side),
            aspect=self.clip.aspect,
            overlay=partial(self._over, side, box),
            waiting=self.waiting(),
            drag=drag,
            key=self.on_stage_key,
            wheel=lambda steps: self.step(1 if steps < 0 else -1),
            spoken=self.t(f"pair.{side}"),
        )
        return [stage]

    def lights(self, side: Side) -> bool:
        """Tell whether the stage of `side` is lit."""
        return False

    def drag_on(self, side: Side, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Take a finger on one of both stages."""
        self.on_stage_drag(phase, x, y)

    def _picture(self, side: Side) -> ClipPicture | None:
        player = self.at(side)
        return player.picture if player is not None else None

    def _over(self, side: Side, box: Box, p: Painter, clip: Box) -> None:
        self.draw_on(side, p, clip)
        picture = self._picture(side)
        if self.loupe_on and picture is not None:
            Loupe(self.loupe_at, ZOOMS[self.zoom], self.zoom_words()).draw(p, picture.whole, clip, box)

    def draw_on(self, side: Side, p: Painter, clip: Box) -> None:
        """Draw what lies over the clip of one side: which one it is."""
        stage_tag(p, clip, "eye", self.t(f"pair.{side}"))

    def transport(self) -> Node:
        """Return the keys that move both clips."""
        back, on = self.step_keys()
        return key_row(
            item(back, width=fixed("key")),
            item(self.play_key(words=True), main=flex(1.4)),
            item(on, width=fixed("key")),
            *(item(self.speed_key(speed), main=flex(0.6, least="key")) for speed in SPEEDS),
            item(self.loupe_key(words=True), main=flex(1.4)),
            gap="m",
        )
