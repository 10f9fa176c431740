"""The screen of the staff: numbers, health, settings and packs on four pages, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.i18n import number
from game.kiosk.screens.paged_rows import PagedRows
from game.kiosk.screens.service import Fact, Staff
from game.kiosk.settings import Declared, declared
from game.resources import languages
from game.ui.layout import Node, fixed, flex, grid, item, row
from game.ui.presets import key_row, panel, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label

if TYPE_CHECKING:
    from game.play.context import Context

PAGES: Final = (
    ("numbers", "kiosk.page.numbers"),
    ("health", "kiosk.page.health"),
    ("settings", "kiosk.page.settings"),
    ("packs", "kiosk.page.packs"),
)
VALUES: Final = {True: "settings.on", False: "settings.off"}


class StaffScene(Scene):
    """How the kiosk is and what can be done about it."""

    name = "staff"

    def __init__(self, context: Context, staff: Staff) -> None:
        self.context = context
        self.staff = staff
        self.page = "numbers"
        self.part = 0
        self.result = ""
        self._facts: Sequence[Fact] = ()
        """The lines of the page, read when it was turned to: reading them costs queries and a write."""

    def enter(self) -> None:
        """Read the first page."""
        self.show(self.page)

    def on_back(self) -> None:
        """Back to the visitors."""
        self.staff.over()

    def show(self, page: str) -> None:
        """Turn to a page."""
        self.page, self.part, self.result = page, 0, ""
        facts = {"numbers": self.staff.numbers, "health": self.staff.health, "packs": self._pack_facts}
        self._facts = facts[page]() if page in facts else ()

    def turn(self) -> None:
        """Show the next part of the page."""
        self.part += 1

    def diagnose(self) -> None:
        """Write diagnostics."""
        self.part = 0
        worked, where = self.staff.save_diagnostics()
        t = self.context.t
        self.result = (
            t("kiosk.diagnostics.saved", where=where) if worked else t("kiosk.diagnostics.failed", why=where)
        )

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Tabs, the page, what can be done; on an upright screen the tabs are below the page, in reach."""
        t = self.context.t
        tabs = key_row(*(item(self._tab(*one), main=flex()) for one in PAGES), height="key", gap="m")
        page = item(panel("page", self._page(), around="m"), main=flex())
        return screen(
            top_bar(t, t("kiosk.staff.title"), t("kiosk.staff.subtitle"), back=None),
            *layout.choose((tabs, page), (page, tabs)),
            foot=grid([item(key, height=fixed("key")) for key in self._keys()], layout.choose(4, 2), "m"),
        ).place(layout, layout.area)

    def _tab(self, page: str, key: str) -> Button:
        words = self.context.t(key)
        return Button(
            name=f"page-{page}", text=words, style="label", on=page == self.page, press=self._shower(page)
        )

    def _shower(self, page: str) -> Callable[[], None]:
        return lambda: self.show(page)

    def _keys(self) -> list[Button]:
        t = self.context.t
        keys: list[tuple[str, str, Callable[[], None]]] = [
            ("diagnostics", "library", self.diagnose),
            ("restart", "replay", lambda: self.staff.end("restart")),
            ("close", "exit", lambda: self.staff.end("close")),
        ]
        ways = [
            Button(name=name, icon=icon, text=t(f"kiosk.staff.{name}"), style="label", press=press)
            for name, icon, press in keys
        ]
        leave = Button(
            name="leave", icon="check", text=t("kiosk.staff.leave"), style="label", look="primary",
            press=self.on_back, first=True,
        )  # fmt: skip
        return [*ways, leave]

    # -- pages -------------------------------------------------------------------------------------

    def _page(self) -> Node:
        if self.page == "settings":
            return self._paged([self._setting(one) for one in declared() if one.label], "key", "s")
        lines = [(fact.well, self.context.t(fact.key, **fact.values)) for fact in self._facts]
        if self.result:
            lines.insert(0, (True, self.result))
        return self._paged([self._line(i, *line) for i, line in enumerate(lines)], "fact", "xs")

    def _paged(self, rows: Sequence[Node | Widget], height: str, gap: str) -> Node:
        t = self.context.t

        def spoken(n: int, total: int) -> str:
            return t("page.of", n=n, total=total)

        return PagedRows(rows, height, gap, self.part, self.turn, spoken)

    @staticmethod
    def _line(number: int, well: bool, words: str) -> Widget:
        return IconText(
            name=f"fact-{number}", icon="info" if well else "warning", text=words, icon_size="icon_small",
            gap="l", floor=0.65, max_lines=2, grow=False,
        )  # fmt: skip

    def _setting(self, one: Declared) -> Node:
        """Return a setting: its name, its value between the two keys that change it."""
        t = self.context.t
        name, value = t(one.label), getattr(self.staff.settings, one.name)

        def changer(steps: int) -> Callable[[], None]:
            return lambda: self.staff.change(one.name, steps)

        label = Label(
            name=f"label-{one.name}", text=name, valign="centre", floor=0.7, max_lines=2, grow=False
        )
        now = Label(
            name=f"value-{one.name}", text=self._words(value), style="strong", align="centre",
            valign="centre", max_lines=1, grow=False, floor=0.7,
        )  # fmt: skip
        less = Button(name=f"less-{one.name}", icon="back", press=changer(-1), spoken=f"{name} -")
        more = Button(name=f"more-{one.name}", icon="next", press=changer(1), spoken=f"{name} +")
        return row(
            item(label, main=flex()),
            item(less, width=fixed("action")),
            item(now, width=fixed("value")),
            item(more, width=fixed("action")),
            gap="s",
        )

    def _words(self, value: object) -> str:
        t = self.context.t
        if isinstance(value, bool):
            return t(VALUES[value])
        if isinstance(value, float):
            return number(t.language, value)
        words = str(value)
        return languages()[words].name if words in languages() else words

    def _pack_facts(self) -> Sequence[Fact]:
        t = self.context.t
        facts: list[Fact] = []
        for pack in self.staff.packs():
            values: dict[str, object] = {"title": pack.title, "clips": pack.clips}
            if pack.played and pack.faulty:
                facts.append(Fact("kiosk.pack.faulty", {**values, "n": pack.faulty}, well=False))
            elif pack.played:
                facts.append(Fact("kiosk.pack.played", values))
            else:
                facts.append(Fact("kiosk.pack.off", {**values, "why": t(pack.why)}, well=True))
        return facts
