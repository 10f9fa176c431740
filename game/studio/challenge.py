"""The studio's challenge: the next player watches the made clip, points at a trace, names it, and is told.

Nothing is scored or kept: the maker's dials are known, so the meter's figures are the truth that is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from game.play.clip_stage import ClipStage
from game.quiz.pointing import on_outline
from game.studio.parts import burnt_tags, hold_key, on_picture, trace_line
from game.studio.visibility import STAGES, TraceVisibility, region
from game.ui.events import Key, KeyUp
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, grid, item, split
from game.ui.painter import Painter
from game.ui.presets import key_row, panel, primary, screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import NOWHERE, Widget
from game.ui.widgets.controls import Button, IconText, Label
from game.ui.widgets.judging import KindCard, mark_with_tag
from game.ui.widgets.stage import Stage, stage_tag

if TYPE_CHECKING:
    from game.play.context import Context
    from game.studio.loop import StudioLoop

KINDS: Final = tuple(kind for _, kinds in STAGES for kind in kinds)


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
        self._clip = NOWHERE

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
        return self.loop.next_due()

    def settle(self) -> None:
        """Wait for the meter (for robots and tests)."""
        self.loop.settle()

    # -- what is true ------------------------------------------------------------------------------

    @property
    def remaining(self) -> tuple[TraceVisibility, ...]:
        """All traces that can be seen, the plainest first."""
        return tuple(sorted((t for t in self.loop.traces if t.remains), key=lambda t: -t.seen))

    @property
    def named(self) -> TraceVisibility | None:
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
        left = column(item(ClipStage(self._stage, glow=True), main=flex()), self._keys(), gap="m")
        right = self._truth() if self.told else self._question()
        body = split(item(left, main=flex()), item(right, main=flex()), gap="gutter")
        bar = top_bar(t, title, t("studio.title"), back=self.on_back)
        return screen(bar, item(body, main=flex())).place(layout, layout.area)

    def _stage(self, box: Box) -> Stage:
        stage = Stage(
            name="stage",
            box=box,
            live=True,
            picture=self.loop.frame,
            aspect=1.0,
            lit=1.0,
            overlay=self._over,
            waiting=self.context.t("studio.waiting"),
            drag=self._drag,
            key=self._stage_key,
            spoken=self.context.t("studio.spoken"),
        )
        self._clip = stage.clip_box
        return stage

    def _keys(self) -> Node:
        t, playing = self.context.t, self.loop.playing
        play = Button(
            name="play",
            icon="pause" if playing else "play",
            text=t("watch.pause" if playing else "watch.play"),
            style="label",
            press=self.loop.toggle,
            shortcuts=("space",),
        )
        hold = item(hold_key(self.loop, t("studio.hold")), main=flex()) if self.told else None
        return key_row(item(play, main=flex()), hold, height="key", gap="m")

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
            mark_with_tag(p, clip, self.mark, "target", self.context.t("spot.you"), small=self.told)
        burnt_tags(p, clip, self.context.t, altered=not self.loop.original)

    def _outline(self, p: Painter, clip: Box) -> None:
        """Draw where the named trace is, or the plainest one."""
        shown, cast = self.named or next(iter(self.remaining), None), self.loop.cast
        if shown is None or cast is None:
            return
        outline = region(cast, self.loop.dials, shown.kind, self.loop.number)
        stroke, colour = p.look.theme.stroke, p.palette.truth
        p.outline(on_picture(clip, outline, cast.size), colour, stroke.core, halo=stroke.halo)
        record = self.context.guide.kinds[shown.kind]
        stage_tag(p, clip, record.icon, record.name.get(self.context.language), colour, right=True, line=1)

    def _question(self) -> Node:
        """Return two instructions, a card for each kind, and the key that tells."""
        t = self.context.t
        steps = ((t("spot.where"), self.mark is not None), (t("spot.what"), self.kind is not None))
        lines = [
            item(_instruction(number, words, done=done), main=flex())
            for number, (words, done) in enumerate(steps, 1)
        ]
        cant_tell = Button(
            name="cant-tell", text=t("spot.cant_tell"), style="label", press=self.show, shortcuts=("0",)
        )
        cards = [self._card(number, kind) for number, kind in enumerate(KINDS, 1)]
        show = primary(
            "show",
            t("spot.show"),
            self.show,
            enabled=self.mark is not None or self.kind is not None,
            shortcuts=("pagedown",),
        )
        return column(
            item(
                column(*(item(line, main=flex()) for line in lines), gap="xs"), height=fixed("instructions")
            ),
            item(grid([*cards, cant_tell], 2, "m"), main=flex()),
            key_row(item(show, main=flex())),
            gap="m",
        )

    def _card(self, number: int, kind: str) -> KindCard:
        record = self.context.guide.kinds[kind]
        return KindCard(
            name=f"kind-{kind}",
            number=number,
            icon=record.icon,
            text=record.name.get(self.context.language),
            on=self.kind == kind,
            press=lambda: self.name_kind(kind),
            shortcuts=(str(number),),
        )

    def _truth(self) -> Node:
        """Return what the answer was worth, the traces that are left, and the way back."""
        t, shown = self.context.t, self.remaining
        verdict = Label(
            name="verdict", text=self.verdict(), style="lead", tone="ink", valign="centre", floor=0.6
        )
        head = Label(
            name="truth.head",
            text=t("studio.told.left") if shown else "",
            tone="text_mid",
            floor=0.8,
            max_lines=1,
        )
        traces = [trace_line(self.context, trace, ticked=trace.kind == self.kind) for trace in shown]
        back = Button(
            name="back-to-studio",
            look="primary",
            icon="studio",
            text=t("studio.hand.stay"),
            press=self.on_back,
            first=True,
            shortcuts=("pagedown",),
        )
        return column(
            item(
                panel("truth.paper", verdict, paper=True, radius="key"),
                height=content(most="verdict_text", firm=True),
            ),
            item(head, height=content(most="icon", firm=True)),
            item(column(*(item(one, main=flex(most="row")) for one in traces), gap="s"), main=flex()),
            key_row(item(back, main=flex())),
            gap="m",
        )


def _instruction(number: int, words: str, *, done: bool) -> Widget:
    """Return an instruction, ticked when it is done."""
    name, text = f"line-{number - 1}", f"{number}. {words}"
    if done:
        return IconText(
            name=name,
            icon="check",
            text=text,
            style="h3",
            tone="text_mid",
            gap="s",
            floor=0.6,
            max_lines=2,
        )
    return Label(name=name, text=text, style="h3", valign="centre", floor=0.6, max_lines=2)
