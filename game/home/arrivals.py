"""What comes into the library in the background, whatever screen is there: an ordered pack, dropped files.

Nothing is fetched before a person has asked for it. While somebody plays nothing is installed from files:
it waits, and a note says so. What has come is told by a quiet note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from game.content.agreement import Agreement
    from game.content.models import TruthLabel
    from game.forge.order import PackOffer, PackOrder, Status
    from game.forge.workers import Workers
    from game.home.intake import Intake, IntakeItem
    from game.packs.library import InstalledPack
    from game.play.context import Context
    from game.ui.worker import Worker

PEOPLE: Final = "grid"
"""The recipe of the pack of real people."""
END_SECONDS: Final = 5.0
"""Seconds that the end of the game waits for stopped work to put its things away."""
AT_HOME: Final = frozenset({"menu", "library", "getting", "files", "intake"})
"""Screens over which a dropped file is shown at once: nobody is in the midst of anything."""
COUNTING: Final = AT_HOME | {"practice"}
"""Screens that count clips, and count them again when a pack has come."""


def _background_workers() -> Workers:
    from game.home.set_import import background_workers

    return background_workers()


class Arrivals:
    """Carries out orders and takes in files; asked at each step of the loop what is new."""

    def __init__(self, context: Context, data_dir: Path) -> None:
        self.order: PackOrder | None = None
        """The order of the pack of real people, running or over."""
        self.intake: Intake | None = None
        """The files that are taken in, or were last."""
        self.workers: Callable[[], Workers] = _background_workers
        """Who does the work of importing a dataset."""
        self.shown: Callable[[], None] = lambda: None
        """Brings up the screen that shows the intake."""
        self._context = context
        self._data_dir = data_dir
        self._waiting: list[Path] = []
        self._quietly = False
        """Whether the present intake waited for the end of a session: its end is told by a note."""
        self._carrying: Worker[Path | None] | None = None
        self._closing = False
        self._order_told = self._intake_told = self._playable_told = True

    # -- the pack of real people -------------------------------------------------------------------

    def offer(self) -> PackOffer | None:
        """Return what getting the people's pack means; None where it is there, or cannot be made."""
        from game.forge.order import offer

        try:
            offered = offer(PEOPLE, self._data_dir)
            there = (one for one in self._context.library.packs() if one.pack.name == PEOPLE)
            return None if any(one.clips >= offered.clips or not offered.begun for one in there) else offered
        except (ChinmiError, OSError):
            return None

    def new_order(self) -> PackOrder:
        """Return an order of the people's pack that is not started yet."""
        from game.forge.order import PackOrder
        from game.media.probe import probe

        context = self._context
        return PackOrder(PEOPLE, self._data_dir, context.library, context.guide, probe, context.wake)

    def begin(self) -> None:
        """Fetch, build and install the people's pack; what came before is taken up again."""
        if self.fetching:
            return
        self.order = self.new_order()
        self._order_told = self._playable_told = False
        self.order.start()

    def stop(self) -> None:
        """Stop the order at once; what came is kept for the next time."""
        if self.order is not None:
            self.order.stop()

    @property
    def status(self) -> Status | None:
        """How far the order is; None where there is none."""
        return self.order.status if self.order is not None else None

    @property
    def fetching(self) -> bool:
        """Tell whether an order is being carried out."""
        return self.status is not None and not self.status.over

    def line(self) -> str:
        """Return one line on the running order, empty where there is none."""
        status = self.status
        if status is None or status.over:
            return ""
        t = self._context.t
        return t("getting.line", stage=t(f"getting.stage.{status.stage}"), percent=status.percent)

    # -- files -------------------------------------------------------------------------------------

    def take(self, paths: Sequence[Path]) -> None:
        """Take files and folders in: at once, or when the session is over."""
        self._waiting += paths
        if self._free:
            self._begin_intake(quietly=False)
        else:
            self._context.toasts.show("library", self._context.t("intake.later", n=len(paths)))

    def stop_intake(self) -> None:
        """Take in no more; what is installed stays."""
        self._waiting.clear()
        if self.intake is not None:
            self.intake.stop()

    def confirm(self, item: IntakeItem, agreement: Agreement) -> None:
        """Import a dataset on the word of who holds the agreement with its publishers."""
        if self.intake is not None and self.intake.over and item in self.intake.items:
            self._quietly = self._intake_told = False
            self.intake.confirm(item, agreement)

    def decide(self, item: IntakeItem, one_means: TruthLabel) -> None:
        """Import a dataset whose labels are 0 and 1, now that somebody has said what 1 means."""
        if self.intake is not None and self.intake.over and item in self.intake.items:
            self._quietly = self._intake_told = False
            self.intake.decide(item, one_means)

    @property
    def _free(self) -> bool:
        """Tell whether an intake can begin now."""
        stack = self._context.stack
        running = self.intake is not None and not self.intake.over
        return not running and len(stack) > 0 and stack.top.scene.name in AT_HOME

    def _begin_intake(self, *, quietly: bool) -> None:
        from game.home.intake import Intake
        from game.home.set_import import ROOM
        from game.media.probe import probe

        context, paths = self._context, tuple(self._waiting)
        self._waiting.clear()
        room, files = self._data_dir / ROOM, (context.library, context.guide, probe)
        self.intake = Intake(paths, *files, context.wake, room=room, workers=self.workers)
        self._quietly, self._intake_told = quietly, False
        self.intake.start()
        if not quietly and context.stack.top.scene.name != "intake":
            self.shown()

    # -- out of the library ------------------------------------------------------------------------

    def carry(self, pack: InstalledPack, folder: Path) -> None:
        """Save a pack as one file in the background; a note tells when it is there."""
        from game.home.carry import carry
        from game.ui.worker import Worker

        if self._carrying is None:
            context = self._context
            context.toasts.show("stick", context.t("carry.begun"))
            self._carrying = Worker(lambda: carry(pack, folder, lambda: not self._closing), context.wake)

    def _tell_carried(self) -> None:
        if self._carrying is None or not self._carrying.done:
            return
        t, carrying, self._carrying = self._context.t, self._carrying, None
        try:
            target = carrying.result()
        except (ChinmiError, OSError):
            self._context.toasts.show("warning", t("carry.failed"))
            return
        if target is not None:
            self._context.toasts.show("check", t("carry.done", file=printable(target.name)))

    def settle(self) -> None:
        """Wait a moment until a pack is saved, at the end of the game."""
        if self._carrying is not None:
            self._carrying.join(END_SECONDS)

    # -- each step ---------------------------------------------------------------------------------

    def on_step(self, _now: float) -> None:
        """Tell what has come to its end, and begin what waited."""
        self._look_at_order()
        self._tell_carried()
        if not self._intake_told and self.intake is not None and self.intake.over:
            self._intake_told = True
            self._count_again()
            if self._context.stack.top.scene.name != "intake":
                self._tell_intake(self.intake.items)
        if self._waiting and self._free:
            self._begin_intake(quietly=self._context.stack.top.scene.name != "intake")

    def _look_at_order(self) -> None:
        status = self.status
        if self.order is None or status is None:
            return
        if self._context.stack.top.scene.name in COUNTING:
            self.order.calm.set()
        else:
            self.order.calm.clear()
        if status.playable and not status.over and not self._playable_told:
            self._playable_told = True
            self._count_again()
            self._context.toasts.queue("person", self._context.t("getting.first"))
        if status.over and not self._order_told:
            self._order_told = True
            self._tell_order()

    def _tell_order(self) -> None:
        from game.forge.order import OrderStage

        toasts, t, status = self._context.toasts, self._context.t, self.status
        if status is not None and status.stage is OrderStage.DONE:
            self._count_again()
        if status is None or self._context.stack.top.scene.name == "getting":
            return
        if status.stage is OrderStage.DONE:
            toasts.queue("person", t("getting.arrived"))
        elif status.stage is OrderStage.FAILED:
            toasts.queue("info", t("getting.not_arrived"))

    def _tell_intake(self, items: Sequence[IntakeItem]) -> None:
        toasts, t, language = self._context.toasts, self._context.t, self._context.language
        for item in items:
            if item.installed:
                toasts.queue("check", t("intake.note_installed", pack=item.named(language)))
        if not all(item.installed for item in items):
            toasts.queue("info", t("intake.note_not"))

    def _count_again(self) -> None:
        top = self._context.stack.top.scene
        if top.name in COUNTING:
            top.resume()

    def close(self) -> None:
        """Stop all work, and wait a moment until it has put its things away."""
        self._waiting.clear()
        self._closing = True
        self.settle()
        self.stop()
        for work in (self.order, self.intake):
            if work is not None:
                work.stop()
                work.join(END_SECONDS)
