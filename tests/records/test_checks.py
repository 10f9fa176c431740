from quiz.make import answered, artefact, clip

from game.quiz.answer import AnswerConditions
from game.quiz.discernment import Counts
from game.quiz.gain import CheckTaken
from game.records.checks import checks_taken, open_check
from records.make import NOW, open_store, session


def take(store, name, form, *, finished=True, profile="", steps=(6, 1)):
    """One check with a manipulated and a real clip."""
    store.start(session(name, level="check-short", block="short", form=form, profile=profile))
    for i, (what, step) in enumerate(zip((clip("f", artefact()), clip("r")), steps, strict=True)):
        conditions = AnswerConditions("fixed", None, "short", form)
        store.add(answered(what, step, session=name, index=i, at=NOW, conditions=conditions))
    if finished:
        store.finish(name, NOW)


def test_finished_checks_of_a_profile_are_told_oldest_first(tmp_path):
    with open_store(tmp_path) as store:
        take(store, "s1", "b", steps=(2, 5))
        take(store, "s2", "a", profile="kite")
        store.start(session("s3"))
        store.finish("s3", NOW)
        take(store, "s4", "a")
        take(store, "s5", "b", finished=False)
        assert checks_taken(store) == (
            CheckTaken("short", "b", Counts(0, 1, 1, 0)),
            CheckTaken("short", "a", Counts(1, 0, 0, 1)),
        )


def test_a_check_that_was_broken_off_can_be_gone_on_with_until_another_is_begun(tmp_path):
    with open_store(tmp_path) as store:
        assert open_check(store, "short") is None
        take(store, "s1", "a", finished=False)
        assert open_check(store, "short").id == "s1"
        assert open_check(store, "long") is None
        assert open_check(store, "short", "kite") is None
        take(store, "s2", "a")
        assert open_check(store, "short") is None


def test_answers_of_a_check_or_a_first_glance_were_not_asked_to_point():
    ways = {
        "checked": AnswerConditions("fixed", None, "short", "a"),
        "glanced": AnswerConditions("adaptive", 2.0),
        "practised": AnswerConditions("adaptive"),
    }
    said = {name: answered(clip("f", artefact()), 6, conditions=way) for name, way in ways.items()}
    assert {name: answer.asked for name, answer in said.items()} == {
        "checked": False,
        "glanced": False,
        "practised": True,
    }
    assert said["checked"].missed == said["glanced"].missed == ()
    assert said["practised"].missed == ("blending-boundary",)
