"""Who imports whom, read from the source: between modules, between rooms, and where they go in circles.

Every import counts: at a module's beginning, in a function, and those for type checkers only. A room is what
stands directly in `game/`, a folder or a single module.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Hashable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the project."""

Node = TypeVar("Node", bound=Hashable)
Graph = Mapping[Node, AbstractSet[Node]]
"""For each node the nodes that it has an arrow to."""


def modules(root: Path, *packages: str) -> dict[str, Path]:
    """Return each module of the packages in `root` with its file."""
    files = [path for package in packages for path in sorted((root / package).rglob("*.py"))]
    return {_name(path.relative_to(root)): path for path in files}


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def module_graph(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Return for each module the others that it imports, at whatever place."""
    return {
        name: set(_imported(ast.parse(path.read_text("utf-8")), files)) - {name}
        for name, path in files.items()
    }


def _imported(tree: ast.Module, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known or node.module in known:
                    yield inner if inner in known else str(node.module)


def room_of(module: str) -> str:
    """Return the room that `game.<room>` or `game.<room>.<module>` stands in; empty for `game` itself."""
    return (*module.split("."), "")[1]


def room_graph(graph: Graph[str]) -> dict[str, set[str]]:
    """Return for each room of `game` the rooms that it imports anything from."""
    rooms: dict[str, set[str]] = {}
    for module, imported in graph.items():
        room = room_of(module)
        if module.startswith("game.") and room:
            rooms.setdefault(room, set()).update(
                room_of(other) for other in imported if other.startswith("game.")
            )
    return {room: others - {room, ""} for room, others in rooms.items()}


def house(root: Path = ROOT) -> dict[str, set[str]]:
    """Return for each room of the game in `root` the rooms that it imports."""
    return room_graph(module_graph(modules(root, "game")))


def layers(root: Path = ROOT) -> list[list[str]]:
    """Return the rooms of each layer, from the top, as the import contract says."""
    settings: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = (contract for contract in contracts if contract["type"] == "layers")
    return [[room_of(name.strip()) for name in layer.split("|")] for layer in contract["layers"]]


def lines(root: Path = ROOT) -> dict[str, int]:
    """Return how many lines each room has."""
    counts: dict[str, int] = {}
    for module, path in modules(root, "game").items():
        if room := room_of(module):
            counts[room] = counts.get(room, 0) + len(path.read_text("utf-8").splitlines())
    return counts


def circles(graph: Graph[Node]) -> list[set[Node]]:
    """Return the groups of nodes in which each can be reached from each other one."""
    reached = {node: reachable(graph, node) for node in graph}
    found: list[set[Node]] = []
    for node in graph:
        group = {other for other in reached[node] if node in reached.get(other, set())}
        if group and group not in found:
            found.append(group)
    return found


def reachable(graph: Graph[Node], start: Node) -> set[Node]:
    """Return all nodes that arrows lead to from `start`; itself only where a circle leads back."""
    seen: set[Node] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += graph.get(node, ())
    return seen


def direct(graph: Graph[Node]) -> dict[Node, set[Node]]:
    """Return the arrows that say something new: those to a node that no other arrow leads to as well.

    The graph must have no circle.
    """
    return {
        node: {
            other
            for other in others
            if not any(other in reachable(graph, third) for third in others if third != other)
        }
        for node, others in graph.items()
    }
