"""Opens a workshop: gathers what there is to choose from, deals the clips, starts room and server."""

from __future__ import annotations

import contextlib
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from game.campaign.reader import read_campaign
from game.errors import ChinmiError, StoreError
from game.packs.display import may
from game.resources import assets, levels
from game.workshop.codes import TEACHER_LENGTH, new_code
from game.workshop.dealing import AvailableClip, deal
from game.workshop.host import Host
from game.workshop.journal import JournalInUseError, VoteJournal
from game.workshop.plan_reader import read_plans
from game.workshop.report.teacher_pages import write_packs
from game.workshop.report.words import read_words
from game.workshop.room import Join, Phase
from game.workshop.server.limits import Limits
from game.workshop.server.network import addresses
from game.workshop.server.service import NetworkError, Service
from game.workshop.server.site import read_site
from game.workshop.server.teacher_remote import TeacherRemote
from game.workshop.wall.build import BuildScene
from game.workshop.wall.end import EndScene
from game.workshop.wall.lobby import LobbyScene
from game.workshop.wall.page import PageScene
from game.workshop.wall.result import ResultScene
from game.workshop.wall.setup import Choices, SetupOptions, SetupScene
from game.workshop.wall.teaching import Teaching, VotingMethod
from game.workshop.wall.vote import VoteScene

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.content.models import Method, Pack
    from game.play.context import Context
    from game.ui.scene import Scene
    from game.workshop.lesson import Lesson
    from game.workshop.plan import Plan

SCENES: Mapping[Phase, Callable[[Teaching], Scene]] = {
    Phase.LOBBY: LobbyScene,
    Phase.PAGE: PageScene,
    Phase.OPEN: VoteScene,
    Phase.CLOSED: ResultScene,
    Phase.SHOWN: ResultScene,
    Phase.DONE: EndScene,
}
REPORTS = "reports"
TEACHER = "teacher"


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
    ) -> None:
        self.context = context
        self.campaign = read_campaign(context.guide)
        self.remote = TeacherRemote(new_code(SystemRandom(), TEACHER_LENGTH))
        self.remote.on_wish = context.wake
        self.port = port
        self.wifi = wifi
        self.limits = limits
        self.addresses = (address,) if address else addresses()
        self.teaching: Teaching | None = None

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

    def begin(self) -> None:
        """Show what there is to choose from."""
        plans = read_plans(levels() / "workshops", self.context.guide, self.campaign)
        found = self._unfinished()
        options = SetupOptions(
            plans=plans,
            addresses=self.addresses,
            clips=len(self._stock()),
            remote=self.remote,
            open=self.open,
            build=lambda built: self.context.stack.push(BuildScene(self.context, built)),
            print_pages=lambda: self.print_pages(plans),
            close=self.close,
            resume=self.resume if found else None,
            wifi=self.wifi,
        )
        self.context.stack.push(SetupScene(self.context, options))

    def _unfinished(self) -> bool:
        """Tell whether a lesson was cut off; one whose journal cannot be read is told and left alone."""
        try:
            journal = self._journal()
        except JournalInUseError:
            self._tell_in_use()
            return False
        try:
            return journal.unfinished() is not None
        except StoreError as error:
            self.context.toasts.show("warning", str(error))
            return False
        finally:
            journal.close()

    def print_pages(self, plans: tuple[Plan, ...]) -> None:
        """Write the teacher's packs beside the reports, and say where."""
        context, folder = self.context, (self.folder or Path.home()) / TEACHER
        try:
            words = read_words(levels() / "workshops" / "pages")
            virtual = not context.library.people()
            write_packs(folder, plans, context.guide, self.campaign, context.texts, words, virtual=virtual)
        except ChinmiError as error:
            context.toasts.show("warning", str(error))
        else:
            context.toasts.show("check", context.t("workshop.printed", folder=folder))

    def open(self, choices: Choices) -> None:
        """Deal the clips and open the room; say so when that cannot be done."""
        try:
            journal = self._journal()
        except JournalInUseError:
            self._tell_in_use()
            return
        lesson = deal(choices.plan, self._stock(), self.context.guide, SystemRandom())
        if lesson.missing:
            self.context.toasts.show("info", self.context.t("workshop.missing", n=lesson.missing))
        try:
            host = self._host(lesson, journal, choices.teams)
        except StoreError:
            journal.close()
            host = self._host(lesson, VoteJournal.in_memory(), choices.teams)
            self.context.toasts.show("warning", self.context.t("workshop.unwritten"))
        self._start(host, choices.address, choices.teams, self.port)

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
            with contextlib.suppress(StoreError):
                journal.finish()
            journal.close()
            self.context.toasts.show("warning", self.context.t("workshop.cannot_resume"))
            return
        teams = sum(seat.startswith("team-") for seat in found.seats)
        address = self.addresses[0] if self.addresses and found.port else None
        self._start(host, address, teams, found.port)

    def _start(self, host: Host, address: str | None, teams: int, port: int) -> None:
        service = None
        if address is not None:
            try:
                service = self._serve(host, address, port)
            except (NetworkError, StoreError) as error:
                self.context.toasts.show("warning", str(error))
                host.close()
                return
        folder = self.folder
        self.teaching = Teaching(
            self.context,
            host,
            self.campaign,
            lambda teaching: SCENES[teaching.room.phase](teaching),
            VotingMethod(service, teams, self.wifi),
            remote=self.remote,
            reports=folder / REPORTS if folder is not None else None,
        )
        self.teaching.begin()

    def _serve(self, host: Host, address: str, port: int) -> Service:
        site = read_site(assets() / "web", self.context.texts, self.context.guide)
        service = Service(host, self.remote, site, address=address, port=port, limits=self.limits)
        try:
            host.set_port(service.port)
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

    def _stock(self) -> list[AvailableClip]:
        """Return all clips of the packs that are on, may be shown in a classroom and can be heard there."""
        library, heard = self.context.library, self.context.perceptible
        found = []
        for installed in library.packs():
            pack = installed.pack
            if not installed.enabled or installed.damaged is not None or not may("classroom", pack).allowed:
                continue
            with contextlib.suppress(ChinmiError):
                clips = [clip for clip in library.clips(pack.name) if heard(clip)]
                shown = {method: self._shown(pack, method) for method in {clip.method for clip in clips}}
                found += [AvailableClip(pack.name, c, pack.virtual) for c in clips if shown[c.method]]
        return found

    def _shown(self, pack: Pack, method: Method | None) -> bool:
        requested = self.context.settings.synthetic_voices
        return may("classroom", pack, (method,), requested=requested).allowed
