"""The kiosk's composition root: the game without its menu, with visits, an idle rule, staff and a failsafe."""

from __future__ import annotations

import contextlib
import gc
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, Literal

import pygame

from game import resources
from game.app import App, Options
from game.content.base import LocalText
from game.content.kiosk import KioskSettings, declared, file_text
from game.content.levels import Level
from game.embedded import embed
from game.errors import ChinmiError, StoreError
from game.kiosk import diagnostics, exits, health, pin
from game.kiosk.counting import CountedAnswers, counts_of, fooled, names_of
from game.kiosk.idle import Activity, IdleRule, Presence, clock_time, restart_due
from game.kiosk.library import KioskLibrary, clips_of
from game.kiosk.lock import LockFile
from game.kiosk.qr import modules
from game.kiosk.signs import Signs
from game.kiosk.watchful import Corner, Gate, KioskTime, is_press
from game.packs.policy import badge
from game.quiz import discernment
from game.quiz.history import History
from game.records.store import AnswerRecord, Opened
from game.records.visits import VisitStore
from game.scenes.kiosk_attract import AttractScene
from game.scenes.kiosk_dock import NORMAL
from game.scenes.kiosk_idle import ApologyScene, IdleScene
from game.scenes.kiosk_play import KioskLessonScene, KioskPlay
from game.scenes.kiosk_service import Entry, Fact, PackFact, Pair
from game.scenes.kiosk_staff import PinScene, StaffScene
from game.scenes.lesson import Turn
from game.scenes.table import TableScene
from game.settings import Settings
from game.ui.events import Key
from game.ui.time import RealTime, Timeline

if TYPE_CHECKING:
    from game.content.campaign import Campaign, Chapter
    from game.packs.library import Library

ENOUGH: Final = 10
"""So many visitors must have answered a clip before its figure is shown."""
FAULTS: Final = 3
"""A clip that could not be played so often is set aside until the next daily restart."""
QUIET: Final = 60.0
"""A planned restart waits until nobody has touched the attract screen for so long, seconds."""
CHECK_EVERY: Final = 60.0
STORM: Final = 5
"""So many failures within a minute, and the process ends for the supervisor to start it afresh."""
LESSON: Final = (("what-is-it", 0), ("face-swap", 0))
"""The two lesson cards: chapter and place in its lesson."""
LOCK_FILE: Final = "staff-lock.json"
LOG_FILE: Final = "kiosk.log"


@dataclass(slots=True)
class Surroundings:
    """What the kiosk is given: where things are, and the world's clocks."""

    data_dir: Path
    settings_path: Path
    signs: Signs
    wall: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    timeline: Timeline = field(default_factory=RealTime)


class KioskApp(App):
    """A running kiosk. Its `status` is the exit status once `run` has returned."""

    def __init__(
        self,
        options: Options,
        kiosk: KioskSettings,
        around: Surroundings,
        library: KioskLibrary | None = None,
    ) -> None:
        self.settings = kiosk
        self.around = around
        self.status = exits.CLOSED
        self.store = VisitStore(around.data_dir, around.wall().isoformat())
        self.lock = LockFile(around.data_dir / LOCK_FILE)
        inner = around.timeline
        now = inner.now()
        self.noticed = health.Health(now)
        self._activity = Activity(now)
        self._gate, self._corner = Gate(), Corner()
        self._play: KioskPlay | None = None
        self._visiting = False
        self._finished = False
        self._storm: list[float] = []
        self._next_check = now
        self._campaign: Campaign | None = None
        super().__init__(options, KioskTime(inner, self._turn), self._library(library))
        self._pairs = self._find_pairs()
        self._calm_screen()

    # -- building ----------------------------------------------------------------------------------

    def _library(self, library: KioskLibrary | None) -> KioskLibrary:
        signs = self.around.signs
        signs.alive()
        if library is None:
            library = KioskLibrary(self.around.data_dir)
            embed(library)
        library.choose(self.settings.packs)
        for (pack, clip), why in library.verify(signs.alive).items():
            signs.note(f"{pack}/{clip} is not played: {why}")
        library.aside = {key for key, n in self.store.faults().items() if n >= FAULTS}
        self.clips = library
        return library

    def _load_settings(self) -> tuple[Settings, str | None]:
        return self._visit_settings(), None

    def _open_store(self) -> Opened:
        return Opened(CountedAnswers.counting(self._answered, self._at_end))

    def _visit_settings(self) -> Settings:
        """Return the settings with which each visit begins."""
        kiosk = self.settings
        return Settings(
            language=kiosk.language,
            text_size=kiosk.text_size / 100,
            theme="high_contrast" if kiosk.high_contrast else "light_table",
            reduced_motion=kiosk.reduced_motion,
            captions=kiosk.captions,
            volume=NORMAL,
        )

    def _calm_screen(self) -> None:
        """Keep hands and other windows off: no pointer, no screen saver, the grab where SDL has one."""
        with contextlib.suppress(pygame.error):
            pygame.display.set_allow_screensaver(False)
        if self.options.fullscreen:
            with contextlib.suppress(pygame.error):
                pygame.mouse.set_visible(False)
                pygame.event.set_grab(True)
                pygame.event.set_keyboard_grab(True)

    def _find_pairs(self) -> list[Pair]:
        pairs = []
        for candidate in self.clips.pool("manipulated", u=0.0, limit=64):
            if candidate.original is None:
                continue
            with contextlib.suppress(ChinmiError):
                pairs.append(self._pair(candidate.pack, candidate.clip, candidate.original))
        return pairs

    def _pair(self, pack: str, clip: str, original: str) -> Pair:
        installed = next(p for p in self.clips.packs() if p.pack.name == pack)
        texts = self.context.texts
        credit = {}
        for language in texts.entries:
            t = texts.translator(language)
            if installed.pack.consent.basis == "virtual":
                credit[language] = t("title.credit")
            else:
                title, licence = installed.pack.title.get(language), badge(installed.pack).licence
                credit[language] = t("kiosk.credit", pack=title, licence=licence)
        media = [self.clips.media_path(pack, self.clips.clip(pack, id_)) for id_ in (original, clip)]
        return Pair(media[0], media[1], (pack, clip), credit)

    # -- running -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the attract screen. Raises ChinmiError when there is nothing to play."""
        if not clips_of(self.clips):
            raise ChinmiError("No clip may be played: no pack allows kiosks, or none is whole (see the log).")
        self.stack.push(AttractScene(self.context, self))

    def run(self) -> None:
        """Run until staff, the daily restart or the supervisor end it; a failure starts over."""
        try:
            while self.loop.running:
                try:
                    self.loop.run()
                except Exception as error:  # noqa: BLE001 - whatever it is, the kiosk goes on
                    self._recover(error)
        finally:
            self.close()

    def step(self) -> None:
        """Do one step of the loop, as `run` would (for robots and tests)."""
        try:
            self.loop.step(0.0)
        except Exception as error:  # noqa: BLE001 - as in `run`
            self._recover(error)

    def _recover(self, error: Exception) -> None:
        """Apologise and start over. When that fails again and again, end for a fresh start."""
        told = "".join(traceback.format_exception(error)[-3:])
        self.around.signs.note(f"failure in {self._top()}: {told}")
        now = self.timeline.now()
        self.noticed.failed(f"{self._top()}: {error!r}")
        self._storm = [*(t for t in self._storm if 0 <= now - t < 60), now]
        if len(self._storm) > STORM:
            self.end_with(exits.FAILED, "failed too often; starts afresh")
            return
        while len(self.stack):
            with contextlib.suppress(Exception):
                self.stack.clear()
        self._drop_visit()
        try:
            self.stack.push(AttractScene(self.context, self))
            self.stack.push(ApologyScene(self.context, self))
        except Exception as again:  # noqa: BLE001 - nothing is left to try here
            self.end_with(exits.FAILED, f"the attract screen failed: {again!r}")
        self.loop.invalidate(look=True)

    def _top(self) -> str:
        return self.stack.top.scene.name if len(self.stack) else "nothing"

    def end_with(self, status: int, why: str) -> None:
        """End the process with `status`; the reason goes to the log."""
        self.around.signs.note(why)
        self.status = status
        self.loop.stop()

    def quit(self) -> None:
        """Leave nothing: visitors cannot close a kiosk."""

    def apply(self, chosen: Settings) -> None:
        """Take over settings for this visit; nothing is saved."""
        context = self.context
        before, context.settings = context.settings, chosen
        if chosen.language and chosen.language != context.language:
            context.t = context.texts.translator(chosen.language)
        for scene in self.stack:
            if isinstance(scene, TableScene):
                scene.t = context.t
        if chosen.sound != before.sound:
            context.sound.set_mute(self.options.mute or not chosen.sound)
        context.sound.set_volume(chosen.volume * self.settings.volume)
        self.loop.invalidate(look=True)

    def _on_key(self, key: Key) -> bool:
        """Only the text size: everything else of the desktop's keys is locked."""
        return super()._on_key(key) if key.name in ("+", "-") else False

    def close(self) -> None:
        """Let go of everything; counts that wait are written if that is possible."""
        super().close()
        with contextlib.suppress(StoreError):
            self.store.close()

    # -- each turn of the loop ---------------------------------------------------------------------

    def _turn(self, events: list[pygame.event.Event]) -> list[pygame.event.Event]:
        self.around.signs.alive()
        now = self.timeline.now()
        if any(is_press(event) for event in events):
            self.noticed.last_touch = now
            self._activity = self._activity.touch(now)
        if self._corner.held(events, self.screen.surface.get_size(), now):
            self._open_staff_entry()
        self._mind_the_visitor(now)
        if now >= self._next_check:
            self._next_check = now + CHECK_EVERY
            self._check(now)
        return self._gate.pass_on(events, self.stack.version, now)

    def _mind_the_visitor(self, now: float) -> None:
        if not len(self.stack):
            return
        top = self.stack.top.scene
        if isinstance(top, (AttractScene, ApologyScene)):
            return
        if isinstance(top, TableScene) and top.is_playing():
            self._activity = self._activity.playing(now)
        presence = self._activity.presence(self._rule, now)
        if presence is Presence.GONE:
            self._count({"idle": 1} if self._visiting and not self._finished else {})
            self._finished = True
            self.over()
        elif presence is Presence.ASK and not isinstance(top, IdleScene):
            self.stack.push(IdleScene(self.context, self, self._rule.grace))

    @property
    def _rule(self) -> IdleRule:
        return IdleRule(self.settings.idle_seconds, self.settings.warning_seconds)

    def _check(self, now: float) -> None:
        """Once a minute: the clocks, the daily restart, the old counts."""
        wall = self.around.wall()
        jump = self.noticed.compare(wall, now)
        if jump is not None:
            self.around.signs.note(f"the clock jumped by {jump:.0f} s")
        calm = len(self.stack) == 1 and now - self._activity.touched >= QUIET
        if calm and restart_due(clock_time(self.settings.restart_at), wall, now - self.noticed.started):
            self.store.clear_faults()
            with contextlib.suppress(StoreError, ValueError):
                self.store.compact(wall.date().isoformat())
            self.end_with(exits.RESTART, "daily restart")

    # -- a visit (game.scenes.kiosk_service.Kiosk) -------------------------------------------------

    def begin(self, language: str) -> None:
        """Start a visit."""
        self._visiting, self._finished = True, False
        self._activity = Activity(self.timeline.now())
        self._count({"start": 1, f"language.{language}": 1})
        self.apply(self.context.settings.model_copy(update={"language": language}))
        cards = self._lesson() if self.settings.lesson else None
        if cards is None:
            self._deal()
        else:
            self._show_card(cards, 0)

    def _lesson(self) -> Chapter | None:
        """Return a chapter of the two cards; None when the campaign cannot be read."""
        try:
            if self._campaign is None:
                self._campaign = resources.read_campaign(self.context.guide)
            chapters = self._campaign.chapters
            cards = tuple(chapters[chapter].lesson[at] for chapter, at in LESSON)
            return chapters[LESSON[0][0]].model_copy(update={"lesson": cards})
        except (ChinmiError, OSError, KeyError, IndexError) as error:
            self.noticed.failed(f"lesson: {error!r}")
            return None

    def _show_card(self, chapter: Chapter, index: int) -> None:
        assert self._campaign is not None  # noqa: S101 - the chapter is from it
        turn = Turn(
            back=(lambda: self._show_card(chapter, index - 1)) if index else self.over,
            on=(lambda: self._show_card(chapter, index + 1))
            if index + 1 < len(chapter.lesson)
            else self._deal,
            leave=self.over,
        )
        scene = KioskLessonScene(self.context, self._campaign, chapter, index, turn)
        if len(self.stack) > 1:
            self.stack.replace(scene)
        else:
            self.stack.push(scene)

    def _deal(self) -> None:
        texts = self.context.texts
        title = LocalText(**{code: texts.translator(code)("kiosk.level") for code in texts.entries})
        level = Level(
            id="kiosk", title=title, subtitle=title, icon="kiosk", rounds=self.settings.clips, balanced=True
        )
        last_call = self.timeline.now() + 60 * self.settings.minutes
        self._play = KioskPlay(self.context, level, self, last_call)
        self._play.begin()

    def over(self) -> None:
        """End the visit: back to the attract screen, which wipes."""
        self.stack.back_to(AttractScene.name)

    def wipe(self) -> None:
        """Forget the visitor: the session, its clips, its settings, its notes, its history."""
        if self._visiting and not self._finished:
            self._count({"left": 1})
        self._drop_visit()

    def _drop_visit(self) -> None:
        if self._play is not None:
            with contextlib.suppress(Exception):
                self._play.close()
        self._play, self._visiting, self._finished = None, False, False
        context = self.context
        context.history = History()
        context.random = Random()
        self.toasts.dismiss()
        self.toasts.log.clear()
        self.apply(self._visit_settings())
        gc.collect()

    def here(self) -> None:
        """Somebody is there."""
        self._activity = Activity(self.timeline.now())

    def grace_left(self) -> float:
        """Return the seconds until the visitor counts as gone."""
        return self._activity.left(self._rule, self.timeline.now())

    def somebody(self) -> bool:
        """Tell whether the idle rule says that somebody is there."""
        return self._activity.presence(self._rule, self.timeline.now()) is Presence.HERE

    def pair(self, number: int) -> Pair | None:
        """Return a pair for the attract screen whose clip is not set aside."""
        good = [pair for pair in self._pairs if self.clips.playable(*pair.key)]
        return good[number % len(good)] if good else None

    def failed(self, key: tuple[str, str]) -> None:
        """Note that a clip could not be played; the third time sets it aside."""
        n = self.store.fault(key)
        told = f"{key[0]}/{key[1]} could not be played ({n})"
        if n >= FAULTS:
            self.clips.aside.add(key)
            told += "; set aside until the daily restart"
        self.noticed.failed(told)
        self.around.signs.note(told)

    def crowd(self, key: tuple[str, str]) -> tuple[int, int] | None:
        """Return how many of the last visitors were fooled, once enough have answered (before this one)."""
        found = self.store.clip(key) if self.settings.crowd else None
        if found is None:
            return None
        earlier = found.recent[:-1]
        return (earlier.count("1"), len(earlier)) if len(earlier) >= ENOUGH else None

    def qr(self) -> tuple[tuple[bool, ...], ...] | None:
        """Return the QR code of the configured text."""
        return modules(self.settings.qr_text)

    # -- counting ----------------------------------------------------------------------------------

    def _today_date(self) -> str:
        return self.around.wall().date().isoformat()

    def _count(self, names: dict[str, int]) -> None:
        if not names:
            return
        with contextlib.suppress(StoreError):
            self.store.count(self._today_date(), names)

    def _answered(self, answer: AnswerRecord) -> None:
        key = (answer.pack, answer.clip)
        with contextlib.suppress(StoreError):
            self.store.answer(self._today_date(), names_of(answer), key, answer.label, fooled=fooled(answer))

    def _at_end(self) -> None:
        self._finished = True
        self._count({"finish": 1})

    # -- staff -------------------------------------------------------------------------------------

    def _open_staff_entry(self) -> None:
        if self._top() in (PinScene.name, StaffScene.name):
            return
        self.over()
        self.here()
        self.stack.push(PinScene(self.context, self))

    def lock_left(self) -> float:
        """Return for how many seconds the staff entry is locked."""
        return self.lock.left(self.around.wall().timestamp())

    def tries_left(self) -> int:
        """Return how many tries are left."""
        return self.lock.tries_left

    def enter(self, typed: str) -> Entry:
        """Try a PIN."""
        if not self.lock.try_now(self.around.wall().timestamp()):
            return Entry.LOCKED
        if self.settings.pin is None or not pin.fits(typed, self.settings.pin):
            self.around.signs.note("a wrong PIN was entered")
            return Entry.LOCKED if self.lock_left() else Entry.WRONG
        self.lock.open()
        self.around.signs.note("staff entered")
        self.stack.replace(StaffScene(self.context, self))
        return Entry.RIGHT

    def numbers(self) -> Sequence[Fact]:
        """Return today's numbers."""
        names = self.store.of(self._today_date())
        counts = counts_of(names)
        facts = [
            Fact("kiosk.fact.visits", {"starts": names.get("start", 0), "finishes": names.get("finish", 0)}),
            Fact("kiosk.fact.left", {"left": names.get("left", 0), "idle": names.get("idle", 0)}),
            Fact(
                "kiosk.fact.languages",
                {code: names.get(f"language.{code}", 0) for code in ("uz", "en", "ru")},
            ),
            Fact("kiosk.fact.answers", {"answers": counts.total, "right": counts.correct}),
        ]
        if counts.manipulated and counts.real:
            values: dict[str, object] = {
                "dprime": f"{discernment.dprime(counts):.2f}",
                "error": f"{discernment.dprime_error(counts):.2f}",
            }
            facts.append(Fact("kiosk.fact.dprime", values))
        return facts

    def health(self) -> Sequence[Fact]:
        """Return how the machine is."""
        now, folder = self.timeline.now(), self.around.data_dir
        free = health.free_bytes(folder)
        room = health.writable(folder)
        touched = self.noticed.last_touch
        aside = len({*self.clips.faulty, *self.clips.aside})
        width, height = self.screen.surface.get_size()
        facts = [
            Fact("kiosk.fact.running", {"hours": f"{(now - self.noticed.started) / 3600:.1f}"}),
            Fact("kiosk.fact.screen", {"width": width, "height": height}),
            Fact(
                "kiosk.fact.disk",
                {"free": "?" if free is None else f"{free / 2**20:.0f}"},
                free is None or free > health.LOW_DISK,
            ),
            Fact("kiosk.fact.writable" if room else "kiosk.fact.read_only", {}, room),
            Fact(
                "kiosk.fact.no_sound" if self.context.sound.notice else "kiosk.fact.sound",
                {},
                not self.context.sound.notice,
            ),
            Fact(
                "kiosk.fact.touched", {"minutes": "-" if touched is None else f"{(now - touched) / 60:.0f}"}
            ),
            Fact("kiosk.fact.aside", {"n": aside}, not aside),
            Fact("kiosk.fact.failures", {"n": self.noticed.failures}, not self.noticed.failures),
        ]
        if self.noticed.jumps:
            facts.append(Fact("kiosk.fact.jumps", {"n": self.noticed.jumps}, well=False))
        if self.store.unsaved:
            facts.append(Fact("kiosk.fact.unsaved", {"n": self.store.unsaved}, well=False))
        if self.store.moved_aside is not None:
            facts.append(Fact("kiosk.fact.moved", {"file": self.store.moved_aside.name}, well=False))
        if not self.lock.kept:
            facts.append(Fact("kiosk.fact.lock", {}, well=False))
        return facts

    def packs(self) -> Sequence[PackFact]:
        """Return the packs."""
        return self.clips.facts()

    def change(self, name: str, steps: int) -> None:
        """Move a setting, take it over, keep it in the file."""
        one = next(d for d in declared() if d.name == name)
        value = one.moved(getattr(self.settings, name), steps)
        self.settings = self.settings.model_copy(update={name: value})
        self.apply(self._visit_settings())
        path = self.around.settings_path
        partial = path.with_name(path.name + ".partial")
        try:
            partial.write_text(file_text(self.settings), "utf-8")
            partial.replace(path)
        except OSError as error:
            self.noticed.failed(f"settings: {error}")

    def save_diagnostics(self) -> tuple[bool, str]:
        """Write diagnostics to the folder of the settings, else beside the counts."""
        target = self.around.data_dir
        if self.settings.diagnostics:
            target = self.around.settings_path.parent / self.settings.diagnostics
        t = self.context.texts.translator("en")
        lines = [t(fact.key, **fact.values) for fact in self.health()]
        stamp = self.around.wall().strftime("%Y%m%d-%H%M%S")
        log = self.around.data_dir / LOG_FILE
        try:
            folder = diagnostics.save(
                target, stamp, [*lines, *self.noticed.notes], self.store, self.settings, log
            )
        except OSError as error:
            return False, str(error.strerror or error)
        return True, str(folder)

    def end(self, how: Literal["close", "restart"]) -> None:
        """End by the will of staff."""
        self.end_with(exits.CLOSED if how == "close" else exits.RESTART, f"staff: {how}")
