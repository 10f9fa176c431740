"""The campaign of one player: which page comes next, what is kept, where to go on.

A chapter is a row of steps (`game.campaign.progress`); each shows its scene in the place of the one before.
Every step that is done is written down at once, so a player who leaves, or whose machine stops, goes on
at the same page. The screens know nothing of the controller: each gets what it shows and whom to call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from game.campaign.attempt import tried
from game.campaign.navigation import PageNavigation
from game.campaign.progress import ChapterState, Outline, Part, Progress, Step, chapter_states, steps_of
from game.errors import StoreError
from game.play.context import Context, Seen
from game.quiz.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from game.campaign.model import Campaign, Chapter
    from game.campaign.progress_store import ProgressStore
    from game.play.controller import Play, SceneOf
    from game.quiz.answer import Answer
    from game.quiz.candidates import ClipKey
    from game.quiz.mastery import Estimate
    from game.ui.scene import Scene

StartCheck = Callable[[Literal["before", "after"], Callable[[], None]], None]
"""Plays a check block on top of the present screen and calls back when it is over."""

PICTURES = ("fish", "star", "leaf", "kite", "cup", "key", "moon", "boat", "bell", "apple", "mountain", "cat")
"""The pictures that players can be."""

EXAMPLES_OF_LATE = 12
"""So many clips of guided examples, the newest, are not dealt in practice: more than a chapter shows."""


class CampaignController:
    """One computer's campaign: the player of now, their progress, and the way into each chapter."""

    def __init__(
        self,
        context: Context,
        read: Callable[[], Campaign],
        outlines: Sequence[Outline],
        store: ProgressStore,
        scenes: Mapping[Phase, SceneOf],
        *,
        folder: Path,
        check: StartCheck | None = None,
        check_clips: Callable[[], int] = int,
    ) -> None:
        """`read` returns the campaign when a page of it is wanted; `outlines` is what the menu needs of it.

        `check` plays a check block, where there are any; `check_clips` tells how long it is.
        """
        self.context = context
        self.outlines = tuple(outlines)
        self._read = read
        self.store = store
        self.scenes = scenes
        self.folder = folder
        """Where lists and pages are saved."""
        self.check = check
        self.check_clips = check_clips
        self.unsaved = False
        self.picture = tried(store.current, None) or PICTURES[0]
        self.progress = self._load()

    @property
    def campaign(self) -> Campaign:
        """All pages of the campaign. Raises ContentError."""
        return self._read()

    # -- the player --------------------------------------------------------------------------------

    def pictures_taken(self) -> tuple[str, ...]:
        """Return the pictures that somebody plays with."""
        return tried(self.store.profiles, ())

    def become(self, picture: str) -> None:
        """Let another player go on."""
        self._keep(lambda: self.store.choose(picture, self.context.today()))
        self.picture = picture
        self.progress = self._load()

    def forget(self, picture: str) -> None:
        """Take a player's progress away, and what they wrote in own words."""
        self._keep(lambda: self.store.forget(picture))
        self._keep(lambda: self.context.store.forget_words(picture))
        if picture == self.picture:
            self.progress = self._load()

    def _load(self) -> Progress:
        return tried(lambda: self.store.progress(self.picture), Progress())

    # -- where they are ----------------------------------------------------------------------------

    def states(self) -> tuple[ChapterState, ...]:
        """Return what the menu shows of each chapter."""
        return chapter_states(self.outlines, self.progress, checks=self.check is not None)

    def steps(self, chapter: Chapter) -> tuple[Step, ...]:
        """Return the steps of a chapter that can be played here."""
        return steps_of(chapter, checks=self.check is not None)

    def mastery(self, chapter: Chapter) -> Mapping[str, Estimate]:
        """Return the estimate of each kind that the chapter teaches, in catalogue order."""
        from game.quiz.mastery import Estimate, estimates

        known = estimates(self._answers())
        kinds = chapter.own_kinds(self.context.guide)
        return {kind: known.get(kind, Estimate()) for kind in kinds}

    def answers_in(self, level: str, last: int) -> tuple[Answer, ...]:
        """Return the player's `last` answers in practice at `level`, oldest first."""
        try:
            sessions = {s.id for s in self.context.store.sessions() if s.level == level}
        except StoreError:
            return ()
        found = [answer for answer in self._answers() if answer.session in sessions]
        return tuple(found[len(found) - last :]) if last else ()

    def _answers(self) -> tuple[Answer, ...]:
        try:
            return self.context.store.answers(profile=self.picture)
        except StoreError:
            return ()

    # -- what was shown unasked --------------------------------------------------------------------

    def seen(self) -> Seen:
        """Return the clips whose truth the player was shown without a question."""
        none: tuple[ClipKey, ...] = ()
        examples = tried(lambda: self.store.seen(self.picture, examples=True), none)
        others = tried(lambda: self.store.seen(self.picture, examples=False), none)
        late = examples[-EXAMPLES_OF_LATE:]
        return Seen(frozenset((*examples, *others)), frozenset(late), frozenset(others))

    def see(self, clips: Iterable[ClipKey], *, example: bool) -> None:
        """Note that the player was shown the truth of `clips`."""
        keys = tuple(clips)
        self._keep(lambda: self.store.see(self.picture, keys, self.context.today(), example=example))

    # -- ways in -----------------------------------------------------------------------------------

    def start(self, chapter: str) -> None:
        """Show the page at which `chapter` goes on, on top of the present screen."""
        record = self.campaign.chapters[chapter]
        run = ChapterRun(self, record)
        run.at = self.progress.next_step(record, checks=self.check is not None)
        run.show(on_top=True)

    def next_chapter(self, chapter: Chapter) -> Chapter | None:
        """Return the chapter after this one."""
        return next((c for c in self.campaign.chapters.values() if c.number == chapter.number + 1), None)

    def before_share(self, navigation: PageNavigation) -> Scene:
        """Return the screen of the player's list "before I share"."""
        from game.campaign import pages

        return pages.BeforeShareScene(
            self.context,
            self.campaign.before_share,
            self.progress.kept,
            navigation,
            keep=self.keep_list,
            folder=self.folder,
        )

    # -- keeping -----------------------------------------------------------------------------------

    def done(self, chapter: Chapter, step: Step) -> None:
        """Write down that a step is behind."""
        self.progress = self.progress.after(chapter.id, step.id)
        self._player()
        self._keep(lambda: self.store.add(self.picture, chapter.id, step.id, self.context.today()))

    def answered(self, chapter: Chapter, clips: int) -> None:
        """Write down how many clips of a practice are answered."""
        self.progress = self.progress.with_answers(chapter.id, clips)
        self._keep(lambda: self.store.answer(self.picture, chapter.id, clips, self.context.today()))

    def keep_list(self, checks: tuple[str, ...]) -> None:
        """Keep the player's list "before I share"."""
        self.progress = replace(self.progress, kept=checks)
        self._player()
        self._keep(lambda: self.store.keep(self.picture, checks))

    def _player(self) -> None:
        if tried(self.store.current, None) != self.picture:
            self._keep(lambda: self.store.choose(self.picture, self.context.today()))

    def _keep(self, write: Callable[[], None]) -> None:
        try:
            write()
        except StoreError:
            if not self.unsaved:
                self.context.toasts.show("warning", self.context.t("progress.unsaved"))
            self.unsaved = True


class ChapterRun:
    """One way through a chapter: the present step and the scenes of all of them."""

    def __init__(self, controller: CampaignController, chapter: Chapter) -> None:
        self.controller = controller
        self.context = controller.context
        self.chapter = chapter
        self.steps = controller.steps(chapter)
        self.at = 0

    @property
    def navigation(self) -> PageNavigation:
        """The ways out of the present page."""
        return PageNavigation(back=self.back, on=self.on, leave=self.leave)

    @property
    def step(self) -> Step:
        """The present step."""
        return self.steps[self.at]

    def show(self, *, on_top: bool = False) -> None:
        """Show the scene of the present step."""
        scene = self.scene()
        if on_top:
            self.context.stack.push(scene)
        else:
            self.context.stack.replace(scene)

    def scene(self) -> Scene:
        """Return the scene of the present step, or the chapter card after the last one."""
        if self.at >= len(self.steps):
            return self._chapter_card()
        from game.campaign import pages

        context, chapter, ways, step = self.context, self.chapter, self.navigation, self.step
        campaign = self.controller.campaign
        match step.part:
            case Part.CARD:
                return pages.LessonScene(context, campaign, chapter, step.index, ways)
            case Part.EXAMPLE:
                return pages.ExampleScene(context, chapter, step.index, ways)
            case Part.PRACTICE:
                return pages.PracticeIntro(context, chapter, ways, self.practise, left=self._rounds_left)
            case Part.LADDER:
                return pages.ReshareScene(context, chapter, ways)
            case Part.CASE:
                return pages.CaseScene(context, campaign, chapter, step.index, ways)
            case Part.POST:
                return self._post()
            case Part.BEFORE_SHARE:
                return self.controller.before_share(ways)
            case Part.CHECK:
                return pages.CheckIntro(context, chapter, ways, self.check, clips=self.controller.check_clips)

    def _post(self) -> Scene:
        """Return the screen of a post; where no clip may be shown in it, the step counts as done."""
        from game.campaign.post_step import post_scene

        scene = post_scene(self.context, self.chapter, self.step.index, self.navigation)
        if scene is None:
            self.controller.done(self.chapter, self.step)
            self.at += 1
        return scene or self.scene()

    def _chapter_card(self) -> Scene:
        from game.campaign import pages

        controller, chapter = self.controller, self.chapter
        following = controller.next_chapter(chapter)

        def go_on() -> None:
            self.leave()
            if following is not None:
                controller.start(following.id)

        return pages.ChapterCardScene(
            self.context,
            chapter,
            controller.mastery(chapter),
            following,
            again=self.again,
            on=go_on,
            leave=self.leave,
        )

    def on(self) -> None:
        """Write the step down as done and go to the next one."""
        self.controller.done(self.chapter, self.step)
        self.at += 1
        self.show()

    def back(self) -> None:
        """Go one step back, or leave the chapter from its first step."""
        if self.at == 0:
            self.leave()
            return
        self.at -= 1
        self.show()

    def again(self) -> None:
        """Go through the chapter from its first page."""
        self.at = 0
        self.show()

    def leave(self) -> None:
        """Back to the chapters; what is done is kept."""
        self.context.stack.back_to("menu")

    # -- practice ----------------------------------------------------------------------------------

    def _rounds_left(self) -> int:
        return self.controller.progress.rounds_left(self.chapter)

    def practise(self) -> None:
        """Play the chapter's practice, or what is left of it."""
        from game.campaign import pages

        level = self.chapter.practice
        if level is None:
            return
        left = self._rounds_left()
        before = level.rounds - left
        level = level.model_copy(update={"each": self.chapter.own_kinds(self.context.guide)})
        scenes = dict(self.controller.scenes)
        reveal, summary = scenes[Phase.REVEAL], scenes[Phase.DONE]

        def on_reveal(play: Play) -> Scene:
            self.controller.answered(self.chapter, before + len(play.session.scored))
            return reveal(play)

        def on_done(play: Play) -> Scene:
            if not play.session.scored:
                return summary(play)
            self.controller.done(self.chapter, self.step)
            self.at += 1
            return self.scene()

        scenes[Phase.REVEAL], scenes[Phase.DONE] = on_reveal, on_done
        options = pages.PlayOptions(
            session=pages.session_of(level.model_copy(update={"rounds": left}), self.context.new_id()),
            earlier=self.controller.answers_in(level.id, before),
        )
        pages.Play(self.context, level, scenes, options).begin()

    def check(self) -> None:
        """Play the check block of this chapter."""
        block, start = self.chapter.check, self.controller.check
        if block is not None and start is not None:
            start(block, self.on)
