"""Chapter 3: frames, detection, a new face, the mask, soft edges - and the moments that make it hard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.campaign.drawings.faces import DrawnFace
from game.ui.geometry import Box
from game.ui.strokes import ellipse_points

PAIR = 2.4
"""The width of a before-and-after pair, against its height."""


def frames_mask_paste(b: Board, step: int) -> None:
    """Draw the row of work up to `step`, the present one large; step 5 shows the hard moments."""
    if step >= 5:
        _hard_moments(b)
        return
    work: tuple[tuple[Callable[..., None], str], ...] = (
        (_frames, b.t("diagram.swap.frames")),
        (_new_face, b.t("diagram.swap.new_face")),
        (_mask, b.t("diagram.swap.mask")),
        (_soften, b.t("diagram.swap.soften")),
    )
    shares = tuple(2.4 if i == step - 1 else 1.0 for i in range(4))
    spots = b.stations(shares, 50)
    for i, (spot, (picture, words)) in enumerate(zip(spots, work, strict=True)):
        now = i == step - 1
        if i and i < step:
            b.link(spots[i - 1], spot, fake=i > 0, beat=0 if now else None)
        if i >= step:
            b.captioned(
                spot, lambda box: b.card(box, missing=True), words, tone=b.p.palette.ink_mid, most=150
            )
        elif now:
            picture(b, spot, words)
        else:
            picture(b, spot, words, small=True)


def _frames(b: Board, box: Box, words: str, *, small: bool = False) -> None:
    def paint(square: Box) -> None:
        count = 1 if small else 3
        step = square.w * 0.1
        side = square.w - step * (count - 1)
        for i in range(count):
            tile = Box(square.x + step * i, square.y + step * i, side, side)
            b.part(
                i,
                tile,
                partial(_film_frame, b, tile, DrawnFace("A", "A", turn=0.4 - 0.3 * i, open=0.4 * (i % 2))),
            )
        last = Box(square.right - side, square.bottom - side, side, side)
        b.part(count, last, lambda: _detected(b, last, big=not small))

    b.captioned(box, paint, words, most=300)


def _film_frame(b: Board, box: Box, face: DrawnFace) -> None:
    b.p.panel(box, 6, b.ink)
    strip = box.h * 0.085
    for i in range(6):
        x = box.x + box.w * (i + 0.5) / 6
        for y in (box.y + strip / 2, box.bottom - strip / 2):
            b.p.panel(Box(x - strip * 0.35, y - strip * 0.3, strip * 0.7, strip * 0.6), 1, b.ground)
    picture = box.inset(3, strip)
    b.p.fill(picture, b.fill)
    faces.portrait(b, picture, face, plain=True)


def _detected(b: Board, box: Box, *, big: bool) -> None:
    """Draw the detector's corners around the face, and its points on it."""
    found = Box(box.x + box.w * 0.22, box.y + box.h * 0.2, box.w * 0.56, box.h * 0.58)
    arm = found.w * 0.24
    for x, sx in ((found.x, 1), (found.right, -1)):
        for y, sy in ((found.y, 1), (found.bottom, -1)):
            b.p.outline([(x + sx * arm, y), (x, y), (x, y + sy * arm)], b.ink, LINE + 1, closed=False)
    if big:
        for dx, dy in ((0.36, 0.44), (0.6, 0.44), (0.48, 0.56), (0.38, 0.66), (0.58, 0.66), (0.48, 0.76)):
            b.p.disc(box.x + box.w * dx, box.y + box.h * dy, 4.5, b.ink)
            b.p.disc(box.x + box.w * dx, box.y + box.h * dy, 2.5, b.ground)


def _new_face(b: Board, box: Box, words: str, *, small: bool = False) -> None:
    """Draw what the model makes for one frame: B's face with A's movement."""

    def paint(square: Box) -> None:
        if small:
            faces.portrait(b, square, faces.B_TALKS, fake=True)
            return
        half = square.h
        a = Box(square.x, square.y, half, half)
        made = Box(square.right - half, square.y, half, half)
        faces.portrait(b, a, faces.A_TALKS)
        b.arrow(a.right + 2, square.cy, made.x - 2, square.cy, fake=True, much=b.shown(1))
        b.part(1, made, lambda: faces.portrait(b, made, faces.B_TALKS, fake=True))

    aspect = 1.0 if small else PAIR
    b.captioned(box, paint, words, tone=b.fake_line, most=150 if small else 200, aspect=aspect)


def _mask(b: Board, box: Box, words: str, *, small: bool = False) -> None:
    """Draw the hole in the frame and, large, the new face going into it."""

    def paint(square: Box) -> None:
        if small:
            faces.portrait(b, square, replace(faces.A_TALKS, bare=True))
            return
        half = square.h
        frame = Box(square.x, square.y, half, half)
        faces.portrait(b, frame, replace(faces.A_TALKS, bare=True))
        piece = Box(square.right - half * 0.62, square.y + half * 0.1, half * 0.56, half * 0.72)
        b.part(1, piece.inset(-8), lambda: _piece(b, piece))
        b.arrow(piece.x - 6, piece.cy, frame.cx + frame.w * 0.22, piece.cy, fake=True, much=b.shown(2))

    aspect = 1.0 if small else PAIR
    b.captioned(box, paint, words, tone=b.fake_line, most=150 if small else 220, aspect=aspect)


def _piece(b: Board, box: Box) -> None:
    """Draw the new face alone, cut along the mask."""
    points = ellipse_points(box)
    b.p.polygon(points, b.fake)
    b.p.outline(points, b.fake_line, LINE)
    head = Box(box.x - box.w * 0.05, box.y - box.h * 0.24, box.w * 1.1, box.h * 1.24)
    faces.features(b, head, replace(faces.B_TALKS, turn=0.3))


def _soften(b: Board, box: Box, words: str, *, small: bool = False) -> None:
    """Draw the pasted face with a hard seam, then with soft edges."""

    def paint(square: Box) -> None:
        seam = replace(faces.SWAPPED, tone=b.fake, seam="hard")
        soft = replace(faces.SWAPPED, seam="soft")
        if small:
            faces.portrait(b, square, soft, fake=True)
            return
        half = square.h
        first = Box(square.x, square.y, half, half)
        last = Box(square.right - half, square.y, half, half)
        faces.portrait(b, first, seam, fake=True)
        b.arrow(first.right + 2, square.cy, last.x - 2, square.cy, fake=True, much=b.shown(1))
        b.part(1, last, lambda: faces.portrait(b, last, soft, fake=True))

    aspect = 1.0 if small else PAIR
    b.captioned(box, paint, words, tone=b.fake_line, most=150 if small else 200, aspect=aspect)


def _hard_moments(b: Board) -> None:
    spots = b.stations((1.0, 1.0, 1.0), 40)
    texts = (
        (_sliding, b.t("diagram.hard.slides"), b.t("diagram.hard.slides_means")),
        (_hand, b.t("diagram.hard.hand"), b.t("diagram.hard.hand_means")),
        (_turned, b.t("diagram.hard.turn"), b.t("diagram.hard.turn_means")),
    )
    entries = [(partial(picture, b), title, text) for picture, title, text in texts]
    b.gallery(spots, entries, most=230)


def _sliding(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(faces.SWAPPED, turn=0.2, open=0.0, bare=True), fake=True)
    for dx in (-0.07, 0.02, 0.11):
        points = [(x + box.w * dx, y) for x, y in faces.inner_face(_head(box))]
        b.p.outline(points, b.fake_line, LINE)
    shifted = box.moved(box.w * 0.06)
    faces.features(b, _head(shifted), replace(faces.B, turn=0.3))


def _head(box: Box) -> Box:
    unit = min(box.w, box.h) / 2
    return Box(box.cx - unit * 0.5, box.cy + unit * 0.06 - unit * 0.66, unit, unit * 1.28)


def _hand(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(faces.SWAPPED, turn=0.0, open=0.0, mouth=0.3), fake=True)
    u = box.w / 100
    with b.p.clipped(box.inset(4)):
        for i in range(4):
            finger = Box(
                box.x + (54 + i * 8.5) * u, box.y + (50 - (1 - abs(i - 1.4) / 2) * 7) * u, 7.5 * u, 40 * u
            )
            b.p.panel(finger, 3.7 * u, b.ground, b.ink, max(2, 2 * u))
        palm = Box(box.x + 53 * u, box.y + 72 * u, 36 * u, 40 * u)
        b.p.panel(palm, 8 * u, b.ground, b.ink, max(2, 2 * u))
        lost = [(box.x + (50 + i * 5) * u, box.y + (58 + (i % 2) * 4) * u) for i in range(9)]
        b.p.outline(lost, b.fake_line, 4, closed=False)


def _turned(b: Board, box: Box) -> None:
    faces.portrait(b, box, DrawnFace("A", "B", turn=-1.0, mouth=0.3, seam="hard", tone=b.fake), fake=True)
    y = box.bottom - box.h * 0.12
    b.arrow(box.cx - box.w * 0.12, y, box.cx + box.w * 0.3, y)
