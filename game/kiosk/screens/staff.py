"""The screen of the staff: numbers, health, settings and packs on four pages, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.i18n import number
from game.kiosk.screens.service import Fact, Kiosk
from game.kiosk.settings import Declared, declared
from game.play.chrome import content_box, drawing, top_bar
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

if TYPE_CHECKING:
    from game.play.context import Context

PAGES: Final = (
    ("numbers", "kiosk.page.numbers"),
    ("health", "kiosk.page.health"),
    ("settings", "kiosk.page.settings"),
    ("packs", "kiosk.page.packs"),
)
VALUES: Final = {True: "settings.on", False: "settings.off"}
ROWS: Final = 7
"""Settings on one page of them."""


class StaffScene(Scene):
    """How the kiosk is and what can be done about it."""

    name = "staff"

    def __init__(self, context: Context, kiosk: Kiosk) -> None:
        self.context = context
        self.kiosk = kiosk
        self.page = "numbers"
        self.part = 0
        self.told = ""
        self._facts: Sequence[Fact] = ()
        """The lines of the page, read when it was turned to: reading them costs queries and a write."""

    def enter(self) -> None:
        """Read the first page."""
        self.show(self.page)

    def on_back(self) -> None:
        """Back to the visitors."""
        self.kiosk.over()

    def show(self, page: str) -> None:
        """Turn to a page."""
        self.page, self.part, self.told = page, 0, ""
        facts = {"numbers": self.kiosk.numbers, "health": self.kiosk.health, "packs": self._pack_facts}
        self._facts = facts[page]() if page in facts else ()

    def turn(self) -> None:
        """Show the next part of the page."""
        self.part += 1

    def diagnose(self) -> None:
        """Write diagnostics."""
        self.part = 0
        worked, where = self.kiosk.save_diagnostics()
        t = self.context.t
        self.told = (
            t("kiosk.diagnostics.saved", where=where) if worked else t("kiosk.diagnostics.failed", why=where)
        )

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Tabs, the page, what can be done."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(layout, self.context, t("kiosk.staff.title"), t("kiosk.staff.subtitle"), back=None)
        foot = box.bottom_strip(140.0 if layout.portrait else 64.0)
        tabs, body = box.top(64), box.without_top(80).without_bottom(foot.h + 16)
        if layout.portrait:
            tabs, body = box.without_bottom(foot.h + 16).bottom_strip(64), box.without_bottom(foot.h + 96)
        widgets: list[Widget] = list(bar)
        for (page, key), cell in zip(PAGES, tabs.columns((1.0,) * len(PAGES), 12), strict=True):
            widgets.append(
                Button(
                    name=f"page-{page}",
                    box=cell,
                    text=t(key),
                    style="label",
                    on=page == self.page,
                    press=self._shower(page),
                )
            )
        widgets += self._settings(layout, body) if self.page == "settings" else self._lines(body)
        return [*widgets, *self._foot(layout, foot)]

    def _shower(self, page: str) -> Callable[[], None]:
        return lambda: self.show(page)

    def _foot(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.context.t
        keys: list[tuple[str, str, str, Callable[[], None]]] = [
            ("diagnostics", "library", t("kiosk.staff.diagnostics"), self.diagnose),
            ("restart", "replay", t("kiosk.staff.restart"), lambda: self.kiosk.end("restart")),
            ("close", "exit", t("kiosk.staff.close"), lambda: self.kiosk.end("close")),
            ("leave", "check", t("kiosk.staff.leave"), self.on_back),
        ]
        if layout.portrait:
            upper, lower = box.rows((1.0, 1.0), 12)
            cells = [*upper.columns((1.0, 1.0), 12), *lower.columns((1.0, 1.0), 12)]
        else:
            cells = box.columns((1.1, 1.0, 1.0, 1.1), 12)
        return [
            Button(
                name=name,
                box=cell,
                icon=icon,
                text=words,
                style="label",
                look="primary" if name == "leave" else "secondary",
                press=press,
                first=name == "leave",
            )
            for (name, icon, words, press), cell in zip(keys, cells, strict=True)
        ]

    # -- pages -------------------------------------------------------------------------------------

    def _lines(self, box: Box) -> list[Widget]:
        t = self.context.t
        lines = [(fact.well, t(fact.key, **fact.values)) for fact in self._facts]
        if self.told:
            lines.insert(0, (True, self.told))
        per = max(1, int(box.h // 52))
        parts = [lines[i : i + per] for i in range(0, len(lines), per)] or [[]]
        shown = parts[self.part % len(parts)]

        def paint(p: Painter, b: Box) -> None:
            for i, (well, words) in enumerate(shown):
                row = Box(b.x, b.y + i * 52, b.w, 48)
                p.icon("info" if well else "warning", row.x + 18, row.cy, 28, p.palette.text)
                text = Box(row.x + 48, row.y, row.w - 48, row.h)
                p.text(
                    text, words, "body", p.palette.text, valign="centre", floor=0.65, max_lines=2, grow=False
                )

        widgets: list[Widget] = [
            Panel(name="facts.panel", box=box),
            drawing("facts", box.inset(20, 10), paint),
        ]
        return [*widgets, *self._more(box, len(parts))]

    def _more(self, box: Box, parts: int) -> list[Widget]:
        if parts < 2:
            return []
        at = Box(box.right - 80, box.bottom - 80, 64, 64)
        spoken = self.context.t("page.of", n=self.part % parts + 1, total=parts)
        return [Button(name="more", box=at, icon="next", press=self.turn, spoken=spoken)]

    def _settings(self, layout: Layout, box: Box) -> list[Widget]:
        every = [one for one in declared() if one.label]
        per = max(1, min(ROWS if not layout.portrait else 99, int(box.h // 76)))
        parts = [every[i : i + per] for i in range(0, len(every), per)]
        shown = parts[self.part % len(parts)]
        widgets: list[Widget] = [Panel(name="settings.panel", box=box)]
        rows = box.inset(16, 8).top(per * 72.0).rows((1.0,) * per, 8)
        for one, row in zip(shown, rows, strict=False):
            widgets += self._setting(one, row.without_bottom(0))
        return [*widgets, *self._more(box, len(parts))]

    def _setting(self, one: Declared, row: Box) -> list[Widget]:
        t = self.context.t
        value = getattr(self.kiosk.settings, one.name)
        keys = Box(row.right - 80 - 356, row.y, 356, min(row.h, 68.0))
        less, middle, more = keys.left(72), keys.inset(80, 0), keys.right_strip(72)
        words = (
            t(VALUES[value])
            if isinstance(value, bool)
            else number(t.language, value)
            if isinstance(value, float)
            else languages()[value].name
            if value in languages()
            else str(value)
        )
        name = t(one.label)

        def changer(steps: int) -> Callable[[], None]:
            return lambda: self.kiosk.change(one.name, steps)

        return [
            Label(
                name=f"label-{one.name}",
                box=Box(row.x + 8, row.y, keys.x - row.x - 20, keys.h),
                text=name,
                valign="centre",
                floor=0.7,
                max_lines=2,
                grow=False,
            ),
            Button(name=f"less-{one.name}", box=less, icon="back", press=changer(-1), spoken=f"{name} -"),
            Label(
                name=f"value-{one.name}",
                box=middle,
                text=words,
                style="strong",
                align="centre",
                valign="centre",
                max_lines=1,
                grow=False,
                floor=0.7,
            ),
            Button(name=f"more-{one.name}", box=more, icon="next", press=changer(1), spoken=f"{name} +"),
        ]

    def _pack_facts(self) -> list[Fact]:
        t = self.context.t
        facts: list[Fact] = []
        for pack in self.kiosk.packs():
            values: dict[str, object] = {"title": pack.title, "clips": pack.clips}
            if pack.played and pack.faulty:
                facts.append(Fact("kiosk.pack.faulty", {**values, "n": pack.faulty}, well=False))
            elif pack.played:
                facts.append(Fact("kiosk.pack.played", values))
            else:
                facts.append(Fact("kiosk.pack.off", {**values, "why": t(pack.why)}, well=True))
        return facts
