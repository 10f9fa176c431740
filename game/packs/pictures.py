"""Posters: opened with a pixel cap and as JPEG or PNG only, because a picture can be a bomb too."""

from __future__ import annotations

import warnings
from typing import IO, Final

from PIL import Image, UnidentifiedImageError

MAX_PIXELS: Final = 1920 * 1088
FORMATS: Final = ("JPEG", "PNG")


def picture_fault(file: IO[bytes]) -> str | None:
    """Return why the picture in `file` cannot be used, or None. Its size is looked at before its pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
                    return _too_large(f"{width}x{height}")
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large("far more")
    except UnidentifiedImageError:
        return "expected a JPEG or PNG picture"
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        return f"the picture cannot be read: {error}"
    return None


def _too_large(found: str) -> str:
    return f"the picture is too large; expected at most {MAX_PIXELS / 1e6:.1f} megapixels, got {found}"
