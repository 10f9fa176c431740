"""A session being played: the pure session joined with the library, the store and the clip player.

Every change goes through `dispatch`: the reducer makes the next session, and this module does what the new
phase asks for outside (deal from the library, store the answer, open the clip) and shows its scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.content.models import Clip
from game.errors import ChinmiError, StoreError
from game.media.clip import ClipPlayer
from game.media.preload import Preloader
from game.packs.library import InstalledPack
from game.quiz.history import played
from game.quiz.offers import offered_kinds
from game.quiz.scheduler import choose, narrowed, plan_next, reason
from game.quiz.session import (
    Committed,
    Deal,
    Failed,
    Intent,
    Next,
    NothingLeft,
    Phase,
    Round,
    Session,
    reduce,
)
from game.records.store import AnswerRecord, SessionRecord

if TYPE_CHECKING:
    from game.scenes.context import Context
    from game.ui.scene import Scene

SceneOf = Callable[["Play"], "Scene"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a clip comes from and with which rights, for the card under every clip."""

    pack: InstalledPack
    clip: Clip


class Play:
    """One session on screen. Scenes read `session` and `player` and call `dispatch`."""

    def __init__(self, context: Context, level: Level, scenes: dict[Phase, SceneOf]) -> None:
        self.context = context
        self.level = narrowed(level, context.guide)
        self.history = context.history.new_session()
        self.player: ClipPlayer | None = None
        self.unsaved = False
        self.scenes = scenes
        self._preloader = Preloader(self._open)
        self._next: Deal | None = None
        self._planned = False
        self.session = Session(id=context.new_id(), length=level.rounds)

    # -- the session -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the session in the store, deal the first clip and show it on top of the stack."""
        record = SessionRecord(
            id=self.session.id,
            level=self.level.id,
            length=self.session.length,
            language=self.context.language,
            started=self.context.today(),
        )
        self._store(lambda: self.context.store.start(record))
        self._deal()
        self.context.stack.push(self.scenes[self.session.phase](self))

    def dispatch(self, intent: Intent) -> None:
        """Take an intent; show the next scene when the phase has changed."""
        before = self.session.phase
        self.session = reduce(self.session, intent)
        if self.session.phase is Phase.COMMIT:
            self._commit()
        if self.session.phase in (Phase.REVEAL, Phase.SKIPPED) and self.session.phase is not before:
            self.history = self.history.after(played(self.round))
            self.context.history = self.history
        if self.session.phase is Phase.REVEAL:
            self._plan()
        if self.session.phase is Phase.DEAL:
            self._deal()
        if self.session.phase is Phase.DONE:
            self._finish()
        if self.session.phase is not before:
            self.context.stack.replace(self.scenes[self.session.phase](self))

    @property
    def round(self) -> Round:
        """The round on the table."""
        return self.session.current

    @property
    def clip(self) -> Clip:
        """The clip on the table."""
        return self.round.deal.clip

    def provenance(self) -> Provenance:
        """Return where the present clip comes from."""
        pack = next(p for p in self.context.library.packs() if p.pack.name == self.round.deal.pack)
        return Provenance(pack, self.clip)

    def fail(self, reason: str) -> None:
        """Skip a clip that cannot be played: tell, do not score, go on."""
        self.dispatch(Failed(reason))

    def close(self) -> None:
        """Let go of the player and of what was preloaded."""
        self._preloader.close()
        self._drop_player()

    # -- outside -----------------------------------------------------------------------------------

    def open_original(self) -> ClipPlayer | None:
        """Open the untouched original of the present clip, paused and silent; None where there is none."""
        deal = self.round.deal
        if deal.original is None:
            return None
        path = self.context.library.media_path(deal.pack, deal.original)
        return self._player(path, deal.original, silent=True)

    def _open(self, deal: Deal) -> ClipPlayer:
        return self._player(self.context.library.media_path(deal.pack, deal.clip), deal.clip)

    def _player(self, path: object, clip: Clip, *, silent: bool = False) -> ClipPlayer:
        from game.media.audio import SilentSound

        return ClipPlayer(
            path,  # type: ignore[arg-type]
            clock=self.context.clock,
            sound=SilentSound() if silent else self.context.sound,
            start_paused=True,
            expected_seconds=float(clip.seconds),
            on_wake=self.context.wake,
        )

    def _plan(self) -> None:
        """Choose the next clip while the reveal shows, and open it in the background."""
        if self._planned or len(self.session.scored) >= self.session.length:
            return
        self._planned = True
        self._next = self._choose()
        if self._next is not None:
            self._preloader.prepare(self._next)

    def _deal(self) -> None:
        deal = self._next if self._planned else self._choose()
        self._next, self._planned = None, False
        self._drop_player()
        if deal is None:
            self.session = reduce(self.session, NothingLeft())
            return
        self.session = reduce(self.session, deal)
        self.player = self._preloader.take(deal)

    def _choose(self) -> Deal | None:
        library, draw, history = self.context.library, self.context.random.random, self.history
        for wish in plan_next(history, self.level, draw):
            pool = library.pool(wish.label, kinds=wish.kinds, difficulty=wish.difficulty, u=wish.u)
            chosen = choose(wish, pool, history, draw)
            if chosen is None:
                continue
            try:
                clip = library.clip(chosen.pack, chosen.clip)
                original = library.clip(chosen.pack, clip.original) if clip.original else None
            except ChinmiError:
                continue
            catalogue = [k for k in self.context.guide.kinds.values() if clip.audio or not k.audible]
            offered = offered_kinds(clip.kinds, catalogue, draw)
            return Deal(chosen.pack, clip, offered, original, reason(wish, chosen, history))
        return None

    def _commit(self) -> None:
        index = len(self.session.rounds) - 1
        record = AnswerRecord.of(self.session.id, index, self.round, at=self.context.today())
        self._store(lambda: self.context.store.add(record))
        self.session = reduce(self.session, Committed())

    def _finish(self) -> None:
        self._store(lambda: self.context.store.finish(self.session.id, self.context.today()))
        self.close()

    def _store(self, write: Callable[[], None]) -> None:
        try:
            write()
        except StoreError:
            if not self.unsaved:
                self.context.toasts.show("warning", self.context.t("store.unsaved"))
            self.unsaved = True

    def _drop_player(self) -> None:
        if self.player is not None:
            self.player.close()
            self.player = None


def on_next(play: Play) -> None:
    """Go on from the reveal or a skipped clip."""
    play.dispatch(Next())
