"""Free practice: by stage, tell-tale, difficulty, order, way of looking and pack - or a minute a day.

Nothing chosen is "all". What the packs have is counted at once, so that nobody starts an empty practice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.content.base import LocalText
from game.content.levels import Level
from game.packs.library import InstalledPack
from game.play.choice_rows import ChoiceOf, Row, choice_rows
from game.play.chrome import content_box, top_bar
from game.play.context import Context
from game.resources import languages
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

ROUNDS: Final = 8
MINUTE_ROUNDS: Final = 3
"""Watching, judging and reading about one clip takes some twenty seconds."""
GLANCE: Final = 2.0
BANDS: Final = {"all": (0.0, 1.0), "plain": (0.0, 0.35), "middling": (0.3, 0.6), "hard": (0.5, 1.0)}
ORDERS: Final = ("adaptive", "easy-first", "hard-first")
COUNTED: Final = 500
"""So many clips, at most, are counted."""
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
        self.glance = False
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
                "glance": GLANCE if self.glance else None,
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
        self.real = library.counts(packs=level.packs).real

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, rows, foot."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(
            layout,
            self.context,
            t("free.title"),
            t("free.subtitle"),
            back=self.on_back,
            settings=self.open_settings,
        )
        foot, body = box.bottom_strip(68), box.without_bottom(68 + 14)
        words = t("free.count", manipulated=self.manipulated, real=self.real)
        if not self.manipulated:
            words = t("free.none")
        cells = foot.columns((1.1, 1.3, 0.9) if layout.portrait else (1.0, 1.5, 1.0), 16)
        return [
            *bar,
            *choice_rows(layout, body, self._rows()),
            Button(
                name="minute",
                box=cells[0],
                icon="timer",
                text=t("free.minute"),
                press=self.minute,
                enabled=self.manipulated > 0,
            ),
            Label(
                name="count",
                box=cells[1],
                text=words,
                style="caption",
                align="centre",
                valign="centre",
                tone="text_mid",
                max_lines=2,
                floor=0.9,
            ),
            Button(
                name="start",
                box=cells[2],
                look="primary",
                icon="next",
                icon_after=True,
                text=t("free.start"),
                press=self.start,
                enabled=self.manipulated > 0,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]

    def _rows(self) -> list[Row]:
        t = self.context.t
        kinds = self._kinds()
        packs: list[tuple[str, str, str | None]] = [("all", t("free.all"), None)]
        packs += [(p.pack.name, p.pack.title.get(t.language), p.pack.name) for p in self._packs()]
        bands = [(band, t("free.all") if band == "all" else t(f"free.difficulty.{band}")) for band in BANDS]
        ways = [("closely", False), ("glance", True)]
        return [
            Row("stage", "campaign", t("free.stage"), self._stages()),
            *([Row("kind", "target", t("free.kind"), kinds)] if kinds else []),
            Row(
                "band",
                "filter",
                t("free.difficulty"),
                [ChoiceOf(b, w, self.band == b, self._chooser("band", b)) for b, w in bands],
            ),
            Row(
                "order",
                "step",
                t("free.order"),
                [
                    ChoiceOf(o, t(f"free.order.{o}"), self.order == o, self._chooser("order", o))
                    for o in ORDERS
                ],
            ),
            Row(
                "way",
                "eye",
                t("free.way"),
                [
                    ChoiceOf(w, t(f"free.way.{w}"), self.glance == g, self._chooser("glance", g))
                    for w, g in ways
                ],
            ),
            Row(
                "pack",
                "library",
                t("free.pack"),
                [ChoiceOf(i, w, self.pack == v, self._chooser("pack", v)) for i, w, v in packs],
            ),
        ]

    def _stages(self) -> list[ChoiceOf]:
        t, stages = self.context.t, self.context.guide.stages
        choices = [ChoiceOf("all", t("free.all"), self.stage is None, self._stager(None))]
        for id_, stage in stages.items():
            words = stage.name.get(t.language)
            choices.append(ChoiceOf(id_, words, self.stage == id_, self._stager(id_)))
        return choices

    def _kinds(self) -> list[ChoiceOf]:
        t = self.context.t
        if self.stage is None:
            return []
        choices = [ChoiceOf("all", t("free.all"), not self.kinds, self._toggler(None))]
        for kind in self.context.guide.of_stage(self.stage):
            words = kind.name.get(t.language)
            choices.append(ChoiceOf(kind.id, words, kind.id in self.kinds, self._toggler(kind.id)))
        return choices

    def _packs(self) -> list[InstalledPack]:
        return [p for p in self.context.library.packs() if p.enabled and not p.damaged][:MOST_PACKS]

    def _stager(self, stage: str | None) -> Callable[[], None]:
        return lambda: self.choose_stage(stage)

    def _toggler(self, kind: str | None) -> Callable[[], None]:
        return lambda: self.toggle_kind(kind)

    def _chooser(self, field: str, value: object) -> Callable[[], None]:
        return lambda: self.choose(field, value)
