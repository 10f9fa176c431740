"""The end is an action: the player's own list "before I share", kept, shown, saved; and where to report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.campaign.lesson import Turn
from game.campaign.model import Chapter, Check
from game.campaign.share_list_export import save_page, save_picture
from game.play.chrome import content_box, top_bar
from game.play.glossary_page import FactsScene
from game.play.text_pages import way_keys
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button

if TYPE_CHECKING:
    from game.campaign.controller import Journey


class BeforeShareScene(Scene):
    """Five checks to choose from; what is chosen is the player's own list."""

    name = "before-share"

    def __init__(self, journey: Journey, chapter: Chapter, turn: Turn) -> None:
        self.journey = journey
        self.context = journey.context
        self.chapter = chapter
        self.turn = turn
        self.list = journey.campaign.before_share
        self.kept: tuple[str, ...] = journey.progress.kept or tuple(c.id for c in self.list.checks)

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; the list is kept."""
        self._keep()
        self.turn.leave()

    def toggle(self, check: str) -> None:
        """Put a check on the list, or take it off."""
        chosen = {*self.kept} ^ {check}
        self.kept = tuple(c.id for c in self.list.checks if c.id in chosen)
        self._keep()

    def checks(self) -> tuple[Check, ...]:
        """Return the checks on the list."""
        return tuple(c for c in self.list.checks if c.id in self.kept)

    def _keep(self) -> None:
        self.journey.keep_list(self.kept)

    def save_picture(self) -> None:
        """Save the list as a picture."""
        self._saved(lambda: save_picture(self.context, self.checks(), self.list.reports, self.journey.folder))

    def save_page(self) -> None:
        """Save the list as a page to print."""
        self._saved(lambda: save_page(self.context, self.checks(), self.list.reports, self.journey.folder))

    def _saved(self, save: Callable[[], object]) -> None:
        t = self.context.t
        try:
            path = save()
        except OSError:
            self.context.toasts.show("warning", t("share.not_saved", folder=self.journey.folder))
            return
        self.context.toasts.show("check", t("share.saved", path=path))

    def reports(self) -> None:
        """Show where to report."""
        t = self.context.t
        facts = [(p.title.get(t.language), p.how.get(t.language)) for p in self.list.reports]
        self.context.stack.push(FactsScene(self.context, t("share.report"), facts))

    def go_on(self) -> None:
        """Keep the list and go on."""
        self._keep()
        self.turn.on()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the five checks, what can be done with the list, the ways on."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(layout, self.context, t("share.title"), t("share.subtitle"), back=self.on_back)
        foot = box.bottom_strip(64)
        body = box.without_bottom(80)
        keys = body.bottom_strip(64) if not layout.portrait else body.bottom_strip(3 * 64 + 24)
        cards = body.without_bottom(keys.h + 16)
        widgets: list[Widget] = list(bar)
        cells = cards.rows((1.0,) * len(self.list.checks), 10)
        for i, (check, cell) in enumerate(zip(self.list.checks, cells, strict=True)):
            widgets.append(
                Card(
                    name=f"check-{check.id}",
                    box=cell,
                    paint=self._painter(check),
                    press=self._toggler(check.id),
                    shortcuts=(str(i + 1),),
                    radius=10,
                    spoken=check.title.get(t.language),
                )
            )
        places = keys.columns((1.0,) * 3, 12) if not layout.portrait else keys.rows((1.0,) * 3, 12)
        for place, (name, icon, words, press) in zip(
            places,
            (
                ("picture", "wipe", t("share.picture"), self.save_picture),
                ("page", "lesson", t("share.page"), self.save_page),
                ("reports", "warning", t("share.report"), self.reports),
            ),
            strict=True,
        ):
            ready = bool(self.kept) or name == "reports"
            widgets.append(
                Button(name=name, box=place, icon=icon, text=words, style="label", press=press, enabled=ready)
            )
        return [*widgets, *self._foot(foot)]

    def _toggler(self, check: str) -> Callable[[], None]:
        return lambda: self.toggle(check)

    def _painter(self, check: Check) -> Callable[[Painter, Box], None]:
        on, language = check.id in self.kept, self.context.language

        def paint(p: Painter, b: Box) -> None:
            c = p.palette
            if on:
                p.panel(b, 10, c.paper)
            else:
                p.panel(b, 10, c.room1, c.edge, c.stroke_control)
            ink, mid = (c.ink, c.ink_mid) if on else (c.text, c.text_mid)
            p.icon(check.icon, b.x + 46, b.cy, min(52.0, b.h - 12), ink)
            tick = Box(b.right - 62, b.cy - 20, 40, 40)
            p.panel(tick, 6, c.ink if on else None, None if on else c.edge, 3)
            if on:
                p.icon("check", tick.cx, tick.cy, 30, c.paper)
            words = Box(b.x + 92, b.y + 6, b.w - 92 - 76, b.h - 12)
            title, how = check.title.get(language), check.how.get(language)
            title_h = min(words.h * 0.5, p.measure(title, "strong", words.w)[1])
            how_h = min(words.h - title_h, p.measure(how, "note", words.w)[1])
            block = words.centred(words.w, title_h + how_h)
            p.text(block.top(title_h), title, "strong", ink, floor=0.75, max_lines=1)
            p.text(block.without_top(title_h), how, "note", mid, floor=0.6)

        return paint

    def _foot(self, box: Box) -> list[Widget]:
        return way_keys(box, self.context.t, self.turn.back, self.go_on)
