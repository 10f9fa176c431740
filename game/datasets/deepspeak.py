"""DeepSpeak v1 and v2: people who took part and agreed, talking, and fakes of them by several engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import FILMS, bad, missing, slashed, stem
from game.datasets.repeats import Claims
from game.datasets.rights import rights_of
from game.datasets.tables import Row, rows
from game.datasets.tree import Tree, home, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.models import Method

_FAKES: Final = "annotations-fake.csv"
_REALS: Final = "annotations-real.csv"
_PLACES: Final = ("", "annotations")
_COLUMNS: Final = frozenset({"video-file", "identity-target", "recording-target"})
_REAL: Final = re.compile(r"(?P<identity>\d+)-\d+")
_NOT_SAID: Final = "no annotation names it, and its name is not that of a real recording"
_KINDS: Final[Mapping[str, Method]] = {
    "face-swap": "face-swap",
    "faceswap": "face-swap",
    "lip-sync": "lip-sync",
    "lipsync": "lip-sync",
    "avatar": "reenactment",
    "puppet-master": "reenactment",
    "reenactment": "reenactment",
}
_ENGINES: Final[Mapping[str, Method]] = {
    "facefusion": "face-swap",
    "facefusion_gan": "face-swap",
    "facefusion_live": "face-swap",
    "retalking": "lip-sync",
    "wav2lip": "lip-sync",
    "diff2lip": "lip-sync",
    "latentsync": "lip-sync",
    "hellomeme": "reenactment",
    "liveportrait": "reenactment",
    "memo": "reenactment",
}


class DeepSpeak:
    """DeepSpeak, `--as deepspeak`."""

    name = "deepspeak"
    title = "DeepSpeak (v1, v2)"

    def recognise(self, tree: Tree) -> bool:
        """Tell by the columns of its table of fakes."""
        return _home(tree) is not None

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the fakes as the table has them, then the real recordings."""
        top = _home(tree)
        if top is None:
            return
        films: dict[str, str] = {}
        for path in tree.files(top, *FILMS):
            films.setdefault(path.rpartition("/")[2], path)
        table = _table(tree, top, _FAKES)
        claims = Claims((_file(row), "manipulated") for row in _rows(tree, table))
        for row in _rows(tree, table):
            if not claims.again(_file(row)):
                yield _fake(tree, top, row, films)
        yield from _reals(tree, top, claims, films)


def _home(tree: Tree) -> str | None:
    return home(tree, lambda folder: any(_is_ours(tree, join(folder, place, _FAKES)) for place in _PLACES))


def _table(tree: Tree, top: str, name: str) -> str:
    """Return where a table lies: beside the films, or in a folder of its own."""
    places = (join(top, place, name) for place in _PLACES)
    return next((path for path in places if tree.has(path)), join(top, name))


def _is_ours(tree: Tree, table: str) -> bool:
    if not tree.has(table):
        return False
    with tree.at(table).open("rb") as stream:
        header = stream.read(1024).decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0]
    return {cell.strip() for cell in header.split(",")} >= _COLUMNS


def _rows(tree: Tree, table: str) -> Iterator[Row]:
    with tree.at(table).open("rb") as stream:
        yield from rows(stream, table)


def _file(row: Row) -> str:
    return slashed(row.get("video-file")).rpartition("/")[2]


def _fake(tree: Tree, top: str, row: Row, films: Mapping[str, str]) -> Listed | LeftOut:
    name = _file(row)
    path = films.get(name)
    if path is None:
        return missing(tree, join(top, name)) or LeftOut(join(top, name), LeftOutReason.NO_FILE)
    engine = row.get("engine").casefold()
    target = row.get("identity-target")
    original = films.get(f"{target}-{row.get('recording-target')}.mp4")
    method = _KINDS.get(row.get("kind").casefold()) or _ENGINES.get(engine, "edit")
    return bad(path) or Listed(
        path, "manipulated", target or stem(path), original, method=method, technique=engine
    )


def _reals(tree: Tree, top: str, claims: Claims, films: Mapping[str, str]) -> Iterator[Listed | LeftOut]:
    """Yield the real recordings: v1 and v2 tell them by their names, a table may name them as well."""
    table = _table(tree, top, _REALS)
    named = set()
    if tree.has(table):
        for row in _rows(tree, table):
            name = _file(row)
            named.add(name)
            if name and name not in films:
                yield missing(tree, join(top, name)) or LeftOut(join(top, name), LeftOutReason.NO_FILE)
    for name, path in sorted(films.items()):
        if name in claims:
            if name in named:
                yield LeftOut(path, LeftOutReason.CONFLICT, "one table has it as real, one as fake")
            continue
        found = _REAL.fullmatch(stem(name))
        if found is None and name not in named:
            yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, _NOT_SAID)
        else:
            person = found["identity"] if found else stem(name).partition("-")[0]
            yield bad(path) or Listed(path, "real", person)
