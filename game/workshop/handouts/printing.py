"""Writes all that a teacher prints: the pack of each plan, and the handouts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.errors import ChinmiError
from game.files import write_whole
from game.resources import languages, levels
from game.workshop.handouts.pages import NAMES, handout
from game.workshop.handouts.reader import read_handouts
from game.workshop.report.teacher_pages import write_packs
from game.workshop.report.words import read_words

if TYPE_CHECKING:
    from game.campaign.model import Campaign
    from game.content.guide import Guide
    from game.i18n import Catalogue
    from game.workshop.plan import Plan


def write_pages(
    folder: Path,
    plans: tuple[Plan, ...],
    guide: Guide,
    campaign: Campaign,
    texts: Catalogue,
    *,
    virtual: bool = False,
) -> tuple[Path, ...]:
    """Write the packs of `plans` and the handouts into `folder`, in all languages. Raises ChinmiError.

    `virtual`: all clips show computer-made actors.
    """
    words = read_words(levels() / "workshops" / "pages")
    handouts = read_handouts()
    written = [*write_packs(folder, plans, guide, campaign, texts, words, virtual=virtual)]
    try:
        for name in NAMES:
            for language in languages():
                path = folder / f"{name}-{language}.html"
                write_whole(path, handout(name, handouts, words, language, virtual=virtual))
                written.append(path)
    except OSError as error:
        raise ChinmiError(f"The handouts could not be written to {folder}: {error}") from error
    return tuple(written)
