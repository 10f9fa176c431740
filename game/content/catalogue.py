"""The guide's four files as one catalogue, with every reference between them checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from game.content.files import Files
from game.content.guide import Citations, Glossary, Guide, Kinds, Stages
from game.content.wording import did_you_mean
from game.errors import ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from game.content.places import Path


STAGES, KINDS, TERMS, CITATIONS = "stages.yaml", "artefacts.yaml", "glossary.yaml", "citations.yaml"
FILES = (STAGES, KINDS, TERMS, CITATIONS)
"""The files of the catalogue; `guide_from` leaves others alone."""


def guide_from(texts: Mapping[str, str]) -> Guide:
    """Return the guide read from `texts` (file name -> content). Raises ContentError with every problem."""
    reader = _Reader(texts, "the guide")
    stages = reader.read(STAGES, Stages)
    kinds = reader.read(KINDS, Kinds)
    terms = reader.read(TERMS, Glossary)
    citations = reader.read(CITATIONS, Citations)
    guide = _checked(reader, stages, kinds, terms, citations)
    if reader.problems or guide is None:
        raise ContentError(reader.problems)
    return guide


def _checked(
    reader: _Reader,
    stages: Stages | None,
    kinds: Kinds | None,
    terms: Glossary | None,
    citations: Citations | None,
) -> Guide | None:
    """Check what could be read, so that one bad file does not hide the problems of the others."""
    stage_ids = [stage.id for stage in stages.stages] if stages else []
    citation_ids = [citation.id for citation in citations.citations] if citations else []
    reader.once(STAGES, "stages", stage_ids)
    reader.once(CITATIONS, "citations", citation_ids)
    reader.once(KINDS, "artefacts", [kind.id for kind in kinds.artefacts] if kinds else [])
    reader.once(TERMS, "terms", [term.id for term in terms.terms] if terms else [])
    for i, kind in enumerate(kinds.artefacts if kinds else ()):
        if stages:
            reader.known(KINDS, ("artefacts", i, "stage"), kind.stage, stage_ids, f"no stage in {STAGES}")
        for j, source in enumerate(kind.source if citations else ()):
            path = ("artefacts", i, "source", j)
            reader.known(KINDS, path, source, citation_ids, f"no citation in {CITATIONS}")
    if not (stages and kinds and terms and citations):
        return None
    return Guide(stages.stages, kinds.artefacts, terms.terms, citations.citations)


class _Reader(Files):
    """The files that were read, and all that is wrong with them."""

    def once(self, file: str, field: str, ids: Sequence[str]) -> None:
        """Check that no id stands for two things."""
        repeated = {name for name, n in Counter(ids).items() if n > 1}
        seen: set[str] = set()
        for i, name in enumerate(ids):
            if name in repeated and name in seen:
                self.tell(file, (field, i, "id"), f"the id `{name}` is used twice")
            seen.add(name)

    def known(self, file: str, path: Path, name: str, known: Collection[str], lacking: str) -> None:
        """Check that `name` is one of the `known` ones."""
        if name not in known:
            self.tell(file, path, f"`{name}` is {lacking}{did_you_mean(name, known)}")

    def tell(self, file: str, path: Path, message: str) -> None:
        self.problems.append(Problem(file, message, *self.documents[file].where(path)))
