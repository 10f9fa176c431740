"""`pack verify`: the five rules of the pack format, all problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from game.content.yaml_source import dump
from game.errors import ClipError, Severity
from game.packs.verify import Report, verify
from packs import make

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pack"


def report(path: Path) -> Report:
    return verify(path, make.guide(), make.probe)


def errors(path: Path) -> list[str]:
    return [problem.message for problem in report(path).errors]


def with_clip(folder: Path, **changes: Any) -> Path:
    """A pack of a pair whose edit has `changes`."""
    return make.write(folder, clips=make.pair("a", **changes))


def with_facts(folder: Path, facts: make.Facts) -> Path:
    return make.write(folder, facts={"a": facts})


def test_a_good_pack_has_no_problems_as_folder_and_as_zip(folder: Path) -> None:
    make.write(folder)
    for path in (folder, make.zipped(folder, folder.parent / "p.zip")):
        found = report(path)
        assert found.ok
        assert found.problems == ()
        assert set(found.facts) == {"a", "a-edit"}


def test_progress_counts_the_clips(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    verify(make.write(folder), make.guide(), make.probe, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


# 1. Files


def test_an_extra_file_is_told(folder: Path) -> None:
    make.write(folder)
    (folder / "media" / "more.mp4").write_bytes(b"x")
    (folder / "CREDITS.md").write_text("fine")
    assert errors(folder) == ["no clip lists this file; take it out of the pack"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"x", "expected {} bytes, got 1; the file is cut short or another one"),
        (None, "the file is missing"),
    ],
)
def test_a_file_that_is_not_the_recorded_one(folder: Path, data: bytes | None, words: str) -> None:
    make.write(folder)
    path = folder / make.clip_record("a")["path"]
    size = path.stat().st_size
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    (message,) = errors(folder)
    assert message.endswith(words.format(size))


def test_a_changed_byte_is_told_where_the_clip_is_listed(folder: Path) -> None:
    make.write(folder)
    path = folder / make.clip_record("a")["path"]
    path.write_bytes(b"X" + path.read_bytes()[1:])
    (problem,) = report(folder).errors
    assert "the hash differs" in problem.message
    row = (folder / "clips.yaml").read_text("utf-8").split("\n")[problem.line - 1]
    assert row[problem.column - 1 :] == make.clip_record("a")["path"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("not-video", "not an MP4 video"),
        ("web-page", "a web page saved as a video"),
        ("lfs-pointer", "get the real file"),
        ("playlist", "a playlist, which names other files"),
        ("cut-short", "cut short or broken"),
        ("too-large", "larger than a pack may hold"),
        ("no-picture", "no picture"),
        ("unsupported", "not in the format of a pack"),
        ("something-new", "cannot be played"),
    ],
)
def test_what_the_decoder_says_in_words(folder: Path, reason: str, words: str) -> None:
    def broken(path: Path) -> make.Facts:
        raise ClipError(reason, "found mjpeg")

    found = verify(make.write(folder, clips=[make.clip_record("a")]), make.guide(), broken)
    (problem,) = found.problems
    assert words in problem.message
    assert "(found mjpeg)" in problem.message


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (make.Facts(width=70), "multiples of 16, got 70x48"),
        (make.Facts(width=1936), "at most 1920x1088"),
        (make.Facts(height=1104), "at most 1920x1088"),
        (make.Facts(seconds=61), "at most 60 seconds"),
        (make.Facts(fps=61), "at most 60 frames a second"),
        (make.Facts(codec="hevc"), "expected h264 pictures as yuv420p, got hevc"),
        (make.Facts(pix_fmt="yuv444p"), "got h264 as yuv444p"),
        (make.Facts(flashes=4), "4 flashes in one second"),
    ],
)
def test_limits_of_a_clip(folder: Path, facts: make.Facts, words: str) -> None:
    assert any(words in message for message in errors(with_facts(folder, facts)))


def test_three_flashes_are_allowed(folder: Path) -> None:
    assert errors(with_facts(folder, make.Facts(flashes=3))) == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (make.Facts(width=80), "the file has 80x48 pixels"),
        (make.Facts(fps=30), "the file has 30 frames a second"),
        (make.Facts(seconds=2), "the file lasts 2.00 seconds"),
        (make.Facts(audio=False, loudness=None), "the file has no sound"),
    ],
)
def test_the_record_agrees_with_the_file(folder: Path, facts: make.Facts, words: str) -> None:
    assert errors(with_facts(folder, facts)) == [words]


def test_posters_are_pictures_of_a_sane_size(folder: Path) -> None:
    make.write(folder)
    poster = folder / make.clip_record("a")["poster"]
    poster.write_bytes(b"no picture")
    assert errors(folder) == [f"media/{poster.name}: expected a JPEG or PNG picture"]
    Image.new("L", (3000, 2000)).save(poster)
    assert "too large" in errors(folder)[0]
    poster.unlink()
    assert errors(folder) == [f"media/{poster.name}: the file is missing"]


def test_a_poster_cut_short(folder: Path) -> None:
    make.write(folder)
    poster = folder / make.clip_record("a")["poster"]
    whole = poster.read_bytes()
    poster.write_bytes(whole[: len(whole) // 2])
    assert "the picture cannot be read" in errors(folder)[0]


# 2. Rights


def test_rights_are_told_at_their_lines(folder: Path) -> None:
    make.write(
        folder, make.pack_record(licenses=[{"name": "CC-BY-ND-4.0"}]), make.pair("a", method="face-swap")
    )
    found = [str(problem).replace(f"{folder}/", "") for problem in report(folder).errors]
    assert len(found) == 2
    assert found[0].startswith("pack.yaml:")
    assert "forbids changed copies" in found[0]
    assert found[1].startswith("clips.yaml:")
    assert "self-blend only" in found[1]


# 3. Tells


def test_a_format_tell_is_refused(folder: Path) -> None:
    clips = [record for n in range(8) for record in make.pair(f"c{n}")]
    facts = {f"c{n}-edit": make.Facts(bit_rate=50_000) for n in range(8)}
    make.write(folder, clips=clips, facts=facts)
    found = report(folder)
    assert found.leakage["bit rate"] == 0.0
    assert "the bit rate gives the label away (AUC 0.00" in found.errors[0].message


def test_few_clips_need_their_originals(folder: Path) -> None:
    (message,) = errors(with_clip(folder, original=None))
    assert "expected the id of its original" in message


@pytest.mark.parametrize(
    ("original", "words"),
    [("b", "there is no clip `b` in this pack"), ("a-edit", "expected the original to be a real clip")],
)
def test_an_original_is_a_real_clip_of_the_pack(folder: Path, original: str, words: str) -> None:
    (message,) = errors(with_clip(folder, original=original))
    assert words in message


def test_a_real_clip_has_no_original(folder: Path) -> None:
    clips = [*make.pair("a"), make.clip_record("b", original="a")]
    assert errors(make.write(folder, clips=clips)) == ["a real clip has no original"]


# 5. Truth


def artefact(**changes: Any) -> list[Mapping[str, Any]]:
    base = {
        "kind": "blending-boundary",
        "interval": [0.5, 2.5],
        "region": [{"t": 0.5, "polygon": make.SQUARE}],
    }
    return [{key: value for key, value in {**base, **changes}.items() if value is not None}]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "blending-boundry"}, "did you mean `blending-boundary`?"),
        ({"interval": [0.5, 3.5]}, "expected at most 3, the clip's length in seconds"),
        ({"region": [{"t": 4, "polygon": make.SQUARE}]}, "expected at most 3, the clip's length"),
        (
            {"region": [{"t": 0, "disc": {"centre": [0.95, 0.5], "radius": 0.1}}]},
            "the whole disc inside the frame",
        ),
        ({"kind": "audio-splice"}, "is heard, not seen"),
    ],
)
def test_truth_lies_inside_the_clip(folder: Path, changes: dict[str, Any], words: str) -> None:
    (message,) = errors(with_clip(folder, artefacts=artefact(**changes)))
    assert words in message


def test_what_is_heard_needs_sound(folder: Path) -> None:
    heard = artefact(kind="audio-splice", region=None)
    assert errors(with_clip(folder, artefacts=heard)) == []
    silent = make.pair("a", artefacts=heard, audio=False)
    make.write(folder.parent / "silent", clips=silent, facts={"a-edit": make.Facts(audio=False)})
    assert errors(folder.parent / "silent") == ["`audio-splice` is heard, but this clip has no sound"]


def test_a_change_of_no_kind_needs_a_place_or_a_sound(folder: Path) -> None:
    assert errors(with_clip(folder, artefacts=artefact(kind=None))) == []
    heard = artefact(kind=None, region=None)
    assert errors(make.write(folder.parent / "heard", clips=make.pair("a", artefacts=heard))) == []
    silent = make.pair("a", artefacts=heard, audio=False)
    make.write(folder.parent / "silent", clips=silent, facts={"a-edit": make.Facts(audio=False)})
    (message,) = errors(folder.parent / "silent")
    assert "there is nothing to point at" in message


def warnings(path: Path) -> list[str]:
    found = report(path)
    assert found.ok
    return [problem.message for problem in found.warnings]


def test_texts_are_looked_through(folder: Path) -> None:
    texts = {"en": "A fake that always shows", "ru": "Человек"}
    found = warnings(with_clip(folder, description=texts))
    assert found == [
        "`fake` may give the label away; say what is to be seen",
        "description: no text in uz",
        "en: `always` is too sure; say often, can, may",
    ]


def test_what_plays_badly_is_a_warning(folder: Path) -> None:
    assert "nobody is asked where" in warnings(with_clip(folder, artefacts=[]))[0]
    seen = make.write(folder.parent / "b", clips=make.pair("a", artefacts=artefact(region=None)))
    assert "by its time only" in warnings(seen)[0]
    named = make.write(folder.parent / "c", clips=make.pair("a", path="media/fake-1.mp4"))
    assert "opaque name" in warnings(named)[0]


def test_few_key_frames_are_a_warning(folder: Path) -> None:
    assert "2.0 seconds without a key frame" in warnings(with_facts(folder, make.Facts(key_seconds=2)))[0]


def test_media_lie_in_the_media_folder(folder: Path) -> None:
    found = errors(with_clip(folder, path="elsewhere.mp4"))
    assert "expected a file like media/name.mp4, got `elsewhere.mp4`" in found


def test_problems_of_all_rules_at_once(folder: Path) -> None:
    make.write(
        folder,
        make.pack_record(licenses=[{"name": "nobody knows"}]),
        make.pair("a", artefacts=artefact(kind="x")),
        {"a": make.Facts(flashes=9)},
    )
    (folder / "media" / "more.txt").write_text("x")
    found = errors(folder)
    for words in ("table of licences", "no kind of artefact", "no clip lists this file", "9 flashes"):
        assert any(words in message for message in found)
    assert len(found) == 4


def test_broken_records_stop_before_the_files(folder: Path) -> None:
    make.write(folder)
    (folder / "clips.yaml").write_text(dump([{"id": "a"}]), "utf-8")
    found = report(folder)
    assert not found.ok
    assert found.loaded is None
    assert all(problem.severity is Severity.ERROR for problem in found.problems)


# Sounds


def sound_pack(folder: Path, facts: make.Facts | None = None, **changes: Any) -> Path:
    edit = make.sound_record("a-edit", manipulated=True, **{"original": "a", **changes})
    measured = dict.fromkeys(("a", "a-edit"), make.Facts(**make.SOUND_FACTS))
    if facts is not None:
        measured["a"] = facts
    return make.write(folder, clips=[make.sound_record("a"), edit], facts=measured)


def test_a_good_pack_of_sounds_has_no_problems(folder: Path) -> None:
    assert report(sound_pack(folder)).problems == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"path": "media/a.wav"}, "expected a file like media/name.m4a"),
        (
            {"artefacts": [{"kind": "jitter", "interval": [0.5, 2.5]}]},
            "`jitter` needs a picture, but this clip is sound only",
        ),
        ({"artefacts": [{"kind": "audio-splice", "interval": [0.5, 3.2]}]}, "expected at most 3"),
    ],
)
def test_records_of_a_sound(folder: Path, changes: dict[str, Any], words: str) -> None:
    (message,) = errors(sound_pack(folder, **changes))
    assert words in message


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (make.Facts(), "expected a sound, but it has pictures"),
        (make.Facts(**make.SOUND_FACTS, seconds=61), "at most 60 seconds"),
        (make.Facts(**make.SOUND_FACTS, seconds=2.5), "the file lasts 2.50 seconds"),
    ],
)
def test_the_file_of_a_sound(folder: Path, facts: make.Facts, words: str) -> None:
    assert any(words in message for message in errors(sound_pack(folder, facts)))


def test_a_video_has_a_picture(folder: Path) -> None:
    assert any(
        "the video has no picture" in message
        for message in errors(with_facts(folder, make.Facts(**make.SOUND_FACTS)))
    )


def test_an_original_is_of_the_same_media(folder: Path) -> None:
    clips = [make.clip_record("a"), make.sound_record("b", manipulated=True, original="a")]
    facts = {"b": make.Facts(**make.SOUND_FACTS)}
    (message,) = errors(make.write(folder, clips=clips, facts=facts))
    assert message == "`a` is a video, but its edit is a sound"


def test_what_the_decoder_says_of_a_sound(folder: Path) -> None:
    def broken(path: Path) -> make.Facts:
        raise ClipError("unsupported", "found mp3")

    found = verify(make.write(folder, clips=[make.sound_record("a")]), make.guide(), broken)
    assert "expected AAC sound and no picture (found mp3)" in found.problems[0].message


def test_what_is_on_agreement_is_no_zip(tmp_path: Path) -> None:
    record = make.pack_record(
        licenses=[{"name": "LicenseRef-dfdc"}],
        agreement={"role": "lecturer", "date": "2026-11-28"},
        display=["home"],
        redistribute=False,
    )
    folder = make.write(tmp_path / "people", record)
    assert verify(folder, make.guide(), make.probe).ok
    report = verify(make.zipped(folder, tmp_path / "p.zip"), make.guide(), make.probe)
    assert "keep a pack on the machine" in str(report.errors[0])
