"""The drawings of chapter 6's case cards: scenes and things, nobody's likeness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.campaign.drawings.network import draft
from game.campaign.drawings.voice import wave
from game.ui.geometry import Box
from game.ui.strokes import ellipse_points


def _square(box: Box) -> Box:
    side = min(box.w, box.h)
    return box.centred(side, side)


def laboratory(b: Board, box: Box) -> None:
    """Draw a screen with a face in the making, and a flask."""
    s = _square(box)
    screen = Box(s.x, s.y + s.h * 0.12, s.w * 0.72, s.h * 0.56)
    b.p.panel(screen, 8, b.ink)
    inner = screen.inset(8)
    b.p.fill(inner, b.fill)
    draft(b, _square(inner.inset(4)), much=0.4)
    b.p.panel(Box(screen.cx - 12, screen.bottom, 24, s.h * 0.1), 0, b.ink)
    b.p.panel(Box(screen.cx - 60, screen.bottom + s.h * 0.1, 120, 8), 3, b.ink)
    b.p.icon("why-flask", s.right - s.w * 0.13, s.bottom - s.h * 0.3, s.w * 0.3, b.ink)


def film_set(b: Board, box: Box) -> None:
    """Draw a clapperboard over a picture of the past."""
    s = _square(box)
    picture = Box(s.x + s.w * 0.14, s.y + s.h * 0.06, s.w * 0.56, s.h * 0.66)
    faces.portrait(b, picture, replace(faces.B, mouth=0.4), fake=True)
    board = Box(s.x + s.w * 0.42, s.y + s.h * 0.52, s.w * 0.52, s.h * 0.4)
    b.p.panel(board, 6, b.ground, b.ink, LINE + 1)
    bar = board.top(board.h * 0.26)
    b.p.fill(bar, b.ink)
    for i in range(4):
        x = bar.x + bar.w * (i + 0.25) / 4
        b.p.polygon(
            [(x, bar.y + 4), (x + 14, bar.y + 4), (x + 4, bar.bottom - 4), (x - 10, bar.bottom - 4)], b.ground
        )
    b.p.icon("why-film", board.cx, board.y + board.h * 0.64, board.h * 0.5, b.ink)


def parody_masks(b: Board, box: Box) -> None:
    """Draw two stage masks, one glad, one sad."""
    s = _square(box)
    for i, (x, y, mood) in enumerate(((0.34, 0.4, 1.0), (0.66, 0.58, -1.0))):
        r = s.w * 0.25
        cx, cy = s.x + s.w * x, s.y + s.h * y
        shape = [(cx - r, cy - r * 0.9), (cx + r, cy - r * 0.9), (cx + r * 0.86, cy + r * 0.5)]
        shape += [(cx, cy + r * 1.2), (cx - r * 0.86, cy + r * 0.5)]
        b.p.polygon(shape, b.ground if i else b.fill)
        b.p.outline(shape, b.ink, LINE + 1)
        for side in (-1, 1):
            b.p.polygon(
                ellipse_points(Box(cx + side * r * 0.42 - r * 0.16, cy - r * 0.4, r * 0.32, r * 0.24)), b.ink
            )
        curve = [(cx + r * 0.5 * k, cy + r * 0.38 + mood * r * 0.22 * (1 - k * k)) for k in _spread(9)]
        b.p.outline(curve, b.ink, 6, closed=False)


def _spread(count: int) -> list[float]:
    return [-1 + 2 * i / (count - 1) for i in range(count)]


def nine_bubbles(b: Board, box: Box) -> None:
    """Draw one speaker and nine speech bubbles."""
    s = _square(box)
    side = s.w * 0.4
    faces.portrait(b, Box(s.cx - side / 2, s.bottom - side, side, side), faces.A_TALKS, fake=True)
    for i in range(9):
        column, row = i % 5, i // 5
        x = s.x + s.w * (0.04 + 0.19 * column + (0.095 if row else 0))
        y = s.y + s.h * (0.04 + 0.24 * row)
        bubble = Box(x, y, s.w * 0.165, s.h * 0.14)
        b.p.panel(bubble, 10, b.fill, b.ink, LINE)
        b.p.polygon(
            [
                (bubble.cx - 6, bubble.bottom - 3),
                (bubble.cx + 8, bubble.bottom - 3),
                (bubble.cx, bubble.bottom + 12),
            ],
            b.ink,
        )
        for k in range(2):
            line = Box(
                bubble.x + 10, bubble.y + bubble.h * (0.3 + 0.3 * k), bubble.w * (0.7 - 0.25 * k) - 8, 4
            )
            b.p.panel(line, 2, b.ink)


def dubbing_booth(b: Board, box: Box) -> None:
    """Draw a speaker before a microphone, and the sound that is fitted."""
    s = _square(box)
    side = s.w * 0.56
    faces.portrait(b, Box(s.x, s.y + s.h * 0.06, side, side), faces.A_TALKS, fake=True)
    x = s.x + s.w * 0.8
    b.p.panel(
        Box(x - s.w * 0.08, s.y + s.h * 0.1, s.w * 0.16, s.h * 0.3), s.w * 0.08, b.fill, b.ink, LINE + 1
    )
    b.p.outline([(x, s.y + s.h * 0.4), (x, s.y + s.h * 0.62)], b.ink, LINE + 1, closed=False)
    b.p.outline([(x - 34, s.y + s.h * 0.62), (x + 34, s.y + s.h * 0.62)], b.ink, LINE + 1, closed=False)
    level = [0.25 + 0.7 * abs(((i * 29) % 17) / 8.5 - 1) for i in range(30)]
    wave(b, Box(s.x, s.y + s.h * 0.74, s.w, s.h * 0.2), level)


def vr_headset(b: Board, box: Box) -> None:
    """Draw somebody with a headset, reaching for a figure made of dots."""
    s = _square(box)
    side = s.w * 0.54
    person = Box(s.x, s.bottom - side * 1.1, side, side)
    faces.portrait(b, person, replace(faces.A, mouth=0.3), plain=True)
    goggles = Box(person.cx - side * 0.25, person.y + side * 0.37, side * 0.5, side * 0.2)
    b.p.panel(goggles, 10, b.ink)
    b.p.panel(goggles.inset(7, 7), 5, b.grey)
    cx, cy = s.x + s.w * 0.78, s.y + s.h * 0.34
    for px, py in ellipse_points(Box(cx - s.w * 0.13, cy - s.h * 0.2, s.w * 0.26, s.h * 0.3), 22):
        b.p.disc(px, py, 4, b.fake_line)
    for px, py in ellipse_points(Box(cx - s.w * 0.2, cy + s.h * 0.14, s.w * 0.4, s.h * 0.4), 30)[15:]:
        b.p.disc(px, py, 4, b.fake_line)


def history_class(b: Board, box: Box) -> None:
    """Draw a board with an old portrait that speaks, and rows of pupils."""
    s = _square(box)
    board = Box(s.x, s.y + s.h * 0.04, s.w, s.h * 0.62)
    b.p.panel(board, 6, b.fill, b.ink, LINE + 1)
    faces.portrait(
        b, Box(board.x + 20, board.y + 16, board.h - 32, board.h - 32), replace(faces.B, open=0.5), fake=True
    )
    bubble = Box(board.x + board.h + 6, board.y + 30, board.right - board.x - board.h - 30, board.h * 0.4)
    b.p.panel(bubble, 12, b.ground, b.ink, LINE)
    for k in range(3):
        line = Box(
            bubble.x + 14, bubble.y + bubble.h * (0.22 + 0.24 * k), (bubble.w - 28) * (1, 0.8, 0.5)[k], 5
        )
        b.p.panel(line, 2, b.ink)
    for i in range(5):
        x = s.x + s.w * (i + 0.5) / 5
        b.p.disc(x, s.bottom - s.h * 0.18, s.w * 0.055, b.ink)
        b.p.polygon(
            ellipse_points(Box(x - s.w * 0.08, s.bottom - s.h * 0.12, s.w * 0.16, s.h * 0.2))[24:], b.ink
        )


def _phone(b: Board, box: Box, icon: str, *, fake: bool = False) -> None:
    b.p.panel(box, box.w * 0.14, b.ink)
    screen = box.inset(box.w * 0.07, box.h * 0.09)
    b.p.fill(screen, b.fake if fake else b.fill)
    b.p.icon(icon, screen.cx, screen.cy, screen.w * 0.66, b.ink)


def phone_chain(b: Board, box: Box) -> None:
    """Draw a video that goes from one phone to three and on."""
    s = _square(box)
    w, h = s.w * 0.2, s.h * 0.32
    first = Box(s.x, s.cy - h / 2, w, h)
    _phone(b, first, "play", fake=True)
    for i in range(3):
        other = Box(s.x + s.w * 0.4, s.y + s.h * (0.01 + 0.34 * i), w * 0.84, h * 0.84)
        b.arrow(first.right + 6, first.cy, other.x - 8, other.cy, fake=True)
        _phone(b, other, "play")
        for k in (-1, 1):
            end = (s.x + s.w * 0.86, other.cy + k * h * 0.24)
            b.arrow(other.right + 6, other.cy, *end)
            b.p.disc(end[0] + 20, end[1], 12, b.ink)


def tv_ticker(b: Board, box: Box) -> None:
    """Draw a television with a speaker at a desk and a strip of news."""
    s = _square(box)
    screen = Box(s.x, s.y + s.h * 0.1, s.w, s.h * 0.66)
    b.p.panel(screen, 10, b.ink)
    inner = screen.inset(10)
    b.p.fill(inner, b.fill)
    faces.portrait(b, inner.without_bottom(inner.h * 0.2), replace(faces.B, open=0.4), plain=True)
    strip = inner.bottom_strip(inner.h * 0.24)
    b.p.fill(strip, b.fake)
    b.p.icon("warning", strip.x + 34, strip.cy, strip.h * 0.64, b.ink)
    for k in range(2):
        line = Box(strip.x + 70, strip.y + strip.h * (0.24 + 0.32 * k), strip.w * (0.68 - 0.2 * k), 7)
        b.p.panel(line, 3, b.ink)
    for x in (screen.x + s.w * 0.3, screen.right - s.w * 0.3):
        b.p.outline([(x, screen.bottom), (x - 14, screen.bottom + s.h * 0.12)], b.ink, 6, closed=False)


def threat_message(b: Board, box: Box) -> None:
    """Draw a phone with a message that threatens, and a lock."""
    s = _square(box)
    phone = Box(s.x + s.w * 0.2, s.y, s.w * 0.46, s.h)
    b.p.panel(phone, 22, b.ink)
    screen = phone.inset(9, 26)
    b.p.fill(screen, b.fill)
    picture = Box(screen.x + 14, screen.y + 14, screen.w - 28, screen.w - 28)
    faces.portrait(b, picture, replace(faces.A, mouth=-0.6), fake=True)
    faces.coarse(b.p, picture.inset(6), 14)
    message = Box(screen.x + 14, picture.bottom + 14, screen.w * 0.74, screen.h * 0.2)
    b.p.panel(message, 10, b.ground, b.ink, LINE)
    for k in range(2):
        line = Box(message.x + 12, message.y + message.h * (0.28 + 0.28 * k), message.w * (0.74 - 0.3 * k), 5)
        b.p.panel(line, 2, b.ink)
    b.icon_in("lock")(Box(s.x + s.w * 0.56, s.y + s.h * 0.6, s.w * 0.3, s.w * 0.3))


DRAWINGS: Final[Mapping[str, Callable[[Board, Box], None]]] = MappingProxyType(
    {
        "laboratory": laboratory,
        "film-set": film_set,
        "parody-masks": parody_masks,
        "nine-bubbles": nine_bubbles,
        "dubbing-booth": dubbing_booth,
        "vr-headset": vr_headset,
        "history-class": history_class,
        "phone-chain": phone_chain,
        "tv-ticker": tv_ticker,
        "threat-message": threat_message,
    }
)
"""The drawing of each case, by the name in `levels/guide/motives.yaml`."""
