"""The campaign: it holds together, keeps the rules of the language, and teaches every fact of the guide."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

import language_rules as rules
import pytest

from game import resources
from game.campaign.reader import campaign_from
from game.content.yaml_source import load
from game.errors import ContentError
from game.resources import languages

if TYPE_CHECKING:
    from pathlib import Path

    from game.campaign.model import Campaign
    from game.content.guide import Guide

LEVELS = resources.levels()
ICONS = resources.assets() / "icons"
ROOM = {"en": 170, "uz": 200, "ru": 200}
BOARD = {"en": 145, "uz": 185, "ru": 185}
"""Characters that fit under the lesson board: two lines of 26 px type in English, three in the others."""
PLACE = re.compile(r"`([\w/.-]+)#([\w-]+)`")


def campaign_texts() -> dict[str, str]:
    files = [*sorted((LEVELS / "campaign").glob("*.yaml"))]
    files += [LEVELS / "guide" / name for name in ("motives.yaml", "before-i-share.yaml")]
    return {path.name: path.read_text("utf-8") for path in files}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return resources.read_guide()


@pytest.fixture(scope="module")
def campaign(guide: Guide) -> Campaign:
    return campaign_from(campaign_texts(), guide)


def all_texts(campaign: Campaign) -> list[tuple[str, str, str]]:
    records: tuple[Any, ...] = (
        *campaign.chapters.values(),
        *campaign.motives.values(),
        *campaign.cases.values(),
    )
    return [text for record in (*records, campaign.before_share) for text in rules.texts(record)]


def test_there_are_seven_chapters(campaign: Campaign) -> None:
    assert [chapter.number for chapter in campaign.chapters.values()] == [0, 1, 2, 3, 4, 5, 6]


def test_chapters_follow_the_stages_of_the_guide(campaign: Campaign, guide: Guide) -> None:
    stages = [chapter.stage for chapter in campaign.chapters.values()]
    assert stages == [None, *guide.stages, None]


def test_chapters_lead_one_to_the_next(campaign: Campaign) -> None:
    ids = list(campaign.chapters)
    assert [chapter.after for chapter in campaign.chapters.values()] == [(), *((one,) for one in ids[:-1])]


def test_check_blocks_stand_before_and_after(campaign: Campaign) -> None:
    assert {c.number: c.check for c in campaign.chapters.values() if c.check} == {0: "before", 6: "after"}


def test_each_stage_has_its_lesson_examples_practice_and_mastery(campaign: Campaign, guide: Guide) -> None:
    for stage in guide.stages:
        chapter = campaign.chapters[stage]
        shown = {kind for card in chapter.lesson for kind in card.kinds}
        assert shown, stage
        assert shown <= {kind.id for kind in guide.of_stage(stage)}, stage
        assert len(chapter.examples) == 2, stage
        assert all(guide.kinds[example.kind].stage == stage for example in chapter.examples), stage
        assert chapter.practice, stage
        assert chapter.practice.stages[0] == stage
        assert chapter.practice.share == 0.5
        assert chapter.mastery, stage


def test_the_first_example_of_all_is_real(campaign: Campaign) -> None:
    assert campaign.chapters["what-is-it"].examples[0].kind is None


def test_each_drawing_is_stepped_through_in_order(campaign: Campaign) -> None:
    for chapter in campaign.chapters.values():
        for diagram, cards in groupby(chapter.lesson, key=lambda card: card.diagram):
            steps = [card.step for card in cards]
            assert steps == list(range(1, len(steps) + 1)), (chapter.id, diagram)


def test_the_ladder_goes_down(campaign: Campaign) -> None:
    ladder = campaign.chapters["post-processing"].ladder
    assert ladder is not None
    assert [rung.scale for rung in ladder.rungs] == sorted(
        {rung.scale for rung in ladder.rungs}, reverse=True
    )
    assert [rung.passes for rung in ladder.rungs] == sorted({rung.passes for rung in ladder.rungs})
    assert (ladder.rungs[0].scale, ladder.rungs[0].passes) == (1, 0)


def test_each_motive_has_a_case_and_each_case_is_played(campaign: Campaign) -> None:
    assert len(campaign.motives) == 7
    assert {case.motive for case in campaign.cases.values()} == set(campaign.motives)
    assert campaign.cases_of("why") == tuple(campaign.cases.values())


def test_only_deceit_is_called_deceit(campaign: Campaign) -> None:
    deceiving = {motive.id for motive in campaign.motives.values() if motive.deceives}
    assert deceiving == {"disinformation", "blackmail"}


@pytest.mark.parametrize("case", ["parody-channel", "nine-languages"])
def test_open_use_may_hurt_hardly_anyone(campaign: Campaign, case: str) -> None:
    fitting = [choice.text.get("en") for choice in campaign.cases[case].hurt if choice.fits]
    assert any(text.startswith("Hardly anyone") for text in fitting)


def test_deceit_does_hurt(campaign: Campaign) -> None:
    for case in campaign.cases.values():
        if campaign.motives[case.motive].deceives:
            fitting = [choice.text.get("en") for choice in case.hurt if choice.fits]
            assert not [text for text in fitting if text.startswith(("Nobody", "Hardly"))], case.id
            assert "report" in case.checks, case.id


def test_each_check_helps_in_some_case(campaign: Campaign) -> None:
    named = {check for case in campaign.cases.values() for check in case.checks}
    assert named == {check.id for check in campaign.before_share.checks}


def test_icons_are_there(campaign: Campaign) -> None:
    records: tuple[Any, ...] = (
        *campaign.chapters.values(),
        *campaign.motives.values(),
        *campaign.before_share.checks,
    )
    practices = [chapter.practice for chapter in campaign.chapters.values() if chapter.practice]
    lost = [one.icon for one in (*records, *practices) if not (ICONS / f"{one.icon}.svg").is_file()]
    assert lost == []


def test_practice_has_ids_of_its_own(campaign: Campaign) -> None:
    ids = [level.id for level in resources.read_levels()]
    ids += [chapter.practice.id for chapter in campaign.chapters.values() if chapter.practice]
    assert len(ids) == len(set(ids))


def test_texts_keep_the_rules_of_the_language(campaign: Campaign) -> None:
    found = [
        f"{place} ({language}) {problem}: {text}"
        for place, language, text in all_texts(campaign)
        for problem in rules.problems(language, text)
    ]
    assert not found, "\n".join(found)


def test_uzbek_words_are_spelt_one_way(campaign: Campaign, guide: Guide) -> None:
    texts = all_texts(campaign)
    texts += [text for kind in guide.kinds.values() for text in rules.texts(kind)]
    texts += [text for term in guide.terms.values() for text in rules.texts(term)]
    assert rules.lost_apostrophes(text for _, language, text in texts if language == "uz") == []


def test_texts_fit_their_places(campaign: Campaign) -> None:
    cards = [card for chapter in campaign.chapters.values() for card in chapter.lesson]
    found = [
        f"{card.id} ({language}): {len(text)} characters, {len(rules.sentences(text))} sentences"
        for card in cards
        for language in languages()
        if len(text := card.text.get(language)) > BOARD[language] or len(rules.sentences(text)) > 2
    ]
    found += [
        f"{place} ({language}): {len(text)} characters"
        for place, language, text in all_texts(campaign)
        if len(text) > ROOM[language]
    ]
    assert not found, "\n".join(found)


def test_cards_say_what_they_explain(campaign: Campaign, guide: Guide) -> None:
    explained = {
        term for chapter in campaign.chapters.values() for card in chapter.lesson for term in card.terms
    }
    assert explained <= set(guide.terms)
    assert {"deepfake", "target", "source", "encoder", "decoder", "gan", "mask", "consent"} <= explained


def coverage(root: Path) -> list[str]:
    text = (root / "docs" / "guide-coverage.md").read_text("utf-8")
    return [line for line in text.splitlines() if line.startswith("- ")]


def ids_in(file: str) -> set[str]:
    document = load((LEVELS / file).read_text("utf-8"), file)
    found: set[str] = set()

    def walk(data: object) -> None:
        if isinstance(data, dict):
            found.update(value for key, value in data.items() if key == "id" and isinstance(value, str))
            for value in data.values():
                walk(value)
        elif isinstance(data, list):
            for value in data:
                walk(value)

    walk(document.data)
    return found


def test_each_fact_of_the_guide_is_taught_somewhere(root: Path) -> None:
    lines = coverage(root)
    assert len(lines) >= 70
    assert [line for line in lines if not re.search(r" → `", line)] == []
    places = {place for line in lines for place in PLACE.findall(line)}
    lost = [f"{file}#{name}" for file, name in sorted(places) if name not in ids_in(file)]
    assert lost == []


def test_each_card_and_case_teaches_a_fact(root: Path, campaign: Campaign) -> None:
    named = {name for line in coverage(root) for _, name in PLACE.findall(line)}
    cards = {card.id for chapter in campaign.chapters.values() for card in chapter.lesson}
    assert (cards | set(campaign.cases) | set(campaign.motives)) - named == set()


def test_names_that_stand_for_nothing_are_told_with_their_line(guide: Guide) -> None:
    texts = campaign_texts()
    texts["1-data-collection.yaml"] = texts["1-data-collection.yaml"].replace(
        "kind: mouth-interior", "kind: mouth-interiour"
    )
    texts["motives.yaml"] = texts["motives.yaml"].replace("checks: [report, ask]", "checks: [reports, ask]")
    with pytest.raises(ContentError) as caught:
        campaign_from(texts, guide)
    told = sorted(str(problem) for problem in caught.value.problems)
    assert len(told) == 2
    assert re.match(r"1-data-collection\.yaml:\d+:\d+: .*did you mean `mouth-interior`", told[0])
    assert re.match(r"motives\.yaml:\d+:\d+: .*did you mean `report`", told[1])


def test_a_chapter_that_comes_twice_is_told(guide: Guide) -> None:
    texts = campaign_texts()
    texts["7-again.yaml"] = texts["6-why.yaml"]
    with pytest.raises(ContentError, match=r"6-why\.yaml already"):
        campaign_from(texts, guide)


def test_a_missing_file_is_told(guide: Guide) -> None:
    texts = campaign_texts()
    del texts["motives.yaml"]
    with pytest.raises(ContentError, match="needs this file"):
        campaign_from(texts, guide)


def test_a_question_without_a_wrong_answer_is_told(guide: Guide) -> None:
    texts = campaign_texts()
    texts["motives.yaml"] = texts["motives.yaml"].replace("fits: false", "fits: true")
    with pytest.raises(ContentError, match="answers that do not"):
        campaign_from(texts, guide)
