"""DeeperForensics-1.0: its 100 actors come in as real people, its fakes show people who never agreed.

The set's own real half is FaceForensics++'s YouTube part; the filmed actors lent their faces to the fakes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import FILMS, bad
from game.datasets.rights import rights_of
from game.datasets.tree import Tree, home, join
from game.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCES: Final = "source_videos"
_FAKES: Final = "manipulated_videos"
_ACTOR: Final = re.compile(r"[MW]\d{3}")
_TARGETS: Final = "an actor's face on people of YouTube videos, who never agreed"
_NO_ACTOR: Final = "the folder is not named by an actor, as in source_videos/M004"


class DeeperForensics:
    """DeeperForensics-1.0, `--as deeperforensics`."""

    name = "deeperforensics"
    title = "DeeperForensics-1.0"

    def recognise(self, tree: Tree) -> bool:
        """Tell by its folders."""
        return _home(tree) is not None

    def rights(self) -> SetRights:
        """Return the rights to the actors' own recordings."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the actors' recordings, then a line for each folder of fakes."""
        top = _home(tree)
        if top is None:
            return
        sources = join(top, _SOURCES)
        for path in tree.files(sources, *FILMS):
            actor = path.removeprefix(f"{sources}/").partition("/")[0]
            wrong = bad(path)
            if wrong is None and not _ACTOR.fullmatch(actor):
                wrong = LeftOut(path, LeftOutReason.NO_LABEL, _NO_ACTOR)
            yield wrong or Listed(path, "real", actor)
        for folder in tree.folders(join(top, _FAKES)):
            count = sum(1 for _ in tree.files(folder, *FILMS))
            if count:
                yield LeftOut(one_line(folder), LeftOutReason.NOT_AGREED, _TARGETS, count=count)


def _home(tree: Tree) -> str | None:
    return home(tree, lambda folder: _is_ours(tree, folder))


def _is_ours(tree: Tree, folder: str) -> bool:
    sources, fakes = join(folder, _SOURCES), join(folder, _FAKES)
    if tree.has_folder(join(folder, "lists", "manipulated_videos_lists")):
        return True
    actors = any(_ACTOR.fullmatch(name.rpartition("/")[2]) for name in tree.folders(sources))
    return actors or tree.has_folder(join(fakes, "end_to_end"))
