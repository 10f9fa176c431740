"""The films of the item on the wall: one of a clip or a post, two of a pair; and the stills for phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import ChinmiError
from game.packs.display import may
from game.play.opening_clip import open_player
from game.workshop.lesson import ClipItem, PairItem, PostItem
from game.workshop.wall.still_frames import StillMaker

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.media.clip import ClipPlayer
    from game.play.context import Context
    from game.workshop.host import Host

FilmItem = ClipItem | PostItem | PairItem


class Films:
    """Opens what an item shows, and lets go of it."""

    def __init__(self, context: Context, host: Host) -> None:
        self.context = context
        self.host = host
        self.player: ClipPlayer | None = None
        self.beside: ClipPlayer | None = None
        """The original beside the edit of a pair."""
        self.clip: Clip | None = None
        """The record of what `player` plays."""
        self._item: FilmItem | None = None
        self._still: StillMaker | None = None

    def shows(self, item: FilmItem) -> bool:
        """Tell whether the films of `item` are open."""
        return self.player is not None and self._item == item

    def open_item(self, item: FilmItem, index: int) -> bool:
        """Open what item `index` of the lesson shows, paused; False where its clip is gone."""
        self.drop()
        self._item = item
        try:
            self.clip = self.context.library.clip(item.pack, item.clip)
        except ChinmiError:
            return False
        if isinstance(item, PairItem):
            return self._open_pair(item, self.clip, index)
        self.player = self.open(item.pack, self.clip, silent=isinstance(item, PostItem))
        if isinstance(item, ClipItem) and item.spot and self._for_phones(item.pack, self.clip):
            apart = self.open(item.pack, self.clip, silent=not item.sound_only)
            self._still = StillMaker((apart,), index, item.moment)
        return True

    def _open_pair(self, item: PairItem, edit: Clip, index: int) -> bool:
        self.beside = self.open_original(item)
        if self.beside is None:
            return False
        self.player = self.open(item.pack, edit, silent=True)
        if item.place_asked and self._for_phones(item.pack, edit):
            apart = [self.open(item.pack, edit, silent=True), self.open_original(item)]
            sides = apart if item.side == "left" else apart[::-1]
            self._still = StillMaker([one for one in sides if one is not None], index, item.moment)
        return True

    def open(self, pack: str, clip: Clip, *, silent: bool = False) -> ClipPlayer:
        """Return a paused player of `clip`."""
        return open_player(self.context, self.context.library.media_path(pack, clip), clip, silent=silent)

    def open_original(self, item: ClipItem | PairItem) -> ClipPlayer | None:
        """Open the untouched original of `item`, paused; silent unless it is to be heard."""
        if item.original is None:
            return None
        try:
            original = self.context.library.clip(item.pack, item.original)
        except ChinmiError:
            return None
        heard = isinstance(item, ClipItem) and item.heard
        return self.open(item.pack, original, silent=not heard)

    def _for_phones(self, pack: str, clip: Clip) -> bool:
        """Tell whether a still of the clip may go to the phones; of a set on agreement nothing leaves."""
        found = (one.pack for one in self.context.library.packs() if one.pack.name == pack)
        asked = self.context.settings.synthetic_voices
        return any(may("phones", record, (clip.method,), requested=asked).allowed for record in found)

    def make_stills(self) -> None:
        """Give the phones the frames to point at, as soon as they are decoded."""
        if self._still is None:
            return
        stills = self._still.take()
        if stills:
            self.host.put_still(self._still.index, *stills)
        if stills or self._still.failed:
            self._drop_still()

    def settle(self) -> None:
        """Wait until the phones can have their frames (for robots and tests)."""
        if self._still is not None:
            self._still.settle()
            self.make_stills()

    def drop(self) -> None:
        """Let go of all films."""
        self._drop_still()
        for player in (self.player, self.beside):
            if player is not None:
                player.close()
        self.player = self.beside = self.clip = self._item = None

    def _drop_still(self) -> None:
        if self._still is not None:
            self._still.close()
            self._still = None
