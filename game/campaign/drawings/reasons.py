"""Chapter 6: the motives, three questions, parody and deceit, whose face it is, and the list of checks."""

from __future__ import annotations

from functools import partial

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.ui.geometry import Box


def motives(b: Board, step: int) -> None:
    """Choose the picture of the step."""
    (_reasons, _questions, _parody, _rights)[min(step, 4) - 1](b)


def _reasons(b: Board) -> None:
    """Draw a video in the middle of all the reasons for which one is made."""
    items = b.lexicon.motives
    if b.tall:
        head, rest = b.box.rows((0.8, 2.4), 22)
    else:
        head, rest = b.box.columns((0.75, 2.6), 40)
    b.captioned(
        head, partial(faces.portrait, b, face=faces.SWAPPED, fake=True), b.t("diagram.why.question"), most=210
    )
    columns = 2 if b.tall else 4
    cells = rest.grid(columns, -(-len(items) // columns) if items else 1, 14)
    for i, (cell, (icon, words)) in enumerate(zip(cells, items, strict=False)):
        b.part(2 * i // len(items), cell, partial(_reason, b, cell, icon, words))


def _reason(b: Board, box: Box, icon: str, words: str) -> None:
    b.card(box)
    inner = box.inset(10, 10)
    size = min(54.0, inner.h * 0.42)
    high = min(inner.h - size - 8, b.words_height(words, inner.w, strong=True))
    block = inner.centred(inner.w, size + 8 + high)
    b.p.icon(icon, inner.cx, block.y + size / 2, size, b.ink)
    b.words(Box(block.x, block.y + size + 8, block.w, high + 2), words, strong=True)


def _questions(b: Board) -> None:
    spots = b.stations((1.0, 1.0, 1.0), 40)
    texts = (
        ("consent", b.t("diagram.ask.consent"), b.t("diagram.ask.consent_means")),
        ("licence", b.t("diagram.ask.label"), b.t("diagram.ask.label_means")),
        ("eye", b.t("diagram.ask.deceived"), b.t("diagram.ask.deceived_means")),
    )
    entries = [(b.icon_in(icon), title, text) for icon, title, text in texts]
    b.gallery(spots, entries, most=170)


def _parody(b: Board) -> None:
    spots = b.stations((1.0, 1.0), 60)
    texts = (
        (True, b.t("diagram.parody.open"), b.t("diagram.parody.open_means")),
        (False, b.t("diagram.parody.hidden"), b.t("diagram.parody.hidden_means")),
    )
    entries = [(partial(_screen, b, labelled=labelled), title, text) for labelled, title, text in texts]
    b.gallery(spots, entries, most=270)


def _screen(b: Board, box: Box, *, labelled: bool) -> None:
    frame = box.inset(0, box.h * 0.07)
    b.p.panel(frame, 10, b.ink)
    picture = frame.inset(10, 10)
    b.p.fill(picture, b.fill)
    faces.portrait(b, picture, faces.SWAPPED, plain=True)
    if labelled:
        strip = Box(picture.x, picture.y, picture.w, 40)
        b.p.fill(strip, b.ground)
        b.p.fill(Box(strip.x, strip.bottom - LINE, strip.w, LINE), b.ink)
        b.words(strip.inset(8, 0), b.t("diagram.parody.tag"), strong=True, valign="centre", max_lines=1)
    else:
        strip = Box(picture.x, picture.bottom - 40, picture.w, 40)
        b.p.fill(strip, b.ink)
        b.p.text(
            strip.inset(8, 0),
            b.t("diagram.parody.news"),
            "label",
            b.ground,
            align="centre",
            valign="centre",
            grow=False,
            max_lines=1,
            floor=0.9,
        )


def _rights(b: Board) -> None:
    first, last = b.stations((0.9, 1.5), 70)
    b.captioned(first, partial(faces.portrait, b, face=faces.B), b.t("diagram.rights.person"), most=270)
    rows = last.rows((1.0, 1.0, 1.0), 18)
    texts = (
        ("person", b.t("diagram.rights.face"), b.t("diagram.rights.face_means")),
        ("tt-voice", b.t("diagram.rights.voice"), b.t("diagram.rights.voice_means")),
        ("consent", b.t("diagram.rights.ask"), b.t("diagram.rights.ask_means")),
    )
    b.link(first, last, beat=1)
    for i, (row, (icon, title, text)) in enumerate(zip(rows, texts, strict=True)):
        b.part(1 + i, row, partial(_right, b, row, icon, title, text))


def _right(b: Board, box: Box, icon: str, title: str, text: str) -> None:
    b.card(box)
    b.captioned(box.inset(16, 10), b.icon_in(icon), title, text, most=84)


def before_list(b: Board, _step: int) -> None:
    """Draw the five checks between a video and sharing it."""
    spots = b.stations((0.9, 1.0, 1.0, 1.0, 1.0, 1.0), 26)
    b.captioned(spots[0], partial(_post, b), b.t("diagram.list.video"), most=150)
    for i, (spot, (icon, words)) in enumerate(zip(spots[1:], b.lexicon.checks, strict=False)):
        b.part(i, spot, partial(b.captioned, spot, b.icon_in(icon), words, most=130))
        b.link(spots[i], spot, beat=i)


def _post(b: Board, box: Box) -> None:
    phone = box.centred(box.h * 0.66, box.h)
    b.p.panel(phone, 12, b.ink)
    screen = phone.inset(6, 14)
    b.p.fill(screen, b.fill)
    size = screen.w * 0.6
    b.p.disc(screen.cx, screen.cy, size / 2, b.ink)
    b.p.icon("play", screen.cx, screen.cy, size * 0.6, b.ground)
