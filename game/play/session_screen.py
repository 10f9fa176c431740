"""A screen of a session: a clip, the bar with progress and points, the question before it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play.clip_screen import ClipScreen
from game.play.hand_key import hand_key
from game.ui.layout import Node, column, fixed, flex, item
from game.ui.presets import Bar, top_bar
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.progress import Pips, PointsCounter

if TYPE_CHECKING:
    from game.play.controller import Play


class SessionScreen(ClipScreen):
    """A screen of a session being played."""

    def __init__(self, play: Play, *, note: Callable[[], str] = str) -> None:
        """`note` is a sentence about others' answers for the bar; empty where there is none."""
        super().__init__(play)
        self.play = play
        self.note = note

    def heading(self) -> tuple[str, str]:
        """Return the bar's title and subtitle."""
        session = self.play.session
        number = self.t("bar.clip_of", n=session.number, total=session.length)
        return self.play.level.title.get(self.t.language), number

    def bar(self) -> Bar:
        """Return the top bar with the progress pips and the points."""
        session = self.play.session
        title, number = self.heading()
        done = len(session.scored)
        return top_bar(
            self.t,
            title,
            number,
            back=self.on_back,
            settings=self.open_settings,
            hand=hand_key(self.context),
            right=item(PointsCounter(name="points", points=session.points), width=fixed("points"))
            if session.feedback
            else None,
            progress=Pips(
                name="pips",
                length=session.length,
                done=done,
                current=None if session.number == done else session.number - 1,
            ),
            words=_note(number, self.note()) if self.note() else None,
        )

    def on_back(self) -> None:
        """Ask before the session is left."""
        stack = self.context.stack

        def leave() -> None:
            stack.pop()
            self.play.close()
            stack.pop()

        self._ask("leave.title", "leave.leave", leave)

    def ask_before_closing(self) -> bool:
        """Ask before the window closes over a session."""
        self._ask("quit.title", "quit.leave", self.context.quit)
        return True

    def _ask(self, title: str, leave: str, do: Callable[[], None]) -> None:
        from game.play.dialog import ask_to_leave

        ask_to_leave(self.context, self.t(title), self.t("leave.text"), self.t(leave), do)


def _note(number: str, note: str) -> Node:
    """Return the number of the clip in small type, and below it a note on what others answered."""
    return column(
        Label(name="bar.title", text=number, style="caption", grow=False, max_lines=1),
        item(IconText(name="bar.subtitle", icon="team", text=note, style="label", max_lines=2), main=flex()),
    )
