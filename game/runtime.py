"""What every running game is made of: services, the window, a stack of screens, the loop, and their end.

Two compositions stand on it: `game.app` (at home and in a class) and `game.kiosk.app` (on a public screen).
What differs between them they bring along as `Services`, or say in a method of their own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pygame

from game import resources, stopping
from game.errors import StoreError
from game.i18n import Catalogue
from game.media.audio import open_sound
from game.play.context import Context
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
from game.ui.theme import theme_at
from game.ui.time import Timeline
from game.ui.toast import Toasts

if TYPE_CHECKING:
    from game.packs.library import Library
    from game.quiz.candidates import ClipKey
    from game.quiz.history import Rated
    from game.records.store import OpenedStore


class Options(NamedTuple):
    """What the command line says; None where it says nothing."""

    data_dir: Path
    lang: str | None = None
    theme: str | None = None
    size: tuple[int, int] = (1280, 720)
    fullscreen: bool = False
    seed: int | None = None
    mute: bool = False


class Services(NamedTuple):
    """What one composition brings and another has differently."""

    settings: Settings
    """With which the game begins."""
    answers: OpenedStore
    """Where answers go."""
    library: Callable[[], Library]
    """Opens the library, when it is first asked for."""
    screens: Mapping[str, Callable[[Context], Scene]]
    """The screens that rooms below may ask for by name."""
    notice: str | None = None
    """The key of what to say about the settings."""
    low_keys: bool = False
    """Whether all keys of an upright screen are in its lower half: a person in a wheelchair reaches that."""


class Runtime:
    """A running game: its services, its stack of scenes, its loop."""

    def __init__(
        self,
        options: Options,
        timeline: Timeline,
        services: Callable[[], Services],
        screen: Screen | None = None,
    ) -> None:
        """`services` is called once the window is open; `screen` is one that is open already."""
        self.options = options
        self.timeline = timeline
        _start_pygame()
        self.screen = screen or Screen(options.size, fullscreen=options.fullscreen)
        self.toasts = Toasts()
        self.stack = SceneStack()
        self._theme = theme_at(resources.assets() / "theme.yaml")
        self._icons = Icons(resources.assets() / "icons")
        self._fonts = Fonts()
        brought = services()
        self._low_keys = brought.low_keys
        self.context = self._build(brought)
        self.loop = Loop(self.screen, self.stack, self.timeline, self._look, self.toasts, self.on_key)

    # -- services ----------------------------------------------------------------------------------

    def _build(self, brought: Services) -> Context:
        options, chosen = self.options, brought.settings
        texts = Catalogue.read(resources.assets() / "i18n")
        t = texts.translator(chosen.language or options.lang or next(iter(languages())))
        sound = open_sound(options.mute or not chosen.sound, chosen.volume, chosen.latency_ms / 1000)
        told = {
            "settings": brought.notice,
            "answers": brought.answers.notice,
        }
        for key in filter(None, told.values()):
            self.toasts.queue("warning", t(key))
        if sound.notice and not options.mute:
            self.toasts.queue("sound-off", t(sound.notice))
        return Context(
            open_library=lambda: self._opened(brought.library()),
            store=brought.answers.store,
            texts=texts,
            settings=chosen,
            t=t,
            stack=self.stack,
            toasts=self.toasts,
            sound=sound,
            clock=self.timeline.now,
            today=utc_now,
            new_id=_new_id,
            random=Random(options.seed),
            read_pooled=lambda library: _read_pooled(options.data_dir, library),
            wake=_wake,
            apply=self.apply,
            quit=self.quit,
            screens=brought.screens,
        )

    def _opened(self, library: Library) -> Library:
        if library.moved_aside is not None:
            self.toasts.queue("warning", self.context.t("library.moved"))
        return library

    def _look(self, scale: float) -> Look:
        chosen = self.context.settings
        return Look(
            theme=self._theme,
            palette=self._theme.themes[chosen.theme],
            icons=self._icons,
            type=Typesetter(self._fonts, scale, chosen.text_size),
            fonts=self._fonts,
            reduced_motion=chosen.reduced_motion,
            low_keys=self._low_keys,
        )

    # -- what scenes may ask for -------------------------------------------------------------------

    def apply(self, chosen: Settings) -> None:
        """Take over settings at once: language, loudness, look."""
        context = self.context
        before, context.settings = context.settings, chosen
        if chosen.language and chosen.language != context.language:
            context.t = context.texts.translator(chosen.language)
        if chosen.sound != before.sound:
            context.sound.set_mute(self.options.mute or not chosen.sound)
        context.sound.set_volume(self.volume_of(chosen))
        context.sound.set_latency(chosen.latency_ms / 1000)
        self.loop.invalidate(look=True)

    def volume_of(self, chosen: Settings) -> float:
        """Return how loud the game is with these settings, from 0 to 1."""
        return chosen.volume

    def quit(self) -> None:
        """End the game after this step."""
        self.loop.stop()

    def on_key(self, key: Key) -> bool:
        """Take a key that no screen used: + and - change the text size. Tell whether it was used."""
        if key.name not in ("+", "-"):
            return False
        chosen = self.context.settings
        at = TEXT_SIZES.index(chosen.text_size) + (1 if key.name == "+" else -1)
        size = TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at))]
        self.apply(chosen.changed(text_size=size))
        return True

    # -- running -----------------------------------------------------------------------------------

    def run(self) -> None:
        """Run until the player leaves, then put everything away.

        A signal that asks to stop does the same without a question. Raises Stopped after that.
        """
        with stopping.held(self.loop.stop, _wake):
            try:
                self.play_on()
            finally:
                self.close()

    def play_on(self) -> None:
        """Let the loop run until its end."""
        self.loop.run()

    def leave(self) -> None:
        """End the run without a question; from any thread."""
        self.loop.stop()
        _wake()

    def settle(self) -> None:
        """Wait until the clips on screen show the frame that is due (for robots and tests)."""
        if len(self.stack):
            self.stack.top.scene.settle()

    def close(self) -> None:
        """Let go of scenes, clips, sound, library and store. Raises StoreError where answers are lost."""
        self.stack.clear()
        for play in tuple(self.context.playing):
            play.close()
        self.context.sound.close()
        if "library" in self.context.opened:
            self.context.library.close()
        self.context.store.close()


def _read_pooled(data_dir: Path, library: Library) -> Mapping[ClipKey, Rated]:
    """Return what a fleet says of clips; nothing where it said nothing, or the packs cannot be read now."""
    from game.records.pooled import FILE_NAME, read_pooled

    if not (data_dir / FILE_NAME).exists():
        return {}
    try:
        packs = library.packs()
    except StoreError:
        return {}
    return read_pooled(data_dir, {found.pack.name: found.pack.version for found in packs})


def _start_pygame() -> None:
    """Start all of pygame but the mixer, which `open_sound` opens with the game's own settings."""
    for part in (pygame.display, pygame.font, pygame.joystick):
        with contextlib.suppress(pygame.error, NotImplementedError):
            part.init()


def _new_id() -> str:
    from uuid import uuid4

    return str(uuid4())


def utc_now() -> str:
    """Return the present moment as an ISO string with time zone, for the records."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _wake() -> None:
    with contextlib.suppress(pygame.error):  # asked by a thread, the window may go at any moment
        if pygame.display.get_init():
            pygame.event.post(pygame.event.Event(WAKE))
