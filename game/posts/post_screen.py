"""What the screens of a post share: the bar, the post on its paper, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.media.clip import PlayerState
from game.play.clip_screen import ClipScreen
from game.play.clip_stage import ClipStage
from game.play.dialog import ask_to_leave
from game.play.hand_key import hand_key
from game.posts.feed_card import feed_card
from game.ui.layout import Node, fixed, item
from game.ui.presets import Bar, top_bar
from game.ui.widgets.progress import Pips, PointsCounter

if TYPE_CHECKING:
    from game.posts.play import PostPlay
    from game.ui.events import Key


class PostScreen(ClipScreen):
    """A screen with a post. The clip is silent: its words are not those of the post."""

    def __init__(self, play: PostPlay) -> None:
        super().__init__(play)
        self.play = play
        self.page = 0

    # -- the clip ----------------------------------------------------------------------------------

    def caption(self) -> str:
        """Return nothing: what the actor says does not belong to the post."""
        return ""

    def toggle_play(self) -> None:
        """Play or pause; a picture stays as it is."""
        if not self.play.post.still:
            super().toggle_play()

    def resume(self) -> None:
        """Let the clip run on."""
        player = self.player
        if player is not None and not self.play.post.still and player.state is PlayerState.PAUSED:
            player.play()

    def on_key(self, key: Key) -> bool:
        """No single frames and no loupe: the question is another one."""
        return False

    def more(self) -> None:
        """Turn to the next page of the caption."""
        self.page += 1

    # -- the way out -------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Ask before a row of posts is left."""
        if self.play.options.leave is not None:
            self.play.close()
            self.play.options.leave()
            return
        stack = self.context.stack

        def leave() -> None:
            stack.pop()
            self.play.close()
            stack.pop()

        words = self.t("leave.title"), self.t("posts.leave_text"), self.t("leave.leave")
        ask_to_leave(self.context, *words, leave)

    # -- pieces ------------------------------------------------------------------------------------

    def bar(self) -> Bar:
        """Return the bar with the number of the post, the points and the pips."""
        play, t = self.play, self.t
        total, done = len(play.dealt), len(play.answers)
        alone = total == 1
        return top_bar(
            t,
            play.options.title or t("posts.title"),
            t("posts.alone") if alone else t("posts.of", n=play.at + 1, total=total),
            back=self.on_back,
            settings=self.open_settings,
            hand=hand_key(self.context),
            right=None
            if alone
            else item(PointsCounter(name="points", points=play.points), width=fixed("points")),
            progress=None
            if alone
            else Pips(name="pips", length=total, done=done, current=None if done > play.at else play.at),
        )

    def card(self) -> Node:
        """Return the post."""
        return feed_card(self.t, self.play.post, ClipStage(self.stage), self.page, self.more)
