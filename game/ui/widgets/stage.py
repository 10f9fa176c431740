"""The stage: the mount that holds the clip, its crop marks, and what is drawn over the picture."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.geometry import Box
from game.ui.painter import Paintable, Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import REACH, State, Widget
from game.ui.widgets.controls import tag, tag_box

MOUNT = 14.0
"""The width of the mount around the clip."""


CAPTION = 50.0
"""The height kept free under the clip for captions, which must never cover what is to be judged."""


def picture_box(stage: Box, aspect: float, *, captioned: bool = False) -> Box:
    """Return where a clip of `aspect` (width / height) lies on the stage."""
    room = stage.inset(MOUNT)
    return (room.without_bottom(CAPTION) if captioned else room).fitted(aspect)


@screen_part(frozen=True, slots=True, kw_only=True)
class Poster(Widget):
    """A still picture, as large as its box allows; nothing where there is none."""

    picture: pygame.Surface | None

    def draw(self, p: Painter, state: State) -> None:
        """Draw the picture."""
        if self.picture is not None:
            p.image(self.picture, self.box.fitted(self.picture.get_width() / self.picture.get_height()))


@screen_part(frozen=True, slots=True, kw_only=True)
class Glow(Widget):
    """The light around a lit stage."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw the light."""
        p.glow(self.box, p.look.theme.radii.key)


@screen_part(frozen=True, slots=True, kw_only=True)
class Stage(Widget):
    """A clip on its mount. `lit` turns the table's light on: now the player may mark and compare."""

    picture: Callable[[], Paintable | None]
    aspect: float
    lit: float = 0.0
    """0 dark .. 1 lit."""
    overlay: Callable[[Painter, Box], None] | None = None
    caption: str = ""
    waiting: str = ""
    """Words while there is no picture yet."""

    @property
    def clip_box(self) -> Box:
        """Where the clip lies."""
        return picture_box(self.box, self.aspect, captioned=bool(self.caption))

    @property
    def changing(self) -> Box:
        """The clip alone, where there is one and nothing is drawn over it."""
        return self.box.inset(-REACH) if self.overlay else self.opaque or self.box.inset(-REACH)

    @property
    def opaque(self) -> Box | None:
        """The clip, as soon as there is one."""
        return self.clip_box if self.picture() is not None else None

    def draw_ground(self, p: Painter, state: State) -> None:
        """Draw what lies beside the clip: mount, crop marks, caption and ring where nothing covers them."""
        self._mount(p)
        self._crop_marks(p, self.clip_box)
        if self.overlay is None:
            self._draw_beside(p, state)

    def draw(self, p: Painter, state: State) -> None:
        """Draw the clip and, where something lies over it, that with caption and ring."""
        box = self.clip_box
        picture = self.picture()
        if picture is not None:
            p.picture(picture, box)
        else:
            self._draw_waiting(p)
        if self.overlay is not None and picture is not None:
            with p.clipped(self.box):
                self.overlay(p, box)
        if self.overlay is not None:
            self._draw_beside(p, state)

    def _draw_beside(self, p: Painter, state: State) -> None:
        self._draw_caption(p)
        if state.focus:
            p.focus(self.box, p.look.theme.radii.key)

    def _draw_waiting(self, p: Painter) -> None:
        if self.waiting:
            words = self.box.centred(self.box.w - 40, 40)
            p.text(words, self.waiting, "body", p.palette.text_mid, align="centre", valign="centre")

    def _draw_caption(self, p: Painter) -> None:
        if self.caption:
            room = self.box.inset(MOUNT).bottom_strip(CAPTION).moved(0, 4)
            colour = p.palette.text if self.lit < 0.5 or p.palette.outlined_panels else p.palette.ink
            p.text(
                room, self.caption, "body", colour, align="centre", valign="centre", floor=0.7, max_lines=2
            )

    def _mount(self, p: Painter) -> None:
        c, radius = p.palette, p.look.theme.radii.key
        if c.outlined_panels:
            p.panel(self.box, radius, c.room0, c.edge, 9 if self.lit > 0.5 else 3)
            return
        ground = pygame.Color(c.room2).lerp(pygame.Color(c.paper_lit), min(1.0, max(0.0, self.lit)))
        p.panel(self.box, radius, f"#{ground.r:02X}{ground.g:02X}{ground.b:02X}")

    def _crop_marks(self, p: Painter, box: Box) -> None:
        c = p.palette
        around = box.inset(-7)
        if not around.within(self.box, -1):
            return
        colour = c.paper_line if self.lit > 0.5 and not c.outlined_panels else c.edge
        arm = 16.0
        for x, start_x in ((around.x, around.x), (around.right - 2, around.right - arm)):
            for y, start_y in ((around.y, around.y), (around.bottom - 2, around.bottom - arm)):
                p.line(start_x, y, start_x + arm, y, colour)
                p.line(x, start_y, x, start_y + arm, colour)


def stage_tag_box(p: Painter, box: Box, words: str, *, right: bool = False, line: int = 0) -> Box:
    """Return where a tag lies in an upper corner of `box`, or `line` lines of tags below it."""
    edge, size = p.length("m"), tag_box(p, words)
    y = box.y + edge + line * (size.h + p.length("s"))
    return size.moved(box.right - edge - size.w if right else box.x + edge, y)


def stage_tag(
    p: Painter,
    box: Box,
    icon: str,
    words: str,
    outline: str | None = None,
    *,
    right: bool = False,
    line: int = 0,
) -> None:
    """Draw a tag in an upper corner of `box`, or `line` lines of tags below it."""
    place = stage_tag_box(p, box, words, right=right, line=line)
    tag(p, place.x, place.y, icon, words, outline)
