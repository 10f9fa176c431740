"""A pair on the wall: both films go round and round in step, and the class votes which one was altered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, split, stack
from game.ui.presets import screen
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.judging import mark_cross
from game.workshop.class_pairs import side_of
from game.workshop.room import STEPS
from game.workshop.wall.class_drawing import LETTERS, Seal, StepGround
from game.workshop.wall.naming import step_words
from game.workshop.wall.pair_screen import ClassPairScreen
from game.workshop.wall.vote import VoteScene

if TYPE_CHECKING:
    from game.quiz.answer import Side
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.scene import Layout
    from game.ui.widgets.base import Widget


class PairVoteScene(ClassPairScreen, VoteScene):
    """One pair. A team at this screen points at the film that it chose, be it the edit or the original."""

    name = "workshop-pair"

    @property
    def side_of_team(self) -> Side | None:
        """The film that the team whose turn it is calls the edit."""
        return side_of(self.step_of_team) if self.step_of_team else None

    def enter(self) -> None:
        """Let both go round and round; with teams as soon as the next one is there."""
        if self.player is not None:
            self.player.set_loop(True)
        super().enter()

    # -- a team points -----------------------------------------------------------------------------

    def lights(self, side: Side) -> bool:
        """Light the film at which a team is to point."""
        return self.pointing and side == self.side_of_team

    def drag_on(self, side: Side, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Take a team's mark on the film that it chose, and none on the other."""
        if not self.pointing or self.loupe_on or side == self.side_of_team:
            self.on_stage_drag(phase, x, y)

    def draw_on(self, side: Side, p: Painter, clip: Box) -> None:
        """Draw which film it is, and the team's mark."""
        super().draw_on(side, p, clip)
        if self.lights(side) and self.tap is not None:
            mark_cross(p, clip.x + self.tap[0] * clip.w, clip.y + self.tap[1] * clip.h)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Both films; below them how many have voted, the letters of the cards, or the team's turn."""
        teams = self.teaching.voting.hot_seat
        foot = self._turn(layout) if teams else self._room(layout)
        waits = teams and self.stage_of_turn == "come"
        return screen(
            self.bar(),
            None if waits else item(self._title(), height=content(most="heading")),
            item(self.stages(), main=flex()),
            foot,
            gap="m",
        ).place(layout, layout.area)

    def _title(self) -> Label:
        """Return the question, whose turn it is, and over the first computer-made actor who is seen."""
        t, words = self.t, self.t("pair.title")
        if self.teaching.voting.hot_seat:
            words = f"{t('workshop.team_turn', n=self.team + 1)}: {words}"
        if self.pointing:
            words = t("workshop.pair_point")
        elif self.teaching.lesson.introduces(self.teaching.room.at):
            words = f"{words} {t('watch.virtual')}"
        return Label(name="title", text=words, style="h2", floor=0.6, max_lines=2)

    def _room(self, layout: Layout) -> Node:
        """Return how many have voted, the keys of both films, and those of the vote."""
        count = Seal(name="count", live=True, icon="team", words=self._told)
        counted = item(row(item(count, main=flex()), self._ring(), gap="m"), height=fixed("action"))
        return column(
            self._cards(layout) if self.teaching.voting.phones is None else None,
            split(
                item(self._transport(sound=False), main=layout.choose(flex(), fixed("action"))),
                item(column(counted), main=layout.choose(flex(0.8), fixed("action"))),
                gap="l",
            ),
            item(self._keys(), height=fixed("action")),
            gap="m",
        )

    def _cards(self, layout: Layout) -> Node:
        """Return what each card says of this question, below the film that it means."""
        cards = [self._card(step, words) for step, words in enumerate(step_words(self.t, self.teaching.item))]
        return item(_below(cards, down=layout.portrait), height=fixed(layout.choose("key", "cards_below")))

    @staticmethod
    def _card(step: int, words: str) -> Node:
        label = Label(
            name=f"card-{step + 1}",
            text=f"{LETTERS[step]} · {words}",
            style="strong",
            tone="ink",
            valign="centre",
            floor=0.6,
            max_lines=2,
        )
        return stack(StepGround(name=f"card-{step + 1}.ground", step=step), pad(label, x="m"))

    def _turn(self, layout: Layout) -> Node:
        """Return what a team needs: the hand-over, the six steps, or the way on while it points."""
        if self.stage_of_turn == "come":
            return item(self.hand_over_panel(), main=flex())
        if self.pointing:
            return item(self.turn_keys(), height=fixed("action"))
        return column(
            item(self._steps(), height=fixed("action")),
            split(
                item(self._transport(sound=False), main=layout.choose(flex(), fixed("action"))),
                item(self.turn_keys(), main=layout.choose(flex(0.8), fixed("action"))),
                gap="l",
            ),
            gap="m",
        )

    def _steps(self) -> Node:
        """Return the six steps, three below each film."""
        keys = [
            Button(
                name=f"step-{step}",
                text=words,
                style="label",
                lines=2,
                on=step == self.step_of_team,
                press=partial(self.choose, step),
                shortcuts=(str(step),),
            )
            for step, words in enumerate(step_words(self.t, self.teaching.item), 1)
        ]
        return _below(keys)


def _below(six: Sequence[Node | Widget], *, down: bool = False) -> Node:
    """Return six parts, three below each film: side by side, or one below the other."""
    halves = (six[: STEPS // 2], six[STEPS // 2 :])
    line = column if down else row
    below = (line(*(item(one, main=flex()) for one in half), gap="m") for half in halves)
    return row(*(item(half, main=flex()) for half in below), gap="l")
