"""Where a player is in the campaign: steps, states, what is recommended, where to go on."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import resources
from game.campaign.progress import Part, Progress, chapter_states, outlines_of, steps_of
from game.campaign.reader import read_campaign


@cache
def campaign():
    return read_campaign(resources.read_guide())


CHAPTERS = tuple(campaign().chapters)


def all_of(chapter, **how):
    return [(chapter, step.id) for step in steps_of(campaign().chapters[chapter], **how)]


def states(progress, **how):
    return {state.id: state for state in chapter_states(outlines_of(campaign()), progress, **how)}


def test_a_chapter_is_lesson_examples_practice_and_what_else_its_file_holds():
    parts = [step.part for step in steps_of(campaign().chapters["post-processing"])]
    assert parts == [Part.CARD] * 4 + [Part.EXAMPLE] * 2 + [Part.PRACTICE, Part.LADDER]
    last = [step.part for step in steps_of(campaign().chapters["why"])]
    assert last[-5:] == [Part.CASE, Part.POST, Part.POST, Part.BEFORE_SHARE, Part.CHECK]


def test_check_blocks_are_left_out_where_they_cannot_be_played():
    assert all(
        step.part is not Part.CHECK
        for c in CHAPTERS
        for step in steps_of(campaign().chapters[c], checks=False)
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_ids_of_steps_are_unique(chapter):
    ids = [step.id for step in steps_of(campaign().chapters[chapter])]
    assert len(ids) == len(set(ids))


def test_at_first_nothing_is_started_and_the_first_chapter_is_recommended():
    found = chapter_states(outlines_of(campaign()), Progress())
    assert {state.state for state in found} == {"not-started"}
    assert [state.number for state in found if state.recommended] == [0]


def test_a_begun_chapter_continues_and_a_full_one_is_finished():
    first, second = CHAPTERS[:2]
    progress = Progress(done=frozenset(all_of(first)))
    progress = progress.after(second, all_of(second)[0][1])
    found = states(progress)
    assert (found[first].state, found[second].state) == ("finished", "continue")
    assert (found[second].done, found[second].total) == (1, len(all_of(second)))
    assert found[second].recommended


def test_what_was_begun_last_goes_before_what_was_left_out():
    progress = Progress().after("face-swap", all_of("face-swap")[0][1])
    assert states(progress)["face-swap"].recommended


def test_forerunners_go_first_among_chapters_not_begun():
    progress = Progress(done=frozenset(all_of(CHAPTERS[0])), last=CHAPTERS[0])
    assert states(progress)[CHAPTERS[1]].recommended


def test_nothing_is_recommended_when_all_is_finished():
    done = frozenset(pair for chapter in CHAPTERS for pair in all_of(chapter))
    found = chapter_states(outlines_of(campaign()), Progress(done=done))
    assert {state.state for state in found} == {"finished"}
    assert not any(state.recommended for state in found)


def test_a_practice_begun_makes_its_chapter_continue():
    assert states(Progress().with_answers("face-swap", 3))["face-swap"].state == "continue"


def test_what_is_left_of_a_practice():
    chapter = campaign().chapters["face-swap"]
    rounds = chapter.practice.rounds
    assert Progress().rounds_left(chapter) == rounds
    assert Progress().with_answers("face-swap", 3).rounds_left(chapter) == rounds - 3
    assert Progress().with_answers("face-swap", rounds).rounds_left(chapter) == rounds
    assert Progress().rounds_left(campaign().chapters["why"]) == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([p for c in CHAPTERS for p in all_of(c)]), max_size=60))
def test_more_done_is_never_less_and_the_next_step_is_open(pairs):
    progress = Progress()
    for chapter, step in pairs:
        before = states(progress)
        progress = progress.after(chapter, step)
        after = states(progress)
        assert all(after[c].done >= before[c].done for c in CHAPTERS)
        assert sum(state.recommended for state in after.values()) <= 1
    for chapter in CHAPTERS:
        steps = steps_of(campaign().chapters[chapter])
        following = steps[progress.next_step(campaign().chapters[chapter])]
        finished = states(progress)[chapter].state == "finished"
        assert finished or (chapter, following.id) not in progress.done
