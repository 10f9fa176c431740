"""The composition root of the game at home and in a class: the one place that joins all rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pygame

from game import resources, settings
from game.campaign.at_hand import AtHandScene
from game.campaign.controller import CampaignController
from game.campaign.progress_store import ProgressStore
from game.campaign.reader import read_campaign
from game.content.levels import Level
from game.embedded import embed
from game.errors import ChinmiError, StoreError
from game.home.arrivals import Arrivals
from game.home.help import HelpScene
from game.home.library import LibraryScene
from game.home.menu import MenuEntry, MenuScene
from game.home.menu_entries import menu_entries
from game.home.people_offer import PeopleOfferScene
from game.home.settings import SettingsScene
from game.home.title import TitleScene
from game.home.trouble import Trouble
from game.media.poster import load_poster
from game.packs.library import Library
from game.play.check_play import Checks
from game.play.context import Context, Seen
from game.play.controller import Play, SceneOf
from game.play.skipped import SkippedScene
from game.play.summary import SummaryScene
from game.play.ways import judge_scene, reveal_scene, spot_scene, watch_scene
from game.quiz.candidates import ClipKey
from game.quiz.phase import Phase
from game.records.store import AnswerStore
from game.runtime import Options, Runtime, Services, utc_now
from game.settings import Settings
from game.ui.events import Key
from game.ui.scene import Scene
from game.ui.time import RealTime, Timeline

PLAY_SCENES: dict[Phase, SceneOf] = {
    Phase.WATCH: watch_scene,
    Phase.JUDGE: judge_scene,
    Phase.SPOT: spot_scene,
    Phase.REVEAL: reveal_scene,
    Phase.SKIPPED: SkippedScene,
    Phase.DONE: SummaryScene,
}
"""The scene of each phase that shows one (dealing and committing show none)."""


class App(Runtime):
    """The game at home and in a class: title, menu, campaign, checks."""

    def __init__(
        self, options: Options, timeline: Timeline | None = None, library: Library | None = None
    ) -> None:
        self._settings_path = options.data_dir / "settings.yaml"
        self._journey: CampaignController | None = None
        super().__init__(options, timeline or RealTime(), lambda: self._services(library))
        self.trouble = Trouble(self.context, self.loop)
        self.arrivals = Arrivals(self.context, options.data_dir)
        self.arrivals.shown = lambda: LibraryScene(self.context, self.arrivals).show_intake()
        self.loop.on_step = self.arrivals.on_step
        self.loop.on_drop = lambda paths: self.arrivals.take([Path(path) for path in paths])
        self.checks = Checks(self.context, resources.read_checks(self.context.guide), PLAY_SCENES)
        self.context.held = self.checks.held
        self.context.profile = lambda: self.journey.picture
        self.context.seen = self._seen
        self.context.see = partial(self._see, example=False)
        self.context.teach = partial(self._see, example=True)

    def _services(self, library: Library | None) -> Services:
        chosen, notice = settings.load(self._settings_path)
        answers = AnswerStore.open(self.options.data_dir, utc_now())
        if library is None:
            library = Library(self.options.data_dir)
            embed(library)
        screens: dict[str, Callable[[Context], Scene]] = {
            "settings": SettingsScene,
            "library": self._library,
            "at-hand": lambda context: AtHandScene(context, self.journey.campaign.before_share),
        }
        return Services(self._overridden(chosen), answers, library, screens, notice)

    def _library(self, context: Context) -> LibraryScene:
        return LibraryScene(context, self.arrivals)

    def _overridden(self, chosen: Settings) -> Settings:
        update: dict[str, object] = {}
        if self.options.lang is not None:
            update["language"] = self.options.lang
        if self.options.theme is not None:
            update["theme"] = self.options.theme
        return chosen.model_copy(update=update)

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
        Play(self.context, level, PLAY_SCENES).begin()

    @property
    def journey(self) -> CampaignController:
        """The campaign of this computer; read when it is first asked for."""
        if self._journey is None:
            folder = self.options.data_dir
            opened = ProgressStore.open(folder, utc_now())
            if opened.notice:
                self.toasts.show("warning", self.context.t(opened.notice))
            campaign = read_campaign(self.context.guide)
            self._journey = CampaignController(
                self.context,
                campaign,
                opened.store,
                PLAY_SCENES,
                folder=folder / "before-i-share",
                check=self.checks.start,
                check_clips=self.checks.clips_left,
            )
        return self._journey

    def _seen(self) -> Seen:
        return self.journey.seen()

    def _see(self, clips: Iterable[ClipKey], *, example: bool) -> None:
        self.journey.see(clips, example=example)

    def menu_entries(self) -> tuple[MenuEntry, ...]:
        """Return the ways on from the menu, besides the chapters."""
        return menu_entries(self.context, self.checks, self.play)

    def show_menu(self) -> None:
        """Show the menu in the place of the title."""
        menu = MenuScene(self.journey, self.menu_entries(), self.arrivals.line)
        if len(self.stack):
            self.stack.replace(menu)
        else:
            self.stack.push(menu)

    def show_title(self) -> None:
        """Show the title with the three languages."""
        halves = title_halves(self.context)
        self.stack.push(TitleScene(self.context, self.show_people, halves, self.context.t("title.credit")))

    def show_people(self) -> None:
        """Offer the pack of real people, once and where it is not there; then show the menu."""
        offer = None if self.context.settings.people_offered else self.arrivals.offer()
        if offer is None:
            self.show_menu()
            return

        def answered() -> None:
            self.apply(self.context.settings.model_copy(update={"people_offered": True}))
            self.show_menu()

        def yes() -> None:
            answered()
            self.arrivals.begin()
            self.toasts.show("person", self.context.t("getting.begun"))

        scene = PeopleOfferScene(self.context, offer, yes, answered)
        if len(self.stack):
            self.stack.replace(scene)
        else:
            self.stack.push(scene)

    def start(self, *, class_only: bool = False) -> None:
        """Show the first screen: the title at first, the menu once a language was chosen.

        Where only a class is to be held, nobody is asked about the pack of real people.
        """
        if self.context.settings.language is None:
            self.show_title()
        elif class_only:
            self.show_menu()
        else:
            self.show_people()

    def play_on(self) -> None:
        """Let the loop run until its end; a store that fails where no screen is ready for it is told."""
        while self.loop.running and len(self.stack):
            try:
                self.loop.run()
            except StoreError:
                if not self.trouble.take():
                    raise

    def close(self) -> None:
        """Let go of scenes, sound, stores and library."""
        self.arrivals.close()
        super().close()
        if self._journey is not None:
            self._journey.store.close()

    def on_key(self, key: Key) -> bool:
        """Take the desktop's keys: full screen, help, sound, text size."""
        if key.name == "f11":
            self.screen.toggle_fullscreen()
            self.loop.invalidate(look=True)
        elif key.name in ("f1", "h"):
            self.stack.push(HelpScene(self.context))
        elif key.name == "m":
            chosen = self.context.settings
            self.apply(chosen.model_copy(update={"sound": not chosen.sound}))
        else:
            return super().on_key(key)
        return True


def title_halves(context: Context) -> tuple[pygame.Surface, pygame.Surface] | None:
    """Return the left half of an original and the right half of its edit, from the embedded pack."""
    library = context.library
    pool = library.pool("manipulated", kinds=("colour-mismatch", "lighting-mismatch"), u=0.0)
    for candidate in sorted(pool, key=lambda c: c.difficulty):
        if candidate.original is None:
            continue
        edit = library.clip(candidate.pack, candidate.clip)
        original = library.clip(candidate.pack, candidate.original)
        paths = [library.poster_path(candidate.pack, clip) for clip in (original, edit)]
        posters = [load_poster(path) if path else None for path in paths]
        if posters[0] is not None and posters[1] is not None:
            w, h = posters[0].get_size()
            left = posters[0].subsurface((0, 0, w // 2, h))
            right = posters[1].subsurface((w // 2, 0, w - w // 2, h))
            return left, right
    return None
