"""The re-share ladder: one manipulated clip as posted, sent on, sent on again, recorded from a screen.

The player steps down and says on each rung which tell-tales can still be seen. What it teaches: a clip
without visible traces is not thereby real.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame
from PIL import Image

from game.campaign.lesson_clip import Exhibit, find, open_clip
from game.campaign.model import Chapter, Ladder, Rung
from game.campaign.navigation import PageNavigation
from game.media.clip import ClipPlayer, PlayerState
from game.media.reshare import handed_on
from game.play.chrome import content_box, drawing, top_bar
from game.play.context import Context
from game.play.text_pages import way_keys
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import tag
from game.ui.widgets.stage import Stage

RUNG = 106.0
"""The height of a rung's label: an icon and two lines."""


class ReshareScene(Scene):
    """The ladder, rung by rung, then what it means."""

    name = "reshare"

    def __init__(self, context: Context, chapter: Chapter, navigation: PageNavigation) -> None:
        assert chapter.ladder is not None  # noqa: S101 - the walk shows this scene for ladders only
        self.context = context
        self.chapter = chapter
        self.ladder: Ladder = chapter.ladder
        self.navigation = navigation
        self.rung = 0
        """Which rung is shown; one past the last shows the lesson."""
        self.seen: list[set[str]] = [set() for _ in self.ladder.rungs]
        """The tell-tales that the player still sees, rung by rung."""
        self.exhibit: Exhibit | None = None
        self.player: ClipPlayer | None = None
        self._posted: Image.Image | None = None
        self._shown: dict[int, pygame.Surface] = {}

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take a clip and go to the moment at which its tell-tale shows."""
        self.exhibit = find(self.context, self.ladder.kinds)
        if self.exhibit is None:
            return
        self.player = open_clip(self.context, self.exhibit.pack, self.exhibit.clip, silent=True)
        artefacts = self.exhibit.clip.artefacts
        if artefacts:
            start, end = artefacts[0].interval
            self.player.seek((start + end) / 2)

    def leave(self) -> None:
        """Let go of the clip."""
        if self.player is not None:
            self.player.close()
            self.player = None

    def update(self, now: float) -> Change:
        """Take the frame once it is there."""
        del now
        player = self.player
        if player is None or self._posted is not None:
            return Change.NONE
        player.update()
        if player.state is PlayerState.FAILED:
            self.leave()
            return Change.ALL
        if player.frame is None or player.state is PlayerState.LOADING:
            return Change.NONE
        self._posted = _image(player.frame)
        return Change.ALL

    def next_due(self, now: float) -> float | None:
        """Wake while the frame is awaited."""
        del now
        return 0.05 if self.player is not None and self._posted is None else None

    def settle(self) -> None:
        """Wait for the frame (for robots and tests)."""
        if self.player is not None:
            self.player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    @property
    def over(self) -> bool:
        """Tell whether all rungs are behind."""
        return self.rung >= len(self.ladder.rungs)

    def kinds(self) -> tuple[str, ...]:
        """Return the tell-tales to look for: the clip's own, and others of the ladder."""
        own = tuple(k for k in self.exhibit.clip.kinds) if self.exhibit else ()
        others = [k for k in self.ladder.kinds if k not in own]
        chosen = {*own, *others[: max(0, 4 - len(own))]}
        return tuple(k for k in self.context.guide.kinds if k in chosen)

    def toggle(self, kind: str) -> None:
        """Say that a tell-tale can be seen on this rung, or not."""
        if not self.over:
            self.seen[self.rung] ^= {kind}

    def down(self) -> None:
        """Step one rung down, to the lesson after the last, then on in the chapter."""
        if self.over:
            self.navigation.on()
        else:
            self.rung += 1

    def up(self) -> None:
        """Step one rung up, or back in the chapter."""
        if self.rung:
            self.rung -= 1
        else:
            self.navigation.back()

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> pygame.Surface | None:
        """Return the frame as it looks on the present rung."""
        if self._posted is None:
            return None
        at = min(self.rung, len(self.ladder.rungs) - 1)
        if at not in self._shown:
            rung = self.ladder.rungs[at]
            made = handed_on(self._posted, float(rung.scale), rung.passes)
            self._shown[at] = pygame.image.frombytes(made.tobytes(), made.size, "RGB")
        return self._shown[at]

    def _over(self, p: Painter, clip: Box) -> None:
        t, language = self.context.t, self.context.language
        c = p.palette
        tag(p, clip.x + 12, clip.y + 12, "manipulated", t("verdict.manipulated"), c.manipulated.on_dark)
        at = min(self.rung, len(self.ladder.rungs) - 1)
        words = self.ladder.rungs[at].title.get(language)
        tag(p, clip.x + 12, clip.bottom - 54, "phone", words, c.player)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, picture, ladder and question, the ways on."""
        t, box = self.context.t, content_box(layout)
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(t.language))
        bar = top_bar(layout, self.context, title, t("reshare.title"), back=self.on_back)
        foot, body = box.bottom_strip(64), box.without_bottom(80)
        if layout.portrait:
            stage, side = body.rows((1.0, 1.05), 20)
        else:
            stage, side = body.columns((1.0, 1.0), 28)
        widgets: list[Widget] = [*bar]
        if self.exhibit is not None and self.player is not None:
            widgets += [
                drawing("glow", stage, lambda p, b: p.glow(b, 8)),
                Stage(
                    name="stage",
                    box=stage,
                    picture=self.picture,
                    aspect=self.exhibit.clip.aspect,
                    lit=1.0,
                    overlay=self._over,
                    waiting=t("watch.waiting"),
                    spoken=self.exhibit.clip.description.get(t.language),
                ),
            ]
        else:
            words = f"{t('example.none')}. {t('example.none_text')}"
            widgets.append(drawing("none", stage, lambda p, b: _note(p, b, words)))
        ladder = side.top(RUNG + 26)
        rest = side.without_top(ladder.h + 16)
        widgets.append(drawing("rungs", ladder, self._rungs))
        widgets += self._lesson(rest) if self.over else self._question(layout, rest)
        return [*widgets, *self._foot(foot)]

    def _rungs(self, p: Painter, box: Box) -> None:
        """Draw four steps down, the present one lit."""
        c, rungs = p.palette, self.ladder.rungs
        cells = box.columns((1.0,) * len(rungs), 8)
        for i, (rung, cell) in enumerate(zip(rungs, cells, strict=True)):
            drop = (box.h - RUNG) * i / max(1, len(rungs) - 1)
            step = Box(cell.x, cell.y + drop, cell.w, RUNG)
            now = i == self.rung
            p.panel(step, 8, c.paper if now else c.room1, None if now else c.edge, 2)
            ink = c.ink if now else c.text
            self._rung(p, step.inset(8, 6), rung, ink)

    def _rung(self, p: Painter, box: Box, rung: Rung, ink: str) -> None:
        size = 22.0 + 12.0 * float(rung.scale)
        p.icon("phone", box.cx, box.y + 15, size, ink)
        words = Box(box.x - 3, box.y + 32, box.w + 6, box.h - 32)
        p.text(
            words,
            rung.title.get(self.context.language),
            "caption",
            ink,
            align="centre",
            valign="centre",
            grow=False,
            floor=0.9,
        )

    def _question(self, layout: Layout, box: Box) -> list[Widget]:
        t, language = self.context.t, self.context.language
        text = self.ladder.rungs[self.rung].text.get(language)
        ask = t("reshare.ask")
        text_h = layout.height(text, "lead", box.w)
        ask_h = layout.height(ask, "strong", box.w)
        cards = box.without_top(text_h + ask_h + 26)
        cards = cards.top(min(cards.h, 212.0))

        def paint(p: Painter, b: Box) -> None:
            p.text(b.top(text_h + 1), text, "lead", p.palette.text)
            p.text(Box(b.x, b.y + text_h + 12, b.w, ask_h + 1), ask, "strong", p.palette.text)

        widgets: list[Widget] = [drawing("ask", box.top(text_h + ask_h + 14), paint)]
        kinds = self.kinds()
        for i, (kind, cell) in enumerate(zip(kinds, cards.grid(2, -(-len(kinds) // 2), 12), strict=False)):
            on = kind in self.seen[self.rung]
            record = self.context.guide.kinds[kind]
            words = t("reshare.seen" if on else "reshare.not_seen")
            widgets.append(
                Card(
                    name=f"kind-{kind}",
                    box=cell,
                    paint=_kind_painter(record.icon, record.name.get(language), words, on=on),
                    press=self._toggler(kind),
                    shortcuts=(str(i + 1),),
                    radius=10,
                    spoken=f"{record.name.get(language)}: {words}",
                )
            )
        return widgets

    def _toggler(self, kind: str) -> Callable[[], None]:
        return lambda: self.toggle(kind)

    def _lesson(self, box: Box) -> list[Widget]:
        t, language = self.context.t, self.context.language
        lesson = self.ladder.lesson.get(language)
        kinds = self.kinds()
        own = set(self.exhibit.clip.kinds) if self.exhibit else set()

        def paint(p: Painter, b: Box) -> None:
            c = p.palette
            lesson_h = min(b.h * 0.52, p.measure(lesson, "lead", b.w - 44)[1] + 36)
            sheet = b.bottom_strip(lesson_h)
            p.panel(sheet, 8, c.paper)
            p.text(sheet.inset(22, 16), lesson, "lead", c.ink, valign="centre", floor=0.62)
            head = t("reshare.you_saw")
            head_h = p.measure(head, "caption", b.w, grow=False)[1]
            p.text(b.top(head_h + 1), head, "caption", c.text_mid, grow=False)
            table = Box(b.x, b.y + head_h + 6, b.w, b.h - lesson_h - head_h - 20)
            high = min(44.0, table.h / max(1, len(kinds)))
            for i, kind in enumerate(kinds):
                row = Box(table.x, table.y + i * high, table.w, high)
                record = self.context.guide.kinds[kind]
                self._told(p, row, record.icon, record.name.get(language), kind, own=kind in own)

        return [drawing("lesson", box, paint)]

    def _told(self, p: Painter, row: Box, icon: str, name: str, kind: str, *, own: bool) -> None:
        c = p.palette
        p.icon(icon, row.x + 18, row.cy, min(32.0, row.h), c.text)
        boxes = len(self.ladder.rungs) * 40.0
        words = f"{name} · {self.context.t('reshare.in_clip')}" if own else name
        p.text(
            Box(row.x + 46, row.y, row.w - 54 - boxes, row.h),
            words,
            "label" if own else "caption",
            c.text,
            valign="centre",
            floor=0.75,
            grow=False,
        )
        x = row.right - boxes
        for seen in self.seen:
            box = Box(x + 6, row.cy - 13, 26, 26)
            if kind in seen:
                p.panel(box, 4, c.paper)
                p.icon("eye", box.cx, box.cy, 22, c.ink)
            else:
                p.panel(box, 4, None, c.edge, 2)
            x += 40

    def _foot(self, box: Box) -> list[Widget]:
        words = self.context.t("lesson.on" if self.over else "reshare.down")
        return way_keys(box, self.context.t, self.up, self.down, words=words, most=380.0)


def _image(frame: pygame.Surface) -> Image.Image:
    return Image.frombytes("RGB", frame.get_size(), pygame.image.tobytes(frame, "RGB"))


def _note(p: Painter, box: Box, words: str) -> None:
    p.panel(box, 8, p.palette.room1)
    p.text(box.inset(30), words, "body", p.palette.text, align="centre", valign="centre", floor=0.8)


def _kind_painter(icon: str, name: str, words: str, *, on: bool) -> Callable[[Painter, Box], None]:
    def paint(p: Painter, b: Box) -> None:
        c = p.palette
        if on:
            p.panel(b, 10, c.paper)
        else:
            p.panel(b, 10, c.room2, c.edge, c.stroke_control)
        ink, mid = (c.ink, c.ink_mid) if on else (c.text, c.text_mid)
        p.icon(icon, b.x + 36, b.cy, min(44.0, b.h - 12), ink)
        words_box = Box(b.x + 66, b.y + 5, b.w - 112, b.h - 10)
        name_h = min(words_box.h, p.measure(name, "label", words_box.w, grow=False)[1])
        low_h = p.measure(words, "caption", words_box.w, grow=False)[1]
        low_h = low_h if name_h + low_h <= words_box.h else 0.0
        block = words_box.centred(words_box.w, name_h + low_h)
        p.text(block.top(name_h), name, "label", ink, grow=False, floor=0.8)
        if low_h:
            p.text(block.without_top(name_h), words, "caption", mid, grow=False, floor=0.9)
        p.icon("eye" if on else "miss", b.right - 26, b.cy, 28, ink)

    return paint
