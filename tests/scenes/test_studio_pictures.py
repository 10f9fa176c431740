"""The studio's screens in every language, window and theme: texts whole and readable, controls usable."""

from __future__ import annotations

from pathlib import Path

import pytest
from pilot import Pilot

from game.app import App, Options
from game.commands.screens_studio import shots
from game.ui.time import VirtualTime
from scenes.test_pictures import pale
from scenes.test_sizes import faults, hidden


@pytest.mark.parametrize(
    ("language", "theme", "size", "text_size"),
    [
        ("uz", "light_table", (1280, 720), 1.3),
        ("en", "high_contrast", (1024, 600), 1.0),
        ("ru", "light_table", (1024, 600), 1.0),
        ("ru", "high_contrast", (1080, 1920), 1.0),
        ("ru", "light_table", (1280, 720), 1.5),
        ("uz", "high_contrast", (1080, 1920), 1.3),
    ],
)
def test_the_studio_s_screens_can_be_read_and_used(
    tmp_path: Path, language: str, theme: str, size: tuple[int, int], text_size: float
) -> None:
    app = App(Options(tmp_path, lang=language, theme=theme, size=size, seed=4, mute=True), VirtualTime())
    update = {"reduced_motion": True, "text_size": text_size}
    app.apply(app.context.settings.model_copy(update=update))
    app.show_menu()
    pilot = Pilot(app)
    complaints: list[str] = []
    count = 0
    try:
        for name, prepare in shots(app, pilot):
            prepare()
            pilot.step()
            app.toasts.dismiss()
            surface, ledger = pilot.picture()
            count += 1
            complaints += [f"{name}: {c}" for c in ledger.complaints()]
            complaints += [f"{name}: {c}" for c in pale(surface, ledger, app.screen.canvas.scale)]
            complaints += [f"{name}: {c}" for c in (*faults(pilot), *hidden(pilot))]
    finally:
        app.close()
    assert count > 8
    assert complaints == []
