"""The pack library: what is installed, with licence, consent, and whether its files are sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.errors import ChinmiError
from game.home.pack_row import Places, row_key, row_painter
from game.media.poster import load_poster
from game.packs.library import InstalledPack
from game.packs.policy import consent_level
from game.play.chrome import content_box, drawing, top_bar
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
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
        try:
            self.packs = self.context.library.packs()
        except ChinmiError as error:
            self._tell(error)
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
        try:
            self.context.library.set_enabled(pack.pack.name, enabled)
        except ChinmiError as error:
            self._tell(error)
            return
        self._reload()
        title = pack.pack.title.get(self.context.language)
        key = "library.switched_on" if enabled else "library.switched_off"
        self.context.toasts.show("check", self.context.t(key, pack=title))

    def _ask(self, pack: InstalledPack) -> None:
        from game.play.dialog import Choice, DialogScene

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
            self._tell(error)
        self._reload()

    def _tell(self, error: ChinmiError) -> None:
        self.context.toasts.show("warning", str(error).splitlines()[0])

    def get(self) -> None:
        """Offer to build the pack of real people."""
        from game.home.pack_download import GettingScene

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
        check = Button(
            name="check",
            box=Box(box.right - check_w, layout.area.y + 6, check_w, 64),
            icon="check",
            text=t("library.check"),
            press=self.check_all,
            enabled=bool(self.packs) and self._checking is None,
        )
        bar = top_bar(layout, self.context, t("library.title"), sub, back=self.on_back, right=check_w + 12)
        row_h = 196.0 if layout.portrait else ROW
        body = box.without_bottom(88)
        per_page = max(1, int((body.h + GAP) // (row_h + GAP)))
        pages = max(1, -(-len(self.packs) // per_page))
        first = self.page % pages * per_page
        rows: list[Widget] = []
        for i, pack in enumerate(self.packs[first : first + per_page]):
            rows += self._row(layout, Box(body.x, body.y + i * (row_h + GAP), body.w, row_h), pack)
        return [*bar, check, *(rows or [self._empty(body)]), *self._foot(layout, box.bottom_strip(72), pages)]

    def _row(self, layout: Layout, row: Box, pack: InstalledPack) -> list[Widget]:
        places = Places.upright(row) if layout.portrait else Places.wide(row)
        paint = row_painter(self.context.t, places, pack, self._posters.get(pack.pack.name))
        key = row_key(self.context.t, places.end, pack, lambda: self.remove(pack), lambda: self.switch(pack))
        return [drawing(f"pack-{pack.pack.name}", row, paint), key]

    def _empty(self, body: Box) -> Label:
        return Label(
            name="empty",
            box=body,
            text=self.context.t("library.empty"),
            style="h2",
            tone="text_mid",
            align="centre",
            valign="centre",
        )

    def _foot(self, layout: Layout, foot: Box, pages: int) -> list[Widget]:
        t = self.context.t
        low, get_w = foot.left(foot.w - (164.0 if pages > 1 else 0.0)), 0.0
        widgets: list[Widget] = []
        if REAL_PEOPLE not in {pack.pack.name for pack in self.packs}:
            words = t("library.get")
            get_w = min(low.w * 0.6, layout.width(words, "button") + 96)
            get = low.right_strip(get_w)
            widgets.append(Button(name="get", box=get, icon="library", text=words, press=self.get))
        widgets.append(
            Label(
                name="how",
                box=low.left(low.w - get_w - 16),
                text=t("library.how"),
                style="caption",
                tone="text_mid",
                valign="centre",
                floor=0.9,
            )
        )
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
