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
from game.media.sample import moving_images, tone, write_clip, write_sound

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
def film(*, edited: bool, seconds: float = SECONDS, size: tuple[int, int] = SIZE) -> Film:
    """Return the plain film, or the one whose square is lighter."""
    images = list(moving_images(size, round(seconds * FPS)))
    if edited:
        (x0, y0), (x1, y1) = SQUARE[0], SQUARE[2]
        w, h = size
        for image in images:
            part = image[int(y0 * h) : int(y1 * h), int(x0 * w) : int(x1 * w)]
            part[:] = 255 - (255 - part.astype(np.uint16)) // 2
    with TemporaryDirectory() as folder:
        path = write_clip(Path(folder) / "film.mp4", images, fps=FPS, sound=tone(seconds, onset=0.5))
        poster = Path(folder) / "film.jpg"
        Image.fromarray(images[0]).save(poster)
        return Film(path.read_bytes(), poster.read_bytes())


@cache
def sound(*, edited: bool, seconds: float = SECONDS) -> bytes:
    """Return the plain sound: a buzz whose pitch glides; edited, a part of it is another pitch."""
    rate = 48_000
    t = np.arange(round(seconds * rate)) / rate
    pitch = 140 + 60 * np.sin(2 * np.pi * 0.7 * t)
    if edited:
        pitch[(t >= INTERVAL[0]) & (t < INTERVAL[1])] = 260
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    wave = sum(np.sin(n * phase) / n for n in range(1, 24)) * 5000 * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * t))
    samples = np.repeat(wave.astype(np.int16)[:, None], 2, axis=1)
    with TemporaryDirectory() as folder:
        return write_sound(Path(folder) / "sound.m4a", samples).read_bytes()


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


def voice(number: int, **changes: Any) -> dict[str, Any]:
    """The record of a real clip of person `number` that is sound only."""
    return _sound_only(real(number, id=f"voice-{number}", **changes))


def voice_edit(number: int, kind: str = HEARD, **changes: Any) -> dict[str, Any]:
    """The record of an edit of the voice `number`."""
    names = {"id": f"voice-edit-{number}", "original": f"voice-{number}"}
    record = edit(number, kind, **{**names, **changes})
    for artefact in record["artefacts"]:
        artefact.pop("region", None)
    return _sound_only(record)


def voices(pairs: int = 4) -> list[dict[str, Any]]:
    """So many voices, each with an edit."""
    kinds = (HEARD, "flat-intonation")
    return [voice(n) for n in range(pairs)] + [voice_edit(n, kinds[n % 2]) for n in range(pairs)]


def _sound_only(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("size", "fps")} | {"media": "audio"}


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
        edited = record["label"] == "manipulated"
        stem = hashlib.sha256(record["id"].encode()).hexdigest()[:12]
        if record.get("media") == "audio":
            media, files = sound(edited=edited), {"path": f"media/{stem}.m4a"}
        else:
            media, files = film(edited=edited).media, {"path": f"media/{stem}.mp4"}
            files["poster"] = f"media/{stem}.jpg"
            (folder / files["poster"]).write_bytes(film(edited=edited).poster)
        (folder / files["path"]).write_bytes(media)
        digest = hashlib.sha256(media).hexdigest()
        listed.append({**files, "hash": f"sha256:{digest}", "bytes": len(media), **record})
    (folder / "clips.yaml").write_text(dump({"clips": listed}), "utf-8")
    return folder


def media_of(folder: Path) -> list[Path]:
    """Return the films of a pack folder."""
    return sorted((folder / "media").glob("*.mp4"))
