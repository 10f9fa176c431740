"""Whether a tell-tale is seen or heard: so that nobody is offered to look for what only the ear finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.explanation import known_kind

if TYPE_CHECKING:
    from game.content.guide import Guide
    from game.content.models import Artefact, Clip


def is_heard(guide: Guide, clip: Clip, artefact: Artefact) -> bool:
    """Tell whether a tell-tale of `clip` is in its sound: it has no place, and its kind is a heard one.

    Without a kind, what has no place is a changed part of the sound.
    """
    if not clip.audio or artefact.region:
        return False
    kind = known_kind(guide, artefact.kind)
    return artefact.kind is None or (kind is not None and kind.audible)


def only_heard(guide: Guide, clip: Clip) -> bool:
    """Tell whether nothing of an edit differs to the eye from its original."""
    return bool(clip.artefacts) and all(is_heard(guide, clip, artefact) for artefact in clip.artefacts)
