"""Before the lesson: which plan, how the class votes, and on which network. Not meant for the wall yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from game.play.chrome import content_box, drawing, top_bar
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button, Label
from game.workshop.plan import Plan
from game.workshop.server.teacher_remote import TeacherRemote

ICONS = {20: "timer", 45: "lesson", 90: "campaign"}
TEAMS = (2, 3, 4, 6)


@dataclass(slots=True)
class Choices:
    """What the teacher chose. `address` is None for a lesson without phones."""

    plan: Plan
    address: str | None
    teams: int = 0
    wifi: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from, and what happens then."""

    plans: tuple[Plan, ...]
    addresses: tuple[str, ...]
    clips: int
    """Clips that may be shown in a classroom."""
    remote: TeacherRemote
    open: Callable[[Choices], None]
    build: Callable[[Callable[[Plan], None]], None]
    """Let the teacher build a plan, then hand it over."""
    print_pages: Callable[[], None]
    """Write the teacher's printable pages."""
    close: Callable[[], None]
    """Close the room, should one be open."""
    resume: Callable[[], None] | None = None
    """Go on with the lesson that was cut off, if there is one."""
    wifi: str = ""
    own: list[Plan] = field(default_factory=list)


class SetupScene(Scene):
    """Plans at the left, ways to vote at the right."""

    name = "workshop-setup"

    def __init__(self, context: Context, offer: Offer) -> None:
        self.context = context
        self.offer = offer
        self.plan = 0
        self.way = "phones" if offer.addresses else "teams"
        self.address = 0
        self.teams = 1

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that came with the game, and the teacher's own."""
        return (*self.offer.plans, *self.offer.own)

    def leave(self) -> None:
        """Leave nothing running."""
        self.offer.close()

    def on_back(self) -> None:
        """Back to where the teacher came from."""
        self.context.stack.pop()

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    def choose_plan(self, index: int) -> None:
        """Take a plan."""
        self.plan = index

    def build_plan(self) -> None:
        """Let the teacher put a plan together; it is chosen then."""

        def built(plan: Plan) -> None:
            self.offer.own[:] = [plan]
            self.plan = len(self.plans) - 1

        self.offer.build(built)

    def choose_way(self, way: str) -> None:
        """Vote by phones, in teams at this screen, or by cards."""
        self.way = way

    def next_address(self) -> None:
        """Use the next address of this computer."""
        self.address = (self.address + 1) % max(1, len(self.offer.addresses))

    def next_teams(self) -> None:
        """Use another number of teams."""
        self.teams = (self.teams + 1) % len(TEAMS)

    def open_room(self) -> None:
        """Open the room with what was chosen."""
        phones = self.way == "phones" and self.offer.addresses
        self.offer.open(
            Choices(
                plan=self.plans[self.plan],
                address=self.offer.addresses[self.address] if phones else None,
                teams=TEAMS[self.teams] if self.way == "teams" else 0,
                wifi=self.offer.wifi,
            )
        )

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, plans, ways, and the two ways on."""
        t, box = self.context.t, content_box(layout)
        widgets: list[Widget] = list(
            top_bar(
                layout,
                self.context,
                t("workshop.title"),
                t("workshop.setup_subtitle"),
                back=self.on_back,
                settings=self.open_settings,
            )
        )
        foot = box.bottom_strip(68)
        body = box.without_bottom(88)
        if layout.portrait:
            left, right = body.rows((1.0, 0.9), 24)
        else:
            left, right = body.columns((1.0, 0.92), 36)
        widgets += self._plans(layout, left)
        widgets += self._ways(layout, right)
        if self.offer.resume is not None:
            widgets.append(
                Button(
                    name="resume",
                    box=foot.left(foot.w * 0.56),
                    icon="replay",
                    text=t("workshop.resume"),
                    style="label",
                    press=self.offer.resume,
                    shortcuts=("r",),
                )
            )
        widgets.append(
            Button(
                name="open",
                box=foot.right_strip(min(400.0, foot.w * 0.42)),
                look="primary",
                icon="next",
                icon_after=True,
                text=t("workshop.open"),
                press=self.open_room,
                enabled=self.offer.clips > 0,
                first=True,
                shortcuts=("return", "pagedown"),
            )
        )
        return widgets

    def _plans(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.context.t
        title_h = layout.height(t("workshop.choose_plan"), "h2", box.w)
        rows = box.without_top(title_h + 10)
        cells = rows.rows((1.0,) * (len(self.plans) + 1), 12)
        widgets: list[Widget] = [
            Label(name="plans", box=box.top(title_h), text=t("workshop.choose_plan"), style="h2")
        ]
        for i, (plan, cell) in enumerate(zip(self.plans, cells, strict=False)):
            words = (plan.title.get(t.language), plan.subtitle.get(t.language))
            extra = t("workshop.plan_size", n=plan.clips, minutes=plan.minutes)
            widgets.append(
                Card(
                    name=f"plan-{i + 1}",
                    box=cell,
                    paint=_plan_painter(
                        ICONS.get(plan.minutes, "lesson"), *words, extra, chosen=i == self.plan
                    ),
                    press=self._chooser(i),
                    shortcuts=(str(i + 1),),
                    spoken=". ".join(words),
                )
            )
        last = cells[-1].centred(cells[-1].w, min(72.0, cells[-1].h)).columns((1.0, 1.0), 12)
        widgets += [
            Button(
                name="own",
                box=last[0],
                icon="practice",
                text=t("workshop.build"),
                style="label",
                press=self.build_plan,
            ),
            Button(
                name="print",
                box=last[1],
                icon="lesson",
                text=t("workshop.print"),
                style="label",
                press=self.offer.print_pages,
            ),
        ]
        return widgets

    def _chooser(self, index: int) -> Callable[[], None]:
        return lambda: self.choose_plan(index)

    def _ways(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.context.t
        title_h = layout.height(t("workshop.choose_way"), "h2", box.w)
        row = Box(box.x, box.y + title_h + 10, box.w, 72)
        entries = (
            ("phones", "phone", t("workshop.way_phones")),
            ("teams", "team", t("workshop.way_teams")),
            ("cards", "touch", t("workshop.way_cards")),
        )
        widgets: list[Widget] = [
            Label(name="ways", box=box.top(title_h), text=t("workshop.choose_way"), style="h2")
        ]
        for cell, (way, icon, words) in zip(row.columns((1.0, 1.0, 1.0), 12), entries, strict=True):
            widgets.append(
                Button(
                    name=f"way-{way}",
                    box=cell,
                    icon=icon,
                    text=words,
                    style="label",
                    on=way == self.way,
                    press=self._way_chooser(way),
                )
            )
        low = Box(box.x, row.bottom + 16, box.w, box.bottom - row.bottom - 16)
        return [*widgets, *self._details(low)]

    def _way_chooser(self, way: str) -> Callable[[], None]:
        return lambda: self.choose_way(way)

    def _details(self, box: Box) -> list[Widget]:
        t, offer = self.context.t, self.offer
        key = box.top(64)
        text = box.without_top(80)
        if self.way == "teams":
            words = t("workshop.teams", n=TEAMS[self.teams])
            return [
                Button(name="teams", box=key, icon="team", text=words, press=self.next_teams),
                Label(name="about", box=text, text=t("workshop.hot_seat_text"), floor=0.8),
            ]
        if self.way == "cards":
            return [Label(name="about", box=box, text=t("workshop.paper_text"), floor=0.8)]
        if not offer.addresses:
            return [Label(name="about", box=box, text=t("workshop.no_network"), floor=0.8)]
        address = offer.addresses[self.address]
        words = t("workshop.address", address=address)
        code = f"{offer.remote.code[:4]} {offer.remote.code[4:]}"
        return [
            Button(
                name="address",
                box=key,
                icon="phone",
                text=words,
                press=self.next_address,
                enabled=len(offer.addresses) > 1,
            ),
            Label(
                name="about",
                box=text.top(text.h * 0.48),
                text=t("workshop.phones_text"),
                floor=0.8,
            ),
            drawing(
                "desk",
                text.bottom_strip(text.h * 0.5),
                lambda p, b: _desk(p, b, t("workshop.remote", code=code)),
            ),
        ]


def _plan_painter(
    icon: str, title: str, text: str, extra: str, *, chosen: bool
) -> Callable[[Painter, Box], None]:
    def paint(p: Painter, box: Box) -> None:
        c = p.palette
        ink, mid = (c.ink, c.ink_mid) if chosen else (c.text, c.text_mid)
        if chosen:
            p.panel(box, 14, c.paper)
            p.icon("check", box.right - 34, box.y + 32, 30, ink)
        else:
            p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        p.icon(icon, box.x + 52, box.cy, 50, ink)
        words = Box(box.x + 100, box.y + 10, box.w - 160, box.h - 20)
        rows = words.rows((1.25, 1.0, 1.0), 0)
        p.text(rows[0], title, "h2", ink, valign="centre", floor=0.6, max_lines=1)
        if p.fits(rows[1], text, "body", floor=0.82, grow=False):
            p.text(rows[1], text, "body", mid, valign="centre", floor=0.82, max_lines=1, grow=False)
        p.text(rows[2], extra, "body", mid, valign="centre", floor=0.75, max_lines=1, grow=False)

    return paint


def _desk(p: Painter, box: Box, words: str) -> None:
    c = p.palette
    p.panel(box, 10, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
    p.icon("settings", box.x + 40, box.cy, 36, c.text)
    room = Box(box.x + 76, box.y + 8, box.w - 92, box.h - 16)
    p.text(room, words, "body", c.text, valign="centre", floor=0.75)
