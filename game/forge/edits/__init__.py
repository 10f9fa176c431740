"""The registry of training edits: from a kind of the guide to the edit that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from game.forge.edits.base import Edit
from game.forge.edits.brows import double_eyebrows
from game.forge.edits.edge import blending_boundary
from game.forge.edits.surface import over_smooth_skin, resolution_mismatch
from game.forge.edits.tone import colour_mismatch


def edits() -> Mapping[str, Edit]:
    """Return all picture edits by the id of their kind."""
    every = (
        Edit("resolution-mismatch", resolution_mismatch),
        Edit("over-smooth-skin", over_smooth_skin),
        Edit("blending-boundary", blending_boundary),
        Edit("double-eyebrows", double_eyebrows),
        Edit("colour-mismatch", colour_mismatch),
    )
    return MappingProxyType({edit.kind: edit for edit in every})
