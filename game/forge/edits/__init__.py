"""Training edits: one module for each family, which declares the kinds of artefact that it makes as `KINDS`.

The modules are found by looking into this package; there is no list to keep.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from game.forge.edits.base import AudioKind, VideoKind


@cache
def kinds() -> Mapping[str, VideoKind | AudioKind]:
    """Return all kinds that can be made, by id."""
    found: dict[str, VideoKind | AudioKind] = {}
    for module in pkgutil.iter_modules(__path__):
        for kind in getattr(import_module(f"{__name__}.{module.name}"), "KINDS", ()):
            if kind.id in found:
                raise ValueError(f"the kind {kind.id!r} is made by two edits")
            found[kind.id] = kind
    return MappingProxyType(found)


@cache
def video_kinds() -> Mapping[str, VideoKind]:
    """Return the kinds that are seen, by id."""
    return MappingProxyType({name: kind for name, kind in kinds().items() if isinstance(kind, VideoKind)})


@cache
def audio_kinds() -> Mapping[str, AudioKind]:
    """Return the kinds that are heard, by id."""
    return MappingProxyType({name: kind for name, kind in kinds().items() if isinstance(kind, AudioKind)})
