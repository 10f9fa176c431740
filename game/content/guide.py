"""The guide's catalogue: kinds of artefact, the stages that leave them behind, glossary, citations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from game.content.base import Flag, LocalText, Model, Slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Where = Literal["eyes", "brow", "mouth", "edge", "cheeks", "face", "light", "voice"]


class Citation(Model):
    """A published source: how to cite it and where to find it."""

    id: Slug
    text: StrictStr
    path: StrictStr | None = None


class MakingStage(Model):
    """One making stage of a deepfake; `number` 1-4, 5 for voice and lips."""

    id: Slug
    number: Annotated[StrictInt, Field(ge=1, le=5)]
    icon: Slug
    name: LocalText
    summary: LocalText


class Kind(Model):
    """One kind of artefact: what you see, which stage leaves it, how to check, when real looks so too.

    `notes` say what a training edit of this kind shows, by the form that it took; `any` is for all others.
    """

    id: Slug
    stage: Slug
    where: Where
    icon: Slug
    name: LocalText
    plain: LocalText
    what: LocalText
    why: LocalText
    check: LocalText
    real_too: LocalText
    against_picture: Flag = False
    """It is heard, but only beside the picture: lips that move otherwise."""
    notes: Mapping[Slug, LocalText] = Field(default_factory=dict)
    source: Annotated[tuple[Slug, ...], Field(min_length=1)]

    @property
    def audible(self) -> bool:
        """Tell whether the kind lives in the sound: then a mark is a time, not a place."""
        return self.where == "voice"

    @property
    def heard_alone(self) -> bool:
        """Tell whether the kind can be heard in a sound without a picture."""
        return self.audible and not self.against_picture


class Term(Model):
    """One entry of the glossary."""

    id: Slug
    name: LocalText
    meaning: LocalText


class Stages(Model):
    """`levels/guide/stages.yaml`."""

    stages: Annotated[tuple[MakingStage, ...], Field(min_length=1)]


class Kinds(Model):
    """`levels/guide/artefacts.yaml`."""

    artefacts: Annotated[tuple[Kind, ...], Field(min_length=1)]


class Glossary(Model):
    """`levels/guide/glossary.yaml`."""

    terms: tuple[Term, ...]


class Citations(Model):
    """`levels/guide/citations.yaml`."""

    citations: tuple[Citation, ...]


class Guide:
    """The catalogue, looked up by id. Immutable after it was made."""

    def __init__(
        self,
        stages: Iterable[MakingStage],
        kinds: Iterable[Kind],
        terms: Iterable[Term] = (),
        citations: Iterable[Citation] = (),
    ) -> None:
        self.stages: Mapping[str, MakingStage] = MappingProxyType({s.id: s for s in stages})
        self.kinds: Mapping[str, Kind] = MappingProxyType({k.id: k for k in kinds})
        self.terms: Mapping[str, Term] = MappingProxyType({t.id: t for t in terms})
        self.citations: Mapping[str, Citation] = MappingProxyType({c.id: c for c in citations})

    def of_stage(self, stage: str) -> Iterator[Kind]:
        """Yield the kinds that `stage` mostly leaves behind, in catalogue order."""
        return (kind for kind in self.kinds.values() if kind.stage == stage)
