"""Nothing but the picture may give the label away."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.models import Clip
from game.packs.label_leakage import auc, label_leakage
from packs import make

VALUES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=12)


def clips(n: int, name: str = "{}") -> list[Clip]:
    records = [make.clip_record(name.format(i), manipulated=i % 2 == 1, bytes=100) for i in range(n)]
    return [Clip.model_validate({"hash": "sha256:" + "0" * 64, **record}) for record in records]


@settings(max_examples=100, deadline=None)
@given(VALUES, VALUES)
def test_auc_is_the_chance_of_being_above(a: list[float], b: list[float]) -> None:
    pairs = [(x > y) + 0.5 * (x == y) for x in a for y in b]
    assert auc(a, b) == pytest.approx(sum(pairs) / len(pairs))
    assert auc(a, b) + auc(b, a) == pytest.approx(1)


def test_alike_clips_tell_nothing() -> None:
    listed = clips(16)
    found = label_leakage(listed, {clip.id: make.Facts() for clip in listed})
    assert found["bit rate"] == found["width"] == found["loudness"] == 0.5


@pytest.mark.parametrize(
    ("feature", "facts"),
    [
        ("bit rate", make.Facts(bit_rate=90_000)),
        ("duration", make.Facts(seconds=2.9)),
        ("width", make.Facts(width=48)),
        ("height", make.Facts(height=32)),
        ("frames a second", make.Facts(fps=24)),
        ("loudness", make.Facts(loudness=None)),
        ("silence before the sound", make.Facts(heard=make.Heard(quiet_before=0.0))),
        ("silence after the sound", make.Facts(heard=make.Heard(quiet_after=0.0))),
        ("band of the sound", make.Facts(heard=make.Heard(band=4000.0))),
    ],
)
def test_each_feature_can_tell(feature: str, facts: make.Facts) -> None:
    listed = clips(16)
    plain = make.Facts(heard=make.Heard())
    measured = {clip.id: facts if clip.manipulated else plain for clip in listed}
    assert label_leakage(listed, measured)[feature] == 0.0


def test_multiples_of_a_hop_tell() -> None:
    listed = clips(16)
    measured = {clip.id: make.Facts(heard=make.Heard(whole_hops=clip.manipulated)) for clip in listed}
    assert label_leakage(listed, measured)["whole hops of the sound"] == 1.0


def test_names_in_order_tell() -> None:
    listed = [
        clip.model_copy(update={"path": f"media/{'b' if clip.manipulated else 'a'}{i}.mp4"})
        for i, clip in enumerate(clips(16))
    ]
    assert label_leakage(listed, {clip.id: make.Facts() for clip in listed})["name"] == 1.0


def test_too_few_clips_say_nothing() -> None:
    listed = clips(15)
    assert label_leakage(listed, {clip.id: make.Facts() for clip in listed}) == {}
