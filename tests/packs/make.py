"""Packs for tests: small folders and zips with pretended media, and a probe that understands them.

A pretended clip is a JSON file of the facts that a real probe would measure, so that a test can say "this
one is 30 frames a second" without encoding anything.
"""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from PIL import Image

from game.content.base import LocalText
from game.content.guide import Guide, Kind, MakingStage
from game.content.models import Clip
from game.content.yaml_source import dump
from game.errors import ClipError
from game.packs.label_leakage import label_leakage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TEXT = {"uz": "Bir odam gapiradi", "en": "A person talks", "ru": "Человек говорит"}
SQUARE = [[0.3, 0.3], [0.6, 0.3], [0.6, 0.6], [0.3, 0.6]]


@dataclass(frozen=True)
class Heard:
    """What it reports of the sound."""

    quiet_before: float = 0.1
    quiet_after: float = 0.1
    band: float = 8000.0
    whole_hops: bool = False


@dataclass(frozen=True)
class Facts:
    """What the pretended probe reports."""

    width: int = 64
    height: int = 48
    fps: float = 25.0
    seconds: float = 3.0
    frames: int = 75
    audio: bool = True
    codec: str = "h264"
    pix_fmt: str = "yuv420p"
    bit_rate: float = 100_000.0
    loudness: float | None = -23.0
    flashes: int = 0
    key_seconds: float = 1.0
    heard: Heard | None = None


def probe(path: Path) -> Facts:
    """Read the facts out of a pretended clip."""
    try:
        return Facts(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise ClipError("missing") from error
    except (ValueError, TypeError) as error:
        raise ClipError("not-video", "no pretended clip") from error


def guide() -> Guide:
    """A guide with a kind to be seen and a kind to be heard."""
    text = LocalText(**TEXT)
    kinds = [
        Kind(
            id=name, stage="swap", where=where, icon="i", name=text, plain=text, what=text, why=text,
            check=text, real_too=text, source=("li-2020",),
        )
        for name, where in (("blending-boundary", "edge"), ("jitter", "face"), ("audio-splice", "voice"))
    ]  # fmt: skip
    return Guide([MakingStage(id="swap", number=3, icon="i", name=text, summary=text)], kinds)


def pack_record(**changes: Any) -> dict[str, Any]:
    """The data of a good pack.yaml."""
    record = {
        "format": 1,
        "name": "people",
        "version": "1.0.0",
        "title": {"uz": "Odamlar", "en": "People", "ru": "Люди"},
        "description": {"uz": "Sinov uchun", "en": "For tests", "ru": "Для проверки"},
        "licenses": [{"name": "CC-BY-4.0"}],
        "consent": {
            "basis": "recorded-volunteers",
            "manipulation": "self-blend-only",
            "evidence": "Form of 2006",
        },
        "sources": [{"title": "A corpus", "path": "doi:10.5281/zenodo.3625687", "year": 2006}],
        "contributors": [{"title": "M. Cooke", "role": "author"}],
        "display": ["home", "classroom", "kiosk"],
    }
    return {key: value for key, value in {**record, **changes}.items() if value is not None}


def clip_record(name: str, *, manipulated: bool = False, **changes: Any) -> dict[str, Any]:
    """The data of a good record in clips.yaml; hash and bytes are filled in by `write`."""
    key = hashlib.sha256(name.encode()).hexdigest()[:12]
    record: dict[str, Any] = {
        "id": name,
        "path": f"media/{key}.mp4",
        "poster": f"media/{key}.jpg",
        "label": "manipulated" if manipulated else "real",
        "person": "s1",
        "seconds": 3.0,
        "size": [64, 48],
        "fps": 25,
        "audio": True,
        "description": TEXT,
    }
    if manipulated:
        record["method"] = "self-blend"
        record["artefacts"] = [
            {"kind": "blending-boundary", "interval": [0.5, 2.5], "region": [{"t": 0.5, "polygon": SQUARE}]}
        ]
    return {key: value for key, value in {**record, **changes}.items() if value is not None}


def sound_record(name: str, *, manipulated: bool = False, **changes: Any) -> dict[str, Any]:
    """The data of a good record of a clip that is sound only."""
    record = clip_record(name, media="audio", size=None, fps=None, poster=None)
    record["path"] = record["path"].replace(".mp4", ".m4a")
    if manipulated:
        record |= {"label": "manipulated", "method": "self-blend"}
        record["artefacts"] = [{"kind": "audio-splice", "interval": [0.5, 2.5]}]
    return {**record, **changes}


SOUND_FACTS: dict[str, Any] = {"width": 0, "height": 0, "fps": 0.0, "frames": 0, "codec": "", "pix_fmt": ""}
"""What a probe says of a file without a picture."""


def pair(name: str, **changes: Any) -> list[dict[str, Any]]:
    """A real clip and an edit of it."""
    return [clip_record(name), clip_record(f"{name}-edit", manipulated=True, **{"original": name, **changes})]


def write(
    folder: Path,
    pack: Mapping[str, Any] | None = None,
    clips: Sequence[Mapping[str, Any]] | None = None,
    facts: Mapping[str, Facts] | None = None,
) -> Path:
    """Write a pack folder; `facts` by clip id say what its pretended media are like."""
    clips = pair("a") if clips is None else clips
    (folder / "media").mkdir(parents=True)
    (folder / "pack.yaml").write_text(dump(pack_record() if pack is None else pack), "utf-8")
    listed = []
    for record in clips:
        media = media_bytes((facts or {}).get(str(record["id"]), Facts()), str(record["id"]))
        (folder / str(record["path"])).write_bytes(media)
        if "poster" in record:
            Image.new("RGB", (64, 48), (90, 90, 90)).save(folder / str(record["poster"]))
        listed.append({"hash": sha256(media), "bytes": len(media), **record})
    (folder / "clips.yaml").write_text(dump(listed), "utf-8")
    return folder


def features() -> tuple[str, ...]:
    """The names of all that is measured of the files of a pack to find what gives a label away."""
    records = (clip_record(f"c{n}", manipulated=n % 2 == 1, bytes=100) for n in range(16))
    clips = [Clip.model_validate({"hash": "sha256:" + "0" * 64, **record}) for record in records]
    return tuple(label_leakage(clips, {clip.id: Facts(heard=Heard()) for clip in clips}))


def media_bytes(facts: Facts, seed: str) -> bytes:
    """A pretended clip; its size varies a little, at random, as real ones do."""
    text = json.dumps(asdict(facts))
    return (text + " " * random.Random(seed).randrange(50)).encode()


def sha256(data: bytes) -> str:
    """The hash of `data` as records write it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def zipped(folder: Path, target: Path, *, inside: str = "") -> Path:
    """Zip a pack folder, with its files at the root or in the folder `inside`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{inside}{path.relative_to(folder).as_posix()}")
    return target
