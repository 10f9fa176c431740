"""Packs of sounds alone: taken as they are, edited, a word replaced; one road for all, and exact truth."""

from __future__ import annotations

import hashlib
import wave

import numpy as np
import pytest

from game import resources
from game.content import yaml_source
from game.content.models import ClipList
from game.errors import ChinmiError, ContentError
from game.forge import footage, loudness, recipe, vocoder, voice
from game.forge.build import BuildContext, build, build_pack, check_sources
from game.forge.clip import make_and_carry
from game.forge.footage import RATE
from game.forge.recipe import ClipOrder, Footage
from game.forge.sound_clip import LEAD
from game.media.probe import probe
from game.packs.verify import verify

WORDS = {"uz": "Ovoz eshitiladi.", "en": "A voice is heard.", "ru": "Слышен голос."}
SWAP = {"source": "other", "at": ((0.7, 0.9),), "technique": "word-replaced"}


def _write(path, track, rate=RATE):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(track, -1, 1) * 32767).astype("<i2").tobytes())


def _source(path, name, **more):
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    fields = {"id": name, "path": path.name, "bytes": len(content), "sha256": digest, "person": "one"}
    return Footage(**fields, language="en", description=WORDS, **more)


@pytest.fixture(scope="module")
def make(tmp_path_factory, voice_like):
    """Make clips of three sounds: a voice, the same in another colour at the same times, and a quiet one."""
    folder = tmp_path_factory.mktemp("sounds")
    _write(folder / "own.wav", voice_like)
    _write(folder / "other.wav", np.tanh(voice_like * 4) / 3)
    _write(folder / "quiet.wav", voice_like[::3] / 20, RATE // 3)
    plan = recipe.read("voices")
    sources = (
        _source(folder / "own.wav", "own"),
        _source(folder / "other.wav", "other", technique="neural-vocoder", pair="own", aligned=True),
        _source(folder / "quiet.wav", "quiet", technique="text-to-speech", pair="own"),
    )

    def context(clips):
        orders = tuple(ClipOrder(**{"source": "own", **clip}) for clip in clips)
        made = plan.model_copy(update={"sources": sources, "clips": orders})
        return BuildContext(made, {}, recipe.read_texts(), folder, resources.read_guide())

    return context


CLIPS = [
    {"id": "plain"},
    {"id": "ready", "source": "other"},
    {"id": "read", "source": "quiet"},
    {"id": "word", "replaced": SWAP},
    {"id": "flat", "edits": [{"kind": "flat-intonation", "strength": 0.9}]},
    {"id": "metal", "edits": [{"kind": "metallic-voice", "strength": 0.9}]},
]


@pytest.fixture(scope="module")
def pack(make, tmp_path_factory):
    out = tmp_path_factory.mktemp("pack") / "voices"
    build_pack(make(CLIPS), out, jobs=1)
    return out


@pytest.fixture(scope="module")
def clips(pack):
    text = (pack / "clips.yaml").read_text("utf-8")
    return {clip.id: clip for clip in yaml_source.parse(text, "clips.yaml", ClipList).clips}


def test_the_pack_is_whole_and_right(pack):
    report = verify(pack, resources.read_guide(), probe)
    assert report.problems == ()


def test_records_say_what_was_done_and_by_whom(clips):
    assert [clips[name].original for name in ("ready", "read", "word", "flat")] == ["plain"] * 4
    assert [clips[name].method for name in ("plain", "ready", "read", "word", "flat")] == [
        None,
        "self-blend",
        "full-synthesis",
        "self-blend",
        "self-blend",
    ]
    assert "FastSpeech" in clips["read"].made.get("en")
    assert clips["word"].kinds == ("metallic-voice", "audio-splice")
    assert clips["flat"].made is None, "our own edits are told as ours"
    assert {clip.media for clip in clips.values()} == {"audio"}


def test_all_clips_take_one_road(pack, clips):
    heard = [probe(pack / clip.path) for clip in clips.values()]
    assert all(abs(fact.loudness + 23) < 0.3 for fact in heard)
    assert max(fact.heard.band for fact in heard) < 7000
    for clip in clips.values():
        track = footage.sound(pack / clip.path)
        silent = round(LEAD * RATE) - 480
        assert np.abs(track[:silent]).max() < 1e-3, clip.id
        assert np.abs(track[round(clip.seconds * RATE) - silent :]).max() < 1e-3, clip.id


def test_what_is_made_whole_is_marked_whole(clips):
    for name in ("ready", "read"):
        start, end = clips[name].artefacts[0].interval
        assert (start, end) == (LEAD, pytest.approx(clips[name].seconds - LEAD, abs=0.002))


def test_pairs_that_say_the_same_at_the_same_moment_are_cut_alike(pack, clips):
    assert clips["ready"].seconds == clips["plain"].seconds
    one, two = (footage.sound(pack / clips[name].path) for name in ("plain", "ready"))
    lag = np.argmax(np.correlate(np.abs(one[::480]), np.abs(two[::480]), "full")) - (len(two[::480]) - 1)
    assert abs(lag) <= 1


def test_a_replaced_word_differs_in_its_interval_and_nowhere_else(pack, clips):
    one, two = (footage.sound(pack / clips[name].path) for name in ("plain", "word"))
    start, end = clips["word"].artefacts[0].interval
    assert end - start == pytest.approx(0.2)
    gain = loudness.loudness(one) - loudness.loudness(two)
    apart = one - two * np.float32(10 ** (gain / 20))
    inside = np.zeros(len(one), dtype=bool)
    inside[round((start - 0.02) * RATE) : round((end + 0.02) * RATE)] = True
    before = slice(round(LEAD * RATE), round((start - 0.03) * RATE))
    level = one[before].std()
    assert apart[inside].std() > 0.15 * level
    scale = float((one[before] * two[before]).sum() / (two[before] ** 2).sum())
    assert (one[before] - scale * two[before]).std() < 0.05 * level


def test_our_own_edits_lie_where_the_voice_is(clips):
    start, end = clips["metal"].artefacts[0].interval
    assert LEAD <= start < end <= clips["metal"].seconds - LEAD
    assert clips["metal"].artefacts[0].note is not None


def test_the_same_order_gives_the_same_bytes(make, pack, clips, tmp_path):
    context = make(CLIPS)
    for name in ("word", "metal"):
        entry = next(entry for entry in context.recipe.clips if entry.id == name)
        made = make_and_carry(context.job(entry, tmp_path))
        assert made.clip == clips[name]
        assert dict(made.files) == {path.name: path.read_bytes() for path in [pack / clips[name].path]}


def test_a_vocoder_keeps_the_melody_and_the_length(voice_like):
    again = vocoder.resynthesise(voice_like, 6000.0, seed=1)
    assert len(again) == len(voice_like)
    before, after = voice.pitch(voice_like), voice.pitch(again)
    both = before.voiced & after.voiced
    assert both.sum() > 0.9 * before.voiced.sum()
    assert np.median(np.abs(12 * np.log2(after.hz[both] / before.hz[both]))) < 0.3
    assert abs(loudness.loudness(again) - loudness.loudness(voice_like)) < 1.5


@pytest.mark.parametrize(
    ("clip", "told"),
    [
        ({"edits": [{"kind": "jitter", "strength": 0.5}]}, "no edit of a sound for jitter"),
        ({"look": "nonsense"}, "no look 'nonsense'"),
        ({"replaced": {**SWAP, "at": ((5.0, 6.0),)}}, "outside the clip"),
    ],
)
def test_what_a_sound_cannot_carry_is_told(make, clip, told, tmp_path):
    with pytest.raises(ChinmiError, match=told):
        build_pack(make([{"id": "plain"}, {"id": "x", **clip}]), tmp_path / "p", jobs=1)


def _faulty(before, after):
    text = (recipe.folder() / "voices.yaml").read_text("utf-8")
    assert before in text
    with pytest.raises(ContentError) as caught:
        yaml_source.parse(text.replace(before, after, 1), "voices.yaml", recipe.Recipe)
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("\nband: 7000\n", "\n", "expected a band"),
        ("\nband: 7000\n", "\nband: 7000\nsize: [640, 512]\n", "expected no size"),
        ("    technique: neural-vocoder\n", "    technique: magic\n", "magic"),
        ("    pair: lj001-0001\n", "", "without the pair"),
        ("    pair: lj001-0001\n", "    pair: nobody\n", "nobody"),
        ("      source: poem-v\n", "      source: lj001-0001-v\n", "poem-a-v"),
    ],
)
def test_a_recipe_of_sounds_that_contradicts_itself_is_refused(before, after, told):
    assert told in _faulty(before, after)


@pytest.mark.samples
def test_an_even_melody_is_named_where_it_was_measured(samples):
    plan = recipe.read("voices")
    for source in plan.sources:
        if not (source.technique or "").startswith("text-to-speech"):
            continue
        own, read = (
            voice.pitch(footage.sound(samples / "voices" / one.path)).spread
            for one in (plan.footage(source.pair or ""), source)
        )
        assert (source.technique == "text-to-speech-even") == (read < 0.8 * own), source.id


@pytest.mark.samples
def test_the_voices_pack_is_built_from_the_samples(samples, tmp_path):
    plan = recipe.read("voices")
    check_sources(plan, plan.clips, samples / "voices")
    built = build("voices", samples / "voices", tmp_path / "voices", only=4, jobs=1)
    assert [clip.label for clip in built.clips] == ["real", "manipulated"] * 2
    report = verify(tmp_path / "voices", resources.read_guide(), probe)
    assert report.problems == ()
