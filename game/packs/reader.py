"""Reading `pack.yaml` and the clip list of an opened pack, with all problems of all its files at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from game.content.models import Clip, ClipList, Pack
from game.content.yaml_source import MAX_CHARACTERS, Document, check, decode, escapes, load
from game.errors import ContentError, PackError, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.places import Path
    from game.packs.archive import PackFiles

PACK: Final = "pack.yaml"
CLIPS: Final = "clips.yaml"
PARTS: Final = "clips/"
CREDITS: Final = "CREDITS.md"


@dataclass(frozen=True)
class LoadedPack:
    """A pack as it was read: its records, and where they stand in its files."""

    pack: Pack
    clips: tuple[Clip, ...]
    documents: tuple[Document, ...] = field(repr=False)
    """`pack.yaml` first, then the files of the clip list."""
    names: tuple[str, ...] = field(repr=False)
    """The names of those files in the pack."""
    origins: tuple[tuple[int, Path], ...] = field(repr=False)
    """For each clip the document it stands in, and its path there."""

    @property
    def media(self) -> tuple[str, ...]:
        """The media files and posters of all clips, each once."""
        paths = (path for clip in self.clips for path in (clip.path, clip.poster) if path is not None)
        return tuple(dict.fromkeys(paths))

    def pack_problem(self, path: Path, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at `path` of `pack.yaml`."""
        document = self.documents[0]
        return Problem(document.file, message, *document.where(path), severity=severity)

    def clip_problem(
        self, index: int, path: Path, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at `path` of the record of clip number `index`."""
        number, at = self.origins[index]
        document = self.documents[number]
        return Problem(document.file, message, *document.where((*at, *path)), severity=severity)


@dataclass(frozen=True)
class Records:
    """What could be read of a pack's records, and everything that is wrong with them."""

    pack: Pack | None
    clips: tuple[Clip, ...]
    """The clips whose records are right by themselves."""
    documents: tuple[Document | None, ...] = field(repr=False)
    """As those of a `LoadedPack`; None where there is no file that could be read."""
    names: tuple[str, ...] = field(repr=False)
    origins: tuple[tuple[int, Path], ...] = field(repr=False)
    problems: tuple[Problem, ...]

    def clip_problem(self, index: int, path: Path, message: str) -> Problem:
        """Return a problem at `path` of the record of clip number `index`."""
        number, at = self.origins[index]
        document = self.documents[number]
        assert document is not None  # noqa: S101 - the clip was read from it
        return Problem(document.file, message, *document.where((*at, *path)))

    def loaded(self) -> LoadedPack:
        """Return the pack. Raises PackError with every problem where it could not be read as a whole."""
        documents = tuple(document for document in self.documents if document is not None)
        if self.pack is None or self.problems or len(documents) < len(self.documents):
            raise PackError(self.problems)
        return LoadedPack(self.pack, self.clips, documents, self.names, self.origins)


def read_pack(files: PackFiles) -> LoadedPack:
    """Read the records of a pack. Raises PackError with every problem in them."""
    return read_records(files).loaded()


def read_records(files: PackFiles) -> Records:
    """Read of a pack's records what can be read."""
    problems: list[Problem] = []
    there = files.names()
    pack_document = _document(files, PACK, problems)
    parts = [name for name in there if name.startswith(PARTS) and name.endswith(".yaml")]
    if CLIPS in there and parts:
        problems.append(Problem(files.shown(CLIPS), f"expected either {CLIPS} or a folder {PARTS}, not both"))
    listed = [CLIPS] if CLIPS in there or not parts else parts
    documents = [_document(files, name, problems) for name in listed]

    pack, found = check(pack_document, Pack) if pack_document is not None else (None, ())
    problems += found
    clips: list[Clip] = []
    origins: list[tuple[int, Path]] = []
    for number, document in enumerate(documents, 1):
        for at, clip in _clips(document, problems) if document is not None else ():
            clips.append(clip)
            origins.append((number, at))
    names = (PACK, *listed)
    read = Records(pack, tuple(clips), (pack_document, *documents), names, tuple(origins), tuple(problems))
    return replace(read, problems=(*read.problems, *_repeated(read)))


def _document(files: PackFiles, name: str, problems: list[Problem]) -> Document | None:
    shown = files.shown(name)
    try:
        document = load(decode(files.read(name, MAX_CHARACTERS), shown), shown)
    except ContentError as error:
        problems += error.problems
        return None
    problems += escapes(document)
    return document


def _clips(document: Document, problems: list[Problem]) -> Iterator[tuple[Path, Clip]]:
    """Yield the clips of a document, which is a list of them, or `clips:` with that list."""
    base: Path = ()
    records = document.data
    if isinstance(records, dict) and set(records) == {"clips"}:
        listed = records["clips"]
        if isinstance(listed, list) and listed:
            base, records = ("clips",), listed
    if isinstance(records, dict):
        problems += check(document, ClipList)[1]
        return
    if not isinstance(records, list) or not records:
        problems.append(Problem(document.file, "expected a list of clips", 1, 1))
        return
    for i in range(len(records)):
        clip, found = check(document, Clip, (*base, i))
        problems += found
        if clip is not None:
            yield (*base, i), clip


def _repeated(read: Records) -> Iterator[Problem]:
    """Yield a problem for each id and each media file that stands for two clips."""
    ids: Sequence[str] = [clip.id for clip in read.clips]
    paths: Sequence[str] = [clip.path for clip in read.clips]
    for name, values, words in (("id", ids, "the id"), ("path", paths, "the file")):
        seen: set[str] = set()
        for index, value in enumerate(values):
            if value in seen:
                yield read.clip_problem(index, (name,), f"{words} `{value}` belongs to another clip already")
            seen.add(value)
