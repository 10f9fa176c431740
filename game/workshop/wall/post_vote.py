"""A post on the wall: the class talks, the teacher opens checks, everybody votes whether to share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from game.play.clip_stage import ClipStage
from game.posts.checks_panel import OpenChecks, checks_panel
from game.posts.feed_card import feed_card
from game.posts.model import Post
from game.posts.reader import read_feed
from game.posts.share_scale import share_scale
from game.quiz.posts import CHECKS
from game.ui.layout import Node, column, content, fixed, flex, item, row, split
from game.ui.presets import key_row, screen, secondary
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label
from game.workshop.wall.class_drawing import Seal
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.vote import VoteScene


class PostVoteScene(VoteScene):
    """One post. With teams at this screen, checks and steps take turns on its right half."""

    name = "workshop-post"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.shown: str | None = teaching.opened[-1] if teaching.opened else None
        self.sheet = 0
        self.page = 0
        self.voting = False
        """Whether a team is choosing its step."""

    @property
    def post(self) -> Post:
        """The post on the wall."""
        return read_feed().posts[self.teaching.post.post]

    def enter(self) -> None:
        """Let the clip run round and round, without its sound: what is said is not the post's."""
        if self.player is not None:
            self.player.set_loop(True)
            if not self.post.still:
                self.player.play()

    def caption(self) -> str:
        """Return nothing: what the actor says does not belong to the post."""
        return ""

    # -- actions -----------------------------------------------------------------------------------

    def open_check(self, check: str) -> None:
        """Open a check for all to see, or show it again; three at most."""
        teaching = self.teaching
        if check not in teaching.opened and len(teaching.opened) < CHECKS:
            teaching.opened = (*teaching.opened, check)
        if check in teaching.opened:
            self.shown, self.sheet = check, 0

    def turn(self) -> None:
        """Turn to the next page of what a check shows."""
        self.sheet += 1

    def more(self) -> None:
        """Turn to the next page of the caption."""
        self.page += 1

    def toggle_voting(self) -> None:
        """Show a team the steps, or the checks again."""
        self.voting = not self.voting

    def hand_over(self) -> None:
        """Keep the team's vote; the next team begins at the checks."""
        self.voting = False
        super().hand_over()

    def replay(self) -> None:
        """Let the clip run again; a post that is a picture stands still."""
        if not self.post.still:
            super().replay()

    # -- the teacher's page ------------------------------------------------------------------------

    def glance(self) -> object:
        """Look at the opened checks as well, for the teacher's page."""
        return super().glance(), self.teaching.opened

    def checks_told(self) -> Sequence[tuple[str, bool]]:
        """Return the checks in the order of their keys."""
        checks, opened = read_feed().checks, self.teaching.opened
        return [(kind.title.get(self.t.language), name in opened) for name, kind in checks.items()]

    def obey(self, wish: str) -> bool:
        """Open the check that the teacher's page names by its number."""
        known = {f"check-{number}": name for number, name in enumerate(read_feed().checks, 1)}
        if wish not in known:
            return super().obey(wish)
        self.open_check(known[wish])
        return True

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the post; beside (upright: below) it how many have voted, and the checks."""
        card = feed_card(self.t, self.post, ClipStage(self.stage), self.page, self.more, large=True)
        beside = self._team() if self.teaching.voting.hot_seat else self._room(layout)
        body = split(item(card, main=flex(1.05)), item(beside, main=flex()), gap="gutter")
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _title(self) -> Label:
        words = self.t("posts.question_share")
        if self.teaching.voting.hot_seat:
            words = f"{self.t('workshop.team_turn', n=self.team + 1)}: {words}"
        return Label(name="title", text=words, style="h2", floor=0.7, max_lines=2)

    def _checks(self) -> Node:
        state = OpenChecks(self.teaching.opened, self.shown, self.sheet)
        return checks_panel(self.t, read_feed(), self.post, state, self.open_check, self.turn)

    def _room(self, layout: Layout) -> Node:
        title = self._title()
        if layout.cramped:
            title = replace(title, style="h3", max_lines=1)
        count = Seal(name="count", live=True, icon="team", words=self._told)
        return column(
            item(title, height=content(most="heading")),
            item(row(item(count, main=flex()), self._ring()), height=fixed("key")),
            item(self._checks(), main=flex()),
            self._keys(),
            gap="m",
        )

    def _team(self) -> Node:
        if self.stage_of_turn == "come":
            return self.hand_over_panel()
        words = self.t("posts.to_checks" if self.voting else "posts.to_steps")
        turn = secondary("turn", words, self.toggle_voting, icon="replay" if self.voting else "next")
        scale = share_scale(self.t, self.step_of_team or None, self.choose)
        return column(
            item(self._title(), height=content(most="heading")),
            item(scale if self.voting else self._checks(), main=flex()),
            key_row(item(turn, main=flex())),
            self.turn_keys() if self.voting else None,
            gap="m",
        )
