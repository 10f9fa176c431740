"""What scenes may use: the services of the app, handed in once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from random import Random

    from game.content.guide import Guide
    from game.content.levels import Level
    from game.content.models import Clip
    from game.i18n import Catalogue, Translator
    from game.media.audio import Sound
    from game.media.clip import ClipPlayer
    from game.packs.library import Library
    from game.quiz.candidates import Candidate, ClipKey
    from game.quiz.history import History, Rated
    from game.records.store import AnswerStore
    from game.settings import Settings
    from game.ui.scene import Scene
    from game.ui.stack import SceneStack
    from game.ui.toast import Toasts


class Seen(NamedTuple):
    """Clips whose truth was shown unasked."""

    clips: frozenset[ClipKey] = frozenset()
    """All of them."""
    examples: frozenset[ClipKey] = frozenset()
    """The guided examples of late."""
    looked_at: frozenset[ClipKey] = frozenset()
    """Those that were looked at after a check, or handed on."""


@dataclass(frozen=True, slots=True)
class JustJudged:
    """What was judged a moment ago and is kept, while its truth is not shown yet."""

    session: str
    index: int
    title: str
    """Where it was judged: the words of the bar."""
    said: tuple[str, ...]
    """What was said of it, in words."""
    player: ClipPlayer | None
    """The clip, where its picture may be seen on; owned by the session."""
    aspect: float
    """Width through height of that picture."""


class Playing(Protocol):
    """A session that holds open clips."""

    def close(self) -> None:
        """Let go of them."""


@dataclass(slots=True, eq=False, repr=False)
class Context:
    """The services. `settings` and `t` change when a player changes a setting; the rest stays.

    What only a room needs is opened when it is first asked for: `guide`, `levels`, `library`, `history`.
    """

    open_library: Callable[[], Library]
    store: AnswerStore
    texts: Catalogue
    settings: Settings
    t: Translator
    stack: SceneStack
    toasts: Toasts
    sound: Sound
    clock: Callable[[], float]
    today: Callable[[], str]
    """The present moment as an ISO string with time zone, for the records."""
    new_id: Callable[[], str]
    """A name for a session that no other session has or will have, whatever the seed."""
    random: Random
    wake: Callable[[], None]
    """Thread-safe: let the loop look again."""
    apply: Callable[[Settings], None]
    """Take over and save changed settings."""
    quit: Callable[[], None]
    screens: Mapping[str, Callable[[Context], Scene]]
    """Screens of other rooms that can be asked for by name, see `show`."""
    profile: Callable[[], str] = str
    """The picture of the player of now; empty where there are no profiles."""
    held: Callable[[], frozenset[ClipKey]] = frozenset
    """Clips that are kept for a check, so that practice does not show their truth."""
    seen: Callable[[], Seen] = Seen
    """What the player of now was shown unasked."""
    see: Callable[[Iterable[ClipKey]], None] = lambda _clips: None
    """Note that the player of now was shown the truth of clips unasked, after a check."""
    teach: Callable[[Iterable[ClipKey]], None] = lambda _clips: None
    """Note that the player of now was shown clips as a guided example."""
    before_truth: Callable[[JustJudged, Callable[[], None]], None] = lambda _judged, then: then()
    """What comes between a judgement and its truth, which is shown by what it is given."""
    read_pooled: Callable[[Library], Mapping[ClipKey, Rated]] = lambda _library: {}
    """Reads what many machines together say of the difficulty of clips."""
    choose_folder: Callable[[Callable[[Path], None]], None] | None = None
    """Shows the folders of this computer and hands on the chosen one; None where nobody may look at them."""
    playing: set[Playing] = field(default_factory=set)
    """Sessions that hold open clips; the app closes what is left of them at its end."""
    remembered: str | None = None
    """Whose answers `history` is made of; None: everybody's, as read when it was first asked for."""
    opened: dict[str, Any] = field(default_factory=dict)
    """What has been opened, by name."""

    @property
    def pooled(self) -> Mapping[ClipKey, Rated]:
        """What many machines together say of the difficulty of clips."""
        found: Mapping[ClipKey, Rated] = self._once("pooled", lambda: self.read_pooled(self.library))
        return found

    @property
    def guide(self) -> Guide:
        """The guide's catalogue. Raises ContentError."""
        from game.resources import read_guide

        return read_guide()

    @property
    def levels(self) -> tuple[Level, ...]:
        """The practice levels. Raises ContentError."""
        from game.resources import read_levels

        found: tuple[Level, ...] = self._once("levels", read_levels)
        return found

    @levels.setter
    def levels(self, levels: tuple[Level, ...]) -> None:
        self.opened["levels"] = levels

    @property
    def library(self) -> Library:
        """The packs on this machine. Raises StoreError where they cannot be opened."""
        found: Library = self._once("library", self.open_library)
        return found

    @library.setter
    def library(self, library: Library) -> None:
        self.opened["library"] = library

    @property
    def history(self) -> History:
        """What was played before, for the scheduler; grows with every round."""
        from game.records.history import history_of

        found: History = self._once("history", lambda: history_of(self.store, pooled=self.pooled))
        return found

    @history.setter
    def history(self, history: History) -> None:
        self.opened["history"] = history

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self.opened:
            self.opened[name] = make()
        return self.opened[name]

    def remember(self) -> None:
        """Take the history of the player of now, when another one has come since."""
        profile = self.profile()
        if profile != (self.remembered or ""):
            from game.records.history import history_of

            self.history = history_of(self.store, profile, self.pooled)
        self.remembered = profile

    def perceptible(self, clip: Candidate | Clip) -> bool:
        """Tell whether a clip can be judged here: not where all that it shows is in a sound unheard."""
        if self.sound.audible:
            return True
        heard = [self.guide.kinds[kind].audible for kind in clip.kinds]
        return clip.media == "video" and not (heard and all(heard))

    def show(self, name: str) -> None:
        """Put the screen called `name` on top. Raises KeyError for a name that nobody registered."""
        self.stack.push(self.screens[name](self))

    @property
    def language(self) -> str:
        """The language of the texts now."""
        return self.t.language
