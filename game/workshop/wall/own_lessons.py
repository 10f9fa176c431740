"""The teacher's own lessons: one is taken, named anew, copied and changed, or deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from game.play.context import Context
from game.play.dialog import Choice, DialogScene
from game.ui.layout import content, flex, item, split
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import key_row, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.workshop.own_plans import MOST, free_name, named, new_id
from game.workshop.plan import Plan
from game.workshop.wall.build import BuildScene, suggested_name
from game.workshop.wall.plan_card import PlanCard
from game.workshop.wall.plan_name import PlanNameScene
from game.workshop.wall.plan_outline import outline


class OwnLessonsScene(Scene):
    """A row for each lesson; the keys below are about the chosen one."""

    name = "workshop-own"

    def __init__(
        self, context: Context, plans: list[Plan], keep: Callable[[], None], use: Callable[[Plan], None]
    ) -> None:
        """`plans` is changed here, and `keep` writes it; `use` takes one for the lesson."""
        self.context = context
        self.plans = plans
        self.keep = keep
        self.use = use
        self.chosen = max(0, len(plans) - 1)
        self.page = 0

    @property
    def plan(self) -> Plan:
        """The chosen lesson."""
        return self.plans[self.chosen]

    def title(self, plan: Plan) -> str:
        """Return the name of a lesson."""
        return plan.title.get(self.context.language)

    def on_back(self) -> None:
        """Back to all lessons."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page of the rows."""
        self.page += by

    def choose(self, index: int) -> None:
        """Choose a lesson."""
        self.chosen = index

    def take(self) -> None:
        """Take the chosen lesson."""
        self.context.stack.pop()
        self.use(self.plan)

    def rename(self) -> None:
        """Give the chosen lesson another name."""

        def took(name: str) -> None:
            others = [self.title(one) for one in self.plans if one.id != self.plan.id]
            self.plans[self.chosen] = named(self.plan, free_name(name, others), self.context.language)
            self.keep()

        self.context.stack.push(PlanNameScene(self.context, self.plan, self.title(self.plan), took))

    def copy(self) -> None:
        """Put together another lesson, beginning with the chosen one."""
        self._new(self.plan)

    def new(self) -> None:
        """Put together another lesson."""
        self._new(None)

    def _new(self, start: Plan | None) -> None:
        def added() -> None:
            self.chosen = len(self.plans) - 1
            self.keep()

        put_together(self.context, self.plans, added, start)

    def delete(self) -> None:
        """Ask, then delete the chosen lesson."""
        t, stack = self.context.t, self.context.stack

        def yes() -> None:
            stack.pop()
            del self.plans[self.chosen]
            self.chosen = max(0, min(self.chosen, len(self.plans) - 1))
            self.keep()
            if not self.plans:
                stack.pop()

        title = t("workshop.own_delete_title", name=self.title(self.plan))
        stack.push(
            DialogScene(
                self.context,
                icon="warning",
                title=title,
                text=t("workshop.own_delete_text"),
                choices=(
                    Choice("no", t("workshop.own_delete_no"), stack.pop, primary=True),
                    Choice("yes", t("workshop.own_delete"), yes),
                ),
            )
        )

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the rows, and the keys for the chosen one."""
        t = self.context.t
        take = primary(
            "take", t("workshop.build_done"), self.take, icon="check", first=True, shortcuts=("return",)
        )
        rows = PagedList(
            [self._row(number, plan) for number, plan in enumerate(self.plans)],
            height="entry",
            gap="s",
            page=self.page,
            foot=lambda pages: paged_foot(
                layout,
                t,
                t("workshop.own_how"),
                (),
                self.turn if pages > 1 else None,
            ),
        )
        both = split(item(rows, main=flex(1.2)), item(outline(t, self.plan), main=flex()), gap="gutter")
        new = secondary("new", t("workshop.build"), self.new, icon="practice", enabled=len(self.plans) < MOST)
        return screen(
            top_bar(t, t("workshop.title"), t("workshop.own_list"), back=self.on_back),
            item(both, main=flex()),
            key_row(*(item(key, main=flex()) for key in self._keys()), gap="m"),
            foot=key_row(item(new, main=flex()), item(take, width=content("start_key"))),
        ).place(layout, layout.area)

    def _row(self, number: int, plan: Plan) -> PlanCard:
        t = self.context.t
        size = t("workshop.plan_size", n=plan.clips, minutes=plan.minutes)
        return PlanCard(
            name=f"lesson-{number + 1}",
            icon="lesson",
            title=self.title(plan),
            text=plan.subtitle.get(t.language),
            size=size,
            on=number == self.chosen,
            press=partial(self.choose, number),
        )

    def _keys(self) -> Sequence[Widget]:
        t = self.context.t
        return (
            secondary("rename", t("workshop.own_rename"), self.rename),
            secondary("copy", t("workshop.own_copy"), self.copy, enabled=len(self.plans) < MOST),
            secondary("delete", t("workshop.own_delete"), self.delete),
        )


def put_together(
    context: Context, plans: list[Plan], added: Callable[[], None], start: Plan | None = None
) -> None:
    """Let the teacher put a lesson together and name it; it comes to the end of `plans`."""

    def built(plan: Plan) -> None:
        taken = [one.title.get(context.language) for one in plans]

        def took(name: str) -> None:
            kept = named(plan, free_name(name, taken), context.language)
            plans.append(kept.model_copy(update={"id": new_id()}))
            added()

        name = free_name(suggested_name(context, plan), taken)
        context.stack.push(PlanNameScene(context, plan, name, took))

    context.stack.push(BuildScene(context, built, start))
