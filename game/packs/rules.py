"""The rules about a pack's records alone: truth inside time and frame, known kinds, paired originals.

What stands in files is checked in `verify`; everything here can be said by looking at the YAML.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.content.wording import did_you_mean
from game.errors import Severity
from game.packs.label_leakage import ENOUGH
from game.packs.names import unsafe
from game.packs.policy import findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.guide import Guide
    from game.content.models import Artefact, Clip, Media
    from game.content.places import Path
    from game.content.regions import Disc
    from game.errors import Problem
    from game.packs.reader import LoadedPack

_VIDEO: Final = re.compile(r"media/[^/]+\.mp4")
_SOUND: Final = re.compile(r"media/[^/]+\.(?:mp4|m4a)")
_POSTER: Final = re.compile(r"media/[^/]+\.(?:jpg|jpeg|png)")
_TELLING: Final = re.compile(r"real|fake|orig|manip|edit|swap|true|false", re.IGNORECASE)
_THINGS: Final[Mapping[Media, str]] = MappingProxyType({"video": "a video", "audio": "a sound"})
_GIVEAWAY: Final = re.compile(
    r"fake|manipulat|altered|edited|forge[dr]|swapped|oʻzgartiril|soxta|dipfeyk|tahrirlangan"
    r"|измен[её]н|поддел|фейк|подменен|обработан",
    re.IGNORECASE,
)
SOUND_SLACK: Final = 0.05
"""Seconds by which a tell-tale may end after a sound: lengths are rounded in files."""


def record_problems(loaded: LoadedPack, guide: Guide) -> Iterator[Problem]:
    """Yield what is wrong in the records of a pack, rights first, then clip by clip."""
    for finding in findings(loaded.pack, loaded.clips):
        if finding.clip is None:
            yield loaded.pack_problem(finding.path, finding.message)
        else:
            yield loaded.clip_problem(finding.clip, finding.path, finding.message)
    labels = [clip.manipulated for clip in loaded.clips]
    small = min(labels.count(True), labels.count(False)) < ENOUGH
    by_id = {clip.id: clip for clip in loaded.clips}
    for index, clip in enumerate(loaded.clips):
        for path, message, severity in _clip(clip, guide):
            yield loaded.clip_problem(index, path, message, severity)
        told = _original(clip, by_id, needed=small and loaded.pack.imported is None)
        if told:
            yield loaded.clip_problem(index, ("original",), told)


Flaw = tuple["Path", str, Severity]


def _clip(clip: Clip, guide: Guide) -> Iterator[Flaw]:
    yield from _names(clip)
    for language, text in clip.description.root.items():
        found = _GIVEAWAY.search(text or "")
        if found:
            told = f"`{found[0]}` may give the label away; say what is to be seen"
            yield ("description", language), told, Severity.WARNING
    if clip.manipulated and not clip.artefacts:
        yield (), "no artefacts: nobody is asked where this clip was changed", Severity.WARNING
    for i, artefact in enumerate(clip.artefacts):
        for path, message, severity in _artefact(clip, artefact, guide):
            yield ("artefacts", i, *path), message, severity


def _names(clip: Clip) -> Iterator[Flaw]:
    media = (_SOUND, "media/name.m4a") if clip.sound_only else (_VIDEO, "media/name.mp4")
    for field, path, wanted, example in (
        ("path", clip.path, *media),
        ("poster", clip.poster, _POSTER, "media/name.jpg"),
    ):
        if path is None:
            continue
        if unsafe(path) or not wanted.fullmatch(path):
            yield (field,), f"expected a file like {example}, got `{path}`", Severity.ERROR
            continue
        stem = path.removeprefix("media/").rpartition(".")[0]
        if stem == clip.id or _TELLING.search(stem):
            told = f"`{path}` tells something about the clip; better an opaque name, as of a hash"
            yield (field,), told, Severity.WARNING


def _original(clip: Clip, by_id: dict[str, Clip], *, needed: bool) -> str | None:
    if clip.original is None:
        if needed and clip.manipulated:
            return f"expected the id of its original: there are fewer than {ENOUGH} clips of a label"
        return None
    if not clip.manipulated:
        return "a real clip has no original"
    original = by_id.get(clip.original)
    if original is None:
        return f"there is no clip `{clip.original}` in this pack{did_you_mean(clip.original, by_id)}"
    if original.media != clip.media:
        return f"`{clip.original}` is {_THINGS[original.media]}, but its edit is {_THINGS[clip.media]}"
    return "expected the original to be a real clip" if original.manipulated else None


def _artefact(clip: Clip, artefact: Artefact, guide: Guide) -> Iterator[Flaw]:
    error = Severity.ERROR
    kind = guide.kinds.get(artefact.kind) if artefact.kind is not None else None
    if artefact.kind is None:
        if not artefact.region and not clip.audio:
            yield (
                ("region",),
                "expected a region: without a kind and a sound there is nothing to point at",
                error,
            )
    elif kind is None:
        near = did_you_mean(artefact.kind, guide.kinds)
        yield ("kind",), f"`{artefact.kind}` is no kind of artefact in the guide{near}", error
    elif kind.audible:
        if artefact.region:
            yield ("region",), f"`{kind.id}` is heard, not seen; expected an interval and no region", error
        if not clip.audio:
            yield ("kind",), f"`{kind.id}` is heard, but this clip has no sound", error
    elif not artefact.region and not clip.sound_only:
        yield (), f"`{kind.id}` without a region can be spotted by its time only", Severity.WARNING
    if kind is not None and clip.sound_only and not kind.heard_alone:
        yield ("kind",), f"`{kind.id}` needs a picture, but this clip is sound only", error
    end = clip.seconds + (clip.frame_seconds or SOUND_SLACK)
    if artefact.interval[1] > end:
        yield ("interval", 1), f"expected at most {clip.seconds:g}, the clip's length in seconds", error
    for i, key in enumerate(artefact.region):
        if key.t > end:
            yield (
                ("region", i, "t"),
                f"expected at most {clip.seconds:g}, the clip's length in seconds",
                error,
            )
        if key.disc is not None and not _inside(key.disc, clip.aspect):
            yield ("region", i, "disc"), "expected the whole disc inside the frame", error


def _inside(disc: Disc, aspect: float) -> bool:
    (x, y), r = disc.centre, disc.radius
    return r <= x <= 1 - r and r * aspect <= y <= 1 - r * aspect
