"""Free practice: by stage, tell-tale, difficulty, order, way of looking and pack - or a minute a day.

Nothing chosen is "all". What the packs have is counted at once, so that nobody starts an empty practice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.content.base import LocalText
from game.content.levels import Level
from game.packs.library import InstalledPack
from game.play.context import Context
from game.resources import languages
from game.ui.choice_rows import ChoiceKey, ChoiceRow, choice_rows
from game.ui.layout import Node, flex, item
from game.ui.presets import key_row, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label

ROUNDS: Final = 8
MINUTE_ROUNDS: Final = 3
"""Watching, judging and reading about one clip takes some twenty seconds."""
GLANCE: Final = 2.0
BANDS: Final = {"all": (0.0, 1.0), "plain": (0.0, 0.35), "middling": (0.3, 0.6), "hard": (0.5, 1.0)}
WAYS: Final = ("closely", "glance", "pairs")
ORDERS: Final = ("adaptive", "easy-first", "hard-first")
COUNTED: Final = 500
"""Clips that are counted, at most."""
MOST_PACKS: Final = 4


class FreePracticeScene(Scene):
    """Six rows of choices, how many clips fit, and two ways to start."""

    name = "free-practice"

    def __init__(self, context: Context, play: Callable[[Level], None]) -> None:
        self.context = context
        self.play = play
        self.stage: str | None = None
        self.kinds: frozenset[str] = frozenset()
        self.band = "all"
        self.order = "adaptive"
        self.way = "closely"
        self.pack: str | None = None
        self._count()

    def resume(self) -> None:
        """Count again: packs may have been switched on or off."""
        on = {pack.pack.name for pack in self._packs()}
        self.pack = self.pack if self.pack in on else None
        self._count()

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.pop()

    def open_settings(self) -> None:
        """Show the settings."""
        from game.home.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    # -- what is chosen ----------------------------------------------------------------------------

    def level(self, rounds: int = ROUNDS, id_: str = "free") -> Level:
        """Return the choices as a level."""
        guide = self.context.guide
        stages = (self.stage,) if self.stage and not self.kinds else ()
        only = next(iter(self.kinds)) if len(self.kinds) == 1 else None
        title, subtitle = self._texts()
        icon = "practice"
        if self.stage:
            title, icon = guide.stages[self.stage].name, guide.stages[self.stage].icon
        if only:
            title, icon = guide.kinds[only].name, guide.kinds[only].icon
        return Level.model_validate(
            {
                "id": id_,
                "title": title,
                "subtitle": subtitle,
                "icon": icon,
                "rounds": rounds,
                "stages": stages,
                "kinds": tuple(kind for kind in guide.kinds if kind in self.kinds),
                "difficulty": BANDS[self.band],
                "order": self.order,
                "packs": (self.pack,) if self.pack else (),
                "glance": GLANCE if self.way == "glance" else None,
                "pairs": self.way == "pairs",
                "share": 1.0 if self.way == "pairs" else 0.5,
            }
        )

    def choose_stage(self, stage: str | None) -> None:
        """Practise one making stage, or all."""
        self.stage, self.kinds = stage, frozenset()
        self._count()

    def toggle_kind(self, kind: str | None) -> None:
        """Add or take away one tell-tale; None: all of the stage."""
        self.kinds = self.kinds ^ {kind} if kind else frozenset()
        self._count()

    def choose(self, field: str, value: object) -> None:
        """Take one value over."""
        setattr(self, field, value)
        self._count()

    def start(self) -> None:
        """Play what is chosen."""
        self.play(self.level())

    def minute(self) -> None:
        """Play three clips of what is chosen."""
        self.play(self.level(MINUTE_ROUNDS, "minute"))

    def _texts(self) -> tuple[LocalText, LocalText]:
        texts = self.context.texts
        titles = {language: texts.translator(language)("free.title") for language in languages()}
        subtitles = {language: texts.translator(language)("free.subtitle") for language in languages()}
        return LocalText.model_validate(titles), LocalText.model_validate(subtitles)

    def _count(self) -> None:
        from game.quiz.scheduler import narrowed

        level, library = narrowed(self.level(), self.context.guide), self.context.library
        low, high = BANDS[self.band]
        fitting = library.pool(
            "manipulated", kinds=level.kinds, difficulty=(low, high), u=0.0, limit=COUNTED, packs=level.packs
        )
        self.manipulated = len(fitting)
        self.virtual = not library.people()
        counts = library.counts(packs=level.packs)
        self.real, self.only_real = counts.real, bool(counts.real) and not counts.manipulated

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, rows, foot."""
        t = self.context.t
        bar = top_bar(t, t("free.title"), t("free.subtitle"), back=self.on_back, settings=self.open_settings)
        rows = choice_rows(layout, self._rows())
        return screen(bar, item(rows, main=flex()), foot=self._foot()).place(layout, layout.area)

    def _foot(self) -> Node:
        """Return a minute, how many clips fit, and the key that starts."""
        t, any_fit = self.context.t.about(virtual=self.virtual), self.manipulated > 0
        words = t("free.count", manipulated=self.manipulated, real=self.real)
        count = Label(
            name="count",
            text=words if any_fit else t("free.only_real" if self.only_real else "free.none"),
            style="caption",
            align="centre",
            valign="centre",
            tone="text_mid",
            max_lines=2,
            floor=0.9,
        )
        minute = secondary("minute", t("free.minute"), self.minute, icon="timer", enabled=any_fit)
        start = primary(
            "start", t("free.start"), self.start, enabled=any_fit, first=True, shortcuts=("pagedown",)
        )
        return key_row(item(minute, main=flex()), item(count, main=flex(1.3)), item(start, main=flex(0.9)))

    def _rows(self) -> list[ChoiceRow]:
        """Return the rows: stage, its tell-tales where one is chosen, and how and on what to practise."""
        t = self.context.t
        packs: list[tuple[str, str, object]] = [("all", t("free.all"), None)]
        packs += [(p.pack.name, p.pack.title.get(t.language), p.pack.name) for p in self._packs()]
        bands = [
            (band, t("free.all" if band == "all" else f"free.difficulty.{band}"), band) for band in BANDS
        ]
        orders = [(order, t(f"free.order.{order}"), order) for order in ORDERS]
        ways: list[tuple[str, str, object]] = [(way, t(f"free.way.{way}"), way) for way in WAYS]
        kinds = self._kinds()
        return [
            ChoiceRow("stage", "campaign", t("free.stage"), self._stages()),
            *([ChoiceRow("kind", "target", t("free.kind"), kinds)] if kinds else []),
            ChoiceRow("band", "filter", t("free.difficulty"), self._values("band", bands)),
            ChoiceRow("order", "step", t("free.order"), self._values("order", orders)),
            ChoiceRow("way", "eye", t("free.way"), self._values("way", ways)),
            ChoiceRow("pack", "library", t("free.pack"), self._values("pack", packs)),
        ]

    def _values(self, field: str, values: Sequence[tuple[str, str, object]]) -> list[ChoiceKey]:
        """Return the keys that set `field`; of each the id, the words and the value."""
        now = getattr(self, field)
        return [
            ChoiceKey(id_, words, now == value, self._chooser(field, value)) for id_, words, value in values
        ]

    def _stages(self) -> list[ChoiceKey]:
        t, stages = self.context.t, self.context.guide.stages
        choices = [ChoiceKey("all", t("free.all"), self.stage is None, self._stager(None))]
        for id_, stage in stages.items():
            words = stage.name.get(t.language)
            choices.append(ChoiceKey(id_, words, self.stage == id_, self._stager(id_)))
        return choices

    def _kinds(self) -> list[ChoiceKey]:
        t = self.context.t
        if self.stage is None:
            return []
        choices = [ChoiceKey("all", t("free.all"), not self.kinds, self._toggler(None))]
        for kind in self.context.guide.of_stage(self.stage):
            words = kind.name.get(t.language)
            choices.append(ChoiceKey(kind.id, words, kind.id in self.kinds, self._toggler(kind.id)))
        return choices

    def _packs(self) -> list[InstalledPack]:
        return [p for p in self.context.library.packs() if p.enabled and not p.damaged][:MOST_PACKS]

    def _stager(self, stage: str | None) -> Callable[[], None]:
        return lambda: self.choose_stage(stage)

    def _toggler(self, kind: str | None) -> Callable[[], None]:
        return lambda: self.toggle_kind(kind)

    def _chooser(self, field: str, value: object) -> Callable[[], None]:
        return lambda: self.choose(field, value)
