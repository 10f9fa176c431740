"""The kiosk's own screens fit: three languages, upright and wide, normal and largest type, both themes."""

from __future__ import annotations

import pytest
from quiz.make import candidate, judged

from game.kiosk.screens.idle_warning import ApologyScene, IdleScene
from game.kiosk.screens.staff import PAGES
from game.kiosk.screens.takeaway import TakeawayScene
from game.kiosk_process import visit_settings
from game.quiz.summary import summarise
from game.resources import languages
from kiosk.kit import PIN, Kiosk
from kiosk.test_failsafe import WAYS
from tools.screenshots import kiosk

LOOKS = (((1280, 720), 100, False), ((1080, 1920), 150, True), ((1024, 600), 130, False))


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_fits(tmp_path, language, look):
    size, text_size, contrast = look
    kiosk = Kiosk(
        tmp_path,
        size=size,
        language=language,
        text_size=text_size,
        high_contrast=contrast,
        qr_text="https://example.org/chinmi",
    )
    complaints: list[str] = []

    def look_at(name: str) -> None:
        kiosk.pass_time(0.3)
        _, ledger = kiosk.driver.picture()
        complaints.extend(f"{name}: {complaint}" for complaint in ledger.complaints())

    with kiosk.loop.hurried():
        look_at_all(kiosk, look_at)
    kiosk.close()
    assert complaints == []


def look_at_all(kiosk, look_at):
    """Bring up each screen that a visit or the staff may see."""
    context, visits = kiosk.app.context, kiosk.app.visits
    look_at("attract")
    missed = [judged(candidate("c", "manipulated", ("lip-sync-mismatch",)), 0.05)]
    for results in (missed, []):
        visits.here()
        context.stack.push(TakeawayScene(context, visits, summarise(results)))
        look_at("takeaway")
        visits.over()
    for scene in (visit_settings(context), IdleScene(context, visits, 30.0), ApologyScene(context, visits)):
        visits.here()
        context.stack.push(scene)
        look_at(scene.name)
        visits.over()
    kiosk.app.staff.open_entry()
    kiosk.click("pin-1")
    kiosk.click("pin-enter")
    look_at("pin")
    for digit in PIN:
        kiosk.click(f"pin-{digit}")
    kiosk.click("pin-enter")
    for page, _ in PAGES:
        kiosk.click(f"page-{page}")
        look_at(f"staff {page}")


@pytest.mark.parametrize(
    ("language", "theme", "size", "text_size"),
    [
        ("uz", "light_table", (1024, 600), 1.5),
        ("ru", "high_contrast", (1080, 1920), 1.3),
        ("en", "light_table", (1280, 720), 1.0),
    ],
)
def test_every_screen_of_a_visit_fits(language, theme, size, text_size):
    shots = list(kiosk.pictures(language, theme, size, text_size))
    assert len(shots) > 10
    assert [f"{name}: {told}" for name, _, ledger in shots for told in ledger.complaints()] == []


TARGET = 64.0
TWICE = {("judge", "play")}
"""Keys that may stand higher: another one in reach does the same ("watch again")."""


@pytest.mark.parametrize("name", WAYS)
def test_every_key_is_large_and_on_an_upright_screen_within_a_seated_reach(tmp_path, name):
    for size, text_size in (((1280, 720), 100), ((1080, 1920), 100), ((1080, 1920), 150)):
        kiosk = Kiosk(tmp_path / f"{size[0]}-{text_size}", size=size, text_size=text_size, clips=3)
        with kiosk.loop.hurried():
            WAYS[name](kiosk)
        assert kiosk.scene == name
        kiosk.driver.refresh()
        area = kiosk.loop.screen.canvas.content
        keys = [w for w in kiosk.app.stack.top.widgets if w.press is not None and w.enabled]
        small = [(w.name, w.box) for w in keys if min(w.box.w, w.box.h) < TARGET]
        reach = area.y + area.h * (0.5 if text_size == 100 else 0.42)
        high = [(w.name, w.box) for w in keys if w.box.cy < reach and (name, w.name) not in TWICE]
        kiosk.close()
        assert small == []
        assert size[0] > size[1] or high == []
