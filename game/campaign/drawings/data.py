"""Chapter 1: the data heap - target and source, what the model knows, and what was missing."""

from __future__ import annotations

from functools import partial

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.campaign.drawings.faces import DrawnFace, Who
from game.ui.geometry import Box

_MOODS = (
    (0.0, 0.5, 0.0, 1.0),
    (-0.7, 0.2, 0.0, 1.0),
    (0.7, 0.6, 0.0, 1.0),
    (0.0, 0.0, 0.7, 1.0),
    (-0.4, 0.4, 0.0, 0.0),
    (0.5, -0.4, 0.0, 1.0),
    (0.2, 0.5, 0.5, 1.0),
    (-0.8, 0.5, 0.0, 1.0),
    (0.9, 0.3, 0.0, 0.0),
)
"""(turn, mouth, open, eyes) of the pictures in a heap."""


def data_heap(b: Board, step: int) -> None:
    """Choose the picture of the step."""
    (_gather, _target_source, _only_what_it_saw, _gaps)[min(step, 4) - 1](b)


def _face(who: Who, i: int) -> DrawnFace:
    turn, mouth, open_, eyes = _MOODS[i % len(_MOODS)]
    return DrawnFace(who, who, turn=turn, mouth=mouth, open=open_, eyes=eyes)


def heap(b: Board, box: Box, who: Who, many: int, *, without: tuple[int, ...] = ()) -> None:
    """Draw a pyramid of pictures of one person; those `without` are missing and dashed."""
    rows = {1: (1,), 3: (1, 2), 6: (1, 2, 3), 9: (2, 3, 4)}[many]
    side = min(box.h / (len(rows) * 0.94), box.w / (max(rows) * 1.06))
    y = box.bottom - side * 0.94 * len(rows)
    i = 0
    for count in rows:
        x = box.cx - count * side * 1.06 / 2
        for _ in range(count):
            tile = Box(x + side * 0.03, y, side * 0.94, side * 0.9)
            if i in without:
                b.p.panel(tile, 6, b.ground)
                b.card(tile, missing=True)
            else:
                faces.portrait(b, tile, _face(who, i))
            x += side * 1.06
            i += 1
        y += side * 0.94


def _wave(b: Board, box: Box, seed: int = 0) -> None:
    """Draw a strip of sound."""
    b.p.panel(box, 6, b.ground, b.ink, LINE)
    inner = box.inset(12, 6)
    bars = max(6, int(inner.w / 11))
    for i in range(bars):
        level = 0.2 + 0.8 * abs(((i * 37 + seed * 13) % 23) / 11.5 - 1)
        x = inner.x + i * inner.w / bars
        h = inner.h * level
        b.p.panel(Box(x, inner.cy - h / 2, 5, h), 2, b.ink)


def _gather(b: Board) -> None:
    sides = b.stations((1.0, 1.0), 60)
    people: tuple[tuple[Who, str], ...] = (("A", b.t("diagram.person_a")), ("B", b.t("diagram.person_b")))
    for i, (box, (who, name)) in enumerate(zip(sides, people, strict=True)):
        b.part(i, box, partial(_heap_and_sound, b, box, who, name))


def _heap_and_sound(b: Board, box: Box, who: Who, name: str) -> None:
    low = box.bottom_strip(34)
    b.words(low.moved(0, 6).top(28), name, strong=True, valign="centre")
    if b.tall:
        pictures, sound = box.without_bottom(34).columns((1.0, 0.7), 24)
        _wave(b, sound.centred(sound.w, 64), 1 if who == "A" else 5)
    else:
        body = box.without_bottom(34)
        sound = body.bottom_strip(48)
        _wave(b, sound.centred(min(sound.w, 330), 48), 1 if who == "A" else 5)
        pictures = body.without_bottom(60)
    heap(b, pictures, who, 9)


def _target_source(b: Board) -> None:
    left, right = b.stations((1.0, 1.0), 190 if not b.tall else 120)
    square_a = b.captioned(
        left,
        lambda box: faces.portrait(b, box, faces.A_TALKS),
        b.t("diagram.target"),
        b.t("diagram.target_means"),
        most=230,
    )
    b.part(
        1,
        right,
        lambda: b.captioned(
            right,
            lambda box: faces.portrait(b, box, faces.B),
            b.t("diagram.source"),
            b.t("diagram.source_means"),
            most=230,
        ),
    )
    if b.tall:
        x, words = square_a.cx, Box(square_a.right + 18, left.bottom, 400, right.y - left.bottom)
        b.arrow(x, right.y - 2, x, left.bottom + 6, fake=True, much=b.shown(2))
    else:
        y = square_a.cy
        words = Box(left.right - 8, y - 66, right.x - left.right + 16, 56)
        b.arrow(right.x - 2, y, left.right + 2, y, fake=True, much=b.shown(2))
    line = b.t("diagram.face_goes_over")
    b.part(
        2,
        words,
        partial(
            b.words,
            words,
            line,
            strong=True,
            tone=b.fake_line,
            align="left" if b.tall else "centre",
            valign="centre" if b.tall else "bottom",
        ),
    )


def _only_what_it_saw(b: Board) -> None:
    first, model, last = b.stations((1.25, 0.8, 1.0), 64)
    name_h = 34.0
    b.words(first.bottom_strip(name_h).moved(0, 4), b.t("diagram.heap"), strong=True, valign="centre")
    heap(b, first.without_bottom(name_h), "B", 9)
    b.link(first, model, beat=1)
    b.part(1, model, lambda: _model(b, model))
    b.link(model, last, beat=2)
    b.part(2, last, lambda: _knows(b, last))


def _model(b: Board, box: Box) -> None:
    card = box.centred(min(box.w, 220), min(box.h, 190))
    b.card(card)
    size = min(74.0, card.h * 0.5)
    words = b.t("diagram.model")
    high = b.words_height(words, card.w - 16, strong=True)
    block = card.centred(card.w - 16, size + high + 6)
    b.p.icon("stage-training", card.cx, block.y + size / 2, size, b.ink)
    b.words(block.without_top(size + 6), words, strong=True)


def _knows(b: Board, box: Box) -> None:
    seen, unseen = box.rows((1.0, 1.0), 18) if not b.tall else box.columns((1.0, 1.0), 30)
    b.captioned(seen, lambda s: faces.portrait(b, s, _face("B", 2)), b.t("diagram.seen"), most=120)

    def guess(square: Box) -> None:
        b.card(square, missing=True)
        b.p.text(square, "?", "verdict", b.ink, align="centre", valign="centre", grow=False)

    b.captioned(unseen, guess, b.t("diagram.unseen"), most=120)


def _gaps(b: Board) -> None:
    first, rest = b.stations((1.0, 1.9), 64)
    b.words(first.bottom_strip(52).moved(0, 2), b.t("diagram.gaps"), strong=True, valign="centre")
    heap(b, first.without_bottom(56), "B", 9, without=(3, 4, 6, 8))
    b.link(first, rest, fake=True, beat=1)
    cells = rest.columns((1.0, 1.0, 1.0), 16)
    texts = (
        (DrawnFace("B", "B", mouth=0.2), b.t("diagram.gap.eyes"), ""),
        (DrawnFace("B", "B", open=0.8, detail=0.0), b.t("diagram.gap.teeth"), "teeth"),
        (DrawnFace("B", "B"), b.t("diagram.gap.soft"), "soft"),
    )
    room = max(b.words_height(words, cells[0].w, strong=True) for _, words, _ in texts)
    for i, (cell, (face, words, how)) in enumerate(zip(cells, texts, strict=True)):
        picture = partial(_outcome, b, face, how)
        b.part(1 + i, cell, partial(b.captioned, cell, picture, words, most=190, room=room))


def _outcome(b: Board, face: DrawnFace, how: str, box: Box) -> None:
    faces.portrait(b, box, face, fake=True)
    if how == "soft":
        inner = box.inset(box.w * 0.24, box.h * 0.26).moved(0, -box.h * 0.04)
        faces.coarse(b.p, inner, 12)
    if how == "teeth":
        smear = Box(box.cx - box.w * 0.07, box.y + box.h * 0.585, box.w * 0.14, box.h * 0.05)
        b.p.panel(smear, 3, b.ground)
