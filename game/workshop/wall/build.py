"""Puts a plan together from what the teacher wants: how many clips, of which stage, with which checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.content.base import LocalText
from game.i18n import Catalogue
from game.play.chrome import content_box, top_bar
from game.play.context import Context
from game.resources import languages
from game.ui.geometry import Box
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.workshop.plan import Plan, Step

CLIPS = (2, 4, 6, 8, 12)
CHECKS = (0, 2, 4, 6)
MINUTES = (2, 3, 4)
PROMPTS = ("workshop.prompt_saw", "workshop.prompt_sure")
OWN = ("workshop.own_title", "workshop.own_subtitle", "workshop.own_objective")
"""The texts of a plan that a teacher put together."""


class BuildScene(Scene):
    """Four rows of choices; nothing can be chosen that makes no plan."""

    name = "workshop-build"

    def __init__(self, context: Context, built: Callable[[Plan], None]) -> None:
        self.context = context
        self.built = built
        self.clips, self.check, self.minutes = 1, 2, 1
        self.stage: str | None = None

    def on_back(self) -> None:
        """Leave without a plan."""
        self.context.stack.pop()

    def done(self) -> None:
        """Hand the plan over."""
        self.context.stack.pop()
        self.built(self.make())

    def make(self) -> Plan:
        """Return the plan that the choices make."""
        texts, guide = self.context.texts, self.context.guide
        kinds = tuple(k.id for k in guide.of_stage(self.stage)) if self.stage else ()
        prompts = tuple(_local(texts, key) for key in PROMPTS)
        title, subtitle, objective = (_local(texts, key) for key in OWN)
        check, clips, minutes = CHECKS[self.check], CLIPS[self.clips], MINUTES[self.minutes]
        steps = []
        if check:
            steps.append(Step(do="check", block="before", clips=check, minutes=check * 0.8))
        for i in range(clips):
            if kinds and i % 2 == 0:
                step = Step(do="clip", label="manipulated", kinds=kinds, minutes=minutes, prompt=prompts[0])
            else:
                label = "real" if kinds else "any"
                step = Step(do="clip", label=label, minutes=minutes, prompt=prompts[i % 2])
            steps.append(step)
        if check:
            steps.append(Step(do="check", block="after", clips=check, minutes=check * 0.8))
        whole = sum(float(step.minutes) for step in steps)
        return Plan(
            id="own",
            minutes=max(5, -int(-whole // 1)),
            title=title,
            subtitle=subtitle,
            objectives=(objective,),
            steps=tuple(steps),
        )

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the rows, what they come to, and the way on."""
        t, box = self.context.t, content_box(layout)
        widgets: list[Widget] = list(
            top_bar(
                layout, self.context, t("workshop.build"), t("workshop.build_subtitle"), back=self.on_back
            )
        )
        foot = box.bottom_strip(68)
        rows = box.without_bottom(88).rows((1.0, 1.0, 1.0, 1.0), 14)
        stages: list[tuple[str | None, str]] = [(None, t("workshop.mixed"))]
        stages += [(s.id, s.name.get(t.language)) for s in self.context.guide.stages.values()]
        widgets += self._row(
            "clips", rows[0], t("workshop.row_clips"), [str(n) for n in CLIPS], self.clips, self._set_clips
        )
        at = [id_ for id_, _ in stages].index(self.stage)

        def take_stage(i: int) -> None:
            self.stage = stages[i][0]

        widgets += self._row(
            "stage", rows[1], t("workshop.row_stage"), [name for _, name in stages], at, take_stage
        )
        checks = [t("workshop.no_check") if not n else str(n) for n in CHECKS]
        widgets += self._row("check", rows[2], t("workshop.row_check"), checks, self.check, self._set_check)
        minutes = [str(n) for n in MINUTES]
        widgets += self._row(
            "minutes", rows[3], t("workshop.row_minutes"), minutes, self.minutes, self._set_minutes
        )
        plan = self.make()
        size = t("workshop.plan_size", n=plan.clips, minutes=plan.minutes)
        widgets += [
            Label(name="size", box=foot.left(foot.w * 0.5), text=size, style="h3", valign="centre"),
            Button(
                name="done",
                box=foot.right_strip(min(360.0, foot.w * 0.45)),
                look="primary",
                icon="check",
                text=t("workshop.build_done"),
                press=self.done,
                first=True,
                shortcuts=("return", "pagedown"),
            ),
        ]
        return widgets

    def _set_clips(self, i: int) -> None:
        self.clips = i

    def _set_check(self, i: int) -> None:
        self.check = i

    def _set_minutes(self, i: int) -> None:
        self.minutes = i

    @staticmethod
    def _row(
        name: str, box: Box, title: str, options: Sequence[str], chosen: int, take: Callable[[int], None]
    ) -> list[Widget]:
        def taker(i: int) -> Callable[[], None]:
            return lambda: take(i)

        head = box.top(32)
        keys = Box(box.x, box.y + 38, box.w, min(76.0, box.h - 38))
        widgets: list[Widget] = [
            Label(name=f"{name}.title", box=head, text=title, tone="text_mid", max_lines=1)
        ]
        for i, (words, cell) in enumerate(zip(options, keys.columns((1.0,) * len(options), 12), strict=True)):
            widgets.append(
                Button(
                    name=f"{name}-{i}", box=cell, text=words, style="label", on=i == chosen, press=taker(i)
                )
            )
        return widgets


def _local(texts: Catalogue, key: str) -> LocalText:
    """Return a screen text in all three languages."""
    return LocalText(**{code: texts.translator(code)(key) for code in languages()})
