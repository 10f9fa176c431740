"""Where an edit is: from the film of its area, else from the difference between it and its original."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from game.content.models import Artefact, Method
    from game.forge.convert import Converted


class Edit(Protocol):
    """What is known of an edit before it is looked for."""

    @property
    def file(self) -> Path:
        """The edited film."""

    @property
    def method(self) -> Method | None:
        """How it was made; None for a real clip."""

    @property
    def original(self) -> Path | None:
        """The film that it was made from."""

    @property
    def mask(self) -> Path | None:
        """A film of the altered area."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The tell-tales that were found; where there are none, why."""

    artefacts: tuple[Artefact, ...] = ()
    told: str = ""


def artefacts_of(edit: Edit, clip: Converted) -> Truth:
    """Return where `edit` is in the clip that was made of it."""
    if edit.method is None or clip.size is None:
        return Truth()
    return Truth(told="it is not looked for")
