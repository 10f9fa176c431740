"""Drawn faces: two invented people, A and B, in a few strokes. They resemble nobody.

Person (hair) and face (brows, freckles, nose) are told apart, so that a drawing can show B's face on A.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import Literal

from game.campaign.drawings.board import LINE, Board
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.strokes import ellipse_points

Who = Literal["A", "B"]


@dataclass(frozen=True, slots=True)
class DrawnFace:
    """How a drawn face looks: whose head and hair, whose face, and what it does.

    `turn` -1..1 to the left or right; `mouth` -1 sad .. 1 glad; `detail` 0..1: how much of the small things
    is there; `tone` fills the inner face (None: the head's own paper).
    """

    head: Who = "A"
    face: Who = "A"
    turn: float = 0.0
    mouth: float = 0.5
    open: float = 0.0
    eyes: float = 1.0
    detail: float = 1.0
    tone: str | None = None
    seam: Literal["", "hard", "soft"] = ""
    bare: bool = False
    """The face is cut out: nothing inside the head but a dashed hole."""


A = DrawnFace("A", "A")
B = DrawnFace("B", "B", mouth=0.2)
A_TALKS = replace(A, turn=0.6, open=0.75)
B_TALKS = replace(B, turn=0.6, open=0.75)
SWAPPED = replace(A_TALKS, face="B")


def portrait(b: Board, box: Box, face: DrawnFace, *, fake: bool = False, plain: bool = False) -> None:
    """Draw a face in a frame; `fake` frames it in orange, `plain` draws no frame."""
    p = b.p
    if not plain:
        p.panel(box, 6, b.fake_line if fake else b.ink)
        inner = box.inset(4 if fake else LINE)
        p.panel(inner, 4, b.fill)
    else:
        inner = box
    with p.clipped(inner):
        _draw(b, inner, face)


def _draw(b: Board, box: Box, face: DrawnFace) -> None:
    p, side = b.p, min(box.w, box.h)
    unit = side / 2
    line = max(1.6, side / 46)
    cx, cy = box.cx, box.cy + side * 0.03
    _body(b, cx, cy, unit, line, face)
    head = Box(cx - unit * 0.5, cy - unit * 0.66, unit * 1.0, unit * 1.28)
    p.polygon(ellipse_points(head), b.ground)
    if face.tone or face.seam:
        _inner(b, head, face, line)
    if face.bare:
        _hole(b, head, line)
    else:
        _features(b, head, face, unit, line)
    p.outline(ellipse_points(head), b.ink, line)
    _hair(b, head, face.head, unit, line, face.turn)


def _body(b: Board, cx: float, cy: float, unit: float, line: float, _face: DrawnFace) -> None:
    shoulders = ellipse_points(Box(cx - unit * 0.86, cy + unit * 0.72, unit * 1.72, unit * 1.3))
    b.p.polygon(shoulders, b.ground)
    b.p.outline(shoulders, b.ink, line)
    neck = Box(cx - unit * 0.2, cy + unit * 0.42, unit * 0.4, unit * 0.42)
    b.p.fill(neck, b.ground)
    for x in (neck.x, neck.right):
        b.p.outline([(x, neck.y), (x, neck.bottom)], b.ink, line, closed=False)


def inner_face(head: Box) -> list[tuple[float, float]]:
    """Return the outline of what a swap replaces: from the brows to the chin."""
    part = Box(head.x + head.w * 0.13, head.y + head.h * 0.27, head.w * 0.74, head.h * 0.66)
    return ellipse_points(part)


def _inner(b: Board, head: Box, face: DrawnFace, line: float) -> None:
    points = inner_face(head)
    if face.tone:
        b.p.polygon(points, face.tone)
    if face.seam == "hard":
        b.p.outline(points, b.fake_line, line * 1.1)
    elif face.seam == "soft":
        for i in range(0, len(points), 4):
            b.p.outline(points[i : i + 2], b.fake_line, line * 0.8, closed=False)


def _hole(b: Board, head: Box, line: float) -> None:
    points = inner_face(head)
    b.p.polygon(points, b.fill)
    for i in range(0, len(points), 4):
        b.p.outline(points[i : i + 3], b.ink, line, closed=False)


def features(b: Board, head: Box, face: DrawnFace) -> None:
    """Draw eyes, brows, nose and mouth alone, where they lie in a head of that box."""
    _features(b, head, face, head.w, max(1.6, head.w / 23))


def _features(b: Board, head: Box, face: DrawnFace, unit: float, line: float) -> None:
    shift = face.turn * unit * 0.14
    cx, eye_y = head.cx + shift, head.y + head.h * 0.46
    apart = unit * 0.21
    for side in (-1, 1):
        x = cx + side * apart * (1 - abs(face.turn) * 0.12)
        _eye(b, x, eye_y, unit, line, face.eyes)
        _brow(b, x, eye_y - unit * 0.17, unit, line, face, side)
    _nose(b, cx, eye_y, unit, line, face)
    _mouth(b, cx, head.y + head.h * 0.79, unit, line, face)
    if face.face == "B" and face.detail > 0.5:
        for side in (-1, 1):
            for dx, dy in ((0.0, 0.0), (0.08, 0.05), (-0.06, 0.07)):
                b.p.disc(cx + side * unit * 0.27 + dx * unit, eye_y + unit * (0.22 + dy), unit * 0.022, b.ink)


def _eye(b: Board, x: float, y: float, unit: float, line: float, wide: float) -> None:
    if wide < 0.3:
        points = [(x + unit * 0.09 * cos(a), y + unit * 0.05 * sin(a)) for a in _steps(0.1, pi - 0.1, 8)]
        b.p.outline(points, b.ink, line, closed=False)
    else:
        b.p.disc(x, y, unit * 0.062, b.ink)


def _brow(b: Board, x: float, y: float, unit: float, line: float, face: DrawnFace, side: int) -> None:
    if face.detail < 0.25:
        return
    if face.face == "B":
        ends = [(x - unit * 0.13, y + side * unit * 0.01), (x + unit * 0.13, y - side * unit * 0.01)]
        b.p.outline(ends, b.ink, line * 2.3, closed=False)
    else:
        points = [(x + unit * 0.12 * cos(a), y - unit * 0.06 * sin(a)) for a in _steps(0.2, pi - 0.2, 8)]
        b.p.outline(points, b.ink, line, closed=False)


def _nose(b: Board, cx: float, y: float, unit: float, line: float, face: DrawnFace) -> None:
    lean = unit * 0.09 * (1 if face.turn >= 0 else -1)
    long = 0.36 if face.face == "B" else 0.25
    points = [(cx, y + unit * 0.04), (cx + lean, y + unit * long), (cx - lean * 0.2, y + unit * long)]
    b.p.outline(points, b.ink, line, closed=False)


def _mouth(b: Board, cx: float, y: float, unit: float, line: float, face: DrawnFace) -> None:
    width = unit * 0.2
    if face.open > 0.1:
        hole = Box(cx - width * 0.85, y - unit * 0.04, width * 1.7, unit * (0.08 + 0.2 * face.open))
        b.p.polygon(ellipse_points(hole, 24), b.ink)
        if face.detail > 0.3:
            teeth = Box(hole.x + hole.w * 0.2, hole.y + hole.h * 0.1, hole.w * 0.6, hole.h * 0.26)
            b.p.panel(teeth, 2, b.ground)
        return
    bend = unit * 0.1 * face.mouth
    points = [(cx + width * cos(a), y + bend * sin(a)) for a in _steps(0.0, pi, 10)]
    b.p.outline(points, b.ink, line * 1.2, closed=False)


def _hair(b: Board, head: Box, who: Who, unit: float, line: float, turn: float) -> None:
    if who == "A":
        outer = [
            (head.cx + head.w * 0.56 * cos(a), head.cy + head.h * 0.54 * sin(a))
            for a in _steps(pi * 0.98, pi * 2.02, 24)
        ]
        part = head.cx + turn * unit * 0.1
        fringe = [
            (head.right - head.w * 0.06, head.y + head.h * 0.38),
            (part + unit * 0.1, head.y + head.h * 0.2),
            (head.x + head.w * 0.06, head.y + head.h * 0.38),
        ]
        b.p.polygon([*outer, *fringe], b.ink)
        return
    for a in _steps(pi * 1.06, pi * 1.94, 9):
        x, y = head.cx + head.w * 0.5 * cos(a), head.cy + head.h * 0.5 * sin(a)
        b.p.disc(x, y, unit * 0.15, b.ink)
        b.p.disc(x, y, unit * 0.15 - line, b.ground)


def _steps(start: float, end: float, count: int) -> list[float]:
    return [start + (end - start) * i / (count - 1) for i in range(count)]


def coarse(p: Painter, box: Box, blocks: int) -> None:
    """Make what is drawn in `box` coarser: `blocks` picture elements across."""
    import pygame

    rect = p.rect(box).clip(p.surface.get_rect())
    if rect.w <= blocks or rect.h <= 0:
        return
    picture = p.surface.subsurface(rect)
    small = pygame.transform.smoothscale(picture, (blocks, max(1, round(blocks * rect.h / rect.w))))
    p.surface.blit(pygame.transform.scale(small, rect.size), rect)
