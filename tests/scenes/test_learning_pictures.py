"""Every text of the learning screens is whole and readable, in every language, window and theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from pilot import Pilot

from game.app import App, Options
from game.commands.screens_learning import shots
from game.ui.time import VirtualTime
from scenes.test_pictures import pale


@pytest.mark.parametrize(
    ("language", "theme", "size", "text_size"),
    [
        ("uz", "light_table", (1280, 720), 1.0),
        ("en", "high_contrast", (1024, 600), 1.15),
        ("ru", "light_table", (1280, 720), 1.3),
        ("ru", "high_contrast", (1080, 1920), 1.0),
        ("uz", "high_contrast", (1080, 1920), 1.3),
    ],
)
def test_every_text_of_the_learning_screens_is_whole_and_readable(
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
    finally:
        app.close()
    assert count > 15
    assert complaints == []
