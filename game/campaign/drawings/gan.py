"""Chapter 2: the GAN as a little game. The player is the checker and looks for the maker's drawing.

Each round the maker draws better, because the checker told it what gave the drawing away; in the last
round both pictures look alike, and a checker can only guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from game.campaign.drawings import faces
from game.campaign.drawings.board import LINE, Board
from game.campaign.drawings.faces import DrawnFace
from game.campaign.drawings.network import draft
from game.ui.geometry import Box

_REAL: Final = (
    DrawnFace("B", "B", turn=-0.4, mouth=0.5),
    DrawnFace("B", "B", turn=0.5, mouth=0.2),
    DrawnFace("B", "B", turn=0.0, open=0.5),
    DrawnFace("B", "B", turn=0.3, mouth=0.6),
)
_MADE: Final = (0.05, 0.42, 0.75, 1.0)
"""How well the maker draws in each round."""
_LEFT: Final = (False, True, True, False)
"""In which rounds the maker's drawing lies on the left."""
ROUNDS: Final = len(_MADE)


@dataclass(frozen=True, slots=True)
class GanGame:
    """Where the little game stands: the round from 0, and the side that the checker has picked in it."""

    round: int = 0
    picked: int | None = None

    @property
    def made(self) -> int:
        """The side (0 left, 1 right) of the maker's drawing."""
        return 0 if _LEFT[self.round] else 1

    @property
    def found(self) -> bool:
        """Tell whether the checker has picked the maker's drawing."""
        return self.picked == self.made

    @property
    def last(self) -> bool:
        """Tell whether this is the round in which one can only guess."""
        return self.round == ROUNDS - 1

    @property
    def over(self) -> bool:
        """Tell whether the last round has been answered."""
        return self.last and self.picked is not None

    def pick(self, side: int) -> GanGame:
        """Answer the round: the drawing is on `side`. A second answer changes nothing."""
        return self if self.picked is not None else replace(self, picked=side)

    def on(self) -> GanGame:
        """Go to the next round once this one is answered; after the last one, to the first."""
        if self.picked is None:
            return self
        return GanGame() if self.last else GanGame(self.round + 1)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of the game lie on the board: the maker, both pictures, the checker's words."""

    maker: Box
    left: Box
    right: Box
    checker: Box


def places(board: Box) -> Places:
    """Return the places on a board, whichever way it stands."""
    if board.h > board.w * 0.62:
        top, middle, low = board.rows((0.62, 1.25, 0.72), 22)
    else:
        top, middle, low = board.columns((0.7, 1.75, 1.0), 36)
    side = min(middle.h - 8, (middle.w - 28) / 2, 310.0)
    left = Box(middle.cx - 14 - side, middle.cy - side / 2, side, side)
    return Places(top, left, Box(middle.cx + 14, left.y, side, side), low)


def gan_game(b: Board, game: GanGame) -> None:
    """Draw maker and checker and what is said; the two pictures are keys and drawn by `picture`."""
    at = places(b.box)
    much = _MADE[game.round]
    b.captioned(
        at.maker,
        partial(_maker, b, much=much),
        b.t("diagram.gan.maker"),
        b.t("diagram.gan.maker_means", n=game.round + 1, total=ROUNDS),
        tone=b.fake_line,
        most=180,
    )
    _says(b, at.checker, game)


def _maker(b: Board, box: Box, *, much: float) -> None:
    b.p.panel(box, 8, b.fake, b.ink, LINE)
    sheet = box.inset(box.w * 0.17)
    draft(b, sheet, much=much)
    b.p.icon("studio", box.right - box.w * 0.13, box.bottom - box.h * 0.13, box.w * 0.22, b.ink)


def picture(b: Board, box: Box, game: GanGame, side: int) -> None:
    """Draw one of the two pictures that the checker compares; once answered, with what it is."""
    made, answered = side == game.made, game.picked is not None
    face = _REAL[game.round]
    if made:
        draft(b, box, much=_MADE[game.round], fake=answered, face=replace(face, turn=-face.turn))
    else:
        faces.portrait(b, box, face)
    if game.picked == side:
        b.p.disc(box.right - 4, box.y + 4, 22, b.ink)
        b.p.disc(box.right - 4, box.y + 4, 19, b.ground)
        told = "eye" if game.last else "check" if game.found else "miss"
        b.p.icon(told, box.right - 4, box.y + 4, 28, b.ink)
    if answered:
        words = b.t("diagram.gan.made") if made else b.t("diagram.gan.photo")
        strip = box.inset(4).bottom_strip(40)
        b.p.panel(strip, 4, b.fake if made else b.fill, b.ink, 2)
        with b.p.over():
            b.words(strip.inset(6, 0), words, strong=True, valign="centre", max_lines=1)


def _says(b: Board, box: Box, game: GanGame) -> None:
    title, text = b.t("diagram.gan.checker"), _verdict(b, game)
    inner = box.inset(20, 16)
    size = 54.0
    wide = box.w > box.h * 1.5
    words = inner.without_left(size + 18) if wide else inner.without_top(size + 10)
    title_h = b.words_height(title, words.w, strong=True)
    text_h = b.words_height(text, words.w)
    high = title_h + 6 + text_h
    card = box.centred(box.w, min(box.h, high + 34 if wide else high + size + 46))
    b.p.panel(card, 8, b.fill, b.ink, LINE)
    inner = card.inset(20, 16)
    b.p.icon("eye", inner.x + size / 2 - 4, inner.cy if wide else inner.y + size / 2, size, b.ink)
    words = inner.without_left(size + 18) if wide else inner.without_top(size + 8)
    b.words(words.top(title_h + 1), title, strong=True, align="left")
    b.words(words.without_top(title_h + 6), text, align="left")


def _verdict(b: Board, game: GanGame) -> str:
    if game.picked is None:
        return b.t("diagram.gan.ask")
    if game.last:
        return b.t("diagram.gan.guess")
    found = (b.t("diagram.gan.found_blocks"), b.t("diagram.gan.found_soft"), b.t("diagram.gan.found_grain"))
    missed = b.t("diagram.gan.missed")
    return found[game.round] if game.found else missed
