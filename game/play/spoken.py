"""What is said in a clip, in the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.i18n import Translator


def said(clip: Clip, t: Translator) -> str:
    """Return what is said in `clip`, marked where it is a translation."""
    words = clip.captions.get(t.language) if clip.captions else ""
    return t("watch.translated", words=words) if clip.translates(t.language) else words
