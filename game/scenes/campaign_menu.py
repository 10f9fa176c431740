"""The campaign's chapters: what each is, how far it is, where to go on. Nothing is locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.content.campaign import Chapter
from game.quiz.progress import ChapterState
from game.scenes.bars import content_box, top_bar
from game.scenes.cards import Card
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.scenes.journey import Journey


class CampaignMenuScene(Scene):
    """Seven chapter cards, the player's list, and the picture that plays."""

    name = "campaign"

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.context = journey.context

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.pop()

    def open_profiles(self) -> None:
        """Choose who plays."""
        from game.scenes.profiles import ProfilesScene

        self.context.stack.push(ProfilesScene(self.journey))

    def open_list(self) -> None:
        """Show the list "before I share"."""
        from game.scenes.before_share import BeforeShareScene
        from game.scenes.lesson import Turn

        pop = self.context.stack.pop
        chapter = list(self.journey.campaign.chapters.values())[-1]
        self.context.stack.push(BeforeShareScene(self.journey, chapter, Turn(pop, pop, pop)))

    def open_settings(self) -> None:
        """Show the settings."""
        from game.scenes.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar with the player's picture; the cards."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(
            layout,
            self.context,
            t("chapters.title"),
            t("chapters.subtitle"),
            back=self.on_back,
            settings=self.open_settings,
            right=84,
        )
        who = Box(box.right - 64 - 76, layout.area.y + 6, 64, 64)
        widgets: list[Widget] = [
            *bar,
            Button(
                name="who",
                box=who,
                look="icon",
                icon=f"who-{self.journey.picture}",
                press=self.open_profiles,
                spoken=t("profiles.title"),
            ),
        ]
        cells = box.grid(2, 4, 16) if layout.portrait else box.grid(4, 2, 16)
        for i, (state, cell) in enumerate(zip(self.journey.states(), cells, strict=False)):
            chapter = self.journey.campaign.chapters[state.id]
            widgets.append(
                Card(
                    name=f"chapter-{state.id}",
                    box=cell,
                    first=state.recommended,
                    shortcuts=(str(i),),
                    paint=chapter_painter(chapter, state, t),
                    press=self._starter(state.id),
                    spoken=chapter.title.get(t.language),
                )
            )
        widgets.append(
            Card(
                name="list",
                box=cells[7],
                paint=self._list,
                press=self.open_list,
                spoken=t("share.title"),
            )
        )
        return widgets

    def _starter(self, chapter: str) -> Callable[[], None]:
        return lambda: self.journey.start(chapter)

    def _list(self, p: Painter, box: Box) -> None:
        c, t = p.palette, self.context.t
        p.panel(box, 14, c.room2, c.edge, c.stroke_control)
        inner = box.inset(22, 18)
        p.icon("check", inner.right - 28, inner.y + 28, 54, c.text)
        words = Box(inner.x, inner.y + 64, inner.w, inner.h - 64)
        title = t("share.title")
        title_h = min(words.h * 0.6, p.measure(title, "h3", words.w)[1])
        p.text(words.top(title_h), title, "h3", c.text, floor=0.7)
        p.text(words.without_top(title_h + 4), t("share.subtitle"), "caption", c.text_mid, floor=0.9)


def chapter_painter(chapter: Chapter, state: ChapterState, t: Translator) -> Callable[[Painter, Box], None]:
    """Return the drawing of a chapter's card: number, icon, name, steps done, the state in words."""

    def paint(p: Painter, box: Box) -> None:
        c, paper = p.palette, state.recommended
        ink, mid = (c.ink, c.ink_mid) if paper else (c.text, c.text_mid)
        if paper:
            p.panel(box, 14, c.paper)
        else:
            p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        inner = box.inset(22, 16)
        p.text(
            Box(inner.x, inner.y, 90, 56), str(chapter.number), "verdict", ink, valign="centre", grow=False
        )
        p.icon(chapter.icon, inner.right - 28, inner.y + 30, 56, ink)
        low = inner.bottom_strip(28)
        pips = Box(inner.x, low.y - 24, inner.w, 14)
        words = Box(inner.x, inner.y + 64, inner.w, pips.y - inner.y - 74)
        title, subtitle = chapter.title.get(t.language), chapter.subtitle.get(t.language)
        title_h = min(words.h * 0.62, p.measure(title, "h3", words.w)[1])
        p.text(words.top(title_h), title, "h3", ink, floor=0.66)
        rest = words.without_top(title_h + 2)
        if p.measure(subtitle, "caption", rest.w, grow=False)[1] <= rest.h:
            p.text(rest, subtitle, "caption", mid, grow=False)
        _pips(p, pips, state, ink, mid)
        icon, line = _state(state, t)
        p.icon(icon, low.x + 12, low.cy, 24, ink)
        line_box = Box(low.x + 32, low.y, low.w - 32, low.h)
        p.text(line_box, line, "caption", mid, valign="centre", grow=False, max_lines=1, floor=0.9)

    return paint


def _pips(p: Painter, box: Box, state: ChapterState, ink: str, mid: str) -> None:
    gap = 4.0 if state.total <= 12 else 3.0
    width = (box.w - gap * (state.total - 1)) / state.total
    for i in range(state.total):
        pip = Box(box.x + i * (width + gap), box.y, width, box.h)
        p.panel(pip, 4, ink if i < state.done else None, None if i < state.done else mid, 2)


def _state(state: ChapterState, t: Translator) -> tuple[str, str]:
    if state.state == "finished":
        return "check", t("chapters.finished")
    if state.state == "continue":
        return "next", t("chapters.continue", n=state.done, total=state.total)
    return "play", t("chapters.recommended" if state.recommended else "chapters.not_started")
