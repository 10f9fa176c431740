"""The clips that a lesson may be dealt from: of a large pack a sample, so that none is read whole."""

from __future__ import annotations

from contextlib import suppress
from random import SystemRandom
from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError
from game.packs.display import may
from game.ui.worker import Worker
from game.workshop.deck import AvailableClip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from game.content.models import Clip, Method, Pack
    from game.packs.library import InstalledPack
    from game.play.context import Context

WHOLE: Final = 600
"""A pack of no more clips than this is read whole."""
FEW: Final = 8
"""Of its clips that are looked at first, for one that can be dealt."""
REAL: Final = 96
"""Clips taken of a larger one: unaltered ones."""
OF_A_KIND: Final = 12
"""Clips of a larger one with traces of one kind."""


def stock(context: Context, random: Random | None = None) -> list[AvailableClip]:
    """Return clips of the packs that are on, may be shown in a classroom and can be heard there.

    All of them, where a pack is small; of a large one, as many of each kind as any lesson could use.
    """
    found: list[AvailableClip] = []
    for installed in _packs(context):
        with suppress(ChinmiError):
            found += _usable(context, installed.pack, _clips(context, installed, random or SystemRandom()))
    return found


class StockAhead:
    """The stock, read on a thread while the teacher still chooses: opening a room waits for no pack."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._read_for = self._state()
        self._reading = Worker(lambda: stock(context))

    def take(self) -> list[AvailableClip]:
        """Return the stock; it is read anew where packs, settings or sound have changed since."""
        return self._reading.result() if self._state() == self._read_for else stock(self._context)

    def _state(self) -> tuple[object, ...]:
        context = self._context
        return context.settings, context.sound.audible, context.library.packs()


def can_deal(context: Context) -> bool:
    """Tell whether there is any clip to deal: of most packs a few records are read, of large ones none."""
    return any(_has_some(context, installed) for installed in _packs(context))


def _has_some(context: Context, installed: InstalledPack) -> bool:
    if installed.clips > WHOLE:
        return True
    with suppress(ChinmiError):
        pack, library = installed.pack, context.library
        return any(_usable(context, pack, library.clips(pack.name, limit)) for limit in (FEW, -1))
    return False


def _packs(context: Context) -> Iterator[InstalledPack]:
    for installed in context.library.packs():
        allowed = may("classroom", installed.pack).allowed
        if installed.enabled and installed.damaged is None and allowed:
            yield installed


def _clips(context: Context, installed: InstalledPack, random: Random) -> tuple[Clip, ...]:
    """Return the clips of a pack; of a large one a sample, with the originals of its edits."""
    library, name = context.library, installed.pack.name
    if installed.clips <= WHOLE:
        return library.clips(name)
    packs = (name,)
    found = [*library.pool("real", u=random.random(), limit=REAL, packs=packs)]
    found += library.pool("real", u=random.random(), limit=OF_A_KIND, packs=packs, media="audio")
    for kind in context.guide.kinds:
        found += library.pool("manipulated", kinds=(kind,), u=random.random(), limit=OF_A_KIND, packs=packs)
    found += library.pool("manipulated", u=random.random(), limit=REAL, packs=packs)
    wanted = {one.clip for one in found} | {one.original for one in found if one.original is not None}
    if not wanted:  # a pack that may be shown in a classroom and not at home is in no pool
        return library.clips(name)
    return tuple(library.clip(name, one) for one in sorted(wanted))


def _usable(context: Context, pack: Pack, clips: tuple[Clip, ...]) -> list[AvailableClip]:
    heard = [clip for clip in clips if context.perceptible(clip)]
    shown = {method: _shown(context, pack, method) for method in {clip.method for clip in heard}}
    return [AvailableClip(pack.name, clip, pack.virtual) for clip in heard if shown[clip.method]]


def _shown(context: Context, pack: Pack, method: Method | None) -> bool:
    requested = context.settings.synthetic_voices
    return may("classroom", pack, (method,), requested=requested).allowed
