"""A dialog: a question on paper over the dimmed screen, with one way that is safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.play.context import Context
from game.ui.layout import Node, column, content, fixed, flex, item, pad
from game.ui.presets import icon_text, panel
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a dialog."""

    name: str
    text: str
    press: Callable[[], None]
    primary: bool = False


class DialogScene(Scene):
    """Takes all input until one of its keys is pressed; Escape takes the first one."""

    name = "dialog"
    overlay = True

    def __init__(
        self,
        context: Context,
        *,
        icon: str,
        title: str,
        text: str,
        choices: Sequence[Choice],
        alone: bool = False,
    ) -> None:
        """`alone` draws nothing below, where that cannot be drawn."""
        self.overlay = not alone
        self.context = context
        self.icon = icon
        self.title = title
        self.text = text
        self.choices = tuple(choices)

    def on_back(self) -> None:
        """Take the first choice: the safe one."""
        self.choices[0].press()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Paper with icon, title, text and keys."""
        paper = panel(
            "dialog.paper",
            column(
                icon_text(
                    "dialog.title", self.icon, self.title, style="h2", tone="ink", icon_size="icon_large"
                ),
                Label(name="dialog.text", text=self.text, tone="ink"),
                pad(
                    column(*(self._key(i, choice) for i, choice in enumerate(self.choices)), gap="m"), top="m"
                ),
                gap="l",
            ),
            paper=True,
            around="margin",
        )
        return item(paper, width=flex(most="dialog"), height=content(), across="centre", down="centre").place(
            layout, layout.area
        )

    @staticmethod
    def _key(number: int, choice: Choice) -> Node:
        key = Button(
            name=choice.name,
            text=choice.text,
            look="ink" if choice.primary else "secondary",
            press=choice.press,
            first=number == 0,
        )
        return item(key, height=fixed("key"))


def ask_to_leave(context: Context, title: str, text: str, leave: str, do: Callable[[], None]) -> None:
    """Ask whether to leave a session, in these words; `do` leaves. The safe way is to stay."""
    stay = Choice("stay", context.t("leave.stay"), context.stack.pop, primary=True)
    go = Choice("leave", leave, do)
    context.stack.push(DialogScene(context, icon="warning", title=title, text=text, choices=(stay, go)))
