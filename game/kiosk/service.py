"""The kiosk behind its screens: visits and what is counted of them, the idle rule's clock, staff's doings."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING, Final, Literal

from game.campaign.lesson import Turn
from game.campaign.reader import read_campaign
from game.content.base import LocalText
from game.content.levels import Level
from game.errors import ChinmiError, StoreError
from game.kiosk import config, diagnostics, health, pin, staff_facts
from game.kiosk.counts.counted_answers import names_of
from game.kiosk.idle_rule import Activity, IdleRule, Presence
from game.kiosk.pairs import find_pairs, lesson_of
from game.kiosk.qr import modules
from game.kiosk.screens.attract import AttractScene
from game.kiosk.screens.idle_warning import IdleScene
from game.kiosk.screens.pin_pad import PinScene
from game.kiosk.screens.service import Entry, Fact, Kiosk, PackFact, Pair
from game.kiosk.screens.staff import StaffScene
from game.kiosk.screens.visit import KioskLessonScene, visit_play
from game.kiosk.settings import KioskSettings, declared
from game.kiosk.supervision import exit_codes
from game.play.clip_screen import ClipScreen
from game.play.controller import Play
from game.quiz.answer import Answer
from game.quiz.history import History

if TYPE_CHECKING:
    from game.campaign.model import Campaign, Chapter
    from game.kiosk.app import KioskApp
    from game.play.context import Context

ENOUGH: Final = 10
"""So many visitors must have answered a clip before its figure is shown."""
FAULTS: Final = 3
"""A clip that could not be played so often is set aside until the next daily restart."""
LOG_FILE: Final = "kiosk.log"


class Desk:
    """What the screens ask of the kiosk (`game.kiosk.screens.service.Kiosk`)."""

    def __init__(self, app: KioskApp) -> None:
        self.app = app
        self.activity = Activity(app.timeline.now())
        self.play: Play | None = None
        """The session of the visitor."""
        self.new_play: Callable[[Context, Level, Kiosk, float], Play] = visit_play
        self._pairs = find_pairs(app.clips, app.context.texts)
        self._visiting = False
        self._finished = False
        self._refused = False
        self._healed = app.store.healed
        self._campaign: Campaign | None = None

    @property
    def settings(self) -> KioskSettings:
        """The kiosk's settings."""
        return self.app.kiosk_settings

    @property
    def rule(self) -> IdleRule:
        """How long nobody may do anything."""
        return IdleRule(self.settings.idle_seconds, self.settings.warning_seconds)

    def mind_the_visitor(self, now: float, *, playing: bool) -> None:
        """Ask whether somebody is there, or start over; `playing`: a clip is running on the table."""
        if playing:
            self.activity = self.activity.playing(now)
        presence = self.activity.presence(self.rule, now)
        if presence is Presence.GONE:
            if self._visiting and not self._finished:
                self._finished = True
                self.count({"idle": 1})
            self.over()
        elif presence is Presence.ASK and self.app.top_name != IdleScene.name:
            self.app.stack.push(IdleScene(self.app.context, self, self.rule.grace))

    # -- a visit -----------------------------------------------------------------------------------

    def begin(self, language: str) -> None:
        """Start a visit."""
        self._visiting, self._finished = True, False
        self.activity = Activity(self.app.timeline.now())
        self.count({"start": 1, f"language.{language}": 1})
        self.app.apply(self.app.context.settings.model_copy(update={"language": language}))
        cards = self._lesson() if self.settings.lesson else None
        if cards is None:
            self._deal()
        else:
            self._show_card(cards, 0)

    def _lesson(self) -> Chapter | None:
        """Return a chapter of the two cards; None when the campaign cannot be read."""
        try:
            if self._campaign is None:
                self._campaign = read_campaign(self.app.context.guide)
            return lesson_of(self._campaign)
        except (ChinmiError, OSError, KeyError, IndexError) as error:
            self.app.noticed.failed(f"lesson: {error!r}")
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
        scene = KioskLessonScene(self.app.context, self._campaign, chapter, index, turn)
        if len(self.app.stack) > 1:
            self.app.stack.replace(scene)
        else:
            self.app.stack.push(scene)

    def _deal(self) -> None:
        texts, clips = self.app.context.texts, self.settings.clips
        title = LocalText(**{code: texts.translator(code)("kiosk.level") for code in texts.entries})
        level = Level(
            id="kiosk", title=title, subtitle=title, icon="kiosk", rounds=clips, balanced=clips % 2 == 0
        )
        last_call = self.app.timeline.now() + 60 * self.settings.minutes
        self.play = self.new_play(self.app.context, level, self, last_call)
        self.play.begin()

    def over(self) -> None:
        """End the visit: back to the attract screen, which wipes."""
        self.app.stack.back_to(AttractScene.name)

    def wipe(self) -> None:
        """Forget the visitor: the session, its clips, its settings, its notes, its history."""
        if self._visiting and not self._finished:
            self.count({"left": 1})
        self.drop_visit()

    def visit_failed(self) -> None:
        """Count a visit that ended in a failure; a clip that was on the screen may be why, and is noted."""
        if self._visiting and not self._finished:
            self._finished = True
            self.count({"failed": 1})
        on_screen = len(self.app.stack) and isinstance(self.app.stack.top.scene, ClipScreen)
        if on_screen and self.play is not None and self.play.player is not None:
            self.failed((self.play.round.deal.pack, self.play.clip.id))

    def drop_visit(self) -> None:
        """Let go of everything that a visit has made."""
        if self.play is not None:
            with contextlib.suppress(Exception):
                self.play.close()
        self.play, self._visiting, self._finished = None, False, False
        context = self.app.context
        context.history = History()
        context.random = Random()
        self.app.toasts.dismiss()
        self.app.toasts.log.clear()
        self.app.apply(self.app.visit_settings())
        gc.collect()

    def here(self) -> None:
        """Note that somebody is there."""
        self.activity = Activity(self.app.timeline.now())

    def grace_left(self) -> float:
        """Return the seconds until the visitor counts as gone."""
        return self.activity.left(self.rule, self.app.timeline.now())

    def somebody(self) -> bool:
        """Tell whether the idle rule says that somebody is there."""
        return self.activity.presence(self.rule, self.app.timeline.now()) is Presence.HERE

    def pair(self, number: int) -> Pair | None:
        """Return a pair for the attract screen of whose clips none is set aside."""
        playable = self.app.clips.playable
        good = [p for p in self._pairs if playable(*p.key) and playable(*p.original_key)]
        return good[number % len(good)] if good else None

    def show_no_pairs(self) -> None:
        """Leave the attract screen without clips (for soaks in virtual time)."""
        self._pairs = []

    def failed(self, key: tuple[str, str]) -> None:
        """Note that a clip could not be played; the third time sets it aside."""
        n = self.app.store.fault(key)
        told = f"{key[0]}/{key[1]} could not be played ({n})"
        if n >= FAULTS:
            self.app.clips.aside.add(key)
            told += "; set aside until the daily restart"
        self.app.noticed.failed(told)
        self.app.around.signs.note(told)

    def crowd(self, key: tuple[str, str]) -> tuple[int, int] | None:
        """Return how many of the last visitors were fooled, once enough have answered (before this one)."""
        found = self.app.store.clip(key) if self.settings.crowd else None
        if found is None:
            return None
        earlier = found.recent[:-1]
        return (earlier.count("1"), len(earlier)) if len(earlier) >= ENOUGH else None

    def qr(self) -> tuple[tuple[bool, ...], ...] | None:
        """Return the QR code of the configured text."""
        return modules(self.settings.qr_text)

    # -- counting ----------------------------------------------------------------------------------

    def _today_date(self) -> str:
        return self.app.around.wall().date().isoformat()

    def _keep(self, write: Callable[[], None]) -> None:
        """Write counts. What the disk refuses waits; the log says so once, and once when it is written."""
        try:
            write()
        except StoreError as error:
            if not self._refused:
                self.app.around.signs.note(f"the counts wait: {error}")
            self._refused = True
        else:
            if self.app.store.healed != self._healed:
                self._healed = self.app.store.healed
                self.app.around.signs.note(self._healed)
            if self._refused:
                self.app.around.signs.note("the counts are written again")
            self._refused = False

    def count(self, names: dict[str, int]) -> None:
        """Raise today's counters."""
        self._keep(lambda: self.app.store.count(self._today_date(), names))

    def answered(self, answer: Answer) -> None:
        """Count an answer, to its kinds and to its clip."""
        key = (answer.pack, answer.clip)
        names, day, label = names_of(answer), self._today_date(), answer.label
        self._keep(lambda: self.app.store.answer(day, names, key, label, fooled=not answer.correct))

    def at_end(self) -> None:
        """Count a session that came to its end."""
        self._finished = True
        self.count({"finish": 1})

    # -- staff -------------------------------------------------------------------------------------

    def open_staff_entry(self) -> None:
        """Ask for the PIN; whatever a visitor was doing is over."""
        if self.app.top_name in (PinScene.name, StaffScene.name):
            return
        self.over()
        self.here()
        self.app.stack.push(PinScene(self.app.context, self))

    def lock_left(self) -> float:
        """Return for how many seconds the staff entry is locked."""
        return self.app.lock.left(self.app.around.wall().timestamp())

    def tries_left(self) -> int:
        """Return how many tries are left."""
        return self.app.lock.tries_left

    def enter(self, typed: str) -> Entry:
        """Try a PIN."""
        if not self.app.lock.try_now(self.app.around.wall().timestamp()):
            return Entry.LOCKED
        if self.settings.pin is None or not pin.fits(typed, self.settings.pin):
            self.app.around.signs.note("a wrong PIN was entered")
            return Entry.LOCKED if self.lock_left() else Entry.WRONG
        self.app.lock.open()
        self.app.around.signs.note("staff entered")
        self.app.stack.replace(StaffScene(self.app.context, self))
        return Entry.RIGHT

    def numbers(self) -> Sequence[Fact]:
        """Return today's numbers."""
        return staff_facts.numbers(self.app.store.of(self._today_date()))

    def health(self) -> Sequence[Fact]:
        """Return how the machine is."""
        now, folder, noticed = self.app.timeline.now(), self.app.around.data_dir, self.app.noticed
        moved = self.app.store.moved_aside
        return staff_facts.health(
            staff_facts.Readings(
                running=now - noticed.started,
                screen=self.app.screen.surface.get_size(),
                free=health.free_bytes(folder),
                writable=health.writable(folder),
                sound=not self.app.context.sound.notice,
                untouched=None if noticed.last_touch is None else now - noticed.last_touch,
                touch_screens=noticed.touch_screens,
                touch_lost=noticed.touch_screens < noticed.most_touch_screens,
                aside=len({*self.app.clips.faulty, *self.app.clips.aside}),
                failures=noticed.failures,
                jumps=noticed.jumps,
                unsaved=self.app.store.unsaved,
                moved=moved.name if moved is not None else "",
                lock_kept=self.app.lock.kept,
            )
        )

    def packs(self) -> Sequence[PackFact]:
        """Return the packs."""
        return self.app.clips.facts()

    def change(self, name: str, steps: int) -> None:
        """Move a setting, take it over, keep it in the file."""
        one = next(d for d in declared() if d.name == name)
        value = one.moved(getattr(self.settings, name), steps)
        self.app.kiosk_settings = self.settings.model_copy(update={name: value})
        self.app.apply(self.app.visit_settings())
        try:
            config.write(self.app.around.settings_path, self.settings)
        except ChinmiError as error:
            self.app.noticed.failed(str(error))

    def save_diagnostics(self) -> tuple[bool, str]:
        """Write diagnostics to the folder of the settings, else beside the counts."""
        target = self.app.around.data_dir
        if self.settings.diagnostics:
            target = self.app.around.settings_path.parent / self.settings.diagnostics
        t = self.app.context.texts.translator("en")
        lines = [t(fact.key, **fact.values) for fact in self.health()]
        stamp = self.app.around.wall().strftime("%Y%m%d-%H%M%S")
        log = self.app.around.data_dir / LOG_FILE
        try:
            folder = diagnostics.save(
                target, stamp, [*lines, *self.app.noticed.notes], self.app.store, self.settings, log
            )
        except OSError as error:
            return False, str(error.strerror or error)
        return True, str(folder)

    def end(self, how: Literal["close", "restart"]) -> None:
        """End by the will of staff."""
        self.app.end_with(exit_codes.CLOSED if how == "close" else exit_codes.RESTART, f"staff: {how}")
