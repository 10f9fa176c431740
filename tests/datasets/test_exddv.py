"""Viewers' words and clicks on clips of other sets."""

import io
import json
from collections import Counter

import pytest

from game.datasets.base import LeftOut
from game.datasets.exddv import FrameClick, ViewerRemark, by_clip, explanations
from game.errors import ContentError

HEADER = "id,username,movie_name,text,dataset,manipulation,click_locations,difficulty,split\n"


def read(*lines):
    return list(explanations(io.BytesIO((HEADER + "\n".join(lines)).encode()), "exddv.csv"))


def quoted(clicks):
    """Write clicks as the set's table has them: JSON in a cell in quotes."""
    return '"' + json.dumps(clicks).replace('"', '""') + '"'


def test_the_sample_is_read_whole(samples):
    with (samples / "labels" / "exddv_sample.csv").open("rb") as stream:
        found = list(explanations(stream, "exddv_sample.csv"))
    assert len(found) == 181
    read_rows = [one for one in found if isinstance(one, ViewerRemark)]
    assert all(one.text and one.clicks for one in read_rows)
    assert Counter(one.set_name for one in read_rows) == {"dfdc": 40, "ffpp": 61, "deeperforensics": 80}
    ours = by_clip(found)["dfdc", "dfdc_train_part_48/iyheosista.mp4"]
    assert ours[0].text == "Unnatural gaze."
    assert ours[0].difficulty == 2
    assert ours[0].clicks[0].frame == 75


@pytest.mark.parametrize("clicks", ["[1]", '"{""x"": {""x"": 0.5}}"', "nonsense", "[" * 5000])
def test_clicks_that_cannot_be_read_leave_the_row_out(clicks):
    (found,) = read(f"0,A,abcdefghij.mp4,Odd,DeepfakeDetection,dfdc_train_part_48,{clicks},1,train")
    assert isinstance(found, LeftOut)


def test_a_click_far_outside_is_none_and_other_sets_are_told():
    clicks = quoted({1: {"x": 7, "y": 0.5}, 2: {"x": True, "y": 0.5}, 3: {"x": 0.1, "y": 0.2}})
    good, other = read(
        f"0,A,abcdefghij.mp4,Odd,DeepfakeDetection,dfdc_train_part_48,{clicks},9,train",
        "1,A,x.mp4,Odd,BioDeepAV,fake,{},1,train",
    )
    assert good.clicks == (FrameClick(3, 0.1, 0.2),)
    assert good.difficulty is None
    assert isinstance(other, LeftOut)


def test_what_is_no_table_is_refused():
    with pytest.raises(ContentError):
        list(explanations(io.BytesIO(b""), "exddv.csv"))
