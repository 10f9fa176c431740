"""One pack in the library: picture, title, size, licence, consent, whether its files are sound, its key."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.i18n import Translator
from game.packs.display import may
from game.packs.library import InstalledPack
from game.packs.policy import badge, consent_level
from game.play.provenance import CONSENT_ICONS
from game.ui.layout import Node, column, fixed, flex, grid, item, pad, row, split, stack
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget
from game.ui.widgets.controls import Button, IconText, Label, Panel
from game.ui.widgets.switches import Chip, Switch


def pack_row(
    layout: Layout,
    t: Translator,
    pack: InstalledPack,
    poster: pygame.Surface | None,
    remove: Callable[[], None],
    switch: Callable[[], None],
) -> Node:
    """Return the row of a pack; `poster` is its picture, where it has one. Upright it has two lines."""
    name = pack.pack.name
    picture = PackPicture(name=f"{name}.picture", poster=poster, damaged=pack.damaged is not None)
    about = row(
        item(picture, width=fixed("pack_picture")),
        item(_words(t, pack), main=flex()),
        item(_count(t, pack), width=fixed("pack_count")),
        gap="l",
    )
    state = layout.choose(fixed("pack_state"), flex(0.33))
    facts = row(
        item(_chips(layout, t, pack), main=flex()),
        item(_state(t, pack), main=state),
        item(_key(t, pack, remove, switch), width=fixed("switch"), height=fixed("key"), down="centre"),
        gap="m",
    )
    return stack(
        Panel(name=f"pack-{name}", corner="control"),
        pad(split(item(about, main=flex()), item(facts, main=fixed("pack_facts")), gap="m"), x="m", y="s"),
    )


@screen_part(frozen=True, slots=True, kw_only=True)
class PackPicture(Widget):
    """The middle of a pack's picture; an icon where it has none or is damaged."""

    poster: pygame.Surface | None
    damaged: bool

    def draw(self, p: Painter, state: State) -> None:
        """Draw the picture."""
        c, box, radius, size = p.palette, self.box, p.look.theme.radii.label, p.length("icon_large")
        if self.damaged:
            p.dashed(box, radius, c.edge)
            p.icon("warning", box.cx, box.cy, size, c.text)
        elif self.poster is None:
            p.panel(box, radius, c.room2)
            p.icon("person", box.cx, box.cy, size, c.text_mid)
        else:
            w, h = self.poster.get_size()
            cut = min(w, h * box.w / box.h)
            part = pygame.Rect(int((w - cut) / 2), 0, int(cut), int(cut * box.h / box.w))
            p.image(self.poster, box, part)


def _words(t: Translator, pack: InstalledPack) -> Node:
    """Return the title and the first sentence about the pack, or why it is not played."""
    name, record = pack.pack.name, pack.pack
    head, stop, _ = (_refusal(t, pack) or record.description.get(t.language)).partition(". ")
    title = Label(
        name=f"{name}.title", text=record.title.get(t.language), style="h3", valign="centre", floor=0.7
    )
    text = Label(
        name=f"{name}.text",
        text=head + stop.strip(),
        style="caption",
        tone="text_mid",
        floor=0.85,
        grow=False,
    )
    return column(item(title, main=flex(0.42)), item(text, main=flex(0.58)))


def _count(t: Translator, pack: InstalledPack) -> Node:
    name = pack.pack.name
    number = Label(
        name=f"{name}.clips", text=str(pack.clips), style="h3", align="right", valign="bottom", grow=False
    )
    words = Label(
        name=f"{name}.clips-words",
        text=t("library.clips", n=pack.clips),
        style="caption",
        tone="text_mid",
        align="right",
        grow=False,
    )
    return column(item(number, main=flex()), item(words, main=flex()))


def _chips(layout: Layout, t: Translator, pack: InstalledPack) -> Node:
    name, level = pack.pack.name, consent_level(pack.pack)
    chips = (
        Chip(name=f"{name}.licence", icon="licence", text=_licence(t, pack)),
        Chip(name=f"{name}.consent", icon=CONSENT_ICONS[level], text=t(f"consent.{level}")),
    )
    cells = [item(chip, height=fixed("chip"), down="centre") for chip in chips]
    return grid(cells, layout.choose(1, 2), "s")


def _licence(t: Translator, pack: InstalledPack) -> str:
    """Return the name of the first licence, and how many more there are."""
    first, *more = badge(pack.pack, t.language).licence.split(" + ")
    return f"{first} +{len(more)}" if more else first


def _refusal(t: Translator, pack: InstalledPack) -> str:
    """Return why nothing of a pack is played on this computer; nothing where it is."""
    against = may("home", pack.pack).reasons
    if not against or may("classroom", pack.pack).allowed:
        return ""
    return t("library.refused", why=t(f"rights.why.{against[0]}"))


def _state(t: Translator, pack: InstalledPack) -> IconText:
    """Return whether its files are sound; first why it is not played, then that it stays on this machine."""
    if pack.damaged is not None:
        icon, words = "warning", t("library.damaged")
    elif _refusal(t, pack):
        icon, words = "warning", t("library.not_played")
    elif badge(pack.pack).stays:
        icon, words = "lock", t("library.stays")
    else:
        icon, words = "check", t("library.checked" if pack.checked else "library.unchecked")
    return IconText(
        name=f"{pack.pack.name}.state",
        icon=icon,
        text=words,
        style="caption",
        icon_size="icon_small",
        gap="s",
        grow=False,
        floor=0.9,
        max_lines=2,
    )


def _key(
    t: Translator, pack: InstalledPack, remove: Callable[[], None], switch: Callable[[], None]
) -> Widget:
    """Return the switch of a pack; of a damaged one the key that takes it away."""
    name = pack.pack.name
    if pack.damaged is not None:
        return Button(name=f"remove-{name}", text=t("library.remove"), style="label", press=remove)
    words_on, words_off = t("settings.on"), t("settings.off")
    return Switch(
        name=f"switch-{name}",
        on=pack.enabled,
        text_on=words_on,
        text_off=words_off,
        press=switch,
        spoken=f"{pack.pack.title.get(t.language)}: {words_on if pack.enabled else words_off}",
    )
