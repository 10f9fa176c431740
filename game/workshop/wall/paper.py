"""Votes counted by hand: cards A to F held up, entered by the teacher."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from game.play.context import Context
from game.ui.events import Key
from game.ui.layout import Node, column, content, fixed, flex, grid, item, pad, row, stack
from game.ui.presets import key_row, panel
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.workshop.room import STEPS, Paper
from game.workshop.wall.class_drawing import StepGround
from game.workshop.wall.naming import step_words
from game.workshop.wall.teaching import Teaching

LETTERS = "ABCDEF"
MOST = 999


class PaperScene(Scene):
    """Six counters, one of them marked.

    A letter adds one and marks its counter, with Shift it takes one away. Digits go into the marked counter,
    Backspace takes the last one back, Space marks the next.
    """

    name = "workshop-paper"
    overlay = True

    def __init__(self, context: Context, teaching: Teaching) -> None:
        self.context = context
        self.teaching = teaching
        room = teaching.room
        self.counts = list(room.paper.get(room.at, (0,) * STEPS))
        self.marked = 0
        self._fresh = True

    def add(self, step: int, by: int) -> None:
        """Count one card more or less."""
        self.counts[step] = max(0, min(MOST, self.counts[step] + by))
        self.mark(step)

    def mark(self, step: int) -> None:
        """Let digits go into a counter; the first one begins its number anew."""
        self.marked, self._fresh = step % STEPS, True

    def enter_digit(self, digit: int) -> None:
        """Write one digit more."""
        before = 0 if self._fresh else self.counts[self.marked]
        self._fresh = False
        if before * 10 + digit <= MOST:
            self.counts[self.marked] = before * 10 + digit

    def done(self) -> None:
        """Keep the counts."""
        self.teaching.do(Paper(tuple(self.counts)))
        self.context.stack.pop()

    def on_back(self) -> None:
        """Leave without changing anything."""
        self.context.stack.pop()

    def on_key(self, key: Key) -> bool:
        """Count with letters or digits."""
        letter = key.name.upper()
        if len(letter) == 1 and letter in LETTERS:
            self.add(LETTERS.index(letter), -1 if key.shift else 1)
            return True
        if key.name.isdecimal() and len(key.name) == 1:
            self.enter_digit(int(key.name))
            return True
        if key.name in ("space", "backspace"):
            if key.name == "space":
                self.mark(self.marked + 1)
            else:
                self.counts[self.marked] //= 10
                self._fresh = False
            return True
        return False

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return a sheet of paper with six counters."""
        t = self.context.t
        total = t("workshop.paper_total", n=sum(self.counts))
        done = Button(
            name="done",
            look="ink",
            icon="check",
            text=t("workshop.paper_done"),
            press=self.done,
            first=True,
            shortcuts=("return", "pagedown"),
        )
        steps = step_words(t, self.teaching.item)
        counters = [self._counter(step, said) for step, said in enumerate(steps)]
        sheet = panel(
            "sheet",
            column(
                Label(name="title", text=t("workshop.paper_title"), style="h2", tone="ink"),
                grid(counters, layout.choose(3, 2), gap="m"),
                key_row(
                    item(
                        Label(name="total", text=total, style="h3", tone="ink", valign="centre"), main=flex()
                    ),
                    item(done, width=content("start_key")),
                    height="key",
                ),
                gap="l",
            ),
            paper=True,
            radius="key",
            around="xxl",
        )
        place = item(sheet, width=flex(most="count_sheet"), height=content(), across="centre", down="centre")
        return pad(place, "xxl").place(layout, layout.area)

    def _counter(self, step: int, said: str) -> Node:
        number = str(self.counts[step])
        words = f"{LETTERS[step]} · {said}"
        count = Label(
            name=f"count-{step + 1}", text=f"› {number} ‹" if step == self.marked else number, style="h1",
            tone="ink", align="centre", valign="centre", grow=False,
        )  # fmt: skip
        name = Label(name=f"step-{step + 1}", text=words, style="strong", tone="ink", grow=False)
        keys = row(
            item(self._key(step, -1, "less", "−", words), width=fixed("key")),
            item(count, main=flex()),
            item(self._key(step, 1, "more", "+", words), width=fixed("key")),
        )
        inner = column(item(name, main=flex()), item(keys, height=fixed("key")), gap="s")
        ground = StepGround(name=f"counter-{step + 1}", step=step)
        return item(stack(ground, pad(inner, "m")), height=fixed("counter"))

    def _key(self, step: int, by: int, name: str, sign: str, words: str) -> Button:
        return Button(
            name=f"{name}-{step + 1}",
            look="ink",
            text=sign,
            press=partial(self.add, step, by),
            spoken=f"{sign} {words}",
        )
