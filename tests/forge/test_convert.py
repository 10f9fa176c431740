"""Whatever people have comes out in one format, its times, colours and sound right, or is refused."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import av
import numpy as np
import odd_films
import pytest
from odd_films import QUARTERS, Sound, even, film, wav
from PIL import Image

from game.errors import ClipError
from game.forge import footage
from game.forge.convert import FPS, ConvertOptions, convert, fitting
from game.forge.footage import RATE

NEAR = 1 / FPS + 0.001


def made(tmp_path, source, **options):
    return convert(source, tmp_path / "clip.mp4", ConvertOptions(**options))


def starts(on, per_second):
    """When something begins, in seconds."""
    return [i / per_second for i in np.flatnonzero(np.diff(np.concatenate([[0], on.astype(int)])) == 1)]


def flashes(path):
    size = footage.size(path)
    middle = [frame[size[1] // 2, size[0] // 2].mean() for frame in footage.frames(path, size)]
    return starts(np.array(middle) > 128, FPS)


def beeps(path):
    track = np.abs(footage.sound(path))
    loud = track > 0.3 * track.max()
    so_far = np.cumsum(loud)
    held = so_far - np.concatenate([np.zeros(2400, int), so_far[:-2400]]) > 0
    return starts(held, RATE)


def corners(picture):
    height, width = picture.shape[:2]
    spots = [(y, x) for y in (height // 6, -height // 6) for x in (width // 6, -width // 6)]
    return [picture[y - 4 : y + 4, x - 4 : x + 4].reshape(-1, 3).mean(0) for y, x in spots]


def test_the_clip_has_the_one_format(tmp_path):
    source = film(
        tmp_path / "a.mkv", even(3, 25), sound=Sound(44_100, "stereo"), metadata={"title": "A name"}
    )
    clip = made(tmp_path, source)
    path = tmp_path / "clip.mp4"
    assert (clip.seconds, clip.size, clip.fps, clip.frames, clip.sound) == (3.0, (320, 240), 30, 90, True)
    content = path.read_bytes()
    assert (clip.bytes, clip.hash) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    with av.open(str(path)) as box:
        video, audio = box.streams.video[0], box.streams.audio[0]
        assert (video.codec_context.name, video.pix_fmt, video.average_rate) == ("h264", "yuv420p", 30)
        assert (audio.codec_context.name, audio.rate, audio.layout.name) == ("aac", 48_000, "mono")
        keys = [float(p.pts * p.time_base) for p in box.demux(video) if p.size and p.is_keyframe]
        assert keys == [0, 1, 2]
        assert not {"title", "encoder", "creation_time"} & {key.lower() for key in box.metadata}
    with Image.open(tmp_path / "clip.jpg") as poster:
        assert (poster.format, poster.size) == ("JPEG", (320, 240))


def test_the_same_source_gives_the_same_bytes(tmp_path):
    source = film(tmp_path / "a.mp4", even(1.5), sound=Sound())
    one, two = (convert(source, tmp_path / name) for name in ("one.mp4", "two.mp4"))
    assert one == two
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_uneven_pictures_are_shown_at_their_times(tmp_path):
    source = film(tmp_path / "a.mp4", odd_films.UNEVEN, sound=Sound())
    assert made(tmp_path, source).seconds == pytest.approx(4.0, abs=NEAR)
    seen, heard = flashes(tmp_path / "clip.mp4"), beeps(tmp_path / "clip.mp4")
    assert len(seen) == len(heard) == 4
    assert seen == pytest.approx(heard, abs=0.033)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.mov", "a.avi", "a.mpg", "a.webm"])
def test_every_container_keeps_picture_and_sound_together(tmp_path, name):
    codecs = {"a.webm": ("libvpx", "libopus"), "a.mpg": ("mpeg1video", "mp2"), "a.avi": ("mpeg4", "mp3")}
    video, audio = codecs.get(name, ("libx264", "aac"))
    source = film(tmp_path / name, even(3), codec=video, base=30, sound=Sound(codec=audio))
    assert made(tmp_path, source).seconds == pytest.approx(3.0, abs=NEAR)
    assert flashes(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5], abs=NEAR)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5], abs=0.033)


def test_sound_that_starts_late_stays_late(tmp_path):
    source = film(tmp_path / "a.mp4", even(4), sound=Sound(delay=1.0, seconds=3.0))
    made(tmp_path, source)
    assert flashes(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5, 3.5], abs=NEAR)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([1.5, 2.5, 3.5], abs=0.02)
    assert not np.abs(footage.sound(source)[: round(0.97 * RATE)]).any(), "silence before the sound begins"


def test_a_film_that_starts_at_five_seconds_starts_at_once(tmp_path):
    source = film(tmp_path / "a.mkv", even(4), first=5.0, sound=Sound())
    assert made(tmp_path, source).seconds == pytest.approx(4.0, abs=NEAR)
    assert flashes(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5, 3.5], abs=NEAR)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5, 3.5], abs=0.02)


def test_what_an_edit_list_leaves_out_is_left_out(tmp_path):
    whole = film(tmp_path / "whole.mp4", even(4), sound=Sound())
    source = odd_films.begins_later(whole, 1.1, tmp_path / "a.mp4")
    assert made(tmp_path, source).seconds == pytest.approx(2.9, abs=NEAR)
    assert flashes(tmp_path / "clip.mp4") == pytest.approx([0.4, 1.4, 2.4], abs=NEAR)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([0.4, 1.4, 2.4], abs=0.02)


def test_a_part_begins_where_it_was_asked_for(tmp_path):
    source = film(tmp_path / "a.mp4", even(4), sound=Sound())
    clip = made(tmp_path, source, start=1.0, seconds=2.0)
    assert (clip.seconds, clip.start, clip.frames, clip.window.first) == (2.0, 1.0, 60, 30)
    assert flashes(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5], abs=NEAR)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5], abs=0.02)


@pytest.mark.parametrize(("picture", "sound"), [(2.0, 5.0), (4.0, 1.0)])
def test_the_picture_says_how_long_a_clip_is(tmp_path, picture, sound):
    source = film(tmp_path / "a.mp4", even(picture), sound=Sound(seconds=sound))
    assert made(tmp_path, source).seconds == pytest.approx(picture)
    with av.open(str(tmp_path / "clip.mp4")) as box:
        assert float(box.streams.audio[0].duration * box.streams.audio[0].time_base) == pytest.approx(picture)


def test_a_silent_film_stays_without_sound(tmp_path):
    assert made(tmp_path, film(tmp_path / "a.mp4", even(2))).sound is False
    with av.open(str(tmp_path / "clip.mp4")) as box:
        assert not box.streams.audio


def test_sound_can_be_left_out(tmp_path):
    assert made(tmp_path, film(tmp_path / "a.mp4", even(2), sound=Sound()), sound=False).sound is False


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"pix": "yuvj420p", "full_range": True},
        {"size": (321, 243), "pix": "yuv444p"},
        {"size": (426, 240)},
        {"codec": "libx265", "pix": "yuv420p10le", "options": {"x265-params": "log-level=none"}},
        {
            "codec": "libx265",
            "pix": "yuv420p10le",
            "full_range": True,
            "options": {"x265-params": "log-level=none:range=full"},
        },
    ],
    ids=["plain", "full range", "odd", "unaligned", "10 bit", "10 bit full range"],
)
def test_colours_and_edges_are_right(tmp_path, how):
    clip = made(tmp_path, film(tmp_path / "a.mp4", even(1), **how))
    picture = next(footage.frames(tmp_path / "clip.mp4", clip.size)).astype(float)
    assert np.abs(np.array(corners(picture)) - QUARTERS).max() <= 4
    assert np.abs(picture[:, -1] - picture[:, -2]).max() <= 4
    assert np.abs(picture[-1] - picture[-2]).max() <= 4


@pytest.mark.parametrize(("degrees", "order"), [(90, (2, 0, 3, 1)), (180, (3, 2, 1, 0)), (270, (1, 3, 0, 2))])
def test_a_turned_film_stands_upright(tmp_path, degrees, order):
    source = odd_films.turned(film(tmp_path / "a.mp4", even(1)), degrees, tmp_path / "turned.mp4")
    clip = made(tmp_path, source)
    assert clip.size == ((320, 240) if degrees == 180 else (240, 320))
    picture = next(footage.frames(tmp_path / "clip.mp4", clip.size))
    assert np.abs(np.array(corners(picture)) - [QUARTERS[i] for i in order]).max() <= 4
    with av.open(str(tmp_path / "clip.mp4")) as box:
        assert next(box.decode(video=0)).rotation == 0


def test_sizes_stay_within_the_largest():
    assert fitting((1920, 1080)) == (1280, 720)
    assert fitting((3840, 2160)) == (1280, 720)
    assert fitting((1080, 1920)) == (400, 720)
    assert fitting((360, 288)) == (352, 288)
    assert fitting((320, 240)) == (320, 240)
    assert fitting((5, 5)) == (16, 16)


def test_clips_can_be_made_of_one_size(tmp_path):
    assert made(tmp_path, film(tmp_path / "a.mp4", even(1)), size=(160, 160)).size == (160, 160)


def test_five_channels_are_mixed_without_clipping(tmp_path):
    source = film(tmp_path / "a.mp4", even(3), sound=Sound(44_100, "5.1"))
    assert np.abs(footage.sound(source)).max() <= 1.0
    made(tmp_path, source)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5], abs=0.02)
    assert pitch(tmp_path / "clip.mp4") == pytest.approx(1000, rel=0.01)


def pitch(path):
    part = footage.sound(path)[round(0.51 * RATE) : round(0.57 * RATE)]
    return np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 17)).argmax() * RATE / (1 << 17)


@pytest.mark.parametrize(
    ("bits", "rate", "channels"), [(8, 8_000, 1), (16, 44_100, 1), (16, 22_050, 2)], ids=str
)
def test_sound_alone(tmp_path, bits, rate, channels):
    clip = made(tmp_path, wav(tmp_path / "a.wav", bits, rate, channels))
    assert (clip.seconds, clip.size, clip.fps, clip.frames, clip.sound) == (3.0, None, None, 0, True)
    path = tmp_path / "clip.mp4"
    assert not path.with_suffix(".jpg").exists()
    assert beeps(path) == pytest.approx([0.5, 1.5, 2.5], abs=0.02)
    assert pitch(path) == pytest.approx(1000, rel=0.01)
    assert abs(footage.sound(path).mean()) < 0.001
    with av.open(str(path)) as box:
        assert [(stream.type, stream.codec_context.name) for stream in box.streams] == [("audio", "aac")]


@pytest.mark.parametrize("suffix", ["flac", "mp3", "ogg", "m4a"])
def test_sound_of_every_kind(tmp_path, suffix):
    codec = {"flac": "flac", "mp3": "mp3", "ogg": "libopus", "m4a": "aac"}[suffix]
    path = tmp_path / f"a.{suffix}"
    with av.open(str(path), "w", format="mp4" if suffix == "m4a" else suffix) as box:
        stream = box.add_stream(codec, rate=48_000, layout="mono")
        for packet in odd_films.sound_packets(stream, Sound(), 3.0, 0.0):
            box.mux(packet)
    assert made(tmp_path, path).seconds == pytest.approx(3.0, abs=0.11)
    assert beeps(tmp_path / "clip.mp4") == pytest.approx([0.5, 1.5, 2.5], abs=0.03)


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0, 90_000])
def test_a_wav_whose_length_lies_is_read_to_its_end(tmp_path, length):
    source = odd_films.with_length(wav(tmp_path / "a.wav", 16, 44_100), length, tmp_path / "b.wav")
    assert made(tmp_path, source).seconds == 3.0


def test_what_follows_the_sound_of_a_wav_is_not_heard(tmp_path):
    path = wav(tmp_path / "a.wav", 16, 44_100)
    path.write_bytes(path.read_bytes() + b"LIST" + (40_000).to_bytes(4, "little") + b"\x7f\x80" * 20_000)
    assert made(tmp_path, path).seconds == 3.0


def test_a_constant_offset_is_taken_out(tmp_path):
    path = wav(tmp_path / "a.wav", 16, 16_000)
    whole = bytearray(path.read_bytes())
    shifted = np.frombuffer(bytes(whole[44:]), "<i2") + 800
    path.write_bytes(bytes(whole[:44]) + shifted.astype("<i2").tobytes())
    made(tmp_path, path)
    assert abs(footage.sound(tmp_path / "clip.mp4").mean()) < 0.001


def test_a_sound_lasts_whole_tenths_of_a_second(tmp_path):
    assert made(tmp_path, wav(tmp_path / "a.wav", 16, 22_050, seconds=2.3777)).seconds == 2.3


def text(content):
    return lambda path: path.write_bytes(content)


def cut_off(path):
    path.write_bytes(film(path, even(3), sound=Sound()).read_bytes()[:9_000])


def cut_behind_its_index(path):
    film(path.with_name("whole.mp4"), even(3))
    with (
        av.open(str(path.with_name("whole.mp4"))) as box,
        av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as out,
    ):
        stream = out.add_stream_from_template(box.streams.video[0])
        for packet in box.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    path.write_bytes(path.read_bytes()[:-1500])


def without_channels(path):
    path.write_bytes(odd_films.without_channels(film(path, even(2), sound=Sound()).read_bytes()))


def unknown_codec(path):
    path.write_bytes(film(path, even(2)).read_bytes().replace(b"avc1", b"zzzz"))


def damaged(path):
    content = bytearray(film(path, even(3)).read_bytes())
    for at in range(len(content) // 3, 2 * len(content) // 3, 40):
        content[at] ^= 0xFF
    path.write_bytes(content)


REFUSED = {
    "empty": ("empty", text(b"")),
    "nothing but zeros": ("cut-short", text(bytes(5000))),
    "a web page": ("web-page", text(b"<!DOCTYPE html><title>Quota exceeded</title>")),
    "an answer in JSON": ("web-page", text(b'{"error": "quota exceeded"}')),
    "Git LFS": (
        "lfs-pointer",
        text(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 87654\n"),
    ),
    "HLS": ("playlist", text(b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/never.ts\n")),
    "concat": ("playlist", text(b"ffconcat version 1.0\nfile other.mp4\n")),
    "DASH": ("playlist", text(b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>')),
    "text": ("not-video", text(b"Dear teacher, here is the film.")),
    "no index": ("cut-short", cut_off),
    "the end is missing": ("cut-short", cut_behind_its_index),
    "damaged": ("cut-short", damaged),
    "one picture": ("one-picture", lambda path: film(path, [0.0])),
    "a hole": ("gap", lambda path: film(path, [0.0, 1 / 30, 3.0, 3 + 1 / 30], sound=Sound(seconds=3.2))),
    "too short": ("too-short", lambda path: film(path, even(0.5))),
    "unknown codec": ("unknown-codec", unknown_codec),
    "no channels": ("no-channels", without_channels),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_clip_is_refused_with_its_own_reason(tmp_path, name):
    reason, write = REFUSED[name]
    source = tmp_path / "source.mp4"
    write(source)
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(ClipError) as caught:
        made(tmp_path, source)
    assert caught.value.reason == reason
    assert caught.value.detail
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_start_beyond_the_end_is_refused(tmp_path):
    for source in (film(tmp_path / "a.mp4", even(2)), wav(tmp_path / "a.wav", 16, 16_000)):
        with pytest.raises(ClipError) as caught:
            made(tmp_path, source, start=9.0)
        assert caught.value.reason == "too-short"


def test_the_content_says_what_a_file_is(tmp_path):
    source = film(tmp_path / "a.mkv", even(1)).rename(tmp_path / "a.mp4")
    assert made(tmp_path, source).frames == 30


def test_names_inside_a_film_are_left_behind_in_any_encoding(tmp_path):
    source = film(tmp_path / "a.mp4", even(1))
    source.write_bytes(source.read_bytes().replace(b"VideoHandler", b"\xff" * 12))
    assert made(tmp_path, source).frames == 30


def test_a_cover_is_no_film(tmp_path):
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w") as box:
        heard = box.add_stream("mp3", rate=44_100, layout="mono")
        cover = box.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 320, 240, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(odd_films.picture((320, 240)), "rgb24")
        for packet in [
            *cover.encode(frame),
            *cover.encode(None),
            *odd_films.sound_packets(heard, Sound(44_100), 2.0, 0),
        ]:
            box.mux(packet)
    assert made(tmp_path, path).size is None


def test_a_source_of_the_clips_rate_gives_each_picture_once(tmp_path):
    source = film(tmp_path / "a.mkv", even(2))
    every = list(footage.frames(source, (320, 240)))
    timed = list(footage.frames(source, (320, 240), fps=30))
    assert len(every) == len(timed) == 60
    assert all((a == b).all() for a, b in zip(every, timed, strict=True))


@pytest.mark.parametrize("fps", [50, 60])
def test_faster_films_lose_pictures_evenly(tmp_path, fps):
    with av.open(str(tmp_path / "a.mkv"), "w") as box:
        video = box.add_stream("libx264", rate=fps, options={"crf": "1"})
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        for n in range(fps):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 40 + 3 * n, np.uint8), "rgb24")
            box.mux(video.encode(frame))
        box.mux(video.encode(None))
    shown = [round((float(f.mean()) - 40) / 3) for f in footage.frames(tmp_path / "a.mkv", (64, 48), fps=FPS)]
    late = [number / fps - i / FPS for i, number in enumerate(shown)]
    assert len(shown) == 30
    assert max(map(abs, late)) <= 0.5 / FPS + 0.002
    assert {b - a for a, b in pairwise(shown)} <= ({2} if fps == 60 else {1, 2})


@pytest.mark.parametrize("gap", [0.2, 0.9])
def test_the_clip_ends_with_the_last_picture(tmp_path, gap):
    source = film(tmp_path / "a.mp4", [*even(1), 1 + gap, 1 + gap + 1 / 30])
    assert made(tmp_path, source).seconds == pytest.approx(1 + gap + 2 / 30, abs=NEAR)


def test_masks_are_cut_and_turned_as_their_film(tmp_path):
    whole = film(tmp_path / "a.mp4", even(1), size=(320, 160))
    source = odd_films.turned(whole, 90, tmp_path / "turned.mp4")
    grey = next(footage.masks(source, (96, 128), footage.Window(0, 1), FPS))
    picture = next(footage.frames(source, (96, 128)))
    assert grey.shape == (128, 96)
    assert np.abs(grey - picture @ [0.299, 0.587, 0.114]).mean() < 6
