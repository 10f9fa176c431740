"""What a detector says of the clip, after the judgement: its opinion, where it looked, how often it errs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from game.detector.opinion import Detector, Opinion, detector
from game.errors import ChinmiError
from game.i18n import Translator, percent
from game.quiz.duel import Duel, compare, nearer
from game.ui.geometry import Box
from game.ui.layout import Node, column, fixed, flex, item, row, split
from game.ui.painter import Painter
from game.ui.presets import screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.text_page import TextPage
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button
from game.ui.widgets.stage import Stage, stage_tag
from game.ui.worker import Worker

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.play.controller import Play

UNSURE: Final = (0.42, 0.58)
"""Between these the detector is said not to know."""
VEIL: Final = 150
"""The opacity, of 255, of a cell that did not count; the one that counted most is clear."""


class SecondOpinion:
    """The detector's opinion on the clip on the table, worked out beside the screen where it is not known."""

    def __init__(self, play: Play, program: Detector | None = None) -> None:
        """`program` is the detector; None: the game's own."""
        self.program = program or detector()
        self.play = play
        self.clip: Clip = play.clip
        self.opinion = self.program.given(self.clip)
        self.failed = False
        self._looking: Worker[Opinion] | None = None

    def ask(self) -> None:
        """Let it look, unless it has, or the clip is a sound alone or cannot be played any more."""
        player = self.play.player
        if self.opinion is not None or self._looking is not None or self.clip.sound_only:
            return
        if player is None:
            self.failed = True
            return
        program, pack, clip, path = self.program, self.play.round.deal.pack, self.clip, player.path
        self._looking = Worker(lambda: program.look(pack, clip, path), self.play.context.wake)

    @property
    def looking(self) -> bool:
        """Tell whether it is still at work."""
        return self._looking is not None

    def update(self) -> bool:
        """Take the opinion over once it is there; tell whether something changed."""
        if self._looking is None or not self._looking.done:
            return False
        with suppress(ChinmiError, ValueError):
            self.opinion = self._looking.result()
        self.failed, self._looking = self.opinion is None, None
        return True

    def settle(self) -> None:
        """Wait until it has looked."""
        if self._looking is not None:
            self._looking.join()


def said(t: Translator, opinion: Opinion) -> str:
    """Return the opinion in hedged words, with its share."""
    low, high = UNSURE
    which = "manipulated" if opinion.p > high else "real" if opinion.p < low else "unsure"
    return t(f"detector.says.{which}", share=percent(t.language, opinion.p))


def detector_key(second: SecondOpinion | None, press: Callable[[], None]) -> Button | None:
    """Return the key that asks the detector; where both are compared, it says who was nearer."""
    if second is None:
        return None
    play, opinion = second.play, second.opinion
    t, words, answer = play.t, play.t("detector.key"), play.round.answer
    if play.level.detector and opinion is not None and answer is not None:
        who = nearer(answer.p, opinion.p, manipulated=play.clip.manipulated)
        words = t(f"detector.nearer.{who}", share=percent(t.language, opinion.p))
    return Button(name="detector", text=words, style="label", lines=2, press=press)


def beside_the_card(card: Widget, asking: Button | None, *, below: bool) -> Node:
    """Return the card of a reveal with the detector's key; `below` it where the key says who was nearer."""
    if asking is None or not below:
        return row(item(card, main=flex()), asking, gap="s")
    return column(card, item(asking, height=fixed("key")), gap="s")


def duel_of(play: Play, program: Detector | None = None) -> Duel:
    """Return how player and detector did on the clips of a session that both judged."""
    given = (program or detector()).given
    opinions = ((played.answer, given(played.deal.clip)) for played in play.session.scored)
    return compare((answer, said.p if said else None) for answer, said in opinions if answer is not None)


class DetectorScene(Scene):
    """The clip with what the detector looked at, and beside it what it says and how far to trust it."""

    name = "detector"

    def __init__(self, play: Play, second: SecondOpinion) -> None:
        self.play = play
        self.context = play.context
        self.second = second
        self.page = 0

    def enter(self) -> None:
        """Let the detector look."""
        self.second.ask()

    def on_back(self) -> None:
        """Back to the reveal."""
        self.context.stack.pop()

    def update(self, now: float) -> Change:
        """Show the opinion once it is there."""
        return Change.ALL if self.second.update() else Change.NONE

    def next_due(self, now: float) -> float | None:
        """Look again soon while it is at work."""
        return 0.1 if self.second.looking else None

    def settle(self) -> None:
        """Wait for the opinion."""
        self.second.settle()

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, self.page + by)

    @property
    def t(self) -> Translator:
        """The texts, for a filmed person or a computer-made actor."""
        return self.context.t.about(virtual=self.play.virtual, voice=self.play.voice)

    def lines(self) -> list[tuple[str, str]]:
        """Return (heading, text) of each fact: what it says, where it looked, its mistakes, its limits."""
        t, second = self.t, self.second
        if second.clip.sound_only:
            return [(t("detector.deaf"), t("detector.deaf_text"))]
        if second.opinion is None:
            return [(t("detector.failed" if second.failed else "detector.looking"), "")]
        return [
            (said(t, second.opinion), t("detector.not_the_truth")),
            (t("detector.where"), t(f"detector.where.{second.opinion.family}")),
            (t("detector.wrong"), self._mistakes()),
            (t("detector.not_taught"), self._limits()),
        ]

    def _mistakes(self) -> str:
        told = self.second.program.mistakes(self.play.round.deal.pack)
        if told is None:
            return self.t("detector.wrong.uncounted")
        return self.t(
            "detector.wrong.counted",
            false=told.false_alarms,
            real=told.real,
            missed=told.missed,
            manipulated=told.manipulated,
        )

    def _limits(self) -> str:
        file, guide = self.second.program.file, self.context.guide
        taught, unseen = file.taught, file.unseen
        names = (guide.kinds[kind].name.get(self.t.language) for kind in file.kinds if kind in guide.kinds)
        return self.t(
            "detector.not_taught_text",
            kinds=", ".join(names),
            found=taught.manipulated - taught.missed,
            taught=taught.manipulated,
            others=unseen.manipulated - unseen.missed,
            unseen=unseen.manipulated,
        )

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the clip with the heat, the page."""
        t = self.t
        bar = top_bar(t, t("detector.title"), t("detector.subtitle"), back=self.on_back)
        page = TextPage(self.lines(), self.page, self.turn, t)
        stage = None if self.second.clip.sound_only else item(self._stage(), main=flex(1, least="stage"))
        body = split(stage, item(page, main=flex(1)), gap="gutter")
        return screen(bar, item(body, main=flex())).place(layout, layout.area)

    def _stage(self) -> Stage:
        player = self.play.player
        return Stage(
            name="stage",
            live=True,
            picture=lambda: player.frame if player is not None else None,
            aspect=self.second.clip.aspect,
            overlay=self._over,
            waiting=self.context.t("reveal.clip_lost") if player is None else "",
            spoken=self.t("detector.where"),
        )

    def _over(self, p: Painter, clip: Box) -> None:
        """Darken what did not count: in the same way whatever the clip is."""
        opinion = self.second.opinion
        if opinion is None:
            return
        rows = len(opinion.heat)
        high, wide = clip.h / rows, clip.w / rows
        for y, cells in enumerate(opinion.heat):
            for x, heat in enumerate(cells):
                cell = Box(clip.x + x * wide, clip.y + y * high, wide, high)
                p.veil(cell, p.palette.room0, round(VEIL * (1 - heat)))
        stage_tag(p, clip, "eye", self.t("detector.looked_here"), p.palette.player)
