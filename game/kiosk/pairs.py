"""Originals and edits for the attract screen, and the two lesson cards: what a visitor sees first."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError
from game.kiosk.screens.service import Pair
from game.packs.policy import badge

if TYPE_CHECKING:
    from game.campaign.model import Campaign, Chapter
    from game.i18n import Catalogue
    from game.kiosk.library import KioskLibrary

MOST: Final = 64
LESSON: Final = (("what-is-it", 0), ("face-swap", 3))
"""The two lesson cards: chapter, and place in its lesson."""


def find_pairs(library: KioskLibrary, texts: Catalogue) -> list[Pair]:
    """Return the edits that have an original, with the credit that stands below them in each language.

    Where people who were filmed are among them, only those.
    """
    pairs = []
    found = library.pool("manipulated", u=0.0, limit=MOST, packs=library.people(), media="video")
    for candidate in found or library.pool("manipulated", u=0.0, limit=MOST, media="video"):
        if candidate.original is not None:
            with contextlib.suppress(ChinmiError):
                pairs.append(_pair(library, texts, candidate.pack, candidate.original, candidate.clip))
    return pairs


def _pair(library: KioskLibrary, texts: Catalogue, pack: str, original: str, edit: str) -> Pair:
    installed = next(p for p in library.packs() if p.pack.name == pack)
    credit = {}
    for language in texts.entries:
        t = texts.translator(language)
        if installed.pack.virtual:
            credit[language] = t("title.credit")
        else:
            title, licence = installed.pack.title.get(language), badge(installed.pack, language).licence
            credit[language] = t("kiosk.credit", pack=title, licence=licence)
    media = [library.media_path(pack, library.clip(pack, id_)) for id_ in (original, edit)]
    return Pair(media[0], media[1], (pack, edit), (pack, original), credit)


def lesson_of(campaign: Campaign) -> Chapter:
    """Return a chapter that holds the two cards. Raises KeyError or IndexError when they are gone."""
    chapters = campaign.chapters
    cards = tuple(chapters[chapter].lesson[at] for chapter, at in LESSON)
    return chapters[LESSON[0][0]].model_copy(update={"lesson": cards})
