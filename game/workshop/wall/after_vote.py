"""What the wall shows after a vote, of a clip or of a post: first the votes, then the truth."""

from __future__ import annotations

from game.ui.presets import primary, secondary
from game.ui.widgets.controls import Button
from game.workshop.room import Reopen, RoomPhase
from game.workshop.wall.wall_screen import WorkshopScreen


class AfterVoteScreen(WorkshopScreen):
    """The keys back to the vote and on."""

    @property
    def shown(self) -> bool:
        """Tell whether the truth shows."""
        return self.teaching.room.phase is RoomPhase.SHOWN

    def look_again(self) -> None:
        """Open the vote once more."""
        self.teaching.do(Reopen())

    def again_key(self) -> Button:
        """Return the key back to the vote."""
        words = self.t("workshop.look_again")
        return secondary("again", words, self.look_again, icon="eye", shortcuts=("b",))

    def forth_key(self) -> Button:
        """Return the key on: to the truth, then to what follows."""
        return primary(
            "next",
            self.t("workshop.next" if self.shown else "workshop.reveal"),
            self.teaching.go_on,
            icon="next" if self.shown else "eye",
            first=True,
            shortcuts=("return", "pagedown"),
        )
