"""A second look: once the truth of a missed clip is told, the player may still point at the place.

Of a sound it is a moment that is pointed at.

It is practice and nothing else. Who knows that there is something to find was not asked the same question, so
what is found now brings no points, is no evidence, says nothing of mastery, and is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, Self

from game.play.session_screen import SessionScreen
from game.quiz.rounds import Mark, Round
from game.quiz.scoring import spotting

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.content.models import Clip
    from game.play.controller import Play
    from game.quiz.session import Session
    from game.ui.events import Key

ARROWS: Final = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
WHOLE: Final = 0.9
"""The share of a sound from which on an altered part is as good as all of it."""
STRIDE, STRIDE_FAR = 0.02, 0.1
"""How far an arrow key moves the cross, as a share of the picture; with Shift."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The round that was missed, and where the player points now."""

    missed: Round
    cross: tuple[float, float] | None = None
    """Where the arrow keys have moved to, x and y from 0 to 1."""
    mark: Mark | None = None

    @classmethod
    def after(cls, session: Session) -> Self | None:
        """Return the second look at the round on the table, where one was missed and has a place."""
        current = session.current
        missed = session.pointing and current.deal.clip.manipulated and not current.called_manipulated
        return cls(current) if missed and _placed(current.deal.clip) else None

    def moved(self, arrow: str, *, far: bool) -> Self:
        """Return it with the cross moved by an arrow key, from the middle at first."""
        (dx, dy), stride = ARROWS[arrow], STRIDE_FAR if far else STRIDE
        x, y = self.cross or (0.5, 0.5)
        return replace(self, cross=(_within(x + dx * stride), _within(y + dy * stride)))

    def pointed(self, x: float, y: float, t: float) -> Self:
        """Return it with the mark at x, y of the picture and t seconds."""
        return replace(self, mark=Mark(x, y, t))

    def heard(self, t: float) -> Self:
        """Return it with the mark at t seconds of a sound."""
        return replace(self, mark=Mark(0.5, 0.5, t, timed=True))

    @property
    def hit(self) -> bool:
        """Tell whether the mark lies on a tell-tale."""
        return self.mark is not None and spotting(self.missed.deal.clip, (self.mark,), None).hit is not None

    @property
    def shown(self) -> Round:
        """The round with the late mark, to be drawn and never to be kept."""
        answer = self.missed.answer
        if self.mark is None or answer is None:
            return self.missed
        return replace(self.missed, marks=(self.mark,), answer=replace(answer, hit=0 if self.hit else None))


class SecondLookScreen(SessionScreen):
    """A screen that tells the truth: after a missed clip the outline waits until the player has pointed."""

    def __init__(self, play: Play, *, note: Callable[[], str] = str) -> None:
        super().__init__(play, note=note)
        self.second_look = SecondLook.after(play.session)
        self.outline_on = self.second_look is None
        self.mark_on = bool(play.round.marks)

    @property
    def asking(self) -> bool:
        """Tell whether a place is still to be pointed at."""
        return self.second_look is not None and self.second_look.mark is None

    @property
    def asking_moment(self) -> bool:
        """Tell whether it is a moment of a sound that is still to be pointed at."""
        return self.asking and self.clip.sound_only

    @property
    def seen_round(self) -> Round:
        """The round as it is drawn, with a mark that was placed after the truth."""
        return self.play.round if self.second_look is None else self.second_look.shown

    def toggle_outline(self) -> None:
        """Show or hide the truth's outline; who has seen it is not asked for the place any more."""
        self.outline_on = not self.outline_on
        if self.asking:
            self.second_look = None

    def point(self, u: float, v: float) -> None:
        """Point at (u, v) of the picture: the outline appears beside the mark."""
        if self.second_look is not None and self.player is not None:
            self.second_look = self.second_look.pointed(u, v, self.player.time)
            self.outline_on = self.mark_on = True
            self.pointed()

    def at_moment(self, phase: Literal["down", "move", "up"], seconds: float) -> None:
        """Point at the moment that was touched where one is asked for, else go there."""
        if not self.asking_moment:
            super().at_moment(phase, seconds)
            return
        if self.player is not None:
            self.player.pause()
            self.player.seek(seconds)
        if phase == "up":
            self.point_at(seconds)

    def on_sound_key(self, key: Key) -> bool:
        """Enter points at the present moment where one is asked for; else as on every sound."""
        if self.asking_moment and key.name == "return" and self.player is not None:
            self.point_at(self.player.time)
            return True
        return super().on_sound_key(key)

    def point_at(self, seconds: float) -> None:
        """Point at a moment of a sound: the altered part appears beside the mark."""
        if self.second_look is not None:
            self.second_look = self.second_look.heard(seconds)
            self.outline_on = self.mark_on = True
            self.pointed()

    def pointed(self) -> None:
        """Show that the player has pointed."""

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Point where a place is asked for, else as on every clip."""
        if not self.asking or self.loupe_on:
            super().on_stage_drag(phase, x, y)
            return
        if self.player is not None:
            self.player.pause()
        if phase == "up":
            self.point(*self.to_clip(x, y))

    def on_stage_key(self, key: Key) -> bool:
        """Where a place is asked for, arrows move a cross and Enter points; else as on every clip."""
        look = self.second_look
        if look is None or not self.asking or self.loupe_on or key.name not in (*ARROWS, "return"):
            return super().on_stage_key(key)
        if key.name == "return":
            self.point(*(look.cross or (0.5, 0.5)))
        else:
            self.second_look = look.moved(key.name, far=key.shift)
        return True


def _placed(clip: Clip) -> bool:
    """Tell whether there is something to point at: an area, or a part of a sound that is not all of it."""
    if clip.sound_only:
        whole = WHOLE * float(clip.seconds)
        return any(artefact.interval[1] - artefact.interval[0] < whole for artefact in clip.artefacts)
    return any(artefact.region for artefact in clip.artefacts)


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
