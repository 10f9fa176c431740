"""Chapter 6: what a detector has learned, what it says rightly and wrongly, and what comes first."""

from __future__ import annotations

from functools import partial
from typing import Final

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.ui.geometry import Box

TRACES: Final = ("tt-boundary", "tt-eyebrows", "tt-flicker", "tt-smooth")
"""Icons of traces that stand for those it was trained on."""
ROW: Final = 132.0
"""A verdict is at most so high."""


def detector(b: Board, _step: int) -> None:
    """Draw a video, what a detector has learned, what it says of three videos, and what comes first."""
    line = b.t("diagram.detector.first")
    foot = b.box.bottom_strip(b.words_height(line, b.box.w, strong=True) + 4)
    rest = b.box.without_bottom(foot.h + 18)
    video, learned, said = b.stations((0.75, 0.9, 2.1), 52, rest)
    b.captioned(video, partial(faces.portrait, b, face=faces.SWAPPED), b.t("diagram.list.video"), most=190)
    b.link(video, learned, beat=0)
    b.part(0, learned, lambda: _learned(b, learned))
    b.link(learned, said, beat=1)
    b.part(1, said, lambda: _verdicts(b, said))
    b.part(2, foot, lambda: b.words(foot, line, strong=True))


def _learned(b: Board, box: Box) -> None:
    b.captioned(box, partial(_traces, b), b.t("diagram.detector.learned"), most=190)


def _traces(b: Board, square: Box) -> None:
    """Draw the traces that it knows, under a loupe's glass."""
    side = min(square.w, square.h)
    b.p.disc(square.cx, square.cy, side / 2, b.ink)
    b.p.disc(square.cx, square.cy, side / 2 - LINE, b.fill)
    inner = square.centred(side * 0.66, side * 0.66)
    for cell, icon in zip(inner.grid(2, 2, side * 0.06), TRACES, strict=True):
        b.p.icon(icon, cell.cx, cell.cy, cell.w, b.ink)


def _verdicts(b: Board, box: Box) -> None:
    rows = (
        ("check", b.t("diagram.detector.known"), b.t("diagram.detector.known_means")),
        ("miss", b.t("diagram.detector.new"), b.t("diagram.detector.new_means")),
        ("warning", b.t("diagram.detector.odd"), b.t("diagram.detector.odd_means")),
    )
    whole = box.centred(box.w, min(box.h, len(rows) * ROW))
    for place, (icon, title, text) in zip(whole.rows((1.0,) * len(rows), 12), rows, strict=True):
        _verdict(b, place, icon, title, text)


def _verdict(b: Board, box: Box, icon: str, title: str, text: str) -> None:
    b.card(box)
    inner = box.inset(14, 8)
    size = min(44.0, inner.h)
    b.p.icon(icon, inner.x + size / 2, inner.cy, size, b.ink)
    words = inner.without_left(size + 16)
    title_h, text_h = b.words_height(title, words.w, strong=True), b.words_height(text, words.w)
    block = words.centred(words.w, min(words.h, title_h + text_h + 4))
    b.words(block.top(title_h + 1), title, strong=True, align="left")
    b.words(block.without_top(title_h + 2), text, align="left")
