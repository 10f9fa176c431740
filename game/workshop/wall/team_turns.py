"""Teams at one screen: each answers, confirms, and hands over; until the next one begins it may change."""

from __future__ import annotations

from functools import partial
from typing import Literal

from game.quiz.judgement import STEP_IDS
from game.ui.layout import Node, column, content, flex, grid, item, spacer
from game.ui.presets import key_row, primary, secondary
from game.ui.widgets.controls import Label
from game.ui.widgets.judging import ScaleKey
from game.workshop.room import CastVote, Close, Vote
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen

TurnStage = Literal["come", "choose", "point"]
"""A team is asked to the screen, chooses a step, or points."""


class TeamScreen(WorkshopScreen):
    """A question that teams may answer in turn at this screen; the votes of others never show meanwhile."""

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        voted = [seat for seat in teaching.room.ballot() if seat.startswith("team-")]
        self.team = 0 if teaching.looking_again else len(voted)
        """Whose turn it is, from 0; after a restart the first that has not voted."""
        self.stage_of_turn: TurnStage = "come" if self.team or teaching.looking_again else "choose"
        self.step_of_team = 0
        self.tap: tuple[float, float] | None = None

    @property
    def spot(self) -> bool:
        """Tell whether the class points at what it sees."""
        ask = self.teaching.room.ask
        return ask is not None and ask.spot

    @property
    def suspects(self) -> bool:
        """Tell whether the team's step leads on to pointing."""
        ask = self.teaching.room.ask
        return self.step_of_team > 0 and ask is not None and ask.points(self.step_of_team)

    def close_vote(self) -> None:
        """End the vote."""
        if self.player is not None:
            self.player.pause()
        self.teaching.do(Close())

    # -- a turn ------------------------------------------------------------------------------------

    @property
    def pointing(self) -> bool:
        """Tell whether a team is to point at the picture."""
        return self.teaching.voting.hot_seat and self.stage_of_turn == "point"

    @property
    def all_voted(self) -> bool:
        """Tell whether every team has had its turn."""
        return self.team >= self.teaching.voting.teams

    def choose(self, step: int) -> None:
        """Mark the team's step; another one may still be chosen."""
        self.step_of_team = step

    def confirm(self) -> None:
        """Go from the step to the place, where there is one to find; else hand over."""
        if not self.step_of_team:
            return
        if self.stage_of_turn == "choose" and self.suspects:
            self.stage_of_turn = "point"
            if self.player is not None:
                self.player.pause()
                self.player.seek(self.teaching.moment)
            return
        self.hand_over()

    def to_steps(self) -> None:
        """Let the team choose its step anew."""
        self.stage_of_turn, self.tap = "choose", None

    def hand_over(self) -> None:
        """Keep the team's vote and ask the next one to the screen."""
        room, seat = self.teaching.room, f"team-{self.team + 1}"
        before = room.ballot().get(seat)
        tap = self.tap if self.pointing else None
        vote = Vote(1 if before is None else before.rev + 1, self.step_of_team, tap)
        self.teaching.do(CastVote(seat, room.at, vote))
        if self.teaching.room.ballot().get(seat) != vote:
            return  # it could not be written, and the teacher is asked
        self._turn_of(self.team + 1, "come")
        if self.player is not None:
            self.player.pause()

    def undo(self) -> None:
        """Let the team before choose anew; what it had chosen is not shown."""
        self._turn_of(max(0, self.team - 1), "choose")

    def here(self) -> None:
        """Begin the turn of a team: it sees the clip from the start."""
        self._turn_of(self.team, "choose")
        self.replay()

    def _turn_of(self, team: int, stage: TurnStage) -> None:
        self.team, self.stage_of_turn, self.step_of_team, self.tap = team, stage, 0, None

    # -- layout ------------------------------------------------------------------------------------

    def hand_over_panel(self) -> Node:
        """Return who is asked to the screen, or that all have answered; the way on, and the way back."""
        t = self.t
        if self.all_voted:
            title, how = t("workshop.teams_done"), t("workshop.teams_done_text")
            on = primary("close", t("workshop.close"), self.close_vote, first=True, shortcuts=("pagedown",))
        else:
            title, how = t("workshop.team_come", n=self.team + 1), t("workshop.team_come_text")
            on = primary("here", t("workshop.team_here"), self.here, first=True, shortcuts=("pagedown",))
        back = None
        if self.team:
            words = t("workshop.team_undo", n=self.team)
            back = secondary("undo", words, self.undo, icon="replay", shortcuts=("backspace",))
        return column(
            Label(name="title", text=title, style="h1", floor=0.7, max_lines=2),
            Label(name="how", text=how, style="lead"),
            spacer(),
            None if back is None else key_row(item(back, main=flex())),
            key_row(item(on, main=flex()), height="action"),
            gap="m",
        )

    def turn_panel(self, who: Label | None) -> Node:
        """Return whose turn it is, and the six keys, or the way on while the team points.

        `who` stands in the place of how to choose.
        """
        t = self.t
        how = t("workshop.team_point") if self.pointing else t("workshop.team_choose")
        about = Label(name="how", text=how, style="lead", floor=0.7) if who is None or self.pointing else who
        return column(
            Label(name="title", text=t("workshop.team_turn", n=self.team + 1), style="h1", max_lines=1),
            item(about, height=content(most="heading")),
            spacer() if self.pointing else item(self._scale(), main=flex()),
            self.turn_keys(),
            gap="m",
        )

    def turn_keys(self) -> Node:
        """Return the key that confirms, and while the team points the way back to the steps."""
        t = self.t
        if self.pointing:
            words = t("workshop.team_done" if self.tap is not None else "spot.cant_tell")
        else:
            words = t("workshop.team_where" if self.suspects else "workshop.team_confirm")
        on = primary(
            "hand-over" if self.pointing else "confirm",
            words,
            self.confirm,
            enabled=self.step_of_team > 0,
            first=True,
            shortcuts=("return", "pagedown"),
        )
        back = None
        if self.pointing:
            words = t("workshop.team_steps")
            back = secondary("steps", words, self.to_steps, icon="replay", shortcuts=("backspace",))
        return key_row(
            None if back is None else item(back, main=flex(0.8)), item(on, main=flex()), height="action"
        )

    def _scale(self) -> Node:
        keys = [
            ScaleKey(
                name=f"step-{step}",
                step=step,
                text=self.t(f"step.{id_}"),
                on=step == self.step_of_team,
                tick_inside=True,
                press=partial(self.choose, step),
                shortcuts=(str(step),),
            )
            for step, id_ in enumerate(STEP_IDS, 1)
        ]
        return grid(keys, 3, gap="m")
