"""Loads pictures that come with packs: only known formats, and never more pixels than a screen can use.

pygame's own loader has no limit: a small file can claim 400 megapixels and take all memory.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

import pygame
from PIL import Image, ImageOps

MAX_PIXELS: Final = 40_000_000
FORMATS: Final = ("JPEG", "PNG", "WEBP")


def load_poster(path: Path, fit: tuple[int, int] | None = None) -> pygame.Surface | None:
    """Return the picture as an RGBA surface, or None when it cannot be used.

    `fit` is the largest size that is needed: a bigger picture is reduced while it is read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    return None
                if fit is not None:
                    picture.draft("RGB", fit)
                return _surface(ImageOps.exif_transpose(picture), fit)
    except (
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        ValueError,
        MemoryError,
    ):
        return None


def _surface(picture: Image.Image, fit: tuple[int, int] | None) -> pygame.Surface:
    if fit is not None:
        picture.thumbnail(fit, Image.Resampling.LANCZOS)
    pixels = picture.convert("RGBA")
    return pygame.image.frombytes(pixels.tobytes(), pixels.size, "RGBA")
