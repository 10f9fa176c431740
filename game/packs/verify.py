"""Checking a pack: its records, its rights, its files down to the last frame - all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.content.lint import lint
from game.errors import ClipError, PackError, Problem, Severity
from game.packs.archive import PackFiles, open_pack
from game.packs.label_leakage import HIGH, LOW, label_leakage
from game.packs.pictures import picture_fault
from game.packs.policy import refuse_zip
from game.packs.reader import CREDITS, LoadedPack, Records, read_records
from game.packs.rules import record_problems
from game.resources import languages

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.guide import Guide
    from game.content.models import Clip
    from game.packs.facts import MediaFacts, Probe

MAX_SECONDS: Final = 60.0
MAX_SIZE: Final = (1920, 1088)
MAX_FPS: Final = 60.0
MAX_KEY_SECONDS: Final = 1.0
"""Players step and seek; the decoder has to go back to a key frame each time."""
MAX_FLASHES: Final = 3
"""General flashes in any one second (WCAG 2.3.1)."""
BLOCK: Final = 16
"""Frame sizes are multiples of the codec's block, so that rows need no padding."""
SLACK: Final = 0.05

CheckProgress = Callable[[int, int], None]
"""Called with clips done and clips in all."""

_SOUND_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not-video": "not an MP4 file",
        "cut-short": "the sound is cut short or broken",
        "too-large": "the sound is longer than a pack may hold",
        "no-picture": "the file has no sound",
        "unsupported": "expected AAC sound and no picture",
    }
)
_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "missing": "the file cannot be opened",
        "empty": "the file is empty",
        "not-video": "not an MP4 video",
        "web-page": "a web page saved as a video; download it again",
        "lfs-pointer": "a pointer to the real file (Git LFS); get the real file",
        "playlist": "a playlist, which names other files and holds no video",
        "cut-short": "the video is cut short or broken",
        "too-large": "the video is larger than a pack may hold",
        "no-picture": "the video has no picture",
        "unsupported": "not in the format of a pack",
        "unknown-codec": "expected H.264 pictures and AAC sound",
        "no-channels": "the sound is broken",
        "one-picture": "the video does not move",
        "gap": "frames are missing in the middle",
        "unreadable": "the file could not be read safely",
    }
)


@dataclass(frozen=True)
class Report:
    """What a check found: every problem, and what was measured of each clip (by id)."""

    problems: tuple[Problem, ...]
    facts: Mapping[str, MediaFacts] = field(default_factory=dict)
    leakage: Mapping[str, float] = field(default_factory=dict)
    """How well each format feature separates the labels (AUC); empty for small packs."""
    loaded: LoadedPack | None = None
    """The records, where they could be read."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that refuse the pack."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that only tell."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether the pack may be installed."""
        return not self.errors


def verify(
    path: Path, guide: Guide, probe: Probe, progress: CheckProgress = lambda _done, _all: None
) -> Report:
    """Check the pack at `path` (folder or zip) against all rules. Never raises for what a pack holds."""
    try:
        with open_pack(path) as files:
            return examine(files, guide, probe, progress)
    except PackError as error:
        return Report(error.problems)


def examine(
    files: PackFiles, guide: Guide, probe: Probe, progress: CheckProgress = lambda _done, _all: None
) -> Report:
    """Check an opened pack against all rules."""
    read = read_records(files)
    if read.problems:
        return Report((*read.problems, *_as_far_as_read(files, read, probe, progress)))
    loaded = read.loaded()
    if files.packed:
        try:
            refuse_zip(loaded.pack, files.path)
        except PackError as error:
            return Report(error.problems)
    problems = list(records(loaded, guide))
    problems += _unlisted(files, loaded)
    facts: dict[str, MediaFacts] = {}
    for index, clip in enumerate(loaded.clips):
        found, fact = _media(files, clip, probe)
        problems += [loaded.clip_problem(index, path, message) for path, message in found]
        if fact is not None:
            facts[clip.id] = fact
            if fact.key_seconds > MAX_KEY_SECONDS + SLACK:
                told = f"{fact.key_seconds:.1f} seconds without a key frame; expected one each second"
                problem = loaded.clip_problem(index, ("path",), f"{clip.path}: {told}", Severity.WARNING)
                problems.append(problem)
        progress(index + 1, len(loaded.clips))
    leakage = label_leakage(loaded.clips, facts)
    for feature, auc in leakage.items():
        if not LOW <= auc <= HIGH:
            told = f"the {feature} gives the label away (AUC {auc:.2f}, expected {LOW} to {HIGH})"
            way = (
                "rename the files"
                if "name" in feature
                else "make and encode real and manipulated clips alike"
            )
            problems.append(Problem(loaded.documents[0].file, f"{told}; {way}"))
    return Report(tuple(problems), facts, leakage, loaded)


def _as_far_as_read(
    files: PackFiles, read: Records, probe: Probe, progress: CheckProgress
) -> Iterator[Problem]:
    """Yield what is wrong with the files of those clips whose records are right."""
    for index, clip in enumerate(read.clips):
        for path, message in _media(files, clip, probe)[0]:
            yield read.clip_problem(index, path, message)
        progress(index + 1, len(read.clips))


def records(loaded: LoadedPack, guide: Guide) -> Iterator[Problem]:
    """Yield what is wrong in the records alone: quick, without opening a media file."""
    yield from record_problems(loaded, guide)
    for document in loaded.documents:
        yield from lint(document, languages(), certainty=Severity.WARNING)


def _unlisted(files: PackFiles, loaded: LoadedPack) -> Iterator[Problem]:
    known = {CREDITS, *loaded.names, *loaded.media}
    for name in files.names():
        if name not in known:
            yield Problem(files.shown(name), "no clip lists this file; take it out of the pack")


RecordFault = tuple[tuple[str | int, ...], str]


def _media(files: PackFiles, clip: Clip, probe: Probe) -> tuple[list[RecordFault], MediaFacts | None]:
    """Check the files of one clip. The first fault of a file is told, the others follow from it."""
    found: list[RecordFault] = []
    if clip.poster is not None:
        fault = _poster_fault(files, clip.poster)
        if fault:
            found.append((("poster",), f"{clip.poster}: {fault}"))
    fault = file_fault(files, clip)
    if fault:
        return [*found, (("path",), f"{clip.path}: {fault}")], None
    try:
        fact = probe(files.local(clip.path))
    except ClipError as error:
        reason = _reason(clip, error)
        detail = f" ({error.detail})" if error.detail else ""
        return [*found, (("path",), f"{clip.path}: {reason}{detail}")], None
    if clip.sound_only != (fact.frames == 0):
        told = "the video has no picture" if fact.frames == 0 else "expected a sound, but it has pictures"
        return [*found, (("path",), f"{clip.path}: {told}")], None
    found += [] if clip.sound_only else _picture_limits(clip, fact)
    if fact.seconds > MAX_SECONDS + SLACK:
        told = f"{clip.path}: expected at most {MAX_SECONDS:g} seconds, got {fact.seconds:.1f}"
        found.append((("path",), told))
    found += _agreement(clip, fact)
    return found, fact


def _reason(clip: Clip, error: ClipError) -> str:
    told = _REASONS.get(error.reason, "the clip cannot be played")
    return _SOUND_REASONS.get(error.reason, told) if clip.sound_only else told


def file_fault(files: PackFiles, clip: Clip) -> str | None:
    """Return why the media file of `clip` is not the one in its record, or None. Reads it once."""
    try:
        size = files.size(clip.path)
        if size == 0:
            return "the file is empty"
        if size != clip.bytes:
            return f"expected {clip.bytes} bytes, got {size}; the file is cut short or another one"
        digest = hashlib.sha256()
        for chunk in files.chunks(clip.path):
            digest.update(chunk)
    except PackError as error:
        return error.problems[0].message
    if f"sha256:{digest.hexdigest()}" != clip.hash:
        return "the hash differs; the file was changed after its record was written"
    return None


def _poster_fault(files: PackFiles, name: str) -> str | None:
    try:
        with files.local(name).open("rb") as file:
            return picture_fault(file)
    except PackError as error:
        return error.problems[0].message
    except OSError as error:
        return f"the picture cannot be read: {error.strerror}"


def _picture_limits(clip: Clip, fact: MediaFacts) -> Iterator[RecordFault]:
    size = f"{fact.width}x{fact.height}"
    if fact.width > MAX_SIZE[0] or fact.height > MAX_SIZE[1]:
        yield ("path",), f"{clip.path}: expected at most {MAX_SIZE[0]}x{MAX_SIZE[1]} pixels, got {size}"
    if fact.width % BLOCK or fact.height % BLOCK:
        yield ("path",), f"{clip.path}: expected width and height in multiples of {BLOCK}, got {size}"
    if fact.fps > MAX_FPS + SLACK:
        yield ("path",), f"{clip.path}: expected at most {MAX_FPS:g} frames a second, got {fact.fps:.4g}"
    if (fact.codec, fact.pix_fmt) != ("h264", "yuv420p"):
        yield ("path",), f"{clip.path}: expected h264 pictures as yuv420p, got {fact.codec} as {fact.pix_fmt}"
    if fact.flashes > MAX_FLASHES:
        told = (
            f"{fact.flashes} flashes in one second; expected at most {MAX_FLASHES}, they can cause seizures"
        )
        yield ("path",), f"{clip.path}: {told}"


def _agreement(clip: Clip, fact: MediaFacts) -> Iterator[RecordFault]:
    """Compare the record with what was measured."""
    if clip.size is not None and clip.size != (fact.width, fact.height):
        yield ("size",), f"the file has {fact.width}x{fact.height} pixels"
    if clip.fps is not None and abs(clip.fps - fact.fps) > 0.01 * fact.fps:
        yield ("fps",), f"the file has {fact.fps:.4g} frames a second"
    if abs(clip.seconds - fact.seconds) > max(2 * clip.frame_seconds, 0.1):
        yield ("seconds",), f"the file lasts {fact.seconds:.2f} seconds"
    if clip.audio != fact.audio:
        yield ("audio",), "the file has sound" if fact.audio else "the file has no sound"
