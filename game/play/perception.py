"""Whether a tell-tale is seen or heard: so that nobody is offered to look for what only the ear finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.content.guide import Guide
    from game.content.models import Artefact, Clip


def is_heard(guide: Guide, clip: Clip, artefact: Artefact) -> bool:
    """Tell whether a tell-tale of `clip` is in its sound: it has no place, and its kind is a heard one."""
    kind = guide.kinds.get(artefact.kind)
    return clip.audio and not artefact.region and kind is not None and kind.audible


def only_heard(guide: Guide, clip: Clip) -> bool:
    """Tell whether nothing of an edit differs to the eye from its original."""
    return bool(clip.artefacts) and all(is_heard(guide, clip, artefact) for artefact in clip.artefacts)
