"""The files of the check blocks, with the kinds they wish for looked up in the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.content.checks import CheckBlock
from game.content.wording import did_you_mean
from game.content.yaml_source import check, load
from game.errors import ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.content.guide import Guide


def checks_from(texts: Mapping[str, str], guide: Guide) -> tuple[CheckBlock, ...]:
    """Return the blocks in `texts` (file name -> content). Raises ContentError with every problem."""
    problems: list[Problem] = []
    blocks: dict[str, CheckBlock] = {}
    for file, text in texts.items():
        try:
            document = load(text, file)
        except ContentError as error:
            problems += error.problems
            continue
        block, found = check(document, CheckBlock)
        problems += found
        if block is None:
            continue
        for i, item in enumerate(block.items):
            if item.kind is not None and item.kind not in guide.kinds:
                message = f"there is no kind of artefact `{item.kind}`{did_you_mean(item.kind, guide.kinds)}"
                problems.append(Problem(file, message, *document.where(("items", i, "kind"))))
        if block.id in blocks:
            message = f"the id `{block.id}` is that of another block already"
            problems.append(Problem(file, message, *document.where(("id",))))
        blocks.setdefault(block.id, block)
    if problems:
        raise ContentError(problems)
    return tuple(blocks.values())
