"""With larger text the explanation grows with the rest: more pages, nothing cut, nothing at its old size."""

from dataclasses import replace

import pytest
from pilot import make_pilot, small_pack

from game.quiz.summary import KindRow
from game.ui.ledger import Ledger
from game.ui.loop import picture, whole_canvas
from game.ui.widgets.card import TileCard

__all__ = ["make_pilot", "small_pack"]

SIZES = ((1280, 720), (1024, 600), (1080, 1920))
READ = {"text": "body", "verdict.line": "label", "answer.said": "said"}
"""What is read in the column, and its style of type."""


@pytest.fixture(params=["en", "ru", "uz"])
def large(request, make_pilot):
    """A reveal of an edit in text of 150 %."""
    pilot = make_pilot(lang=request.param)
    settings = pilot.app.context.settings
    pilot.app.apply(settings.changed(text_size=1.5, reduced_motion=True))
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    return pilot


def ledger_of(pilot):
    ledger = Ledger(whole_canvas(pilot.loop))
    picture(pilot.loop, ledger)
    return ledger


def sizes(pilot):
    """The size of type in the window of each text that is read, by the name of its widget."""
    spots = {spot.text: spot.px for spot in ledger_of(pilot).spots}
    named = {w.name: w.text for w in pilot.loop.stack.top.widgets if w.name in READ}
    return {name: spots[text] for name, text in named.items()}


def turned(pilot):
    """All pages of the open tab, joined as they are read."""
    read = []
    for _ in range(20):
        read.append(pilot.find("text").text)
        more = pilot.loop.stack.top.find("more")
        if more is None or more.spoken == pilot.t("reveal.more", n=len(read), total=len(read)):
            break
        pilot.click("more")
    return " ".join(" ".join(read).split())


@pytest.mark.parametrize("size", SIZES)
def test_the_explanation_grows_and_is_read_to_its_end(large, size):
    large.resize(*size)
    scene, theme = large.loop.stack.top.scene, large.loop.look.theme
    told = scene.explanation()
    for tab in told.tabs:
        large.click(f"tab-{tab.id}")
        assert list(ledger_of(large).complaints()) == []
        normal = {
            name: theme.type[style].size * large.loop.screen.canvas.scale for name, style in READ.items()
        }
        grown = sizes(large)
        assert grown["text"] == pytest.approx(1.5 * normal["text"], abs=1)
        assert all(px >= 1.2 * normal[name] for name, px in grown.items())
        assert " ".join(tab.text.split()) in turned(large)
    large.click("tab-why")
    stage = told.tabs[1].stage
    assert stage.name.get(scene.t.language) in turned(large)


@pytest.mark.parametrize("size", SIZES)
def test_what_the_answer_was_worth_in_words_is_read_as_well(large, size):
    large.resize(*size)
    detail = large.loop.stack.top.scene.explanation().detail
    large.click("tab-what")
    assert detail in " ".join(large.words()) + turned(large)


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_the_names_of_the_chapters_grow_in_the_menu(make_pilot, language):
    pilot = make_pilot(lang=language)
    px = []
    for size in (1.0, 1.5):
        pilot.app.apply(pilot.app.context.settings.changed(text_size=size))
        pilot.app.show_menu()
        pilot.step()
        titles = [w.title for w in pilot.loop.stack.top.widgets if isinstance(w, TileCard)]
        spots = {spot.text: spot.px for spot in ledger_of(pilot).spots}
        px.append([spots[title] for title in titles])
    grown = [large / normal for normal, large in zip(*px, strict=True)]
    assert min(grown) >= 1.0
    assert sum(grown) / len(grown) > 1.15


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_the_longest_names_of_tell_tales_fit_the_summary(make_pilot, language):
    """Which kinds a session showed is chance; the longest names must be readable as well."""
    pilot = make_pilot(lang=language)
    pilot.app.apply(pilot.app.context.settings.changed(text_size=1.5, reduced_motion=True))
    pilot.start(rounds=2)
    pilot.finish()
    scene, kinds = pilot.loop.stack.top.scene, pilot.app.context.guide.kinds
    longest = sorted(kinds, key=lambda kind: -len(kinds[kind].name.get(language)))[:6]
    scene.told = replace(scene.told, kinds=tuple(KindRow(kind, 4, 2) for kind in longest))
    pilot.resize(1024, 600)
    assert list(ledger_of(pilot).complaints()) == []
    rows = [w.name for w in pilot.loop.stack.top.widgets if w.name.startswith("kinds.") and "found" in w.name]
    assert len(rows) >= 3
