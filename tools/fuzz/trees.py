"""Small trees as the sets' publishers lay them out: label files, and films and sounds that are empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

Files = Mapping[str, str]


def _tree(labels: Mapping[str, str], media: Iterable[str]) -> Files:
    return {**labels, **dict.fromkeys(media, "")}


_FAKES: Final = "video-file,identity-source,identity-target,recording-source,recording-target,engine,kind\n"
_LA: Final = "LA/ASVspoof2019_LA"

TREES: Final[tuple[Files, ...]] = (
    _tree(
        {
            "dfdc_train_part_0/metadata.json": '{"aaaaaaaaaa.mp4": {"label": "REAL", "split": "train"}, '
            '"bbbbbbbbbb.mp4": {"label": "FAKE", "original": "aaaaaaaaaa.mp4"}}',
        },
        ("dfdc_train_part_0/aaaaaaaaaa.mp4", "dfdc_train_part_0/bbbbbbbbbb.mp4"),
    ),
    _tree(
        {"test/labels.csv": "filename,label\naaaaaaaaaa.mp4,0\nbbbbbbbbbb.mp4,1\n"},
        ("test/aaaaaaaaaa.mp4", "test/bbbbbbbbbb.mp4"),
    ),
    _tree(
        {
            "dataset.json": '{"original_videos/1001/1001_A_000.mp4": {"label": "real", "set": "train"}, '
            '"method_A/1002_1001/1002_1001_A_000.mp4": {"label": "fake", "target_id": "1001", '
            '"swapped_id": "1002"}}'
        },
        ("original_videos/1001/1001_A_000.mp4", "method_A/1002_1001/1002_1001_A_000.mp4"),
    ),
    _tree(
        {"splits/train.json": '[["000", "003"]]'},
        (
            "original_sequences/actors/c23/videos/01__exit_phone_room.mp4",
            "original_sequences/youtube/c23/videos/000.mp4",
            "manipulated_sequences/DeepFakeDetection/c23/videos/01_02__exit_phone_room__ABCD12EF.mp4",
            "manipulated_sequences/DeepFakeDetection/masks/videos/01_02__exit_phone_room__ABCD12EF.mp4",
            "manipulated_sequences/FaceSwap/c23/videos/000_003.mp4",
        ),
    ),
    _tree(
        {"csv/FaceSwap.csv": ",File Path,Label\n0,FaceSwap/000_003.mp4,FAKE\n"},
        (
            "FaceSwap/000_003.mp4",
            "original/000.mp4",
            "DeepFakeDetection/01_02__exit_phone_room__ABCD12EF.mp4",
        ),
    ),
    _tree(
        {
            "annotations-fake.csv": f"{_FAKES}wav2lip--12-34--0-6--0.mp4,12,34,0,6,wav2lip,lip-sync\n",
            "annotations-real.csv": "video-file,identity\n34-6.mp4,34\n",
        },
        ("34-6.mp4", "12-0.mp4", "wav2lip--12-34--0-6--0.mp4"),
    ),
    _tree(
        {},
        ("original/200412/200412_001.mp4", "synthesized/x/200412/200412_200413_1_0001.mp4"),
    ),
    _tree(
        {"lists/splits/train.txt": "000_M004.mp4\n"},
        (
            "source_videos/M004/light_up/M004_light_up_happy_camera_front.mp4",
            "manipulated_videos/end_to_end/000_M004.mp4",
        ),
    ),
    _tree(
        {
            "labels.csv": "\ufeffpath;label;original;person;method\r\nclips\\real 1.mp4;Real;;Anvar;\r\n"
            "clips\\fake 1.mp4;Fake;clips\\real 1.mp4;Anvar;face swap\r\n"
        },
        ("clips/real 1.mp4", "clips/fake 1.mp4"),
    ),
    _tree(
        {"labels.json": '[{"file": "a.wav", "label": "real"}, {"file": "b.wav", "label": "spoof"}]'},
        ("a.wav", "b.wav"),
    ),
    _tree(
        {
            f"{_LA}_cm_protocols/ASVspoof2019.LA.cm.train.trn.txt": "LA_0079 LA_T_0000001 - - bonafide\n"
            "LA_0079 LA_T_0000002 - A05 spoof\n"
        },
        (f"{_LA}_train/flac/LA_T_0000001.flac", f"{_LA}_train/flac/LA_T_0000002.flac"),
    ),
    _tree(
        {
            "keys/LA/CM/trial_metadata.txt": "LA_0009 LA_E_0000001 alaw ita_tx A07 spoof notrim eval\n",
            "ASVspoof5.train.tsv": "T_4850 T_0000000000 F - - - AC3 A05 spoof -\n",
        },
        ("ASVspoof2021_LA_eval/flac/LA_E_0000001.flac", "flac_T/T_0000000000.flac"),
    ),
    _tree(
        {"LJSpeech-1.1/metadata.csv": 'LJ001-0001|Printing, in|Printing, in\nLJ001-0002|in "1455"|in "x"\n'},
        ("LJSpeech-1.1/wavs/LJ001-0001.wav", "generated_audio/ljspeech_melgan/LJ001-0001_gen.wav"),
    ),
    _tree(
        {"s1/align/bbaf2n.align": "0 23750 sil\n23750 29500 bin\n"},
        ("s1/bbaf2n.mpg", "s1/video/bbaf2n.mpg", "audio_25k/s1/bbaf2n.wav"),
    ),
    _tree(
        {"manifest.csv": "file,speaker,transcript,licence\ns1_bbaf2n.mpg,s1,bin blue at f two,CC-BY-4.0\n"},
        ("clips/s1_bbaf2n.mpg", "clips/s2_lgwm5s.mpg"),
    ),
    _tree(
        {"README.md": "# Celeb-DF\n", "List_of_testing_videos.txt": "1 YouTube-real/00000.mp4\n"},
        ("Celeb-real/id0_0000.mp4", "Celeb-synthesis/id0_id1_0000.mp4"),
    ),
)
