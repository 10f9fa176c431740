"""A screen that lays a clip beside its original: a picture to be seen, a sound to be heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

import pygame

from game.media.amplify import amplify
from game.media.clip import PlayerState
from game.media.envelope import Envelope
from game.play.perception import is_heard
from game.play.second_look import SecondLookScreen
from game.ui.painter import Paintable
from game.ui.scene import Change

if TYPE_CHECKING:
    from game.content.models import Artefact
    from game.media.clip import ClipPlayer
    from game.play.controller import Play

ComparedSide = Literal["original", "clip"]
LEAD: Final = 0.3
"""Seconds that are heard before and after a tell-tale."""
BINS: Final = 320


class ComparedScreen(SecondLookScreen):
    """For a tell-tale that is seen, the original follows the clip; one that is heard plays one or the other.

    A picture is wiped and made stronger only where something of it was changed.
    """

    def __init__(self, play: Play, *, note: Callable[[], str] = str) -> None:
        super().__init__(play, note=note)
        self.artefact = 0
        self.original: ClipPlayer | None = None
        self.wipe: float | None = None
        self.stronger = False
        self.heard: ComparedSide = "clip"
        """Which of the two sounds was asked for last."""
        self._dragging_wipe = False
        self._asked: int | None = None
        self._amplified: tuple[tuple[int, int], pygame.Surface] | None = None
        self._states: tuple[PlayerState, PlayerState] | None = None
        self._outlines: dict[ComparedSide, Envelope] = {}

    # -- what was changed --------------------------------------------------------------------------

    @property
    def chosen(self) -> Artefact | None:
        """The tell-tale that is explained."""
        found = self.clip.artefacts
        return found[min(self.artefact, len(found) - 1)] if found else None

    @property
    def hearing(self) -> bool:
        """Tell whether the chosen tell-tale is heard, beside an original that can be heard as well.

        Of a sound nothing else can be compared, also where no tell-tale is known.
        """
        chosen = self.chosen
        heard = self.clip.sound_only if chosen is None else self._is_heard(chosen)
        return self.original is not None and heard and not self.asking_moment

    @property
    def seen_beside(self) -> bool:
        """Tell whether the original can be laid over the picture."""
        return self.original is not None and not self.hearing and not self.clip.sound_only

    def _is_heard(self, artefact: Artefact) -> bool:
        return is_heard(self.context.guide, self.clip, artefact)

    # -- life --------------------------------------------------------------------------------------

    def open_original(self) -> None:
        """Open the original, with its sound where a tell-tale is heard."""
        if self.play.round.deal.original is not None:
            heard = any(self._is_heard(artefact) for artefact in self.clip.artefacts)
            self.original = self.play.open_original(silent=not (heard or self.clip.sound_only))
            self.wipe = 1.0

    def leave(self) -> None:
        """Let go of the original."""
        if self.original is not None:
            self.original.close()
            self.original = None

    def pause(self) -> None:
        """Stop both clips."""
        super().pause()
        if self.original is not None:
            self.original.pause()

    def update(self, now: float) -> Change:
        """Let both clips run."""
        change = super().update(now)
        original, player = self.original, self.player
        if original is None:
            return change
        if original.state is PlayerState.FAILED:
            self.original, self.wipe = None, None
            return Change.ALL
        if self.seen_beside:
            self._follow()
        if original.update():
            change = max(change, Change.LIVE)
        states = None if player is None else (original.state, player.state)
        if self.hearing and states != self._states:
            self._states = states
            return Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips."""
        dues = [super().next_due(now), self.original.next_due() if self.original else None]
        return min((due for due in dues if due is not None), default=None)

    def settle(self) -> None:
        """Wait for both clips."""
        super().settle()
        if self.original is not None:
            self.original.settle()

    def _follow(self) -> None:
        """Let the original show the frame that the edit shows: one clock, so that they cannot drift apart."""
        player, original = self.player, self.original
        if player is not None and original is not None and self._asked != player.index:
            self._asked = player.index
            original.show(player.index)

    # -- to be seen --------------------------------------------------------------------------------

    def toggle_wipe(self) -> None:
        """Lay the original over half of the clip, or take it away."""
        if self.seen_beside:
            self.wipe = 1.0 if self.wipe is not None and self.wipe < 1.0 else 0.5

    def toggle_stronger(self) -> None:
        """Enlarge what the edit changed, or show it as it is."""
        if self.seen_beside:
            self.stronger = not self.stronger

    def picture(self) -> Paintable | None:
        """Return the frame of what is heard; made stronger where asked for and both clips are in step."""
        picture, player, original = super().picture(), self.player, self.original
        if original is not None and self.hearing and self.heard == "original":
            return original.picture or picture
        if not self.stronger or player is None or original is None:
            return picture
        if player.frame is None or original.frame is None:
            return picture
        key = (player.index, original.index)
        if self._amplified is None or self._amplified[0] != key:
            self._amplified = (key, amplify(player.frame, original.frame))
        return self._amplified[1]

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Drag the wipe where it is open, else as on every screen with a clip."""
        u, _ = self.to_clip(x, y)
        if phase == "down":
            near = self.wipe is not None and self.wipe < 1.0 and abs(u - self.wipe) < 0.08
            self._dragging_wipe = near and not self.loupe_on
        if self._dragging_wipe:
            self.wipe = min(0.98, max(0.02, u))
        else:
            super().on_stage_drag(phase, x, y)

    # -- to be heard -------------------------------------------------------------------------------

    def hear(self, side: ComparedSide) -> None:
        """Play one of the two from just before the tell-tale to just after it, or stop it.

        Where none is known, play all of it.
        """
        asked, other = self.side(side), self.side("clip" if side == "original" else "original")
        if asked is None:
            return
        if self.sounds(side):
            asked.pause()
            return
        if other is not None:
            other.pause()
        self.heard = side
        start, span = 0.0, None
        if self.chosen is not None:
            start = max(0.0, self.chosen.interval[0] - LEAD)
            span = start, self.chosen.interval[1] + LEAD
        asked.set_loop(False)
        asked.set_speed(1.0)
        asked.set_span(span)
        asked.seek(start)
        asked.play()

    def sounds(self, side: ComparedSide) -> bool:
        """Tell whether `side` is being played."""
        player = self.side(side)
        return self.heard == side and player is not None and player.state is PlayerState.PLAYING

    def side(self, side: ComparedSide) -> ClipPlayer | None:
        """Return the player of one of the two."""
        return self.original if side == "original" else self.player

    def outline_of(self, side: ComparedSide) -> Envelope:
        """Return the outline of the sound of one of the two; empty while it is loading."""
        player = self.side(side)
        if player is None or player.frame is None:
            return ()
        if side not in self._outlines:
            self._outlines[side] = player.envelope(BINS)
        return self._outlines[side]

    def position(self) -> float:
        """Return the moment of the clip or the original, whichever was asked for last."""
        player = self.side(self.heard)
        return player.time if player is not None else 0.0

    def to_the_clip(self) -> None:
        """Let the original be, and go on with the whole clip."""
        if not self.hearing or self.original is None or self.player is None:
            return
        self.original.pause()
        self.heard = "clip"
        if not (self.player.loop or self.is_playing()):
            self.player.set_span(None)

    def look_at(self, seconds: float) -> None:
        """Show the clip at a moment that was pointed at on either waveform."""
        self.to_the_clip()
        if self.player is not None:
            self.player.pause()
            self.player.set_span(None)
            self.player.seek(seconds)

    def toggle_play(self) -> None:
        """Play or pause the clip itself."""
        self.to_the_clip()
        super().toggle_play()

    def step(self, by: Literal[-1, 1]) -> None:
        """Go one frame of the clip back or on."""
        self.to_the_clip()
        super().step(by)

    def choose_artefact(self, index: int) -> None:
        """Turn to another tell-tale of the same clip, as it is to be seen or heard."""
        if self.original is not None:
            self.original.set_span(None)
        self.to_the_clip()
        self.artefact, self.stronger, self._asked = index, False, None
        if self.wipe is not None:
            self.wipe = 1.0
