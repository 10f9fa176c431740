"""What the title and the kiosk's attract screen share: name, question, languages, two keys of the look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from game.play.chrome import drawing
from game.play.context import Context
from game.resources import languages
from game.settings import TEXT_SIZES
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import State, Widget
from game.ui.widgets.controls import Button, Label

QUESTION: Final = "title.question"
CHOOSE: Final = "title.choose"


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


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are on a welcome screen that lies: pictures at the left, words at the right."""

    art: Box
    words: Box
    credit: Box

    @classmethod
    def lying(cls, layout: Layout) -> Places:
        """Return the places of a wide screen."""
        area = layout.area
        art = Box(area.x + 40, area.y + 40, 526, area.h - 128)
        words = Box(art.right + 58, area.y + 40, area.right - art.right - 98, area.h - 80)
        return cls(art, words, Box(area.x + 40, area.bottom - 72, 560, 60))


def halves(art: Box) -> tuple[Box, Box]:
    """Return the two mounts of a portrait cut in two, the right one lowered."""
    left, right = art.columns((1.0, 1.0), 14)
    return left.without_bottom(40), right.without_top(40)


def draw_mount(p: Painter, box: Box) -> None:
    """Draw the paper on which a half lies."""
    p.glow(box, 8)
    p.panel(box, 8, p.palette.paper_lit if p.palette.glow else p.palette.paper)


def masthead(box: Box, y: float, question: str, question_box: Box) -> list[Widget]:
    """Return mark and name at height `y` of `box`, and the question."""
    return [
        drawing("logo", Box(box.x - 6, y + 6, 112, 112), draw_logo),
        Label(
            name="name",
            box=Box(box.x + 130, y, box.w - 130, 124),
            text="Chinmi?",
            style="display",
            valign="centre",
            grow=False,
            floor=0.6,
            max_lines=1,
        ),
        Label(
            name="question",
            box=question_box,
            text=question,
            style="h2",
            tone="text_mid",
            valign="centre",
            floor=0.6,
            max_lines=1,
        ),
    ]


def language_keys(
    context: Context,
    first: Box,
    order: Sequence[str],
    choose: Callable[[str], Callable[[], None]],
    *,
    focus: str,
    shortcuts: bool = False,
) -> list[Widget]:
    """Return a key for each language of `order`, one below the other from `first` on."""
    return [
        LanguageKey(
            name=f"language-{code}",
            box=first.moved(0, i * (first.h + 16)),
            text=languages()[code].name,
            start=context.texts.translator(code)("title.start"),
            press=choose(code),
            first=code == focus,
            shortcuts=(str(i + 1),) if shortcuts else (),
        )
        for i, code in enumerate(order)
    ]


def in_all(context: Context, key: str, order: Sequence[str] = (), between: str = " · ") -> str:
    """Return a text in several languages, in one line."""
    return between.join(context.texts.translator(code)(key) for code in order or languages())


def credit_label(box: Box, words: str) -> Label:
    """Return the line that says whose pictures these are."""
    return Label(
        name="credit",
        box=box,
        text=words,
        style="caption",
        tone="text_mid",
        valign="centre",
        grow=False,
        floor=0.9,
        max_lines=2,
    )


def look_keys(context: Context, x: float, y: float) -> list[Widget]:
    """Return the keys of text size and contrast at (x, y), side by side."""

    def next_text_size() -> None:
        chosen = context.settings
        at = TEXT_SIZES.index(chosen.text_size) if chosen.text_size in TEXT_SIZES else 0
        context.apply(chosen.model_copy(update={"text_size": TEXT_SIZES[(at + 1) % len(TEXT_SIZES)]}))

    def next_theme() -> None:
        chosen = context.settings
        other = "high_contrast" if chosen.theme == "light_table" else "light_table"
        context.apply(chosen.model_copy(update={"theme": other}))

    return [
        Button(
            name="text-size",
            box=Box(x, y, 64, 64),
            icon="text-size",
            press=next_text_size,
            spoken=context.t("settings.text_size"),
        ),
        Button(
            name="contrast",
            box=Box(x + 76, y, 64, 64),
            icon="contrast",
            press=next_theme,
            spoken=context.t("settings.theme"),
        ),
    ]


def draw_logo(p: Painter, box: Box) -> None:
    """Draw the brand mark: a disc cut in two, the right half lowered."""
    c = p.palette
    r, cx, cy = box.h * 0.43, box.cx, box.cy
    drop, gap = r * 0.17, r * 0.1
    p.arc(cx - gap, cy - drop / 2, r, 0, 1.5708, 4.7124, c.real.fill)
    p.arc(cx + gap, cy + drop / 2, r, 0, -1.5708, 1.5708, c.manipulated.fill)
    p.disc(cx - gap - r * 0.34, cy - drop / 2 - r * 0.2, r * 0.12, c.ink)
    p.disc(cx + gap + r * 0.34, cy + drop / 2 - r * 0.2, r * 0.12, c.ink)
