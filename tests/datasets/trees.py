"""The public sets' trees as their publishers lay them out, made of a few films and voices, or of empty files.

`lay_out("dfdc", root, films, sounds)` writes a tree that the set's own readers would take: its folders, its
names, its label files. Files are copies of the given media in turn; without media they are empty, which is
enough where nothing is decoded.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """A film's edited version, and where it was edited: a film, white on black."""

    film: Path
    mask: Path | None = None


@dataclass
class Layer:
    """Writes the files of one tree."""

    root: Path
    films: Sequence[Path] = ()
    sounds: Sequence[Path] = ()
    edits: Mapping[Path, Edit] = field(default_factory=dict)
    laid: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self):
        self._films, self._sounds = cycle(self.films), cycle(self.sounds)

    def film(self, path):
        self._copy(path, next(self._films, None))

    def fake(self, path, of=""):
        """Lay the edited version of the film that lies at `of`; without one, the next film."""
        edit = self.edits.get(self.laid.get(of))
        self._copy(path, edit.film if edit else next(self._films, None))

    def mask(self, path, of):
        edit = self.edits.get(self.laid.get(of))
        self._copy(path, edit.mask if edit else next(self._films, None))

    def sound(self, path):
        self._copy(path, next(self._sounds, None))

    def text(self, path, text):
        self._at(path).write_text(text, "utf-8")

    def json(self, path, value):
        self.text(path, json.dumps(value))

    def _copy(self, path, source):
        if source is None:
            self._at(path).touch()
        else:
            self.laid[path] = source
            shutil.copyfile(source, self._at(path))

    def _at(self, path):
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def lay_out(
    name: str,
    root: Path,
    films: Sequence[Path] = (),
    sounds: Sequence[Path] = (),
    edits: Mapping[Path, Edit] | None = None,
) -> Path:
    """Write the tree `name` (see LAYOUTS) into `root` and return it."""
    LAYOUTS[name](Layer(root, films, sounds, edits or {}))
    return root


# -- sets that come in -----------------------------------------------------------------------------------


def _dfdc_part(put: Layer, folder: str, names: Iterable[str]) -> None:
    """Lay two real films and their two fakes, all named by ten letters."""
    first, second, third, fourth = names
    for real in (first, second):
        put.film(f"{folder}/{real}.mp4")
    put.fake(f"{folder}/{third}.mp4", of=f"{folder}/{first}.mp4")
    put.fake(f"{folder}/{fourth}.mp4", of=f"{folder}/{second}.mp4")
    put.json(
        f"{folder}/metadata.json",
        {
            f"{first}.mp4": {"label": "REAL", "split": "train", "original": None},
            f"{second}.mp4": {"label": "REAL", "split": "train"},
            f"{third}.mp4": {"label": "FAKE", "split": "train", "original": f"{first}.mp4"},
            f"{fourth}.mp4": {"label": "FAKE", "split": "train", "original": f"{second}.mp4"},
        },
    )


def _letters(*words: str) -> list[str]:
    return [word * 10 for word in words]


def dfdc(put: Layer) -> None:
    _dfdc_part(put, "dfdc_train_part_0", _letters("a", "b", "c", "d"))
    _dfdc_part(put, "dfdc_train_part_1", _letters("e", "f", "g", "h"))


def dfdc_sample(put: Layer) -> None:
    _dfdc_part(put, "train_sample_videos", _letters("a", "b", "c", "d"))


def dfdc_test(put: Layer) -> None:
    for name in _letters("a", "b"):
        put.film(f"test/{name}.mp4")
    put.text("test/labels.csv", "filename,label\naaaaaaaaaa.mp4,0\nbbbbbbbbbb.mp4,1\n")


def dfdc_preview(put: Layer) -> None:
    rows = {}
    for target, swapped in (("1001", "1002"), ("1002", "1001")):
        real = f"original_videos/{target}/{target}_A_000.mp4"
        put.film(real)
        rows[real] = {"label": "real", "set": "train", "augmentations": []}
        for method in ("method_A", "method_B"):
            fake = f"{method}/{swapped}_{target}/{swapped}_{target}_A_000.mp4"
            put.fake(fake, of=real)
            rows[fake] = {"label": "fake", "set": "test", "target_id": target, "swapped_id": swapped}
    put.json("dataset.json", rows)


def ffpp(put: Layer) -> None:
    originals, altered = "original_sequences", "manipulated_sequences"
    for name in ("000", "003"):
        put.film(f"{originals}/youtube/c23/videos/{name}.mp4")
    for method in ("Deepfakes", "Face2Face", "FaceSwap", "NeuralTextures", "FaceShifter"):
        for name in ("000_003", "003_000"):
            put.film(f"{altered}/{method}/c23/videos/{name}.mp4")
            if method != "FaceShifter":
                put.film(f"{altered}/{method}/masks/videos/{name}.mp4")
    for target, source, scene in (
        ("01", "02", "exit_phone_room"),
        ("02", "01", "talking_against_wall"),
        ("24", "23", "walk_down_hall_angry"),
    ):
        real = f"{originals}/actors/c23/videos/{target}__{scene}.mp4"
        put.film(real)
        name = f"{target}_{source}__{scene}__ABCD12EF"
        put.fake(f"{altered}/DeepFakeDetection/c23/videos/{name}.mp4", of=real)
        put.mask(f"{altered}/DeepFakeDetection/masks/videos/{name}.mp4", of=real)
    put.json("splits/train.json", [["000", "003"]])


def ffpp_flat(put: Layer) -> None:
    for method in ("Deepfakes", "Face2Face", "FaceShifter", "FaceSwap", "NeuralTextures"):
        put.film(f"{method}/000_003.mp4")
        put.text(f"csv/{method}.csv", f",File Path,Label\n0,{method}/000_003.mp4,FAKE\n")
    put.film("original/000.mp4")
    put.film("original/003.mp4")
    put.film("DeepFakeDetection/01_02__exit_phone_room__ABCD12EF.mp4")
    put.film("DeepFakeDetection/24_23__walk_down_hall_angry__ABCD12EF.mp4")


def deepspeak_v1(put: Layer) -> None:
    columns = "video-file,identity-source,identity-target,recording-source,recording-target,engine,kind,"
    rows = [columns + "recording-target-ai-generated"]
    for real in ("12-0", "12-1", "34-5", "34-6"):
        put.film(f"{real}.mp4")
    for engine, kind, recording, generated in (
        ("facefusion", "face-swap", 5, "False"),
        ("facefusion_live", "face-swap", 6, "False"),
        ("wav2lip", "lip-sync", 6, "True"),
    ):
        name = f"{engine}--12-34--0-{recording}--0.mp4"
        put.fake(name, of=f"34-{recording}.mp4")
        rows.append(f"{name},12,34,0,{recording},{engine},{kind},{generated}")
    put.text("annotations-fake.csv", "\n".join(rows) + "\n")
    put.text("annotations-split-def.csv", "identity,split\n12,train\n34,test\n")


def deepspeak_v2(put: Layer) -> None:
    columns = "video-file,identity-source,identity-target,recording-source,recording-target,engine,kind,"
    rows = [columns + "audio-config"]
    for real in ("101-6868", "102-6860"):
        put.film(f"{real}.mp4")
    for engine, kind in (("diff2lip", "lip-sync"), ("liveportrait", "avatar"), ("facefusion", "face-swap")):
        name = f"{engine}-6868-6860-playht.mp4"
        put.fake(name, of="102-6860.mp4")
        rows.append(f"{name},101,102,6868,6860,{engine},{kind},playht")
    put.text("annotations-fake.csv", "\n".join(rows) + "\n")
    put.text("annotations-real.csv", "video-file,identity\n101-6868.mp4,101\n102-6860.mp4,102\n")
    put.text("annotations-split-def.csv", "identity,split\n101,train\n102,test\n")


def kodf(put: Layer) -> None:
    one, other = "0123456789abcdef0123", "200412"
    for person in (one, other):
        for number in ("001", "002"):
            put.film(f"original/{person}/{person}_{number}.mp4")
    for code in "12345":
        put.film(f"synthesized/20201124/{one}/{one}_{other}_{code}_0001.mp4")


def deeperforensics(put: Layer) -> None:
    for actor in ("M004", "W021"):
        folder = f"source_videos/{actor}"
        put.film(f"{folder}/light_up/{actor}_light_up_happy_camera_front.mp4")
        put.film(f"{folder}/BlendShape/{actor}_BlendShape_camera_front.mp4")
    put.film("manipulated_videos/end_to_end/000_M004.mp4")
    put.film("manipulated_videos/end_to_end_level_1/000_M004.mp4")
    put.film("manipulated_videos/reenact_postprocess/003_W021.mp4")
    put.text("lists/splits/train.txt", "000_M004.mp4\n003_W021.mp4\n")
    put.text("lists/manipulated_videos_lists/end_to_end.txt", "000_M004.mp4\n")


def csv(put: Layer) -> None:
    for number in (1, 2):
        put.film(f"clips/real {number}.mp4")
        put.fake(f"clips/fake {number}.mp4", of=f"clips/real {number}.mp4")
    put.text(
        "labels.csv",
        "\ufeffpath;label;original;person;method\r\n"
        "clips\\real 1.mp4;Real;;Anvar;\r\nclips\\real 2.mp4;Real;;Barno;\r\n"
        "clips\\fake 1.mp4;Fake;clips\\real 1.mp4;Anvar;face swap\r\n"
        "clips\\fake 2.mp4;Fake;clips\\real 2.mp4;Barno;lip sync\r\n",
    )


def asvspoof2019(put: Layer) -> None:
    for part, sign, ending in (("train", "T", "train.trn"), ("dev", "D", "dev.trl")):
        lines = []
        for number, (system, key) in enumerate(
            (("-", "bonafide"), ("-", "bonafide"), ("A01", "spoof"), ("A05", "spoof"))
        ):
            name = f"LA_{sign}_{number:07d}"
            put.sound(f"LA/ASVspoof2019_LA_{part}/flac/{name}.flac")
            lines.append(f"LA_00{79 + number % 2} {name} - {system} {key}")
        protocol = f"LA/ASVspoof2019_LA_cm_protocols/ASVspoof2019.LA.cm.{ending}.txt"
        put.text(protocol, "\n".join(lines) + "\n")


def asvspoof2021(put: Layer) -> None:
    for number in (1, 2):
        put.sound(f"ASVspoof2021_LA_eval/flac/LA_E_000000{number}.flac")
    put.text(
        "keys/LA/CM/trial_metadata.txt",
        "LA_0009 LA_E_0000001 alaw ita_tx A07 spoof notrim eval\n"
        "LA_0020 LA_E_0000002 none none bonafide bonafide notrim progress\n",
    )


def asvspoof5(put: Layer) -> None:
    for number in (0, 1):
        put.sound(f"flac_T/T_000000000{number}.flac")
    put.sound("flac_E_eval/E_0000000002.flac")
    put.text(
        "ASVspoof5.train.tsv",
        "T_4850 T_0000000000 F - - - AC3 A05 spoof -\nT_4850 T_0000000001 F - - - - bonafide bonafide -\n",
    )
    put.text("ASVspoof5.eval.track_1.tsv", "E_0001 E_0000000002 M C05 3 - AC1 A17 spoof -\n")


def ljspeech(put: Layer, top: str = "LJSpeech-1.1") -> None:
    lines = []
    for name, said, plain in (
        ("LJ001-0001", "Printing, in the only sense", "Printing, in the only sense"),
        ("LJ001-0002", 'in "1455"', 'in "fourteen fifty-five"'),
    ):
        put.sound(f"{top}/wavs/{name}.wav")
        lines.append(f"{name}|{said}|{plain}")
    put.text(f"{top}/metadata.csv", "\n".join(lines) + "\n")


def wavefake(put: Layer) -> None:
    ljspeech(put)
    for vocoder in ("ljspeech_melgan", "ljspeech_hifiGAN"):
        for number in (1, 2):
            put.sound(f"generated_audio/{vocoder}/LJ001-000{number}_gen.wav")


# -- sets that are refused -------------------------------------------------------------------------------


def celeb_df(put: Layer) -> None:
    put.film("Celeb-real/id0_0000.mp4")
    put.film("YouTube-real/00000.mp4")
    put.film("Celeb-synthesis/id0_id1_0000.mp4")
    put.text(
        "List_of_testing_videos.txt",
        "1 YouTube-real/00000.mp4\n1 Celeb-real/id0_0000.mp4\n0 Celeb-synthesis/id0_id1_0000.mp4\n",
    )


def celeb_df_pp(put: Layer) -> None:
    for kind in ("FaceSwap/SimSwap", "FaceReenact/TPSMM", "TalkingFace/SadTalker"):
        put.film(f"Celeb-synthesis/{kind}/id0_id1_0000.mp4")


def fakeavceleb(put: Layer) -> None:
    header = "source,target1,target2,method,category,type,race,gender,path,"
    rows = [header]
    for kind in ("RealVideo-RealAudio", "FakeVideo-FakeAudio"):
        folder = f"{kind}/Asian (East)/men/id00001"
        put.film(f"{folder}/00001.mp4")
        rows.append(f"id00001,-,-,real,A,{kind},Asian (East),men,00001.mp4,FakeAVCeleb/{folder}")
    put.text("meta_data.csv", "\n".join(rows) + "\n")


def lav_df(put: Layer) -> None:
    put.film("train/000001.mp4")
    put.json(
        "metadata.json",
        [{"file": "train/000001.mp4", "n_fakes": 1, "fake_periods": [[0.5, 1.0]], "modify_video": True}],
    )


def av_deepfake1m(put: Layer) -> None:
    put.film("train/id00001/yt/00001/fake.mp4")
    put.json("train_metadata.json", [{"file": "id00001/yt/00001/fake.mp4", "modify_type": "both-modified"}])


def av_deepfake1mpp(put: Layer) -> None:
    put.film("vox_celeb_2/id00001/yt/00001/fake.mp4")
    put.film("lrs3/0001/yt/00001/fake.mp4")


def polyglotfake(put: Layer) -> None:
    put.film("en/en_0.mp4")
    put.film("to_ru/en_0_to_ru_bark.mp4")
    put.json("real_json_files/en.json", {"videos": [{"filename": "en_0.mp4"}]})


def idforge(put: Layer) -> None:
    put.film("pristine/id03/id03_05/clip.mp3.mp4")
    put.text("train.csv", "pristine/id03/id03_05/clip.mp3.mp4\n")


def wilddeepfake(put: Layer) -> None:
    put.text("real_train/1.tar.gz", "")
    put.text("fake_test/1.tar.gz", "")


def df40(put: Layer) -> None:
    for method in ("simswap", "blendface", "sadtalker", "facedancer"):
        put.text(f"{method}/cdf/frames/id0_id1_0000/000.png", "")


def deepfake_eval(put: Layer) -> None:
    put.film("video-data/abc.mp4")
    put.text("video-metadata-publish.csv", "Filename,Ground Truth\nabc.mp4,Fake\n")


def in_the_wild(put: Layer) -> None:
    put.sound("0.wav")
    put.text("meta.csv", "file,speaker,label\n0.wav,Alec Guinness,spoof\n")


def talkingheadbench(put: Layer) -> None:
    put.film("fake/hallo/train/1--2--hallo.mp4")
    put.json("real/real_dataset_split_official_ff++.json", {"train": ["000"]})
    put.text("README.md", "---\nlicense: mit\n---\n# TalkingHeadBench\n")


def videosham(put: Layer) -> None:
    put.film("0061.mp4")
    header = "\ufeffS.No.,Video-Name,Task,Name/Id in source dataset,Source-Dataset,Manipulation"
    put.text("VideoSham.csv", f"{header}\n62,0061.mp4,Remove the man,https://vimeo.com/1,Vimeo,Removal\n")


def ffhq(put: Layer) -> None:
    put.text("images1024x1024/00000/00000.png", "")
    put.json("ffhq-dataset-v2.json", {"0": {"metadata": {"license": "CC BY 2.0"}}})


def rtfs(put: Layer) -> None:
    """Lay a trap: the card claims a free licence, and a table with labels lies beside the films."""
    put.film("videos/1.mp4")
    put.film("deepfakes/inswapper/1_2.mp4")
    put.text("labels.csv", "path,label\nvideos/1.mp4,real\ndeepfakes/inswapper/1_2.mp4,fake\n")
    title = "# Dataset for Video Deepfake Detection in Video-Call Scenarios"
    put.text("README.md", f"---\nlicense: cc-by-sa-4.0\n---\n\n{title}\n")


def ffpp_frames(put: Layer) -> None:
    """Lay a trap: FaceForensics++'s people under a licence that nobody could give."""
    put.text("data/train-00000-of-00001.parquet", "")
    put.film("clips/000.mp4")
    put.text("labels.csv", "path,label\nclips/000.mp4,real\n")
    put.text("README.md", "---\nlicense: mit\n---\n\n# FaceForensics++ Extracted Frames\n")


TAKEN: Mapping[str, Callable[[Layer], None]] = {
    "dfdc": dfdc,
    "dfdc-sample": dfdc_sample,
    "dfdc-test": dfdc_test,
    "dfdc-preview": dfdc_preview,
    "ffpp": ffpp,
    "ffpp-flat": ffpp_flat,
    "deepspeak": deepspeak_v1,
    "deepspeak-v2": deepspeak_v2,
    "kodf": kodf,
    "deeperforensics": deeperforensics,
    "csv": csv,
    "asvspoof2019": asvspoof2019,
    "asvspoof2021": asvspoof2021,
    "asvspoof5": asvspoof5,
    "wavefake": wavefake,
    "ljspeech": ljspeech,
}
REFUSED: Mapping[str, Callable[[Layer], None]] = {
    "celeb-df": celeb_df,
    "celeb-df-pp": celeb_df_pp,
    "fakeavceleb": fakeavceleb,
    "lav-df": lav_df,
    "av-deepfake1m": av_deepfake1m,
    "av-deepfake1m-pp": av_deepfake1mpp,
    "polyglotfake": polyglotfake,
    "idforge": idforge,
    "wilddeepfake": wilddeepfake,
    "df40": df40,
    "deepfake-eval-2024": deepfake_eval,
    "in-the-wild": in_the_wild,
    "talkingheadbench": talkingheadbench,
    "videosham": videosham,
    "ffhq": ffhq,
    "rtfs-10k": rtfs,
    "ffpp-frames": ffpp_frames,
}
LAYOUTS = {**TAKEN, **REFUSED}
