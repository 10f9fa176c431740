"""Widgets: a scrubber is exact, a stage never crops or covers its clip, controls look as they are."""

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ui.geometry import Box
from game.ui.ledger import Ledger
from game.ui.painter import Painter
from game.ui.widgets.base import State, role
from game.ui.widgets.controls import Button, Label, tag
from game.ui.widgets.judging import KindCard, ScaleKey, mark_cross
from game.ui.widgets.sliders import Scrubber, clock_text
from game.ui.widgets.stage import CAPTION, MOUNT, Stage, picture_box
from game.ui.widgets.switches import Switch, Tab
from ui.kit import look

BOX = Box(100, 60, 240, 136)


def draw(widget, state=State(), theme="light_table"):  # noqa: B008 - a frozen value
    pygame.init()
    surface = pygame.Surface((640, 360))
    if isinstance(widget, Tab):
        surface.fill(pygame.Color(look(name=theme).palette.paper))
    painter = Painter(surface, look(name=theme), 1.0, Ledger(Box(0, 0, 640, 360)))
    widget.draw(painter, state)
    return surface, painter.ledger


def pixels(*args, **how):
    return pygame.image.tobytes(draw(*args, **how)[0], "RGB")


def scrubber(seconds=3.0, box=Box(20, 20, 600, 64), **how):  # noqa: B008 - a frozen value
    return Scrubber(name="line", box=box, position=lambda: 1.0, seconds=seconds, tick=0.2, **how)


# -- the time line --------------------------------------------------------------------------------------


@given(st.floats(0.5, 60), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_point_of_the_time_line_is_the_moment_it_shows(seconds, share):
    line = scrubber(seconds)
    assert line.at(line.x_of(seconds * share)) == pytest.approx(seconds * share, abs=1e-6)


@given(st.floats(-5000, 5000))
@settings(max_examples=40, deadline=None)
def test_no_drag_leaves_the_clip(x):
    assert 0.0 <= scrubber().at(x) <= 3.0


def test_a_clip_of_no_length_has_a_time_line_all_the_same():
    line = scrubber(0.0)
    assert line.at(300) == 0.0
    draw(line)


def test_a_mark_a_span_and_a_wave_can_be_seen():
    plain = pixels(scrubber())
    assert pixels(scrubber(spans=((1.0, 2.0),))) != plain
    assert pixels(scrubber(marks=(1.5,))) != plain
    assert pixels(scrubber(wave=(0.1, 0.9, 0.4))) != plain


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0:00.0"), (2.95, "0:03.0"), (59.94, "0:59.9"), (61.26, "1:01.3"), (-1, "0:00.0")],
)
def test_times_are_told_in_tenths(seconds, words):
    assert clock_text(seconds) == words


# -- the stage ------------------------------------------------------------------------------------------

ASPECTS = st.floats(0.4, 2.5)
STAGES = st.builds(Box, st.just(0), st.just(0), st.floats(200, 1400), st.floats(200, 1400))


@given(STAGES, ASPECTS)
@settings(max_examples=60, deadline=None)
def test_a_clip_is_shown_whole_in_its_own_shape_on_its_mount(stage, aspect):
    clip = picture_box(stage, aspect)
    assert clip.within(stage.inset(MOUNT), 1e-6)
    assert clip.w / clip.h == pytest.approx(aspect)


@given(STAGES, ASPECTS)
@settings(max_examples=60, deadline=None)
def test_captions_never_lie_on_the_picture(stage, aspect):
    clip = picture_box(stage, aspect, captioned=True)
    assert clip.bottom <= stage.bottom - MOUNT - CAPTION + 1e-6


def stage(**how):
    return Stage(name="stage", box=Box(0, 0, 640, 360), aspect=4 / 3, **{"picture": lambda: None, **how})


def test_a_stage_says_that_its_clip_is_coming():
    _, ledger = draw(stage(waiting="Getting the clip ready"))
    assert [spot.text for spot in ledger.spots] == ["Getting the clip ready"]


def test_the_table_lights_up():
    dark, lit = draw(stage())[0], draw(stage(lit=1.0))[0]
    assert sum(lit.get_at((8, 180))[:3]) > sum(dark.get_at((8, 180))[:3])


def test_what_is_drawn_over_the_clip_stays_on_the_stage():
    def spill(p, _clip):
        p.fill(Box(-500, -500, 5000, 5000), "#FF0000")

    small = Stage(name="s", box=BOX, aspect=1.0, picture=lambda: pygame.Surface((8, 8)), overlay=spill)
    surface, _ = draw(small)
    assert surface.get_at((50, 30))[:3] == (0, 0, 0)
    assert surface.get_at((200, 120))[:3] == (255, 0, 0)


# -- controls -------------------------------------------------------------------------------------------

CONTROLS = {
    "button": Button(name="b", box=BOX, text="Words", icon="check", press=lambda: None),
    "primary": Button(name="b", box=BOX, text="Words", look="primary", press=lambda: None),
    "ink": Button(name="b", box=BOX, text="Words", look="ink", press=lambda: None),
    "icon": Button(name="b", box=BOX, icon="check", look="icon", press=lambda: None),
    "stacked": Button(name="b", box=BOX, text="Words", icon="check", stacked=True, press=lambda: None),
    "tab": Tab(name="t", box=BOX, text="Words", icon="check", press=lambda: None),
    "switch": Switch(name="s", box=BOX, on=True, text_on="On", text_off="Off", press=lambda: None),
    "key": ScaleKey(name="k", box=BOX, step=2, text="Words", press=lambda: None),
    "card": KindCard(name="c", box=BOX, number=1, icon="check", text="Words", press=lambda: None),
}


@pytest.mark.parametrize("theme", ["light_table", "high_contrast"])
@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_a_control_shows_that_it_has_the_focus(name, theme):
    assert pixels(CONTROLS[name], State(focus=True), theme) != pixels(CONTROLS[name], theme=theme)


@pytest.mark.parametrize("name", sorted(set(CONTROLS) - {"switch"}))
def test_a_control_shows_that_it_is_pressed(name):
    assert pixels(CONTROLS[name], State(pressed=True)) != pixels(CONTROLS[name])


@pytest.mark.parametrize(
    ("on", "off"),
    [
        (Button(name="b", box=BOX, text="W", on=True), Button(name="b", box=BOX, text="W")),
        (Button(name="b", box=BOX, text="W"), Button(name="b", box=BOX, text="W", enabled=False)),
        (Tab(name="t", box=BOX, text="W", icon="eye", on=True), Tab(name="t", box=BOX, text="W", icon="eye")),
        (
            ScaleKey(name="k", box=BOX, step=2, text="W", on=True),
            ScaleKey(name="k", box=BOX, step=2, text="W"),
        ),
        (
            KindCard(name="c", box=BOX, number=1, icon="eye", text="W", on=True),
            KindCard(name="c", box=BOX, number=1, icon="eye", text="W"),
        ),
    ],
    ids=["toggle", "disabled", "tab", "scale", "card"],
)  # fmt: skip
@pytest.mark.parametrize("theme", ["light_table", "high_contrast"])
def test_a_choice_can_be_told_by_shape_not_by_colour_alone(on, off, theme):
    def edges(widget):
        surface, _ = draw(widget, theme=theme)
        grey = pygame.transform.grayscale(surface)
        return pygame.image.tobytes(pygame.transform.laplacian(grey), "RGB")

    assert edges(on) != edges(off)


def test_a_switch_says_its_state_in_words():
    for on, word in ((True, "On"), (False, "Off")):
        _, ledger = draw(Switch(name="s", box=BOX, on=on, text_on="On", text_off="Off"))
        assert [spot.text for spot in ledger.spots] == [word]


def test_the_steps_of_the_scale_differ_by_pips_as_well():
    def pips(step):
        key = ScaleKey(name="k", box=BOX, step=step, text="")
        outlines = pygame.transform.laplacian(pygame.transform.grayscale(draw(key)[0]))
        return pygame.image.tobytes(outlines.subsurface(110, 70, 80, 30), "RGB")

    assert len({pips(step) for step in range(1, 7)}) == 6


def test_a_tag_is_as_wide_as_its_words_and_can_end_where_it_is_told():
    pygame.init()
    painter = Painter(pygame.Surface((640, 360)), look(), 1.0, Ledger(Box(0, 0, 640, 360)))
    left, right = (
        tag(painter, 20, 20, "check", "Short"),
        tag(painter, 600, 100, "check", "Much longer", right=True),
    )
    assert left.x == 20
    assert right.right == 600
    assert right.w > left.w
    assert list(painter.ledger.complaints()) == []


def test_a_mark_is_seen_on_black_and_on_white():
    pygame.init()
    for ground in ("#000000", "#FFFFFF"):
        surface = pygame.Surface((200, 200))
        surface.fill(pygame.Color(ground))
        before = pygame.image.tobytes(surface, "RGB")
        mark_cross(Painter(surface, look(), 1.0), 100, 100)
        assert pygame.image.tobytes(surface, "RGB") != before
        assert surface.get_at((100, 100))[:3] == pygame.Color(ground)[:3], "its middle stays free"


def test_a_widget_speaks_its_words_or_its_name():
    assert role(Label(name="l", box=BOX, text="", spoken="Play the clip")) == "Play the clip"
    assert role(Label(name="l", box=BOX, text="")) == "l"


def test_only_what_acts_can_be_used_and_only_what_keys_reach_has_the_focus():
    label = Label(name="l", box=BOX, text="")
    knob = Label(name="s", box=BOX, text="", drag=lambda *_: None)
    line = scrubber(key=lambda _key: False)
    assert (label.interactive, label.focusable) == (False, False)
    assert (knob.interactive, knob.focusable) == (True, False)
    assert (line.interactive, line.focusable) == (False, True)
    assert not Button(name="b", box=BOX, press=lambda: None, enabled=False).interactive


@pytest.mark.parametrize("icon", ["", "sound"])
def test_the_bar_of_a_switched_on_key_lies_below_words_on_two_lines(icon):
    key = Button(
        name="key", box=Box(20, 20, 180, 64), text="Hear the original", icon=icon, style="label", on=True
    )
    surface, ledger = draw(key)
    (spot,) = ledger.spots
    bar = next(
        y
        for y in range(83, 40, -1)
        if surface.get_at((40, y)) == pygame.Color(look().palette.text) and y < 80
    )
    assert spot.fits
    assert spot.covered.bottom <= bar + 1
