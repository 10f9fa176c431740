"""Draws the house into docs/pictures/house.svg and fills in who uses whom in docs/architecture.md.

python -m tools.house.picture
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.house.imports import ROOT, Graph, direct, house, layers, lines

PICTURE: Final = Path("docs/pictures/house.svg")
PAGE: Final = Path("docs/architecture.md")

COLUMN, ROW, WIDTH, HEIGHT, MARGIN, BEND = 150, 84, 126, 46, 24, 18
"""Px of the drawing: from box to box, of one box, around all, and how far an arrow goes straight on first."""

PLACES: Final[Mapping[str, float]] = {
    "entry": 3.4, "cli": 3.4, "commands": 3.4, "kiosk_process": 2.6, "app": 4.9, "home": 1.6,
    "studio": 0.2, "workshop": 1.7, "kiosk": 3.0, "campaign": 2.25, "runtime": 4.4, "play": 1.95,
    "datasets": 5.6,
    "media": 0.0, "ui": 1.0, "forge": 3.2, "embedded": 5.2, "packs": 4.2, "i18n": 1.2, "settings": 2.2,
    "records": 5.0, "resources": 2.6, "files": 1.4, "quiz": 4.2, "content": 2.7, "errors": 1.2,
    "opening": 4.9, "fleet": 6.0, "posts": 0.6, "readymade": 0.4, "stopping": 3.6, "own_program": 6.6,
}  # fmt: skip
"""In which column a room stands, so that no arrow runs through a box. A new room stands on the right."""

ROOMS: Final = frozenset({"play", "posts", "fleet", "campaign", "studio", "workshop", "kiosk", "home"})
PURE: Final = frozenset({"quiz", "content"})

STYLE: Final = """
    .ground { fill: #ffffff } text { fill: #1d2733; font: 13px "Source Sans Pro", "Segoe UI", sans-serif }
    .name { font-weight: 600; font-size: 15px } .lines { font-size: 11px; fill: #52606d }
    .box { fill: #eef2f6; stroke: #8795a5 } .room { fill: #ffe9c7; stroke: #b8741a }
    .pure { fill: #dcefe3; stroke: #3f8a5f } .arrow { stroke: #52606d; stroke-width: 1.3; fill: none }
    .head { fill: #52606d }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #14191f } text { fill: #edf1f5 } .lines { fill: #b3bfcb }
      .box { fill: #26303a; stroke: #6f7f8f } .room { fill: #4a3413; stroke: #d9963a }
      .pure { fill: #1d3d2b; stroke: #5fae80 } .arrow { stroke: #a3b0bd } .head { fill: #a3b0bd }
    }
""".strip("\n")

HEAD: Final = (
    '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path class="head" d="M0 0 8 4 0 8z"/></marker>'
)

LEGEND: Final = (
    ("room", "rooms: one thing that people do"),
    ("pure", "pure rules and values"),
    ("box", "the rest: libraries below, what joins the rooms above"),
)


ARROWS: Final = "An arrow: imports. It is left out where other arrows lead to the same room."


@dataclass(frozen=True, slots=True)
class Box:
    """One room in the drawing: its name, and where its left upper corner is in px."""

    name: str
    x: float
    y: float

    @property
    def middle(self) -> float:
        """Where arrows begin and end."""
        return self.x + WIDTH / 2


def boxes(rows: Sequence[Sequence[str]]) -> dict[str, Box]:
    """Return the box of each room; the first layer is on top."""
    free = max(PLACES.values()) + 1
    return {
        room: Box(room, MARGIN + COLUMN * PLACES.get(room, free), MARGIN + ROW * row)
        for row, rooms in enumerate(rows)
        for room in rooms
    }


def draw(graph: Graph[str], rows: Sequence[Sequence[str]], counts: Mapping[str, int]) -> str:
    """Return the SVG of rooms in layers with their direct arrows; `counts` are lines of code."""
    placed = boxes(rows)
    width = max(box.x for box in placed.values()) + WIDTH + MARGIN
    foot = MARGIN + ROW * len(rows)
    arrows = [(a, b) for a, others in sorted(direct(graph).items()) for b in sorted(others)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {foot + 84:g}" role="img">',
        "  <title>The rooms and libraries of the game, and which imports which</title>",
        f"  <style>\n{STYLE}\n  </style>",
        f"  {HEAD}",
        f'  <rect class="ground" width="{width:g}" height="{foot + 84:g}"/>',
        *(_arrow(placed[a], placed[b]) for a, b in arrows),
        *(line for box in placed.values() for line in _box(box, counts.get(box.name, 0))),
        *_legend(foot),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _arrow(start: Box, end: Box) -> str:
    x0, y0, x1, y1 = start.middle, start.y + HEIGHT, end.middle, end.y
    way = f"M{x0:g} {y0:g}C{x0:g} {y0 + BEND:g} {x1:g} {y1 - BEND:g} {x1:g} {y1:g}"
    ends = f'data-from="{start.name}" data-to="{end.name}"'
    return f'  <path class="arrow" {ends} d="{way}" marker-end="url(#head)"/>'


def _box(box: Box, count: int) -> Iterator[str]:
    kind = "room" if box.name in ROOMS else "pure" if box.name in PURE else "box"
    middle = f'x="{box.middle:g}" text-anchor="middle"'
    yield f'  <rect class="{kind}" x="{box.x:g}" y="{box.y:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
    yield f'  <text class="name" {middle} y="{box.y + 20:g}">{box.name}</text>'
    yield f'  <text class="lines" {middle} y="{box.y + 36:g}">{said(count)}</text>'


def said(count: int) -> str:
    """Return about how many lines there are, in words."""
    if count < 100:
        return "under 100 lines"
    return f"about {round(count, -2):,} lines"


def _legend(top: float) -> Iterator[str]:
    x = float(MARGIN)
    for kind, words in LEGEND:
        yield f'  <rect class="{kind}" x="{x:g}" y="{top + 8:g}" width="18" height="14" rx="3"/>'
        yield f'  <text x="{x + 26:g}" y="{top + 20:g}">{words}</text>'
        x += 60 + 6.2 * len(words)
    yield f'  <text x="{MARGIN}" y="{top + 48:g}">{ARROWS}</text>'


def without_lines(svg: str) -> str:
    """Return the drawing without its counts of lines, which change every day."""
    return re.sub(r">(under|about) [\d,]+ lines<", "><", svg)


USES = re.compile(r"^(\| `(\w+)` \|.*\|)([^|\n]*)(\|)$", re.MULTILINE)
"""A row of the page's tables of rooms: its last cell says whom the room uses."""


def filled_in(page: str, graph: Graph[str]) -> str:
    """Return the page with the last cell of each room's row written anew."""

    def row(match: re.Match[str]) -> str:
        names = ", ".join(f"`{name}`" for name in sorted(graph.get(match[2], ())))
        return f"{match[1]} {names or 'nothing'} {match[4]}"

    return USES.sub(row, page)


def main() -> None:
    """Write both."""
    graph = house()
    (ROOT / PICTURE).write_text(draw(graph, layers(), lines()), "utf-8")
    page = ROOT / PAGE
    page.write_text(filled_in(page.read_text("utf-8"), graph), "utf-8")


if __name__ == "__main__":
    main()
