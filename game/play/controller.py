"""A session being played: the pure session joined with the library, the store and the clip player.

Every change goes through `dispatch`: the reducer makes the next session and says what it asks for, and this
module does that, one effect after the other. It decides nothing about the session itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.content.models import Clip
from game.errors import ChinmiError, StoreError
from game.media import heap
from game.media.clip import ClipPlayer
from game.media.preload import Preloader
from game.packs.library import InstalledPack
from game.play.context import JustJudged
from game.play.dealer import Dealer, PracticeDealer, needs_sound, too_few
from game.play.explanation import step_words
from game.play.opening_clip import OpenPlayer, open_player
from game.play.played_clip import Provenance
from game.play.unsaved import AnswerKeeper
from game.quiz.answer import Answer, AnswerConditions
from game.quiz.candidates import ClipKey
from game.quiz.effects import (
    ChooseClip,
    Effect,
    FinishSession,
    OpenClip,
    PrepareNext,
    Remember,
    SetAside,
    Show,
    StartSession,
    StoreAnswer,
)
from game.quiz.history import History
from game.quiz.phase import Phase
from game.quiz.rounds import Deal, Round
from game.quiz.scheduler import narrowed
from game.quiz.session import Begin, Failed, Intent, NothingLeft, Session, Stored, reduce
from game.records.values import SessionRecord

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.play.context import Context
    from game.ui.scene import Scene

SceneOf = Callable[["Play"], "Scene"]


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What a session does otherwise than practice at home. `session` is one to begin, or to go on with."""

    session: Session | None = None
    dealer: Dealer | None = None
    open_player: OpenPlayer = open_player
    earlier: tuple[Answer, ...] = ()
    """What was answered of this practice on another day: the scheduler goes on from there."""
    in_place: bool = False
    """The first clip takes the place of the screen on top, unless that is the only one."""
    time_is_up: Callable[[], bool] = bool
    """Asked with each answer and each clip that fails: whether that was the last one."""
    on_failure: Callable[[ClipKey], None] = lambda _key: None
    """Told of each clip that could not be played."""


class Play:
    """One session on screen. Scenes read `session` and `player` and call `dispatch`."""

    def __init__(
        self,
        context: Context,
        level: Level,
        scenes: dict[Phase, SceneOf],
        options: PlayOptions | None = None,
    ) -> None:
        self.context = context
        self.level = narrowed(level, context.guide)
        self.scenes = scenes
        self.options = options or PlayOptions()
        self.session = self.options.session or session_of(self.level, context.new_id())
        self.dealer = self.options.dealer or PracticeDealer(context, self.level)
        context.remember()
        self.history = _at_the_start(context, self.options.earlier)
        self.player: ClipPlayer | None = None
        self.beside: ClipPlayer | None = None
        """The original beside the clip of a pair; owned by the session until a screen takes it."""
        self._keeper = AnswerKeeper(
            context, context.store.add, lambda kept: self.dispatch(self._stored(kept))
        )
        self._preloader = Preloader(self._open)
        self._next: Deal | None = None
        self._prepared = False
        self._on_screen = False
        self._packs: dict[str, InstalledPack] = {}

    # -- the session -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin, or go on, and show the first screen on top of the stack."""
        if self.options.dealer is None:
            self._tell_what_lacks()
        self.dispatch(Begin())

    def dispatch(self, intent: Intent) -> None:
        """Take an intent, and do what the session asks for."""
        intents = deque([intent])
        while intents:
            self.session, effects = reduce(self.session, intents.popleft())
            for effect in effects:
                reply = self._perform(effect)
                if reply is not None:
                    intents.append(reply)

    @property
    def round(self) -> Round:
        """The round on the table."""
        return self.session.current

    @property
    def clip(self) -> Clip:
        """The clip on the table."""
        return self.round.deal.clip

    @property
    def virtual(self) -> bool:
        """Tell whether the clip on the table shows a computer-made actor."""
        return self.shows_actor(self.round)

    @property
    def voice(self) -> bool:
        """Tell whether the clip on the table is sound only."""
        return self.clip.sound_only

    @property
    def t(self) -> Translator:
        """The texts for the whole session: one computer-made actor in it, and nothing is called real."""
        return self.context.t.about(virtual=any(map(self.shows_actor, self.session.scored)))

    @property
    def introduces(self) -> bool:
        """Tell whether the clip on the table shows the first computer-made actor of the session."""
        return self.virtual and not any(map(self.shows_actor, self.session.scored))

    def shows_actor(self, played: Round) -> bool:
        """Tell whether the clip of a round shows a computer-made actor."""
        return self._knows(played.deal.pack) and self._packs[played.deal.pack].pack.virtual

    def provenance(self) -> Provenance:
        """Return where the present clip comes from."""
        file = self.player.path if self.player is not None else None
        return Provenance(self._packs[self.round.deal.pack], self.clip, file)

    def fail(self, reason: str) -> None:
        """Skip a clip that cannot be played: tell, do not score, go on."""
        self.options.on_failure(self.round.deal.key)
        self.dispatch(Failed(reason, last=self.options.time_is_up()))

    def lose_clip(self) -> None:
        """Let go of a clip that cannot be played any more; its answer is stored."""
        self.options.on_failure(self.round.deal.key)
        self._drop_player()

    def open_original(self, *, silent: bool = True) -> ClipPlayer | None:
        """Open the untouched original of the present clip, paused; None where there is none."""
        deal = self.round.deal
        if deal.original is None:
            return None
        try:
            path = self.context.library.media_path(deal.pack, deal.original)
        except ChinmiError:
            return None
        self.context.playing.add(self)
        return self.options.open_player(self.context, path, deal.original, silent=silent)

    def take_beside(self) -> ClipPlayer | None:
        """Hand over the original of a pair; the caller closes it."""
        taken, self.beside = self.beside, None
        return taken

    def close(self) -> None:
        """Let go of the player and of what was preloaded, and of the memory that both have used."""
        self._preloader.close()
        self._drop_player()
        self.context.playing.discard(self)
        heap.give_back()

    def _tell_what_lacks(self) -> None:
        context = self.context
        if needs_sound(context, self.level):
            context.toasts.queue("sound-off", context.t("session.no_sound"))
        with suppress(ChinmiError):
            if too_few(context, self.level, self.history):
                context.toasts.queue("library", context.t("session.too_few"))

    # -- effects -----------------------------------------------------------------------------------

    def _perform(self, effect: Effect) -> Intent | None:
        """Do what the session asks for; return the reply, where it waits for one."""
        match effect:
            case StartSession():
                self._start()
            case ChooseClip():
                return self._take_next() or NothingLeft()
            case OpenClip(deal):
                self._drop_player()
                self.player = self._preloader.take(deal)
                self.beside = self.open_original() if deal.side is not None else None
            case PrepareNext():
                self._prepare()
            case StoreAnswer(answer):
                return self._store_answer(answer)
            case Remember(answer):
                self._learn(self.history.after(answer))
            case SetAside(key):
                self._learn(self.history.without(key))
            case Show(phase):
                self._show_or_ask(phase)
            case FinishSession():
                self._finish()
        return None

    def _start(self) -> None:
        conditions = self.session.conditions
        record = SessionRecord(
            id=self.session.id,
            level=self.level.id,
            length=self.session.length,
            language=self.context.language,
            started=self.context.today(),
            block=conditions.block,
            form=conditions.form,
            profile=self.context.profile(),
        )
        with suppress(StoreError):  # it waits and goes with the first answer, of which the player is told
            self.context.store.start(record)

    def _take_next(self) -> Deal | None:
        self._drop_player()
        deal = self._next or self._choose()
        self._next, self._prepared = None, False
        return deal

    def _prepare(self) -> None:
        if self._prepared:
            return
        self._prepared = True
        self._next = self._choose()

    def _choose(self) -> Deal | None:
        """Choose a clip and open it in the background; None when none is left or the library fails."""
        try:
            deal = self.dealer.choose(self.session, self.history)
            if deal is None or not self._knows(deal.pack):
                return None
            self._preloader.prepare(deal)
        except ChinmiError as error:
            self.context.toasts.show("warning", str(error).splitlines()[0])
            return None
        return deal

    def _knows(self, pack: str) -> bool:
        """Tell whether the library has `pack`; asked of it once for each pack."""
        if pack not in self._packs:
            self._packs = {installed.pack.name: installed for installed in self.context.library.packs()}
        return pack in self._packs

    def _store_answer(self, answer: Answer) -> Stored | None:
        """Keep `answer`; None where that cannot be and the player is asked what to do."""
        given = replace(answer, at=self.context.today())
        return self._stored(given) if self._keeper.keep(given) else None

    def _stored(self, kept: Answer) -> Stored:
        return Stored(kept.at, last=self.options.time_is_up())

    def _learn(self, history: History) -> None:
        self.history = self.context.history = history

    def _show_or_ask(self, phase: Phase) -> None:
        """Show the screen of `phase`; the truth after what comes before it."""
        if phase is Phase.REVEAL:
            self.context.before_truth(self._judged(), lambda: self._show(phase))
        else:
            self._show(phase)

    def _judged(self) -> JustJudged:
        played, level = self.round, self.level
        t = self.context.t.about(virtual=self.virtual, voice=self.voice)
        seen = level.glance is None and not level.pairs and not self.voice
        return JustJudged(
            session=self.session.id,
            index=self.session.answers[-1].index,
            title=level.title.get(t.language),
            said=(step_words(t, played),),
            player=self.player if seen else None,
            aspect=self.clip.aspect,
        )

    def _show(self, phase: Phase) -> None:
        scene, stack = self.scenes[phase](self), self.context.stack
        if self._on_screen or (self.options.in_place and len(stack) > 1):
            stack.replace(scene)
        else:
            stack.push(scene)
        self._on_screen = True

    def _finish(self) -> None:
        with suppress(StoreError):
            self.context.store.finish(self.session.id, self.context.today())
        self.close()

    # -- outside -----------------------------------------------------------------------------------

    def _open(self, deal: Deal) -> ClipPlayer:
        path = self.context.library.media_path(deal.pack, deal.clip)
        self.context.playing.add(self)
        return self.options.open_player(self.context, path, deal.clip, silent=deal.side is not None)

    def _drop_player(self) -> None:
        for player in (self.player, self.beside):
            if player is not None:
                player.close()
        self.player = self.beside = None


def _at_the_start(context: Context, earlier: tuple[Answer, ...]) -> History:
    """Return what the scheduler knows when a session begins, or goes on after `earlier`."""
    seen = context.seen()
    begun = context.history.new_session()
    return replace(
        begun,
        judged=earlier,
        before=tuple(answer for answer in begun.before if answer not in earlier),
        held=context.held(),
        seen=seen.clips,
        taught=seen.examples,
    )


def session_of(level: Level, identity: str) -> Session:
    """Return a session of practice at `level`."""
    glance = None if level.glance is None else float(level.glance)
    conditions = AnswerConditions(level.order, glance)
    return Session(identity, level.rounds, feedback=level.feedback, conditions=conditions)
