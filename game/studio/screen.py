"""The studio: make an edit of a virtual actor in the four making stages, and see which traces are left.

Making teaches where to look. Nothing leaves the studio: there is no export and no way to bring a face in;
each altered picture carries its two tags.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from game.play.chrome import NOWHERE, button_row, content_box, drawing, margin, top_bar
from game.studio.dials import BLINKS_FROM, Dials
from game.studio.loop import StudioLoop
from game.studio.parts import METER, burnt_tags, draw_mask, draw_meter, hold_key, missing
from game.studio.visibility import STAGES
from game.ui.events import Key, KeyUp
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.dials import Dial
from game.ui.widgets.stage import Stage

if TYPE_CHECKING:
    from game.play.context import Context

DIALS: Final = (
    (("data", "stage-data", "studio.dial.data"),),
    (("training", "stage-training", "studio.dial.training"),),
    (("size", "stage-swap", "studio.dial.size"), ("softness", "tt-boundary", "studio.dial.softness")),
    (
        ("colour", "tt-skin", "studio.dial.colour"),
        ("light", "tt-light", "studio.dial.light"),
        ("sound", "tt-lipsync", "studio.dial.sound"),
    ),
)
"""Of each stage the dials: the field of `Dials`, its icon, its name."""
WORDS: Final = {
    "size": ("studio.size.small", "studio.size.middle", "studio.size.large"),
    "softness": ("studio.softness.hard", "studio.softness.soft", "studio.softness.wide"),
    "colour": ("studio.colour.far", "studio.colour.near", "studio.colour.same"),
    "light": ("studio.light.far", "studio.light.near", "studio.light.same"),
}
"""The words of a dial's lower, middle and upper third."""
ABOUT: Final = ("studio.about.data", "studio.about.training", "studio.about.swap", "studio.about.post")
ROW: Final = 78.0
PAD: Final = 13.0
PANEL: Final = 3 * ROW + 2 * PAD
TABS: Final = 62.0
TAB_SHARES: Final = (0.9, 1.0, 0.96, 1.24)


class StudioScene(Scene):
    """Four stages of dials at the right, the result at the left, the meter below the dials."""

    name = "studio"

    def __init__(self, context: Context) -> None:
        self.context = context
        self.loop = StudioLoop(context)
        self.stage = 0
        self.mask_on = False

    # -- life --------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Stop the sound."""
        self.loop.hush()

    def pause(self) -> None:
        """Stop the loop while another screen lies on top."""
        self.loop.original = False
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
        """Wait for the actor and the meter (for robots and tests)."""
        self.loop.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the studio; what was made is gone."""
        self.context.stack.pop()

    def on_key(self, key: Key) -> bool:
        """O held shows the original."""
        if key.name != "o":
            return False
        self.loop.original = True
        return True

    def on_key_up(self, key: KeyUp) -> bool:
        """Letting go of O shows the edit again."""
        if key.name != "o":
            return False
        self.loop.original = False
        return True

    def choose_stage(self, stage: int) -> None:
        """Show the dials of a making stage."""
        self.stage = stage

    def turn(self, name: str, value: float) -> None:
        """Set a dial, 0..1."""
        self.loop.dials = replace(self.loop.dials, **{name: min(1.0, max(0.0, round(value, 3)))})

    def again(self) -> None:
        """Start from the first setting of all dials."""
        self.loop.dials = Dials()
        self.stage = 0

    def toggle_mask(self) -> None:
        """Show or hide the mask's outline."""
        self.mask_on = not self.mask_on

    def hand_over(self) -> None:
        """Ask for the next player, who looks for what is left."""
        from game.play.dialog import Choice, DialogScene
        from game.studio.challenge import ChallengeScene

        t, stack = self.context.t, self.context.stack

        def ready() -> None:
            stack.pop()
            stack.push(ChallengeScene(self.context, self.loop))

        stack.push(
            DialogScene(
                self.context,
                icon="team",
                title=t("studio.hand.title"),
                text=t("studio.hand.text"),
                choices=(
                    Choice("stay", t("studio.hand.stay"), stack.pop),
                    Choice("ready", t("studio.hand.ready"), ready, primary=True),
                ),
            )
        )

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar; the stage with its keys; tabs, dials and meter."""
        t, area, m = self.context.t, layout.area, margin(layout)
        again_w = 236.0
        widgets = top_bar(
            layout,
            self.context,
            t("studio.title"),
            t("studio.subtitle"),
            back=self.on_back,
            settings=self.open_settings,
            right=again_w + 12,
        )
        box = content_box(layout)
        if self.loop.failure is not None:
            return [*widgets, *missing(self.context, layout, box)]
        again = Box(area.right - m - 76 - again_w, area.y + 6, again_w, 64)
        widgets.append(
            Button(name="again", box=again, icon="replay", text=t("studio.again"), press=self.again)
        )
        right_h = TABS + 10 + PANEL + 10 + METER
        if layout.portrait:
            left, right = box.without_bottom(right_h + 20), box.bottom_strip(right_h)
        else:
            left = box.left(box.w * 0.49)
            right = box.without_left(left.w + 36)
        widgets += self._left(left)
        widgets += self._right(right)
        return widgets

    def _left(self, box: Box) -> list[Widget]:
        t = self.context.t
        keys = box.bottom_strip(64)
        stage = Stage(
            name="stage",
            box=box.without_bottom(64 + 14),
            live=True,
            picture=self.loop.frame,
            aspect=1.0,
            overlay=self._over,
            waiting=t("studio.waiting"),
            drag=self._tap,
            key=self._stage_key,
            spoken=t("studio.spoken"),
        )
        playing = self.loop.playing
        play = Button(
            name="play",
            box=NOWHERE,
            icon="pause" if playing else "play",
            spoken=t("watch.pause" if playing else "watch.play"),
            press=self.loop.toggle,
            shortcuts=("space",),
        )
        mask = Button(
            name="mask",
            box=NOWHERE,
            icon="tt-boundary",
            spoken=t("studio.mask"),
            on=self.mask_on,
            press=self.toggle_mask,
        )
        on = Button(
            name="hand-over",
            box=NOWHERE,
            look="primary",
            icon="team",
            text=t("studio.challenge"),
            style="label",
            press=self.hand_over,
            enabled=bool(self.loop.traces),
            shortcuts=("pagedown",),
        )
        hold = hold_key(self.loop, t("studio.hold"))
        return [stage, *button_row(keys, [(64, play), (64, mask), (-1.0, hold), (-1.0, on)])]

    def _tap(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        del x, y
        if phase == "up":
            self.loop.toggle()

    def _stage_key(self, key: Key) -> bool:
        if key.name == "return":
            self.loop.toggle()
        return key.name == "return"

    def _over(self, p: Painter, clip: Box) -> None:
        if self.mask_on and not self.loop.original:
            draw_mask(p, clip, self.loop)
        burnt_tags(p, clip, self.context.t, altered=not self.loop.original)

    def _right(self, box: Box) -> list[Widget]:
        panel = Box(box.x, box.y + TABS + 10, box.w, PANEL)
        low = Box(box.x, panel.bottom + 10, box.w, box.bottom - panel.bottom - 10)
        widgets: list[Widget] = [*self._tabs(box.top(TABS)), Panel(name="panel", box=panel)]
        widgets += self._dials(panel.inset(24, PAD))
        widgets.append(drawing("meter", low, self._meter))
        return widgets

    def _tabs(self, row: Box) -> list[Widget]:
        guide, language = self.context.guide, self.context.language
        widgets: list[Widget] = []
        for i, ((stage, _), cell) in enumerate(zip(STAGES, row.columns(TAB_SHARES, 8), strict=True)):
            words = f"{i + 1}. {guide.stages[stage].name.get(language)}"
            widgets.append(
                Card(
                    name=f"stage-{i + 1}",
                    box=cell,
                    paint=_tab(words, on=i == self.stage),
                    press=self._chooser(i),
                    shortcuts=(str(i + 1),),
                    radius=10,
                    spoken=words,
                )
            )
        return widgets

    def _chooser(self, stage: int) -> Callable[[], None]:
        return lambda: self.choose_stage(stage)

    def _dials(self, box: Box) -> list[Widget]:
        t, chosen = self.context.t, DIALS[self.stage]
        widgets: list[Widget] = []
        for k, (name, icon, key) in enumerate(chosen):
            row = Box(box.x, box.y + k * ROW, box.w, ROW - 4)
            value = getattr(self.loop.dials, name)
            word = self._word(name)
            dial = Dial(
                name=f"dial-{name}",
                box=row,
                value=value,
                icon=icon,
                text=t(key),
                word=word,
                first=k == 0,
                spoken=f"{t(key)}: {word}",
            )
            widgets.append(
                replace(dial, drag=self._dragger(dial, name), key=self._turner(name), wheel=self._wheel(name))
            )
        rest = box.without_top(len(chosen) * ROW)
        if rest.h > 60:
            about = t(ABOUT[self.stage])
            widgets.append(
                Label(name="about", box=rest.without_top(4), text=about, tone="text_mid", floor=0.7)
            )
        return widgets

    def _dragger(self, dial: Dial, name: str) -> Callable[[str, float, float], None]:
        def drag(phase: str, x: float, y: float) -> None:
            del phase, y
            self.turn(name, dial.at(x))

        return drag

    def _turner(self, name: str) -> Callable[[Key], bool]:
        def key(pressed: Key) -> bool:
            ways = {"left": -1, "right": 1}
            if pressed.name not in ways:
                return False
            by = 0.10 if pressed.shift else 0.01
            self.turn(name, getattr(self.loop.dials, name) + ways[pressed.name] * by)
            return True

        return key

    def _wheel(self, name: str) -> Callable[[int], None]:
        return lambda steps: self.turn(name, getattr(self.loop.dials, name) + steps * 0.01)

    def _word(self, name: str) -> str:
        """Return what a dial's value means, in words."""
        t, dials = self.context.t, self.loop.dials
        if name == "data":
            blinks = t("studio.data.blinks" if dials.data >= BLINKS_FROM else "studio.data.no_blinks")
            return t("studio.data.word", n=dials.pixels, blinks=blinks)
        if name == "training":
            return t("studio.training.word", n=self.loop.cast.trained(dials)) if self.loop.cast else ""
        if name == "sound":
            ms = round(abs(dials.late) * 1000)
            if ms == 0:
                return t("studio.sound.in_time")
            return t("studio.sound.late" if dials.late > 0 else "studio.sound.early", n=ms)
        words = WORDS[name]
        return t(words[min(2, int(getattr(dials, name) * 3))])

    def _meter(self, p: Painter, box: Box) -> None:
        draw_meter(p, box, self.context, self.loop.remaining)


def _tab(words: str, *, on: bool) -> Callable[[Painter, Box], None]:
    def paint(p: Painter, box: Box) -> None:
        c, radius = p.palette, p.look.theme.radii.control
        p.panel(box, radius, c.paper if on else c.room2, None if on else c.edge, c.stroke_control)
        style, ink = ("said", c.ink) if on else ("caption", c.text)
        p.text(box.inset(3, 3), words, style, ink, align="centre", valign="centre", grow=False, max_lines=2)

    return paint
