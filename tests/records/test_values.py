from game.quiz.answer import Answer
from records.make import NOW, answer


def test_a_round_becomes_a_record_with_all_that_was_said():
    record = answer(3, watch_ms=900, judge_ms=400, replays=2)
    assert (record.session, record.index, record.at) == ("s1", 3, NOW)
    assert (record.pack, record.clip, record.person, record.original) == ("pack", "c3", "p7", "o1")
    assert (record.label, record.difficulty, record.kinds) == ("manipulated", 0.25, ("blending-boundary",))
    assert (record.p, record.step) == (0.95, 6)
    assert (record.judgement_points, record.points, record.scoring) == (100, 100, "judgement")
    assert record.marks == ((0.1, 0.5, 1.5, False), (0.5, 0.5, 1.5, False))
    assert (record.hit, record.artefact, record.kind_right, record.named) == (1, 0, True, "blending-boundary")
    assert record.found == ("blending-boundary",)
    assert (record.watch_ms, record.judge_ms, record.replays) == (900, 400, 2)


def test_no_field_could_hold_who_played():
    """Whoever adds a field meets this list, and thinks twice."""
    assert set(Answer.__dataclass_fields__) == {
        *("session", "index", "at", "pack", "clip", "person", "label", "original", "difficulty", "kinds"),
        *("p", "judgement_points", "spotting_points", "marks", "named", "hit", "artefact", "kind_right"),
        *("found", "watch_ms", "judge_ms", "replays", "reason", "order", "glance", "block", "form"),
        *("scoring", "where_known", "pair", "pack_version"),
    }
