"""A session being played: the pure session joined with the library, the store and the clip player.

Every change goes through `dispatch`: the reducer makes the next session, and this module does what the new
phase asks for outside (deal from the library, store the answer, open the clip) and shows its scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.content.models import Clip
from game.errors import ChinmiError, StoreError
from game.media.clip import ClipPlayer
from game.media.preload import Preloader
from game.packs.library import InstalledPack
from game.quiz.candidates import Candidate
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
from game.records.values import Way

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.play.context import Context
    from game.ui.scene import Scene

SceneOf = Callable[["Play"], "Scene"]


def said(clip: Clip, t: Translator) -> str:
    """Return what is said in `clip`, marked where it is a translation."""
    words = clip.captions.get(t.language) if clip.captions else ""
    return t("watch.translated", words=words) if clip.translates(t.language) else words


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a clip comes from and with which rights, for the card under every clip."""

    pack: InstalledPack
    clip: Clip


class Play:
    """One session on screen. Scenes read `session` and `player` and call `dispatch`."""

    def __init__(
        self, context: Context, level: Level, scenes: dict[Phase, SceneOf], *, identity: str | None = None
    ) -> None:
        """`identity` is the id of a session that was broken off and goes on."""
        self.context = context
        self.level = narrowed(level, context.guide)
        self.way = Way(level.order, None if level.glance is None else float(level.glance))
        context.remember()
        self.history = replace(context.history.new_session(), held=context.held())
        self.player: ClipPlayer | None = None
        self.unsaved = False
        self.scenes = scenes
        self.first_index = 0
        """The index of the first round in the store: above 0 when skipped rounds of another day count."""
        self._preloader = Preloader(self._open)
        self._next: Deal | None = None
        self._planned = False
        self._packs: dict[str, InstalledPack] = {}
        """The packs that were dealt from: asked of the library once each."""
        self.session = Session(
            id=identity or context.new_id(),
            length=level.rounds,
            feedback=level.feedback,
            pointing=level.feedback and level.glance is None,
        )

    # -- the session -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the session in the store, deal the first clip and show it on top of the stack."""
        record = SessionRecord(
            id=self.session.id,
            level=self.level.id,
            length=self.session.length,
            language=self.context.language,
            started=self.context.today(),
            block=self.way.block,
            form=self.way.form,
            profile=self.context.profile(),
        )
        self._store(lambda: self.context.store.start(record))
        self._deal()
        self.context.stack.push(self.scenes[self.session.phase](self))

    def dispatch(self, intent: Intent) -> None:
        """Take an intent; show the next scene when the phase has changed."""
        before, known = self.session.phase, len(self.session.scored)
        self.session = reduce(self.session, intent)
        if self.session.phase is Phase.COMMIT:
            self._commit()
        skipped = self.session.phase is Phase.SKIPPED and before is not Phase.SKIPPED
        if skipped or len(self.session.scored) > known:
            self.history = self.history.after(played(self.round, asked=self.session.pointing))
            self.context.history = self.history
        if self.session.phase is (Phase.REVEAL if self.session.feedback else Phase.JUDGE):
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
        return Provenance(self._packs[self.round.deal.pack], self.clip)

    def fail(self, reason: str) -> None:
        """Skip a clip that cannot be played: tell, do not score, go on."""
        self.dispatch(Failed(reason))

    def lose_clip(self, reason: str) -> None:
        """Let go of a clip that cannot be played any more; its answer is stored."""
        del reason
        self._drop_player()

    def close(self) -> None:
        """Let go of the player and of what was preloaded."""
        self._preloader.close()
        self._drop_player()
        self.context.playing.discard(self)

    # -- outside -----------------------------------------------------------------------------------

    def open_original(self) -> ClipPlayer | None:
        """Open the untouched original of the present clip, paused and silent; None where there is none."""
        deal = self.round.deal
        if deal.original is None:
            return None
        try:
            path = self.context.library.media_path(deal.pack, deal.original)
        except ChinmiError:
            return None
        return self._player(path, deal.original, silent=True)

    def _open(self, deal: Deal) -> ClipPlayer:
        return self._player(self.context.library.media_path(deal.pack, deal.clip), deal.clip)

    def _player(self, path: object, clip: Clip, *, silent: bool = False) -> ClipPlayer:
        self.context.playing.add(self)
        return ClipPlayer(
            path,  # type: ignore[arg-type]
            clock=self.context.clock,
            sound=None if silent else self.context.sound,
            start_paused=True,
            expected_seconds=float(clip.seconds),
            on_wake=self.context.wake,
        )

    def _plan(self) -> None:
        """Choose the next clip while the reveal (in a check the scale) shows; open it in the background."""
        asked = len(self.session.scored) + (self.session.phase is Phase.JUDGE)
        if self._planned or asked >= self.session.length:
            return
        self._planned = True
        self._next = self._prepare()

    def _prepare(self) -> Deal | None:
        """Choose a clip and open it in the background; None when none is left or the library fails."""
        try:
            deal = self._choose()
            if deal is not None:
                self._preloader.prepare(deal)
        except ChinmiError as error:
            self.context.toasts.show("warning", str(error).splitlines()[0])
            return None
        return deal

    def _deal(self) -> None:
        self._drop_player()
        deal = self._next or self._prepare()
        self._next, self._planned = None, False
        if deal is None:
            self.session = reduce(self.session, NothingLeft())
            return
        self.session = reduce(self.session, deal)
        self.context.playing.add(self)
        self.player = self._preloader.take(deal)

    def _choose(self) -> Deal | None:
        library, draw, history = self.context.library, self.context.random.random, self.history
        for wish in plan_next(history, self.level, draw):
            pool = library.pool(
                wish.label, kinds=wish.kinds, difficulty=wish.difficulty, u=wish.u, packs=self.level.packs
            )
            chosen = choose(wish, pool, history, draw)
            deal = self.deal(chosen, reason(wish, chosen, history)) if chosen else None
            if deal is not None:
                return deal
        return None

    def deal(self, chosen: Candidate, why: str) -> Deal | None:
        """Return `chosen` as a deal, or None when the library has lost it."""
        library = self.context.library
        try:
            if chosen.pack not in self._packs:
                self._packs = {installed.pack.name: installed for installed in library.packs()}
            clip = library.clip(chosen.pack, chosen.clip)
            original = library.clip(chosen.pack, clip.original) if clip.original else None
        except ChinmiError:
            return None
        if chosen.pack not in self._packs:
            return None
        catalogue = [k for k in self.context.guide.kinds.values() if clip.audio or not k.audible]
        offered = offered_kinds(clip.kinds, catalogue, self.context.random.random)
        return Deal(chosen.pack, clip, offered, original, why)

    def _commit(self) -> None:
        index = self.first_index + len(self.session.rounds) - 1
        record = AnswerRecord.of(self.session.id, index, self.round, at=self.context.today(), way=self.way)
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
