"""Chapter 0: the word, where deepfakes are found, chances and risks, two thoughts, and our own clips."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import pi

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.campaign.drawings.faces import DrawnFace
from game.ui.geometry import Box
from game.ui.painter import Align


def word_parts(b: Board, _step: int) -> None:
    """Join two words into one."""
    places = b.stations((1.0, 1.0, 1.15), 64)
    texts = (
        ("stage-training", b.t("diagram.word.learning"), b.t("diagram.word.learning_means")),
        ("studio", b.t("diagram.word.fake"), b.t("diagram.word.fake_means")),
        ("manipulated", b.t("diagram.word.deepfake"), b.t("diagram.word.deepfake_means")),
    )
    for i, (place, (icon, word, means)) in enumerate(zip(places, texts, strict=True)):
        b.part(i, place, partial(_word, b, place, icon, word, means, fake=i == 2))
    if b.shown(1) > 0:
        _plus(b, places[0], places[1])
    b.link(places[1], places[2], fake=True, beat=2)


def _word(b: Board, box: Box, icon: str, word: str, means: str, *, fake: bool) -> None:
    b.card(box, fake=fake)
    inner = box.inset(20, 18)
    wide = inner.w > inner.h * 1.5
    size = min(inner.h * 0.34, 100.0) if not wide else min(inner.h, 84.0)
    words = inner.without_left(size + 20) if wide else inner
    title_h = b.p.measure(word, "h2", words.w, grow=False)[1]
    high = title_h + 8 + b.words_height(means, words.w) + 2
    if wide:
        b.p.icon(icon, inner.x + size / 2, inner.cy, size, b.ink)
        block = words.centred(words.w, high)
    else:
        whole = inner.centred(inner.w, size + 18 + high)
        b.p.icon(icon, inner.cx, whole.y + size / 2, size, b.ink)
        block = whole.without_top(size + 18)
    align: Align = "left" if wide else "centre"
    b.p.text(block.top(title_h + 2), word, "h2", b.ink, align=align, grow=False, floor=0.7)
    b.words(block.without_top(title_h + 8), means, align=align)


def _plus(b: Board, left: Box, right: Box) -> None:
    if right.x > left.right:
        x, y = (left.right + right.x) / 2, left.cy
    else:
        x, y = left.cx, (left.bottom + right.y) / 2
    b.p.line(x - 12, y - 2, x + 12, y - 2, b.ink, 4)
    b.p.line(x - 2, y - 12, x - 2, y + 12, b.ink, 4)


def uses(b: Board, _step: int) -> None:
    """From the laboratory into daily life."""
    first, rest = b.stations((1.0, 3.6), 72)
    b.part(0, first, lambda: _lab(b, first))
    cells = rest.grid(3, 2, 14) if not b.tall else rest.grid(2, 3, 14)
    texts = (
        ("motives", b.t("diagram.uses.adverts")),
        ("why-book", b.t("diagram.uses.teaching")),
        ("why-film", b.t("diagram.uses.art")),
        ("language", b.t("diagram.uses.translation")),
        ("team", b.t("diagram.uses.politics")),
        ("phone", b.t("diagram.uses.phones")),
    )
    b.link(first, rest, beat=1)
    for i, (cell, (icon, word)) in enumerate(zip(cells, texts, strict=True)):
        b.part(1 + i // 2, cell, partial(_use, b, cell, icon, word))


def _lab(b: Board, box: Box) -> None:
    b.captioned(box, b.icon_in("why-flask"), b.t("diagram.uses.lab"), b.t("diagram.uses.lab_means"))


def _use(b: Board, box: Box, icon: str, word: str) -> None:
    b.card(box)
    inner = box.inset(12, 10)
    size = min(52.0, inner.h * 0.5)
    high = b.words_height(word, inner.w, strong=True)
    block = inner.centred(inner.w, min(inner.h, size + 8 + high))
    b.p.icon(icon, inner.cx, block.y + size / 2, size, b.ink)
    b.words(block.without_top(size + 8), word, strong=True)


def two_sides(b: Board, step: int) -> None:
    """Weigh chances on one side, risks on the other."""
    left, right = b.box.columns((1.0, 1.0), 40)
    top = b.box.y + min(70.0, b.box.h * 0.18)
    _scales(b, left.cx, right.cx, top)
    chances = (
        ("why-film", b.t("diagram.sides.ideas")),
        ("why-book", b.t("diagram.sides.learning")),
        ("language", b.t("diagram.sides.languages")),
    )
    risks = (
        ("warning", b.t("diagram.sides.lies")),
        ("person", b.t("diagram.sides.names")),
        ("lock", b.t("diagram.sides.blackmail")),
    )
    head = b.t("diagram.sides.chances"), b.t("diagram.sides.risks")
    for i, (box, items) in enumerate(((left, chances), (right, risks))):
        pan = Box(box.x, top + 54, box.w, b.box.bottom - top - 54)
        if i == 1 and step == 1:
            b.card(pan, missing=True)
            b.words(pan.inset(14, 10).top(30), head[i], strong=True, tone=b.p.palette.ink_mid)
            continue
        first = i if step == 2 else 0
        b.part(first, pan, partial(_pan, b, pan, head[i], items))


def _scales(b: Board, left: float, right: float, y: float) -> None:
    middle = (left + right) / 2
    b.p.outline([(middle, b.box.y + 6), (middle, b.box.bottom - 4)], b.ink, 5, closed=False)
    b.p.outline([(left, y), (right, y)], b.ink, 5, closed=False)
    b.p.disc(middle, y, 12, b.ink)
    b.p.disc(middle, y, 7, b.ground)
    for x in (left, right):
        b.p.outline([(x - 56, y + 54), (x, y), (x + 56, y + 54)], b.ink, LINE, closed=False)


def _pan(b: Board, box: Box, head: str, items: tuple[tuple[str, str], ...]) -> None:
    b.card(box)
    inner = box.inset(18, 12)
    head_h = b.words_height(head, inner.w, strong=True)
    b.words(inner.top(head_h + 2), head, strong=True)
    rows = inner.without_top(head_h + 8).rows((1.0,) * len(items), 4)
    for row, (icon, word) in zip(rows, items, strict=True):
        size = min(40.0, row.h)
        b.p.icon(icon, row.x + size / 2 + 4, row.cy, size * 0.86, b.ink)
        words = row.without_left(size + 18)
        b.words(words, word, align="left", valign="centre")


def two_thoughts(b: Board, _step: int) -> None:
    """Show a head that holds two thoughts, over a film of mostly real frames."""
    low = b.box.bottom_strip(96 if not b.tall else 150)
    high = b.box.without_bottom(low.h + 24)
    head, left, right = _around(b, high)
    faces.portrait(b, head, replace(faces.A, mouth=0.2), plain=True)
    c = b.p.palette
    thoughts = (
        (left, "manipulated", c.manipulated.fill, b.t("diagram.thoughts.fakes")),
        (right, "real", c.real.fill, b.t("diagram.thoughts.real")),
    )
    for i, (box, icon, colour, words) in enumerate(thoughts):
        b.part(i, box, partial(_bubble, b, box, icon, colour, words, to_right=i == 0))
    b.part(2, low, lambda: _film(b, low))


def _around(b: Board, box: Box) -> tuple[Box, Box, Box]:
    if b.tall:
        upper, lower = box.rows((1.0, 1.25), 24)
        left, right = upper.columns((1.0, 1.0), 20)
        side = min(lower.h, 260.0)
        return lower.centred(side, side), left, right
    left, middle, right = box.columns((1.25, 0.8, 1.25), 30)
    side = min(middle.w, middle.h)
    return middle.centred(side, side), left.inset(0, box.h * 0.1), right.inset(0, box.h * 0.1)


def _bubble(b: Board, box: Box, icon: str, colour: str, words: str, *, to_right: bool) -> None:
    b.p.panel(box, 26, b.fill, b.ink, LINE)
    x = box.right - 8 if to_right else box.x + 8
    away = 1 if to_right else -1
    if not b.tall:
        for i, r in enumerate((9.0, 6.0, 4.0)):
            b.p.disc(x + away * (18 + i * 15), box.cy + 4 + i * 6, r, b.ink)
            b.p.disc(x + away * (18 + i * 15), box.cy + 4 + i * 6, r - 2.5, b.ground)
    inner = box.inset(20, 14)
    high = b.words_height(words, inner.w, strong=True)
    block = inner.centred(inner.w, min(inner.h, 66 + high))
    b.p.disc(inner.cx, block.y + 27, 28, b.ink)
    b.p.disc(inner.cx, block.y + 27, 25.5, colour)
    b.p.icon(icon, inner.cx, block.y + 27, 38, b.ink)
    b.words(block.without_top(66), words, strong=True)


def _film(b: Board, box: Box) -> None:
    many = 14 if not b.tall else 8
    line = b.t("diagram.thoughts.film")
    high = b.words_height(line, box.w)
    strip = box.without_bottom(high + 8)
    b.p.panel(strip, 8, b.ink)
    c = b.p.palette
    for i, cell in enumerate(strip.inset(12, 10).columns((1.0,) * many, 8)):
        manipulated = i == many - 4
        b.p.panel(cell, 4, c.scale[4] if manipulated else c.scale[1])
        size = min(cell.w, cell.h) * 0.72
        b.p.icon("manipulated" if manipulated else "real", cell.cx, cell.cy, size, b.p.palette.scale_text)
    b.words(box.bottom_strip(high + 1), line)


def our_clips(b: Board, _step: int) -> None:
    """Show what this game's clips are made of, and what they are not."""
    places = b.stations((1.0, 1.0, 1.0), 40)
    texts = (
        (b.t("diagram.clips.own"), b.t("diagram.clips.own_means")),
        (b.t("diagram.clips.actor"), b.t("diagram.clips.actor_means")),
        (b.t("diagram.clips.not"), b.t("diagram.clips.not_means")),
    )
    pictures = (_own_face, _actor, _not_here)
    entries = [(partial(picture, b), *words) for picture, words in zip(pictures, texts, strict=True)]
    b.gallery(places, entries, most=200)


def _own_face(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(faces.A, tone=b.fake, seam="hard"), fake=True)


def _actor(b: Board, box: Box) -> None:
    faces.portrait(b, box, DrawnFace("B", "B"))
    for i in range(1, 6):
        x, y = box.x + box.w * i / 6, box.y + box.h * i / 6
        b.p.outline([(x, box.y + 4), (x, box.bottom - 4)], b.grey, 1, closed=False)
        b.p.outline([(box.x + 4, y), (box.right - 4, y)], b.grey, 1, closed=False)


def _not_here(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(faces.SWAPPED, turn=0.0, open=0.0, seam="hard"))
    r = box.w * 0.42
    b.p.arc(box.cx, box.cy, r, r - 8, 0, 2 * pi, b.ink)
    d = r * 0.7
    b.p.outline([(box.cx - d, box.cy + d), (box.cx + d, box.cy - d)], b.ink, 8, closed=False)
