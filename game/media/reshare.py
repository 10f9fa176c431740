"""What happens to a picture that is handed on: smaller, compressed again, softer, recorded from a screen.

Pure functions from picture to picture, so that the re-share ladder of chapter 4 can show the same clip as
posted and after each step, on any clip and without shipping more files. Messengers scale videos down and
compress them anew each time; that is modelled with Pillow's JPEG coder, whose blocks and colour
subsampling lose fine detail in the same way.
"""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageFilter

QUALITIES: Final = (52, 44, 38, 32, 28)
"""JPEG quality of each further pass; the last one holds for all that follow."""
SMALLEST: Final = 24
"""No side gets smaller than so many pixels."""


def handed_on(picture: Image.Image, scale: float, passes: int) -> Image.Image:
    """Return `picture` scaled by `scale` (0..1] and compressed `passes` times, at its own size again.

    With a scale of 1 and no passes the picture comes back unchanged. Each pass is a little smaller than
    the one before, down to `scale`, as when a video wanders from app to app.
    """
    if not 0 < scale <= 1 or passes < 0:
        raise ValueError(f"expected a scale in (0, 1] and no negative passes, got {scale} and {passes}")
    if scale == 1 and passes == 0:
        return picture
    shown = picture.convert("RGB")
    for number in range(max(1, passes)):
        share = 1 - (1 - scale) * (number + 1) / max(1, passes)
        size = (max(SMALLEST, round(picture.width * share)), max(SMALLEST, round(picture.height * share)))
        shown = shown.resize(size, Image.Resampling.BILINEAR)
        if passes:
            shown = compressed(shown, QUALITIES[min(number, len(QUALITIES) - 1)])
    return shown.resize(picture.size, Image.Resampling.BILINEAR)


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    """Return `picture` after one pass through the JPEG coder, with halved colour."""
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality, subsampling=2)
    return Image.open(io.BytesIO(held.getvalue())).convert("RGB")


def detail(picture: Image.Image) -> float:
    """Return how much fine detail a picture holds: the mean absolute difference to its blurred self."""
    grey = picture.convert("L")
    soft = grey.filter(ImageFilter.GaussianBlur(2))
    pairs = zip(grey.tobytes(), soft.tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (grey.width * grey.height)
