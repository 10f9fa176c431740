"""The studio's challenge: the next player watches the made clip, points at a trace, names it, and is told.

Nothing is scored or kept: the maker's dials are known, so the meter's figures are the truth that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Literal

from game.play.chrome import NOWHERE, button_row, content_box, drawing, top_bar
from game.quiz.pointing import on_outline
from game.studio.parts import burnt_tags, draw_trace, hold_key
from game.studio.visibility import STAGES, Trace, region
from game.ui.events import Key, KeyUp
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, tag
from game.ui.widgets.judging import KindCard, mark_cross
from game.ui.widgets.stage import Stage

if TYPE_CHECKING:
    from game.play.context import Context
    from game.studio.loop import StudioLoop

KINDS: Final = tuple(kind for _, kinds in STAGES for kind in kinds)
ROW: Final = 70.0


class ChallengeScene(Scene):
    """First look, point and name; then, on the same screen, what was there."""

    name = "studio-challenge"

    def __init__(self, context: Context, loop: StudioLoop) -> None:
        self.context = context
        self.loop = loop
        self.mark: tuple[float, float] | None = None
        self.kind: str | None = None
        self.told = False
        self._marked_at = 0
        self._clip = Box(0, 0, 1, 1)

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Play the loop from its start."""
        self.loop.original = False
        self.loop.position = 0.0
        if not self.loop.playing and not self.context.settings.reduced_motion:
            self.loop.toggle()

    def leave(self) -> None:
        """Show the maker the edit again, without sound."""
        self.loop.original = False
        self.loop.hush()

    def pause(self) -> None:
        """Stop the loop while another screen lies on top."""
        if self.loop.playing:
            self.loop.toggle()

    def update(self, now: float) -> Change:
        """Let the loop run."""
        return self.loop.update(now)

    def next_due(self, now: float) -> float | None:
        """Wake for the next frame."""
        del now
        return self.loop.next_due()

    def settle(self) -> None:
        """Wait for the meter (for robots and tests)."""
        self.loop.settle()

    # -- what is true ------------------------------------------------------------------------------

    @property
    def remaining(self) -> tuple[Trace, ...]:
        """All traces that can be seen, the plainest first."""
        return tuple(sorted((t for t in self.loop.traces if t.remains), key=lambda t: -t.seen))

    @property
    def named(self) -> Trace | None:
        """The trace that was named, if it can be seen."""
        return next((trace for trace in self.remaining if trace.kind == self.kind), None)

    @property
    def placed(self) -> bool:
        """Tell whether the mark lies on the named trace, or on any that can be seen."""
        named = self.named
        return any(self._on(trace.kind) for trace in ((named,) if named else self.remaining))

    def _on(self, kind: str) -> bool:
        cast = self.loop.cast
        if self.mark is None or cast is None:
            return False
        outline = region(cast, self.loop.dials, kind, self._marked_at)
        width, height = cast.size
        shape = tuple((float(x) / width, float(y) / height) for x, y in outline)
        return on_outline(shape, *self.mark, width / height)

    def verdict(self) -> str:
        """Return one sentence on what the player said."""
        t, guide, language = self.context.t, self.context.guide, self.context.language
        if not self.remaining:
            return t("studio.none")
        plainest = guide.kinds[self.remaining[0].kind].name.get(language)
        if self.named is not None:
            name = guide.kinds[self.named.kind].name.get(language)
            return t("studio.found.both" if self.placed else "studio.found.kind", kind=name)
        if self.mark is None and self.kind is None:
            return t("studio.found.untold", kind=plainest)
        return t("studio.found.place" if self.placed else "studio.found.nothing", kind=plainest)

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Back to the studio."""
        self.context.stack.pop()

    def on_key(self, key: Key) -> bool:
        """Once told, O held shows the original."""
        if key.name != "o" or not self.told:
            return False
        self.loop.original = True
        return True

    def on_key_up(self, key: KeyUp) -> bool:
        """Letting go of O shows the edit again."""
        if key.name != "o":
            return False
        self.loop.original = False
        return True

    def place(self, u: float, v: float) -> None:
        """Point at (u, v) of the picture, which stops."""
        if self.told:
            return
        if self.loop.playing:
            self.loop.toggle()
        self.mark, self._marked_at = (min(1.0, max(0.0, u)), min(1.0, max(0.0, v))), self.loop.number

    def name_kind(self, kind: str) -> None:
        """Name the trace, or take the name back."""
        self.kind = None if self.kind == kind else kind

    def show(self) -> None:
        """Tell what was there."""
        self.told = True
        cast = self.loop.cast
        kinds = [trace.kind for trace in self.remaining]
        if cast is not None and kinds[:1] == ["frozen-eyes"]:
            self.loop.show(next(iter(cast.wide_eyed)))

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar; the stage and its keys; instructions and cards, then the truth."""
        t = self.context.t
        title = t("studio.told.title" if self.told else "studio.look.title")
        widgets = top_bar(layout, self.context, title, t("studio.title"), back=self.on_back)
        box = content_box(layout)
        if layout.portrait:
            right_h = 96 + 4 * 96 + 36 + 72 + 28
            left, right = box.without_bottom(right_h + 20), box.bottom_strip(right_h)
        else:
            left = box.left(box.w * 0.49)
            right = box.without_left(left.w + 36)
        widgets += self._left(left)
        widgets += self._truth(layout, right) if self.told else self._question(right)
        return widgets

    def _left(self, box: Box) -> list[Widget]:
        t, playing = self.context.t, self.loop.playing
        room = box.without_bottom(64 + 14)
        stage = Stage(
            name="stage",
            box=room,
            live=True,
            picture=self.loop.frame,
            aspect=1.0,
            lit=1.0,
            overlay=self._over,
            waiting=t("studio.waiting"),
            drag=self._drag,
            key=self._stage_key,
            spoken=t("studio.spoken"),
        )
        self._clip = stage.clip_box
        play = Button(
            name="play",
            box=NOWHERE,
            icon="pause" if playing else "play",
            text=t("watch.pause" if playing else "watch.play"),
            style="label",
            press=self.loop.toggle,
            shortcuts=("space",),
        )
        keys: list[tuple[float, Widget]] = [(-1.0, play)]
        if self.told:
            keys.append((-1.0, hold_key(self.loop, t("studio.hold"))))
        glow = drawing("glow", room, lambda p, b: p.glow(b, p.look.theme.radii.key))
        return [glow, stage, *button_row(box.bottom_strip(64), keys)]

    def _drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        self.place((x - self._clip.x) / self._clip.w, (y - self._clip.y) / self._clip.h)
        if phase == "up" and not self.told:
            self.context.sound.effect("click")

    def _stage_key(self, key: Key) -> bool:
        arrows = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1), "return": (0, 0)}
        if key.name not in arrows or self.told:
            return False
        u, v = self.mark or (0.5, 0.5)
        stride, (dx, dy) = (20.0 if key.shift else 4.0), arrows[key.name]
        self.place(u + dx * stride / self._clip.w, v + dy * stride / self._clip.h)
        return True

    def _over(self, p: Painter, clip: Box) -> None:
        if self.told and not self.loop.original:
            self._outline(p, clip)
        if self.mark is not None:
            x, y = clip.x + self.mark[0] * clip.w, clip.y + self.mark[1] * clip.h
            mark_cross(p, x, y, radius=16 if self.told else 26)
            words = self.context.t("spot.you")
            right = x + 54 + p.measure(words, "label", grow=False)[0] + 62 > clip.right
            tag(p, x - 54 if right else x + 54, y - 19, "target", words, p.palette.player, right=right)
        burnt_tags(p, clip, self.context.t, altered=not self.loop.original)

    def _outline(self, p: Painter, clip: Box) -> None:
        """Draw where the named trace is, or the plainest one."""
        shown, cast = self.named or next(iter(self.remaining), None), self.loop.cast
        if shown is None or cast is None:
            return
        width, height = cast.size
        outline = region(cast, self.loop.dials, shown.kind, self.loop.number)
        points = [
            (clip.x + float(x) / width * clip.w, clip.y + float(y) / height * clip.h) for x, y in outline
        ]
        p.outline(points, p.palette.truth, 4, halo=8)
        record = self.context.guide.kinds[shown.kind]
        words = record.name.get(self.context.language)
        tag(p, clip.right - 14, clip.y + 62, record.icon, words, p.palette.truth, right=True)

    def _question(self, box: Box) -> list[Widget]:
        t, guide = self.context.t, self.context.guide
        lines = box.top(88).rows((1.0, 1.0), 4)
        steps = ((t("spot.where"), self.mark is not None), (t("spot.what"), self.kind is not None))
        widgets: list[Widget] = []
        for i, ((words, done), row) in enumerate(zip(steps, lines, strict=True)):
            if done:
                widgets.append(drawing(f"tick-{i}", row.left(34), _tick))
            widgets.append(
                Label(
                    name=f"line-{i}",
                    box=row.without_left(42) if done else row,
                    text=f"{i + 1}. {words}",
                    style="h3",
                    tone="text_mid" if done else "text",
                    valign="centre",
                    floor=0.6,
                    max_lines=2,
                )
            )
        foot = box.bottom_strip(72)
        cells = Box(box.x, box.y + 96, box.w, foot.y - 16 - box.y - 96).grid(2, 4, 12)
        for i, (kind, cell) in enumerate(zip(KINDS, cells, strict=False)):
            record = guide.kinds[kind]
            widgets.append(
                KindCard(
                    name=f"kind-{kind}",
                    box=cell,
                    number=i + 1,
                    icon=record.icon,
                    text=record.name.get(t.language),
                    on=self.kind == kind,
                    press=self._namer(kind),
                    shortcuts=(str(i + 1),),
                )
            )
        widgets.append(
            Button(
                name="cant-tell",
                box=cells[7],
                text=t("spot.cant_tell"),
                style="label",
                press=self.show,
                shortcuts=("0",),
            )
        )
        widgets.append(
            Button(
                name="show",
                box=foot,
                look="primary",
                icon="next",
                icon_after=True,
                text=t("spot.show"),
                press=self.show,
                enabled=self.mark is not None or self.kind is not None,
                shortcuts=("pagedown",),
            )
        )
        return widgets

    def _namer(self, kind: str) -> Callable[[], None]:
        return lambda: self.name_kind(kind)

    def _truth(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.context.t
        verdict = self.verdict()
        foot = box.bottom_strip(72)
        high = min(170.0, layout.height(verdict, "lead", box.w - 44) + 36)
        shown = self.remaining

        def paint(p: Painter, b: Box) -> None:
            c = p.palette
            sheet = b.top(high)
            p.panel(sheet, p.look.theme.radii.key, c.paper)
            p.text(sheet.inset(22, 14), verdict, "lead", c.ink, valign="centre", floor=0.6)
            head = Box(b.x, sheet.bottom + 14, b.w, 30)
            words = t("studio.told.left") if shown else ""
            p.text(head, words, "body", c.text_mid, valign="centre", floor=0.8, max_lines=1)
            room = Box(b.x, head.bottom + 8, b.w, b.bottom - head.bottom - 8)
            row = min(ROW, (room.h + 8) / max(1, len(shown)) - 8)
            for i, trace in enumerate(shown):
                cell = Box(room.x, room.y + i * (row + 8), room.w, row)
                draw_trace(p, cell, self.context, trace, ticked=trace.kind == self.kind)

        return [
            drawing("truth", box.without_bottom(72 + 16), paint),
            Button(
                name="back-to-studio",
                box=foot,
                look="primary",
                icon="studio",
                text=t("studio.hand.stay"),
                press=self.on_back,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]


def _tick(p: Painter, box: Box) -> None:
    p.icon("check", box.cx, box.cy, 30, p.palette.text_mid)
