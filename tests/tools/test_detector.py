"""Training: the regression finds what is there, believes nothing where nothing is, and holds people out."""

import numpy as np
import pytest
from quiz.make import artefact, clip

from game.detector.figures import Figure
from game.detector.maps import CELLS
from tools.detector import tables
from tools.detector.training import Sample, fit, said, trained

WHERE = np.full((CELLS, CELLS), 1 / CELLS**2)
KINDS = ("jitter", "identity-flicker")


def people(gain, count=12):
    """So many people with an original and an edit each; an edit moves the first figure by `gain`."""
    rng = np.random.default_rng(5)
    found = []
    for n in range(count):
        base = rng.normal(0, 1, 2)
        kind = KINDS[n % 2]
        edit = clip(f"e{n}", artefact(kind), person=f"p{n}", original=f"o{n}")
        for record, moved in ((clip(f"o{n}", person=f"p{n}"), 0.0), (edit, gain)):
            shift = np.array([moved if kind == "jitter" else moved * 0.8, 0.0])
            values = base + shift + rng.normal(0, 0.2, 2)
            figures = tuple(Figure(str(k), "time", float(v), WHERE) for k, v in enumerate(values))
            found.append(Sample("pack", record, figures, heard=False))
    return found


def test_the_regression_is_where_its_likelihood_has_no_slope():
    rng = np.random.default_rng(1)
    values = rng.normal(0, 1, (60, 3))
    labels = (values[:, 0] + rng.normal(0, 1, 60) > 0).astype(float)
    found = fit(values, labels, 2.0)
    rows = np.column_stack([np.ones(60), values])
    slope = rows.T @ (labels - 1 / (1 + np.exp(-rows @ found))) - np.array([0, 2, 2, 2]) * found
    assert np.abs(slope).max() < 1e-6
    assert found[1] > max(abs(found[2]), abs(found[3]))


def test_a_strong_trace_is_found_in_people_never_seen_and_none_is_made_up():
    strong, none = tables.held_out(people(3.0)), tables.held_out(people(0.0))
    assert sum(one.wrong for one in strong) <= len(strong) / 4
    assert all(abs(one.p - 0.5) < 0.25 for one in none)


def test_nobody_is_judged_by_weights_that_know_them():
    samples = people(2.0)
    for one in tables.held_out(samples):
        others = [sample for sample in samples if sample.person != one.sample.person]
        assert one.p == pytest.approx(said(trained(others), one.sample))


def test_each_kind_is_once_seen_and_once_unseen():
    samples = people(2.0)
    seen, unseen = tables.other_kinds(samples, KINDS)
    edits = {one.sample.clip.id for one in seen if one.sample.clip.manipulated}
    assert edits == {one.sample.clip.id for one in unseen if one.sample.clip.manipulated}
    assert len(edits) == 12
    assert "| half |" in tables.row("half", unseen)
    assert len(list(tables.by_kind(unseen, KINDS))) == 2
