"""The truth about a clip must agree with itself."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from game.content.base import LocalText
from game.content.models import Artefact, Clip

CLIP: dict[str, Any] = {
    "id": "a-1",
    "path": "media/a.mp4",
    "hash": "sha256:" + "0" * 64,
    "bytes": 10,
    "label": "real",
    "person": "s2",
    "seconds": 3,
    "size": (640, 512),
    "fps": 25,
    "audio": True,
    "description": {"en": "A person talks"},
}
ARTEFACT = {"kind": "jitter", "interval": (0.4, 2.6)}


def test_kinds_are_each_named_once_in_order() -> None:
    artefacts = [{**ARTEFACT, "kind": kind} for kind in ("jitter", "edge-halo", "jitter")]
    clip = Clip(**{**CLIP, "label": "manipulated", "method": "self-blend", "artefacts": artefacts})
    assert clip.kinds == ("jitter", "edge-halo")
    assert clip.manipulated
    assert clip.aspect == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"artefacts": [ARTEFACT]}, "no artefacts in a real clip"),
        ({"method": "self-blend"}, "no method in a real clip"),
        ({"made": {"en": "x"}}, "no words on how it was made"),
        ({"label": "manipulated"}, "a method in a manipulated clip"),
        (
            {"label": "manipulated", "method": "edit", "looks_odd": {"en": "x"}},
            "looks_odd in real clips only",
        ),
        ({"path": "../x.mp4/"}, "pattern"),
    ],
)
def test_contradictions_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Clip(**{**CLIP, **changes})


SOUND = {key: value for key, value in CLIP.items() if key not in ("size", "fps")} | {"media": "audio"}


def test_a_clip_can_be_sound_only() -> None:
    clip = Clip(**SOUND)
    assert clip.sound_only
    assert (clip.size, clip.fps, clip.frame_seconds) == (None, None, 0.0)
    assert not Clip(**CLIP).sound_only


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"size": (640, 512)}, "no size in a clip that is sound only"),
        ({"fps": 25}, "no fps"),
        ({"poster": "media/a.jpg"}, "no poster"),
        ({"prop": "card"}, "no prop"),
        ({"audio": False}, "`audio: true`"),
        ({"media": "video"}, "size and fps in a video"),
        ({"media": "smell"}, "'video' or 'audio'"),
        (
            {
                "label": "manipulated",
                "method": "voice",
                "artefacts": [
                    {**ARTEFACT, "region": [{"t": 1, "disc": {"centre": (0.5, 0.5), "radius": 0.1}}]}
                ],
            },
            "no region",
        ),
    ],
)
def test_a_sound_has_nothing_of_a_picture(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Clip(**{**SOUND, **changes})


def test_times_grow() -> None:
    triangle = [(0, 0), (1, 0), (0, 1)]
    with pytest.raises(ValidationError, match="end after it starts"):
        Artefact(kind="jitter", interval=(2, 2))
    with pytest.raises(ValidationError, match="times t to grow"):
        Artefact(
            kind="jitter",
            interval=(0, 2),
            region=[{"t": 1, "polygon": triangle}, {"t": 1, "polygon": triangle}],
        )


def test_a_text_falls_back_to_english_and_then_to_what_there_is() -> None:
    assert LocalText(en="a", ru="b").get("uz") == "a"
    assert LocalText(ru="b").get("uz") == "b"
    assert not LocalText(en="a", ru="b").has("uz")


@pytest.mark.parametrize("path", ["../a.mp4", "media/../../a.mp4", "./a.mp4", "media/.."])
def test_a_path_stays_within_the_pack(path: str) -> None:
    with pytest.raises(ValidationError, match="within the pack"):
        Clip(**{**CLIP, "path": path})
    assert Clip(**{**CLIP, "path": "media/a..b.mp4"}).path == "media/a..b.mp4"


def test_a_changed_area_needs_no_kind() -> None:
    area = {key: value for key, value in ARTEFACT.items() if key != "kind"}
    artefacts = [area, ARTEFACT]
    clip = Clip(**{**CLIP, "label": "manipulated", "method": "face-swap", "artefacts": artefacts})
    assert clip.artefacts[0].kind is None
    assert clip.kinds == ("jitter",)
    assert clip.where_known


def test_where_a_clip_was_changed_is_known_unless_it_was_changed_and_says_nothing() -> None:
    assert Clip(**CLIP).where_known
    assert not Clip(**{**CLIP, "label": "manipulated", "method": "face-swap"}).where_known


@pytest.mark.parametrize("name", ["", "a" * 61, "wav\x1b[31m2lip", "two\nlines", "\u202eover", 5])
def test_a_technique_is_a_short_name_of_one_line(name: object) -> None:
    manipulated = {**CLIP, "label": "manipulated", "method": "lip-sync"}
    assert Clip(**{**manipulated, "technique": "wav2lip"}).technique == "wav2lip"
    with pytest.raises(ValidationError):
        Clip(**{**manipulated, "technique": name})
    with pytest.raises(ValidationError, match="no technique in a real clip"):
        Clip(**{**CLIP, "technique": "wav2lip"})
