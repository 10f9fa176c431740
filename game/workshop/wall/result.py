"""The result of one clip: first the class alone, then the truth beside it, then something to talk about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.content.regions import centroid
from game.media.clip import ClipPlayer
from game.play.explanation import done_in_detail, how_to_check, known_kind, trace_name
from game.play.verdict_band import verdict_band
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, split
from game.ui.painter import Painter
from game.ui.presets import key_row, lines_per_page, panel, primary, screen, secondary
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, tag
from game.ui.widgets.stage import stage_tag, stage_tag_box
from game.workshop.room import STEPS, Phase, Reopen
from game.workshop.wall.class_drawing import histogram
from game.workshop.wall.heat_drawing import draw_heat, heat_surface
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen

LOW = 0.6
"""An outline whose middle is below this share of the frame leaves the upper corner free."""


class ResultScene(WorkshopScreen):
    """Closed: how the class voted and where it pointed. Shown: the verdict, and the truth on the frame."""

    name = "workshop-result"
    evidence_mode = True

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.why = False
        self.why_page = 0
        self.heat_on = True
        self.original: ClipPlayer | None = None
        self.comparing = False
        room = teaching.room
        self._taps = room.taps()
        self._heat = heat_surface(self._taps, teaching.asked.aspect)

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Stop on the frame on which the class pointed; get the original ready."""
        self._hold()
        if self.shown and self.teaching.asked.manipulated:
            self.original = self.teaching.open_original()
            if self.original is not None:
                self.original.seek(self.teaching.asked.moment)

    def leave(self) -> None:
        """Let go of the original."""
        if self.original is not None:
            self.original.close()
            self.original = None

    def update(self, now: float) -> Change:
        """Let both clips go on."""
        change = super().update(now)
        if self.original is not None and self.original.update():
            change = max(change, Change.LIVE)
        return change

    def settle(self) -> None:
        """Wait for both pictures."""
        super().settle()
        if self.original is not None:
            self.original.settle()

    def _hold(self) -> None:
        if self.player is not None:
            self.player.pause()
            self.player.seek(self.teaching.asked.moment)

    @property
    def shown(self) -> bool:
        """Tell whether the truth shows."""
        return self.teaching.room.phase is Phase.SHOWN

    # -- actions -----------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Open the vote once more."""
        self.teaching.do(Reopen())

    def toggle_why(self) -> None:
        """Show the explanation in the place of the histogram, or take it away."""
        self.why = not self.why
        self.why_page = 0

    def more(self) -> None:
        """Turn to the next page of the explanation."""
        self.why_page += 1

    def toggle_compare(self) -> None:
        """Show the untouched original, or the edit again."""
        if self.original is None:
            return
        self.comparing = not self.comparing
        if self.player is not None:
            self.player.pause()
            self.original.seek(self.player.time)

    def toggle_heat(self) -> None:
        """Show or hide where the class pointed."""
        self.heat_on = not self.heat_on

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> pygame.Surface | None:
        """Return the frame of the edit, or of the original while comparing."""
        if self.comparing and self.original is not None and self.original.frame is not None:
            return self.original.frame
        return super().picture()

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the heat map and, when it is shown, the truth."""
        still = not self.is_playing()
        if self.heat_on and self._heat is not None and still:
            draw_heat(p, clip, self._heat, self._taps)
        if not self.shown:
            super().draw_over(p, clip)
            return
        if self.comparing:
            stage_tag(p, clip, "real", self.t("reveal.original"), p.palette.real.on_dark)
        elif still:
            self._draw_truth(p, clip)
        super().draw_over(p, clip)

    def _draw_truth(self, p: Painter, clip: Box) -> None:
        """Draw the outline of each tell-tale and its name, in the corner that its outline leaves free."""
        colour, stroke, line = p.palette.truth, p.look.theme.stroke, 0
        for tell in self.teaching.asked.tells:
            outline, kind = tell.outline, known_kind(self.context.guide, tell.kind)
            if outline is not None:
                points = [(clip.x + float(x) * clip.w, clip.y + float(y) * clip.h) for x, y in outline]
                p.outline(points, colour, stroke.core, halo=stroke.halo)
            if kind is not None or outline is not None:
                trace = trace_name(self.t, self.context.guide, tell)
                low = outline is None or centroid(outline)[1] <= LOW
                place = stage_tag_box(p, clip, trace.name, line=line)
                y = clip.y + clip.bottom - place.bottom if low else place.y
                tag(p, place.x, y, trace.icon, trace.name, colour)
                line += 1

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Verdict and frame; histogram or explanation; prompt and keys."""
        left = column(self._verdict() if self.shown else None, item(self.clip_stage(), main=flex()), gap="l")
        right = self._explanation() if self.why else self._class()
        body = split(
            item(left, main=layout.choose(flex(0.41), flex(0.56))),
            item(right, main=layout.choose(flex(0.59), flex(0.44))),
            gap="gutter",
        )
        words = self.prompt() if self.shown else self.t("workshop.talk_first")
        prompt = Label(name="prompt", text=words, style="lead", floor=0.72, valign="centre")
        return screen(
            self.bar(),
            item(body, main=flex()),
            item(prompt, height=content(most="prompt")),
            foot=self._keys(),
            gap="m",
        ).place(layout, layout.area)

    def _verdict(self) -> Node:
        told, counts = self.teaching.asked, self.teaching.room.distribution()
        leaned = sum(counts[STEPS // 2 :]) if told.manipulated else sum(counts[: STEPS // 2])
        word = self.t("verdict.manipulated" if told.manipulated else "verdict.real")
        line = self.t("workshop.leaned", n=leaned, total=sum(counts))
        band = verdict_band(word, line, manipulated=told.manipulated, line_style="body")
        return item(band, height=fixed("band"))

    def _class(self) -> Node:
        votes = histogram("class", self.t, self.teaching.room.distribution())
        return column(
            Label(name="title", text=self.t("workshop.class_voted"), style="h1"),
            item(panel("class.panel", votes), main=flex()),
            gap="s",
        )

    def _explanation(self) -> Node:
        heading, text = self._texts()
        words = PagedReading(
            heading, text, self.why_page, self.more, lambda n, total: self.t("reveal.more", n=n, total=total)
        )
        return panel("why.panel", words, paper=True, radius="key", around="xl")

    def _texts(self) -> tuple[str, str]:
        """Return heading and text of the explanation."""
        told, guide, language = self.teaching.asked, self.context.guide, self.t.language
        kinds = [kind for tell in told.tells if (kind := known_kind(guide, tell.kind))]
        if kinds:
            name = " · ".join(dict.fromkeys(k.name.get(language) for k in kinds))
            parts = [part.get(language) for k in kinds[:1] for part in (k.what, k.why, k.check, k.real_too)]
            return name, "\n\n".join(parts)
        if told.manipulated:
            return self._nameless_texts()
        line = self.t(f"reveal.line.{told.processing or 'real'}")
        odd = told.looks_odd.get(language) if told.looks_odd is not None else ""
        general = self.t("workshop.real_text")
        return self.t("workshop.real_title"), f"{line} {odd}".strip() + f"\n\n{general}"

    def _nameless_texts(self) -> tuple[str, str]:
        """Return heading and text of a change whose tell-tale is not known, or not even its place."""
        told, t = self.teaching.asked, self.t
        if not told.tells:
            heading, text = t("reveal.unplaced.heading"), t("reveal.unplaced.text")
        elif any(tell.outline for tell in told.tells):
            heading, text = t("reveal.area.heading"), t("reveal.area.text")
        else:
            heading, text = t("reveal.area.heading"), t("reveal.area.text_sound")
        return heading, "\n\n".join((f"{done_in_detail(t, told)}.", text, how_to_check(t, told)))

    def _keys(self) -> Node:
        t, keys = (
            self.t,
            [self.play_key(), self.icon_key("replay", "replay", self.replay, self.t("workshop.replay"))],
        )
        if self._taps:
            words = t("workshop.taps")
            keys.append(self.icon_key("heat", "target", self.toggle_heat, words, on=self.heat_on))
        on = primary(
            "next",
            t("workshop.next" if self.shown else "workshop.reveal"),
            self.teaching.go_on,
            icon="next" if self.shown else "eye",
            first=True,
            shortcuts=("return", "pagedown"),
        )
        return key_row(
            *(item(key, width=fixed("key")) for key in keys),
            *(item(key, main=flex()) for key in (self._shown_keys() if self.shown else [self._again_key()])),
            item(on, main=flex(1.2)),
            height="key",
            gap="m",
        )

    def _again_key(self) -> Button:
        words = self.t("workshop.look_again")
        return secondary("again", words, self.look_again, icon="eye", shortcuts=("b",))

    def _shown_keys(self) -> list[Button]:
        """Return the key of the explanation and, where there is an original, of the comparison."""
        why = Button(
            name="why",
            icon="help",
            text=self.t("workshop.why"),
            on=self.why,
            press=self.toggle_why,
            shortcuts=("w",),
        )
        compare = Button(
            name="compare",
            icon="wipe",
            text=self.t("reveal.compare"),
            on=self.comparing,
            press=self.toggle_compare,
            shortcuts=("o",),
        )
        return [why] if self.original is None else [why, compare]


@dataclass(frozen=True, slots=True)
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
