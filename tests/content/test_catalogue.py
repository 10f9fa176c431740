"""The guide's files become one catalogue, with every reference checked."""

from __future__ import annotations

import pytest

from game.content.catalogue import guide_from
from game.errors import ContentError

TEXT = "{en: a, uz: b, ru: c}"
STAGES = f"stages:\n  - {{id: swap, number: 3, icon: i, name: {TEXT}, summary: {TEXT}}}\n"
CITATIONS = "citations:\n  - {id: li-2020, text: Li et al}\n"
GLOSSARY = f"terms:\n  - {{id: mask, name: {TEXT}, meaning: {TEXT}}}\n"


def kinds(*lines: str) -> str:
    texts = "".join(f"    {name}: {TEXT}\n" for name in ("name", "plain", "what", "why", "check", "real_too"))
    record = f"  - id: jitter\n    stage: swap\n    where: face\n    icon: i\n{texts}    source: [li-2020]\n"
    for line in lines:
        before, _, after = line.partition(" -> ")
        assert before in record
        record = record.replace(before, after)
    return "artefacts:\n" + record


def files(**changes: str) -> dict[str, str]:
    texts = {"stages": STAGES, "artefacts": kinds(), "glossary": GLOSSARY, "citations": CITATIONS, **changes}
    return {f"{name}.yaml": text for name, text in texts.items()}


def told(texts: dict[str, str]) -> list[str]:
    with pytest.raises(ContentError) as caught:
        guide_from(texts)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_guide() -> None:
    guide = guide_from({**files(), "motives.yaml": "not: ours"})
    assert guide.stages[guide.kinds["jitter"].stage].number == 3
    assert [kind.id for kind in guide.of_stage("swap")] == ["jitter"]
    assert set(guide.terms) == {"mask"}


def test_references_are_checked_with_their_place() -> None:
    texts = files(artefacts=kinds("stage: swap -> stage: swop", "[li-2020] -> [li-2020, lee-2020]"))
    assert told(texts) == [
        "artefacts.yaml:3:12: `swop` is no stage in stages.yaml; did you mean `swap`?",
        "artefacts.yaml:12:23: `lee-2020` is no citation in citations.yaml; did you mean `li-2020`?",
    ]


def test_an_id_is_used_once() -> None:
    twice = CITATIONS + "  - {id: li-2020, text: Another}\n"
    assert told(files(citations=twice)) == ["citations.yaml:3:10: the id `li-2020` is used twice"]


def test_problems_of_all_files_at_once() -> None:
    texts = files(stages="stages: 3\n", glossary="terms: [\n", artefacts=kinds("where: face -> where: nose"))
    del texts["citations.yaml"]
    lines = told(texts)
    assert {line.split(":")[0] for line in lines} == set(files())
    assert "citations.yaml: the guide needs this file, and it is missing" in lines
