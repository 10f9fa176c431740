"""A lesson that was cut off still has its votes: before another one takes its place, the teacher is asked."""

from __future__ import annotations

from collections.abc import Callable

from game.play.context import Context
from game.play.dialog import Choice, DialogScene


def ask_what_becomes_of_it(
    context: Context, votes: int, resume: Callable[[], None], begin: Callable[[], None]
) -> None:
    """Ask whether the lesson with so many `votes` goes on, or is let go for a new one."""
    t, stack = context.t, context.stack

    def go_on() -> None:
        stack.pop()
        resume()

    def anew() -> None:
        stack.pop()
        begin()

    choices = (
        Choice("stay", t("workshop.cut_off_stay"), stack.pop),
        Choice("cut-off", t("workshop.resume"), go_on, primary=True),
        Choice("anew", t("workshop.cut_off_anew"), anew),
    )
    title, text = t("workshop.cut_off"), t("workshop.cut_off_text", n=votes)
    stack.push(DialogScene(context, icon="warning", title=title, text=text, choices=choices))
