"""A guided example: a clip whose truth is told first, so that the player learns where to look.

Nothing is asked and nothing counts. The stage is lit, the tell-tale outlined, and the original is one key
away where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.campaign.lesson_clip import Exhibit, find, open_clip
from game.campaign.model import Chapter, Example
from game.campaign.navigation import PageNavigation
from game.content.regions import polygon_at
from game.media.clip import ClipPlayer, PlayerState
from game.play.chrome import NOWHERE, button_row, content_box, drawing, paragraph_pages, top_bar
from game.play.context import Context
from game.play.text_pages import way_keys
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, tag
from game.ui.widgets.stage import Stage

SLOW = 0.5
BAND = 104.0


class ExampleScene(Scene):
    """One example of a chapter."""

    name = "example"

    def __init__(self, context: Context, chapter: Chapter, index: int, navigation: PageNavigation) -> None:
        self.context = context
        self.chapter = chapter
        self.index = index
        self.navigation = navigation
        self.page = 0
        self.exhibit: Exhibit | None = None
        self.player: ClipPlayer | None = None
        self.original: ClipPlayer | None = None
        self.outline_on = True
        self.original_on = False
        self._last: PlayerState | None = None

    # -- life --------------------------------------------------------------------------------------

    @property
    def example(self) -> Example:
        """The example of the chapter's file."""
        return self.chapter.examples[self.index]

    def enter(self) -> None:
        """Take a clip from the library and start it."""
        kind = self.example.kind
        low, high = self.example.difficulty
        self.exhibit = find(
            self.context, (kind,) if kind else (), (float(low), float(high)), real=kind is None
        )
        if self.exhibit is None:
            return
        self.player = open_clip(self.context, self.exhibit.pack, self.exhibit.clip)
        if self.exhibit.original is not None:
            self.original = open_clip(self.context, self.exhibit.pack, self.exhibit.original, silent=True)
        self.player.play()
        self._follow()

    def leave(self) -> None:
        """Let go of both clips."""
        for player in (self.player, self.original):
            if player is not None:
                player.close()
        self.player = self.original = None

    def pause(self) -> None:
        """Stop while another screen lies on top."""
        for player in (self.player, self.original):
            if player is not None:
                player.pause()

    def update(self, now: float) -> Change:
        """Let the clips run; a clip that cannot be played leaves the words alone."""
        del now
        change = Change.NONE
        for player in (self.player, self.original):
            if player is not None and player.update():
                change = Change.LIVE
        state = self.player.state if self.player else None
        if state is not self._last:
            self._last = state
            if state is PlayerState.FAILED:
                self.leave()
            return Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Wake for the next frame."""
        del now
        dues = [player.next_due() for player in (self.player, self.original) if player is not None]
        known = [due for due in dues if due is not None]
        return min(known) if known else None

    def settle(self) -> None:
        """Wait for the frames that are due (for robots and tests)."""
        for player in (self.player, self.original):
            if player is not None:
                player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    def toggle_play(self) -> None:
        """Play or pause both clips."""
        if self.player is not None:
            self.player.toggle()
            self._follow()

    def toggle_slow(self) -> None:
        """Loop slowly over the tell-tale, or over the whole real clip; or stop doing so."""
        player, exhibit = self.player, self.exhibit
        if player is None or exhibit is None:
            return
        on = not player.loop
        artefacts = exhibit.clip.artefacts
        player.set_span(artefacts[0].interval if on and artefacts else None)
        player.set_loop(on)
        player.set_speed(SLOW if on else 1.0)
        if on:
            player.play()
        self._follow()

    def toggle_outline(self) -> None:
        """Show or hide the outline."""
        self.outline_on = not self.outline_on

    def toggle_original(self) -> None:
        """Show the untouched original, or the edit again."""
        self.original_on = not self.original_on

    def more(self) -> None:
        """Turn to the next page of the text."""
        self.page += 1

    def _follow(self) -> None:
        if self.player is None or self.original is None:
            return
        self.original.set_speed(self.player.speed)
        self.original.set_span(self.player.span)
        self.original.set_loop(self.player.loop)
        self.original.seek(self.player.time)
        if self.player.state is PlayerState.PAUSED:
            self.original.pause()
        else:
            self.original.play()

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> pygame.Surface | None:
        """Return the frame to show."""
        if self.original_on and self.original is not None:
            return self.original.frame
        return self.player.frame if self.player else None

    def _over(self, p: Painter, clip: Box) -> None:
        exhibit, player, t = self.exhibit, self.player, self.context.t
        if exhibit is None or player is None:
            return
        colours = p.palette
        if self.original_on:
            tag(p, clip.x + 14, clip.y + 14, "real", t("reveal.original"), colours.real.on_dark)
            return
        if not self.outline_on:
            return
        for artefact in exhibit.clip.artefacts:
            outline = polygon_at(artefact.region, player.time, exhibit.clip.aspect)
            if outline is not None and artefact.interval[0] <= player.time <= artefact.interval[1]:
                points = [(clip.x + x * clip.w, clip.y + y * clip.h) for x, y in outline]
                p.outline(points, colours.truth, 4, halo=8)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, lit stage with its keys, what to look for, and the way on."""
        t, box = self.context.t, content_box(layout)
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(t.language))
        subtitle = t("example.page", n=self.index + 1, total=len(self.chapter.examples))
        bar = top_bar(layout, self.context, title, subtitle, back=self.on_back)
        foot = box.bottom_strip(64)
        body = box.without_bottom(80)
        if layout.portrait:
            reading = body.bottom_strip(min(430.0, body.h * 0.38))
            stage = body.without_bottom(reading.h + 16 + 80)
            keys = Box(stage.x, stage.bottom + 12, stage.w, 64)
        else:
            stage_w = body.w * 0.62
            stage = body.left(stage_w).without_bottom(76)
            keys = body.left(stage_w).bottom_strip(64)
            reading = body.without_left(stage_w + 24)
        return [
            *bar,
            *self._stage(stage),
            *self._keys(keys),
            *self._reading(layout, reading),
            *self._foot(foot),
        ]

    def _stage(self, box: Box) -> list[Widget]:
        exhibit = self.exhibit
        if exhibit is None or self.player is None:
            return []
        return [
            drawing("glow", box, lambda p, b: p.glow(b, 8)),
            Stage(
                name="stage",
                box=box,
                live=True,
                picture=self.picture,
                aspect=exhibit.clip.aspect,
                lit=1.0,
                overlay=self._over,
                waiting=self.context.t("watch.waiting"),
                press=self.toggle_play,
                spoken=exhibit.clip.description.get(self.context.language),
            ),
        ]

    def _keys(self, row: Box) -> list[Widget]:
        t, player, exhibit = self.context.t, self.player, self.exhibit
        if player is None or exhibit is None:
            return []
        playing = player.state is PlayerState.PLAYING
        words = t("watch.pause" if playing else "watch.play")
        keys: list[tuple[float, Widget]] = [
            (
                -1,
                Button(
                    name="play",
                    box=NOWHERE,
                    icon="pause" if playing else "play",
                    text=words,
                    style="label",
                    press=self.toggle_play,
                    shortcuts=("space",),
                ),
            ),
            (
                -1,
                Button(
                    name="slow",
                    box=NOWHERE,
                    icon="slow",
                    text=t("example.slow"),
                    style="label",
                    on=player.loop,
                    press=self.toggle_slow,
                    shortcuts=("s",),
                ),
            ),
        ]
        if self.original is not None:
            button = Button(
                name="original",
                box=NOWHERE,
                icon="wipe",
                text=t("example.original"),
                style="label",
                on=self.original_on,
                press=self.toggle_original,
                shortcuts=("w",),
            )
            keys.append((-1, button))
        if any(a.region for a in exhibit.clip.artefacts):
            outline = Button(
                name="outline",
                box=NOWHERE,
                icon="tt-boundary",
                on=self.outline_on,
                press=self.toggle_outline,
                spoken=t("reveal.outline"),
                shortcuts=("o",),
            )
            keys.append((64, outline))
        return button_row(row, keys)

    def _reading(self, layout: Layout, box: Box) -> list[Widget]:
        t, exhibit = self.context.t, self.exhibit
        manipulated = self.example.kind is not None
        inner = Box(box.x + 22, box.y + BAND + 16, box.w - 44, box.h - BAND - 32)
        head, text = self._words()
        head_h = layout.height(head, "h3", inner.w) if head else 0.0
        body = inner.without_top(head_h + (8 if head else 0))
        pages = paragraph_pages(layout, text, "body", body.w, body.h)
        paged = len(pages) > 1
        if paged:
            pages = paragraph_pages(layout, text, "body", body.w, body.h - 72)
        page = pages[self.page % len(pages)]
        verdict = t("verdict.manipulated" if manipulated else "verdict.real")

        def paint(p: Painter, b: Box) -> None:
            c = p.palette
            p.panel(b, 8, c.paper)
            if exhibit is not None:
                fill = c.verdict(manipulated=manipulated).fill
                p.panel(b.top(BAND), 8, fill)
                p.fill(Box(b.x, b.y + BAND - 10, b.w, 10), fill)
                p.icon("manipulated" if manipulated else "real", b.x + 58, b.y + BAND / 2, 64, c.ink)
                words = Box(b.x + 104, b.y + 8, b.w - 116, BAND - 16)
                p.text(words, verdict, "verdict", c.ink, valign="centre", max_lines=1, floor=0.55)
            p.text(inner.top(head_h), head, "h3", c.ink)
            p.text(body, page, "body", c.ink, floor=0.9)

        widgets: list[Widget] = [drawing("reading", box, paint)]
        if paged:
            at = self.page % len(pages) + 1
            more = Box(inner.right - 64, inner.bottom - 64, 64, 64)
            spoken = t("lesson.more", n=at, total=len(pages))
            widgets.append(
                Button(name="more", box=more, look="ink", icon="next", press=self.more, spoken=spoken)
            )
        return widgets

    def _words(self) -> tuple[str, str]:
        t, kind = self.context.t, self.example.kind
        text = self.example.text.get(t.language)
        if self.exhibit is None:
            return t("example.none"), t("example.none_text")
        if kind is None:
            return "", text
        record = self.context.guide.kinds[kind]
        name = record.name.get(t.language)
        if not self.exhibit.asked:
            shown = self.exhibit.clip.kinds
            other = self.context.guide.kinds[shown[0]].name.get(t.language) if shown else ""
            instead = t("example.instead", kind=name.lower(), other=other.lower())
            return name, f"{record.what.get(t.language)} {instead}"
        return name, f"{text} {record.real_too.get(t.language)}"

    def _foot(self, box: Box) -> list[Widget]:
        return way_keys(box, self.context.t, self.navigation.back, self.navigation.on)
