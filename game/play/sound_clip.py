"""What a screen does with a clip that is sound only: go to a moment, step by tenths, go round and round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from game.media.clip import PlayerState
from game.media.lone_sound import MOMENTS
from game.play.sound_view import DrawnSound
from game.ui.scene import Scene
from game.ui.widgets.controls import Button

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.media.clip import ClipPlayer
    from game.ui.events import Key

STEP: Final = MOMENTS // 10
"""Moments of a sound that one step goes: a tenth of a second."""
TICK: Final = 0.2
"""Seconds between the ticks of its time line."""
JUMP: Final = 0.5
"""Seconds that an arrow key goes."""
SMALL_JUMP: Final = 0.1
"""Seconds that it goes with Shift."""


class SoundClip(Scene):
    """The part of a screen with a clip that only a sound needs; `ClipScreen` has the rest."""

    _went_on = False

    @property
    def t(self) -> Translator:
        """The texts in the language of now."""
        raise NotImplementedError

    @property
    def player(self) -> ClipPlayer | None:
        """The player of the clip; None where it could not be opened."""
        raise NotImplementedError

    def drawn_sound(self) -> DrawnSound:
        """Return whose sound is drawn, and what is shown over it."""
        return DrawnSound(self.player)

    def at_moment(self, phase: Literal["down", "move", "up"], seconds: float) -> None:
        """Take a touch on the drawing: go to that moment, and play on from there."""
        player = self.player
        if player is None:
            return
        if phase == "down":
            self._went_on = player.state is PlayerState.PLAYING
            player.pause()
        player.seek(seconds)
        if phase == "up" and self._went_on:
            player.play()

    def on_sound_key(self, key: Key) -> bool:
        """Take a key while the drawing has the focus: arrows go along it, Enter and Space play."""
        player, by = self.player, SMALL_JUMP if key.shift else JUMP
        if player is None:
            return False
        if key.name in ("return", "space"):
            self.toggle_play()
        elif key.name in ("left", "right"):
            there = player.time + (by if key.name == "right" else -by)
            player.seek(min(player.seconds, max(0.0, there)))
        else:
            return False
        return True

    def toggle_play(self) -> None:
        """Play or pause; from the end, from the start again."""
        if self.player is not None:
            self.player.toggle()

    def toggle_loop(self) -> None:
        """Play round and round, or only to the end."""
        if self.player is not None:
            self.player.set_loop(not self.player.loop)

    def round_key(self, *, words: bool) -> Button:
        """Return the key for going round and round."""
        text = self.t("watch.loop")
        on = self.player is not None and self.player.loop
        press = self.toggle_loop
        return Button(name="loop", icon="loop", text=text if words else "", press=press, spoken=text, on=on)
