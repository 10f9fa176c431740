"""A pack of real little films, made on the spot, so that whole sessions can be played in a second.

Two films are encoded, a plain one and an edited one; all clips are copies of them. A test says which clips
a pack holds and what is wrong with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image

from game.content.yaml_source import dump
from game.media.sample import moving_images, tone, write_clip

SIZE = (320, 240)
SECONDS = 2.0
FPS = 25
SQUARE = [[0.25, 0.25], [0.5, 0.25], [0.5, 0.6], [0.25, 0.6]]
"""Where every edit is."""
INTERVAL = [0.4, 1.6]
WORDS = {"uz": "Bir odam gapiradi", "en": "A person talks", "ru": "Человек говорит"}
KINDS = ("colour-mismatch", "over-smooth-skin", "blending-boundary", "double-eyebrows", "mouth-interior")
HEARD = "audio-splice"


@dataclass(frozen=True)
class Film:
    """The bytes of a film and of its poster."""

    media: bytes
    poster: bytes


@cache
def film(*, edited: bool, seconds: float = SECONDS) -> Film:
    """Return the plain film, or the one whose square is lighter."""
    images = list(moving_images(SIZE, round(seconds * FPS)))
    if edited:
        (x0, y0), (x1, y1) = SQUARE[0], SQUARE[2]
        w, h = SIZE
        for image in images:
            part = image[int(y0 * h) : int(y1 * h), int(x0 * w) : int(x1 * w)]
            part[:] = 255 - (255 - part.astype(np.uint16)) // 2
    with TemporaryDirectory() as folder:
        path = write_clip(Path(folder) / "film.mp4", images, fps=FPS, sound=tone(seconds, onset=0.5))
        poster = Path(folder) / "film.jpg"
        Image.fromarray(images[0]).save(poster)
        return Film(path.read_bytes(), poster.read_bytes())


def pack_record(name: str = "small", **changes: Any) -> dict[str, Any]:
    """The data of pack.yaml."""
    return {
        "format": 1,
        "name": name,
        "version": "1.0.0",
        "title": {"uz": "Kichik toʻplam", "en": "A small pack", "ru": "Маленький набор"},
        "description": {"uz": "Sinov uchun", "en": "Made for tests", "ru": "Для проверки"},
        "licenses": [{"name": "CC0-1.0", "title": "CC0 1.0 Universal"}],
        "consent": {"basis": "virtual", "manipulation": "virtual", "evidence": "Nobody was filmed."},
        "sources": [{"title": "Coloured blocks", "year": 2026}],
        "contributors": [{"title": "A test", "role": "author"}],
        "display": ["home", "classroom", "kiosk"],
        **changes,
    }


def real(number: int, **changes: Any) -> dict[str, Any]:
    """The record of a real clip of person `number`."""
    return {"id": f"real-{number}", "label": "real", "person": f"person-{number}", **_common(), **changes}


def edit(number: int, kind: str, **changes: Any) -> dict[str, Any]:
    """The record of an edit of the real clip `number`, with one tell-tale of `kind`."""
    artefact: dict[str, Any] = {"kind": kind, "interval": INTERVAL}
    if kind != HEARD:
        artefact["region"] = [{"t": 0.0, "polygon": SQUARE}]
    return {
        "id": f"edit-{number}",
        "label": "manipulated",
        "method": "self-blend",
        "person": f"person-{number}",
        "original": f"real-{number}",
        "artefacts": [artefact],
        **_common(),
        **changes,
    }


def _common() -> dict[str, Any]:
    return {
        "seconds": SECONDS,
        "size": list(SIZE),
        "fps": FPS,
        "audio": True,
        "description": WORDS,
        "language": "en",
        "captions": {"en": "A sentence that is spoken.", "ru": "Фраза, которую говорят."},
    }


def usual() -> list[dict[str, Any]]:
    """Six real clips and an edit of each: five to be seen, one to be heard."""
    kinds = (*KINDS, HEARD)
    return [real(n) for n in range(len(kinds))] + [edit(n, kind) for n, kind in enumerate(kinds)]


def write_pack(
    folder: Path, clips: Iterable[dict[str, Any]] | None = None, pack: dict[str, Any] | None = None
) -> Path:
    """Write a pack folder and return it."""
    (folder / "media").mkdir(parents=True)
    (folder / "pack.yaml").write_text(dump(pack or pack_record()), "utf-8")
    listed = []
    for record in usual() if clips is None else clips:
        source = film(edited=record["label"] == "manipulated")
        stem = hashlib.sha256(record["id"].encode()).hexdigest()[:12]
        path, poster = f"media/{stem}.mp4", f"media/{stem}.jpg"
        (folder / path).write_bytes(source.media)
        (folder / poster).write_bytes(source.poster)
        digest = hashlib.sha256(source.media).hexdigest()
        files = {"path": path, "poster": poster, "hash": f"sha256:{digest}", "bytes": len(source.media)}
        listed.append({**files, **record})
    (folder / "clips.yaml").write_text(dump({"clips": listed}), "utf-8")
    return folder


def media_of(folder: Path) -> list[Path]:
    """Return the films of a pack folder."""
    return sorted((folder / "media").glob("*.mp4"))
