"""Prints the kinds of tell-tale as a table: where each is seen, what its edit does, its tuning, its clips.

python -m tools.kinds_table
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator

from game import resources
from game.content.guide import Kind
from game.forge import recipe
from game.forge.edits import kinds
from game.forge.edits.base import AudioKind, VideoKind

HEAD = ("kind", "stage", "where", "what is done", "forms", "tuning", "clips")


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the cells of each kind of the catalogue, in its order."""
    made = Counter(
        order.kind for name in recipe.names() for entry in recipe.read(name).clips for order in entry.edits
    )
    for kind in resources.read_guide().kinds.values():
        yield kind.id, kind.stage, kind.where, *_edit(kind), str(made[kind.id])


def table() -> str:
    """Return the table in Markdown."""
    lines = [HEAD, ("---",) * len(HEAD), *rows()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _edit(kind: Kind) -> tuple[str, str, str]:
    edit = kinds().get(kind.id)
    if edit is None:
        return "no edit", "", ""
    done = (inspect.getdoc(edit.plan) or "").splitlines()[0]
    return done, ", ".join(edit.forms), _tuning(edit)


def _tuning(edit: VideoKind | AudioKind) -> str:
    return f"notice {edit.notice:g}" if isinstance(edit, AudioKind) else f"emphasis {edit.emphasis:g}"


def main() -> None:
    """Print the table."""
    print(table(), end="")


if __name__ == "__main__":
    main()
