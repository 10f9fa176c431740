"""How a clip that is sound only is shown and touched: its spectrogram and waveform, not a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from game.i18n import number
from game.media.envelope import Envelope, loudest
from game.ui.widgets.spectrogram import Moment, NamedSpan, SoundStage, SpectrumPicture

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.i18n import Translator
    from game.media.clip import ClipPlayer
    from game.ui.events import Key
    from game.ui.geometry import Box
    from game.ui.painter import Paintable, Painter

BINS: Final = 480
"""Parts of a waveform: more than there is room for bars."""
QUIET: Final = 0.05
"""Sounds that are softer than this are not drawn any larger."""


@dataclass(frozen=True, slots=True)
class DrawnSound:
    """Whose sound is drawn, and what is shown over it."""

    player: ClipPlayer | None
    spans: tuple[NamedSpan, ...] = ()
    marks: tuple[Moment, ...] = ()
    waved: bool = True
    """With its waveform below the spectrogram."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The drawing of one player's sound, made once."""

    player: ClipPlayer
    picture: SpectrumPicture
    outline: Envelope


class SoundScreen(Protocol):
    """What the stage of a sound asks of its screen."""

    @property
    def t(self) -> Translator:
        """The texts."""

    @property
    def clip(self) -> Clip:
        """The clip on screen."""

    def drawn_sound(self) -> DrawnSound:
        """Return whose sound is drawn, and what is shown over it."""

    def picture(self) -> Paintable | None:
        """Return something once the sound is there to be shown."""

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw what lies over the drawing."""

    def caption(self) -> str:
        """Return the words below it."""

    def waiting(self) -> str:
        """Return the words while there is nothing to draw."""

    def step(self, by: Literal[-1, 1]) -> None:
        """Go a step back or on."""

    def at_moment(self, phase: Literal["down", "move", "up"], seconds: float) -> None:
        """Take a touch at a moment."""

    def on_sound_key(self, key: Key) -> bool:
        """Take a key while the drawing has the focus."""


class SoundView:
    """Makes the stage of a sound for a screen, and hands it the touches and keys."""

    def __init__(self, screen: SoundScreen) -> None:
        self.screen = screen
        self._drawn: _Drawn | None = None

    def stage(self, box: Box, *, lit: bool) -> SoundStage:
        """Return the stage with what is heard on `screen`."""
        screen, t = self.screen, self.screen.t
        heard = screen.drawn_sound()
        drawn, player = self._drawing(heard.player), heard.player
        outline = drawn.outline if drawn is not None else ()
        stage = SoundStage(
            name="stage",
            box=box,
            live=True,
            picture=screen.picture,
            aspect=screen.clip.aspect,
            lit=float(lit),
            overlay=screen.draw_over,
            caption=screen.caption(),
            waiting=screen.waiting(),
            drag=self._drag,
            key=self._key,
            wheel=lambda steps: screen.step(1 if steps < 0 else -1),
            spoken=f"{t('watch.drawing')}. {screen.clip.description.get(t.language)}",
            spectrum=drawn.picture if drawn is not None else None,
            outline=outline,
            full=max(QUIET, loudest(outline)),
            seconds=player.seconds if player is not None else float(screen.clip.seconds),
            position=lambda: player.time if player is not None else 0.0,
            spans=heard.spans,
            marks=heard.marks,
            waved=heard.waved,
            kilohertz=t("watch.kilohertz", n=number(t.language, 8)),
            unit=t("watch.seconds"),
            number=lambda value: number(t.language, value),
        )
        self._stage = stage
        return stage

    def _drawing(self, player: ClipPlayer | None) -> _Drawn | None:
        if player is None or player.spectrum is None:
            return None
        if self._drawn is None or self._drawn.player is not player:
            self._drawn = _Drawn(player, SpectrumPicture(player.spectrum), player.envelope(BINS))
        return self._drawn

    def _drag(self, phase: Literal["down", "move", "up"], x: float, _y: float) -> None:
        self.screen.at_moment(phase, self._stage.at(x))

    def _key(self, key: Key) -> bool:
        return self.screen.on_sound_key(key)
