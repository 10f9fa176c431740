"""Chapter 4: the finish, what it may miss at edges, colour and light, and the re-share ladder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import cos, pi, sin

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.ui.geometry import Box
from game.ui.strokes import ellipse_points


def finishing(b: Board, step: int) -> None:
    """Choose the picture of the step."""
    (_finish, _edges, _colour_and_light)[min(step, 3) - 1](b)


_CALM = replace(faces.SWAPPED, turn=0.2, open=0.0, mouth=0.5)


def _finish(b: Board) -> None:
    first, middle, last = b.stations((1.0, 0.8, 1.0), 56)
    rough = replace(_CALM, tone=b.fake, seam="hard")
    b.captioned(
        first, partial(faces.portrait, b, face=rough, fake=True), b.t("diagram.finish.draft"), most=250
    )
    b.link(first, middle, fake=True, beat=1)
    b.part(1, middle, lambda: _polish(b, middle))
    b.link(middle, last, fake=True, beat=2)
    b.part(
        2,
        last,
        lambda: b.captioned(
            last, partial(faces.portrait, b, face=_CALM, fake=True), b.t("diagram.finish.film"), most=250
        ),
    )


def _polish(b: Board, box: Box) -> None:
    texts = (b.t("diagram.finish.edges"), b.t("diagram.finish.colour"), b.t("diagram.finish.light"))
    card = box.centred(min(box.w, 460), min(box.h, 230))
    b.card(card, fake=True)
    rows = card.inset(16, 14).rows((1.0, 1.0, 1.0), 4)
    for i, (row, words) in enumerate(zip(rows, texts, strict=True)):
        at = row.x + row.w * (0.7, 0.3, 0.55)[i]
        line = row.y + row.h * 0.78
        b.words(row.without_bottom(row.h * 0.4), words, align="left", valign="centre")
        b.p.panel(Box(row.x, line - LINE / 2, row.w, LINE), 1, b.ink)
        b.p.disc(at, line, 9, b.ink)
        b.p.disc(at, line, 6, b.ground)


def _edges(b: Board) -> None:
    spots = b.stations((1.0, 1.0), 60)
    texts = (
        (_at_home, b.t("diagram.edge.home"), b.t("diagram.edge.home_means")),
        (_rim, b.t("diagram.edge.rim"), b.t("diagram.edge.rim_means")),
    )
    entries = [(partial(picture, b), title, text) for picture, title, text in texts]
    b.gallery(spots, entries, most=270)


def _at_home(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(_CALM, face="A"))
    _glass(b, box)


def _rim(b: Board, box: Box) -> None:
    faces.portrait(b, box, _CALM, fake=True)
    head = _head(box)
    around = head.inset(-box.w * 0.035)
    with b.p.clipped(box.inset(4)):
        turns = [pi * (0.72 + 1.56 * i / 40) for i in range(41)]
        points = [(around.cx + around.w / 2 * cos(a), around.cy + around.h / 2 * sin(a)) for a in turns]
        b.p.outline(points, b.fake_line, 5, closed=False)
    _glass(b, box)


def _head(box: Box) -> Box:
    unit = min(box.w, box.h) / 2
    return Box(box.cx - unit * 0.5, box.cy + unit * 0.06 - unit * 0.66, unit, unit * 1.28)


def _glass(b: Board, box: Box) -> None:
    """Draw a magnifier over the edge of the face."""
    r = box.w * 0.17
    x, y = box.cx + box.w * 0.24, box.cy + box.h * 0.16
    b.p.outline(ellipse_points(Box(x - r, y - r, 2 * r, 2 * r)), b.ink, 5)
    d = 0.72
    b.p.outline([(x + r * d, y + r * d), (x + r * 1.6, y + r * 1.6)], b.ink, 8, closed=False)


def _colour_and_light(b: Board) -> None:
    spots = b.stations((1.0, 1.0), 60)
    texts = (
        (_tone, b.t("diagram.light.tone"), b.t("diagram.light.tone_means")),
        (_lamp, b.t("diagram.light.lamp"), b.t("diagram.light.lamp_means")),
    )
    entries = [(partial(picture, b), title, text) for picture, title, text in texts]
    b.gallery(spots, entries, most=270)


def _tone(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(_CALM, tone=b.fake), fake=True)


def _lamp(b: Board, box: Box) -> None:
    """Draw a lamp on the left of the room, and a face that is lit from the right."""
    faces.portrait(b, box, replace(_CALM, turn=0.0), fake=True)
    x, y, r = box.x + box.w * 0.16, box.y + box.h * 0.2, box.w * 0.06
    b.p.disc(x, y, r, b.ink)
    b.p.disc(x, y, r - LINE, b.ground)
    for i in range(8):
        a = 2 * pi * i / 8
        ends = [(x + r * k * cos(a), y + r * k * sin(a)) for k in (1.35, 1.85)]
        b.p.outline(ends, b.ink, LINE, closed=False)
    head = _head(box)
    with b.p.clipped(box.inset(4)):
        for i in range(7):
            y = head.y + head.h * (0.38 + 0.5 * i / 6)
            across = (1 - ((y - head.cy) / (head.h / 2)) ** 2) ** 0.5
            x = head.cx - head.w / 2 * across + 5
            b.p.outline([(x, y), (x + head.w * 0.13, y - 5)], b.fake_line, 4, closed=False)


def share_ladder(b: Board, _step: int) -> None:
    """Hand the same picture on: smaller, coarser, its traces fading."""
    spots = b.stations((1.0, 0.96, 0.9, 0.84), 56)
    texts = (
        (b.t("diagram.ladder.posted"), 0, 1.0),
        (b.t("diagram.ladder.once"), 56, 0.9),
        (b.t("diagram.ladder.thrice"), 30, 0.76),
        (b.t("diagram.ladder.recorded"), 17, 0.62),
    )
    entries = [(partial(_phone, b, blocks, size), words, "") for words, blocks, size in texts]
    b.gallery(spots, entries, most=240, links=True)


def _phone(b: Board, blocks: int, size: float, box: Box) -> None:
    side = box.w * (0.7 + 0.3 * size)
    phone = box.centred(side * 0.72, side)
    b.p.panel(phone, side * 0.08, b.ink)
    screen = phone.inset(side * 0.035, side * 0.085)
    b.p.fill(screen, b.fill)
    face = replace(_CALM, seam="hard" if blocks == 0 or blocks > 40 else "")
    picture = screen.centred(screen.w * size, screen.w * size)
    b.p.fill(picture, b.ground)
    faces.portrait(b, picture, face, plain=True)
    if blocks:
        faces.coarse(b.p, picture, blocks)
