"""Originals and edits for the attract screen, and the two lesson cards: what a visitor sees first."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError
from game.kiosk.screens.service import AttractPair
from game.packs.policy import badge

if TYPE_CHECKING:
    from pathlib import Path

    from game.campaign.model import Campaign, Chapter
    from game.i18n import Catalogue
    from game.kiosk.library import KioskLibrary
    from game.packs.library import InstalledPack

MOST: Final = 64
LESSON: Final = (("what-is-it", 0), ("face-swap", 3))
"""The two lesson cards: chapter, and place in its lesson."""


def find_pairs(library: KioskLibrary, texts: Catalogue) -> list[AttractPair]:
    """Return the edits that have an original, with the credit that stands below them in each language.

    Where people who were filmed are among them, only those.
    """
    pairs = []
    packs = {installed.pack.name: installed for installed in library.packs()}
    credits_of: dict[str, dict[str, str]] = {}
    found = library.pool("manipulated", u=0.0, limit=MOST, packs=library.people(), media="video")
    for candidate in found or library.pool("manipulated", u=0.0, limit=MOST, media="video"):
        if candidate.original is not None:
            with contextlib.suppress(ChinmiError):
                installed = packs[candidate.pack]
                if candidate.pack not in credits_of:
                    credits_of[candidate.pack] = _credits(installed, texts)
                media = _media(library, installed, (candidate.original, candidate.clip))
                edit, original = (candidate.pack, candidate.clip), (candidate.pack, candidate.original)
                pairs.append(AttractPair(media[0], media[1], edit, original, credits_of[candidate.pack]))
    return pairs


def _media(library: KioskLibrary, installed: InstalledPack, ids: tuple[str, str]) -> list[Path]:
    return [installed.folder / library.clip(installed.pack.name, id_).path for id_ in ids]


def _credits(installed: InstalledPack, texts: Catalogue) -> dict[str, str]:
    """Return the credit of a pack's clips in each language."""
    credit = {}
    for language in texts.entries:
        t = texts.translator(language)
        if installed.pack.virtual:
            credit[language] = t("title.credit")
        else:
            title, licence = installed.pack.title.get(language), badge(installed.pack, language).licence
            credit[language] = t("kiosk.credit", pack=title, licence=licence)
    return credit


def lesson_of(campaign: Campaign) -> Chapter:
    """Return a chapter that holds the two cards. Raises KeyError or IndexError when they are gone."""
    chapters = campaign.chapters
    cards = tuple(chapters[chapter].lesson[at] for chapter, at in LESSON)
    return chapters[LESSON[0][0]].model_copy(update={"lesson": cards})
