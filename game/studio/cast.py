"""The studio's cast: the one virtual actor it may alter, with the pictures that a trained model drew of them.

Only a pack whose people are virtual can be cast: whoever is in a loaded pack did not agree to this.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import Field, StrictInt, StrictStr

from game import resources
from game.content import yaml_source
from game.content.base import Model, Slug
from game.content.models import Clip, Pack
from game.errors import ChinmiError
from game.forge import footage, landmarks, recipe
from game.forge.face import FacePoints
from game.forge.skin import Skin
from game.studio.dials import TILE, Cast

_MAX_PIXELS = 12_000_000


class DrawnFaces(Model):
    """`assets/studio/faces.yaml`: of which clip `faces.jpg` has drawings, and how they lie in it."""

    clip: Slug
    hash: StrictStr
    lamp: Literal["left", "right"]
    step: Annotated[StrictInt, Field(ge=1)]
    frames: Annotated[StrictInt, Field(ge=2, le=200)]
    tile: tuple[StrictInt, StrictInt]
    steps: Annotated[tuple[StrictInt, ...], Field(min_length=2)]
    blink: Annotated[tuple[StrictInt, ...], Field(min_length=1)]

    @property
    def loop(self) -> range:
        """The numbers of the loop's frames in the clip."""
        return range(0, self.frames * self.step, self.step)


def read_drawn(folder: Path | None = None) -> DrawnFaces:
    """Read what drawings there are. Raises ContentError with every problem in the file."""
    path = (folder or resources.assets() / "studio") / "faces.yaml"
    return yaml_source.parse(path.read_text("utf-8"), str(path), DrawnFaces)


def cast_of(pack: Pack, clip: Clip, media: Path, folder: Path | None = None) -> Cast:
    """Return the cast for the studio, or raise ChinmiError: only the virtual actor of the drawings is cast.

    Decodes the clip, which takes a while: not on the thread that draws.
    """
    if pack.consent.basis != "virtual":
        raise ChinmiError(
            f"{pack.name}: the studio alters virtual actors only; consent basis is {pack.consent.basis!r}"
        )
    drawn = read_drawn(folder)
    size, fps = clip.size, clip.fps
    if clip.id != drawn.clip or clip.hash != drawn.hash or size is None or fps is None:
        raise ChinmiError(f"{pack.name}/{clip.id}: the studio's drawings belong to another clip")
    points = landmarks.load(recipe.folder() / "studio.landmarks.npz")[clip.id]
    face = FacePoints((points * np.array(size, dtype=np.float32)).astype(np.float32))
    wanted = frozenset(drawn.loop)
    frames = {i: frame for i, frame in enumerate(footage.frames(media, size)) if i in wanted}
    if len(frames) != drawn.frames or len(face) <= max(drawn.loop):
        raise ChinmiError(f"{pack.name}/{clip.id}: the clip is shorter than the studio's drawings of it")
    middle = drawn.loop[drawn.frames // 2]
    stages, wide = _sheet((folder or resources.assets() / "studio") / "faces.jpg", drawn)
    return Cast(
        frames=frames,
        face=face,
        skin=Skin.measure(frames[middle], face, middle),
        fps=float(fps) / drawn.step,
        steps=drawn.steps,
        drawn=stages,
        wide_eyed=dict(zip(drawn.blink, np.moveaxis(wide, 0, 1), strict=True)),
        lamp=1.0 if drawn.lamp == "right" else -1.0,
    )


def _sheet(path: Path, drawn: DrawnFaces) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return (stages, frames, height, width, 3), and the same for the blink's frames by the other model."""
    if tuple(drawn.tile) != TILE:
        raise ChinmiError(f"{path.name}: expected tiles of {TILE[0]} x {TILE[1]} pixels")
    width, height = TILE
    try:
        with Image.open(path, formats=("JPEG",)) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise ChinmiError(f"{path.name} is larger than expected")
            sheet = np.asarray(image.convert("RGB"))
    except OSError as error:
        raise ChinmiError(f"{path}: the studio's drawings cannot be read ({error})") from error
    stages, others = len(drawn.steps), len(drawn.steps) * len(drawn.blink)
    rows = stages + -(-others // drawn.frames)
    if sheet.shape != (rows * height, drawn.frames * width, 3):
        raise ChinmiError(f"{path.name} does not have the size that faces.yaml tells")
    tiles = sheet.reshape(rows, height, drawn.frames, width, 3).swapaxes(1, 2)
    flat = tiles[stages:].reshape(-1, height, width, 3)[:others]
    return tiles[:stages], flat.reshape(stages, len(drawn.blink), height, width, 3)
