"""The files of `levels/context/` as one feed. Raises ContentError with every problem in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from game import resources
from game.content.files import Files
from game.errors import ContentError, Problem
from game.posts.model import CHECK_IDS, CheckKind, CheckKinds, Post, Posts

if TYPE_CHECKING:
    from game.content.places import Path

CHECKS = "checks.yaml"
"""The file of the checks; every other one is a file of posts."""


@dataclass(frozen=True, slots=True)
class Feed:
    """All posts, and all checks in their order, by id."""

    posts: Mapping[str, Post]
    checks: Mapping[str, CheckKind]


def feed_from(texts: Mapping[str, str]) -> Feed:
    """Return the feed read from `texts` (file name -> content). Raises ContentError with every problem."""
    reader = _Reader(texts, "the posts")
    kinds = reader.read(CHECKS, CheckKinds)
    posts: dict[str, Post] = {}
    for file in sorted(name for name in texts if name != CHECKS):
        read = reader.read(file, Posts)
        for i, post in enumerate(read.posts if read else ()):
            if post.id in posts:
                reader.tell(file, ("posts", i, "id"), f"the id `{post.id}` is used twice")
            posts.setdefault(post.id, post)
    checks: dict[str, CheckKind] = {kind.id: kind for kind in kinds.checks} if kinds else {}
    if kinds and set(checks) != set(CHECK_IDS):
        missing = next(check for check in CHECK_IDS if check not in checks)
        reader.tell(CHECKS, ("checks",), f"expected the check `{missing}`, too")
    if kinds and len(kinds.checks) != len(checks):
        reader.tell(CHECKS, ("checks",), "expected each check once")
    if reader.problems:
        raise ContentError(reader.problems)
    return Feed(MappingProxyType(posts), MappingProxyType(checks))


class _Reader(Files):
    """The files that were read, and all that is wrong with them."""

    def tell(self, file: str, path: Path, message: str) -> None:
        """Note one problem at the place of `path`."""
        self.problems.append(Problem(file, message, *self.documents[file].where(path)))


@cache
def read_feed() -> Feed:
    """Read the game's posts. Raises ContentError with every problem in them."""
    paths = sorted((resources.levels() / "context").glob("*.yaml"))
    return feed_from({path.name: path.read_text("utf-8") for path in paths})
