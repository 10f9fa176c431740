"""Which class it is: a grade and a letter, so that no name of a person can be entered. Kept here alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from game.play.context import Context
from game.ui.layout import Node, column, content, flex, grid, item, spacer
from game.ui.presets import key_row, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

GRADES = tuple(str(n) for n in range(1, 12))
WIDE = 6
"""Keys in a row."""


class ClassScene(Scene):
    """Two rows of keys; pressed again, a key lets go."""

    name = "workshop-class"

    def __init__(
        self, context: Context, label: str, took: Callable[[str], None], compare: Callable[[], None] | None
    ) -> None:
        """`took` gets the label; `compare` shows lessons side by side, None where there are too few."""
        self.context = context
        self.took = took
        self.compare = compare
        self.grade, _, self.letter = label.rpartition("-") if "-" in label else (label, "", "")
        if self.grade and self.grade not in GRADES:
            self.grade, self.letter = "", self.grade

    @property
    def label(self) -> str:
        """What the class is called: `7-B`, `7`, `B` or nothing."""
        return "-".join(part for part in (self.grade, self.letter) if part)

    def choose_grade(self, grade: str) -> None:
        """Take a grade, or none."""
        self.grade = "" if grade == self.grade else grade

    def choose_letter(self, letter: str) -> None:
        """Take a letter, or none."""
        self.letter = "" if letter == self.letter else letter

    def done(self) -> None:
        """Hand the label over."""
        self.context.stack.pop()
        self.took(self.label)

    def on_back(self) -> None:
        """Leave the label as it was."""
        self.context.stack.pop()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return both rows, the promise, and the ways on."""
        t = self.context.t
        letters = t("workshop.class_letters").split()
        words = t("workshop.class_take", label=self.label) if self.label else t("workshop.class_none")
        done = primary("done", words, self.done, icon="check", first=True, shortcuts=("return", "pagedown"))
        look = None
        if self.compare is not None:
            key = secondary("compare", t("workshop.compare"), self.compare, icon="contrast")
            look = item(key, main=flex())
        return screen(
            top_bar(t, t("workshop.title"), t("workshop.class_title"), back=self.on_back),
            item(
                self._keys("grade", t("workshop.class_grade"), GRADES, self.grade, self.choose_grade),
                main=flex(2),
            ),
            item(
                self._keys("letter", t("workshop.class_letter"), letters, self.letter, self.choose_letter),
                main=flex(1.2),
            ),
            Label(name="promise", text=t("workshop.class_promise"), tone="text_mid"),
            foot=key_row(look or spacer(), item(done, width=content("start_key"))),
        ).place(layout, layout.area)

    def _keys(
        self, name: str, title: str, options: Sequence[str], chosen: str, press: Callable[[str], None]
    ) -> Node:
        keys = [
            Button(
                name=f"{name}-{number}",
                text=option,
                on=option == chosen,
                press=partial(press, option),
                spoken=f"{title}: {option}",
            )
            for number, option in enumerate(options, 1)
        ]
        return column(
            Label(name=f"{name}.title", text=title, tone="text_mid"),
            item(grid(keys, WIDE, gap="m"), main=flex()),
            gap="xs",
        )
