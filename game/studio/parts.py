"""What the studio's screens share: the tags burnt into each picture, the hold key, the meter, the mask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from game.studio.dials import mask_outline
from game.studio.visibility import Level, Trace
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import State, Widget
from game.ui.widgets.controls import Button, Label, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.i18n import Translator
    from game.play.context import Context
    from game.studio.loop import StudioLoop

LEVELS: Final[dict[Level, tuple[int, str]]] = {
    "hard": (0, "studio.seen.hard"),
    "visible": (2, "studio.seen.visible"),
    "easy": (3, "studio.seen.easy"),
}
"""Of each level: how many of the three bars are filled, and its words."""


CARD: Final = 86.0
METER: Final = 30 + 6 + 2 * CARD + 10 + 8 + 48
"""The height of a trace's card, and of the whole meter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldKey(Button):
    """A button that works while it is held: by a finger, the mouse, or (pressed twice) the keyboard."""

    held: bool = False

    def draw(self, p: Painter, state: State) -> None:
        """Draw the button, down for as long as it works."""
        Button.draw(self, p, State(hover=state.hover, focus=state.focus, pressed=self.held))


def hold_key(loop: StudioLoop, words: str) -> HoldKey:
    """Return the key that shows the original while it is held; Enter switches it on and off."""

    def drag(phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        del x, y
        loop.original = phase != "up"

    def press() -> None:
        loop.original = not loop.original

    return HoldKey(
        name="hold",
        box=Box(0, 0, 0, 0),
        icon="eye",
        text=words,
        style="label",
        held=loop.original,
        drag=drag,
        press=press,
    )


def burnt_tags(p: Painter, clip: Box, t: Translator, *, altered: bool) -> None:
    """Draw on the picture who is shown, and that it was altered here; no screen shows an edit without."""
    tag(p, clip.x + 14, clip.y + 14, "consent", t("studio.tag.actor"))
    if altered:
        words, icon = t("studio.tag.altered"), "studio"
    else:
        words, icon = t("reveal.original"), "real"
    tag(p, clip.right - 14, clip.bottom - 14 - 38, icon, words, right=True)


def draw_mask(p: Painter, clip: Box, loop: StudioLoop) -> None:
    """Draw the mask's outline over the present frame."""
    cast = loop.cast
    if cast is None:
        return
    width, height = cast.size
    outline = mask_outline(cast, loop.number, loop.dials)
    points = [(clip.x + float(x) / width * clip.w, clip.y + float(y) / height * clip.h) for x, y in outline]
    p.outline(points, p.palette.player, 3, halo=7)


def draw_meter(p: Painter, box: Box, context: Context, traces: Sequence[Trace]) -> None:
    """Draw each stage's plainest trace with words and bars, and what it means when none is left."""
    t, c = context.t, p.palette
    left = sum(trace.remains for trace in traces)
    head = t("studio.left", n=left, total=len(traces)) if traces else t("studio.measuring")
    p.text(box.top(30), head, "h3", c.text, valign="centre", floor=0.7, max_lines=1, grow=False)
    cards = Box(box.x, box.y + 36, box.w, 2 * CARD + 10)
    for trace, cell in zip(traces, cards.grid(2, 2, 10), strict=False):
        draw_trace(p, cell, context, trace)
    foot = Box(box.x, cards.bottom + 8, box.w, box.bottom - cards.bottom - 8)
    if traces and not left:
        p.panel(foot, p.look.theme.radii.key, c.paper)
        words = foot.inset(16, 0)
        p.text(words, t("studio.none"), "said", c.ink, valign="centre", grow=False, max_lines=2)
    else:
        p.text(foot, t("studio.note"), "caption", c.text_mid, valign="centre", grow=False, max_lines=2)


def draw_trace(p: Painter, box: Box, context: Context, trace: Trace, *, ticked: bool = False) -> None:
    """Draw one trace: icon, name, how easy it is to see in words and in three bars."""
    c, record = p.palette, context.guide.kinds[trace.kind]
    filled, key = LEVELS[trace.level]
    p.panel(box, p.look.theme.radii.control, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
    p.icon("check" if ticked else record.icon, box.x + 34, box.cy, 40, c.text)
    words = Box(box.x + 64, box.y + 4, box.w - 64 - 12, box.h - 8)
    name = record.name.get(context.language)
    name_h = min(52.0, 2 + p.measure(name, "said", words.w, grow=False)[1])
    block = words.centred(words.w, name_h + 26)
    p.text(block.top(name_h), name, "said", c.text, grow=False, valign="centre", max_lines=2)
    low = block.bottom_strip(26)
    p.text(Box(low.x, low.y, low.w - 54, 26), context.t(key), "caption", c.text_mid, grow=False, max_lines=1)
    for i in range(3):
        high = 8.0 + 6 * i
        bar = Box(box.right - 58 + i * 16, low.bottom - 3 - high, 12, high)
        p.panel(bar, 3, c.text if i < filled else None, None if i < filled else c.edge, 2)


def missing(context: Context, layout: Layout, box: Box) -> list[Widget]:
    """Return what stands where the studio would be when its actor is not there."""
    t = context.t
    title, text = t("studio.missing.title"), t("studio.missing.text")
    title_h = layout.height(title, "h2", box.w)
    text_h = layout.height(text, "body", box.w)
    back = box.without_top(title_h + text_h + 40).top(72).left(min(box.w, 360.0))
    return [
        Label(name="missing.title", box=box.top(title_h), text=title, style="h2"),
        Label(name="missing.text", box=box.without_top(title_h + 12).top(text_h), text=text, tone="text_mid"),
        Button(
            name="missing.back",
            box=back,
            look="primary",
            text=t("page.back"),
            press=context.stack.pop,
            first=True,
        ),
    ]
