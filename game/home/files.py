"""Choosing a file or a folder inside the game: sticks first, then folders, packs and films."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.errors import printable
from game.home.places import EntryKind, FileEntry, listed, parent, places
from game.ui.layout import Node, fixed, flex, item, row, spacer
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import icon_key, screen, secondary, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import EntryCard
from game.ui.widgets.controls import Button, Label
from game.ui.worker import Worker

if TYPE_CHECKING:
    from game.play.context import Context

ICONS: Final = {
    EntryKind.DRIVE: "stick",
    EntryKind.FOLDER: "folder",
    EntryKind.PACK: "library",
    EntryKind.FILM: "play",
}

Listing = tuple[FileEntry, ...] | None
"""What lies in a folder; None where it cannot be read."""


class FilesScene(Scene):
    """The first page shows the places to begin at; a slow stick is read on a thread of its own."""

    name = "files"

    def __init__(
        self,
        context: Context,
        take: Callable[[Sequence[Path]], None],
        starts: Callable[[], Sequence[FileEntry]] | None = None,
        *,
        saving: bool = False,
    ) -> None:
        """`take` is called with what was chosen, after this screen is left; `starts` finds where to begin.

        For `saving` a folder is chosen, and only folders are shown.
        """
        self._saving = saving
        self.context = context
        self.folder: Path | None = None
        """The folder that is shown; None: the places to begin at."""
        self.page = 0
        self._take = take
        self._find_starts = starts or (lambda: places(Path.home()))
        self._starts: dict[Path, FileEntry] = {}
        self._listing: Listing = ()
        self._reading: Worker[Listing] | None = None
        self.go(None)

    # -- moving about ------------------------------------------------------------------------------

    def go(self, folder: Path | None) -> None:
        """Show a folder, or the places to begin at."""
        self.folder, self.page = folder, 0
        self._listing = ()
        self._reading = Worker(lambda: self._read(folder), self.context.wake)

    def _read(self, folder: Path | None) -> Listing:
        try:
            found = tuple(self._find_starts()) if folder is None else listed(folder)
        except (OSError, RuntimeError):  # the latter: nobody's home is known
            return None
        return tuple(entry for entry in found if entry.opens or not self._saving)

    def choose(self, entry: FileEntry) -> None:
        """Go into a folder; take anything else."""
        if entry.opens:
            self.go(entry.path)
        else:
            self.take(entry.path)

    def take(self, path: Path) -> None:
        """Leave with a file or a folder."""
        self.context.stack.pop()
        self._take((path,))

    def up(self) -> None:
        """Go to the folder above, from the topmost one to the places."""
        if self.folder is not None:
            self.go(None if self.folder in self._starts else parent(self.folder, self._starts))

    def on_back(self) -> None:
        """Go up; from the places, back to where the player came from."""
        if self.folder is None:
            self.context.stack.pop()
        else:
            self.up()

    def turn(self, by: int) -> None:
        """Turn the page of the list."""
        self.page += by

    def update(self, now: float) -> Change:
        """Show what was read, once it is."""
        if self._reading is None or not self._reading.done:
            return Change.NONE
        self._listing, self._reading = self._reading.result(), None
        if self.folder is None and self._listing is not None:
            self._starts = {entry.path: entry for entry in self._listing}
        return Change.ALL

    def settle(self) -> None:
        """Wait until the folder is read."""
        if self._reading is not None:
            self._reading.result()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar with the folder's name; its entries in pages; up, the whole folder, pages."""
        t, saving = self.context.t, self._saving
        start = t("files.where_to" if saving else "files.where")
        where = start if self.folder is None else printable(str(self.folder))
        away = icon_key("close", "close", t("files.close"), self.context.stack.pop)
        title = t("files.save" if saving else "files.title")
        bar = top_bar(
            t,
            title,
            where,
            back=self.on_back,
            right=item(away, width=fixed("key")),
        )
        entries = self._listing or ()
        rows = PagedList(
            self._pairs(layout, entries) if entries else [self._empty()],
            height="entry" if entries else None,
            gap="m",
            page=self.page,
            foot=lambda pages: self._foot(layout, pages),
        )
        return screen(bar, item(rows, main=flex())).place(layout, layout.area)

    def _pairs(self, layout: Layout, entries: Sequence[FileEntry]) -> list[Node]:
        """Return the entries in lines: two beside each other where there is room."""
        wide = layout.choose(2, 1)
        cards = [self._card(number, entry) for number, entry in enumerate(entries)]
        lines = [cards[i : i + wide] for i in range(0, len(cards), wide)]
        return [
            row(
                *(item(card, main=flex()) for card in line),
                *[spacer()] * (wide - len(line)),
                gap="m",
            )
            for line in lines
        ]

    def _card(self, number: int, entry: FileEntry) -> EntryCard:
        t = self.context.t
        title, text = t(entry.key) if entry.key else entry.name, t(f"files.{entry.kind}")
        return EntryCard(
            name=f"file-{number}",
            icon=ICONS[entry.kind],
            title=title,
            text=text,
            corner="control",
            first=number == 0,
            press=lambda: self.choose(entry),
            spoken=f"{title}. {text}",
        )

    def _empty(self) -> Label:
        t = self.context.t
        if self._reading is not None:
            words = t("files.reading")
        else:
            empty = "files.no_folders" if self._saving else "files.empty"
            words = t("files.unreadable" if self._listing is None else empty)
        return Label(name="empty", text=words, style="h2", tone="text_mid", align="centre", valign="centre")

    def _foot(self, layout: Layout, pages: int) -> Node:
        t, folder = self.context.t, self.folder
        keys: list[Button] = []
        if folder is not None:
            words = t("files.here" if self._saving else "files.whole")
            keys.append(secondary("whole", words, lambda: self.take(folder), icon="folder"))
        how = "" if self._saving else t("files.how")
        return paged_foot(layout, t, how, keys, self.turn if pages > 1 else None)
