"""The table: what the playing screens share - the clip on its stage, transport, loupe, captions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Literal

import pygame

from game.i18n import number
from game.media.clip import PlayerState
from game.play.chrome import NOWHERE, content_box, drawing, margin, pips, points_badge, top_bar
from game.play.controller import Play, said
from game.play.magnifier import draw_loupe
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button
from game.ui.widgets.sliders import Scrubber
from game.ui.widgets.stage import Stage

ZOOMS = (2.0, 2.5, 4.0)
SPEEDS = {1.0: ("1×", "1"), 0.5: ("½×", "2"), 0.25: ("¼×", "4")}
"""Each speed with its words and its key."""


class TableScene(Scene):
    """A playing screen. Subclasses place the stage and add their own controls."""

    table_lit: ClassVar[float] = 0.0

    def __init__(self, play: Play) -> None:
        self.play = play
        self.context = play.context
        self.t = play.context.t
        self.loupe_on = False
        self.loupe_at = (0.5, 0.42)
        self.zoom = 1
        self._last_state: PlayerState | None = None
        self._stage_box: Box | None = None
        self._clip_box: Box | None = None

    # -- life --------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Stop the clip while another screen lies on top."""
        if self.play.player is not None:
            self.play.player.pause()

    def resume(self) -> None:
        """Take the texts anew: the language may have changed."""
        self.t = self.context.t

    def update(self, now: float) -> Change:
        """Let the clip run; a clip that fails is skipped, told, and not scored."""
        del now
        player = self.play.player
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
        self.play.fail(reason)

    def next_due(self, now: float) -> float | None:
        """Return when the next frame is due."""
        del now
        return self.play.player.next_due() if self.play.player else None

    def settle(self) -> None:
        """Wait until the frame that is due is decoded (for robots and tests)."""
        if self.play.player is not None:
            self.play.player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def toggle_play(self) -> None:
        """Play or pause; from the end, from the start again."""
        if self.play.player is not None:
            self.play.player.toggle()

    def step(self, by: Literal[-1, 1]) -> None:
        """Go one frame back or on."""
        if self.play.player is not None:
            self.play.player.step(by)

    def skip(self, seconds: float) -> None:
        """Jump by `seconds`."""
        player = self.play.player
        if player is not None:
            player.seek(min(player.seconds, max(0.0, player.time + seconds)))

    def set_speed(self, speed: float) -> None:
        """Play at 1, 1/2 or 1/4 speed."""
        if self.play.player is not None:
            self.play.player.set_speed(speed)

    def replay(self) -> None:
        """Play from the start."""
        player = self.play.player
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
        settings = self.context.settings
        self.context.apply(settings.model_copy(update={"sound": not settings.sound}))

    def open_settings(self) -> None:
        """Open the settings on top of the session."""
        self.context.show("settings")

    def on_back(self) -> None:
        """Ask before a session is left."""
        from game.play.dialog import Choice, DialogScene

        def leave() -> None:
            self.context.stack.pop()
            self.play.close()
            self.context.stack.pop()

        self.context.stack.push(
            DialogScene(
                self.context,
                icon="warning",
                title=self.t("leave.title"),
                text=self.t("leave.text"),
                choices=(
                    Choice("stay", self.t("leave.stay"), self.context.stack.pop, primary=True),
                    Choice("leave", self.t("leave.leave"), leave),
                ),
            )
        )

    def on_key(self, key: Key) -> bool:
        """Take the transport keys that need no widget."""
        actions = {
            ",": lambda: self.step(-1),
            ".": lambda: self.step(1),
            "l": self.toggle_loupe,
        }
        action = actions.get(key.name)
        if action is not None:
            action()
        return action is not None

    # -- pieces ------------------------------------------------------------------------------------

    def bar(self, layout: Layout) -> list[Widget]:
        """Return the top bar with the progress pips and the points."""
        session, area, m = self.play.session, layout.area, margin(layout)
        title = self.play.level.title.get(self.t.language)
        subtitle = self.t("bar.clip_of", n=session.number, total=session.length)
        widgets = top_bar(
            layout,
            self.context,
            title,
            subtitle,
            back=self.on_back,
            settings=self.open_settings,
            right=420 if not layout.portrait else 130,
        )
        done = len(session.scored)
        current = None if session.number == done else session.number - 1
        right = area.right - m - 76
        score = Box(right - 130, area.y + 6, 118, 64)
        if session.feedback:
            widgets.append(drawing("points", score, lambda p, box: points_badge(p, box, session.points)))
        length = session.length
        room = (
            Box(area.x + m, area.y + 74, area.w - 2 * m, 30)
            if layout.portrait
            else Box(score.x - 280, area.y + 6, 270, 64)
        )
        widgets.append(drawing("pips", room, lambda p, box: pips(p, box, length, done, current)))
        return widgets

    def top(self, layout: Layout) -> Box:
        """Return the box below the bar."""
        return content_box(layout, 112.0 if layout.portrait else 88.0)

    def picture(self) -> pygame.Surface | None:
        """Return the frame to show."""
        return self.play.player.frame if self.play.player else None

    def stage(self, box: Box, *, name: str = "stage") -> Stage:
        """Return the stage with loupe and captions."""
        stage = Stage(
            name=name,
            box=box,
            live=True,
            picture=self.picture,
            aspect=self.play.clip.aspect,
            lit=self.table_lit,
            overlay=self.draw_over,
            caption=self.caption(),
            waiting=self.waiting(),
            drag=self.on_stage_drag,
            key=self.on_stage_key,
            wheel=lambda steps: self.step(1 if steps < 0 else -1),
            spoken=self.play.clip.description.get(self.t.language),
        )
        self._stage_box, self._clip_box = box, stage.clip_box
        return stage

    def caption(self) -> str:
        """Return the words spoken in the clip, where captions are on and nothing is being marked."""
        if self.table_lit or not self.context.settings.captions:
            return ""
        return said(self.play.clip, self.t)

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
        if (frame := self.picture()) is not None:
            stage = self._stage_box or clip
            draw_loupe(p, frame, clip, stage, self.loupe_at, ZOOMS[self.zoom], self.zoom_words())

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

    def scrubber(
        self,
        box: Box,
        *,
        spans: tuple[tuple[float, float], ...] = (),
        marks: tuple[float, ...] = (),
        wave: tuple[float, ...] = (),
    ) -> Scrubber:
        """Return the time line under the clip."""
        player, clip = self.play.player, self.play.clip
        seconds = player.seconds if player is not None and player.seconds else float(clip.seconds)
        line = Scrubber(
            name="scrubber",
            box=box,
            live=True,
            position=lambda: player.time if player is not None else 0.0,
            seconds=seconds,
            tick=5 / float(clip.fps),
            spoken=self.t("watch.scrubber"),
            spans=spans,
            marks=marks,
            wave=wave,
        )

        def drag(phase: Literal["down", "move", "up"], x: float, y: float) -> None:
            del phase, y
            if player is not None:
                player.pause()
                player.seek(line.at(x))

        def key(pressed: Key) -> bool:
            jumps = {"left": -0.5, "right": 0.5}
            if pressed.name in jumps:
                self.skip(jumps[pressed.name])
            return pressed.name in jumps

        return replace(line, drag=drag, key=key)

    def is_playing(self) -> bool:
        """Tell whether the clip is running."""
        return self.play.player is not None and self.play.player.state is PlayerState.PLAYING

    def play_key(self, *, words: bool = False, shortcut: bool = True) -> Button:
        """Return the play/pause key, with or without its word."""
        playing = self.is_playing()
        text = self.t("watch.pause" if playing else "watch.play")
        return Button(
            name="play",
            box=NOWHERE,
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
        """Return the key of the magnifier."""
        text = self.t("watch.loupe")
        return replace(
            self.icon_key("loupe", "loupe", self.toggle_loupe, text, on=self.loupe_on),
            text=text if words else "",
        )

    @staticmethod
    def icon_key(name: str, icon: str, press: Callable[[], None], spoken: str, *, on: bool = False) -> Button:
        """Return a key with an icon only, for a row to place."""
        return Button(name=name, box=NOWHERE, icon=icon, press=press, spoken=spoken, on=on)
