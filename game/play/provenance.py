"""Where a clip comes from: source, licence, consent, what was done - on a card and in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.i18n import Translator
from game.media import credentials
from game.packs.policy import badge
from game.play.context import Context
from game.play.credentials_words import credentials_words
from game.play.explanation import done_in_detail, done_words
from game.play.played_clip import Provenance
from game.play.rights_words import (
    agreement_words,
    allowed_words,
    consent_in_brief,
    consent_words,
    licence_words,
    makers_words,
    source_words,
)
from game.ui.layout import flex, item
from game.ui.presets import screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget
from game.ui.worker import Worker

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.media.credentials import Credentials

CONSENT_ICONS = {
    "altering": "consent",
    "filming": "person",
    "not-named": "info",
    "no-faces": "info",
    "ask": "warning",
}


def person_words(t: Translator, person: str) -> str:
    """Return who is in a clip: `actor-5` and `talker-a` by number or letter, other ids as they are."""
    tail = person.rpartition("-")[2]
    if len(tail) <= 2:
        return t("provenance.person_number", n=tail.upper())
    return t("provenance.person", person=person)


def provenance_lines(context: Context, provenance: Provenance) -> tuple[str, str]:
    """Return the card's two lines: data set, person and licence; consent and what we did."""
    pack, clip = provenance.pack.pack, provenance.clip
    t = context.t.about(virtual=pack.virtual, voice=clip.sound_only)
    licence = badge(pack, t.language).licence
    upper = f"{pack.title.get(t.language)} · {person_words(t, clip.person)} · {licence}"
    return upper, consent_in_brief(t, pack, clip, done_words(t, clip))


class ProvenanceScene(Scene):
    """The details, one paragraph per fact."""

    name = "provenance"

    def __init__(self, context: Context, provenance: Provenance) -> None:
        self.context = context
        self.provenance = provenance
        self.page = 0
        self._credentials: Credentials | None = None
        self._reading: Worker[Credentials | None] | None = None
        file = provenance.file
        if file is not None and credentials.available():
            self._reading = Worker(lambda: credentials.read(file), context.wake)

    def on_back(self) -> None:
        """Back to the reveal."""
        self.context.stack.pop()

    def update(self, now: float) -> Change:
        """Tell what the file's credentials say, once they are read."""
        if self._reading is None or not self._reading.done:
            return Change.NONE
        self._credentials, self._reading = self._reading.result(), None
        return Change.ALL if self._credentials is not None else Change.NONE

    def settle(self) -> None:
        """Wait until the credentials are read."""
        if self._reading is not None:
            self._reading.result()

    def next_due(self, now: float) -> float | None:
        """Look again soon while the credentials are read."""
        return 0.1 if self._reading is not None else None

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    def lines(self) -> list[tuple[str, str]]:
        """Return (heading, text) of each fact."""
        pack, clip = self.provenance.pack.pack, self.provenance.clip
        t = self.context.t.about(virtual=pack.virtual, voice=clip.sound_only)
        about = f"{pack.title.get(t.language)} {pack.version}. {pack.description.get(t.language)}"
        found = self._credentials
        facts = [
            (t("provenance.clip"), clip.description.get(t.language)),
            (t("provenance.pack"), about),
            (t("provenance.licence"), licence_words(t, pack)),
            (t("provenance.allowed"), allowed_words(t, pack)),
            (t("provenance.consent"), consent_words(t, pack)),
            (t("provenance.agreement"), agreement_words(t, pack)),
            (t("provenance.done"), _done_in_full(t, clip)),
            (t("provenance.credentials"), credentials_words(t, found) if found is not None else ""),
            (t("provenance.sources"), source_words(t, pack)),
            (t("provenance.credits"), makers_words(t, pack)),
            (t("provenance.id"), f"{pack.name} / {clip.id}"),
        ]
        return [(heading, text) for heading, text in facts if text]

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and page."""
        t = self.context.t
        bar = top_bar(t, t("provenance.title"), t("provenance.subtitle"), back=self.on_back)
        page = TextPage(self.lines(), self.page, self.turn, t)
        return screen(bar, item(page, main=flex())).place(layout, layout.area)


def _done_in_full(t: Translator, clip: Clip) -> str:
    told = [done_in_detail(t, clip)]
    if clip.method == "self-blend":
        told.append(t("provenance.own_frames").removesuffix("."))
    if clip.method is not None and clip.look:
        told.append(t("provenance.look_too"))
    if clip.looks_odd is not None and clip.processing:
        told.append(clip.looks_odd.get(t.language))
    return ". ".join(told)
