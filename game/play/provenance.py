"""Where a clip comes from: source, licence, consent, what was done - on a card and in full."""

from __future__ import annotations

from collections.abc import Sequence

from game.i18n import Translator
from game.packs.policy import consent_level
from game.play.context import Context
from game.play.controller import Provenance
from game.ui.layout import flex, item
from game.ui.presets import TextPage, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget

CONSENT_ICONS = {"altering": "consent", "filming": "person", "no-faces": "info", "ask": "warning"}


def person_words(t: Translator, person: str) -> str:
    """Return who is in a clip: `actor-5` and `talker-a` by number or letter, other ids as they are."""
    tail = person.rpartition("-")[2]
    if len(tail) <= 2:
        return t("provenance.person_number", n=tail.upper())
    return t("provenance.person", person=person)


def provenance_lines(context: Context, provenance: Provenance) -> tuple[str, str]:
    """Return the card's two lines: data set, person and licence; consent and what we did."""
    t, pack, clip = context.t, provenance.pack.pack, provenance.clip
    licence = ", ".join(licence.name for licence in pack.licenses)
    upper = f"{pack.title.get(t.language)} · {person_words(t, clip.person)} · {licence}"
    consent = t(f"consent.basis.{pack.consent.basis}")
    done = t(f"provenance.method.{clip.method}") if clip.method else t("provenance.untouched")
    return upper, f"{consent} · {done}"


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
        t, pack, clip = self.context.t, self.provenance.pack.pack, self.provenance.clip
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
                _done(t, clip.method),
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


def _done(t: Translator, method: str | None) -> str:
    if method is None:
        return t("provenance.untouched")
    words = t(f"provenance.method.{method}")
    return f"{words}. {t('provenance.own_frames')}" if method == "self-blend" else words


def _licence(name: str, title: str | None, path: str | None) -> str:
    return " · ".join(part for part in (name, title, path) if part)
