"""Chapter 5: beyond subtitles, what is fitted to new words, what to listen for, honest reasons."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import sin

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.ui.geometry import Box
from game.ui.strokes import ellipse_points


def voice_lips(b: Board, step: int) -> None:
    """Choose the picture of the step."""
    (_beyond, _fitted, _listen, _honest)[min(step, 4) - 1](b)


def _beyond(b: Board) -> None:
    spots = b.stations((1.0, 1.0, 1.0), 40)
    texts = (
        (_subtitles, b.t("diagram.voice.subtitles"), b.t("diagram.voice.subtitles_means")),
        (_dubbing, b.t("diagram.voice.dubbing"), b.t("diagram.voice.dubbing_means")),
        (_fitted_lips, b.t("diagram.voice.deepfake"), b.t("diagram.voice.deepfake_means")),
    )
    entries = [(partial(picture, b), title, text) for picture, title, text in texts]
    b.gallery(spots, entries, most=220)


def _subtitles(b: Board, box: Box) -> None:
    faces.portrait(b, box, faces.A_TALKS)
    strip = Box(box.x + box.w * 0.12, box.bottom - box.h * 0.17, box.w * 0.76, box.h * 0.12)
    b.p.panel(strip, 4, b.ink)
    for i, w in enumerate((0.3, 0.16, 0.34)):
        x = strip.x + strip.w * (0.06, 0.4, 0.6)[i]
        b.p.panel(Box(x, strip.cy - 3, strip.w * w, 6), 3, b.ground)


def _dubbing(b: Board, box: Box) -> None:
    faces.portrait(b, box, faces.A_TALKS)
    r = box.w * 0.15
    x, y = box.right - r * 1.15, box.y + r * 1.2
    b.p.disc(x, y, r, b.ink)
    b.p.disc(x, y, r - LINE, b.ground)
    b.p.icon("sound", x, y, r * 1.2, b.ink)


def _fitted_lips(b: Board, box: Box) -> None:
    faces.portrait(b, box, replace(faces.A_TALKS, open=0.3), fake=True)
    mouth = Box(box.cx - box.w * 0.09, box.cy + box.h * 0.13, box.w * 0.26, box.h * 0.15)
    b.p.outline(ellipse_points(mouth), b.fake_line, LINE + 1)


def wave(b: Board, box: Box, level: list[float], colour: str | None = None) -> None:
    """Draw a strip of sound, bar by bar; `level` in 0..1."""
    b.p.panel(box, 6, b.ground, b.ink, LINE)
    inner = box.inset(12, 6)
    step = inner.w / len(level)
    for i, much in enumerate(level):
        h = max(4.0, inner.h * much)
        bar = Box(inner.x + i * step, inner.cy - h / 2, max(3.0, step * 0.55), h)
        b.p.panel(bar, 2, colour or b.ink)


def _lively(count: int) -> list[float]:
    return [0.2 + 0.75 * abs(sin(i * 0.9) * sin(i * 0.23 + 0.6)) for i in range(count)]


def _fitted(b: Board) -> None:
    first, last = b.stations((0.9, 1.5), 70)
    b.captioned(
        first,
        partial(faces.portrait, b, face=faces.A_TALKS, fake=True),
        b.t("diagram.voice.new_words"),
        most=290,
    )
    rows = last.rows((1.0, 1.0, 1.0), 18)
    texts = (
        ("tt-mouth", b.t("diagram.voice.mouth"), b.t("diagram.voice.mouth_means")),
        ("person", b.t("diagram.voice.mood"), b.t("diagram.voice.mood_means")),
        ("tt-voice", b.t("diagram.voice.tone"), b.t("diagram.voice.tone_means")),
    )
    b.link(first, last, fake=True, beat=1)
    for i, (row, (icon, title, text)) in enumerate(zip(rows, texts, strict=True)):
        b.part(1 + i, row, partial(_row, b, row, icon, title, text))


def _row(b: Board, box: Box, icon: str, title: str, text: str) -> None:
    b.card(box, fake=True)
    b.captioned(box.inset(16, 10), b.icon_in(icon), title, text, most=84)


def _listen(b: Board) -> None:
    rows = b.box.rows((1.0, 1.0, 1.0), 20)
    flat = [0.45 + 0.04 * (i % 2) for i in range(48)]
    jump = [v * 0.9 for v in _lively(26)] + [0.08] * 3 + [0.35 + 0.2 * (i % 3) / 2 for i in range(19)]
    heard = (
        (b.t("diagram.listen.lips"), b.t("diagram.listen.lips_means"), _lively(48)),
        (b.t("diagram.listen.flat"), b.t("diagram.listen.flat_means"), flat),
        (b.t("diagram.listen.jump"), b.t("diagram.listen.jump_means"), jump),
    )
    for i, (row, (title, text, level)) in enumerate(zip(rows, heard, strict=True)):
        b.part(i, row, partial(_heard, b, row, title, text, level, lips=i == 0, jump=i == 2))


def _heard(b: Board, box: Box, title: str, text: str, level: list[float], *, lips: bool, jump: bool) -> None:
    share = 0.36 if not b.tall else 0.46
    words = box.left(box.w * share)
    high = b.words_height(title, words.w, strong=True)
    low = b.words_height(text, words.w)
    block = words.centred(words.w, high + low + 3)
    b.words(block.top(high + 1), title, strong=True, align="left")
    b.words(block.without_top(high + 2), text, align="left")
    sound = box.without_left(words.w + 24)
    if lips:
        side = min(sound.h, 110.0)
        _lips_row(b, Box(sound.x, sound.cy - side / 2, side, side))
        sound = sound.without_left(side + 16)
    strip = sound.centred(sound.w, min(84.0, sound.h))
    wave(b, strip, level)
    if jump:
        x = strip.x + 12 + (strip.w - 24) * 27.3 / 48
        b.p.outline([(x, strip.y - 10), (x, strip.bottom + 10)], b.fake_line, 4, closed=False)
    if lips:
        x = strip.x + strip.w * 0.3
        b.p.panel(Box(x - 26, strip.y - 8, 52, strip.h + 16), 6, None, b.fake_line, 4)


def _lips_row(b: Board, box: Box) -> None:
    """Draw a mouth that stays open where the sound needs closed lips."""
    b.p.panel(box, 6, b.fill, b.fake_line, 4)
    lips = Box(box.x + box.w * 0.16, box.cy - box.h * 0.2, box.w * 0.68, box.h * 0.4)
    b.p.polygon(ellipse_points(lips), b.ink)
    b.p.polygon(ellipse_points(lips.inset(lips.w * 0.14, lips.h * 0.24)), b.ground)
    b.p.polygon(ellipse_points(lips.inset(lips.w * 0.18, lips.h * 0.32)), b.ink)


def _honest(b: Board) -> None:
    spots = b.stations((1.0, 1.0, 1.0), 40)
    texts = (
        ("language", b.t("diagram.honest.dubbing"), b.t("diagram.honest.dubbing_means")),
        ("phone", b.t("diagram.honest.connection"), b.t("diagram.honest.connection_means")),
        ("tt-voice", b.t("diagram.honest.tired"), b.t("diagram.honest.tired_means")),
    )
    entries = [(b.icon_in(icon), title, text) for icon, title, text in texts]
    b.gallery(spots, entries, most=150)
