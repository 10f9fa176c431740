"""The panels of a summary that several screens show: sharp eyes, which way one leans, how sure how right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from game.i18n import Translator, number, percent
from game.quiz import bands
from game.quiz.bands import BandEstimate, CountedFact
from game.quiz.discernment import CalibrationRow
from game.quiz.duel import Duel
from game.quiz.summary import Pairs
from game.ui.layout import Node, column, content, fixed, flex, item, row, spacer, stack
from game.ui.presets import icon_text, panel
from game.ui.widgets.controls import Label
from game.ui.widgets.figures import BandBars, LeaningDial, SurenessPlot

GUESSED: Final = 0.1
"""A count that guessing reaches more often than this may well be chance."""


class Told(Protocol):
    """The figures that these panels show, of clips or of posts."""

    @property
    def rounds(self) -> int:
        """How many answers count."""

    @property
    def sharpness(self) -> BandEstimate | None:
        """How sharp; None with too few answers."""

    @property
    def leaning(self) -> BandEstimate | None:
        """Which way one leans; None with too few answers."""

    @property
    def facts(self) -> tuple[CountedFact, ...]:
        """Both sorts of mistakes."""

    @property
    def calibration(self) -> tuple[CalibrationRow, ...]:
        """How sure, how right."""


@dataclass(frozen=True, slots=True)
class PanelWords:
    """What the first two panels say: their heads, the band, the likely range, the mistakes, "not enough"."""

    sharp: str
    band: str
    spread: str
    dial: str
    facts: str
    none: str


def clip_words(t: Translator, told: Told) -> PanelWords:
    """Return the words for clips."""
    return PanelWords(
        sharp=t("summary.sharp"),
        band=t(f"band.dprime.{told.sharpness.band}") if told.sharpness else "",
        spread=t("summary.range", n=told.rounds),
        dial=t("summary.dial"),
        facts="\n".join(t(f"fact.{fact.id}", n=fact.count, of=fact.of) for fact in told.facts),
        none=t("summary.not_enough"),
    )


def sharp_panel(t: Translator, told: Told, words: PanelWords | None = None) -> Node:
    """Return how sharp the eyes are: a band in words, five bars, the likely range."""
    reading, said = told.sharpness, words or clip_words(t, told)
    title = icon_text("sharp.title", "eye", said.sharp, tone="text_mid", max_lines=1)
    if reading is None:
        none = Label(name="sharp.band", text=said.none, style="h2", floor=0.6, max_lines=2)
        return panel("sharp.panel", column(title, none, gap="xl"))
    band = Label(name="sharp.band", text=said.band, style="h1", floor=0.6, max_lines=1)
    bars = BandBars(
        name="sharp.bars",
        bars=len(bands.DPRIME_BANDS),
        chosen=bands.DPRIME_BANDS.index(reading.band),
        low=reading.low,
        high=reading.high,
        start=t("summary.like_guessing"),
        range=said.spread,
    )
    return panel(
        "sharp.panel", column(title, band, item(bars, height=flex(most="band_bars")), gap="xs"), around="l"
    )


def pairs_panel(t: Translator, pairs: Pairs) -> Node:
    """Return in how many pairs the edit was chosen, and whether guessing explains that."""
    title = icon_text("pairs.title", "eye", t("summary.pairs"), tone="text_mid", max_lines=1)
    right = t("summary.pairs_right", n=pairs.right, of=pairs.of)
    count = Label(name="pairs.count", text=right, style="h1", floor=0.6)
    which = "clear" if pairs.of and pairs.chance < GUESSED else "chance"
    words = Label(name="pairs.words", text=t(f"summary.pairs_{which}"), tone="text_mid", floor=0.7)
    return panel("pairs.panel", column(title, count, words, gap="m"), around="l")


def duel_panel(t: Translator, duel: Duel) -> Node:
    """Return who was nearer to the truth how often, and the Brier score of both."""
    title = icon_text("duel.title", "eye", t("summary.duel"), tone="text_mid", max_lines=1)
    if duel.you is None or duel.detector is None:
        return panel(
            "duel.panel", column(title, Label(name="duel.none", text=t("summary.duel_none")), gap="m")
        )
    won = t("summary.duel_nearer", you=duel.you_nearer, detector=duel.detector_nearer, of=duel.of)
    scores = [number(t.language, score, "0.00") for score in (duel.you, duel.detector)]
    words = t("summary.duel_brier", you=scores[0], detector=scores[1])
    return panel(
        "duel.panel",
        column(
            title,
            Label(name="duel.nearer", text=won, style="h3", floor=0.6),
            item(Label(name="duel.brier", text=words, tone="text_mid", floor=0.55), main=flex()),
            gap="m",
        ),
        around="l",
    )


def leaning_panel(t: Translator, told: Told, words: PanelWords | None = None) -> Node:
    """Return which way the player leans, with both sorts of mistakes in numbers."""
    reading, said = told.leaning, words or clip_words(t, told)
    leaning = said.none if reading is None else t(f"band.bias.{reading.band}")
    dial = LeaningDial(
        name="dial",
        at=None if reading is None else reading.at,
        balanced=t("summary.balanced"),
        trusting=t("summary.too_trusting"),
        suspicious=t("summary.too_suspicious"),
    )
    title = Label(name="dial.title", text=said.dial, tone="text_mid", floor=0.7, max_lines=1)
    band = Label(name="dial.band", text=leaning, style="h2", floor=0.6, max_lines=2)
    facts = Label(name="dial.facts", text=said.facts, style="caption", tone="text_mid", grow=False, floor=0.9)
    below = column(
        item(spacer(), height=fixed("icon")),
        item(band, height=content(least="leaning")),
        item(facts, height=content(least="facts")),
    )
    return panel(
        "dial.panel",
        stack(
            item(row(item(title, main=flex(0.55)), spacer(flex(0.45))), height=fixed("icon"), down="start"),
            row(item(below, main=flex()), item(dial, width=content()), gap="m"),
        ),
        around="l",
    )


def sureness_panel(t: Translator, told: Told) -> Node:
    """Return how sure the player was against how often that was right."""
    lines = told.calibration
    plot = SurenessPlot(
        name="calibration",
        scale=tuple((share, percent(t.language, share)) for share in (0.5, 0.75, 1.0)),
        points=tuple((t(f"sureness.{line.sureness}"), line.said, line.right, line.clips) for line in lines),
    )
    title, foot = t("summary.calibration"), t("summary.below_line")
    return panel(
        "calibration.panel",
        column(
            Label(name="calibration.title", text=title, tone="text_mid", max_lines=1, floor=0.7),
            item(plot, main=flex()),
            Label(name="calibration.foot", text=foot, style="caption", grow=False, floor=0.9),
            gap="s",
        ),
        around="l",
    )
