"""Ready pieces of layout trees (`game.ui.layout`), knowing no screen of ours: bars, keys, panels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from game.i18n import Translator
from game.ui.geometry import Box
from game.ui.layout import (
    Child,
    Node,
    column,
    content,
    fixed,
    flex,
    item,
    node,
    pad,
    row,
    spacer,
    stack,
)  # fmt: skip
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Drawing, Length, Widget
from game.ui.widgets.controls import Button, IconText, Label, Panel, Rule

Press = Callable[[], None]


# -- keys ---------------------------------------------------------------------------------------------


def primary(
    name: str,
    text: str,
    press: Press,
    *,
    icon: str = "next",
    enabled: bool = True,
    first: bool = False,
    shortcuts: tuple[str, ...] = (),
) -> Button:
    """Return the key that leads on: light, its icon after the words."""
    return Button(
        name=name, text=text, press=press, icon=icon, icon_after=True, look="primary",
        enabled=enabled, first=first, shortcuts=shortcuts,
    )  # fmt: skip


def secondary(
    name: str,
    text: str,
    press: Press,
    *,
    icon: str = "",
    enabled: bool = True,
    first: bool = False,
    shortcuts: tuple[str, ...] = (),
) -> Button:
    """Return an ordinary key, its icon before the words."""
    return Button(
        name=name, text=text, press=press, icon=icon, enabled=enabled, first=first, shortcuts=shortcuts
    )


def icon_key(name: str, icon: str, spoken: str, press: Press, *, shortcuts: tuple[str, ...] = ()) -> Button:
    """Return a key that is an icon alone; `spoken` says it in words."""
    return Button(name=name, look="icon", icon=icon, press=press, spoken=spoken, shortcuts=shortcuts)


def key_row(*keys: Child, height: Length = "action", gap: Length = "l") -> Node:
    """Return the row of keys at the foot of a screen, `action` high."""
    return item(row(*keys, gap=gap), height=fixed(height), main=fixed(height))


def key_lines(layout: Layout, *lines: Sequence[Child]) -> Node:
    """Return keys at the foot of a screen: in one row, or on an upright canvas each of `lines` in its own."""
    rows = [line for line in lines if line] if layout.portrait else [[key for line in lines for key in line]]
    return column(*(key_row(*keys, height="key", gap="m") for keys in rows), gap="m")


def page_keys(
    t: Translator,
    back: Press,
    on: Press,
    *,
    words: str = "",
    ready: bool = True,
    name: str = "next",
    least: Length = "on_key",
    between: Sequence[Child] = (),
) -> Node:
    """Return the keys below a page of a chapter.

    On the one that leads on, called `name` and `least` wide, stand `words`; `between` are keys of the page.
    """
    forth = primary(
        name, words or t("lesson.on"), on, enabled=ready, first=ready, shortcuts=("right", "pagedown")
    )
    return key_row(
        item(
            secondary("previous", t("page.back"), back, icon="back", shortcuts=("left",)),
            width=content("page_key"),
        ),
        *(between or (spacer(),)),
        item(forth, width=content(least)),
        height="key",
    )


# -- the screen ---------------------------------------------------------------------------------------


def top_bar(
    t: Translator,
    title: str,
    subtitle: str = "",
    *,
    back: Press | None,
    settings: Press | None = None,
    hand: Button | None = None,
    right: Child = None,
    progress: Child = None,
    words: Node | None = None,
) -> Bar:
    """Return the bar: back key, title over subtitle, what the screen adds, the list at hand, settings key.

    `progress` stands in the bar, on an upright canvas below it; `words` take the place of title and subtitle.
    """
    return Bar(
        words or _bar_words(title, subtitle),
        back=_bar_key("back", t("bar.back"), back),
        settings=_bar_key("settings", t("menu.settings"), settings),
        hand=hand,
        right=right,
        progress=progress,
    )


def _bar_words(title: str, subtitle: str) -> Node:
    head = Label(name="bar.title", text=title, style="h3", valign="centre", floor=0.7, max_lines=1)
    if not subtitle:
        return node(head)
    under = Label(
        name="bar.subtitle", text=subtitle, style="caption", tone="text_mid", valign="centre",
        grow=False, floor=0.9, max_lines=1,
    )  # fmt: skip
    return column(item(head, main=flex(1.2)), item(under, main=flex()))


def _bar_key(name: str, spoken: str, press: Press | None) -> Button | None:
    return None if press is None else icon_key(name, name, spoken, press)


@screen_part(frozen=True, slots=True, eq=False)
class Bar(Node):
    """The bar at the top. Where keys must be low it has none of its own: they stand in the dock."""

    words: Node
    back: Button | None = None
    settings: Button | None = None
    hand: Button | None = None
    right: Child = None
    progress: Child = None

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the height of the bar, on an upright canvas with the progress below."""
        return width, self._tree(layout).natural(layout, width)[1]

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place keys and words."""
        return self._tree(layout).place(layout, box)

    def _tree(self, layout: Layout) -> Node:
        def key(button: Button | None) -> Child:
            return None if button is None or layout.low_keys else item(button, width=fixed("key"))

        progress, upright = self.progress, layout.portrait
        line = row(
            key(self.back),
            item(self.words, main=flex()),
            None if upright else progress,
            self.right,
            key(self.hand),
            key(self.settings),
            gap="m",
        )
        return column(
            item(pad(line, x="margin", y="bar_edge"), height=fixed("bar")),
            pad(row(spacer(), progress), x="margin") if progress is not None and upright else None,
        )


@screen_part(frozen=True, slots=True, eq=False)
class Dock(Node):
    """The keys of a bar at the foot of the screen, where keys must be low; else nothing."""

    bar: Bar

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the height of the dock, if there is one."""
        there = layout.low_keys and (self.bar.back is not None or self.bar.settings is not None)
        return width, layout.length("dock") if there else 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place the back key at one end, the others at the other."""
        if not layout.low_keys or not box.h:
            return []
        back, hand, settings = map(self._key, (self.bar.back, self.bar.hand, self.bar.settings))
        keys = row(back, spacer(), hand, settings, gap="m")
        return stack(Panel(name="dock", radius=0), pad(keys, x="margin", y="m")).place(layout, box)

    @staticmethod
    def _key(button: Button | None) -> Child:
        return None if button is None else item(replace(button, look="secondary"), width=fixed("page_key"))


def screen(bar: Child, *body: Child, gap: Length = "l", foot: Child = None) -> Node:
    """Return a whole screen: the bar, the body one below the other within the margins, the row of keys.

    Of the body, what has no size of its own along the screen is as high as its content.
    """
    return column(
        bar,
        item(
            pad(
                column(*body, foot, gap=gap), x="margin", top="m" if bar is not None else "margin", bottom="l"
            ),
            main=flex(),
        ),
        Dock(bar) if isinstance(bar, Bar) else None,
    )


def panel(
    name: str,
    child: Node | Widget,
    *,
    paper: bool = False,
    radius: Literal["panel", "control", "key"] = "panel",
    around: Length = "xl",
) -> Node:
    """Return `child` on a ground of its own: a dark panel, or paper for reading."""
    return stack(Panel(name=name, paper=paper, corner=radius), pad(child, around))


def icon_text(
    name: str,
    icon: str,
    text: str,
    *,
    style: str = "body",
    tone: Literal["text", "text_mid", "ink", "ink_mid", "real", "manipulated"] = "text",
    icon_size: Length = "icon",
    max_lines: int = 0,
) -> IconText:
    """Return an icon with words beside it."""
    return IconText(
        name=name, icon=icon, text=text, style=style, tone=tone, icon_size=icon_size, max_lines=max_lines
    )


def rule(name: str) -> Node:
    """Return a thin line between what stands above and below."""
    return item(Rule(name=name), height=fixed("hair"))


def drawing(name: str, paint: Callable[[Painter, Box], None], *, live: bool = False) -> Drawing:
    """Return a widget that only draws; the layout gives it its box."""
    return Drawing(name=name, paint=paint, live=live)
