"""Chapter 2: the autoencoder, one encoder with two decoders, and the well-known tools."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.campaign.drawings.faces import DrawnFace
from game.ui.geometry import Box


def autoencoder(b: Board, step: int) -> None:
    """Choose the picture of the step: learning in rounds, squeezing, drawing again."""
    (_rounds, _squeeze, _draw_again)[min(step, 3) - 1](b)


def _rounds(b: Board) -> None:
    places = b.stations((1.0, 1.0, 1.0, 1.0), 56)
    stages = (
        (0.0, b.t("diagram.round.draws"), b.t("diagram.round.draws_means")),
        (0.3, b.t("diagram.round.tested"), b.t("diagram.round.tested_means")),
        (0.6, b.t("diagram.round.mends"), b.t("diagram.round.mends_means")),
        (1.0, b.t("diagram.round.again"), b.t("diagram.round.again_means")),
    )
    entries = [(partial(draft, b, much=much), title, text) for much, title, text in stages]
    b.gallery(places, entries, most=190, links=True)


def draft(b: Board, box: Box, *, much: float, fake: bool = False, face: DrawnFace = faces.B) -> None:
    """Draw a face that a model has learnt to draw so `much` (0..1): from blocks to fine lines."""
    faces.portrait(b, box, replace(face, detail=0.2 + 0.8 * much), fake=fake)
    if much < 0.95:
        faces.coarse(b.p, box.inset(5), round(7 + 34 * much))


def encoder(b: Board, box: Box, title: str, text: str = "") -> None:
    """Draw the trapezium that narrows towards the code."""
    _trapezium(b, box, narrow_end=True, fake=False)
    _inside(b, box, title, text)


def decoder(b: Board, box: Box, title: str, text: str = "", *, fake: bool = False) -> None:
    """Draw the trapezium that widens from the code; orange for the one that makes the fake."""
    _trapezium(b, box, narrow_end=False, fake=fake)
    _inside(b, box, title, text)


def _trapezium(b: Board, box: Box, *, narrow_end: bool, fake: bool) -> None:
    if b.tall:
        dx = box.w * 0.16
        near, far = (0.0, dx) if narrow_end else (dx, 0.0)
        points = [
            (box.x + near, box.y),
            (box.right - near, box.y),
            (box.right - far, box.bottom),
            (box.x + far, box.bottom),
        ]
    else:
        dy = box.h * 0.2
        near, far = (0.0, dy) if narrow_end else (dy, 0.0)
        points = [
            (box.x, box.y + near),
            (box.right, box.y + far),
            (box.right, box.bottom - far),
            (box.x, box.bottom - near),
        ]
    b.p.polygon(points, b.fake if fake else b.fill)
    b.p.outline(points, b.ink, LINE)


def _inside(b: Board, box: Box, title: str, text: str) -> None:
    inner = box.inset(12, 4) if not b.tall else box.inset(box.w * 0.2, 4)
    high = b.words_height(title, inner.w, strong=True)
    low = b.words_height(text, inner.w) + 2 if text else 0.0
    block = inner.centred(inner.w, high + low + 1)
    b.words(block.top(high + 1), title, strong=True)
    if text:
        b.words(block.without_top(high + 2), text)


def code(b: Board, box: Box, *, much: float = 1.0) -> None:
    """Draw the code: a card with a few bars, the short notes on a face."""
    b.p.panel(box, 8, b.ground, b.ink, LINE)
    inner = box.inset(18, 16)
    lengths = (0.9, 0.62, 1.0, 0.45, 0.78)
    if b.tall:
        for column, length in zip(inner.columns((1.0,) * 5, 14), lengths, strict=True):
            h = column.h * length * much
            b.p.panel(Box(column.x, column.bottom - h, column.w, h), 4, b.ink)
    else:
        for row, length in zip(inner.rows((1.0,) * 5, 12), lengths, strict=True):
            b.p.panel(row.left(row.w * length * much), 4, b.ink)


def _squeeze(b: Board) -> None:
    first, middle, last = b.stations((1.0, 1.2, 1.0), 64)
    b.captioned(first, lambda box: faces.portrait(b, box, faces.B_TALKS), b.t("diagram.a_face"), most=230)
    cut = middle.inset(0, middle.h * 0.06) if not b.tall else middle.inset(middle.w * 0.16, 0)
    b.link(first, middle, beat=1)
    b.part(1, middle, lambda: encoder(b, cut, b.t("diagram.encoder"), b.t("diagram.encoder_means")))
    b.link(middle, last, beat=2)
    b.part(2, last, lambda: _captioned_code(b, last))


def _captioned_code(b: Board, box: Box) -> None:
    b.captioned(
        box,
        lambda square: code(b, square.inset(square.w * 0.06, 0), much=b.shown(2)),
        b.t("diagram.code"),
        b.t("diagram.code_means"),
        most=210,
    )


def _draw_again(b: Board) -> None:
    first, middle, last = b.stations((0.9, 1.2, 1.1), 64)
    b.captioned(
        first,
        lambda square: code(b, square.inset(square.w * 0.06, 0)),
        b.t("diagram.code"),
        b.t("diagram.code_means"),
        most=210,
    )
    cut = middle.inset(0, middle.h * 0.06) if not b.tall else middle.inset(middle.w * 0.16, 0)
    b.link(first, middle, beat=1)
    b.part(1, middle, lambda: decoder(b, cut, b.t("diagram.decoder"), b.t("diagram.decoder_means")))
    b.link(middle, last, beat=2)
    smooth = replace(faces.B_TALKS, detail=0.4)
    b.part(
        2,
        last,
        lambda: b.captioned(
            last,
            lambda box: faces.portrait(b, box, smooth),
            b.t("diagram.face_again"),
            b.t("diagram.face_again_means"),
            most=230,
        ),
    )


def two_decoders(b: Board, _step: int) -> None:
    """One encoder for both people, a decoder for each; A's code into B's decoder makes the swap."""
    (_upright if b.tall else _across)(b)


def _across(b: Board) -> None:
    box = b.box
    free = (box.w - 784) / 4
    xs, at = [], box.x
    for w in (136.0, 176.0, 132.0, 190.0, 150.0):
        xs.append((at, w))
        at += w + free
    name_h = 30.0
    upper, lower = box.rows((1.0, 1.0), 26)
    rows = []
    for row in (upper, lower):
        side = min(row.h - name_h, 136.0)
        rows.append(Box(0, row.cy - (side + name_h) / 2, side, side))
    a_box, b_box = (
        Box(xs[0][0], rows[0].y, rows[0].w, rows[0].h),
        Box(xs[0][0], rows[1].y, rows[1].w, rows[1].h),
    )
    _named(b, a_box, faces.A_TALKS, b.t("diagram.face_a"))
    _named(b, b_box, faces.B, b.t("diagram.face_b"))
    enc = Box(xs[1][0], box.y + 26, xs[1][1], box.h - 70)
    notes = Box(xs[2][0], enc.cy - 92, xs[2][1], 184)
    decs = [Box(xs[3][0], r.cy - 62, xs[3][1], 124) for r in rows]
    outs = [Box(xs[4][0] + xs[4][1] - rows[i].w - 6, rows[i].y, rows[i].w, rows[i].h) for i in (0, 1)]
    b.part(0, enc, lambda: encoder(b, enc, b.t("diagram.encoder"), b.t("diagram.encoder_both")))
    b.arrow(a_box.right + 8, a_box.cy, enc.x - 8, enc.cy - 44, much=b.shown(0))
    b.arrow(b_box.right + 8, b_box.cy, enc.x - 8, enc.cy + 44, much=b.shown(0))
    b.arrow(enc.right + 8, notes.cy, notes.x - 8, notes.cy, much=b.shown(1))
    words = Box(notes.x - 24, notes.bottom + 6, notes.w + 48, box.bottom - notes.bottom - 4)
    b.part(1, notes, lambda: code(b, notes, much=b.shown(1)))
    b.part(1, words, lambda: b.words(words, b.t("diagram.code_short")))
    b.arrow(notes.right + 8, notes.cy - 30, decs[0].x - 8, decs[0].cy + 12, much=b.shown(2))
    b.part(2, decs[0], lambda: decoder(b, decs[0], b.t("diagram.decoder_a")))
    b.arrow(decs[0].right + 8, decs[0].cy, outs[0].x - 10, decs[0].cy, much=b.shown(2))
    b.part(2, outs[0].inset(-44), lambda: _named(b, outs[0], faces.A_TALKS, b.t("diagram.a_again")))
    b.arrow(notes.right + 8, notes.cy + 30, decs[1].x - 8, decs[1].cy - 12, fake=True, much=b.shown(3))
    b.part(3, decs[1], lambda: decoder(b, decs[1], b.t("diagram.decoder_b"), fake=True))
    b.arrow(decs[1].right + 8, decs[1].cy, outs[1].x - 10, decs[1].cy, fake=True, much=b.shown(3))
    b.part(
        3, outs[1].inset(-60), lambda: _named(b, outs[1], faces.B_TALKS, b.t("diagram.b_like_a"), fake=True)
    )


def _named(b: Board, box: Box, face: DrawnFace, name: str, *, fake: bool = False) -> None:
    faces.portrait(b, box, face, fake=fake)
    wide = box.w + 70
    right = min(box.cx + wide / 2, b.box.right + 8)
    left = max(b.box.x - 8, right - wide)
    if left == b.box.x - 8:
        right = left + wide
    room = Box(left, box.bottom + 4, right - left, 52)
    b.words(room, name, strong=True, tone=b.fake_line if fake else None)


def _upright(b: Board) -> None:
    box = b.box
    side = min(150.0, box.h * 0.17)
    heights = (side + 34, box.h * 0.13, box.h * 0.12, box.h * 0.12, side + 34)
    gap = (box.h - sum(heights)) / 4
    ys, at = [], box.y
    for h in heights:
        ys.append((at, h))
        at += h + gap
    left, right = box.columns((1.0, 1.0), 40)
    a_box, b_box = (Box(c.cx - side / 2, ys[0][0], side, side) for c in (left, right))
    _named(b, a_box, faces.A_TALKS, b.t("diagram.face_a"))
    _named(b, b_box, faces.B, b.t("diagram.face_b"))
    enc = Box(box.cx - box.w * 0.36, ys[1][0], box.w * 0.72, ys[1][1])
    notes = Box(box.cx - 120, ys[2][0], 240, ys[2][1])
    decs = [Box(c.cx - c.w * 0.4, ys[3][0], c.w * 0.8, ys[3][1]) for c in (left, right)]
    outs = [Box(c.cx - side / 2, ys[4][0], side, side) for c in (left, right)]
    for start in (a_box, b_box):
        b.arrow(start.cx, start.bottom + 34, start.cx, enc.y - 6, much=b.shown(0))
    b.part(0, enc, lambda: encoder(b, enc, b.t("diagram.encoder"), b.t("diagram.encoder_both")))
    b.arrow(notes.cx, enc.bottom + 6, notes.cx, notes.y - 6, much=b.shown(1))
    b.part(1, notes, lambda: code(b, notes))
    words = Box(notes.right + 16, notes.y, box.right - notes.right - 16, notes.h)
    b.part(1, words, lambda: b.words(words, b.t("diagram.code_short"), align="left", valign="centre"))
    _branch(b, 2, notes, decs[0], outs[0], faces.A_TALKS, b.t("diagram.decoder_a"), b.t("diagram.a_again"))
    _branch(
        b,
        3,
        notes,
        decs[1],
        outs[1],
        faces.B_TALKS,
        b.t("diagram.decoder_b"),
        b.t("diagram.b_like_a"),
        fake=True,
    )


def _branch(
    b: Board,
    beat: int,
    notes: Box,
    dec: Box,
    out: Box,
    face: DrawnFace,
    name: str,
    result: str,
    *,
    fake: bool = False,
) -> None:
    x = notes.cx + (40 if dec.cx > notes.cx else -40)
    b.arrow(x, notes.bottom + 6, dec.cx, dec.y - 6, fake=fake, much=b.shown(beat))
    b.part(beat, dec, lambda: decoder(b, dec, name, fake=fake))
    b.arrow(dec.cx, dec.bottom + 6, dec.cx, out.y - 6, fake=fake, much=b.shown(beat))
    b.part(beat, out.inset(-60), lambda: _named(b, out, face, result, fake=fake))


def tools(b: Board, _step: int) -> None:
    """Show the tools that the guide names, and what each is for."""
    places = b.box.grid(2, 2, 20) if not b.tall else b.box.rows((1.0,) * 4, 16)
    texts = (
        ("stage-swap", "DeepFaceLab", b.t("diagram.tools.swap_open")),
        ("stage-swap", "Faceswap", b.t("diagram.tools.swap_free")),
        ("stage-training", "Avatarify", b.t("diagram.tools.live")),
        ("motion", "First Order Motion Model", b.t("diagram.tools.motion")),
    )
    for i, (place, (icon, name, means)) in enumerate(zip(places, texts, strict=True)):
        b.part(i, place, partial(_tool, b, place, icon, name, means))


def _tool(b: Board, box: Box, icon: str, name: str, means: str) -> None:
    b.card(box)
    inner = box.inset(24, 16)
    size = min(84.0, inner.h)
    b.icon_in(icon)(Box(inner.x, inner.cy - size / 2, size, size))
    words = inner.without_left(size + 24)
    high = b.words_height(name, words.w, strong=True)
    low = b.words_height(means, words.w)
    block = words.centred(words.w, high + low + 8)
    b.words(block.top(high + 2), name, strong=True, align="left")
    b.words(block.without_top(high + 6), means, align="left")
