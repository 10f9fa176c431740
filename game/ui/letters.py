"""Letters of the system: asked for while a line is written; and whether a keyboard is used at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.writing import FIELD

if TYPE_CHECKING:
    from game.ui.view import View


class Letters:
    """Asks the system for letters while a line is written, and sees whether a keyboard is used at all."""

    def __init__(self) -> None:
        self.can_come = True
        """Whether a keyboard is at hand: not while a finger or a gamepad was used last."""
        self._asked: bool | None = None
        self._place: pygame.Rect | None = None

    def note(self, event: pygame.event.Event) -> None:
        """See with what the player does something."""
        if event.type == pygame.KEYDOWN:
            self.can_come = True
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self.can_come = not getattr(event, "touch", False)
        elif event.type in (pygame.JOYBUTTONDOWN, pygame.JOYHATMOTION):
            self.can_come = False

    def follow(self, view: View, scale: float) -> None:
        """Ask for letters, or for none any more; say where they go, so that an input method helps there."""
        wanted = view.scene.writing is not None
        if wanted != self._asked:
            self._asked, self._place = wanted, None
            if wanted:
                pygame.key.start_text_input()
            else:
                pygame.key.stop_text_input()
        field = view.find(FIELD) if wanted else None
        if field is None:
            return
        box = field.box
        place = pygame.Rect(*(round(length * scale) for length in (box.x, box.y, box.w, box.h)))
        if place != self._place:
            self._place = place
            pygame.key.set_text_input_rect(place)
