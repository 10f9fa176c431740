"""What the forge makes with the kernel that `OPENBLAS_CORETYPE` names: a digest of each thing, as JSON."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forge.drawn_face import FRAMES, draw_frame, drawn_clip, drawn_face
from game.forge.edits import video_kinds
from game.forge.guided import guided
from game.forge.neighbours import doubled, gauss, weighed
from game.forge.pixels import blur_along, to_bytes, to_linear
from game.forge.rng import EditRandom


def digests() -> dict[str, str]:
    """Return a digest of averages, of the guided filter, and of an edit of each kind on three frames."""
    rng = np.random.default_rng(1)
    plane, picture = rng.random((150, 131), dtype=np.float32), rng.random((90, 77, 3), dtype=np.float32)
    made: dict[str, NDArray[Any]] = {"a plain product": plane @ plane.T, "doubled": doubled(plane)}
    for sigma in (0.4, 1.5, 6.0, 20.0):
        made |= {f"weighed {sigma} {axis}": weighed(plane, gauss(sigma), axis) for axis in (0, 1)}
    made["weighed in two parts"] = weighed(plane * 100, gauss(1.5), 0, 128.0, 2)
    made |= {f"guided {radius}": guided(picture, (radius, 0.002)) for radius in (2, 5, 9)}
    made["guided twice"] = guided(picture, (8, 0.002), (4, 0.001))
    made["colours beside each other"] = blur_along(picture, 0.8, 1)
    face = drawn_face()
    frames = [draw_frame(face.raw[i], i) for i in range(FRAMES)]
    made["smooth"] = to_bytes(guided(to_linear(frames[0]), (8, 0.0005)))
    clip = drawn_clip(face, frames)
    for kind, each in video_kinds().items():
        edit = each.plan(clip, 0.6, EditRandom(3))
        some = range(edit.span.first, edit.span.last, max(1, (edit.span.last - edit.span.first) // 3))
        made[kind] = np.stack([edit.apply(i, frames[i]) for i in some])
    return {name: hashlib.sha256(what.tobytes()).hexdigest() for name, what in made.items()}


if __name__ == "__main__":
    json.dump(digests(), sys.stdout)
