"""The overlap that the trial prints counts places and times."""

import pytest
from quiz.make import artefact, clip, region

from game.forge.difference import FoundRegion
from tools.regions_trial import Overlap, overlap, pairs, report

TRUTH = artefact("jitter", interval=(0.0, 3.0))
EDIT = clip("e", TRUTH, original="r")


def found(track=None, interval=(0.0, 3.0)):
    return FoundRegion(region() if track is None else track, interval, 0.9)


def test_the_same_region_at_the_same_time_is_one():
    assert overlap(EDIT, TRUTH, found()) == pytest.approx(1.0)


def test_a_region_elsewhere_or_at_another_time_counts_against_it():
    beside = region(((0.5, 0.4), (0.7, 0.4), (0.7, 0.6), (0.5, 0.6)))
    assert overlap(EDIT, TRUTH, found(beside)) == pytest.approx(1 / 3, abs=0.02)
    assert overlap(EDIT, TRUTH, found(interval=(0.0, 1.5))) == pytest.approx(0.5, abs=0.04)
    assert overlap(EDIT, artefact("jitter", interval=(0.0, 1.0)), found(interval=(1.5, 3.0))) == 0


def test_only_visible_edits_with_their_original_are_tried():
    heard = clip("h", artefact("audio-splice", track=()), original="r")
    lonely = clip("l", TRUTH, original="gone")
    assert [edit.id for edit, _ in pairs([clip("r"), EDIT, heard, lonely])] == ["e"]


def test_the_report_says_whether_the_goal_is_reached():
    tries = [Overlap("jitter", f"c{i}", iou, 0.9) for i, iou in enumerate((0.5, 0.7, 0.9))]
    assert "median 0.70, goal 0.6: reached" in report(tries)
    assert "missed" in report([Overlap("jitter", "c", 0.0, None, "unsure")])
