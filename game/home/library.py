"""The pack library: what is installed, with licence, consent, and whether its files are sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pygame

from game.errors import ChinmiError
from game.home.arrivals import PEOPLE
from game.home.order_row import order_row
from game.home.pack_row import pack_row
from game.media.poster import load_poster
from game.packs.library import InstalledPack
from game.packs.policy import consent_level
from game.play.context import Context
from game.ui.layout import Node, content, flex, item
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import screen, secondary, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.ui.worker import Worker

if TYPE_CHECKING:
    from game.forge.order import PackOffer
    from game.home.arrivals import Arrivals

THUMBNAIL = (480, 384)
"""Posters are read no larger than this; enough for a row on any screen."""


class LibraryScene(Scene):
    """A pack that asks before use is off at first and asks an adult before it is switched on."""

    name = "library"

    def __init__(self, context: Context, arrivals: Arrivals) -> None:
        self.context = context
        self.arrivals = arrivals
        self.page = 0
        self.packs: tuple[InstalledPack, ...] = ()
        self._posters: dict[str, pygame.Surface | None] = {}
        self._checking: Worker[int] | None = None
        self._offer: PackOffer | None = None
        self._status = arrivals.status
        self._reload()

    def _reload(self) -> None:
        self._offer = self.arrivals.offer()
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
        """Tell what the check has found, once it is through; show how far an order is."""
        before, self._status = self._status, self.arrivals.status
        if self._checking is None or not self._checking.done:
            return Change.NONE if before == self._status else Change.ALL
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
        """Offer the pack of real people, or show how far it is."""
        from game.home.pack_download import PackDownloadScene

        self.context.stack.push(PackDownloadScene(self.context, self.arrivals, self.open))

    def open(self) -> None:
        """Choose a file or a folder to take in."""
        from game.home.files import FilesScene

        self.context.stack.push(FilesScene(self.context, self.arrivals.take))

    def save(self) -> None:
        """Choose where the pack of real people is saved as one file."""
        from game.home.files import FilesScene

        pack = next(one for one in self.packs if one.pack.name == PEOPLE)
        stack = self.context.stack
        stack.push(FilesScene(self.context, lambda to: self.arrivals.carry(pack, to[0]), saving=True))

    def show_intake(self) -> None:
        """Show what became of files."""
        from game.home.intake_screen import IntakeScene

        self.context.stack.push(IntakeScene(self.context, self.arrivals, self.open))

    def resume(self) -> None:
        """Look again: a pack may have come."""
        self._reload()

    def turn(self, by: int) -> None:
        """Turn the page of the list."""
        self.page += by

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and rows, first the pack that is on its way; the last row says how more packs get here."""
        t = self.context.t
        add = secondary("open", t("library.open"), self.open, icon="folder", shortcuts=("o",))
        clips = sum(pack.clips for pack in self.packs)
        bar = top_bar(
            t,
            t("library.title"),
            t("library.count", n=len(self.packs), clips=clips),
            back=self.on_back,
            right=item(add, width=content()),
        )
        packs = [self._row(layout, pack) for pack in self.packs]
        if self._on_its_way:
            packs.insert(0, order_row(t, self.arrivals.status, self.arrivals.stop, self.arrivals.begin))
        rows = PagedList(
            packs or [self._empty()],
            height="pack_row" if packs else None,
            gap="m",
            page=self.page,
            foot=lambda pages: self._foot(layout, pages),
        )
        return screen(bar, item(rows, main=flex())).place(layout, layout.area)

    @property
    def _on_its_way(self) -> bool:
        """Tell whether the pack of real people is being got, or was begun and can go on."""
        return self._offer is not None and (self.arrivals.status is not None or self._offer.begun)

    def _row(self, layout: Layout, pack: InstalledPack) -> Node:
        poster = self._posters.get(pack.pack.name)
        return pack_row(
            layout, self.context.t, pack, poster, lambda: self.remove(pack), lambda: self.switch(pack)
        )

    def _empty(self) -> Label:
        return Label(
            name="empty",
            text=self.context.t("library.empty"),
            style="h2",
            tone="text_mid",
            align="centre",
            valign="centre",
        )

    def _foot(self, layout: Layout, pages: int) -> Node:
        """Return how packs get here, the key for the pack on offer, and the keys that turn the pages."""
        t = self.context.t
        return paged_foot(layout, t, t("library.how"), self._keys(), self.turn if pages > 1 else None)

    def _keys(self) -> Iterator[Button]:
        t = self.context.t
        ready = bool(self.packs) and self._checking is None
        yield secondary("check", t("library.check"), self.check_all, icon="check", enabled=ready)
        if self.arrivals.intake is not None:
            yield secondary("came", t("library.came"), self.show_intake, icon="info")
        elif self._offer is not None:
            yield secondary("get", t("library.get"), self.get, icon="person")
        elif any(one.pack.name == PEOPLE for one in self.packs):
            yield secondary("save", t("library.save"), self.save, icon="stick")
