"""What the title and the kiosk's attract screen share: a portrait cut in two, the name, the languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.play.context import Context
from game.play.logo import Logo
from game.resources import languages
from game.settings import TEXT_SIZES
from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, split, stack
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget
from game.ui.widgets.controls import Button, IconText, Label

QUESTION: Final = "title.question"
CHOOSE: Final = "title.choose"


def welcome(
    context: Context,
    portrait: tuple[Widget, Widget],
    credit: str,
    words: tuple[str, str],
    keys: Node,
    *,
    icon: str = "touch",
) -> Node:
    """Return the whole screen: the portrait with its credit, then name, language keys and keys of the look.

    `words` are the question, and the hint to choose a language, whose picture is `icon`.
    """
    question, choose = words
    hint = IconText(
        name="hint", icon=icon, text=choose, style="label", icon_size="icon_large", max_lines=3,
        grow=False, floor=0.8,
    )  # fmt: skip
    side = column(
        masthead(),
        Label(name="question", text=question, style="h2", tone="text_mid", floor=0.6, max_lines=1),
        item(keys, main=flex()),
        row(item(hint, main=flex()), row(*look_keys(context), gap="m"), gap="l"),
        gap="l",
    )
    line = Label(
        name="credit", text=credit, style="caption", tone="text_mid", grow=False, floor=0.9, max_lines=2
    )
    art = column(item(halves(*portrait), main=flex()), line, gap="l")
    return pad(
        split(
            item(art, width=fixed("portrait"), height=flex(), across="centre"),
            item(side, width=flex(), height=content(), down="centre"),
            gap="margin",
        ),
        "margin",
    )


# -- the portrait -------------------------------------------------------------------------------------


@screen_part(frozen=True, slots=True, kw_only=True)
class Mount(Widget):
    """The lit paper on which a half of the portrait lies."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw light and paper."""
        radius = p.look.theme.radii.key
        p.glow(self.box, radius)
        p.panel(self.box, radius, p.palette.paper_lit if p.palette.glow else p.palette.paper)


def halves(left: Widget, right: Widget) -> Node:
    """Return the two halves of a portrait on their mounts, the right one lowered."""
    return row(
        item(pad(_mounted(left), bottom="margin"), main=flex()),
        item(pad(_mounted(right), top="margin"), main=flex()),
        gap="m",
    )


def _mounted(half: Widget) -> Node:
    return stack(Mount(name=f"mount-{half.name}"), pad(half, "l"))


# -- name and languages -------------------------------------------------------------------------------


def masthead() -> Node:
    """Return the mark and the name of the game."""
    name = Label(
        name="name", text="Chinmi?", style="display", valign="centre", grow=False, floor=0.6, max_lines=1
    )
    return row(Logo(name="logo"), item(name, main=flex()), gap="l")


@screen_part(frozen=True, slots=True, kw_only=True)
class LanguageKey(Widget):
    """One language: its own name and its own word for "start"."""

    text: str
    start: str

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a large key."""
        return width, ruler.length("key_large")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the key."""
        c, radius, icon = p.palette, p.look.theme.radii.control, p.length("icon")
        box = self.box.moved(0, p.length("hair")) if state.pressed else self.box
        p.panel(box, radius, c.key_pressed if state.pressed else c.key_hover if state.hover else c.key_fill)
        words = box.inset(p.length("xxl"), p.length("s"))
        name, go = words.columns((1, 1), 0)
        p.text(name, self.text, "h2", c.key_text, valign="centre", floor=0.6, max_lines=1)
        go = go.left(go.w - icon - p.length("m"))
        p.text(go, self.start, "button", c.key_text, align="right", valign="centre", floor=0.7, max_lines=1)
        p.icon("next", words.right - icon / 2, words.cy, icon, c.key_text)
        if state.focus:
            p.focus(self.box, radius)


def language_keys(
    context: Context,
    order: Sequence[str],
    choose: Callable[[str], Callable[[], None]],
    *,
    focus: str,
    shortcuts: bool = False,
) -> Node:
    """Return a key for each language of `order`, one below the other."""
    keys = [
        LanguageKey(
            name=f"language-{code}",
            text=languages()[code].name,
            start=context.texts.translator(code)("title.start"),
            press=choose(code),
            first=code == focus,
            shortcuts=(str(i),) if shortcuts else (),
        )
        for i, code in enumerate(order, 1)
    ]
    return column(*(item(key, main=flex(most="key_large")) for key in keys), gap="l")


def in_all(context: Context, key: str, order: Sequence[str] = (), between: str = " · ") -> str:
    """Return a text in several languages, in one line."""
    return between.join(context.texts.translator(code)(key) for code in order or languages())


def look_keys(context: Context) -> tuple[Button, Button]:
    """Return the keys of text size and contrast."""

    def next_text_size() -> None:
        chosen = context.settings
        at = TEXT_SIZES.index(chosen.text_size) if chosen.text_size in TEXT_SIZES else 0
        context.apply(chosen.changed(text_size=TEXT_SIZES[(at + 1) % len(TEXT_SIZES)]))

    def next_theme() -> None:
        chosen = context.settings
        other = "high_contrast" if chosen.theme == "light_table" else "light_table"
        context.apply(chosen.changed(theme=other))

    t = context.t
    return (
        Button(name="text-size", icon="text-size", press=next_text_size, spoken=t("settings.text_size")),
        Button(name="contrast", icon="contrast", press=next_theme, spoken=t("settings.theme")),
    )
