import csv
import io
import json
from pathlib import Path

import pytest
from quiz.make import answered, artefact, clip, mark, sound

from game.cli import main
from game.quiz.summary import summarise
from game.records.export import COLUMNS, figures, to_csv, to_json
from records.make import NOW, answer, old_answer, open_store, session

REAL = answered(clip("r1"), 2, session="s1", index=1, at=NOW)
HEARD = answered(
    clip("a1", sound(), artefact("jitter")),
    5,
    [mark(timed=True)],
    "audio-splice",
    session="s1",
    index=2,
    at=NOW,
)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_line_per_answer_with_stable_columns():
    text = to_csv([session(finished=NOW)], [answer(0), REAL])
    first, second = rows(text)
    assert tuple(first) == COLUMNS
    assert first["session_started"] == first["session_finished"] == NOW
    assert first["level"] == "mixed"
    assert (first["p"], first["step"], first["called"], first["correct"]) == ("0.95", "6", "manipulated", "1")
    assert (first["points"], first["judgement_points"], first["scoring"]) == ("100", "100", "judgement")
    assert first["marks"] == "0.1 0.5 1.5; 0.5 0.5 1.5"
    assert (first["hit_mark"], first["kind_right"], first["named_kind"]) == ("1", "1", "blending-boundary")
    assert (second["called"], second["correct"], second["points"]) == ("real", "1", "96")
    assert second["kinds"] == second["marks"] == second["hit_mark"] == second["original"] == ""


def test_an_answer_under_the_old_rule_keeps_its_points_and_says_so():
    (row,) = rows(to_csv([session()], [old_answer()]))
    assert (row["points"], row["judgement_points"], row["spotting_points"]) == ("140", "100", "40")
    assert row["scoring"] == "judgement+spotting"


def test_several_kinds_share_a_cell_and_a_moment_has_no_place():
    (row,) = rows(to_csv([], [HEARD]))
    assert row["kinds"] == "audio-splice jitter"
    assert row["found_kinds"] == "audio-splice"
    assert row["marks"] == "1.5"
    assert row["session_started"] == row["level"] == ""


def test_the_first_columns_never_change_their_place():
    """What was exported once is read for years: add columns at the end only."""
    assert COLUMNS[:7] == (
        "session",
        "session_started",
        "session_finished",
        "level",
        "language",
        "index",
        "at",
    )
    assert COLUMNS[26:30] == ("watch_ms", "judge_ms", "replays", "reason")
    assert COLUMNS[30:] == (
        *("order", "glance", "block", "form", "profile", "scoring", "where_known", "pair", "pack_version"),
    )
    assert len(COLUMNS) == len(set(COLUMNS))


def test_every_column_is_explained(root):
    text = (Path(root) / "docs" / "measuring.md").read_text("utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in text] == []


def test_json_holds_sessions_with_their_figures_and_answers():
    whole = json.loads(to_json([session("s0"), session("s1")], [answer(0), REAL, HEARD]))
    assert whole["format"] == 1
    empty, full = whole["sessions"]
    assert (empty["id"], empty["answers"], empty["figures"]["rounds"]) == ("s0", [], 0)
    assert empty["figures"]["dprime_error"] is None
    assert full["figures"]["hits"] == 2
    assert full["figures"]["correct_rejections"] == 1
    assert full["figures"]["points"] == sum(a["points"] for a in full["answers"])
    assert {"session", "level", "profile"}.isdisjoint(full["answers"][0])
    assert full["answers"][0]["scoring"] == "judgement"
    assert full["answers"][2]["marks"] == [{"t": 1.5}]
    assert full["answers"][0]["found_kinds"] == ["blending-boundary"]


def test_answers_of_a_session_that_was_never_noted_are_exported_too():
    (only,) = json.loads(to_json([], [REAL]))["sessions"]
    assert (only["id"], only["level"], len(only["answers"])) == ("s1", None, 1)


def test_figures_are_those_of_the_summary():
    results = (answer(0), REAL, HEARD)
    told, summary = figures(summarise(results)), summarise(results)
    assert told["dprime"] == round(summary.dprime, 4)
    assert told["traces"] == {"shown": 2, "found": 2, "placed": 2, "named": 2}
    assert told["per_kind"]["jitter"] == {"shown": 1, "found": 0}
    assert told["dprime_band"] is None


@pytest.fixture
def folder(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session())
        store.add(answer(0))
        store.add(REAL)
    return tmp_path


def test_the_command_prints_csv(folder, capsys):
    assert main(["results", "export", "--data-dir", str(folder)]) == 0
    assert [row["clip"] for row in rows(capsys.readouterr().out)] == ["c0", "r1"]


def test_the_command_writes_json_to_a_file(folder, capsys):
    out = folder / "answers.json"
    command = ["results", "export", "--data-dir", str(folder), "--format", "json", "--out", str(out)]
    assert main(command) == 0
    assert capsys.readouterr().out == ""
    assert len(json.loads(out.read_text("utf-8"))["sessions"][0]["answers"]) == 2


def test_without_answers_the_columns_are_printed_and_nothing_is_made(tmp_path, capsys):
    assert main(["results", "export", "--data-dir", str(tmp_path / "new")]) == 0
    printed = capsys.readouterr()
    assert printed.out == ",".join(COLUMNS) + "\n"
    assert "no answers yet" in printed.err
    assert not (tmp_path / "new").exists()


def test_a_file_that_cannot_be_written_is_told(folder, capsys):
    out = folder / "missing" / "answers.csv"
    assert main(["results", "export", "--data-dir", str(folder), "--out", str(out)]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_damaged_store_is_told_and_kept(folder, capsys):
    (folder / "answers.db").write_text("broken " * 200)
    assert main(["results", "export", "--data-dir", str(folder)]) == 0
    assert "moved to" in capsys.readouterr().err
    assert len(list(folder.glob("answers-damaged-*.db"))) == 1
