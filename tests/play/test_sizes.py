"""Any window: every control is inside it, large enough to hit, uncovered, reached by Tab and seen to be."""

from itertools import combinations

import pygame
import pytest
from pilot import MissedError
from ready_library import embedded_packs
from still_films import still_films

from game.ui.geometry import Box
from tools.screenshots.session import shots

__all__ = ["still_films"]

SIZES = ((1024, 600), (1280, 720), (1920, 1080), (3840, 2160), (1080, 1920))
SHAPES = ((1024, 600), (1280, 720), (1024, 768), (2560, 1080), (1080, 1920))
"""One window of each shape; the layout is the same on all windows of a shape."""
LEAST = 52.0
"""Canvas lengths of the smallest control; most are 64 or more."""
ON_THE_STAGE = {"stage"}
"""What other controls may lie on."""
SECOND_STAGE = "stage-original"
"""Beside the first one; what is done to one is done to both, so the keys of the first do for it."""


def controls(pilot):
    return [w for w in pilot.loop.stack.top.widgets if w.interactive]


def faults(pilot):
    """One sentence for each control that cannot be used on this window."""
    whole = pilot.loop.screen.canvas.whole
    used = controls(pilot)
    for widget in used:
        box = widget.box
        if not box.within(whole, 1.0):
            yield f"{widget.name} leaves the window: {box}"
        if min(box.w, box.h) < LEAST:
            yield f"{widget.name} is too small to hit: {box.w:.0f}x{box.h:.0f}"
        try:
            pilot._must_hit(widget, box.cx, box.cy)
        except MissedError as error:
            if widget.name not in ON_THE_STAGE:
                yield str(error)
    for a, b in combinations(used, 2):
        if a.box.overlaps(b.box, 1.0) and not {a.name, b.name} & ON_THE_STAGE:
            yield f"{a.name} and {b.name} lie on each other"


def hidden(pilot):
    """The controls that something live would be drawn over."""
    widgets = pilot.loop.stack.top.widgets
    live = [w for w in widgets if w.live]
    return [
        w.name
        for w in widgets
        if w.interactive and not w.live and any(w.box.overlaps(other.box, 1.0) for other in live)
    ]


def out_of_reach(pilot):
    """The controls that no key reaches: what has no focus must have a key of its own."""
    return [w.name for w in controls(pilot) if not w.focusable and not w.shortcuts and w.name != SECOND_STAGE]


def mute(pilot):
    """The controls that do not say what they are: an icon has spoken words, the name in the code is none."""
    return [
        w.name
        for w in controls(pilot)
        if not getattr(w, "text", "") and not w.spoken and w.name not in ON_THE_STAGE
    ]


@pytest.fixture
def on_every_screen(make_pilot, small_pack, still_films):
    """Calls a function on each screen of the game in a realistic state; returns what it gave, by screen."""
    from game.packs.library import Library

    def visit(what, size=(1280, 720), **options):
        pilot = make_pilot(packs=(small_pack, *embedded_packs()), size=size, seed=4, **options)
        pilot.app.context.library.set_enabled("small", enabled=False)
        found, tour = {}, shots(pilot.app, pilot)
        while (shot := brought_up(pilot, tour)) is not None:
            found[shot.name] = what(pilot)
        assert isinstance(pilot.app.context.library, Library)
        return found

    return visit


def brought_up(pilot, tour):
    """Go on to the next screen of a tour, without drawing what comes between."""
    with pilot.loop.hurried():
        shot = next(tour, None)
        if shot is not None:
            shot.prepare()
            pilot.step()
            pilot.app.toasts.dismiss()
    return shot


@pytest.mark.parametrize("size", SHAPES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_every_control_of_every_screen_can_be_used(on_every_screen, size):
    found = on_every_screen(lambda pilot: [*faults(pilot), *hidden(pilot)], size)
    assert {name: list(sentences) for name, sentences in found.items() if sentences} == {}


def around(surface, box: Box, scale: float) -> bytes:
    wide = box.inset(-12)
    rect = pygame.Rect(wide.x * scale, wide.y * scale, wide.w * scale, wide.h * scale)
    return pygame.image.tobytes(surface.subsurface(rect.clip(surface.get_rect())), "RGB")


def walk_by_tab(pilot):
    """Tab once round; return what is wrong: controls not reached, or reached without being seen."""
    view = pilot.loop.stack.top
    wanted = {w.name for w in view.widgets if w.focusable}
    view.focus_shown = False
    pilot.loop.invalidate()
    pilot.step()
    plain = pilot.loop.screen.surface.copy()
    seen, wrong = set(), []
    for _ in range(len(wanted) + 1):
        pilot.press("tab")
        name = pilot.focus
        if name is None:
            break
        seen.add(name)
        box, scale = pilot.find(name).box, pilot.loop.screen.canvas.scale
        if around(pilot.loop.screen.surface, box, scale) == around(plain, box, scale):
            wrong.append(f"{name} does not show that it has the focus")
    return [*wrong, *(f"{name} is not reached" for name in sorted(wanted - seen))]


@pytest.mark.parametrize(
    ("theme", "size"),
    [("light_table", (1280, 720)), ("high_contrast", (1280, 720)), ("light_table", (810, 1440))],
)
def test_tab_reaches_every_control_and_shows_it(on_every_screen, theme, size):
    found = on_every_screen(walk_by_tab, size, theme=theme)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


# -- while it is played ---------------------------------------------------------------------------------


def test_a_session_goes_on_through_every_size(pilot):
    """The window changes on each screen; what was said stays, and the next click arrives."""
    pilot.start(rounds=len(SIZES))
    for size in SIZES:
        pilot.resize(*size)
        pilot.watch()
        assert list(faults(pilot)) == []
        pilot.click("ready")
        pilot.click("step-6")
        pilot.resize(*SIZES[0])
        assert pilot.play.round.step == 6
        pilot.resize(*size)
        pilot.click("confirm")
        pilot.tap(0.4, 0.45)
        marks = pilot.play.round.marks
        for other in SIZES:
            pilot.resize(*other)
            assert pilot.pixels() == pilot.fresh_pixels()
        pilot.resize(*size)
        assert pilot.play.round.marks == marks
        pilot.click("show")
        pilot.click("next")
    assert pilot.scene == "summary"
    assert len(pilot.app.context.store.answers()) == len(SIZES)


def test_the_window_is_filled_to_its_corners_after_a_change(pilot):
    for size in SIZES:
        pilot.resize(*size)
        surface = pilot.loop.screen.surface
        assert surface.get_size() == size
        w, h = size
        ground = pygame.Color(pilot.loop.look.palette.room0)[:3]
        assert {tuple(surface.get_at(at)[:3]) for at in ((0, 0), (w - 1, 0), (0, h - 1), (w - 1, h - 1))} == {
            ground
        }


def test_a_tiny_window_shows_something_and_does_not_fall_over(pilot):
    pilot.start(rounds=1)
    pilot.resize(320, 240)
    pilot.let(0.3)
    pilot.resize(1280, 720)
    pilot.judge(2)
    assert pilot.scene == "reveal"
