"""What the detector makes of its figures: opinions that are no memory, and honest counts."""

import numpy as np
import pytest

from game import resources
from game.detector.figures import Figure
from game.detector.maps import CELLS
from game.detector.model import Weights
from game.detector.opinion import detector, figures_of, opened, opinion, written
from game.packs.archive import open_pack
from game.packs.reader import read_pack

STUDIO = resources.assets() / "packs" / "studio"


@pytest.fixture(scope="module")
def clips():
    with open_pack(STUDIO) as files:
        return [clip for clip in read_pack(files).clips if clip.media == "video"]


def figure(name, family, value, cell):
    where = np.zeros((CELLS, CELLS))
    where[cell] = 1
    return Figure(name, family, value, where)


def weights(*slopes, start=0.0):
    none = (0.0,) * len(slopes)
    return Weights(mean=none, spread=(1.0,) * len(slopes), slope=slopes, start=start)


def test_what_spoke_most_and_where_are_those_that_spoke_for_what_it_says():
    found = (figure("a", "time", 2.0, (1, 2)), figure("b", "colour", 1.0, (5, 6)))
    for_it = opinion(found, weights(1.0, -0.5))
    assert for_it.p == pytest.approx(1 / (1 + np.exp(-1.5)))
    assert (for_it.family, for_it.heat[1][2], for_it.heat[5][6]) == ("time", 1.0, 0.0)
    against = opinion(found, weights(0.2, -3.0))
    assert against.p < 0.5
    assert (against.family, against.heat[1][2], against.heat[5][6]) == ("colour", 0.0, 1.0)


def test_a_figure_far_outside_of_what_was_known_counts_only_so_much():
    far = (figure("a", "noise", 1000.0, (0, 0)),)
    assert opinion(far, weights(1.0)).p == pytest.approx(1 / (1 + np.exp(-3.0)))


def test_an_opinion_survives_being_written():
    one = opinion((figure("a", "noise", 1.0, (3, 3)),), weights(0.7))
    again = opened(written(one))
    assert (again.family, again.heat) == (one.family, one.heat)
    assert again.p == pytest.approx(one.p, abs=0.001)


def test_every_film_of_the_pack_that_comes_along_has_its_opinion_at_once(clips):
    assert all(detector().given(clip) for clip in clips)
    assert set(detector().file.known) == {clip.hash for clip in clips}


def test_the_opinions_that_come_along_are_those_that_it_would_form(clips):
    clip = next(clip for clip in clips if clip.manipulated)
    again = opinion(figures_of(STUDIO / clip.path), detector().file.for_person("studio", clip.person))
    known = detector().given(clip)
    assert (known.family, known.p) == (again.family, pytest.approx(again.p, abs=0.02))


def test_of_nobody_it_was_trained_on_it_uses_weights_that_know_the_person(clips):
    file = detector().file
    for person in {clip.person for clip in clips}:
        assert f"studio/{person}" in file.without
        assert file.for_person("studio", person) != file.weights
    assert file.for_person("elsewhere", "actor-1") == file.weights


def test_the_mistakes_on_the_screen_are_those_of_the_opinions(clips):
    told = detector().mistakes("studio")
    real = [detector().given(clip).p for clip in clips if not clip.manipulated]
    edits = [detector().given(clip).p for clip in clips if clip.manipulated]
    assert (told.real, told.manipulated) == (len(real), len(edits))
    assert told.false_alarms == sum(p > 0.5 for p in real)
    assert told.missed == sum(p <= 0.5 for p in edits)
    assert detector().mistakes("nobody-counted") is None
