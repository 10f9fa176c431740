"""Files and folders that a person drops or chooses: found out what they are, checked, installed if packs.

A public dataset is imported first; where its terms ask for an agreement, its holder confirms that before.

All of it runs on a thread of its own; whoever shows it reads `items`, which are replaced whole. A file that
is no pack is told what it is and what can be done with it; no file stops the game.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import own_program
from game.errors import ChinmiError, ClipError, ContentError, printable
from game.forge.workers import CancelledError
from game.home.pack_paths import entries_of, packs_at
from game.home.set_import import background_workers, bring, put_away, terms_to_confirm

if TYPE_CHECKING:
    from game.content.agreement import Agreement
    from game.content.base import LocalText
    from game.content.guide import Guide
    from game.content.models import TruthLabel
    from game.datasets.base import Dataset, SetRights
    from game.datasets.said import Sentence
    from game.forge.workers import Workers
    from game.home.set_import import Brought
    from game.packs.facts import Probe
    from game.packs.library import Library

FILMS: Final = (".mp4", ".mov", ".mkv", ".avi", ".webm", ".mpg", ".mpeg", ".m4v", ".3gp")
GUIDE: Final = "docs/forge.md"
"""Where it is told how a pack is made of one's own footage."""


class IntakeOutcome(StrEnum):
    """What has become of a file or a folder; each has its sentence in `assets/i18n` (`intake.*`)."""

    WAITING = "waiting"
    CHECKING = "checking"
    INSTALLED = "installed"
    ASKS = "asks"
    """Installed, and off until somebody says that it may be used."""
    REFUSED = "refused"
    """A pack with problems: nothing of it was installed."""
    FILM = "film"
    IMPORTING = "importing"
    """A public dataset that is being imported."""
    IMPORTED = "imported"
    IMPORTED_ASKS = "imported-asks"
    """Imported, and off until somebody says that it may be used."""
    NUMBERS = "numbers"
    """A dataset whose labels are 0 and 1: a person has to say what 1 means."""
    NOT_IMPORTED = "not-imported"
    """A public dataset of which nothing came in."""
    SET = "set"
    """A public dataset; where nothing is done with it, somebody has to confirm its terms first."""
    REFUSED_SET = "refused-set"
    """A public dataset whose people never agreed."""
    UNDECIDED = "undecided"
    """It may be a dataset, and a person has to say which."""
    UNKNOWN = "unknown"
    STOPPED = "stopped"


_INSTALLED: Final = frozenset(
    {IntakeOutcome.INSTALLED, IntakeOutcome.ASKS, IntakeOutcome.IMPORTED, IntakeOutcome.IMPORTED_ASKS}
)


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """One file or folder, and what has become of it."""

    path: Path
    outcome: IntakeOutcome = IntakeOutcome.WAITING
    done: int = 0
    total: int = 0
    title: LocalText | str = ""
    """Of the pack, or of the dataset."""
    details: tuple[str, ...] = ()
    """Problems as the commands print them, what to type, or where a report lies."""
    said: tuple[Sentence, ...] = ()
    """What an import has to say."""
    why: LocalText | None = None
    """Why a dataset is refused."""
    stage: str = ""
    """How far an import is: `list`, `look` or `make`."""
    taken: tuple[int, int] = (0, 0)
    """Real and manipulated clips that an import brought."""
    terms: SetRights | None = None
    """What has to be confirmed before a dataset comes in."""
    agreement: Agreement | None = None
    """The word of the dataset's holder."""
    one_means: TruthLabel | None = None
    """What 1 means among the labels of a dataset."""

    @property
    def over(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.outcome not in (IntakeOutcome.WAITING, IntakeOutcome.CHECKING, IntakeOutcome.IMPORTING)

    @property
    def installed(self) -> bool:
        """Tell whether it is a pack that is installed now."""
        return self.outcome in _INSTALLED

    def named(self, language: str) -> str:
        """Return its title in a language, or the name of its file."""
        title = self.title if isinstance(self.title, str) else self.title.get(language)
        return title or printable(self.path.name or str(self.path))


class _StoppedError(ChinmiError):
    """The person has stopped it."""


class Intake:
    """Takes in what lies at some paths, one after the other; `items` may be read from any thread."""

    def __init__(
        self,
        paths: Sequence[Path],
        library: Library,
        guide: Guide,
        probe: Probe,
        on_change: Callable[[], None] = lambda: None,
        *,
        room: Path,
        workers: Callable[[], Workers] = background_workers,
    ) -> None:
        """`room` is where datasets are imported."""
        self.items: tuple[IntakeItem, ...] = tuple(IntakeItem(path) for path in dict.fromkeys(paths))
        self._library = library
        self._guide = guide
        self._probe = probe
        self._on_change = on_change
        self._room = room
        self._workers = workers
        self._stop = threading.Event()
        self._thread = self._new_thread()

    @property
    def over(self) -> bool:
        """Tell whether all has been dealt with."""
        return all(item.over for item in self.items)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def confirm(self, item: IntakeItem, agreement: Agreement) -> None:
        """Import a dataset on the word of its holder. Nothing may be running."""
        self._again(item, replace(item, outcome=IntakeOutcome.WAITING, terms=None, agreement=agreement))

    def decide(self, item: IntakeItem, one_means: TruthLabel) -> None:
        """Import a dataset now that somebody has said what 1 means. Nothing may be running."""
        self._again(item, replace(item, outcome=IntakeOutcome.WAITING, one_means=one_means))

    def _again(self, item: IntakeItem, changed: IntakeItem) -> None:
        self._stop.clear()
        self._thread = self._new_thread()
        self._put(self.items.index(item), changed)
        self._thread.start()

    def _new_thread(self) -> threading.Thread:
        return threading.Thread(target=self._run, name="intake", daemon=True)

    def stop(self) -> None:
        """Stop without waiting: what is installed stays, the rest leaves nothing behind."""
        self._stop.set()

    def join(self, seconds: float | None = None) -> None:
        """Wait for the end of the thread, at most `seconds`."""
        if self._thread.ident is not None:
            self._thread.join(seconds)

    # -- on the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        number = 0
        while number < len(self.items):
            item = self.items[number]
            if item.over:
                number += 1
                continue
            try:
                self._take(number, item)
            except _StoppedError:
                self._put(number, replace(item, outcome=IntakeOutcome.STOPPED))
            except ContentError as error:
                told = tuple(map(str, error.problems))
                self._refuse(number, told)
            except Exception as error:  # noqa: BLE001 - whatever a strange file makes of it, the game goes on
                self._refuse(number, (printable(str(error) or type(error).__name__),))
            number += 1

    def _take(self, number: int, item: IntakeItem) -> None:
        self._go_on()
        self._put(number, replace(item, outcome=IntakeOutcome.CHECKING))
        packs = packs_at(item.path)
        if not packs:
            told = recognised(item)
            if told.outcome is IntakeOutcome.SET:
                self._set(number, told)
            else:
                self._put(number, told)
            return
        if packs != (item.path,):
            more = [IntakeItem(path) for path in packs[1:]]
            before, after = self.items[:number], self.items[number + 1 :]
            self.items = (*before, IntakeItem(packs[0], IntakeOutcome.CHECKING), *more, *after)
        self._install(number, self.items[number])

    def _install(self, number: int, item: IntakeItem) -> None:
        def tell(done: int, total: int) -> None:
            self._go_on()
            self._put(number, replace(item, done=done, total=total))

        pack = self._library.install(item.path, self._guide, self._probe, tell)
        on = any(one.enabled for one in self._library.packs() if one.pack.name == pack.name)
        outcome = IntakeOutcome.INSTALLED if on else IntakeOutcome.ASKS
        self._put(number, replace(item, outcome=outcome, title=pack.title))

    def _set(self, number: int, item: IntakeItem) -> None:
        """Import a dataset and install it; where somebody has to confirm its terms, ask for that first."""
        from game.datasets.base import LabelsUnclear
        from game.datasets.catalogue import recognise
        from game.datasets.importing import ImportStage
        from game.datasets.said import SaidError
        from game.datasets.tree import Tree

        dataset = recognise(Tree(item.path), item.one_means)
        terms = terms_to_confirm(dataset)
        if terms is not None and item.agreement is None:
            self._put(number, replace(item, terms=terms))
            return
        item = replace(item, outcome=IntakeOutcome.IMPORTING, details=())
        self._put(number, item)

        def tell(stage: ImportStage, done: int, total: int | None) -> None:
            self._put(number, replace(item, stage=stage.value, done=done, total=total or 0))

        try:
            going = self._workers(), tell, self._stop.is_set
            brought = bring(dataset, item.path, self._room, *going, item.agreement)
        except CancelledError as error:
            raise _StoppedError from error
        except LabelsUnclear:
            self._put(number, replace(item, outcome=IntakeOutcome.NUMBERS))
            return
        except SaidError as error:
            self._put(number, replace(item, outcome=IntakeOutcome.NOT_IMPORTED, said=(error.said,)))
            return
        except (ChinmiError, OSError) as error:
            told = printable(str(error) or type(error).__name__)
            self._put(number, replace(item, outcome=IntakeOutcome.NOT_IMPORTED, details=(told,)))
            return
        try:
            self._brought(number, replace(item, said=brought.said, details=(str(brought.report),)), brought)
        finally:
            put_away(brought)

    def _brought(self, number: int, item: IntakeItem, brought: Brought) -> None:
        if brought.pack is None:
            self._put(number, replace(item, outcome=IntakeOutcome.NOT_IMPORTED))
            return
        self._install(number, replace(item, outcome=IntakeOutcome.CHECKING, path=brought.pack))
        done = self.items[number]
        outcome = (
            IntakeOutcome.IMPORTED if done.outcome is IntakeOutcome.INSTALLED else IntakeOutcome.IMPORTED_ASKS
        )
        taken = brought.real, brought.manipulated
        self._put(number, replace(done, path=item.path, title=item.title, outcome=outcome, taken=taken))

    def _refuse(self, number: int, details: tuple[str, ...]) -> None:
        item = self.items[number]
        beside = f"{item.path.parent}{os.sep}"
        shown = tuple(line.replace(beside, "") for line in details)
        self._put(number, replace(item, outcome=IntakeOutcome.REFUSED, details=shown))

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise _StoppedError

    def _put(self, number: int, item: IntakeItem) -> None:
        self.items = (*self.items[:number], item, *self.items[number + 1 :])
        self._on_change()


def recognised(item: IntakeItem) -> IntakeItem:
    """Return what is known of a file or a folder that is no pack, and what can be done with it."""
    if not item.path.is_dir():
        return _film(item) if _is_film(item.path) else replace(item, outcome=IntakeOutcome.UNKNOWN)
    from game.datasets.base import DecisionNeeded
    from game.datasets.catalogue import recognise
    from game.datasets.tree import Tree

    try:
        found = recognise(Tree(item.path))
    except DecisionNeeded as error:
        if any(one.suffix.lower() in FILMS for one in entries_of(item.path)):
            return _film(item)
        if str(error).startswith("no known dataset"):
            return replace(item, outcome=IntakeOutcome.UNKNOWN)
        return replace(item, outcome=IntakeOutcome.UNDECIDED, details=(f"{import_command(item.path)} --as",))
    return _set(item, found)


def _set(item: IntakeItem, found: Dataset) -> IntakeItem:
    rights = found.rights()
    if rights.refused:
        why = rights.consent.evidence
        return replace(item, outcome=IntakeOutcome.REFUSED_SET, title=found.title, why=why)
    command = import_command(item.path)
    return replace(item, outcome=IntakeOutcome.SET, title=found.title, details=(command,))


def _film(item: IntakeItem) -> IntakeItem:
    folder = item.path if item.path.is_dir() else item.path.parent
    first = own_program.typed_line("pack", "new", str(folder), "--out", "recipe.yaml")
    return replace(item, outcome=IntakeOutcome.FILM, details=(first, GUIDE))


def import_command(path: Path) -> str:
    """Return the command that imports the dataset at `path`."""
    return own_program.typed_line("import", str(path), "--out", f"{path.name or 'dataset'}.zip")


def _is_film(path: Path) -> bool:
    from game.forge.sources import demuxer_of

    try:
        demuxer_of(path)
    except ClipError:
        return False
    return True
