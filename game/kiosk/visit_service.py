"""A visit from its first touch to its end: lesson, session, the idle rule, and forgetting it all."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from game.campaign.navigation import PageNavigation
from game.campaign.reader import read_campaign
from game.content.base import LocalText
from game.content.levels import Level
from game.errors import ChinmiError
from game.kiosk.count_service import CountService
from game.kiosk.idle_rule import Activity, IdleRule, Presence
from game.kiosk.pairs import find_pairs, lesson_of
from game.kiosk.qr import modules
from game.kiosk.screens.attract import AttractScene
from game.kiosk.screens.idle_warning import ApologyScene, IdleScene
from game.kiosk.screens.service import AttractPair, Visits
from game.kiosk.screens.visit import lesson_scene, visit_play
from game.kiosk.settings import KioskSettings
from game.kiosk.state import KioskState
from game.play.clip_screen import ClipScreen
from game.play.context import Context
from game.play.controller import Play
from game.posts.play import PostOptions, PostPlay
from game.posts.practice import SCENES, dealt
from game.quiz.history import History
from game.runtime import Runtime

if TYPE_CHECKING:
    from game.campaign.model import Campaign, Chapter
    from game.quiz.posts import PostAnswer
    from game.ui.scene import Scene


class VisitService:
    """What the visitors' screens ask of the kiosk (`game.kiosk.screens.service.Visits`)."""

    def __init__(self, runtime: Runtime, state: KioskState, counts: CountService) -> None:
        self.runtime = runtime
        self.context = runtime.context
        self.state = state
        self.counts = counts
        self.activity = Activity(runtime.timeline.now())
        self.play: Play | None = None
        """The session of the visitor."""
        self.post_play: PostPlay | None = None
        """The post at the end of the visit."""
        self.new_play: Callable[[Context, Level, Visits, float], Play] = visit_play
        self._pairs = find_pairs(state.clips, self.context.texts)
        self._visiting = False
        self._finished = False
        self._campaign: Campaign | None = None

    @property
    def settings(self) -> KioskSettings:
        """The kiosk's settings."""
        return self.state.settings

    # -- somebody there? ---------------------------------------------------------------------------

    @property
    def rule(self) -> IdleRule:
        """How long nobody may do anything."""
        return IdleRule(self.settings.idle_seconds, self.settings.warning_seconds)

    def watch_over(self, now: float) -> None:
        """Ask whether somebody is there, or start over; a clip that runs counts as somebody for a while."""
        if not len(self.context.stack):
            return
        top = self.context.stack.top.scene
        if top.name in (AttractScene.name, ApologyScene.name):
            return
        if isinstance(top, ClipScreen) and top.is_playing():
            self.activity = self.activity.playing(now)
        presence = self.activity.presence(self.rule, now)
        if presence is Presence.GONE:
            if self._visiting and not self._finished:
                self._finished = True
                self.counts.count({"idle": 1})
            self.over()
        elif presence is Presence.ASK and top.name != IdleScene.name:
            self.context.stack.push(IdleScene(self.context, self, self.rule.grace))

    def touched(self, now: float) -> None:
        """Note that somebody pressed something."""
        self.activity = self.activity.touch(now)

    def here(self) -> None:
        """Note that somebody is there."""
        self.activity = Activity(self.runtime.timeline.now())

    def grace_left(self) -> float:
        """Return the seconds until the visitor counts as gone."""
        return self.activity.left(self.rule, self.runtime.timeline.now())

    def somebody(self) -> bool:
        """Tell whether the idle rule says that somebody is there."""
        return self.activity.presence(self.rule, self.runtime.timeline.now()) is Presence.HERE

    # -- a visit -----------------------------------------------------------------------------------

    def begin(self, language: str) -> None:
        """Start a visit."""
        self._visiting, self._finished = True, False
        self.here()
        self.counts.count({"start": 1, f"language.{language}": 1})
        self.context.apply(self.context.settings.changed(language=language))
        cards = self._lesson() if self.settings.lesson else None
        if cards is None:
            self._deal()
        else:
            self._show_card(cards, 0)

    def _lesson(self) -> Chapter | None:
        """Return a chapter of the two cards; None when the campaign cannot be read."""
        try:
            if self._campaign is None:
                self._campaign = read_campaign(self.context.guide)
            return lesson_of(self._campaign)
        except (ChinmiError, OSError, KeyError, IndexError) as error:
            self.state.health.failed(f"lesson: {error!r}")
            return None

    def _show_card(self, chapter: Chapter, index: int) -> None:
        assert self._campaign is not None  # noqa: S101 - the chapter is from it
        navigation = PageNavigation(
            back=(lambda: self._show_card(chapter, index - 1)) if index else self.over,
            on=(lambda: self._show_card(chapter, index + 1))
            if index + 1 < len(chapter.lesson)
            else self._deal,
            leave=self.over,
        )
        scene = lesson_scene(self.context, self._campaign, chapter, index, navigation)
        if len(self.context.stack) > 1:
            self.context.stack.replace(scene)
        else:
            self.context.stack.push(scene)

    def _deal(self) -> None:
        texts, clips = self.context.texts, self.settings.clips
        virtual = not self.context.library.people()
        title = LocalText(
            **{code: texts.translator(code).about(virtual=virtual)("kiosk.level") for code in texts.entries}
        )
        level = Level(
            id="kiosk", title=title, subtitle=title, icon="kiosk", rounds=clips, balanced=clips % 2 == 0
        )
        last_call = self.runtime.timeline.now() + 60 * self.settings.minutes
        self.play = self.new_play(self.context, level, self, last_call)
        self.play.begin()

    def post(self, on: Callable[[], None]) -> Scene | None:
        """Return the screen of the post with which a visit ends; nothing of it is kept but two counts."""
        found = dealt(self.context, 1) if self.settings.post else ()
        if not found:
            return None
        options = PostOptions(kept=False, leave=self.over, on_end=on, on_answer=self._count_post)
        self.post_play = PostPlay(self.context, found, SCENES, options)
        return self.post_play.first_scene()

    def _count_post(self, answer: PostAnswer) -> None:
        self.counts.count({"post": 1, "post.right": int(answer.sharing.right)})

    def finished(self) -> None:
        """Count a session that came to its end."""
        self._finished = True
        self.counts.count({"finish": 1})

    def over(self) -> None:
        """End the visit: back to the attract screen, which wipes."""
        self.context.stack.back_to(AttractScene.name)

    def wipe(self) -> None:
        """Forget the visitor: the session, its clips, its settings, its notes, its history."""
        if self._visiting and not self._finished:
            self.counts.count({"left": 1})
        self.drop()

    def failed_at(self) -> None:
        """Count a visit that ended in a failure; a clip that was on the screen may be why, and is noted."""
        if self._visiting and not self._finished:
            self._finished = True
            self.counts.count({"failed": 1})
        stack = self.context.stack
        on_screen = len(stack) and isinstance(stack.top.scene, ClipScreen)
        if on_screen and self.play is not None and self.play.player is not None:
            self.failed((self.play.round.deal.pack, self.play.clip.id))

    def drop(self) -> None:
        """Let go of everything that a visit has made."""
        if self.play is not None:
            with contextlib.suppress(Exception):
                self.play.close()
        if self.post_play is not None:
            with contextlib.suppress(Exception):
                self.post_play.close()
        self.play, self.post_play, self._visiting, self._finished = None, None, False, False
        context = self.context
        context.history = History(pooled=context.pooled)
        context.random = Random()
        context.toasts.dismiss()
        context.toasts.log.clear()
        context.apply(self.settings.visit_settings())
        gc.collect()

    # -- what its screens show ---------------------------------------------------------------------

    def pair(self, number: int) -> AttractPair | None:
        """Return a pair for the attract screen of whose clips none is set aside."""
        playable = self.state.clips.playable
        good = [p for p in self._pairs if playable(*p.key) and playable(*p.original_key)]
        return good[number % len(good)] if good else None

    def unsaved(self) -> bool:
        """Tell whether what is counted cannot be kept just now."""
        return bool(self.state.store.detail)

    def show_no_pairs(self) -> None:
        """Leave the attract screen without clips (for soaks in virtual time)."""
        self._pairs = []

    def failed(self, key: tuple[str, str]) -> None:
        """Note that a clip could not be played."""
        self.counts.failed(key)

    def crowd(self, key: tuple[str, str]) -> tuple[int, int] | None:
        """Return how many of the last visitors were fooled by a clip and how many they are."""
        return self.counts.crowd(key)

    def qr(self) -> tuple[bytes, ...] | None:
        """Return the QR code of the configured text."""
        return modules(self.settings.qr_text)
