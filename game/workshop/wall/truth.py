"""The truth of a clip on the wall: the verdict, its outlines on the frame, and what there is to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.content.regions import centroid
from game.play.explanation import done_in_detail, how_to_check, known_kind, trace_name
from game.play.verdict_band import verdict_band
from game.ui.layout import Node, column, content, fixed, flex, item
from game.ui.presets import panel
from game.ui.screen_part import screen_part
from game.ui.text_page import lines_per_page
from game.ui.widgets.controls import Button, Label, tag
from game.ui.widgets.stage import stage_tag_box
from game.workshop.room import STEPS

if TYPE_CHECKING:
    from game.content.guide import Guide
    from game.i18n import Translator
    from game.media.clip import ClipPlayer
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.scene import Layout
    from game.ui.widgets.base import Widget
    from game.workshop.lesson import ClipItem

LOW = 0.6
"""An outline whose middle is below this share of the frame leaves the upper corner free."""


def verdict(t: Translator, told: ClipItem, counts: tuple[int, ...] | None) -> Node:
    """Return the verdict, and how many of the class chose it; None: that is not told."""
    line = ""
    if counts is not None:
        leaned = sum(counts[STEPS // 2 :]) if told.manipulated else sum(counts[: STEPS // 2])
        line = t("workshop.leaned", n=leaned, total=sum(counts))
    word = t("verdict.manipulated" if told.manipulated else "verdict.real")
    band = verdict_band(word, line, manipulated=told.manipulated, line_style="body")
    return item(band, height=fixed("band"))


def draw_tells(p: Painter, clip: Box, told: ClipItem, guide: Guide, t: Translator) -> None:
    """Draw the outline of each tell-tale and its name, in the corner that its outline leaves free."""
    colour, stroke, line = p.palette.truth, p.look.theme.stroke, 0
    for tell in told.tells:
        outline, kind = tell.outline, known_kind(guide, tell.kind)
        if outline is not None:
            points = [(clip.x + float(x) * clip.w, clip.y + float(y) * clip.h) for x, y in outline]
            p.outline(points, colour, stroke.core, halo=stroke.halo)
        if kind is not None or outline is not None:
            trace = trace_name(t, guide, tell)
            low = outline is None or centroid(outline)[1] <= LOW
            place = stage_tag_box(p, clip, trace.name, line=line)
            y = clip.y + clip.bottom - place.bottom if low else place.y
            tag(p, place.x, y, trace.icon, trace.name, colour)
            line += 1


def explained(t: Translator, told: ClipItem, guide: Guide) -> tuple[str, str]:
    """Return heading and text of the explanation."""
    kinds = [kind for tell in told.tells if (kind := known_kind(guide, tell.kind))]
    if kinds:
        name = " · ".join(dict.fromkeys(k.name.get(t.language) for k in kinds))
        parts = [part.get(t.language) for k in kinds[:1] for part in (k.what, k.why, k.check, k.real_too)]
        return name, "\n\n".join(parts)
    if told.manipulated:
        return _explained_nameless(t, told)
    line = t(f"reveal.line.{told.processing or 'real'}")
    odd = told.looks_odd.get(t.language) if told.looks_odd is not None else ""
    return t("workshop.real_title"), f"{line} {odd}".strip() + f"\n\n{t('workshop.real_text')}"


def _explained_nameless(t: Translator, told: ClipItem) -> tuple[str, str]:
    """Return heading and text of a change whose tell-tale is not known, or not even its place."""
    if not told.tells:
        heading, text = t("reveal.unplaced.heading"), t("reveal.unplaced.text")
    elif told.heard:
        heading, text = t("reveal.area.heading"), t("reveal.area.text_sound")
    else:
        heading, text = t("reveal.area.heading"), t("reveal.area.text")
    return heading, "\n\n".join((f"{done_in_detail(t, told)}.", text, how_to_check(t, told)))


def why_panel(t: Translator, told: ClipItem, guide: Guide, page: int, more: Callable[[], None]) -> Node:
    """Return the explanation on paper, at one of its pages."""
    heading, text = explained(t, told, guide)
    words = PagedReading(heading, text, page, more, lambda n, total: t("reveal.more", n=n, total=total))
    return panel("why.panel", words, paper=True, radius="key", around="xl")


def original_key(t: Translator, told: ClipItem, press: Callable[[], None], *, on: bool) -> Button:
    """Return the key of the original: to be seen in the place of the clip, or to be heard."""
    icon, words = ("sound", "reveal.hear_original") if told.heard else ("wipe", "reveal.compare")
    return Button(name="compare", icon=icon, text=t(words), on=on, press=press, shortcuts=("o",))


def play_original(original: ClipPlayer, told: ClipItem, clip: ClipPlayer | None, *, on: bool) -> None:
    """Bring the original to where `clip` is; one that is to be heard plays from its start, or stops."""
    if not told.heard:
        original.seek(told.moment if clip is None else clip.time)
    elif on:
        original.seek(0.0)
        original.play()
    else:
        original.pause()


@screen_part(frozen=True, slots=True)
class PagedReading(Node):
    """A heading and a text on paper for a whole class to read, in pages where it is too long."""

    heading: str
    text: str
    page: int
    more: Callable[[], None]
    words: Callable[[int, int], str]
    """The key in words: the number of the page, and how many there are."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return heading and page, and the key where there is more than one."""
        gap, key = layout.length("m"), layout.length("key")
        high = box.h - layout.height(self.heading, "h2", box.w) - gap
        pages = lines_per_page(layout, self.text, "lead", box.w, high)
        paged = len(pages) > 1
        if paged:
            pages = lines_per_page(layout, self.text, "lead", box.w, high - key - gap)
        at = self.page % len(pages)
        text = Label(name="why.text", text=pages[at].strip("\n"), style="lead", tone="ink", floor=0.9)
        more = Button(
            name="why.more", look="ink", text=self.words(at + 1, len(pages)), icon="next", icon_after=True,
            press=self.more,
        )  # fmt: skip
        return column(
            Label(name="why.title", text=self.heading, style="h2", tone="ink"),
            item(text, main=flex()),
            item(more, width=content("on_key"), across="end") if paged else None,
            gap="m",
        ).place(layout, box)
