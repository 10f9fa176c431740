"""Before the lesson: which plan, how the class votes, and on which network. Not meant for the wall yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from game.play.context import Context
from game.ui.layout import Child, Node, column, content, fixed, flex, item, row, spacer, split
from game.ui.presets import key_row, primary, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.workshop.codes import TEACHER_LENGTH
from game.workshop.plan import Plan
from game.workshop.server.adapters import Adapter, keep
from game.workshop.server.teacher_remote import TeacherRemote
from game.workshop.wall.desk import DESK_KEY
from game.workshop.wall.network_words import adapter_words, shared_key
from game.workshop.wall.plan_card import PlanCard
from game.workshop.wall.wall_screen import note_line

ICONS = {20: "timer", 45: "lesson", 90: "campaign"}
TEAMS = (2, 3, 4, 6)
HALF = TEACHER_LENGTH // 2
"""Letters of the teacher's code that are read in one go."""


@dataclass(slots=True)
class Choices:
    """What the teacher chose. `address` is None for a lesson without phones."""

    plan: Plan
    address: str | None
    teams: int = 0
    wifi: str = ""
    adapter: str = ""
    """The name of the adapter that has the address."""
    shared: bool = False
    """Whether an address may be many phones."""
    label: str = ""
    """The class, as `7-B`."""


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What there is to choose from, and what happens then."""

    plans: tuple[Plan, ...]
    look: Callable[[], tuple[Adapter, ...]]
    """Return the networks of this computer as they are now."""
    can_deal: bool
    """Whether there is any clip that may be shown in a classroom."""
    remote: TeacherRemote
    open: Callable[[Choices], None]
    choose_own: Callable[[Callable[[Plan], None]], None]
    """Let the teacher choose among the own plans or put one together, then hand it over."""
    print_pages: Callable[[], None]
    """Write the teacher's printable pages."""
    close: Callable[[], None]
    """Close the room, should one be open."""
    classes: Callable[[str, Callable[[str], None]], None]
    """Let the teacher say which class it is, beginning with a label, or compare lessons."""
    resume: Callable[[], None]
    """Go on with the lesson that was cut off."""
    unfinished: Callable[[], bool]
    """Tell whether there is one."""
    wifi: str = ""
    own: list[Plan] = field(default_factory=list)
    """The teacher's own plans, the newest last."""
    plan: str = ""
    """The id of the plan that is chosen at first."""


class SetupScene(Scene):
    """Plans at the left, ways to vote at the right."""

    name = "workshop-setup"

    def __init__(self, context: Context, options: SetupOptions) -> None:
        self.context = context
        self.options = options
        self.shown = options.own[-1].id if options.own else ""
        """The id of the own plan that stands beside those that came with the game."""
        self.plan = 0
        self.take(options.plan)
        self.adapters = options.look()
        self.adapter = 0
        """Which of them was chosen."""
        self.way = "phones" if self.adapters else "teams"
        self.shared = False
        self.teams = 1
        self.label = ""
        self.unfinished = options.unfinished()
        self.page = 0
        """Which note on the chosen way is read, where there is room for one at a time."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that came with the game, and one of the teacher's own."""
        return (*self.options.plans, *(plan for plan in self.options.own if plan.id == self.shown))

    def resume(self) -> None:
        """Let go of an own plan that was deleted, and see what lesson waits and what networks there are."""
        self.look_around()
        self.unfinished = self.options.unfinished()
        if self.shown not in {plan.id for plan in self.options.own}:
            self.shown = self.options.own[-1].id if self.options.own else ""
        self.plan = min(self.plan, len(self.plans) - 1)

    def take(self, plan: str) -> None:
        """Choose the plan with this id, if there is one."""
        if plan in {one.id for one in self.options.own}:
            self.shown = plan
        self.plan = next((n for n, one in enumerate(self.plans) if one.id == plan), self.plan)

    def leave(self) -> None:
        """Leave nothing running."""
        self.options.close()

    def on_back(self) -> None:
        """Back to where the teacher came from."""
        self.context.stack.pop()

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    def choose_plan(self, index: int) -> None:
        """Take a plan."""
        self.plan = index

    def choose_own(self) -> None:
        """Let the teacher choose among the own plans, or put one together."""
        self.options.choose_own(lambda plan: self.take(plan.id))

    def choose_way(self, way: str) -> None:
        """Vote by phones, in teams at this screen, or by cards."""
        self.way = way
        if way == "phones":
            self.look_around()

    def look_around(self) -> None:
        """See what networks there are now; the chosen one stays, also where its address is another."""
        before = self.adapters[self.adapter] if self.adapters else Adapter("", "")
        self.adapters = self.options.look()
        self.adapter = keep(self.adapters, before.name, before.address)

    def next_adapter(self) -> None:
        """Use the next network of this computer."""
        self.look_around()
        self.adapter = (self.adapter + 1) % max(1, len(self.adapters))

    def more(self) -> None:
        """Turn to the next note on the chosen way."""
        self.page += 1

    def toggle_shared(self) -> None:
        """Let an address be one phone, or many."""
        self.shared = not self.shared

    def next_teams(self) -> None:
        """Use another number of teams."""
        self.teams = (self.teams + 1) % len(TEAMS)

    def choose_class(self) -> None:
        """Say which class it is."""

        def took(label: str) -> None:
            self.label = label

        self.options.classes(self.label, took)

    def open_room(self) -> None:
        """Open the room with what was chosen; not for phones where no network is left."""
        phones = self.way == "phones"
        if phones:
            self.look_around()
        if phones and not self.adapters:
            return
        adapter = self.adapters[self.adapter] if phones else None
        self.options.open(
            Choices(
                plan=self.plans[self.plan],
                address=None if adapter is None else adapter.address,
                adapter="" if adapter is None else adapter.name,
                shared=self.shared,
                teams=TEAMS[self.teams] if self.way == "teams" else 0,
                wifi=self.options.wifi,
                label=self.label,
            )
        )

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, plans, ways, and the two ways on."""
        t = self.context.t
        bar = top_bar(
            t,
            t("workshop.title"),
            t("workshop.setup_subtitle"),
            back=self.on_back,
            settings=self.open_settings,
        )
        body = split(
            item(self._plans(), main=flex(1.08)), item(self._ways(layout), main=flex()), gap="gutter"
        )
        return screen(bar, item(body, main=flex()), foot=self._keys()).place(layout, layout.area)

    def _keys(self) -> Node:
        t = self.context.t
        on = primary(
            "open",
            t("workshop.open"),
            self.open_room,
            enabled=self.options.can_deal and (self.way != "phones" or bool(self.adapters)),
            first=True,
            shortcuts=("return", "pagedown"),
        )
        again: Child = spacer()
        if self.unfinished:
            key = Button(
                name="resume",
                icon="replay",
                text=t("workshop.resume"),
                style="label",
                press=self.options.resume,
                shortcuts=("r",),
            )
            again = item(key, main=flex())
        words = t("workshop.class_is", label=self.label) if self.label else t("workshop.class_key")
        label = Button(name="class", icon="team", text=words, style="label", press=self.choose_class)
        return key_row(again, item(label, main=flex(0.7)), item(on, width=content("start_key")))

    def _plans(self) -> Node:
        t = self.context.t
        kept = len(self.options.own)
        words = t("workshop.own_plans", n=kept) if kept else t("workshop.build")
        own = Button(name="own", icon="practice", text=words, style="label", press=self.choose_own)
        pages = Button(
            name="print",
            icon="lesson",
            text=t("workshop.print"),
            style="label",
            press=self.options.print_pages,
        )
        return column(
            Label(name="plans", text=t("workshop.choose_plan"), style="h2"),
            *(item(self._plan(i, plan), main=flex()) for i, plan in enumerate(self.plans)),
            key_row(item(own, main=flex()), item(pages, main=flex()), gap="m"),
            gap="m",
        )

    def _plan(self, index: int, plan: Plan) -> PlanCard:
        t = self.context.t
        return PlanCard(
            name=f"plan-{index + 1}",
            icon=ICONS.get(plan.minutes, "lesson"),
            title=plan.title.get(t.language),
            text=plan.subtitle.get(t.language),
            size=t("workshop.plan_size", n=plan.clips, minutes=plan.minutes),
            on=index == self.plan,
            press=partial(self.choose_plan, index),
            shortcuts=(str(index + 1),),
        )

    def _ways(self, layout: Layout) -> Node:
        t = self.context.t
        entries = (
            ("phones", "phone", t("workshop.way_phones")),
            ("teams", "team", t("workshop.way_teams")),
            ("cards", "touch", t("workshop.way_cards")),
        )
        keys = (
            Button(
                name=f"way-{way}",
                icon=icon,
                text=words,
                style="label",
                on=way == self.way,
                press=partial(self.choose_way, way),
            )
            for way, icon, words in entries
        )
        return column(
            Label(name="ways", text=t("workshop.choose_way"), style="h2"),
            key_row(*(item(key, main=flex()) for key in keys), gap="m"),
            item(self._details(layout), main=flex()),
            gap="m",
        )

    def _details(self, layout: Layout) -> Node:
        """Return what the chosen way of voting needs, in words and keys."""
        t, remote = self.context.t, self.options.remote
        if self.way == "teams":
            words = t("workshop.teams", n=TEAMS[self.teams])
            key = Button(name="teams", icon="team", text=words, press=self.next_teams)
            return self._detail(t("workshop.hot_seat_text"), key)
        if self.way == "cards":
            return self._detail(t("workshop.paper_text"))
        if not self.adapters:
            words = t("workshop.look_network")
            key = Button(name="look", icon="replay", text=words, press=self.look_around)
            return self._detail(t("workshop.no_network"), key)
        key = Button(
            name="address",
            icon="phone",
            text=adapter_words(t, self.adapters[self.adapter]),
            press=self.next_adapter,
            enabled=len(self.adapters) > 1,
        )
        shared = shared_key(t, on=self.shared, press=self.toggle_shared)
        code = f"{remote.code[:HALF]} {remote.code[HALF:]}"
        about, desk = t("workshop.phones_text"), t("workshop.desk", code=code, letter=DESK_KEY.upper())
        if layout.cramped:
            return column(
                item(key, height=fixed("key")),
                item(shared, height=fixed("key")),
                item(self._one_of(about, desk), main=flex()),
                gap="m",
            )
        return self._detail(about, key, note_line("desk", "settings", desk), shared)

    def _one_of(self, *notes: str) -> Node:
        """Return the note that is read, and the key to the next; the first follows the last."""
        at, total = self.page % len(notes), len(notes)
        spoken = self.context.t("lesson.more", n=at + 1, total=total)
        more = Button(name="more", icon="next", spoken=spoken, press=self.more)
        return row(
            item(Label(name="about", text=notes[at], floor=0.65), main=flex()),
            item(more, width=fixed("key"), height=fixed("key"), down="end"),
            gap="l",
        )

    @staticmethod
    def _detail(
        words: str, key: Button | None = None, note: Node | None = None, below: Button | None = None
    ) -> Node:
        about = Label(name="about", text=words, floor=0.65)
        return column(
            *(item(one, height=fixed("key")) for one in (key, below) if one is not None),
            item(about, main=flex()),
            note,
            gap="m",
        )
