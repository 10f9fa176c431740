"""What a class may see: nothing on agreement on the phones, synthetic voices only where switched on."""

from __future__ import annotations

import pytest
import small_pack

from game.app import App
from game.content.base import LocalText
from game.packs.library import Library
from game.runtime import Options
from game.ui.time import VirtualTime
from game.workshop.plan import Plan, PlanStep
from game.workshop.room import Start
from game.workshop.wall import films
from game.workshop.wall.opening import Workshop
from game.workshop.wall.setup import Choices, SetupScene
from game.workshop.wall.still_frames import StillMaker
from game.workshop.wall.stock import stock

NOT_NAMED = {"basis": "recorded-volunteers", "manipulation": "not-named", "evidence": "published"}
AGREED = {"basis": "paid-actors", "manipulation": "agreed", "evidence": "a form"}
TEACHING = {
    "licenses": [{"name": "LicenseRef-research-and-education"}],
    "agreement": {"role": "lecturer", "date": "2026-11-28"},
    "consent": AGREED,
    "display": ["home", "classroom"],
    "redistribute": False,
}


class Room:
    def __init__(self, folder, **changes):
        clips = [small_pack.real(n) for n in range(3)]
        clips += [small_pack.edit(0, "jitter"), small_pack.edit(1, "jitter", method="voice")]
        library = Library(folder / "data")
        pack = small_pack.pack_record(**changes)
        library.register_folder(small_pack.write_pack(folder / "pack", clips, pack))
        library.set_enabled("small", enabled=True)
        options = Options(folder / "data", lang="en", size=(1280, 720), mute=True)
        self.app = App(options, VirtualTime(), library)
        self.workshop = Workshop(self.app.context, address=None)

    def offered(self):
        self.workshop.begin()
        scene = self.app.stack.top.scene
        assert isinstance(scene, SetupScene)
        self.app.stack.pop()
        found = stock(self.app.context)
        assert scene.options.can_deal is bool(found)
        return len(found)


@pytest.fixture
def room(tmp_path):
    made = []

    def make(**changes):
        made.append(Room(tmp_path, **changes))
        return made[-1]

    yield make
    for one in made:
        one.app.close()


def test_synthetic_voices_are_offered_only_where_that_is_switched_on(room):
    small = room(consent=NOT_NAMED)
    assert small.offered() == 4
    settings = small.app.context.settings
    small.app.apply(settings.changed(synthetic_voices=True))
    assert small.offered() == 5


def test_terms_that_do_not_name_teaching_are_not_offered(room):
    assert room(**{**TEACHING, "display": ["home"]}).offered() == 0


@pytest.mark.parametrize("on_agreement", [False, True])
def test_no_still_of_a_set_on_agreement_goes_to_the_phones(room, monkeypatch, on_agreement):
    made = []

    class Maker(StillMaker):
        def __init__(self, players, index, moment):
            made.append(index)
            super().__init__(players, index, moment)

    monkeypatch.setattr(films, "StillMaker", Maker)
    small = room(**TEACHING) if on_agreement else room()
    prompt = LocalText(en="What did you see?")
    step = PlanStep(do="clip", label="manipulated", minutes=2, prompt=prompt)
    plan = Plan(id="t", minutes=20, title=prompt, subtitle=prompt, objectives=(prompt,), steps=(step,))
    small.workshop.open(Choices(plan, None, 2))
    small.workshop.teaching.do(Start())
    assert small.workshop.teaching.player is not None
    assert made == ([] if on_agreement else [0])
    small.workshop.close()
