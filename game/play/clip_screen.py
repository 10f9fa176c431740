"""What all screens with a clip share: the clip on its stage, its time line and keys, the loupe, captions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

import pygame

from game.i18n import number
from game.media.clip import PlayerState
from game.play.clip_stage import ClipStage
from game.play.magnifier import Loupe
from game.play.sound_clip import STEP, TICK, SoundClip
from game.play.sound_view import SoundView
from game.play.spoken import said
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.layout import Node, fixed, flex, free, item
from game.ui.painter import Paintable, Painter
from game.ui.presets import key_row
from game.ui.scene import Change
from game.ui.widgets.controls import Button
from game.ui.widgets.sliders import Scrubber
from game.ui.widgets.stage import Stage

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.i18n import Translator
    from game.media.clip import ClipPlayer
    from game.play.clip_source import ClipSource

ZOOMS = (2.0, 2.5, 4.0)
SPEEDS = {1.0: ("1×", "1"), 0.5: ("½×", "2"), 0.25: ("¼×", "4")}
"""Each speed with its words and its key."""


class ClipScreen(SoundClip):
    """A screen with a clip. Subclasses place the stage and add their own controls."""

    bare: ClassVar[bool] = False
    """Whether nothing but the loupe is ever drawn over the clip: then a frame changes nothing around it."""
    evidence_mode: ClassVar[bool] = False
    """Whether the stage is lit: the player may mark and compare."""

    def __init__(self, source: ClipSource) -> None:
        self.source = source
        self.context = source.context
        self.loupe_on = False
        self.loupe_at = (0.5, 0.42)
        self.zoom = 1
        self._last_state: PlayerState | None = None
        self._stage_box: Box | None = None
        self._clip_box: Box | None = None
        self._sound_view = SoundView(self)

    @property
    def t(self) -> Translator:
        """The texts in the language of now, in the words for the clip on screen."""
        return self.context.t.about(virtual=self.source.virtual, voice=self.source.voice)

    @property
    def player(self) -> ClipPlayer | None:
        """The player of the clip; None where it could not be opened."""
        return self.source.player

    @property
    def clip(self) -> Clip:
        """The clip on screen."""
        return self.source.clip

    # -- life --------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Stop the clip while another screen lies on top."""
        if self.player is not None:
            self.player.pause()

    def update(self, now: float) -> Change:
        """Let the clip run; a clip that fails is skipped, told, and not scored."""
        player = self.player
        if player is None:
            return Change.NONE
        moved = player.update()
        if player.state is PlayerState.FAILED:
            self.on_failure(player.failure or "unreadable")
            return Change.ALL
        if player.state is not self._last_state:
            self._last_state = player.state
            return Change.ALL
        return Change.LIVE if moved else Change.NONE

    def on_failure(self, reason: str) -> None:
        """Skip the clip."""
        self.source.fail(reason)

    def next_due(self, now: float) -> float | None:
        """Return when the next frame is due."""
        return self.player.next_due() if self.player else None

    def settle(self) -> None:
        """Wait until the frame that is due is decoded (for robots and tests)."""
        if self.player is not None:
            self.player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def step(self, by: Literal[-1, 1]) -> None:
        """Go one frame back or on; in a sound a tenth of a second."""
        if self.player is not None:
            self.player.step(by * (STEP if self.clip.sound_only else 1))

    def skip(self, seconds: float) -> None:
        """Jump by `seconds`."""
        player = self.player
        if player is not None:
            player.seek(min(player.seconds, max(0.0, player.time + seconds)))

    def set_speed(self, speed: float) -> None:
        """Play at 1, 1/2 or 1/4 speed."""
        if self.player is not None:
            self.player.set_speed(speed)

    def replay(self) -> None:
        """Play from the start."""
        player = self.player
        if player is not None:
            player.seek(0.0)
            player.play()

    def toggle_loupe(self) -> None:
        """Show or hide the magnifier."""
        self.loupe_on = not self.loupe_on

    def next_zoom(self) -> None:
        """Magnify more, then least again."""
        self.zoom = (self.zoom + 1) % len(ZOOMS)

    def toggle_sound(self) -> None:
        """Switch the sound on or off."""
        self.context.apply(self.context.settings.changed(sound=not self.context.settings.sound))

    def open_settings(self) -> None:
        """Open the settings on top of the session."""
        self.context.show("settings")

    def on_key(self, key: Key) -> bool:
        """Take the transport keys that need no widget."""
        actions = {
            ",": lambda: self.step(-1),
            ".": lambda: self.step(1),
            "l": self.toggle_loop if self.source.voice else self.toggle_loupe,
        }
        action = actions.get(key.name)
        if action is not None:
            action()
        return action is not None

    # -- pieces ------------------------------------------------------------------------------------

    def picture(self) -> Paintable | None:
        """Return the frame to show."""
        return self.player.picture if self.player else None

    def closely(self) -> pygame.Surface | None:
        """Return what `picture` shows in the clip's own size, for a closer look."""
        picture = self.picture()
        return picture if picture is None or isinstance(picture, pygame.Surface) else picture.whole

    def stage(self, box: Box, *, lit: bool | None = None) -> Stage:
        """Return the stage with loupe and captions; `lit` where that is not the screen's own way."""
        lit = self.evidence_mode if lit is None else lit
        if self.clip.sound_only:
            sound = self._sound_view.stage(box, lit=lit)
            self._stage_box, self._clip_box = box, sound.line_box
            return sound
        stage = Stage(
            name="stage",
            box=box,
            live=True,
            picture=self.picture,
            aspect=self.clip.aspect,
            lit=float(lit),
            overlay=None if self.bare and not self.loupe_on else self.draw_over,
            caption=self.caption(),
            waiting=self.waiting(),
            drag=self.on_stage_drag,
            key=self.on_stage_key,
            wheel=lambda steps: self.step(1 if steps < 0 else -1),
            spoken=self.clip.description.get(self.t.language),
        )
        self._stage_box, self._clip_box = box, stage.clip_box
        return stage

    def clip_stage(self, *, lit: bool | None = None, corner: Button | None = None) -> Node:
        """Return the stage as a part of the layout; `corner` is a key on the picture's lower left corner."""
        return ClipStage(lambda box: self.stage(box, lit=lit), glow=self.evidence_mode, corner=corner)

    def caption(self) -> str:
        """Return the words spoken in the clip, where captions are on and nothing is being marked.

        Of a sound not before the judgement: reading would take the place of listening.
        """
        if self.evidence_mode or self.clip.sound_only or not self.context.settings.captions:
            return ""
        return said(self.clip, self.t)

    def waiting(self) -> str:
        """Return the words on the stage while it shows no picture."""
        return self.t("watch.waiting")

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw what lies over the clip."""
        if self.loupe_on:
            self.draw_loupe(p, clip)

    def zoom_words(self) -> str:
        """Return how much the magnifier enlarges, as it stands on its key."""
        return f"{number(self.t.language, ZOOMS[self.zoom])}×"

    def draw_loupe(self, p: Painter, clip: Box) -> None:
        """Draw the magnifier beside the place it looks at."""
        if (frame := self.closely()) is not None:
            loupe = Loupe(self.loupe_at, ZOOMS[self.zoom], self.zoom_words())
            loupe.draw(p, frame, clip, self._stage_box or clip)

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Move the loupe, or play and pause with a tap."""
        if self.loupe_on:
            self.loupe_at = self.to_clip(x, y)
        elif phase == "up" and self._stage_box is not None and self._stage_box.contains(x, y):
            self.toggle_play()

    def on_stage_key(self, key: Key) -> bool:
        """Move the loupe with the arrows while the stage has the focus."""
        arrows = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
        if key.name in ("return", "space"):
            self.toggle_play()
            return True
        if not self.loupe_on:
            return False
        if key.name in ("+", "-"):
            self.zoom = min(len(ZOOMS) - 1, max(0, self.zoom + (1 if key.name == "+" else -1)))
            return True
        if key.name not in arrows:
            return False
        dx, dy = arrows[key.name]
        stride = 0.1 if key.shift else 0.02
        u, v = self.loupe_at
        self.loupe_at = (min(1.0, max(0.0, u + dx * stride)), min(1.0, max(0.0, v + dy * stride)))
        return True

    def to_clip(self, x: float, y: float) -> tuple[float, float]:
        """Return the clip's normalised coordinates of a canvas point."""
        clip = self._clip_box or Box(0, 0, 1, 1)
        return min(1.0, max(0.0, (x - clip.x) / clip.w)), min(1.0, max(0.0, (y - clip.y) / clip.h))

    def time_line(
        self,
        *,
        spans: tuple[tuple[float, float], ...] = (),
        marks: tuple[float, ...] = (),
        wave: tuple[float, ...] = (),
    ) -> Node:
        """Return the time line under the clip."""
        player, clip = self.player, self.clip
        line = Scrubber(
            name="scrubber",
            live=True,
            position=lambda: player.time if player is not None else 0.0,
            seconds=player.seconds if player is not None and player.seconds else float(clip.seconds),
            tick=5 * clip.frame_seconds or TICK,
            spoken=self.t("watch.scrubber"),
            spans=spans,
            marks=marks,
            wave=wave,
        )
        return item(free(lambda box: [self._scrubbed(replace(line, box=box))]), height=fixed("time_line"))

    def _scrubbed(self, line: Scrubber) -> Scrubber:
        """Return `line`, which moves the clip where it is dragged."""

        def drag(_phase: Literal["down", "move", "up"], x: float, _y: float) -> None:
            if self.player is not None:
                self.player.pause()
                self.player.seek(line.at(x))

        def key(pressed: Key) -> bool:
            jumps = {"left": -0.5, "right": 0.5}
            if pressed.name in jumps:
                self.skip(jumps[pressed.name])
            return pressed.name in jumps

        return replace(line, drag=drag, key=key)

    def is_playing(self) -> bool:
        """Tell whether the clip is running."""
        return self.player is not None and self.player.state is PlayerState.PLAYING

    def play_key(self, *, words: bool = False, shortcut: bool = True) -> Button:
        """Return the play/pause key, with or without its word."""
        playing = self.is_playing()
        text = self.t("watch.pause" if playing else "watch.play")
        return Button(
            name="play",
            icon="pause" if playing else "play",
            text=text if words else "",
            spoken=text,
            press=self.toggle_play,
            shortcuts=("space",) if shortcut else (),
        )

    def step_keys(self) -> tuple[Button, Button]:
        """Return the keys for one frame back and one on."""
        back, on = self.t("watch.step_back"), self.t("watch.step")
        return (
            self.icon_key("step-back", "step-back", lambda: self.step(-1), back),
            self.icon_key("step", "step", lambda: self.step(1), on),
        )

    def loupe_key(self, *, words: bool = False) -> Button:
        """Return the key of the magnifier; of a sound, that of going round and round."""
        if self.clip.sound_only:
            return self.round_key(words=words)
        text = self.t("watch.loupe")
        return replace(
            self.icon_key("loupe", "loupe", self.toggle_loupe, text, on=self.loupe_on),
            text=text if words else "",
        )

    def speed_key(self, speed: float, press: Callable[[], None] | None = None) -> Button:
        """Return the key of one speed, on while the clip runs at it; `press` may do more than set it."""
        words, key = SPEEDS[speed]
        now = self.player.speed if self.player is not None else 1.0
        return Button(
            name=f"speed-{key}",
            text=words,
            on=speed == now,
            shortcuts=(key,),
            press=press or (lambda: self.set_speed(speed)),
            spoken=self.t("watch.speed", speed=words),
        )

    def sound_key(self) -> Button:
        """Return the key that switches the sound on and off."""
        on = self.context.settings.sound
        words = self.t("watch.sound_on" if on else "watch.sound_off")
        return self.icon_key("sound", "sound" if on else "sound-off", self.toggle_sound, words)

    @staticmethod
    def tool_row(*keys: Button) -> Node:
        """Return a row of keys below the time line: those with words share what the icons leave."""
        shares = (fixed("key") if not key.text or key.name.startswith("speed") else flex() for key in keys)
        return key_row(*(item(key, main=size) for key, size in zip(keys, shares, strict=True)), gap="m")

    @staticmethod
    def icon_key(name: str, icon: str, press: Callable[[], None], spoken: str, *, on: bool = False) -> Button:
        """Return a key with an icon only, for a row to place."""
        return Button(name=name, icon=icon, press=press, spoken=spoken, on=on)
