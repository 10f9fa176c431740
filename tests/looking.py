"""Looks at all screens of a tour in one language, theme, window and text size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

from pilot import Pilot
from play.test_pictures import pale
from play.test_sizes import faults, hidden, mute, out_of_reach
from ready_library import lay_out

from game.app import App
from game.runtime import Options
from game.ui.time import VirtualTime
from tools.screenshots.registry import Tour

Look = tuple[str, str, tuple[int, int], float]
"""Language, theme, window, text size."""


def visited(folder: Path, tour: Tour, look: Look, *, hurried: bool = False) -> tuple[set[str], list[str]]:
    """Return which screens a tour shows, and what is wrong with them.

    `hurried`: draw only the screens that are looked at, not what comes between them as well.
    """
    language, theme, size, text_size = look
    lay_out(folder)
    options = Options(folder, lang=language, theme=theme, size=size, seed=4, mute=True)
    shown: set[str] = set()
    complaints: list[str] = []
    with closing(App(options, VirtualTime())) as app:
        update = {"reduced_motion": True, "text_size": text_size}
        app.apply(app.context.settings.changed(**update))
        pilot = Pilot(app)
        with app.loop.hurried() if hurried else nullcontext():
            for shot in tour.visit(app, pilot):
                app.toasts.dismiss()
                shown.add(pilot.scene)
                complaints += [f"{shot.name}: {one}" for one in wrong(pilot)]
    return shown, complaints


def wrong(pilot: Pilot) -> Iterator[str]:
    """Yield one sentence for each fault of the screen's texts and controls."""
    surface, ledger = pilot.picture()
    yield from ledger.complaints()
    yield from pale(surface, ledger, pilot.loop.screen.canvas.scale)
    yield from faults(pilot)
    yield from (f"{name} would be drawn over" for name in hidden(pilot))
    yield from (f"{name} is not reached by keys" for name in out_of_reach(pilot))
    yield from (f"{name} does not say what it is" for name in mute(pilot))
