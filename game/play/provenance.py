"""Where a clip comes from: source, licence, consent, what was done - on a card and in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.i18n import Translator
from game.packs.policy import consent_level
from game.play.context import Context
from game.play.controller import Provenance
from game.play.explanation import done_in_detail, done_words
from game.ui.layout import flex, item
from game.ui.presets import TextPage, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget

if TYPE_CHECKING:
    from game.content.models import Clip

CONSENT_ICONS = {"altering": "consent", "filming": "person", "no-faces": "info", "ask": "warning"}


def person_words(t: Translator, person: str) -> str:
    """Return who is in a clip: `actor-5` and `talker-a` by number or letter, other ids as they are."""
    tail = person.rpartition("-")[2]
    if len(tail) <= 2:
        return t("provenance.person_number", n=tail.upper())
    return t("provenance.person", person=person)


def provenance_lines(context: Context, provenance: Provenance) -> tuple[str, str]:
    """Return the card's two lines: data set, person and licence; consent and what we did."""
    pack, clip = provenance.pack.pack, provenance.clip
    t = context.t.about(virtual=pack.virtual)
    licence = ", ".join(licence.name for licence in pack.licenses)
    upper = f"{pack.title.get(t.language)} · {person_words(t, clip.person)} · {licence}"
    consent = t(f"consent.basis.{pack.consent.basis}")
    return upper, f"{consent} · {done_words(t, clip)}"


class ProvenanceScene(Scene):
    """The details, one paragraph per fact."""

    name = "provenance"

    def __init__(self, context: Context, provenance: Provenance) -> None:
        self.context = context
        self.provenance = provenance
        self.page = 0

    def on_back(self) -> None:
        """Back to the reveal."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    def lines(self) -> list[tuple[str, str]]:
        """Return (heading, text) of each fact."""
        pack, clip = self.provenance.pack.pack, self.provenance.clip
        t = self.context.t.about(virtual=pack.virtual)
        level = consent_level(pack)
        facts = [
            (t("provenance.clip"), clip.description.get(t.language)),
            (
                t("provenance.pack"),
                f"{pack.title.get(t.language)} {pack.version}. {pack.description.get(t.language)}",
            ),
            (t("provenance.licence"), "; ".join(_licence(x.name, x.title, x.path) for x in pack.licenses)),
            (
                t("provenance.consent"),
                ". ".join(
                    (
                        t(f"consent.{level}"),
                        t(f"consent.basis.{pack.consent.basis}"),
                        pack.consent.evidence.get(t.language),
                    )
                ),
            ),
            (
                t("provenance.done"),
                _done_in_full(t, clip),
            ),
            (
                t("provenance.sources"),
                "; ".join(
                    " ".join(str(v) for v in (s.title.get(t.language), s.year, s.path) if v)
                    for s in pack.sources
                ),
            ),
        ]
        if pack.contributors:
            facts.append(
                (t("provenance.credits"), "; ".join(c.title.get(t.language) for c in pack.contributors))
            )
        facts.append((t("provenance.id"), f"{pack.name} / {clip.id}"))
        return facts

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


def _licence(name: str, title: str | None, path: str | None) -> str:
    return " · ".join(part for part in (name, title, path) if part)
