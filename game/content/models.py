"""The models of a pack: who made it, what it shows, with which rights, and each clip's truth.

Field names follow the Frictionless Data Package where it has one. See `docs/making-packs.md`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    WrapSerializer,
    model_validator,
)

from game.content.agreement import Agreement
from game.content.base import Flag, Language, LocalText, Model, Number, Slug
from game.content.regions import RegionKey
from game.content.text import ONE_LINE
from game.content.viewers import Viewers

if TYPE_CHECKING:
    from pydantic import SerializerFunctionWrapHandler

TruthLabel = Literal["real", "manipulated"]
Media = Literal["video", "audio"]
Method = Literal["self-blend", "face-swap", "reenactment", "lip-sync", "voice", "full-synthesis", "edit"]
ConsentBasis = Literal[
    "paid-actors", "recorded-volunteers", "self", "virtual", "public-domain-official", "none"
]
Manipulation = Literal["agreed", "self-blend-only", "not-named", "not-agreed", "virtual"]
Processing = Literal["", "look", "prop"]
Venue = Literal["home", "classroom", "kiosk"]


def _within(path: str) -> str:
    if {".", ".."} & set(path.split("/")):
        raise ValueError("expected a file within the pack, without . and .. as folders")
    return path


MediaPath = Annotated[
    StrictStr,
    Field(
        pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$",
        max_length=200,
        description="a file within the pack, as folder/name, of the characters A-Z a-z 0-9 . _ -",
    ),
    AfterValidator(_within),
]
Hash = Annotated[
    StrictStr,
    Field(
        pattern=r"^sha256:[0-9a-f]{64}$",
        description="`sha256:` and the 64 digits 0-9 a-f of the file's SHA-256",
    ),
]
Version = Annotated[
    StrictStr, Field(pattern=r"^\d+\.\d+\.\d+$", description="three whole numbers with dots, as in 1.0.0")
]
Seconds = Annotated[Number, Field(ge=0)]
TechniqueName = Annotated[
    StrictStr,
    Field(
        min_length=1,
        max_length=60,
        pattern=ONE_LINE,
        description="a name of one line, at most 60 characters, such as `wav2lip`",
    ),
]
Pixels = Annotated[StrictInt, Field(gt=0)]
SOUND_ASPECT: Final = 16 / 9
"""Width / height of what is drawn in the place of a picture for a clip that is sound only."""


def _from_plain(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


def _to_plain(text: LocalText, write: SerializerFunctionWrapHandler) -> object:
    return text.root["en"] if set(text.root) == {"en"} else write(text)


LocalOrPlainText = Annotated[LocalText, BeforeValidator(_from_plain), WrapSerializer(_to_plain)]
"""A text in three languages, or one plain text (a name, an address) that serves for all of them."""


class Licence(Model):
    """A licence: its SPDX id (or an id of the project's licence table), its title and address."""

    name: StrictStr
    title: StrictStr | None = None
    path: StrictStr | None = None


class Consent(Model):
    """What the people in the clips agreed to, and how we know."""

    basis: ConsentBasis
    manipulation: Manipulation
    evidence: LocalOrPlainText


class Source(Model):
    """Where the footage comes from."""

    title: LocalOrPlainText
    path: StrictStr | None = None
    year: StrictInt | None = None


class Contributor(Model):
    """Someone to credit."""

    title: LocalOrPlainText
    role: StrictStr = "author"
    path: StrictStr | None = None


class Pack(Model):
    """`pack.yaml`: who, what, licence, consent, source."""

    format: Literal[1]
    name: Slug
    version: Version
    title: LocalText
    description: LocalText
    licenses: Annotated[tuple[Licence, ...], Field(min_length=1)]
    consent: Consent
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    contributors: tuple[Contributor, ...] = ()
    display: Annotated[tuple[Venue, ...], Field(min_length=1)]
    redistribute: Flag = True
    imported: Slug | None = None
    """The dataset that `import` made it of: all its clips took one road, whatever their label."""
    agreement: Agreement | None = None
    """Who confirmed the terms of a set that is given out on agreement only; such a pack stays here."""

    @property
    def virtual(self) -> bool:
        """Tell whether its people are computer-made: nobody was filmed."""
        return self.consent.basis == "virtual"


class Artefact(Model):
    """One tell-tale in a clip: its kind, when (seconds), where (none for sound), how strong.

    Without a kind it is a changed area: where and when is known, and which tell-tale shows there is not.
    """

    kind: Slug | None = None
    interval: tuple[Seconds, Seconds]
    region: tuple[RegionKey, ...] = ()
    strength: Annotated[Number, Field(ge=0, le=1)] | None = None
    note: LocalText | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Artefact:
        if self.interval[0] >= self.interval[1]:
            raise ValueError("expected the interval to end after it starts")
        times = [key.t for key in self.region]
        if any(b <= a for a, b in pairwise(times)):
            raise ValueError("expected the region's times t to grow")
        return self


_PICTURE_FIELDS: Final = ("size", "fps", "poster", "prop")
"""What a video may have and a sound has not."""


class Clip(Model):
    """One record of `clips.yaml`: a media item and the truth about it."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["media"], "properties": {"media": {"const": "audio"}}},
            "then": {
                "properties": {
                    "audio": {"const": True},
                    **{name: {"type": "null"} for name in _PICTURE_FIELDS},
                }
            },
            "else": {"required": ["size", "fps"]},
        }
    )

    id: Slug
    media: Media = "video"
    """`audio`: a sound without a picture. It has no `size`, no `fps` and no `poster`."""
    path: MediaPath
    poster: MediaPath | None = None
    hash: Hash
    bytes: Annotated[StrictInt, Field(gt=0)]
    label: TruthLabel
    original: Slug | None = None
    person: Slug
    method: Method | None = None
    technique: TechniqueName | None = None
    """What the data set's makers call the way in which the clip was manipulated, such as `FaceShifter`."""
    made: LocalText | None = None
    """What was done and by which kind of system, in a sentence, where not the pack's makers did it."""
    seconds: Annotated[Number, Field(gt=0)]
    size: tuple[Pixels, Pixels] | None = None
    fps: Annotated[Number, Field(gt=0)] | None = None
    audio: Flag
    language: Language | None = None
    """The language that is spoken."""
    captions: LocalText | None = None
    description: LocalText
    difficulty: Annotated[Number, Field(ge=0, le=1)] = 0.5
    artefacts: tuple[Artefact, ...] = ()
    viewers: Viewers | None = None
    """What people wrote who looked at it, from a collection of such words."""
    looks_odd: LocalText | None = None
    look: Slug | None = None
    """What the makers of the pack did to the whole video for practice, such as `low-light`."""
    prop: Slug | None = None
    """What they drew into the video before the person for practice, such as `card`."""

    @model_validator(mode="after")
    def _truth_agrees(self) -> Clip:
        if self.label == "real" and self.artefacts:
            raise ValueError("expected no artefacts in a real clip")
        if self.label == "real" and self.method is not None:
            raise ValueError("expected no method in a real clip")
        if self.label == "real" and self.technique is not None:
            raise ValueError("expected no technique in a real clip")
        if self.label == "real" and self.made is not None:
            raise ValueError("expected no words on how it was made in a real clip")
        if self.label == "real" and self.viewers is not None:
            raise ValueError("expected no viewers' words on an edit in a real clip")
        if self.label == "manipulated" and self.method is None:
            raise ValueError("expected a method in a manipulated clip")
        if self.label == "manipulated" and self.looks_odd is not None:
            raise ValueError("expected looks_odd in real clips only")
        return self

    @model_validator(mode="after")
    def _media_agrees(self) -> Clip:
        if self.media == "video":
            if self.size is None or self.fps is None:
                raise ValueError("expected size and fps in a video (a sound says `media: audio`)")
            return self
        for field in _PICTURE_FIELDS:
            if getattr(self, field) is not None:
                raise ValueError(f"expected no {field} in a clip that is sound only")
        if not self.audio:
            raise ValueError("expected `audio: true` in a clip that is sound only")
        if any(artefact.region for artefact in self.artefacts):
            raise ValueError("expected no region in a clip that is sound only")
        return self

    @property
    def sound_only(self) -> bool:
        """Tell whether there is nothing to see in it: a voice without a picture."""
        return self.media == "audio"

    @property
    def manipulated(self) -> bool:
        """Tell whether the person was changed after the clip was made."""
        return self.label == "manipulated"

    @property
    def processing(self) -> Processing:
        """What was done for practice to a video whose person was not changed: a look, a prop, nothing."""
        if self.manipulated:
            return ""
        return "look" if self.look else "prop" if self.prop else ""

    @property
    def aspect(self) -> float:
        """Width / height of the frame; of a sound, of what is drawn in its place."""
        return self.size[0] / self.size[1] if self.size else SOUND_ASPECT

    @property
    def frame_seconds(self) -> float:
        """Seconds between two pictures; 0 for a sound."""
        return 1 / self.fps if self.fps else 0.0

    def translates(self, language: str) -> bool:
        """Tell whether the captions in `language` are a translation of what is said."""
        return (
            self.language not in {None, language}
            and self.captions is not None
            and self.captions.has(language)
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of artefact that are known in this clip, each once, in order."""
        return tuple(dict.fromkeys(a.kind for a in self.artefacts if a.kind is not None))

    @property
    def where_known(self) -> bool:
        """Tell whether pointing can be right or wrong: nothing was changed, or it is known where or when."""
        return not self.manipulated or bool(self.artefacts)


class ClipList(Model):
    """`clips.yaml`: all clips of a pack, or a part of them in `clips/*.yaml`."""

    clips: Annotated[tuple[Clip, ...], Field(min_length=1)]
