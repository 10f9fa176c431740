"""Who judges pixels alone falls behind who checks sources; who always or never shares tells nothing apart."""

import pytest

from game.errors import ChinmiError
from tools.robots.post_players import NAMES, post_player, simulated, table


def test_who_checks_sources_leaves_who_looks_at_pixels_behind():
    pixels, sources = simulated("pixels"), simulated("sources")
    assert abs(pixels.sharing.dprime) < 2 * pixels.sharing.dprime_error
    assert sources.sharing.dprime > 1.5
    assert sources.points > pixels.points
    assert abs(pixels.picture.dprime - sources.picture.dprime) < 0.2, "both see the same pictures"


def test_always_and_never_have_no_discernment_and_opposite_biases():
    always, never = simulated("always-share").sharing, simulated("never-share").sharing
    assert always.dprime == never.dprime == 0
    assert always.criterion == pytest.approx(-never.criterion)
    assert always.criterion > 2
    assert always.brier == never.brier


def test_honest_doubt_leaves_no_bias():
    assert abs(simulated("sources").sharing.criterion) < 0.15


def test_the_table_has_a_line_for_each_player():
    assert len(list(table())) == len(NAMES) + 2
    with pytest.raises(ChinmiError, match="pixels"):
        post_player("wizard", None)
