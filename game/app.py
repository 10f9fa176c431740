"""The composition root: the one place that builds the services and hands them on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import pygame

from game import resources, settings
from game.campaign.controller import Journey
from game.campaign.progress_store import ProgressStore
from game.campaign.reader import read_campaign
from game.content.levels import Level
from game.embedded import embed
from game.errors import ChinmiError, StoreError
from game.home.help import HelpScene
from game.home.library import LibraryScene
from game.home.menu import Door, MenuScene
from game.home.menu_entries import doors
from game.home.settings import SettingsScene
from game.home.title import TitleScene
from game.i18n import Catalogue
from game.media.audio import open_sound
from game.media.poster import load_poster
from game.packs.library import Library
from game.play.check_play import Checks
from game.play.context import Context
from game.play.controller import Play, SceneOf
from game.play.first_glance import judge_scene, reveal_scene, watch_scene
from game.play.skipped import SkippedScene
from game.play.spot import SpotScene
from game.play.summary import SummaryScene
from game.quiz.phase import Phase
from game.records.history import history_of
from game.records.store import AnswerStore, Opened
from game.resources import languages
from game.settings import TEXT_SIZES, Settings
from game.ui.events import WAKE, Key
from game.ui.icons import Icons
from game.ui.loop import Loop
from game.ui.painter import Look
from game.ui.scene import Scene
from game.ui.screen import Screen
from game.ui.stack import SceneStack
from game.ui.text import Fonts, Typesetter
from game.ui.theme import read_theme
from game.ui.time import RealTime, Timeline
from game.ui.toast import Toasts

if TYPE_CHECKING:
    from game.forge.order import Offer, PackOrder

PLAY_SCENES: dict[Phase, SceneOf] = {
    Phase.WATCH: watch_scene,
    Phase.JUDGE: judge_scene,
    Phase.SPOT: SpotScene,
    Phase.REVEAL: reveal_scene,
    Phase.SKIPPED: SkippedScene,
    Phase.DONE: SummaryScene,
}
"""The scene of each phase that shows one (dealing and committing show none)."""


ORDER_SECONDS = 5.0
"""Seconds that the end of the game waits for a stopped download or build to put its things away."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; None where it says nothing."""

    data_dir: Path
    lang: str | None = None
    theme: str | None = None
    size: tuple[int, int] = (1280, 720)
    fullscreen: bool = False
    seed: int | None = None
    mute: bool = False


class App:
    """A running game: its services, its stack of scenes, its loop."""

    def __init__(
        self, options: Options, timeline: Timeline | None = None, library: Library | None = None
    ) -> None:
        self.options = options
        self.timeline: Timeline = timeline or RealTime()
        pygame.init()
        self.screen = Screen(options.size, fullscreen=options.fullscreen)
        self.toasts = Toasts()
        self.stack = SceneStack()
        self._theme = read_theme((resources.assets() / "theme.yaml").read_text("utf-8"), "theme.yaml")
        self._icons = Icons(resources.assets() / "icons")
        self._fonts = Fonts()
        self._settings_path = options.data_dir / "settings.yaml"
        self._journey: Journey | None = None
        self._orders: list[PackOrder] = []
        self.context = self._build(library)
        self.checks = Checks(self.context, resources.read_checks(self.context.guide), PLAY_SCENES)
        self.context.held = self.checks.held
        self.context.profile = lambda: self.journey.picture
        self.loop = Loop(self.screen, self.stack, self.timeline, self._look, self.toasts, self._on_key)

    # -- services ----------------------------------------------------------------------------------

    def _build(self, library: Library | None) -> Context:
        options = self.options
        texts = Catalogue.read(resources.assets() / "i18n")
        chosen, notice = self._load_settings()
        chosen = self._overridden(chosen)
        t = texts.translator(chosen.language or options.lang or next(iter(languages())))
        if notice:
            self.toasts.queue("warning", t(notice))
        opened = self._open_store()
        if opened.notice:
            self.toasts.queue("warning", t(opened.notice))
        if library is None:
            library = Library(options.data_dir)
            embed(library)
        if library.moved_aside is not None:
            self.toasts.queue("warning", t("library.moved"))
        sound = open_sound(options.mute or not chosen.sound, chosen.volume, chosen.latency_ms / 1000)
        if sound.notice and not options.mute:
            self.toasts.queue("sound-off", t(sound.notice))
        return Context(
            guide=resources.read_guide(),
            levels=resources.read_levels(),
            library=library,
            store=opened.store,
            texts=texts,
            settings=chosen,
            t=t,
            stack=self.stack,
            toasts=self.toasts,
            sound=sound,
            clock=self.timeline.now,
            today=self._now,
            new_id=lambda: str(uuid4()),
            random=Random(options.seed),
            history=history_of(opened.store),
            wake=_wake,
            apply=self.apply,
            quit=self.quit,
            offer=self._offer,
            order=self._order,
            screens=self._screens(),
        )

    def _screens(self) -> dict[str, Callable[[Context], Scene]]:
        """Return the screens that others ask for by name."""
        return {"settings": SettingsScene, "library": LibraryScene}

    def _load_settings(self) -> tuple[Settings, str | None]:
        return settings.load(self._settings_path)

    def _open_store(self) -> Opened:
        return AnswerStore.open(self.options.data_dir, self._now())

    def _overridden(self, chosen: Settings) -> Settings:
        update: dict[str, object] = {}
        if self.options.lang is not None:
            update["language"] = self.options.lang
        if self.options.theme is not None:
            update["theme"] = self.options.theme
        return chosen.model_copy(update=update)

    def _look(self, scale: float) -> Look:
        chosen = self.context.settings
        return Look(
            theme=self._theme,
            palette=self._theme.themes[chosen.theme],
            icons=self._icons,
            type=Typesetter(self._fonts, scale, chosen.text_size),
            fonts=self._fonts,
            reduced_motion=chosen.reduced_motion,
        )

    @staticmethod
    def _now() -> str:
        return datetime.now(UTC).isoformat(timespec="milliseconds")

    # -- what scenes may ask for -------------------------------------------------------------------

    def apply(self, chosen: Settings) -> None:
        """Take over settings at once, and save them."""
        context = self.context
        before = context.settings
        context.settings = chosen
        if chosen.language and chosen.language != context.language:
            context.t = context.texts.translator(chosen.language)
            for scene in self.stack:
                if scene is not self.stack.top.scene:
                    continue
                scene.resume()
        if chosen.sound != before.sound:
            context.sound.set_mute(self.options.mute or not chosen.sound)
        context.sound.set_volume(chosen.volume)
        context.sound.set_latency(chosen.latency_ms / 1000)
        self.loop.invalidate(look=True)
        try:
            settings.save(self._settings_path, chosen)
        except (OSError, ChinmiError):
            self.toasts.show("warning", context.t("settings.not_saved"))

    def quit(self) -> None:
        """End the game after this step."""
        self.loop.stop()

    def _offer(self, name: str) -> Offer:
        from game.forge.order import offer

        return offer(name, self.options.data_dir)

    def _order(self, name: str) -> PackOrder:
        from game.forge.order import PackOrder
        from game.media.probe import probe

        context = self.context
        order = PackOrder(name, self.options.data_dir, context.library, context.guide, probe, _wake)
        self._orders.append(order)
        return order

    def play(self, level: Level) -> None:
        """Begin a session of `level` on top of the present screen."""
        Play(self.context, level, PLAY_SCENES).begin()

    @property
    def journey(self) -> Journey:
        """The campaign of this computer; read when it is first asked for."""
        if self._journey is None:
            folder = self.options.data_dir
            opened = ProgressStore.open(folder, self._now())
            if opened.notice:
                self.toasts.show("warning", self.context.t(opened.notice))
            campaign = read_campaign(self.context.guide)
            self._journey = Journey(
                self.context,
                campaign,
                opened.store,
                PLAY_SCENES,
                folder=folder / "before-i-share",
                check=self.checks.start,
            )
        return self._journey

    def doors(self) -> tuple[Door, ...]:
        """Return the ways on from the menu, besides the chapters."""
        return doors(self.context, self.checks, self.play)

    def show_menu(self) -> None:
        """Show the menu in the place of the title."""
        menu = MenuScene(self.journey, self.doors())
        if len(self.stack):
            self.stack.replace(menu)
        else:
            self.stack.push(menu)

    def show_title(self) -> None:
        """Show the title with the three languages."""
        halves = title_halves(self.context)
        self.stack.push(TitleScene(self.context, self.show_menu, halves, self.context.t("title.credit")))

    def start(self) -> None:
        """Show the first screen: the title at first, the menu once a language was chosen."""
        if self.context.settings.language is None:
            self.show_title()
        else:
            self.show_menu()

    def run(self) -> None:
        """Run until the player leaves, then put everything away."""
        try:
            self.loop.run()
        finally:
            self.close()

    def settle(self) -> None:
        """Wait until the clips on the table show the frame that is due (for robots and tests)."""
        if len(self.stack):
            self.stack.top.scene.settle()

    def close(self) -> None:
        """Let go of scenes, clips, sound, store and library."""
        self.stack.clear()
        for play in tuple(self.context.playing):
            play.close()
        for order in self._orders:
            order.join(ORDER_SECONDS)
        self.context.sound.close()
        with contextlib.suppress(StoreError):
            self.context.store.close()
        self.context.library.close()
        if self._journey is not None:
            self._journey.store.close()

    def _on_key(self, key: Key) -> bool:
        chosen = self.context.settings
        if key.name == "f11":
            self.screen.toggle_fullscreen()
            self.loop.invalidate(look=True)
        elif key.name in ("f1", "h"):
            self.stack.push(HelpScene(self.context))
        elif key.name == "m":
            self.apply(chosen.model_copy(update={"sound": not chosen.sound}))
        elif key.name in ("+", "-"):
            at = TEXT_SIZES.index(chosen.text_size) + (1 if key.name == "+" else -1)
            self.apply(
                chosen.model_copy(update={"text_size": TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at))]})
            )
        else:
            return False
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


def _wake() -> None:
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(WAKE))
