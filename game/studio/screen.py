"""The studio: make an edit of a virtual actor in the four making stages, and see which traces are left.

Making teaches where to look. Nothing leaves the studio: there is no export and no way to bring a face in;
each altered picture carries its two tags.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from game.studio.dials import BLINKS_FROM, Dials
from game.studio.loop import StudioLoop
from game.studio.parts import burnt_tags, draw_mask, hold_key, meter, missing
from game.studio.visibility import STAGES
from game.ui.events import Key, KeyUp
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, free, item, pad, row, split
from game.ui.painter import Painter
from game.ui.presets import key_row, panel, screen, secondary, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.dials import Dial
from game.ui.widgets.single_cards import StepTab
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
MOST_DIALS: Final = max(len(dials) for dials in DIALS)


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
        t, there = self.context.t, self.loop.failure is None
        again = secondary("again", t("studio.again"), self.again, icon="replay")
        bar = top_bar(
            t,
            t("studio.title"),
            t("studio.subtitle"),
            back=self.on_back,
            settings=self.open_settings,
            right=item(again, width=content(most="bar_key")) if there else None,
        )
        if not there:
            return screen(bar, missing(self.context)).place(layout, layout.area)
        left = column(item(self._stage(), main=flex()), self._keys(), gap="m")
        right = column(
            self._tabs(),
            item(panel("panel", self._dials(), around="m"), height=fixed("dials")),
            item(
                meter(self.context, self.loop.remaining),
                height=layout.choose(flex(), fixed("dials_meter")),
            ),
            gap="s",
        )
        body = split(
            item(left, main=flex()),
            item(right, main=layout.choose(flex(), content(firm=True))),
            gap="gutter",
        )
        return screen(bar, item(body, main=flex())).place(layout, layout.area)

    def _stage(self) -> Stage:
        return Stage(
            name="stage",
            live=True,
            picture=self.loop.frame,
            aspect=1.0,
            overlay=self._over,
            waiting=self.context.t("studio.waiting"),
            drag=self._tap,
            key=self._stage_key,
            spoken=self.context.t("studio.spoken"),
        )

    def _keys(self) -> Node:
        """Return the keys below the stage: play, mask, the original, the next player."""
        t, playing = self.context.t, self.loop.playing
        play = Button(
            name="play",
            icon="pause" if playing else "play",
            spoken=t("watch.pause" if playing else "watch.play"),
            press=self.loop.toggle,
            shortcuts=("space",),
        )
        mask = Button(
            name="mask",
            icon="tt-boundary",
            spoken=t("studio.mask"),
            on=self.mask_on,
            press=self.toggle_mask,
        )
        on = Button(
            name="hand-over",
            look="primary",
            icon="team",
            text=t("studio.challenge"),
            style="label",
            press=self.hand_over,
            enabled=bool(self.loop.traces),
            shortcuts=("pagedown",),
        )
        hold = hold_key(self.loop, t("studio.hold"))
        return key_row(
            item(play, width=fixed("key")),
            item(mask, width=fixed("key")),
            item(hold, main=flex()),
            item(on, main=flex()),
            height="key",
            gap="m",
        )

    def _tap(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
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

    def _tabs(self) -> Node:
        guide, language = self.context.guide, self.context.language
        tabs = []
        for i, (stage, _) in enumerate(STAGES):
            words = f"{i + 1}. {guide.stages[stage].name.get(language)}"
            tabs.append(
                StepTab(
                    name=f"stage-{i + 1}",
                    text=words,
                    on=i == self.stage,
                    press=self._chooser(i),
                    shortcuts=(str(i + 1),),
                    spoken=words,
                )
            )
        return item(row(*tabs, gap="s", lead="stretch"), height=fixed("key"))

    def _chooser(self, stage: int) -> Callable[[], None]:
        return lambda: self.choose_stage(stage)

    def _dials(self) -> Node:
        """Return the dials of the stage, and what the stage does where they leave room."""
        chosen = DIALS[self.stage]
        about = Label(name="about", text=self.context.t(ABOUT[self.stage]), tone="text_mid", floor=0.7)
        dials = [self._dial(*one, first=one == chosen[0]) for one in chosen]
        return pad(
            column(*dials, item(about, main=flex()) if len(dials) < MOST_DIALS else None, gap="xs"), x="m"
        )

    def _dial(self, name: str, icon: str, key: str, *, first: bool) -> Node:
        words, word = self.context.t(key), self._word(name)
        dial = Dial(
            name=f"dial-{name}",
            value=getattr(self.loop.dials, name),
            icon=icon,
            text=words,
            word=word,
            first=first,
            key=self._turner(name),
            wheel=self._wheel(name),
            spoken=f"{words}: {word}",
        )

        def grabbed(box: Box) -> list[Widget]:
            placed = replace(dial, box=box)
            return [replace(placed, drag=self._dragger(placed, name))]

        return item(free(grabbed), height=fixed("dial_row"))

    def _dragger(self, dial: Dial, name: str) -> Callable[[str, float, float], None]:
        def drag(_phase: str, x: float, _y: float) -> None:
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
