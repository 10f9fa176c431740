"""Posts being played: what is on the table, its clip, and which screen comes next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError, StoreError
from game.play.context import JustJudged
from game.play.explanation import picture_step, share_step
from game.play.opening_clip import open_player
from game.play.unsaved import AnswerKeeper
from game.posts.reader import Feed, read_feed
from game.quiz.posts import PostAnswer
from game.records.values import SessionRecord

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.i18n import Translator
    from game.media.clip import ClipPlayer
    from game.play.context import Context
    from game.posts.dealing import DealtPost
    from game.posts.model import Post
    from game.quiz.posts import PostRound
    from game.ui.scene import Scene

log = logging.getLogger("chinmi.posts")
LEVEL: Final = "posts"
"""The level under which practice with posts is stored."""


class PostPhase(StrEnum):
    """Where a post is."""

    LOOK = "look"
    PICTURE = "picture"
    SHARE = "share"
    REVEAL = "reveal"
    DONE = "done"


PostSceneOf = Callable[["PostPlay"], "Scene"]


@dataclass(frozen=True, slots=True)
class PostOptions:
    """What a row of posts does otherwise than practice at home."""

    level: str = LEVEL
    title: str = ""
    """The words of the bar; empty: those of the practice."""
    kept: bool = True
    """Whether the answers are stored; a kiosk keeps none."""
    on_top: bool = True
    """Whether the first screen lies on the present one; else it takes its place."""
    leave: Callable[[], None] | None = None
    """Out of it without a question; None: a session, which asks first."""
    on_end: Callable[[], None] | None = None
    """What follows instead of a screen at the end."""
    on_answer: Callable[[PostAnswer], None] = lambda _answer: None


class PostPlay:
    """One row of posts on screen. Scenes read `round` and `player` and call what follows."""

    virtual = True
    voice = False

    def __init__(
        self,
        context: Context,
        dealt: Sequence[DealtPost],
        scenes: Mapping[PostPhase, PostSceneOf],
        options: PostOptions | None = None,
    ) -> None:
        """`dealt` are one post or more."""
        self.context = context
        self.dealt = tuple(dealt)
        self.scenes = scenes
        self.options = options or PostOptions()
        self.feed: Feed = read_feed()
        self.session = context.new_id()
        self.at = 0
        self.round: PostRound = self.dealt[0].round
        self.shown: str | None = None
        """The check whose card lies open."""
        self.answers: tuple[PostAnswer, ...] = ()
        self.player: ClipPlayer | None = None
        self._keeper = AnswerKeeper(context, self._store, self._tell)
        self._since = 0.0
        self._on_screen = False

    # -- what is on the table ----------------------------------------------------------------------

    @property
    def t(self) -> Translator:
        """The texts for computer-made actors, as all clips in posts are."""
        return self.context.t.about(virtual=True)

    @property
    def post(self) -> Post:
        """The post on the table."""
        return self.dealt[self.at].post

    @property
    def clip(self) -> Clip:
        """The clip in it."""
        return self.dealt[self.at].clip

    @property
    def answer(self) -> PostAnswer:
        """The last answer."""
        return self.answers[-1]

    @property
    def points(self) -> int:
        """All points so far."""
        return sum(answer.points for answer in self.answers)

    @property
    def last(self) -> bool:
        """Tell whether this is the last post."""
        return self.at + 1 >= len(self.dealt)

    # -- what happens ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first post."""
        self._open()
        self.show(PostPhase.LOOK)

    def first_scene(self) -> Scene:
        """Return the screen of the first post, for who puts it on the stack."""
        self._open()
        self._on_screen = True
        return self.scenes[PostPhase.LOOK](self)

    def check(self, check: str) -> None:
        """Open a check, or show again what it said."""
        self.round = self.round.opening(check)
        if check in self.round.opened:
            self.shown = check

    def choose(self, step: int, *, share: bool) -> None:
        """Choose a step of one of the two judgements."""
        self.round = replace(self.round, share=step) if share else replace(self.round, picture=step)

    def confirm(self) -> None:
        """Take both judgements; the answer is stored before the truth shows."""
        judge_ms = round((self.context.clock() - self._since) * 1000)
        answer = replace(
            self.round.answer(self.session, self.at, judge_ms),
            at=self.context.today(),
        )
        self.answers = (*self.answers, answer)
        if not self.options.kept or self._keeper.keep(answer):
            self._tell(answer)

    def next(self) -> None:
        """Go to the next post, or to the end."""
        if self.last:
            self.finish()
            return
        self.at += 1
        self.round = self.dealt[self.at].round
        self._open()
        self.show(PostPhase.LOOK)

    def finish(self) -> None:
        """End the row: what follows, or the last screen."""
        if self.options.kept and self.answers:
            with suppress(StoreError):  # the player was told when an answer could not be kept
                self.context.store.finish(self.session, self.context.today())
        self.close()
        if self.options.on_end is None:
            self.show(PostPhase.DONE)
        else:
            self.options.on_end()

    def fail(self, reason: str) -> None:
        """Go on without the picture of a clip that cannot be played: the words and the checks stay."""
        log.warning("a post goes on without its picture: %s", reason)
        self._drop()
        self.context.toasts.show("warning", self.t("posts.no_clip"))

    def show(self, phase: PostPhase) -> None:
        """Show the screen of `phase`."""
        scene, stack = self.scenes[phase](self), self.context.stack
        if self._on_screen or not self.options.on_top:
            stack.replace(scene)
        else:
            stack.push(scene)
        self._on_screen = True

    def close(self) -> None:
        """Let go of the clip."""
        self._drop()
        self.context.playing.discard(self)

    # -- outside -----------------------------------------------------------------------------------

    def _open(self) -> None:
        self._drop()
        self.shown, self._since = None, self.context.clock()
        one = self.dealt[self.at]
        try:
            path = self.context.library.media_path(one.pack, one.clip)
        except ChinmiError:
            return
        self.context.playing.add(self)
        self.player = open_player(self.context, path, one.clip, silent=True)
        self.player.set_loop(True)
        if one.post.still:
            artefacts = one.clip.artefacts
            at = sum(artefacts[0].interval) / 2 if artefacts else float(one.clip.seconds) / 2
            self.player.seek(at)
        else:
            self.player.play()

    def _drop(self) -> None:
        if self.player is not None:
            self.player.close()
            self.player = None

    def _tell(self, answer: PostAnswer) -> None:
        if self.options.kept:
            self.context.see([(answer.pack, answer.clip)])
        self.options.on_answer(answer)
        self.context.before_truth(self._judged(answer), lambda: self.show(PostPhase.REVEAL))

    def _judged(self, answer: PostAnswer) -> JustJudged:
        t = self.t
        return JustJudged(
            session=self.session,
            index=answer.index,
            title=self.options.title or t("posts.title"),
            said=(picture_step(t, answer.p_altered), share_step(t, answer.p_misleading)),
            player=self.player,
            aspect=self.clip.aspect,
        )

    def _store(self, answer: PostAnswer) -> None:
        context = self.context
        if answer.index == 0:
            record = SessionRecord(
                id=self.session,
                level=self.options.level,
                length=len(self.dealt),
                language=context.language,
                started=context.today(),
                profile=context.profile(),
            )
            with suppress(StoreError):  # it waits, and the answer says so
                context.store.start(record)
        context.store.add_post(answer)
