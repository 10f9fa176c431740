"""One pack in the library: picture, title, size, licence, consent, whether its files are sound, its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from game.i18n import Translator
from game.packs.library import InstalledPack
from game.packs.policy import consent_level
from game.play.provenance import CONSENT_ICONS
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Switch, chip


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a row are."""

    picture: Box
    words: Box
    count: Box
    chips: tuple[Box, Box]
    checked: Box
    end: Box

    @classmethod
    def upright(cls, row: Box) -> Places:
        """Return the places on an upright screen: in two lines."""
        low = Box(row.x + 14, row.y + 112, row.w - 28, 72)
        licence, consent = low.left(low.w - 250).columns((1.0, 1.0), 10)
        return cls(
            picture=Box(row.x + 14, row.y + 14, 106, 84),
            words=Box(row.x + 136, row.y + 10, row.w - 136 - 150, 92),
            count=Box(row.right - 150, row.y + 14, 130, 64),
            chips=(licence.centred(licence.w, 44), consent.centred(consent.w, 44)),
            checked=Box(low.right - 240, low.y, 120, low.h),
            end=Box(low.right - 112, low.y + 2, 112, 68),
        )

    @classmethod
    def wide(cls, row: Box) -> Places:
        """Return the places on a wide screen: in one line."""
        picture = Box(row.x + 14, row.y + 11, 106, 84)
        end = Box(row.right - 130, row.y + 21, 116, 64)
        checked = Box(end.x - 160, row.y, 150, row.h)
        chips_x, chip_w = checked.x - 258.0 - 12, 258.0
        count = Box(chips_x - 112, row.y + 18, 92, 70)
        return cls(
            picture=picture,
            words=Box(picture.right + 22, row.y + 8, count.x - picture.right - 34, row.h - 16),
            count=count,
            chips=(Box(chips_x, row.y + 9, chip_w, 40), Box(chips_x, row.y + 57, chip_w, 40)),
            checked=checked,
            end=end,
        )


def row_painter(
    t: Translator, at: Places, pack: InstalledPack, poster: pygame.Surface | None
) -> Callable[[Painter, Box], None]:
    """Return what draws the row of a pack; `poster` is its picture, where it has one."""

    def paint(p: Painter, box: Box) -> None:
        c = p.palette
        p.panel(box, 10, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        _draw_picture(p, at.picture, pack, poster)
        _draw_words(p, at.words, pack.pack.title.get(t.language), pack.pack.description.get(t.language))
        upper, lower = at.count.top(36), at.count.without_top(36)
        words = t("library.clips", n=pack.clips)
        p.text(upper, str(pack.clips), "h3", c.text, align="right", valign="centre", grow=False)
        p.text(lower, words, "caption", c.text_mid, align="right", grow=False)
        level = consent_level(pack.pack)
        chip(p, at.chips[0], "licence", ", ".join(x.name for x in pack.pack.licenses))
        chip(p, at.chips[1], CONSENT_ICONS[level], t(f"consent.{level}"))
        sound = pack.damaged is None
        p.icon("check" if sound else "warning", at.checked.x + 14, at.checked.cy, 26, c.text)
        told = (
            t("library.damaged")
            if not sound
            else t("library.checked" if pack.checked else "library.unchecked")
        )
        state = at.checked.without_left(34)
        p.text(state, told, "caption", c.text, valign="centre", grow=False, floor=0.9, max_lines=2)

    return paint


def row_key(
    t: Translator, box: Box, pack: InstalledPack, remove: Callable[[], None], switch: Callable[[], None]
) -> Widget:
    """Return the switch of a pack; of a damaged one the key that takes it away."""
    name = pack.pack.name
    if pack.damaged is not None:
        return Button(name=f"remove-{name}", box=box, text=t("library.remove"), style="label", press=remove)
    words_on, words_off = t("settings.on"), t("settings.off")
    return Switch(
        name=f"switch-{name}",
        box=box,
        on=pack.enabled,
        text_on=words_on,
        text_off=words_off,
        press=switch,
        spoken=f"{pack.pack.title.get(t.language)}: {words_on if pack.enabled else words_off}",
    )


def _draw_words(p: Painter, box: Box, title: str, text: str) -> None:
    title_h = min(p.measure(title, "h3", box.w)[1], box.h * 0.42)
    p.text(box.top(title_h), title, "h3", p.palette.text, valign="centre", floor=0.7)
    head, stop, _ = text.partition(". ")
    low = box.without_top(title_h)
    p.text(low, head + stop.strip(), "caption", p.palette.text_mid, floor=0.85, grow=False)


def _draw_picture(p: Painter, box: Box, pack: InstalledPack, poster: pygame.Surface | None) -> None:
    if pack.damaged is not None:
        p.dashed(box, 6, p.palette.edge)
        p.icon("warning", box.cx, box.cy, 44, p.palette.text)
    elif poster is None:
        p.panel(box, 6, p.palette.room2)
        p.icon("person", box.cx, box.cy, 44, p.palette.text_mid)
    else:
        w, h = poster.get_size()
        cut = min(w, h * box.w / box.h)
        part = poster.subsurface((int((w - cut) / 2), 0, int(cut), int(cut * box.h / box.w)))
        p.image(part, box)
