"""Every screen of the campaign: no text is cut, covers another, leaves the screen or is too pale to read.

Each language meets each window and each theme once; the other pairs are drawn by `python main.py screens`.
"""

import pytest
from pilot import Pilot

from game.app import App, Options
from game.commands.screens_campaign import shots
from game.ui.time import VirtualTime
from scenes.test_pictures import pale

WAYS = (
    ("en", "light_table", (1280, 720), 1.0),
    ("uz", "high_contrast", (1024, 600), 1.0),
    ("ru", "light_table", (1080, 1920), 1.0),
    ("ru", "high_contrast", (1024, 600), 1.3),
    ("uz", "light_table", (1280, 720), 1.5),
)
LEAST_SCREENS = 80


@pytest.mark.parametrize(("language", "theme", "size", "text_size"), WAYS)
def test_every_text_of_the_campaign_is_whole_and_readable(tmp_path, language, theme, size, text_size):
    app = App(Options(tmp_path, lang=language, theme=theme, size=size, seed=4, mute=True), VirtualTime())
    update = {"reduced_motion": True, "text_size": text_size}
    app.apply(app.context.settings.model_copy(update=update))
    pilot = Pilot(app)
    app.show_menu()
    found, pictures = [], 0
    for name, prepare in shots(app, pilot):
        prepare()
        pilot.step()
        app.toasts.dismiss()
        surface, ledger = pilot.picture()
        pictures += 1
        told = [*ledger.complaints(), *pale(surface, ledger, app.screen.canvas.scale)]
        found += [f"{name}: {complaint}" for complaint in told]
    app.close()
    assert "\n".join(found) == ""
    assert pictures >= LEAST_SCREENS
