"""What the screens of a pair on the wall share: its two films, and where the edit stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.two_stages import TwoStages

if TYPE_CHECKING:
    from game.media.clip import ClipPlayer
    from game.quiz.answer import Side
    from game.workshop.wall.teaching import Teaching


class ClassPairScreen(TwoStages):
    """The pair that the class looks at, side by side."""

    teaching: Teaching

    @property
    def edit_side(self) -> Side:
        """Where the edit stands."""
        return self.teaching.pair.side

    @property
    def beside(self) -> ClipPlayer | None:
        """The player of the original."""
        return self.teaching.films.beside
