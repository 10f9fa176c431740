"""The evidence on the reveal: the truth's outline, the player's marks, the wipe, and their tags."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.content.guide import Guide
from game.content.models import Artefact, Clip
from game.content.regions import Polygon, polygon_at
from game.i18n import Translator
from game.quiz.rounds import Round
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.widgets.controls import tag
from game.ui.widgets.judging import mark_cross

SLACK = 0.02
"""Seconds around an interval within which its outline still shows: less than a frame."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Draws on the picture in box `clip` of the stage in box `stage`, at `time` seconds of the clip."""

    p: Painter
    t: Translator
    guide: Guide
    played: Round
    stage: Box
    clip: Box
    time: float

    @property
    def record(self) -> Clip:
        """The clip that was played."""
        return self.played.deal.clip

    def original(self, frame: pygame.Surface | None, wipe: float) -> None:
        """Draw the original over the left `wipe` (0..1) of the picture."""
        if frame is not None:
            with self.p.clipped(Box(self.clip.x, self.clip.y, self.clip.w * wipe, self.clip.h)):
                self.p.image(frame, self.clip)

    def wipe_handle(self, wipe: float) -> None:
        """Draw the line between original and edit, with its handle."""
        p, clip = self.p, self.clip
        x, y = clip.x + clip.w * wipe, clip.y + clip.h * 0.86
        p.outline([(x, clip.y), (x, clip.bottom)], p.palette.player, 4, closed=False, halo=8)
        p.disc(x, y, 32, p.palette.halo)
        p.disc(x, y, 28, "#FFFFFF")
        p.icon("wipe", x, y, 34, "#17181A")

    def outlines(self, share: float) -> None:
        """Draw the truth's outlines that are visible now; `share` (0..1) of each while it is drawn on."""
        for i, artefact in enumerate(self.record.artefacts):
            outline = polygon_at(artefact.region, self.time, self.record.aspect)
            start, end = artefact.interval
            if outline is None or not start - SLACK <= self.time <= end + SLACK:
                continue
            points = [self._at(x, y) for x, y in outline]
            shown = points if share >= 1.0 else points[: max(2, round(len(points) * share))]
            self.p.outline(shown, self.p.palette.truth, 4, halo=8, closed=share >= 1.0)
            if share >= 1.0:
                self._truth_tag(artefact, outline, i)

    def marks(self) -> None:
        """Draw where the player pointed; the mark that hit carries a tick."""
        placed = [m for m in self.played.marks if not m.timed]
        answer = self.played.answer
        for i, mark in enumerate(placed):
            x, y = self._at(mark.x, mark.y)
            mark_cross(self.p, x, y, radius=16)
            words = self.t("spot.you") if len(placed) == 1 else f"{self.t('spot.you')} {i + 1}"
            wide, _ = self.p.measure(words, "label", grow=False)
            left = x + 40 + wide + 62 > self.clip.right
            icon = "check" if answer is not None and answer.hit == i else "target"
            tag(self.p, x - 40 if left else x + 40, y - 19, icon, words, self.p.palette.player, right=left)

    def labels(self, *, wiped: bool) -> None:
        """Draw which side is which, or that nothing was changed."""
        p, c, stage = self.p, self.p.palette, self.stage
        left, right, y = stage.x + 28, stage.right - 28, stage.y + 28
        if not self.record.manipulated:
            tag(p, left, y, "real", self.t("reveal.nothing_changed"), c.real.on_dark)
            return
        if wiped:
            tag(p, left, y, "real", self.t("reveal.original"), c.real.on_dark)
        words, colour = self.t("verdict.manipulated"), c.manipulated.on_dark
        tag(p, right, y, "manipulated", words, colour, right=True)

    def _at(self, u: float, v: float) -> tuple[float, float]:
        return self.clip.x + u * self.clip.w, self.clip.y + v * self.clip.h

    def _truth_tag(self, artefact: Artefact, outline: Polygon, index: int) -> None:
        p, stage = self.p, self.stage
        kind = self.guide.kinds[artefact.kind]
        y = stage.y + 76 + index * 48
        words = kind.name.get(self.t.language)
        wide, _ = p.measure(words, "label", grow=False)
        corner = (stage.right, y)
        target = min((self._at(u, v) for u, v in outline), key=lambda q: _gap(q, corner))
        if target[1] > y + 42:
            start = (stage.right - 28 - (wide + 62) * 0.4, y + 38)
            p.outline([start, target], p.palette.truth, 4, closed=False, halo=8)
        tag(p, stage.right - 28, y, kind.icon, words, p.palette.truth, right=True)


def _gap(a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
