"""The registry of training edits: from a kind of the guide to the edit that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from game.forge.edits.base import Edit
from game.forge.edits.brows import double_eyebrows
from game.forge.edits.cover import free_stills, occlusion_failure
from game.forge.edits.edge import blending_boundary, edge_halo
from game.forge.edits.eyes import eye_asymmetry, frozen_eyes, open_still
from game.forge.edits.light import lighting_mismatch
from game.forge.edits.motion import head_pose_mismatch, identity_flicker, jitter
from game.forge.edits.mouth import mouth_interior
from game.forge.edits.surface import over_smooth_skin, resolution_mismatch
from game.forge.edits.tone import colour_mismatch


def edits() -> Mapping[str, Edit]:
    """Return all picture edits by the id of their kind."""
    every = (
        Edit("resolution-mismatch", resolution_mismatch),
        Edit("over-smooth-skin", over_smooth_skin),
        Edit("blending-boundary", blending_boundary),
        Edit("double-eyebrows", double_eyebrows),
        Edit("frozen-eyes", frozen_eyes, open_still),
        Edit("eye-asymmetry", eye_asymmetry),
        Edit("mouth-interior", mouth_interior),
        Edit("jitter", jitter),
        Edit("identity-flicker", identity_flicker),
        Edit("occlusion-failure", occlusion_failure, free_stills),
        Edit("head-pose-mismatch", head_pose_mismatch),
        Edit("colour-mismatch", colour_mismatch),
        Edit("lighting-mismatch", lighting_mismatch),
        Edit("edge-halo", edge_halo),
    )
    return MappingProxyType({edit.kind: edit for edit in every})
