"""Recipes: how a pack is made - its sources, their rights and the list of edits - as YAML.

A recipe holds no footage. It names each source by path, size and hash, so that the same recipe makes the
same pack anywhere, and says in words what every person in it agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt, StrictStr, model_validator

from game import resources
from game.content import yaml_source
from game.content.base import Flag, Language, LocalText, Model, Number, Slug
from game.content.invisible import unfit
from game.content.models import Media, Method, Pack
from game.errors import ChinmiError, ContentError, Problem
from game.files import read_plain
from game.forge.recipe_rights import refusals

Strength = Annotated[Number, Field(ge=0, le=1)]
LONGEST_PATH = 400
"""Characters of the path of a source."""
Hex256 = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]


RecipeSpan = tuple[Number, Number]
"""From one second to another."""


class Trace(Model):
    """What a technique leaves behind: a kind of the guide, and what the reveal says about it here."""

    kind: Slug
    note: LocalText


def _inside(path: str) -> str:
    parts = path.split("/")
    drive = parts[0][1:2] == ":"
    if unfit(path) or "\\" in path or drive or len(path) > LONGEST_PATH or {"", ".", ".."} & set(parts):
        raise ValueError("expected a file in the folder of the footage, as folder/name, without . and ..")
    return path


SourcePath = Annotated[StrictStr, AfterValidator(_inside)]
"""A file as people name it: it never gets into a pack."""


class Technique(Model):
    """How published clips were altered, for clips that are taken as they are: by which kind of system.

    `made` says it on the card; `difficulty` is the makers' guess, because nothing can be measured.
    """

    id: Slug
    method: Method
    made: LocalText
    traces: Annotated[tuple[Trace, ...], Field(min_length=1)]
    difficulty: Strength


class Footage(Model):
    """One source: where it is, what it shows, how it was measured.

    A sound with a `technique` was altered by its publisher; `pair` is the source it was made from. `aligned`:
    both say the same at the same moment.
    """

    id: Slug
    path: SourcePath
    bytes: Annotated[StrictInt, Field(gt=0)]
    sha256: Hex256
    url: StrictStr | None = None
    person: Slug
    fps: Number = 25
    language: Language | None = None
    captions: LocalText | None = None
    description: LocalText
    glasses: Flag = False
    cover: SourcePath | None = None
    technique: Slug | None = None
    pair: Slug | None = None
    aligned: Flag = False


class EditOrder(Model):
    """One edit: the kind, how strong, and what is left to chance otherwise."""

    kind: Slug
    strength: Strength
    variant: Slug | None = None


class Replacement(Model):
    """Stretches of a sound (seconds of its source) that come from an altered source aligned to it."""

    source: Slug
    at: Annotated[tuple[RecipeSpan, ...], Field(min_length=1)]
    technique: Slug


class ClipOrder(Model):
    """One clip: a part of a source, perhaps with a degradation (`look`), a drawn prop, and edits.

    The part is given in `frames` of a film, in `seconds` of a sound. `odd` names the text that tells why an
    untouched clip can look suspicious; a degradation brings its own.
    """

    id: Slug
    source: Slug
    frames: tuple[StrictInt, StrictInt] | None = None
    seconds: RecipeSpan | None = None
    look: Slug | None = None
    prop: Literal["card"] | None = None
    odd: Slug | None = None
    edits: tuple[EditOrder, ...] = ()
    replaced: Replacement | None = None
    captions: LocalText | None = None
    """What is said in this part, where the source says more."""

    @property
    def twin(self) -> Twin:
        """What a manipulated clip has in common with its original."""
        return self.source, self.frames or self.seconds, self.look, self.prop


Twin = tuple[str, RecipeSpan | None, str | None, str | None]


class Recipe(Model):
    """`assets/recipes/<name>.yaml`.

    Of sounds alone (`media: audio`) it says the `band`: the highest frequency, in hertz, that clips keep.
    """

    format: Literal[1]
    pack: Pack
    media: Media = "video"
    size: tuple[StrictInt, StrictInt] | None = None
    band: Annotated[Number, Field(ge=1000, le=20_000)] | None = None
    techniques: tuple[Technique, ...] = ()
    sources: Annotated[tuple[Footage, ...], Field(min_length=1)]
    clips: Annotated[tuple[ClipOrder, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _media_agrees(self) -> Recipe:
        if self.media == "audio":
            if self.band is None or self.size is not None:
                raise ValueError("expected a band and expected no size for clips that are sound only")
            return self
        if self.size is None or self.size[0] % 16 or self.size[1] % 16:
            raise ValueError("expected a size of multiples of 16")
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Recipe:
        self._refuse_unknown()
        ids = [entry.id for entry in self.clips]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"expected each clip id once: {', '.join(twice)}")
        originals = {entry.twin for entry in self.clips if not self.altered(entry)}
        alone = [
            entry.id for entry in self.clips if self.altered(entry) and self._twin(entry) not in originals
        ]
        if alone:
            raise ValueError(f"no untouched clip of the same source, frames and look for: {', '.join(alone)}")
        return self

    def _refuse_unknown(self) -> None:
        sources = {source.id for source in self.sources}
        techniques = {technique.id for technique in self.techniques}
        swaps = [entry.replaced for entry in self.clips if entry.replaced]
        named = {entry.source for entry in self.clips} | {swap.source for swap in swaps}
        named |= {source.pair for source in self.sources if source.pair}
        if unknown := sorted(named - sources):
            raise ValueError(f"clips name sources that are not listed: {', '.join(unknown)}")
        used = {source.technique for source in self.sources if source.technique}
        if unknown := sorted((used | {swap.technique for swap in swaps}) - techniques):
            raise ValueError(f"techniques that are not listed: {', '.join(unknown)}")
        if wrong := [
            entry.id
            for entry in self.clips
            if entry.replaced and self.footage(entry.replaced.source).pair != entry.source
        ]:
            raise ValueError(f"words from another source than that of the clip: {', '.join(wrong)}")
        if alone := [source.id for source in self.sources if source.technique and not source.pair]:
            raise ValueError(f"altered sources without the pair they were made from: {', '.join(alone)}")

    def source(self, entry: ClipOrder) -> Footage:
        """Return the footage of a clip."""
        return self.footage(entry.source)

    def footage(self, name: str) -> Footage:
        """Return the source of that name."""
        return next(source for source in self.sources if source.id == name)

    def technique(self, name: str | None) -> Technique | None:
        """Return the technique of that name, None for none."""
        return next((technique for technique in self.techniques if technique.id == name), None)

    def altered(self, entry: ClipOrder) -> bool:
        """Tell whether a clip is a manipulated one: by our edits, or by its publisher."""
        return bool(entry.edits or entry.replaced or self.source(entry).technique)

    def method(self, entry: ClipOrder) -> Method | None:
        """Return how a clip will have been made; None for one that is not altered."""
        swap = entry.replaced
        found = self.technique(swap.technique if swap else self.source(entry).technique)
        if found is not None:
            return found.method
        return "self-blend" if entry.edits else None

    def needed(self, entries: Iterable[ClipOrder]) -> tuple[Footage, ...]:
        """Return the footage that `entries` are made from, each once."""
        ids: set[str | None] = set()
        for entry in entries:
            ids |= {entry.source, self.source(entry).pair}
            ids |= {entry.replaced.source} if entry.replaced else set()
        return tuple(source for source in self.sources if source.id in ids)

    def original(self, entry: ClipOrder) -> str | None:
        """Return the id of the untouched clip that a manipulated one was made from."""
        if not self.altered(entry):
            return None
        twin = self._twin(entry)
        return next(other.id for other in self.clips if not self.altered(other) and other.twin == twin)

    def _twin(self, entry: ClipOrder) -> Twin:
        return (self.source(entry).pair or entry.source, *entry.twin[1:])

    def first(self, count: int | None) -> tuple[ClipOrder, ...]:
        """Return `count` clips, each edit right after its original, in the recipe's order; None means all."""
        if count is None or count >= len(self.clips):
            return self.clips
        by_id = {entry.id: entry for entry in self.clips}
        chosen: dict[str, ClipOrder] = {}
        for entry in sorted(self.clips, key=lambda one: not self.altered(one)):
            for name in (self.original(entry), entry.id):
                if name is not None:
                    chosen.setdefault(name, by_id[name])
        return tuple(chosen.values())[:count]


class Texts(Model):
    """`assets/recipes/texts.yaml`: what the reveal says about a degradation, about a prop."""

    looks: Mapping[Slug, LocalText]
    props: Mapping[Slug, LocalText]


def folder() -> Path:
    """Return the folder of the recipes that come with the game."""
    return resources.assets() / "recipes"


def names() -> tuple[str, ...]:
    """Return the names of those recipes."""
    return tuple(sorted(path.stem for path in folder().glob("*.yaml") if path.stem != "texts"))


def find(name: str) -> Path:
    """Return the file of a recipe: one of the game's by its name, anybody's by its path (`.yaml`).

    Raises ChinmiError for an unknown one.
    """
    if name.endswith((".yaml", ".yml")):
        path = Path(name)
        if not path.is_file():
            raise ChinmiError(f"{path}: there is no such recipe")
        return path
    if name not in names():
        known = ", ".join(names())
        raise ChinmiError(f"there is no recipe {name!r}; expected one of: {known}, or the path of a .yaml")
    return folder() / f"{name}.yaml"


def read(name: str) -> Recipe:
    """Read the recipe that `find` finds. Raises ChinmiError for an unknown one.

    Raises ContentError for a faulty one, or where its rights do not carry what it makes.
    """
    path = find(name)
    try:
        raw = read_plain(path, yaml_source.MAX_CHARACTERS)
    except OSError as error:
        raise ContentError([Problem(str(path), f"the file cannot be read: {error.strerror}")]) from error
    text = yaml_source.decode(raw, str(path))
    plan = yaml_source.parse(text, str(path), Recipe)
    methods = [plan.method(entry) for entry in plan.clips]
    problems = tuple(refusals(plan.pack, methods, lambda: yaml_source.load(text, str(path))))
    if problems:
        raise ContentError(problems)
    return plan


def points_beside(path: Path) -> Path:
    """Return the file of face points that belongs to the recipe at `path`."""
    return path.with_name(f"{path.stem}.landmarks.npz")


def read_texts() -> Texts:
    """Read the texts. Raises ContentError with every problem in them."""
    path = folder() / "texts.yaml"
    return yaml_source.parse(path.read_text("utf-8"), str(path), Texts)
