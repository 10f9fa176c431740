"""Sets that are recognised and never shown, each with its reason: a licence on the files is no consent.

They are told by names that only they have, or by what their own card calls them; so a copy is recognised
too where the card claims a free licence. Ids are those of the table of refused sets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.content.models import Consent, Source
from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.tree import Tree, home, join
from game.resources import read_consent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.content.rights import RefusedSet

Sign = Callable[[Tree, str], bool]
"""Tells whether a folder of a tree has what only one set has."""

_OVERLAY: Final = LocalText(
    {
        "uz": "Boshqa toʻplamlar lavhalari haqidagi soʻzlar va bosilgan joylar, lavhalarsiz: jadvalni oʻsha "
        "toʻplam jildiga qoʻying.",
        "en": "Words and clicks about clips of other sets, without clips: lay the table in the folder of "
        "such a set, or name it with --overlay.",
        "ru": "Слова и нажатия о роликах других наборов, без самих роликов: положите таблицу в папку такого "
        "набора.",
    }
)

_CARDS: Final = ("README.md", "README.txt", "README", "readme.md", "dataset_card.md", "dataset_infos.json")
_TITLE: Final = re.compile(r"^(?:# |pretty_name:)(.*)$", re.MULTILINE)
_START: Final = 16384
"""Bytes of a card or a label file that are looked at."""
_DF40_METHODS: Final = frozenset(
    """
    simswap blendface facedancer inswap mobileswap e4s fomm facevid2vid wav2lip mraa one_shot_free pirender
    tpsm lia danet sadtalker mcnet hyperreenact heygen vqgan stylegan2 stylegan3 styleganxl sd2.1 ddim rddm
    pixart dit sit midjourney whichfaceisreal collabdiff e4e stargan starganv2 styleclip
    """.split()  # noqa: SIM905  # forty quoted words are no easier to read
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A set that the table of consent refuses, and the signs of which each is enough to tell it by."""

    name: str
    signs: tuple[Sign, ...]

    @property
    def title(self) -> str:
        """Return its title in the table."""
        return self._row.title

    def recognise(self, tree: Tree) -> bool:
        """Tell whether the set lies in the folder, or right in it."""
        return home(tree, lambda folder: self.at(tree, folder)) is not None

    def at(self, tree: Tree, folder: str) -> bool:
        """Tell whether the set lies in this very folder."""
        return any(sign(tree, folder) for sign in self.signs)

    def rights(self) -> SetRights:
        """Return rights that refuse it, with the reason."""
        row = self._row
        consent = Consent(basis="none", manipulation="not-agreed", evidence=row.reason)
        source = Source(title=LocalText({"en": row.title}), path=row.read.path)
        return SetRights("", consent, (source,), refused=row.reason.get("en"))

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield one line: nothing of it comes in."""
        yield LeftOut("", LeftOutReason.NOT_AGREED, self.rights().refused)

    @property
    def _row(self) -> RefusedSet:
        return next(row for row in read_consent().refused if row.id == self.name)


@dataclass(frozen=True, slots=True)
class OverlayTable:
    """A table about clips of other sets: it is recognised, and brings none itself."""

    name: str
    title: str
    signs: tuple[Sign, ...]

    def recognise(self, tree: Tree) -> bool:
        """Tell by its columns."""
        return home(tree, lambda folder: self.at(tree, folder)) is not None

    def at(self, tree: Tree, folder: str) -> bool:
        """Tell whether the table lies in this very folder."""
        return any(sign(tree, folder) for sign in self.signs)

    def rights(self) -> SetRights:
        """Return rights that refuse it by itself."""
        consent = Consent(basis="none", manipulation="not-agreed", evidence=_OVERLAY)
        return SetRights(
            "", consent, (Source(title=LocalText({"en": self.title})),), refused=_OVERLAY.get("en")
        )

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield one line: it has no clips."""
        yield LeftOut("", LeftOutReason.UNUSABLE, _OVERLAY.get("en"))


def folders(*names: str, of: int = 0) -> Sign:
    """Tell a set by folders that stand beside each other: all of them, or `of` of them."""

    def sign(tree: Tree, folder: str) -> bool:
        found = sum(tree.has_folder(join(folder, name)) for name in names)
        return found >= (of or len(names))

    return sign


def file(*names: str) -> Sign:
    """Tell a set by a file that only it has."""
    return lambda tree, folder: any(tree.has(join(folder, name)) for name in names)


def begins(names: tuple[str, ...], *needed: str) -> Sign:
    """Tell a set by a label file in whose beginning all of these words stand."""
    return lambda tree, folder: any(
        all(word in _start(tree, join(folder, name)) for word in needed) for name in names
    )


def card(*phrases: str) -> Sign:
    """Tell a set by words that only its own card has."""
    return lambda tree, folder: any(
        phrase in _start(tree, join(folder, name)) for name in _CARDS for phrase in phrases
    )


def titled(*titles: str) -> Sign:
    """Tell a set by the first heading of its card, or the name that the card gives it.

    Not by its text: cards of good sets name the others that they compare themselves with.
    """

    def sign(tree: Tree, folder: str) -> bool:
        found = (_TITLE.search(_start(tree, join(folder, name))) for name in _CARDS)
        return any(title in match[1] for match in found if match for title in titles)

    return sign


def called(pattern: str) -> Sign:
    """Tell a set by the name of the folder itself."""
    found = re.compile(pattern, re.IGNORECASE)
    return lambda tree, folder: bool(found.fullmatch(folder.rpartition("/")[2] or tree.root.name))


def inside(*patterns: str) -> Sign:
    """Tell a set by folders within folders, each named by its pattern; the first few are looked into."""

    def sign(tree: Tree, folder: str) -> bool:
        at = [folder]
        for pattern in patterns:
            named = (inner for one in at for inner in tree.folders(one))
            at = list(islice((name for name in named if re.fullmatch(pattern, name.rpartition("/")[2])), 8))
        return bool(at)

    return sign


def _start(tree: Tree, name: str) -> str:
    """Return the beginning of a file in small letters; nothing if it is not there."""
    if not tree.has(name):
        return ""
    with tree.at(name).open("rb") as stream:
        return stream.read(_START).decode("utf-8", "replace").casefold()


def _many_methods(tree: Tree, folder: str) -> bool:
    """Tell DF40 by four of its forty methods beside each other."""
    found = {name.rpartition("/")[2].casefold() for name in tree.folders(folder)}
    return len(found & _DF40_METHODS) >= 4


def _languages(tree: Tree, folder: str) -> bool:
    """Tell PolyGlotFake by `to_en` and its like."""
    found = [name for name in tree.folders(folder) if re.fullmatch(r"to_[a-z]{2}", name.rpartition("/")[2])]
    return len(found) >= 2


REFUSED: Final = (
    Refused(
        "celeb-df",
        (
            folders("Celeb-real", "Celeb-synthesis"),
            folders("Celeb-synthesis", "YouTube-real"),
            folders(
                "Celeb-synthesis/FaceSwap", "Celeb-synthesis/FaceReenact", "Celeb-synthesis/TalkingFace", of=1
            ),
            begins(("List_of_testing_videos.txt",), "celeb-"),
            titled("celeb-df"),
        ),
    ),
    Refused(
        "fakeavceleb",
        (
            folders(
                "RealVideo-RealAudio",
                "RealVideo-FakeAudio",
                "FakeVideo-RealAudio",
                "FakeVideo-FakeAudio",
                of=1,
            ),
            begins(("meta_data.csv",), "source,target1,target2,method,category"),
            titled("fakeavceleb"),
        ),
    ),
    Refused(
        "av-deepfake1m",
        (
            begins(("train_metadata.json", "val_metadata.json"), '"modify_type"'),
            folders("train_metadata"),
            folders("val_metadata"),
            folders("vox_celeb_2", "lrs3", "silent_videos", of=2),
            titled("av-deepfake1m"),
        ),
    ),
    Refused(
        "lav-df",
        (
            begins(("metadata.json", "metadata.min.json"), '"fake_periods"'),
            titled("lav-df"),
        ),
    ),
    Refused(
        "polyglotfake",
        (folders("real_json_files"), _languages, titled("polyglotfake")),
    ),
    Refused("idforge", (inside(r".+", r"id\d\d", r"id\d\d_\d\d"), titled("idforge"))),
    Refused(
        "wilddeepfake",
        (folders("real_train", "real_test", "fake_train", "fake_test", of=2), titled("wilddeepfake")),
    ),
    Refused("df40", (_many_methods, titled("df40"), called(r"DF40(_train|_test)?"))),
    Refused(
        "deepfake-eval-2024",
        (
            file("video-metadata-publish.csv", "audio-metadata-publish.csv", "image-metadata-publish.csv"),
            titled("deepfake-eval-2024"),
        ),
    ),
    Refused(
        "in-the-wild",
        (
            folders("release_in_the_wild"),
            called("release_in_the_wild"),
            begins(("meta.csv",), "file,speaker,label"),
            titled("in-the-wild audio deepfake"),
        ),
    ),
    Refused(
        "talkingheadbench",
        (
            file("real/real_dataset_split_official_ff++.json"),
            folders("fake/additional_dataset"),
            titled("talkingheadbench"),
        ),
    ),
    Refused(
        "videosham",
        (
            begins(("VideoSham.csv", "videosham.csv", "metadata.csv"), "video-name,task,name/id in source"),
            titled("videosham"),
        ),
    ),
    Refused("df-platter", (titled("df-platter", "deephy"),)),
    Refused("ffiw-10k", (titled("ffiw-10k", "ffiw_10k"), called("FFIW10?K?.*"))),
    Refused(
        "rtfs-10k",
        (
            file("inswapper.csv"),
            card("rtfs-10k", "dataset for video deepfake detection in video-call scenarios"),
            called("rtfs-10k"),
        ),
    ),
    Refused(
        "ffpp-frames",
        (card("ffplusplus_c23_frames", "faceforensics++ extracted frames"), called("ffplusplus_c23_frames")),
    ),
    Refused(
        "ffhq",
        (
            file("ffhq-dataset-v2.json"),
            folders("images1024x1024/00000"),
            folders("thumbnails128x128/00000"),
            titled("flickr-faces-hq"),
        ),
    ),
)
"""All of them, the most specific first."""

EXDDV: Final = OverlayTable(
    "exddv",
    "ExDDV",
    (
        begins(
            ("exddv.csv", "dataset.csv", "exddv_sample.csv", "ExDDV.csv"),
            "movie_name",
            "click_locations",
            "manipulation",
        ),
    ),
)
"""Viewers' words: alone they are no set, beside a set they are laid on its clips."""
