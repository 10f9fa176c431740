"""What the studio's screens share: the tags burnt into each picture, the hold key, the meter, the mask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from game.studio.dials import mask_outline
from game.studio.visibility import TraceVisibility, VisibilityLevel
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, grid, item, pad, row, stack
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Length, Ruler, State, Widget
from game.ui.widgets.controls import Button, IconText, Label, Panel, tag, tag_box
from game.ui.widgets.stage import stage_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.i18n import Translator
    from game.play.context import Context
    from game.studio.loop import StudioLoop

LEVELS: Final[dict[VisibilityLevel, tuple[int, str]]] = {
    "hard": (0, "studio.seen.hard"),
    "visible": (2, "studio.seen.visible"),
    "easy": (3, "studio.seen.easy"),
}
"""Of each level: how many of the bars are filled, and its words."""
BARS: Final = 3
CanvasPoint = tuple[float, float]
"""A point of the canvas."""


@screen_part(frozen=True, slots=True, kw_only=True)
class HoldKey(Button):
    """A button that works while it is held: by a finger, the mouse, or (pressed twice) the keyboard."""

    held: bool = False

    def draw(self, p: Painter, state: State) -> None:
        """Draw the button, down for as long as it works."""
        Button.draw(self, p, State(hover=state.hover, focus=state.focus, pressed=self.held))


def hold_key(loop: StudioLoop, words: str) -> HoldKey:
    """Return the key that shows the original while it is held; Enter switches it on and off."""

    def drag(phase: Literal["down", "move", "up"], _x: float, _y: float) -> None:
        loop.original = phase != "up"

    def press() -> None:
        loop.original = not loop.original

    return HoldKey(
        name="hold",
        icon="eye",
        text=words,
        style="label",
        held=loop.original,
        drag=drag,
        press=press,
    )


def burnt_tags(p: Painter, clip: Box, t: Translator, *, altered: bool) -> None:
    """Draw on the picture who is shown, and that it was altered here; no screen shows an edit without."""
    stage_tag(p, clip, "consent", t("studio.tag.actor"))
    words, icon = (t("studio.tag.altered"), "studio") if altered else (t("reveal.original"), "real")
    edge, high = p.length("m"), tag_box(p, words).h
    tag(p, clip.right - edge, clip.bottom - edge - high, icon, words, right=True)


def on_picture(clip: Box, outline: Iterable[Sequence[float]], size: tuple[int, int]) -> list[CanvasPoint]:
    """Return the points of an outline in a picture of `size` px where they lie on the canvas."""
    width, height = size
    return [(clip.x + float(x) / width * clip.w, clip.y + float(y) / height * clip.h) for x, y in outline]


def draw_mask(p: Painter, clip: Box, loop: StudioLoop) -> None:
    """Draw the mask's outline over the present frame."""
    if loop.cast is None:
        return
    points = on_picture(clip, mask_outline(loop.cast, loop.number, loop.dials), loop.cast.size)
    p.outline(points, p.palette.player, p.look.theme.stroke.selected, halo=p.look.theme.stroke.halo)


@screen_part(frozen=True, slots=True, kw_only=True)
class LevelBars(Widget):
    """How easily a trace is seen: rising bars, the first ones filled."""

    filled: int

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for the bars side by side, as high as a line of words."""
        return min(width, BARS * ruler.length("l")), ruler.length("xl")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the bars."""
        c, radius, line = p.palette, p.look.theme.radii.pip, p.look.theme.stroke.hair
        for i, cell in enumerate(self.box.columns((1.0,) * BARS, p.length("xs"))):
            bar, full = cell.bottom_strip(cell.h * (2 + i) / (1 + BARS)), i < self.filled
            p.panel(bar, radius, c.text if full else None, None if full else c.edge, line)


def trace_card(context: Context, trace: TraceVisibility) -> Node:
    """Return one trace: icon, name, and below how easily it is seen in words and in bars."""
    name, level, bars = _trace(context, trace)
    icon = _trace_icon(trace, context.guide.kinds[trace.kind].icon, "icon_large")
    words = column(name, row(item(level, main=flex()), item(bars, down="centre")), lead="centre")
    return _trace_ground(trace, row(item(icon, width=content()), item(words, main=flex()), gap="m"))


def trace_line(context: Context, trace: TraceVisibility, *, ticked: bool) -> Node:
    """Return one trace in a line."""
    name, level, bars = _trace(context, trace)
    icon = _trace_icon(trace, "check" if ticked else context.guide.kinds[trace.kind].icon, "icon")
    parts = (item(icon, width=content()), item(name, main=flex()), level, item(bars, down="centre"))
    return _trace_ground(trace, row(*parts, gap="s"))


def _trace(context: Context, trace: TraceVisibility) -> tuple[Label, Label, LevelBars]:
    """Return name, level in words, and level in bars."""
    name = f"trace-{trace.kind}"
    filled, key = LEVELS[trace.level]
    title = Label(
        name=f"{name}.name",
        text=context.guide.kinds[trace.kind].name.get(context.language),
        style="said",
        valign="centre",
        grow=False,
        floor=0.8,
        max_lines=2,
    )
    level = Label(
        name=f"{name}.level",
        text=context.t(key),
        style="caption",
        tone="text_mid",
        valign="centre",
        grow=False,
        floor=0.8,
        max_lines=1,
    )
    return title, level, LevelBars(name=f"{name}.bars", filled=filled)


def _trace_icon(trace: TraceVisibility, icon: str, size: Length) -> IconText:
    return IconText(name=f"trace-{trace.kind}.icon", icon=icon, icon_size=size)


def _trace_ground(trace: TraceVisibility, child: Node) -> Node:
    return stack(Panel(name=f"trace-{trace.kind}", corner="control"), pad(child, x="m", y="xs"))


def meter(context: Context, traces: Sequence[TraceVisibility]) -> Node:
    """Return each stage's plainest trace with words and bars, and what it means when none is left."""
    t = context.t
    left = sum(trace.remains for trace in traces)
    head = t("studio.left", n=left, total=len(traces)) if traces else t("studio.measuring")
    note: Node | Label = Label(
        name="meter.note",
        text=t("studio.note"),
        style="caption",
        tone="text_mid",
        valign="centre",
        grow=False,
        max_lines=2,
    )
    if traces and not left:
        none = Label(
            name="meter.none", text=t("studio.none"), style="said", tone="ink", valign="centre", grow=False,
            max_lines=2,
        )  # fmt: skip
        note = stack(Panel(name="meter.paper", paper=True, corner="key"), pad(none, x="l"))
    return column(
        Label(name="meter.head", text=head, style="h3", floor=0.7, max_lines=1, grow=False),
        item(grid([trace_card(context, trace) for trace in traces], 2, "s"), main=flex()),
        item(note, height=content(least="trace_note", firm=True)),
        gap="s",
    )


def missing(context: Context) -> Node:
    """Return what stands where the studio would be when its actor is not there."""
    t = context.t
    back = Button(
        name="missing.back", look="primary", text=t("page.back"), press=context.stack.pop, first=True
    )
    return column(
        Label(name="missing.title", text=t("studio.missing.title"), style="h2"),
        Label(name="missing.text", text=t("studio.missing.text"), tone="text_mid"),
        pad(item(back, width=content("on_key"), height=fixed("action"), across="start"), top="m"),
        gap="m",
    )
