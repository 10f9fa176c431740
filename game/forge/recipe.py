"""Recipes: how a pack is made - its sources, their rights and the list of edits - as YAML.

A recipe holds no footage. It names each source by path, size and hash, so that the same recipe makes the
same pack anywhere, and says in words what every person in it agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from game import resources
from game.content import yaml_source
from game.content.base import Flag, Language, LocalText, Model, Number, Slug
from game.content.models import MediaPath, Pack
from game.errors import ChinmiError, ContentError, Problem
from game.files import read_plain

Strength = Annotated[Number, Field(ge=0, le=1)]
Hex256 = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]


class Footage(Model):
    """One source: where it is, what it shows, how it was measured."""

    id: Slug
    path: MediaPath
    bytes: Annotated[StrictInt, Field(gt=0)]
    sha256: Hex256
    url: StrictStr | None = None
    person: Slug
    fps: Number = 25
    language: Language | None = None
    captions: LocalText | None = None
    description: LocalText
    glasses: Flag = False
    cover: MediaPath | None = None


class EditOrder(Model):
    """One edit: the kind, how strong, and what is left to chance otherwise."""

    kind: Slug
    strength: Strength
    variant: Slug | None = None


class ClipOrder(Model):
    """One clip: a part of a source, perhaps with a degradation (`look`), a drawn prop, and edits.

    `odd` names the text that tells why an untouched clip can look suspicious; a degradation brings its own.
    """

    id: Slug
    source: Slug
    frames: tuple[StrictInt, StrictInt] | None = None
    look: Slug | None = None
    prop: Literal["card"] | None = None
    odd: Slug | None = None
    edits: tuple[EditOrder, ...] = ()

    @property
    def twin(self) -> tuple[str, tuple[int, int] | None, str | None, str | None]:
        """What a manipulated clip has in common with its original."""
        return self.source, self.frames, self.look, self.prop


class Recipe(Model):
    """`assets/recipes/<name>.yaml`."""

    format: Literal[1]
    pack: Pack
    size: tuple[StrictInt, StrictInt]
    sources: Annotated[tuple[Footage, ...], Field(min_length=1)]
    clips: Annotated[tuple[ClipOrder, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Recipe:
        if self.size[0] % 16 or self.size[1] % 16:
            raise ValueError("expected a size of multiples of 16")
        known = {source.id for source in self.sources}
        unknown = sorted({entry.source for entry in self.clips} - known)
        if unknown:
            raise ValueError(f"clips name sources that are not listed: {', '.join(unknown)}")
        ids = [entry.id for entry in self.clips]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"expected each clip id once: {', '.join(twice)}")
        originals = {entry.twin for entry in self.clips if not entry.edits}
        alone = [entry.id for entry in self.clips if entry.edits and entry.twin not in originals]
        if alone:
            raise ValueError(f"no untouched clip of the same source, frames and look for: {', '.join(alone)}")
        return self

    def source(self, entry: ClipOrder) -> Footage:
        """Return the footage of a clip."""
        return next(source for source in self.sources if source.id == entry.source)

    def needed(self, entries: Iterable[ClipOrder]) -> tuple[Footage, ...]:
        """Return the footage that `entries` are made from, each once."""
        ids = {entry.source for entry in entries}
        return tuple(source for source in self.sources if source.id in ids)

    def original(self, entry: ClipOrder) -> str | None:
        """Return the id of the untouched clip that a manipulated one was made from."""
        if not entry.edits:
            return None
        return next(other.id for other in self.clips if not other.edits and other.twin == entry.twin)

    def first(self, count: int | None) -> tuple[ClipOrder, ...]:
        """Return `count` clips, each edit right after its original, in the recipe's order; None means all."""
        if count is None or count >= len(self.clips):
            return self.clips
        by_id = {entry.id: entry for entry in self.clips}
        chosen: dict[str, ClipOrder] = {}
        for entry in sorted(self.clips, key=lambda one: not one.edits):
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
    """Read the recipe that `find` finds. Raises ChinmiError for an unknown, ContentError for a faulty one."""
    path = find(name)
    try:
        raw = read_plain(path, yaml_source.MAX_CHARACTERS)
    except OSError as error:
        raise ContentError([Problem(str(path), f"the file cannot be read: {error.strerror}")]) from error
    return yaml_source.parse(yaml_source.decode(raw, str(path)), str(path), Recipe)


def points_beside(path: Path) -> Path:
    """Return the file of face points that belongs to the recipe at `path`."""
    return path.with_name(f"{path.stem}.landmarks.npz")


def read_texts() -> Texts:
    """Read the texts. Raises ContentError with every problem in them."""
    path = folder() / "texts.yaml"
    return yaml_source.parse(path.read_text("utf-8"), str(path), Texts)
