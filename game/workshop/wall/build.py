"""Puts a plan together from what the teacher wants: clips of a stage, posts, pairs, checks, minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil

from game.content.base import LocalText
from game.i18n import Catalogue
from game.play.context import Context
from game.resources import languages
from game.ui.layout import Node, column, content, flex, grid, item, row
from game.ui.presets import key_row, primary, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Length, Widget
from game.ui.widgets.controls import Button, Label
from game.workshop.plan import Plan, PlanStep

CLIPS = (2, 4, 6, 8, 12)
CHECKS = (0, 2, 4, 6)
POSTS = (0, 1, 2, 3)
PAIRS = (0, 1, 2)
MINUTES = (2, 3, 4)
START = {"clips": 1, "stage": 0, "posts": 0, "pairs": 0, "check": 2, "minutes": 1}
"""What is chosen at first: an option of each row."""
CHECK_MINUTES = 0.8
"""Minutes for a clip of a check."""
SHORTEST = 5
"""Minutes of the shortest lesson."""
OWN_ID = "own"
PROMPTS = ("workshop.prompt_saw", "workshop.prompt_sure")
OWN = ("workshop.own_title", "workshop.own_subtitle", "workshop.own_objective")
"""The texts of a plan that a teacher put together."""


class BuildScene(Scene):
    """Rows of choices; nothing can be chosen that makes no plan."""

    name = "workshop-build"

    def __init__(self, context: Context, built: Callable[[Plan], None], start: Plan | None = None) -> None:
        """`start` is a plan whose choices it begins with."""
        self.context = context
        self.built = built
        self.chosen = dict(START) if start is None else choices_of(context, start)
        """Which option of each row is chosen."""

    def on_back(self) -> None:
        """Leave without a plan."""
        self.context.stack.pop()

    def choose(self, row: str, option: int) -> None:
        """Take an option of a row."""
        self.chosen[row] = option

    def done(self) -> None:
        """Hand the plan over."""
        self.context.stack.pop()
        self.built(self.make())

    def make(self) -> Plan:
        """Return the plan that the choices make."""
        texts, guide = self.context.texts, self.context.guide
        stage = (None, *guide.stages)[self.chosen["stage"]]
        kinds = tuple(k.id for k in guide.of_stage(stage)) if stage else ()
        prompts = tuple(_local(texts, key) for key in PROMPTS)
        pair_prompt = _local(texts, "workshop.prompt_pair")
        post_prompt = _local(texts, "workshop.prompt_post")
        title, subtitle, objective = (_local(texts, key) for key in OWN)
        check, clips = CHECKS[self.chosen["check"]], CLIPS[self.chosen["clips"]]
        minutes = MINUTES[self.chosen["minutes"]]
        steps = []
        if check:
            steps.append(PlanStep(do="check", block="before", clips=check, minutes=check * CHECK_MINUTES))
        for i in range(clips):
            if kinds and i % 2 == 0:
                step = PlanStep(
                    do="clip", label="manipulated", kinds=kinds, minutes=minutes, prompt=prompts[0]
                )
            else:
                label = "real" if kinds else "any"
                step = PlanStep(do="clip", label=label, minutes=minutes, prompt=prompts[i % 2])
            steps.append(step)
        pairs, posts = PAIRS[self.chosen["pairs"]], POSTS[self.chosen["posts"]]
        steps += [PlanStep(do="pair", kinds=kinds, minutes=minutes, prompt=pair_prompt) for _ in range(pairs)]
        steps += [PlanStep(do="post", minutes=minutes, prompt=post_prompt) for _ in range(posts)]
        if check:
            steps.append(PlanStep(do="check", block="after", clips=check, minutes=check * CHECK_MINUTES))
        whole = sum(float(step.minutes) for step in steps)
        return Plan(
            id=OWN_ID,
            minutes=max(SHORTEST, ceil(whole)),
            title=title,
            subtitle=subtitle,
            objectives=(objective,),
            steps=tuple(steps),
        )

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the rows, what they come to, and the way on."""
        t, plan = self.context.t, self.make()
        stages = (stage.name.get(t.language) for stage in self.context.guide.stages.values())
        kinds = [t("workshop.mixed"), *stages]
        two_keys: Length = 2 * layout.length("key")
        most = layout.choose("action", two_keys)
        none = t("workshop.no_posts")
        check = self._row("check", t("workshop.row_check"), _amounts(CHECKS, t("workshop.no_check")))
        minutes = self._row("minutes", t("workshop.row_minutes"), [str(n) for n in MINUTES])
        posts = self._row("posts", t("workshop.row_posts"), _amounts(POSTS, none))
        pairs = self._row("pairs", t("workshop.row_pairs"), _amounts(PAIRS, none))
        rows = (
            self._row("clips", t("workshop.row_clips"), [str(n) for n in CLIPS]),
            self._row("stage", t("workshop.row_stage"), kinds, layout.choose(0, 3), most),
            row(item(check, main=flex(layout.choose(1.2, 1.7))), item(minutes, main=flex()), gap="l"),
            row(item(posts, main=flex(1.2)), item(pairs, main=flex()), gap="l"),
        )
        size = t("workshop.plan_size", n=plan.clips, minutes=plan.minutes)
        done = primary(
            "done",
            t("workshop.build_done"),
            self.done,
            icon="check",
            first=True,
            shortcuts=("return", "pagedown"),
        )
        return screen(
            top_bar(t, t("workshop.build"), t("workshop.build_subtitle"), back=self.on_back),
            *(item(choices, main=flex()) for choices in rows),
            foot=key_row(
                item(Label(name="size", text=size, style="h3", valign="centre"), main=flex()),
                item(done, width=content("start_key")),
            ),
        ).place(layout, layout.area)

    def _row(
        self, name: str, title: str, options: Sequence[str], wide: int = 0, most: Length = "action"
    ) -> Node:
        """Return a title, and a key for each option of the row `name`, `wide` or all of them side by side."""
        keys = (
            Button(
                name=f"{name}-{i}",
                text=words,
                style="label",
                on=i == self.chosen[name],
                press=partial(self.choose, name, i),
            )
            for i, words in enumerate(options)
        )
        return column(
            Label(name=f"{name}.title", text=title, tone="text_mid", max_lines=1),
            item(grid([*keys], wide or len(options), gap="m"), main=flex(most=most)),
            gap="xs",
        )


def choices_of(context: Context, plan: Plan) -> dict[str, int]:
    """Return the choices that make a plan like `plan`, or the nearest that there are."""
    clips = [step for step in plan.steps if step.do == "clip"]
    checks = [step.clips or 0 for step in plan.steps if step.do == "check"]
    minutes = next((step.minutes for step in plan.steps if step.do in ("clip", "post", "pair")), MINUTES[0])
    stage = stage_of(context, plan)
    return {
        "clips": _nearest(CLIPS, len(clips)),
        "stage": 0 if stage is None else 1 + tuple(context.guide.stages).index(stage),
        "posts": _nearest(POSTS, sum(step.do == "post" for step in plan.steps)),
        "pairs": _nearest(PAIRS, sum(step.do == "pair" for step in plan.steps)),
        "check": _nearest(CHECKS, max(checks, default=0)),
        "minutes": _nearest(MINUTES, minutes),
    }


def stage_of(context: Context, plan: Plan) -> str | None:
    """Return the making stage that all named kinds of a plan belong to, if they belong to one."""
    kinds = {kind for step in plan.steps for kind in step.kinds}
    for stage in context.guide.stages:
        if kinds and kinds <= {kind.id for kind in context.guide.of_stage(stage)}:
            return stage
    return None


def suggested_name(context: Context, plan: Plan) -> str:
    """Return a name that says what a plan is about, and how long it takes."""
    t, stage = context.t, stage_of(context, plan)
    about = t("workshop.mixed") if stage is None else context.guide.stages[stage].name.get(t.language)
    return t("workshop.name_made", about=about, n=plan.minutes)


def _nearest(options: Sequence[int], wanted: float) -> int:
    """Return the place of the option that is nearest to `wanted`."""
    return min(range(len(options)), key=lambda place: abs(options[place] - wanted))


def _amounts(amounts: Sequence[int], none: str) -> list[str]:
    """Return the words of the keys of a row; `none` is said for nothing."""
    return [str(n) if n else none for n in amounts]


def _local(texts: Catalogue, key: str) -> LocalText:
    """Return a screen text in all three languages."""
    return LocalText(**{code: texts.translator(code)(key) for code in languages()})
