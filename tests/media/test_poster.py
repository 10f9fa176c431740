"""Posters load, shrink, and never take more memory than a picture may."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from game.media.poster import load_poster


def picture(path: Path, size: tuple[int, int] = (64, 48), **how: Any) -> Path:
    image = Image.new("RGB", size, (200, 60, 30))
    image.paste((10, 20, 200), (0, 0, size[0] // 2, size[1]))
    image.save(path, **how)
    return path


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_loads_the_usual_formats(tmp_path: Path, ending: str) -> None:
    surface = load_poster(picture(tmp_path / f"poster.{ending}", quality=95))
    assert surface.get_size() == (64, 48)
    assert tuple(surface.get_at((5, 5))) == pytest.approx((10, 20, 200, 255), abs=12)
    assert tuple(surface.get_at((60, 5))) == pytest.approx((200, 60, 30, 255), abs=12)


def test_shrinks_to_fit_and_keeps_the_shape(tmp_path: Path) -> None:
    assert load_poster(picture(tmp_path / "p.jpg", (1600, 800)), (200, 200)).get_size() == (200, 100)
    assert load_poster(picture(tmp_path / "q.png", (40, 20)), (200, 200)).get_size() == (40, 20)


def test_turns_a_photo_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    surface = load_poster(picture(tmp_path / "p.jpg", exif=exif))
    assert surface.get_size() == (48, 64)


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be huge and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"GIF89a" + bytes(50),
        b"BM" + bytes(60),
        bomb(20_000, 20_000),
        bomb(10_000, 10_000),
        bomb(8_000, 5_001),
        bomb(100, 100),
    ],
    ids=["empty", "text", "gif", "bmp", "400 megapixels", "100 megapixels", "40 megapixels", "cut short"],
)
def test_a_bad_picture_is_no_picture(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(content)
    assert load_poster(path) is None


def test_a_sound_picture_may_be_too_large(tmp_path: Path) -> None:
    Image.new("1", (8000, 5001)).save(tmp_path / "vast.png")
    assert load_poster(tmp_path / "vast.png", (100, 100)) is None


def test_no_file_is_no_picture(tmp_path: Path) -> None:
    assert load_poster(tmp_path / "none.png") is None
