"""The evidence on the reveal: the truth's outline, the player's marks, the wipe, and their tags."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist

from game.content.guide import Guide
from game.content.models import Artefact, Clip
from game.content.regions import Polygon, polygon_at
from game.i18n import Translator
from game.play.explanation import nothing_changed, trace_name
from game.quiz.rounds import Round
from game.ui.geometry import Box
from game.ui.painter import Paintable, Painter
from game.ui.widgets.judging import mark_ring, mark_with_tag
from game.ui.widgets.stage import MOUNT, stage_tag, stage_tag_box

SLACK = 0.02
"""Seconds around an interval within which its outline still shows: less than a frame."""

HANDLE_AT = 0.86
"""How far down the picture the handle of the wipe is."""
CLICK_SECONDS = 0.5
"""Seconds before and after a viewer's click in which it shows."""
LEADER_AT = 0.6
"""Where on the lower edge of a tag its line begins."""


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

    def original(self, picture: Paintable | None, wipe: float) -> None:
        """Draw the original over the left `wipe` (0..1) of the picture."""
        if picture is not None:
            with self.p.clipped(self.clip.left(self.clip.w * wipe)):
                self.p.picture(picture, self.clip)

    def wipe_handle(self, wipe: float) -> None:
        """Draw the line between original and edit, with its handle."""
        p, clip = self.p, self.clip
        x, y = self._at(wipe, HANDLE_AT)
        self._line([(x, clip.y), (x, clip.bottom)], p.palette.player)
        size = p.length("key") / 2
        p.disc(x, y, size, p.palette.halo)
        p.disc(x, y, size - p.look.theme.stroke.core, p.palette.player)
        p.icon("wipe", x, y, p.length("icon"), p.palette.halo)

    def outlines(self, share: float) -> None:
        """Draw the truth's outlines that are visible now; `share` (0..1) of each while it is drawn on."""
        for i, artefact in enumerate(self.record.artefacts):
            outline = polygon_at(artefact.region, self.time, self.record.aspect)
            start, end = artefact.interval
            if outline is None or not start - SLACK <= self.time <= end + SLACK:
                continue
            points = [self._at(x, y) for x, y in outline]
            shown = points if share >= 1.0 else points[: max(2, round(len(points) * share))]
            self._line(shown, self.p.palette.truth, closed=share >= 1.0)
            if share >= 1.0:
                self._truth_tag(artefact, outline, i)

    def marks(self) -> None:
        """Draw where the player pointed; the mark that hit carries a tick."""
        placed = [m for m in self.played.marks if not m.timed]
        answer = self.played.answer
        for i, mark in enumerate(placed):
            words = self.t("spot.you") if len(placed) == 1 else f"{self.t('spot.you')} {i + 1}"
            icon = "check" if answer is not None and answer.hit == i else "target"
            mark_with_tag(self.p, self.clip, (mark.x, mark.y), icon, words, small=True)

    def clicks(self) -> None:
        """Draw where viewers clicked about now; one tag says whose rings they are."""
        p, viewers = self.p, self.record.viewers
        near = [one for one in viewers.clicks if abs(one.t - self.time) <= CLICK_SECONDS] if viewers else []
        for one in near:
            mark_ring(p, *self._at(one.x, one.y), p.palette.truth, p.length("mark_small"))
        if near:
            stage_tag(p, self.stage.inset(MOUNT), "team", self.t("reveal.viewers.clicked"), line=1)

    def labels(self, *, wiped: bool) -> None:
        """Draw which side is which, or that nothing was changed."""
        p, c, stage = self.p, self.p.palette, self.stage.inset(MOUNT)
        if not self.record.manipulated:
            stage_tag(p, stage, "real", nothing_changed(self.t, self.record), c.real.on_dark)
            return
        if wiped:
            stage_tag(p, stage, "real", self.t("reveal.original"), c.real.on_dark)
        words, colour = self.t("verdict.manipulated"), c.manipulated.on_dark
        stage_tag(p, stage, "manipulated", words, colour, right=True)

    def original_alone(self) -> None:
        """Say that the whole picture is the original's."""
        stage_tag(
            self.p, self.stage.inset(MOUNT), "real", self.t("reveal.original"), self.p.palette.real.on_dark
        )

    def question(self, cross: tuple[float, float] | None, *, wiped: bool) -> None:
        """Ask where it is, and draw the cross that the keys move."""
        words = self.t("reveal.where_is_it")
        stage_tag(self.p, self.stage.inset(MOUNT), "target", words, line=1 if wiped else 0)
        if cross is not None:
            mark_with_tag(self.p, self.clip, cross, "target", self.t("spot.you"), small=True)

    def _at(self, u: float, v: float) -> tuple[float, float]:
        return self.clip.x + u * self.clip.w, self.clip.y + v * self.clip.h

    def _line(self, points: list[tuple[float, float]], colour: str, *, closed: bool = False) -> None:
        stroke = self.p.look.theme.stroke
        self.p.outline(points, colour, stroke.core, halo=stroke.halo, closed=closed)

    def _truth_tag(self, artefact: Artefact, outline: Polygon, index: int) -> None:
        """Name the tell-tale below the verdict's tag, with a line to its outline."""
        p, stage = self.p, self.stage.inset(MOUNT)
        trace, colour = trace_name(self.t, self.guide, artefact), p.palette.truth
        words = trace.name
        box = stage_tag_box(p, stage, words, right=True, line=index + 1)
        corner = (self.stage.right, box.y)
        target = min((self._at(u, v) for u, v in outline), key=lambda q: dist(q, corner))
        if target[1] > box.bottom:
            self._line([(box.x + box.w * LEADER_AT, box.bottom), target], colour)
        stage_tag(p, stage, trace.icon, words, colour, right=True, line=index + 1)
