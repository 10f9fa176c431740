"""The contact sheet: every manipulated clip beside its original, for a person to look at.

A row shows original, edit, their difference eight times stronger, and the truth region, all in the frame
near the middle of the tell-tale's interval that shows it best; sound edits show both wave forms instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from game.content.models import Artefact, Clip
from game.content.regions import polygon_at
from game.errors import ChinmiError
from game.forge import footage
from game.forge.footage import RATE, Waveform
from game.forge.pixels import Frame
from game.packs.archive import PackFiles, open_pack
from game.packs.reader import read_pack

_TILE: Final = 300
_HEAD: Final = 18
_GROUND: Final = (24, 26, 30)
_INK: Final = (235, 235, 235)
_TRUTH: Final = (80, 255, 120)
_COLUMNS: Final = 4
_STRONGER: Final = 8


def write_contact_sheet(pack: Path, out: Path) -> int:
    """Write the sheet of the pack at `pack` (folder or zip) as PNG; return the number of rows.

    Raises PackError for a pack that cannot be read, ChinmiError when it holds no edits with originals.
    """
    with open_pack(pack) as files:
        clips = {clip.id: clip for clip in read_pack(files).clips}
        rows = [
            _row(files, clip, clips[clip.original], artefact)
            for clip in clips.values()
            if clip.original in clips
            for artefact in clip.artefacts
        ]
    if not rows:
        raise ChinmiError(f"{pack}: no manipulated clip has its original in the pack, nothing to compare")
    sheet = Image.new("RGB", (_TILE * _COLUMNS, sum(row.height for row in rows)), _GROUND)
    top = 0
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out, "PNG")
    return len(rows)


def _row(files: PackFiles, clip: Clip, original: Clip, artefact: Artefact) -> Image.Image:
    one, two = files.local(original.path), files.local(clip.path)
    if artefact.region and clip.size:
        tiles = list(_pictures((one, two), clip, artefact, clip.size))
    else:
        tiles = [_wave(footage.sound(path), clip.seconds, artefact.interval) for path in (one, two)]
    row = Image.new("RGB", (_TILE * _COLUMNS, _HEAD + tiles[0].height), _GROUND)
    for k, tile in enumerate(tiles):
        row.paste(tile, (_TILE * k, _HEAD))
    strength = "-" if artefact.strength is None else f"{artefact.strength:.2f}"
    start, end = artefact.interval
    text = (
        f"{clip.id}   {artefact.kind}   strength {strength}   visibility {1 - clip.difficulty:.2f}   "
        f"{start:.2f}-{end:.2f} s"
    )
    ImageDraw.Draw(row).text((4, 2), text, _INK, ImageFont.load_default(12))
    return row


def _pictures(
    pair: tuple[Path, Path], clip: Clip, artefact: Artefact, size: tuple[int, int]
) -> Iterator[Image.Image]:
    index, before, after = _best(pair, clip, artefact, size)
    outline = polygon_at(artefact.region, index * clip.frame_seconds, clip.aspect) or ()
    points = [(x * size[0], y * size[1]) for x, y in outline]
    marked = Image.fromarray(after)
    if points:
        ImageDraw.Draw(marked).polygon(points, outline=_TRUTH, width=1)
    apart = np.abs(after.astype(np.int16) - before) * _STRONGER
    difference = Image.fromarray(np.clip(apart, 0, 255).astype(np.uint8))
    window = _window(points, size)
    for tile in (Image.fromarray(before), Image.fromarray(after), difference, marked):
        yield tile.crop(window).resize((_TILE, _TILE), Image.Resampling.LANCZOS)


def _best(
    pair: tuple[Path, Path], clip: Clip, artefact: Artefact, size: tuple[int, int]
) -> tuple[int, Frame, Frame]:
    """Return the frame, of five in the middle of the interval, where the edit shows most."""
    start, end = (moment / clip.frame_seconds for moment in artefact.interval)
    wanted = {int(start + (end - start) * share) for share in (0.3, 0.4, 0.5, 0.6, 0.7)}
    pairs = zip(*(footage.frames(path, size) for path in pair), strict=False)
    found = [(i, before, after) for i, (before, after) in enumerate(pairs) if i in wanted]
    if not found:
        raise ChinmiError(f"{clip.id} ends before its tell-tale begins")
    return max(found, key=lambda each: float(np.abs(each[2].astype(np.int16) - each[1]).mean()))


def _window(points: list[tuple[float, float]], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a square around the region that shows what is near it, too."""
    xs, ys = [x for x, _ in points] or [0, size[0]], [y for _, y in points] or [0, size[1]]
    side = min(*size, max(1.35 * max(max(xs) - min(xs), max(ys) - min(ys)), 0.42 * size[1]))
    left = min(max((min(xs) + max(xs) - side) / 2, 0), size[0] - side)
    top = min(max((min(ys) + max(ys) - side) / 2, 0), size[1] - side)
    return int(left), int(top), int(left + side), int(top + side)


def _wave(track: Waveform, seconds: float, interval: tuple[float, float]) -> Image.Image:
    size = (_TILE, _TILE // 3)
    tile = Image.new("RGB", size, _GROUND)
    pen = ImageDraw.Draw(tile)
    left, right = (size[0] * moment / seconds for moment in interval)
    pen.rectangle((left, 0, right, size[1] - 1), outline=_TRUTH)
    per_column = max(1, int(seconds * RATE) // size[0])
    for x in range(size[0]):
        part = track[x * per_column : (x + 1) * per_column]
        peak = float(np.abs(part).max()) if len(part) else 0.0
        pen.line((x, size[1] / 2 * (1 - peak * 3), x, size[1] / 2 * (1 + peak * 3)), fill=_INK)
    return tile
