"""The title: one portrait cut in two, the name, and three languages. Choosing one starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.content.base import LANGUAGES
from game.scenes.bars import drawing
from game.scenes.context import Context
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import State, Widget
from game.ui.widgets.controls import Button, Label

LANGUAGE_NAMES = {"uz": "Oʻzbekcha", "en": "English", "ru": "Русский"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageKey(Widget):
    """One language: its own name and its own word for "start"."""

    text: str
    start: str

    def draw(self, p: Painter, state: State) -> None:
        """Draw the key."""
        c = p.palette
        box = self.box.moved(0, 2) if state.pressed else self.box
        p.panel(box, 10, c.key_pressed if state.pressed else c.key_hover if state.hover else c.key_fill)
        words = box.inset(32, 8)
        p.text(
            words.left(words.w * 0.5), self.text, "h2", c.key_text, valign="centre", floor=0.6, max_lines=1
        )
        go = Box(words.x + words.w * 0.5, words.y, words.w * 0.5 - 46, words.h)
        p.text(go, self.start, "button", c.key_text, align="right", valign="centre", floor=0.7, max_lines=1)
        p.icon("next", words.right - 15, words.cy, 34, c.key_text)
        if state.focus:
            p.focus(self.box, 10)


class TitleScene(Scene):
    """The three languages stand side by side; the words of each are in that language."""

    name = "title"

    def __init__(
        self,
        context: Context,
        start: Callable[[], None],
        halves: tuple[pygame.Surface, pygame.Surface] | None,
        credit: str,
    ) -> None:
        self.context = context
        self.start = start
        self.halves = halves
        self.credit = credit

    def choose(self, language: str) -> None:
        """Take the language and start."""
        self.context.apply(self.context.settings.model_copy(update={"language": language}))
        self.start()

    def on_back(self) -> None:
        """Leave the game."""
        self.context.quit()

    def next_text_size(self) -> None:
        """Make the text larger, then normal again."""
        sizes = (1.0, 1.15, 1.3, 1.5)
        settings = self.context.settings
        at = sizes.index(settings.text_size) if settings.text_size in sizes else 0
        self.context.apply(settings.model_copy(update={"text_size": sizes[(at + 1) % len(sizes)]}))

    def next_theme(self) -> None:
        """Switch between the light table and high contrast."""
        settings = self.context.settings
        other = "high_contrast" if settings.theme == "light_table" else "light_table"
        self.context.apply(settings.model_copy(update={"theme": other}))

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Portrait at the left (or above), name and keys at the right (or below)."""
        area = layout.area
        if layout.portrait:
            art = Box(area.x + 110, area.y + 40, area.w - 220, area.h * 0.4)
            text = Box(area.x + 40, art.bottom + 40, area.w - 80, area.bottom - art.bottom - 80)
            credit = Box(area.x + 40, area.bottom - 44, area.w - 80, 32)
        else:
            art = Box(area.x + 40, area.y + 40, 526, area.h - 128)
            text = Box(art.right + 58, area.y + 40, area.right - art.right - 98, area.h - 80)
            credit = Box(area.x + 40, area.bottom - 72, 560, 60)
        return [
            drawing("art", art, self._art),
            *self._words(layout, text),
            Label(
                name="credit",
                box=credit,
                text=self.credit,
                style="caption",
                tone="text_mid",
                valign="centre",
                grow=False,
                floor=0.9,
                max_lines=2,
            ),
        ]

    def _words(self, layout: Layout, box: Box) -> list[Widget]:
        texts = self.context.texts
        keys_h = 92.0
        keys_y = box.y + 232
        widgets: list[Widget] = [
            drawing("logo", Box(box.x - 6, box.y + 18, 112, 112), draw_logo),
            Label(
                name="name",
                box=Box(box.x + 130, box.y + 12, box.w - 130, 124),
                text="Chinmi?",
                style="display",
                valign="centre",
                grow=False,
                floor=0.6,
                max_lines=1,
            ),
            Label(
                name="question",
                box=Box(box.x, box.y + 148, box.w, 60),
                style="h2",
                tone="text_mid",
                text=" · ".join(texts.translator(code)("title.question") for code in ("en", "ru")),
                valign="centre",
                floor=0.6,
                max_lines=1,
            ),
        ]
        for i, code in enumerate(LANGUAGES):
            t = texts.translator(code)
            cell = Box(box.x, keys_y + i * (keys_h + 16), box.w, keys_h)
            widgets.append(
                LanguageKey(
                    name=f"language-{code}",
                    box=cell,
                    text=LANGUAGE_NAMES[code],
                    start=t("title.start"),
                    press=self._chooser(code),
                    first=code == self.context.language,
                    shortcuts=(str(i + 1),),
                )
            )
        hint = " · ".join(texts.translator(code)("title.choose") for code in LANGUAGES)
        below = keys_y + 3 * (keys_h + 16)
        corner = Box(layout.area.right - 40 - 140, max(below + 4, layout.area.bottom - 80), 140, 64)
        if layout.portrait:
            corner = Box(box.right - 140, below + 4, 140, 64)
        room = Box(box.x + 60, below, corner.x - box.x - 76, max(54.0, corner.bottom - below))
        widgets += [
            drawing(
                "hand",
                Box(box.x, below, 48, room.h),
                lambda p, b: p.icon("touch", b.x + 22, b.cy, 44, p.palette.text),
            ),
            Label(
                name="hint",
                box=room,
                text=hint,
                style="label",
                valign="centre",
                floor=0.8,
                grow=False,
                max_lines=3,
            ),
            Button(
                name="text-size",
                box=Box(corner.x, corner.y, 64, 64),
                icon="text-size",
                press=self.next_text_size,
                spoken=self.context.t("settings.text_size"),
            ),
            Button(
                name="contrast",
                box=Box(corner.x + 76, corner.y, 64, 64),
                icon="contrast",
                press=self.next_theme,
                spoken=self.context.t("settings.theme"),
            ),
        ]
        return widgets

    def _chooser(self, language: str) -> Callable[[], None]:
        return lambda: self.choose(language)

    def _art(self, p: Painter, box: Box) -> None:
        left, right = box.columns((1.0, 1.0), 14)
        left, right = left.without_bottom(40), right.without_top(40)
        for half, picture in zip((left, right), self.halves or (None, None), strict=True):
            p.glow(half, 8)
            p.panel(half, 8, p.palette.paper_lit if p.palette.glow else p.palette.paper)
            inner = half.inset(16)
            if picture is None:
                p.fill(inner, p.palette.room2)
                continue
            p.image(_cut(picture, inner.w / inner.h), inner)


def _cut(picture: pygame.Surface, aspect: float) -> pygame.Surface:
    """Return the middle of `picture` in the wanted shape."""
    w, h = picture.get_size()
    cut_w = min(w, round(h * aspect))
    cut_h = min(h, round(cut_w / aspect))
    return picture.subsurface(((w - cut_w) // 2, (h - cut_h) // 2, cut_w, cut_h))


def draw_logo(p: Painter, box: Box) -> None:
    """Draw the brand mark: a disc cut in two, the right half lowered."""
    c = p.palette
    r, cx, cy = box.h * 0.43, box.cx, box.cy
    drop, gap = r * 0.17, r * 0.1
    p.arc(cx - gap, cy - drop / 2, r, 0, 1.5708, 4.7124, c.real.fill)
    p.arc(cx + gap, cy + drop / 2, r, 0, -1.5708, 1.5708, c.manipulated.fill)
    p.disc(cx - gap - r * 0.34, cy - drop / 2 - r * 0.2, r * 0.12, c.ink)
    p.disc(cx + gap + r * 0.34, cy + drop / 2 - r * 0.2, r * 0.12, c.ink)
