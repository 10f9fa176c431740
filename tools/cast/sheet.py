"""A sheet of stills of all takes of the actors: `python -m tools.cast.sheet SHEET.jpg CLIPS [CLIPS...]`.

Each folder of films gives a block, with a line between the blocks; so takes before and after a change stand
beside each other.
"""

import re
import sys
from pathlib import Path

import av
from PIL import Image

TILE, COLUMNS, GAP = 112, 13, 10
"""Pixels of a still's side, stills in a row, and pixels between two blocks."""
AT = 0.42
"""The share of a take that has passed in its still: something is held or turned by then."""


def still(film: Path) -> Image.Image:
    """Return one picture of a film."""
    with av.open(str(film)) as container:
        frames = [frame.to_image() for frame in container.decode(video=0)]
    return frames[int(AT * len(frames))].resize((TILE, TILE), Image.Resampling.LANCZOS)


def _order(film: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", film.stem)]


def sheet(folders: list[Path]) -> Image.Image:
    """Return all blocks, one below the other."""
    blocks = [sorted(folder.glob("*.mp4"), key=_order) for folder in folders]
    rows = [-(-len(films) // COLUMNS) for films in blocks]
    height = sum(rows) * TILE + GAP * (len(blocks) - 1)
    drawn, top = Image.new("RGB", (COLUMNS * TILE, height), "white"), 0
    for films, count in zip(blocks, rows, strict=True):
        for i, film in enumerate(films):
            drawn.paste(still(film), (i % COLUMNS * TILE, top + i // COLUMNS * TILE))
        top += count * TILE + GAP
    return drawn


if __name__ == "__main__":
    sheet([Path(folder) for folder in sys.argv[2:]]).save(sys.argv[1], quality=82)
