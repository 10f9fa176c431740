"""The composition root of the game at home and in a class: the one place that joins all rooms."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pygame

from game import settings
from game.campaign.controller import CampaignController
from game.campaign.outlines import read_outlines
from game.campaign.progress_store import ProgressStore
from game.errors import ChinmiError, StoreError
from game.home import doors
from game.home.arrivals import Arrivals
from game.home.menu import MenuEntry, MenuScene
from game.home.menu_entries import menu_entries
from game.home.trouble import Trouble
from game.play.context import Context, JustJudged, Seen
from game.records.store import AnswerStore
from game.runtime import Options, Runtime, Services, utc_now
from game.ui.placement import Placement
from game.ui.screen import Canvas
from game.ui.time import RealTime, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from game.content.levels import Level
    from game.packs.library import Library
    from game.play.check_play import Checks
    from game.quiz.candidates import ClipKey
    from game.settings import Settings
    from game.ui.events import Key
    from game.ui.first_picture import FirstPicture
    from game.ui.scene import Scene
    from game.ui.screen import Screen

MOVE_KEY: Final = "n"
"""Moves the game to the next display."""


class App(Runtime):
    """The game at home and in a class: title, menu, campaign, checks."""

    def __init__(
        self,
        options: Options,
        timeline: Timeline | None = None,
        library: Library | None = None,
        *,
        screen: Screen | None = None,
        first: FirstPicture | None = None,
    ) -> None:
        """`screen` is a window that is open already, and `first` the picture that it showed first."""
        self._first = first
        self._ended = False
        """Whether the run came to its end, rather than to an error."""
        self._settings_path = options.data_dir / "settings.yaml"
        self._journey: CampaignController | None = None
        self._scratch = ExitStack()
        self._checks: Checks | None = None
        super().__init__(options, timeline or RealTime(), lambda: self._services(library), screen)
        self.trouble = Trouble(self.context, self.loop)
        self.arrivals = Arrivals(self.context, options.data_dir)
        self.arrivals.shown = lambda: doors.intake(self.context, self.arrivals)
        self.place = Placement(self.screen, self._tell_place, lambda: self.loop.invalidate(look=True))
        self.loop.on_step = self._on_step
        self.loop.on_drop = lambda paths: self.arrivals.take([Path(path) for path in paths])
        self.outlines = read_outlines()
        self.context.held = self._held
        self.context.profile = lambda: self.journey.picture
        self.context.seen = self._seen
        self.context.choose_folder = lambda take: self.stack.push(doors.choose_folder(self.context, take))
        self.context.see = partial(self._see, example=False)
        self.context.teach = partial(self._see, example=True)
        self.context.before_truth = self._before_truth

    def _services(self, library: Library | None) -> Services:
        chosen, notice = settings.load(self._settings_path)
        answers = AnswerStore.open(self.options.data_dir, utc_now())

        def opened() -> Library:
            return library or doors.open_library(self.options.data_dir, self._scratch, _warn)

        screens: dict[str, Callable[[Context], Scene]] = {
            "settings": doors.settings,
            "library": lambda context: doors.library(context, self.arrivals),
            "at-hand": doors.at_hand,
        }
        return Services(self._overridden(chosen), answers, opened, screens, notice)

    def _overridden(self, chosen: Settings) -> Settings:
        update: dict[str, object] = {}
        if self.options.lang is not None:
            update["language"] = self.options.lang
        if self.options.theme is not None:
            update["theme"] = self.options.theme
        return chosen.changed(**update)

    def _on_step(self, now: float) -> None:
        self.arrivals.on_step(now)
        self.place.watch(now)

    def _tell_place(self, words: str, **numbers: int) -> None:
        """Say on the window on which display the game is."""
        self.toasts.show("info", self.context.t(words, letter=MOVE_KEY.upper(), **numbers))

    # -- what scenes may ask for -------------------------------------------------------------------

    def apply(self, chosen: Settings) -> None:
        """Take over settings at once, and save them."""
        language = self.context.language
        super().apply(chosen)
        if self.context.language != language and len(self.stack):
            self.stack.top.scene.resume()
        try:
            settings.save(self._settings_path, chosen)
        except (OSError, ChinmiError):
            self.toasts.show("warning", self.context.t("settings.not_saved"))

    def play(self, level: Level) -> None:
        """Begin a session of `level` on top of the present screen."""
        doors.play(self.context, level)

    @property
    def checks(self) -> Checks:
        """The checks of this computer; read when they are first asked for."""
        if self._checks is None:
            self._checks = doors.checks(self.context)
        return self._checks

    @property
    def journey(self) -> CampaignController:
        """The campaign of this computer; read when it is first asked for."""
        if self._journey is None:
            folder = self.options.data_dir
            opened = ProgressStore.open(folder, utc_now())
            if opened.notice:
                self.toasts.show("warning", self.context.t(opened.notice))
            self._journey = CampaignController(
                self.context,
                lambda: doors.campaign(self.context),
                self.outlines,
                opened.store,
                doors.PLAY_SCENES,
                folder=folder / "before-i-share",
                check=self._check,
                check_clips=self._check_clips,
            )
        return self._journey

    def _held(self) -> frozenset[ClipKey]:
        return self.checks.held()

    def _check(self, when: Literal["before", "after"], done: Callable[[], None]) -> None:
        self.checks.start(when, done)

    def _check_clips(self) -> int:
        return self.checks.clips_left()

    def _seen(self) -> Seen:
        return self.journey.seen()

    def _see(self, clips: Iterable[ClipKey], *, example: bool) -> None:
        self.journey.see(clips, example=example)

    def _before_truth(self, judged: JustJudged, then: Callable[[], None]) -> None:
        """Ask why, who wants to be asked and can type; then show the truth."""
        if self.context.settings.ask_why and self.loop.letters_can_come:
            self.stack.replace(doors.why(self.context, judged, then))
        else:
            then()

    def menu_entries(self) -> tuple[MenuEntry, ...]:
        """Return the ways on from the menu, besides the chapters."""
        return menu_entries(self.context, lambda: self.checks, self.play)

    def show_menu(self) -> None:
        """Show the menu in the place of the title."""
        menu = MenuScene(self.journey, self.menu_entries(), self.arrivals.line)
        if len(self.stack):
            self.stack.replace(menu)
        else:
            self.stack.push(menu)

    def show_title(self, start: Callable[[], None] | None = None) -> None:
        """Show the title with the three languages; `start` follows in the place of the usual way on."""
        self.stack.push(doors.title(self.context, start or self.show_people))

    def show_people(self) -> None:
        """Offer the pack of real people, once and where it is not there; then show the menu."""
        offer = None if self.context.settings.people_offered else self.arrivals.offer()
        if offer is None:
            self.show_menu()
            return

        def answered() -> None:
            self.apply(self.context.settings.changed(people_offered=True))
            self.show_menu()

        def yes() -> None:
            answered()
            self.arrivals.begin()
            self.toasts.show("person", self.context.t("getting.begun"))

        scene = doors.people_offer(self.context, offer, yes, answered)
        if len(self.stack):
            self.stack.replace(scene)
        else:
            self.stack.push(scene)

    def start(self, lesson: Callable[[], None] | None = None) -> None:
        """Show the first screen: the title at first, the menu once a language was chosen.

        Where a class is to be held, `lesson` shows it over the menu, and nobody is asked about the pack of
        real people.
        """

        def hold() -> None:
            self.show_menu()
            if lesson is not None:
                lesson()

        start = self.show_people if lesson is None else hold
        if self.context.settings.language is None:
            self.show_title(start)
        else:
            start()

    def play_on(self) -> None:
        """Let the loop run until its end; a store that fails where no screen is ready for it is told."""
        while self.loop.running and len(self.stack):
            try:
                self.loop.run()
            except StoreError:
                if not self.trouble.take():
                    raise
        self._ended = True

    def close(self) -> None:
        """Let go of scenes, sound, stores and library. Raises StoreError where answers are lost."""
        self.arrivals.close()
        last = self._last_picture() if self._ended else None
        if self._journey is not None:
            with suppress(StoreError):  # the player was told when it could not be kept
                self._journey.store.close()
        try:
            super().close()
        finally:
            self._scratch.close()
        if self._first is not None and last is not None:
            self._first.keep(last)

    def _last_picture(self) -> pygame.Surface | None:
        """Return the menu as the next start will show it first; None where that shows something else."""
        chosen, first = self.context.settings, self._first
        if first is None or self._journey is None or not (chosen.language and chosen.people_offered):
            return None
        try:
            self.stack.clear()
            self.toasts.dismiss()
            self.show_menu()
        except ChinmiError:
            return None
        picture = pygame.Surface(first.size, 0, self.screen.surface)
        self.screen.canvas = Canvas.of(first.size)
        self.loop.invalidate(look=True)
        self.loop.paint(picture)
        return picture

    def on_key(self, key: Key) -> bool:
        """Take the desktop's keys: full screen, help, sound, text size."""
        if key.name == "f11":
            self.screen.toggle_fullscreen()
            self.loop.invalidate(look=True)
        elif key.name == MOVE_KEY:
            self.place.next()
        elif key.name in ("f1", "h"):
            self.stack.push(doors.help_page(self.context))
        elif key.name == "m":
            chosen = self.context.settings
            self.apply(chosen.changed(sound=not chosen.sound))
        else:
            return super().on_key(key)
        return True


def _warn(problem: str) -> None:
    """Note a pack of the game that cannot be read."""
    import logging

    logging.getLogger("chinmi.app").warning(problem)
