"""The pack library: what is installed, with licence, consent, and whether its files are sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.errors import ChinmiError
from game.media.poster import load_poster
from game.packs.library import InstalledPack
from game.packs.policy import consent_level
from game.scenes.bars import content_box, drawing, top_bar
from game.scenes.context import Context
from game.scenes.provenance import CONSENT_ICONS
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Switch, chip
from game.ui.worker import Worker

ROW = 106.0
GAP = 12.0
THUMBNAIL = (480, 384)
"""Posters are read no larger than this; enough for a row on any screen."""
REAL_PEOPLE = "grid"
"""The recipe of the pack that the game offers to build."""


class LibraryScene(Scene):
    """A pack that asks before use is off at first and asks an adult before it is switched on."""

    name = "library"

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = 0
        self.packs: tuple[InstalledPack, ...] = ()
        self._posters: dict[str, pygame.Surface | None] = {}
        self._checking: Worker[int] | None = None
        self._reload()

    def _reload(self) -> None:
        self.packs = self.context.library.packs()
        for pack in self.packs:
            name = pack.pack.name
            if name not in self._posters and pack.poster is not None:
                self._posters[name] = load_poster(pack.poster, fit=THUMBNAIL)

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.pop()

    def switch(self, pack: InstalledPack) -> None:
        """Switch a pack on or off; ask first where its rights ask for it."""
        if not pack.enabled and consent_level(pack.pack) == "ask":
            self._ask(pack)
        else:
            self._set(pack, enabled=not pack.enabled)

    def _set(self, pack: InstalledPack, *, enabled: bool) -> None:
        self.context.library.set_enabled(pack.pack.name, enabled)
        self._reload()
        title = pack.pack.title.get(self.context.language)
        key = "library.switched_on" if enabled else "library.switched_off"
        self.context.toasts.show("check", self.context.t(key, pack=title))

    def _ask(self, pack: InstalledPack) -> None:
        from game.scenes.dialog import Choice, DialogScene

        t, stack = self.context.t, self.context.stack

        def yes() -> None:
            stack.pop()
            self._set(pack, enabled=True)

        stack.push(
            DialogScene(
                self.context,
                icon="warning",
                title=t("library.ask_title"),
                text=t("library.ask_text"),
                choices=(
                    Choice("no", t("library.ask_no"), stack.pop, primary=True),
                    Choice("yes", t("library.ask_yes"), yes),
                ),
            )
        )

    def check_all(self) -> None:
        """Check the files of all packs in the background and tell what was found."""
        if self._checking is None:
            names = [pack.pack.name for pack in self.packs]
            self._checking = Worker(lambda: self._damaged(names), self.context.wake)

    def _damaged(self, names: Sequence[str]) -> int:
        damaged = 0
        for name in names:
            try:
                damaged += bool(self.context.library.check(name))
            except ChinmiError:
                damaged += 1
        return damaged

    def update(self, now: float) -> Change:
        """Tell what the check has found, once it is through."""
        del now
        if self._checking is None or not self._checking.done:
            return Change.NONE
        damaged, self._checking = self._checking.result(), None
        self._reload()
        key = "library.all_good" if not damaged else "library.some_damaged"
        self.context.toasts.show("check" if not damaged else "warning", self.context.t(key, n=damaged))
        return Change.ALL

    def settle(self) -> None:
        """Wait for the end of a check."""
        if self._checking is not None:
            self._checking.result()

    def next_due(self, now: float) -> float | None:
        """Look again soon while a check runs."""
        del now
        return 0.1 if self._checking is not None else None

    def remove(self, pack: InstalledPack) -> None:
        """Take a damaged pack away."""
        try:
            self.context.library.remove(pack.pack.name)
        except ChinmiError as error:
            self.context.toasts.show("warning", str(error).splitlines()[0])
        self._reload()

    def get(self) -> None:
        """Offer to build the pack of real people."""
        from game.scenes.getting import GettingScene

        self.context.stack.push(GettingScene(self.context, REAL_PEOPLE))

    def resume(self) -> None:
        """Look again: a pack may have come."""
        self._reload()

    def turn(self, by: int) -> None:
        """Turn the page of the list."""
        self.page += by

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and rows; the last row says how more packs get here."""
        t, box = self.context.t, content_box(layout)
        total = sum(pack.clips for pack in self.packs)
        sub = t("library.count", n=len(self.packs), clips=total)
        check_w = min(320.0, layout.width(t("library.check"), "button") + 92)
        widgets: list[Widget] = list(
            top_bar(layout, self.context, t("library.title"), sub, back=self.on_back, right=check_w + 12)
        )
        check = Box(box.right - check_w, layout.area.y + 6, check_w, 64)
        widgets.append(
            Button(
                name="check",
                box=check,
                icon="check",
                text=t("library.check"),
                press=self.check_all,
                enabled=bool(self.packs) and self._checking is None,
            )
        )
        row_h = 196.0 if layout.portrait else ROW
        foot = box.bottom_strip(72)
        body = box.without_bottom(88)
        per_page = max(1, int((body.h + GAP) // (row_h + GAP)))
        pages = max(1, -(-len(self.packs) // per_page))
        page = self.page % pages
        for i, pack in enumerate(self.packs[page * per_page : (page + 1) * per_page]):
            widgets += self._row(layout, Box(body.x, body.y + i * (row_h + GAP), body.w, row_h), pack)
        if not self.packs:
            widgets.append(
                Label(
                    name="empty",
                    box=body,
                    text=t("library.empty"),
                    style="h2",
                    tone="text_mid",
                    align="centre",
                    valign="centre",
                )
            )
        more_w = 164.0 if pages > 1 else 0.0
        low = foot.left(foot.w - more_w)
        get_w = 0.0
        if REAL_PEOPLE not in {pack.pack.name for pack in self.packs}:
            get_w = min(low.w * 0.6, layout.width(t("library.get"), "button") + 96)
            widgets.append(
                Button(
                    name="get",
                    box=low.right_strip(get_w),
                    icon="library",
                    text=t("library.get"),
                    press=self.get,
                )
            )
        how = Label(
            name="how",
            box=low.left(low.w - get_w - 16),
            text=t("library.how"),
            style="caption",
            tone="text_mid",
            valign="centre",
            floor=0.9,
        )
        widgets.append(how)
        if pages > 1:
            arrows = foot.right_strip(2 * 64 + 12).columns((1.0, 1.0), 12)
            for by, icon, cell in ((-1, "back", arrows[0]), (1, "next", arrows[1])):
                widgets.append(
                    Button(
                        name=f"page.{icon}",
                        box=cell,
                        icon=icon,
                        press=self._turner(by),
                        spoken=t(f"page.{icon}"),
                        shortcuts=("pageup",) if by < 0 else ("pagedown",),
                    )
                )
        return widgets

    def _turner(self, by: int) -> Callable[[], None]:
        return lambda: self.turn(by)

    def _row(self, layout: Layout, row: Box, pack: InstalledPack) -> list[Widget]:
        t, name = self.context.t, pack.pack.name
        if layout.portrait:
            picture = Box(row.x + 14, row.y + 14, 106, 84)
            words = Box(row.x + 136, row.y + 10, row.w - 136 - 150, 92)
            count = Box(row.right - 150, row.y + 14, 130, 64)
            low = Box(row.x + 14, row.y + 112, row.w - 28, 72)
            chips = low.left(low.w - 250).columns((1.0, 1.0), 10)
            chips = [c.centred(c.w, 44) for c in chips]
            checked = Box(low.right - 240, low.y, 120, low.h)
            end = Box(low.right - 112, low.y + 2, 112, 68)
        else:
            picture = Box(row.x + 14, row.y + 11, 106, 84)
            end = Box(row.right - 130, row.y + 21, 116, 64)
            checked = Box(end.x - 160, row.y, 150, row.h)
            chip_w = 258.0
            chips = [Box(checked.x - chip_w - 12, row.y + y, chip_w, 40) for y in (9, 57)]
            count = Box(chips[0].x - 112, row.y + 18, 92, 70)
            words = Box(picture.right + 22, row.y + 8, count.x - picture.right - 34, row.h - 16)
        level = consent_level(pack.pack)
        licence = ", ".join(x.name for x in pack.pack.licenses)

        def paint(p: Painter, box: Box) -> None:
            c = p.palette
            p.panel(box, 10, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
            self._draw_picture(p, picture, pack)
            title, text = pack.pack.title.get(t.language), pack.pack.description.get(t.language)
            title_h = min(p.measure(title, "h3", words.w)[1], words.h * 0.42)
            p.text(words.top(title_h), title, "h3", c.text, valign="centre", floor=0.7)
            p.text(
                words.without_top(title_h),
                _first_sentence(text),
                "caption",
                c.text_mid,
                floor=0.85,
                grow=False,
            )
            p.text(count.top(36), str(pack.clips), "h3", c.text, align="right", valign="centre", grow=False)
            p.text(
                count.without_top(36),
                t("library.clips", n=pack.clips),
                "caption",
                c.text_mid,
                align="right",
                grow=False,
            )
            chip(p, chips[0], "licence", licence)
            chip(p, chips[1], CONSENT_ICONS[level], t(f"consent.{level}"))
            sound = pack.damaged is None
            p.icon("check" if sound else "warning", checked.x + 14, checked.cy, 26, c.text)
            state = Box(checked.x + 34, checked.y, checked.w - 34, checked.h)
            key = (
                "library.damaged" if not sound else "library.checked" if pack.checked else "library.unchecked"
            )
            p.text(state, t(key), "caption", c.text, valign="centre", grow=False, floor=0.9, max_lines=2)

        widgets: list[Widget] = [drawing(f"pack-{name}", row, paint)]
        if pack.damaged is not None:
            widgets.append(
                Button(
                    name=f"remove-{name}",
                    box=end,
                    text=t("library.remove"),
                    style="label",
                    press=lambda: self.remove(pack),
                )
            )
        else:
            words_on, words_off = t("settings.on"), t("settings.off")
            widgets.append(
                Switch(
                    name=f"switch-{name}",
                    box=end,
                    on=pack.enabled,
                    text_on=words_on,
                    text_off=words_off,
                    press=lambda: self.switch(pack),
                    spoken=f"{pack.pack.title.get(t.language)}: {words_on if pack.enabled else words_off}",
                )
            )
        return widgets

    def _draw_picture(self, p: Painter, box: Box, pack: InstalledPack) -> None:
        poster = self._posters.get(pack.pack.name)
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


def _first_sentence(text: str) -> str:
    head, stop, _ = text.partition(". ")
    return head + stop.strip()
