"""Looks at the pictures of a part of the game in one language, theme, window and text size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pilot import Pilot
from play.test_pictures import pale
from ready_library import lay_out

from game.app import App
from game.runtime import Options
from game.ui.time import VirtualTime

Look = tuple[str, str, tuple[int, int], float]
"""Language, theme, window, text size."""
Shots = Callable[[App, Pilot], Iterator[tuple[str, Callable[[], object]]]]


def complaints_in(
    folder: Path, shots: Shots, look: Look, more: Callable[[Pilot], Iterable[str]] = lambda _: ()
) -> tuple[int, list[str]]:
    """Return how many pictures there are, and what is wrong with their texts; `more` finds other faults."""
    language, theme, size, text_size = look
    lay_out(folder)
    options = Options(folder, lang=language, theme=theme, size=size, seed=4, mute=True)
    complaints: list[str] = []
    count = 0
    with closing(App(options, VirtualTime())) as app:
        update = {"reduced_motion": True, "text_size": text_size}
        app.apply(app.context.settings.model_copy(update=update))
        app.show_menu()
        pilot = Pilot(app)
        for name, prepare in shots(app, pilot):
            prepare()
            pilot.step()
            app.toasts.dismiss()
            surface, ledger = pilot.picture()
            count += 1
            told = [*ledger.complaints(), *pale(surface, ledger, app.screen.canvas.scale), *more(pilot)]
            complaints += [f"{name}: {one}" for one in told]
    return count, complaints
