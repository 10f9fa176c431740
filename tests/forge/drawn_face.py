"""A drawn face with real mesh points, and a voice-like sound: enough for every edit, and nobody's footage."""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from game.forge import landmarks, recipe
from game.forge.edits.base import AnalysedClip
from game.forge.face import (
    INNER_LIPS,
    LEFT_BROW_LOW,
    LEFT_BROW_TOP,
    LEFT_EYE,
    LEFT_IRIS,
    LIPS,
    OVAL,
    RIGHT_BROW_LOW,
    RIGHT_BROW_TOP,
    RIGHT_EYE,
    RIGHT_IRIS,
    FacePoints,
)
from game.forge.masks import fill
from game.forge.pixels import Frame
from game.forge.skin import Skin

SIZE = (256, 256)
FRAMES = 30
FPS = 25.0

_SKIN, _HAIR, _LIP, _TOOTH = (196, 150, 128), (60, 44, 36), (168, 92, 88), (228, 224, 212)


@cache
def face_track() -> landmarks.LandmarkTrack:
    """Return the points of one virtual actor who blinks and speaks, (30, 478, 2), filling the frame more.

    They are not to be changed.
    """
    tracks = landmarks.load(recipe.folder() / "studio.landmarks.npz")
    points = tracks["actor-4-take-1"][20 : 20 + FRAMES]
    middle = points.mean((0, 1))
    track = ((points - middle) * 1.7 + 0.5).astype(np.float32)
    track.setflags(write=False)
    return track


def drawn_face() -> FacePoints:
    """Return the same points as a face, in pixels."""
    return FacePoints((face_track() * np.array(SIZE, dtype=np.float32)).astype(np.float32))


def drawn_clip(face: FacePoints, frames: list[Frame]) -> AnalysedClip:
    """Return the clip as edits see it, with a card before the mouth in its middle."""

    def card(i: int) -> np.ndarray:
        if not 8 <= i < 24:
            return np.zeros(SIZE[::-1], dtype=np.float32)
        mouth = face.steady[i, 13]
        corners = np.array([[-48, -20], [48, -20], [48, 112], [-48, 112]], dtype=np.float32) + mouth
        return fill([corners], SIZE, 0.5)

    middle = FRAMES // 2
    stills = dict(enumerate(frames))
    return AnalysedClip(face, SIZE, FPS, Skin.measure(frames[middle], face, middle), stills, cover=card)


def draw_frame(points: np.ndarray, seed: int) -> Frame:
    """Draw a face from mesh points (pixels), with hair, eyes, teeth, pores and sensor noise."""
    picture = Image.new("RGB", SIZE, (90, 120, 150))
    pen = ImageDraw.Draw(picture)

    def polygon(which: tuple[int, ...], colour: tuple[int, int, int], scale: float = 1.0) -> None:
        shape = points[list(which)]
        middle = shape.mean(0)
        pen.polygon([tuple(p) for p in ((shape - middle) * scale + middle).tolist()], fill=colour)

    polygon(OVAL, _HAIR, 1.35)
    polygon(OVAL, _SKIN, 1.12)
    for top, low in ((RIGHT_BROW_TOP, RIGHT_BROW_LOW), (LEFT_BROW_TOP, LEFT_BROW_LOW)):
        polygon((*top, *low[::-1]), _HAIR)
    for eye, iris in ((RIGHT_EYE, RIGHT_IRIS), (LEFT_EYE, LEFT_IRIS)):
        polygon(eye, (232, 230, 226))
        x, y = points[iris[0]]
        open_eye = Image.new("L", SIZE, 0)
        ImageDraw.Draw(open_eye).polygon([tuple(p) for p in points[list(eye)].tolist()], fill=255)
        ball = picture.copy()
        ImageDraw.Draw(ball).ellipse((x - 5, y - 5, x + 5, y + 5), fill=(70, 50, 40))
        ImageDraw.Draw(ball).ellipse((x + 1, y - 3, x + 3, y - 1), fill=(255, 255, 255))
        picture.paste(ball, mask=open_eye)
    polygon(LIPS, _LIP)
    polygon(INNER_LIPS, (40, 20, 20))
    polygon(INNER_LIPS, _TOOTH, 0.7)
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    pores = np.random.default_rng(7).normal(0, 5, SIZE[::-1])[..., None]
    noise = np.random.default_rng(seed).normal(0, 2, (*SIZE[::-1], 3))
    return np.clip(soft + pores + noise, 0, 255).astype(np.uint8)
