"""What each set lists, told by trees as its publishers lay them out."""

import json

import pytest

from datasets.trees import LAYOUTS, Edit, lay_out
from game.datasets import catalogue
from game.datasets.asvspoof import SYSTEMS_2019, trial
from game.datasets.base import LeftOut, LeftOutReason, Listed
from game.datasets.tree import Tree
from game.errors import ContentError


def listed(root, name=""):
    return list(catalogue.choose(Tree(root), name).listed(Tree(root)))


def clips(found):
    return {one.path: one for one in found if isinstance(one, Listed)}


def left_out(found):
    return [(one.path, one.reason) for one in found if isinstance(one, LeftOut)]


def laid(root, name):
    return listed(lay_out(name, root))


# -- DFDC ------------------------------------------------------------------------------------------------

ROWS = {
    "aaaaaaaaaa.mp4": {"label": "REAL", "split": "train", "original": None},
    "bbbbbbbbbb.mp4": {"label": "FAKE", "split": "train", "original": "aaaaaaaaaa.mp4"},
    "cccccccccc.mp4": {"label": "FAKE", "split": "train", "original": "zzzzzzzzzz.mp4"},
    "dddddddddd.mp4": {"label": "REAL", "split": "train"},
    "eeeeeeeeee.mp4": {"label": "FAKE", "split": "train", "original": "aaaaaaaaaa.mp4"},
}


def part(root, rows, *names):
    root.mkdir(parents=True, exist_ok=True)
    (root / "metadata.json").write_text(rows if isinstance(rows, str) else json.dumps(rows), "utf-8")
    for name in names:
        (root / name).touch()


def test_dfdc_lists_what_is_there_and_tells_the_rest(tmp_path):
    first, second = "dfdc_train_part_0", "dfdc_train_part_1"
    part(tmp_path / first, ROWS, *(name for name in ROWS if name[0] != "e"), "ffffffffff.mp4")
    (tmp_path / second).mkdir()
    (tmp_path / second / "gggggggggg.mp4").touch()
    found = listed(tmp_path)
    real = [one.path for one in found if isinstance(one, Listed) and one.label == "real"]
    assert real == [f"{first}/aaaaaaaaaa.mp4", f"{first}/dddddddddd.mp4"]
    assert clips(found)[f"{first}/bbbbbbbbbb.mp4"].original == f"{first}/aaaaaaaaaa.mp4"
    lost = clips(found)[f"{first}/cccccccccc.mp4"]
    assert (lost.label, lost.original) == ("manipulated", None)
    assert left_out(found) == [
        (f"{first}/eeeeeeeeee.mp4", LeftOutReason.NO_FILE),
        (f"{first}/ffffffffff.mp4", LeftOutReason.NO_LABEL),
        (f"{second}/gggggggggg.mp4", LeftOutReason.NO_LABEL),
    ]


def test_an_original_may_lie_in_another_part(tmp_path):
    part(tmp_path / "dfdc_train_part_0", {"zzzzzzzzzz.mp4": {"label": "REAL"}}, "zzzzzzzzzz.mp4")
    part(tmp_path / "dfdc_train_part_1", {"cccccccccc.mp4": ROWS["cccccccccc.mp4"]}, "cccccccccc.mp4")
    found = clips(listed(tmp_path))
    assert found["dfdc_train_part_1/cccccccccc.mp4"].original == "dfdc_train_part_0/zzzzzzzzzz.mp4"


def test_one_broken_part_does_not_stop_the_others(tmp_path):
    part(tmp_path / "dfdc_train_part_0", '{"aaaaaaaaaa.mp4": {"label": "REAL"', "aaaaaaaaaa.mp4")
    part(tmp_path / "dfdc_train_part_1", {"dddddddddd.mp4": {"label": "REAL"}}, "dddddddddd.mp4")
    found = listed(tmp_path)
    assert list(clips(found)) == ["dfdc_train_part_1/dddddddddd.mp4"]
    assert left_out(found) == [("dfdc_train_part_0/metadata.json", LeftOutReason.UNREADABLE)]


@pytest.mark.parametrize(
    "value", [None, 1, "REAL", [], {}, {"label": None}, {"label": ["REAL"]}, {"label": "?", "original": 7}]
)
def test_odd_entries_are_told_and_never_raise(tmp_path, value):
    part(
        tmp_path / "dfdc_train_part_0", {"aaaaaaaaaa.mp4": value, "../x": value, "": value}, "aaaaaaaaaa.mp4"
    )
    found = listed(tmp_path)
    assert (("dfdc_train_part_0/aaaaaaaaaa.mp4", LeftOutReason.NO_LABEL)) in left_out(found)
    assert ("dfdc_train_part_0/../x", LeftOutReason.NO_FILE) in left_out(found)
    assert not clips(found)


def test_one_file_with_two_labels_is_a_conflict(tmp_path):
    rows = '{"aaaaaaaaaa.mp4": {"label": "REAL"}, "aaaaaaaaaa.mp4": {"label": "FAKE"}}'
    part(tmp_path / "dfdc_train_part_0", rows, "aaaaaaaaaa.mp4")
    assert left_out(listed(tmp_path)) == [("dfdc_train_part_0/aaaaaaaaaa.mp4", LeftOutReason.CONFLICT)]


def test_the_tests_own_labels_say_that_1_is_a_fake(tmp_path):
    found = clips(laid(tmp_path, "dfdc-test"))
    assert {path: clip.label for path, clip in found.items()} == {
        "test/aaaaaaaaaa.mp4": "real",
        "test/bbbbbbbbbb.mp4": "manipulated",
    }


def test_the_preview_pairs_by_its_names(tmp_path):
    found = clips(laid(tmp_path, "dfdc-preview"))
    fake = found["method_A/1002_1001/1002_1001_A_000.mp4"]
    assert (fake.person, fake.technique) == ("1001", "method_A")
    assert fake.original == "original_videos/1001/1001_A_000.mp4"


def test_a_sample_of_the_real_label_file_is_read(tmp_path, samples):
    rows = (samples / "labels" / "dfdc_metadata.json").read_text("utf-8")
    part(tmp_path / "dfdc_train_part_5", rows, *json.loads(rows))
    found = clips(listed(tmp_path))
    assert len(found) == 2
    assert {clip.label for clip in found.values()} == {"manipulated"}


# -- FaceForensics++ -------------------------------------------------------------------------------------


def test_the_actors_come_in_and_youtube_is_refused_in_one_run(tmp_path):
    found = laid(tmp_path, "ffpp")
    assert len(clips(found)) == 6
    name = "24_23__walk_down_hall_angry__ABCD12EF.mp4"
    fake = clips(found)[f"manipulated_sequences/DeepFakeDetection/c23/videos/{name}"]
    assert fake.original == "original_sequences/actors/c23/videos/24__walk_down_hall_angry.mp4"
    assert fake.mask == f"manipulated_sequences/DeepFakeDetection/masks/videos/{name}"
    refused = {one.path: one for one in found if isinstance(one, LeftOut)}
    assert refused["original_sequences/youtube/c23/videos"].count == 2
    assert refused["manipulated_sequences/FaceShifter/c23/videos"].reason is LeftOutReason.NOT_AGREED
    assert len(refused) == 6
    assert not any("masks" in path for path in refused)


def test_one_quality_of_a_film_comes_in(tmp_path):
    lay_out("ffpp", tmp_path)
    for folder in ("original_sequences/actors", "manipulated_sequences/DeepFakeDetection"):
        place = tmp_path / folder / "c40" / "videos"
        place.mkdir(parents=True)
        (place / "24__walk_down_hall_angry.mp4").touch()
    found = listed(tmp_path)
    assert len(clips(found)) == 6
    assert ("original_sequences/actors/c40/videos", LeftOutReason.UNUSABLE) in left_out(found)


def test_an_older_script_and_odd_names(tmp_path):
    for name in ("original_sequences/c0/videos/000.mp4", "original_sequences/actors/c0/videos/24.mp4"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    assert left_out(listed(tmp_path)) == [
        ("original_sequences/actors/c0/videos/24.mp4", LeftOutReason.NO_LABEL),
        ("original_sequences/c0/videos", LeftOutReason.NOT_AGREED),
    ]


def test_of_the_flat_repack_the_actors_come_in(tmp_path):
    found = laid(tmp_path, "ffpp-flat")
    assert len(clips(found)) == 2
    assert all(clip.original is None and clip.mask is None for clip in clips(found).values())
    assert ("original", LeftOutReason.NOT_AGREED) in left_out(found)
    assert sum(one.count for one in found if isinstance(one, LeftOut)) == 7


# -- the others ------------------------------------------------------------------------------------------


def test_deepspeak_pairs_a_fake_with_the_recording_of_its_target(tmp_path):
    found = clips(laid(tmp_path, "deepspeak"))
    fake = found["wav2lip--12-34--0-6--0.mp4"]
    assert (fake.person, fake.original, fake.method) == ("34", "34-6.mp4", "lip-sync")
    assert found["12-0.mp4"].label == "real"
    second = clips(laid(tmp_path / "v2", "deepspeak-v2"))
    fake = second["diff2lip-6868-6860-playht.mp4"]
    assert (fake.person, fake.original, fake.technique) == ("102", "102-6860.mp4", "diff2lip")
    assert second["liveportrait-6868-6860-playht.mp4"].method == "reenactment"


def test_deepspeak_tells_what_no_table_names_and_what_is_gone(tmp_path):
    lay_out("deepspeak", tmp_path)
    (tmp_path / "34-6.mp4").unlink()
    (tmp_path / "facefusion--12-34--0-5--0.mp4").unlink()
    (tmp_path / "wav2lip--1-2--3-4--0.mp4").touch()
    found = listed(tmp_path)
    assert clips(found)["wav2lip--12-34--0-6--0.mp4"].original is None
    assert left_out(found) == [
        ("facefusion--12-34--0-5--0.mp4", LeftOutReason.NO_FILE),
        ("wav2lip--1-2--3-4--0.mp4", LeftOutReason.NO_LABEL),
    ]


def test_deepspeaks_tables_may_lie_in_a_folder_of_their_own(tmp_path):
    lay_out("deepspeak", tmp_path)
    (tmp_path / "annotations").mkdir()
    for name in ("annotations-fake.csv", "annotations-split-def.csv"):
        (tmp_path / name).rename(tmp_path / "annotations" / name)
    assert len(clips(listed(tmp_path))) == 7


def test_kodf_is_told_by_its_names(tmp_path):
    lay_out("kodf", tmp_path)
    (tmp_path / "synthesized" / "20201124" / "unnamed.mp4").touch()
    found = listed(tmp_path)
    methods = [clip.technique for clip in clips(found).values() if clip.label == "manipulated"]
    assert methods == ["dfl", "dffs", "fsgan", "fo", "audio-driven"]
    assert {clip.person for clip in clips(found).values()} == {"0123456789abcdef0123", "200412"}
    assert left_out(found) == [("synthesized/20201124/unnamed.mp4", LeftOutReason.NO_LABEL)]


def test_of_deeperforensics_the_actors_own_recordings_come_in(tmp_path):
    found = laid(tmp_path, "deeperforensics")
    assert {(clip.label, clip.person) for clip in clips(found).values()} == {
        ("real", "M004"),
        ("real", "W021"),
    }
    assert len(clips(found)) == 4
    assert left_out(found) == [
        ("manipulated_videos/end_to_end", LeftOutReason.NOT_AGREED),
        ("manipulated_videos/end_to_end_level_1", LeftOutReason.NOT_AGREED),
        ("manipulated_videos/reenact_postprocess", LeftOutReason.NOT_AGREED),
    ]


@pytest.mark.parametrize(
    ("line", "system", "label"),
    [
        ("LA_0079 LA_T_1272637 - A01 spoof", "A01", "manipulated"),
        ("LA_0079 LA_T_1272637 A01 - spoof", "A01", "manipulated"),
        ("LA_0079 LA_T_0000001 - - bonafide", "", "real"),
        ("LA_0009 LA_E_9332881 alaw ita_tx A07 spoof notrim eval", "A07", "manipulated"),
        ("LA_0023 DF_E_2000011 nocodec asvspoof A14 spoof notrim progress v - - - -", "A14", "manipulated"),
        ("T_4850 T_0000000000 F - - - AC3 A05 spoof -", "A05", "manipulated"),
        ("T_4850 T_0000000001 F - - - - bonafide bonafide -", "", "real"),
    ],
)
def test_a_line_of_each_protocol(line, system, label):
    found = trial(line.split())
    assert (found.system, found.label) == (system, label)


@pytest.mark.parametrize("line", ["", "a b", "a b c d", "spoof bonafide", "path,label"])
def test_other_lines_are_no_trials(line):
    assert trial(line.split()) is None


def test_asvspoof_tells_lines_and_sounds_that_do_not_meet(tmp_path):
    lay_out("asvspoof2019", tmp_path)
    sounds = tmp_path / "LA" / "ASVspoof2019_LA_train" / "flac"
    (sounds / "LA_T_0000000.flac").unlink()
    (sounds / "LA_T_9999999.flac").touch()
    protocol = tmp_path / "LA/ASVspoof2019_LA_cm_protocols/ASVspoof2019.LA.cm.train.trn.txt"
    protocol.write_text(protocol.read_text("utf-8") + "odd line\nLA_0079 LA_T_0000001 - A01 spoof\n", "utf-8")
    found = listed(tmp_path)
    assert len(clips(found)) == 6
    assert left_out(found) == [
        ("LA_T_0000000.flac", LeftOutReason.NO_FILE),
        ("LA/ASVspoof2019_LA_train/flac/LA_T_0000001.flac", LeftOutReason.CONFLICT),
        ("LA/ASVspoof2019_LA_cm_protocols/ASVspoof2019.LA.cm.train.trn.txt", LeftOutReason.NO_LABEL),
        ("LA/ASVspoof2019_LA_train/flac/LA_T_9999999.flac", LeftOutReason.NO_LABEL),
    ]
    assert {SYSTEMS_2019[clip.technique] for clip in clips(found).values() if clip.technique} == {
        "speech",
        "conversion",
    }


def test_a_line_that_names_a_folder_names_no_sound(tmp_path):
    lay_out("asvspoof5", tmp_path)
    (tmp_path / "ASVspoof5.train.tsv").write_text("T_4850 T_0/1 F - - - AC3 A05 spoof -\n", "utf-8")
    assert ("T_0/1.flac", LeftOutReason.NO_FILE) in left_out(listed(tmp_path))


def test_sounds_of_2021_without_their_keys_say_where_these_are(tmp_path):
    lay_out("asvspoof2021", tmp_path)
    (tmp_path / "keys/LA/CM/trial_metadata.txt").unlink()
    found = listed(tmp_path)
    assert not clips(found)
    assert "keys" in found[0].detail


def test_wavefake_pairs_a_sentence_with_its_recording(tmp_path):
    found = clips(laid(tmp_path, "wavefake"))
    fake = found["generated_audio/ljspeech_melgan/LJ001-0002_gen.wav"]
    assert fake.original == "LJSpeech-1.1/wavs/LJ001-0002.wav"
    assert (fake.technique, fake.method, fake.words) == (
        "ljspeech_melgan",
        "voice",
        'in "fourteen fifty-five"',
    )
    assert sum(clip.label == "real" for clip in found.values()) == 2


def test_ljspeech_is_real_with_its_words(tmp_path):
    lay_out("ljspeech", tmp_path)
    (tmp_path / "LJSpeech-1.1" / "wavs" / "LJ001-0003.wav").touch()
    found = listed(tmp_path)
    assert {clip.label for clip in clips(found).values()} == {"real"}
    assert clips(found)["LJSpeech-1.1/wavs/LJ001-0002.wav"].words == 'in "fourteen fifty-five"'
    assert left_out(found) == [("LJSpeech-1.1/wavs/LJ001-0003.wav", LeftOutReason.NO_LABEL)]


def test_trees_are_laid_out_of_real_films_and_voices(tmp_path, samples):
    films = sorted((samples / "grid" / "clips").glob("*.mpg"))[:3]
    sounds = sorted((samples / "voices" / "vocoded").glob("*.wav"))[:2]
    mask = films[2]
    lay_out("ffpp", tmp_path / "films", films, sounds, {film: Edit(films[1], mask) for film in films})
    fakes = [one for one in listed(tmp_path / "films") if isinstance(one, Listed) and one.original]
    assert len(fakes) == 3
    for fake in fakes:
        assert (tmp_path / "films" / fake.path).read_bytes() == films[1].read_bytes()
        assert (tmp_path / "films" / fake.mask).read_bytes() == mask.read_bytes()
    lay_out("wavefake", tmp_path / "sounds", films, sounds)
    assert all((tmp_path / "sounds" / path).stat().st_size for path in clips(listed(tmp_path / "sounds")))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_order_does_not_hang_on_the_file_system(tmp_path, layout, monkeypatch):
    tree = Tree(lay_out(layout, tmp_path))
    dataset = catalogue.recognise(tree)
    found = list(dataset.listed(tree))
    entries = Tree._entries
    monkeypatch.setattr(Tree, "_entries", lambda self, folder: reversed(list(entries(self, folder))))
    assert list(dataset.listed(tree)) == found


# -- broken tables ---------------------------------------------------------------------------------------


def grid_table(root, text):
    (root / "clips").mkdir()
    (root / "clips" / "s1_bbaf2n.mpg").touch()
    (root / "manifest.csv").write_text(text, "utf-8")
    return listed(root, "grid")


def test_the_columns_of_a_table_of_talkers_may_have_spaces_round_them(tmp_path):
    (one,) = grid_table(tmp_path, "file , speaker,transcript\ns1_bbaf2n.mpg,s1,bin blue\n")
    assert (one.path, one.person, one.words) == ("clips/s1_bbaf2n.mpg", "s1", "bin blue")


def test_a_table_of_talkers_with_an_endless_cell_is_refused(tmp_path):
    with pytest.raises(ContentError, match=r"manifest\.csv:2:1: a line of more than 65536 characters"):
        grid_table(tmp_path, "file,speaker,transcript\n" + "x" * 140_000)
