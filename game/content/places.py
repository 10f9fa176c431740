"""Where each value of a YAML document stands: a tree of lines and columns beside the tree of values.

A place is kept as one whole number until it is asked for: a file of thousands of clips has a million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists, from the document's root."""
Position = tuple[int, int]
"""Line and column, both from 1."""

_COLUMN_BITS: Final = 32


class PositionTree:
    """The place of a mapping or list, and of all that is in it."""

    __slots__ = ("at", "inside", "keys")

    def __init__(self, at: int, *, mapping: bool) -> None:
        self.at = at
        self.inside: dict[str | int, PositionTree | int] = {}
        self.keys: dict[str, int] | None = {} if mapping else None

    @classmethod
    def of(cls, events: Iterable[yaml.Event]) -> PositionTree:
        """Build the tree from a parser's `events` of a document that was read without problems."""
        here = root = cls(0, mapping=False)
        stack: list[PositionTree] = []
        key: str | None = None
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                here = stack.pop()
            if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
                continue
            mark = event.start_mark
            at = (mark.line + 1 << _COLUMN_BITS) + mark.column + 1 if mark is not None else 0
            if here.keys is None:
                slot: str | int = len(here.inside)
            elif key is None and isinstance(event, yaml.ScalarEvent):
                key = event.value
                here.keys[key] = at
                continue
            else:
                slot, key = key or "", None
            if isinstance(event, yaml.ScalarEvent):
                here.inside[slot] = at
            else:
                stack.append(here)
                node = here.inside[slot] = cls(at, mapping=isinstance(event, yaml.MappingStartEvent))
                here = node
        return root

    def value(self, path: Sequence[str | int]) -> Position:
        """Return the place of the value at `path`, or of the nearest one above it that exists."""
        return self._find(path, by_key=False)

    def key(self, path: Sequence[str | int]) -> Position:
        """Return the place of the key at `path`, or of the value where it has no key."""
        return self._find(path, by_key=True)

    def _find(self, path: Sequence[str | int], *, by_key: bool) -> Position:
        node: PositionTree | int = self
        at = 0
        for part in (0, *path):
            if isinstance(node, int) or part not in node.inside:
                break
            keys = node.keys
            node = node.inside[part]
            at = node if isinstance(node, int) else node.at
            if by_key and keys is not None and isinstance(part, str):
                at = keys[part]
        return divmod(at, 1 << _COLUMN_BITS) if at else (1, 1)
