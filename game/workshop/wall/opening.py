"""Opens a workshop: gathers what there is to choose from, deals the clips, starts room and server."""

from __future__ import annotations

import contextlib
import logging
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from game.campaign.reader import read_campaign
from game.errors import ChinmiError, StoreError
from game.resources import assets, levels
from game.workshop.codes import TEACHER_LENGTH, new_code
from game.workshop.dealing import deal
from game.workshop.handouts.printing import write_pages
from game.workshop.host import Host
from game.workshop.journal import JournalInUseError, VoteJournal
from game.workshop.lesson_store import FILE_NAME as LESSONS
from game.workshop.lesson_store import LessonKept, LessonStore
from game.workshop.own_plans import keep_own, read_all, read_own
from game.workshop.plan_reader import read_plans
from game.workshop.room import Join, RoomPhase
from game.workshop.server.adapters import Adapter, keep
from game.workshop.server.limits import Limits
from game.workshop.server.network import adapters
from game.workshop.server.service import NetworkError, Service
from game.workshop.server.site import read_site
from game.workshop.server.teacher_remote import TeacherRemote
from game.workshop.wall.big_address import show_address
from game.workshop.wall.classes import ClassScene
from game.workshop.wall.compare import CompareScene
from game.workshop.wall.cut_off import ask_what_becomes_of_it
from game.workshop.wall.desk import open_desk
from game.workshop.wall.own_lessons import OwnLessonsScene, put_together
from game.workshop.wall.papers import REPORTS, offer
from game.workshop.wall.scenes import scene_of
from game.workshop.wall.setup import Choices, SetupOptions, SetupScene
from game.workshop.wall.stock import StockAhead, can_deal
from game.workshop.wall.teaching import Teaching, VotingMethod

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.play.context import Context
    from game.workshop.journal import Unfinished
    from game.workshop.lesson import Lesson
    from game.workshop.plan import Plan


log = logging.getLogger("chinmi.classroom")
TEACHER = "teacher"
OUTSIDE = (RoomPhase.LOBBY, RoomPhase.DONE)
"""When the address is on the wall anyway, and when nobody needs it any more."""


class Workshop:
    """A workshop on this computer: from the choice of a plan to an open room."""

    def __init__(
        self,
        context: Context,
        *,
        address: str | None = None,
        port: int = 0,
        wifi: str = "",
        limits: Limits | None = None,
        desk_here: bool = False,
    ) -> None:
        """`desk_here`: a room that opens shows the desk on this computer, as the wall is elsewhere."""
        self.context = context
        self.campaign = read_campaign(context.guide)
        self.remote = TeacherRemote(new_code(SystemRandom(), TEACHER_LENGTH))
        self.remote.on_wish = context.wake
        self.port = port
        self.wifi = wifi
        self.limits = limits
        self.desk_here = desk_here
        self.named = address is not None
        """Whether the address was named; else this computer is asked for those that it has."""
        self.adapters = (Adapter("", address),) if address else adapters()
        self.teaching: Teaching | None = None
        self._stock: StockAhead | None = None

    @property
    def folder(self) -> Path | None:
        """The data folder; None while answers are only in memory."""
        path = self.context.store.path
        return path.parent if path is not None else None

    def close(self) -> None:
        """Close the room, if one is open."""
        if self.teaching is not None:
            self.teaching.close()
            self.teaching = None

    def begin(self, plan: str = "") -> None:
        """Show what there is to choose from; the plan with the id `plan` is chosen at first."""
        own, whole = read_all(self.folder)
        if not whole:
            self.context.toasts.show("warning", self.context.t("workshop.own_unread"))
        plans = read_plans(levels() / "workshops", self.context.guide, self.campaign)
        options = SetupOptions(
            plans=plans,
            look=self.look_around,
            can_deal=can_deal(self.context),
            remote=self.remote,
            open=self.ask_and_open,
            choose_own=lambda took: self.choose_own(own, took),
            own=own,
            plan=plan,
            print_pages=lambda: self.print_pages((*plans, *own)),
            close=self.close,
            classes=self.choose_class,
            resume=self.resume,
            unfinished=lambda: self._cut_off() is not None,
            wifi=self.wifi,
        )
        self._stock = StockAhead(self.context)
        self.context.stack.push(SetupScene(self.context, options))

    def look_around(self) -> tuple[Adapter, ...]:
        """Return this computer's networks as they are now: a Wi-Fi may have come or gone."""
        if not self.named:
            self.adapters = adapters()
        return self.adapters

    def _cut_off(self) -> Unfinished | None:
        """Return the lesson that was cut off; one whose journal cannot be read is told and left alone."""
        try:
            journal = self._journal()
        except JournalInUseError:
            self._tell_in_use()
            return None
        try:
            return journal.unfinished()
        except StoreError as error:
            self.context.toasts.show("warning", str(error))
            return None
        finally:
            journal.close()

    def choose_own(self, own: list[Plan], took: Callable[[Plan], None]) -> None:
        """Let the teacher choose among the own plans; where there is none, put one together."""

        def keep() -> None:
            try:
                keep_own(self.folder, own, self.context.today())
            except StoreError:
                self.context.toasts.show("warning", self.context.t("workshop.own_unkept"))

        def added() -> None:
            keep()
            took(own[-1])

        if own:
            self.context.stack.push(OwnLessonsScene(self.context, own, keep, took))
        else:
            put_together(self.context, own, added)

    def choose_class(self, label: str, took: Callable[[str], None]) -> None:
        """Let the teacher say which class it is; with two lessons or more they can be compared."""
        lessons = self._lessons()
        compare = partial(self.compare, lessons) if len(lessons) > 1 else None
        self.context.stack.push(ClassScene(self.context, label, took, compare))

    def compare(self, lessons: tuple[LessonKept, ...]) -> None:
        """Show two lessons side by side."""
        language = self.context.language
        plans = read_plans(levels() / "workshops", self.context.guide, self.campaign)
        titles = {plan.id: plan.title.get(language) for plan in (*plans, *read_own(self.folder))}
        self.context.stack.push(CompareScene(self.context, lessons, titles))

    def _lessons(self) -> tuple[LessonKept, ...]:
        if self.folder is None or not (self.folder / LESSONS).exists():
            return ()
        try:
            with closing(LessonStore.open(self.folder, self.context.today())) as store:
                return store.lessons()
        except StoreError as error:
            self.context.toasts.show("warning", str(error))
            return ()

    def print_pages(self, plans: tuple[Plan, ...]) -> None:
        """Write all that can be printed beside the reports, and offer to open or to copy it."""
        context, folder = self.context, (self.folder or Path.home()) / TEACHER
        try:
            virtual = not context.library.people()
            files = write_pages(folder, plans, context.guide, self.campaign, context.texts, virtual=virtual)
        except ChinmiError as error:
            context.toasts.show("warning", str(error))
        else:
            t = context.t
            offer(context, t("workshop.printed_title"), t("workshop.printed", folder=folder), files)

    def ask_and_open(self, choices: Choices) -> None:
        """Open the room; ask first where votes of a lesson that was cut off would be lost by that."""
        found = self._cut_off()
        votes = 0 if found is None else len(found.votes) + sum(sum(counts) for _, counts in found.paper)
        if votes:
            ask_what_becomes_of_it(self.context, votes, self.resume, lambda: self.open(choices))
        else:
            self.open(choices)

    def open(self, choices: Choices) -> None:
        """Deal the clips and open the room; say so when that cannot be done."""
        try:
            journal = self._journal()
        except JournalInUseError:
            self._tell_in_use()
            return
        stock, self._stock = self._stock or StockAhead(self.context), None
        lesson = deal(choices.plan, stock.take(), self.context.guide, SystemRandom())
        lesson = lesson.model_copy(update={"label": choices.label})
        if lesson.missing:
            self.context.toasts.show("info", self.context.t("workshop.missing", n=lesson.missing))
        try:
            host = self._host(lesson, journal, choices.teams)
        except StoreError:
            journal.close()
            host = self._host(lesson, VoteJournal.in_memory(), choices.teams)
            self.context.toasts.show("warning", self.context.t("workshop.unwritten"))
        adapter = None if choices.address is None else Adapter(choices.adapter, choices.address)
        self._start(host, adapter, choices.teams, self.port, shared=choices.shared)

    def _host(self, lesson: Lesson, journal: VoteJournal, teams: int) -> Host:
        host = Host.begin(lesson, journal, SystemRandom(), now=self.context.today())
        for team in range(teams):
            host.apply(Join(f"team-{team + 1}"))
        return host

    def resume(self) -> None:
        """Go on with the lesson that was cut off: same code, same seats, same place."""
        try:
            journal = self._journal()
        except JournalInUseError:
            self._tell_in_use()
            return
        try:
            found = journal.unfinished()
            if found is None:
                journal.close()
                return
            host = Host.resume(found, journal)
        except StoreError as error:
            journal.close()
            self.context.toasts.show("warning", str(error))
            return
        except (ValueError, KeyError):
            with contextlib.suppress(OSError):
                journal.put_aside(self.context.today())
            self.context.toasts.show("warning", self.context.t("workshop.cannot_resume"))
            return
        self.look_around()
        teams, place = sum(seat.startswith("team-") for seat in found.seats), found.place
        adapter = None
        if self.adapters and place.port:
            adapter = self.adapters[keep(self.adapters, place.adapter, place.address)]
            self.remote.code = place.desk or self.remote.code
        self._start(host, adapter, teams, place.port, shared=place.shared)
        self._tell_new_address((place.address, place.port))

    def _start(self, host: Host, adapter: Adapter | None, teams: int, port: int, *, shared: bool) -> None:
        service = None
        if adapter is not None:
            try:
                service = self._serve(host, adapter, port, shared=shared)
            except (NetworkError, StoreError) as error:
                self._tell_not_open(adapter, error)
                host.close()
                return
        folder = self.folder
        self.teaching = Teaching(
            self.context,
            host,
            self.campaign,
            scene_of,
            VotingMethod(service, teams, self.wifi),
            move=self.move,
            remote=self.remote,
            reports=folder / REPORTS if folder is not None else None,
        )
        self.teaching.begin()
        if self.desk_here:
            open_desk(self.teaching)

    def move(self, adapter: Adapter) -> None:
        """Go on with the lesson in another of this computer's networks; say so when that cannot be done."""
        teaching, service = self.teaching, self.teaching.voting.phones if self.teaching is not None else None
        if teaching is None or service is None or adapter.address == service.adapter.address:
            return
        service.stop()
        for there in (adapter, service.adapter):
            try:
                found = self._serve(teaching.host, there, service.port, shared=service.allowance.shared)
            except (NetworkError, StoreError) as error:
                self._tell_not_open(there, error)
            else:
                teaching.voting = replace(teaching.voting, phones=found)
                if there is adapter:
                    self._tell_new_address((service.address, service.port))
                return

    def _tell_new_address(self, before: tuple[str, int]) -> None:
        """Show the class where the room is, where it was elsewhere before: phones have to open it anew."""
        teaching = self.teaching
        if teaching is None or teaching.voting.phones is None or teaching.room.phase in OUTSIDE:
            return
        phones = teaching.voting.phones
        if before[0] and before != (phones.address, phones.port):
            show_address(teaching, self.context.t("workshop.new_address"))

    def _tell_not_open(self, adapter: Adapter, error: NetworkError | StoreError) -> None:
        log.warning("%s", error)
        t = self.context.t
        words = (
            t("workshop.not_open", address=adapter.address) if isinstance(error, NetworkError) else str(error)
        )
        self.context.toasts.show("warning", words)

    def _serve(self, host: Host, adapter: Adapter, port: int, *, shared: bool) -> Service:
        site = read_site(assets() / "web", self.context.texts, self.context.guide)
        service = Service(host, self.remote, site, adapter=adapter, port=port, limits=self.limits)
        service.allowance.shared |= shared
        try:
            service.note_place()
        except StoreError:
            service.stop()
            raise
        return service

    def _journal(self) -> VoteJournal:
        if self.folder is None:
            return VoteJournal.in_memory()
        try:
            return VoteJournal.open(self.folder, self.context.today())
        except JournalInUseError:
            raise
        except StoreError:
            self.context.toasts.show("warning", self.context.t("workshop.unwritten"))
            return VoteJournal.in_memory()

    def _tell_in_use(self) -> None:
        self.context.toasts.show("warning", self.context.t("workshop.in_use"))
