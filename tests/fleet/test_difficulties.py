"""Pooled difficulties: nearer to the truth than what makers say, signed, and taken in by the scheduler."""

import json
import sqlite3
import sys
from contextlib import closing
from random import Random
from typing import Any

import numpy as np
import pytest
from quiz.make import answered, clip

from game.cli import main
from game.errors import FleetError
from game.fleet.difficulties import newest, pooled_difficulties
from game.fleet.facts import ClipCell
from game.fleet.signed import make_key, read_signed, write_signed
from game.quiz import ability
from game.quiz.candidates import Candidate
from game.quiz.history import PRIOR, remember
from game.records.pooled import read_pooled

CLIPS, MACHINES = 40, 60


def dealt_by_the_scheduler(seed=3):
    """Answers to clips that are dealt near each player's ability, and the clips' true hardness."""
    random = Random(seed)
    truth = [random.gauss(0, 1.2) for _ in range(CLIPS)]
    stated = [ability.difficulty(b + random.gauss(0, 1.0)) for b in truth]
    cells = []
    for m in range(MACHINES):
        theta = random.gauss(0, 1.0)
        aim = ability.aimed_hardness(theta)
        near = sorted(range(CLIPS), key=lambda i: abs(ability.hardness(stated[i]) - aim))[:15]
        for i in near:
            asked = random.randrange(2, 12)
            wrong = sum(random.random() > ability.success(theta, truth[i]) for _ in range(asked))
            name = f"c{i:02d}"
            where = f"m{m}", "studio", "1.0.0", name
            cells.append(ClipCell("home", *where, bool(i % 2), (), stated[i], asked, wrong, 1))
    return truth, stated, cells


def away(values, truth):
    """The root mean square of the differences, with the middle of both in one place."""
    rest = np.array(values) - np.array(truth)
    return float(np.sqrt(((rest - rest.mean()) ** 2).mean()))


def test_pooled_hardness_is_nearer_to_the_truth_than_the_makers_and_than_shares_of_right_calls():
    truth, stated, cells = dealt_by_the_scheduler()
    found = {one.clip: one for one in pooled_difficulties(cells)}
    told = [i for i in range(CLIPS) if f"c{i:02d}" in found]
    assert len(told) > CLIPS / 2

    def share(i):
        mine = [c for c in cells if c.clip == f"c{i:02d}"]
        right = 1 - sum(c.wrong for c in mine) / sum(c.answered for c in mine)
        known = min(0.99, max(0.01, 2 * right - 1))
        return -np.log(known / (1 - known))

    true = [truth[i] for i in told]
    pooled = away([found[f"c{i:02d}"].b for i in told], true)
    assert pooled < 0.6 * away([ability.hardness(stated[i]) for i in told], true)
    assert pooled < 0.7 * away([share(i) for i in told], true)
    assert all(PRIOR <= one.answers <= 400 for one in found.values())


def test_a_clip_that_fewer_than_five_have_answered_is_not_told():
    cells = [ClipCell("home", f"m{m}", "studio", "1.0.0", "c", True, (), 0.5, 9, 3, 1) for m in range(4)]
    assert pooled_difficulties(cells) == []
    assert pooled_difficulties(
        [*cells, ClipCell("kiosk", "k", "studio", "1.0.0", "c", True, (), None, 9, 3, 9)]
    )


def test_of_a_pack_the_newest_version_counts():
    packs = [{"pack": "studio", "version": v} for v in ("1.9.0", "1.10.0", "0.0.0")]
    assert newest(packs) == [{"pack": "studio", "version": "1.10.0"}]


RECORD: dict[str, Any] = {
    "format": 1, "made": "2026-05-20",
    "packs": [{"pack": "studio", "version": "1.0.0", "clips": {"c1": [2.5, 300]}}],
}  # fmt: skip


@pytest.fixture
def joined(tmp_path):
    """A machine that knows its fleet's key and has the studio pack, with the secret key beside it."""
    folder, key = tmp_path / "data", tmp_path / "secret.key"
    public = make_key(key)
    join = ["fleet", "join", "--site", "a", "--label", "b", "--signed-by", public]
    assert main([*join, "--data-dir", str(folder)]) == 0
    with closing(sqlite3.connect(folder / "library.db")) as db:
        db.execute("CREATE TABLE packs (name TEXT, record TEXT)")
        db.execute("INSERT INTO packs VALUES ('studio', ?)", (json.dumps({"version": "1.0.0"}),))
        db.commit()
    return folder, key


def take(folder, path):
    return main(["records", "difficulties", str(path), "--data-dir", str(folder)])


def test_the_scheduler_takes_in_a_signed_file(joined, tmp_path, capsys):
    folder, key = joined
    write_signed(tmp_path / "new.json", RECORD, key)
    assert take(folder, tmp_path / "new.json") == 0
    pooled = read_pooled(folder, {"studio": "1.0.0"})
    history = remember((), pooled)
    known = Candidate("studio", "c1", "p", (), 0.1, "real")
    assert history.hardness(known) == 2.5
    assert history.known == frozenset(), "a clip is not known because others have seen it"
    given = answered(clip("c1", difficulty=0.1), 1)
    played = remember([given.__class__(**{**_fields(given), "pack": "studio"})], pooled)
    assert 2.4 < played.hardness(known) < 2.5, "300 answers of others outweigh one of this player"
    assert read_pooled(folder, {"studio": "1.1.0"}) == {}
    assert "1 clips" in capsys.readouterr().out


def _fields(answer):
    return {name: getattr(answer, name) for name in answer.__dataclass_fields__}


def spoilt(text):
    return text.replace("2.5", "0.5")


@pytest.mark.parametrize(
    ("record", "spoil", "told"),
    [
        (RECORD, spoilt, "was not signed by this fleet"),
        (RECORD, lambda text: text[:40], "is no signed file"),
        (RECORD, lambda text: text.replace('"signature": "', '"signature": "zz'), "is no signed file"),
        ({**RECORD, "format": 2}, str, "another format"),
        ({**RECORD, "packs": [{**RECORD["packs"][0], "version": "1.0.1"}]}, str, "installed is 1.0.0"),
        (
            {**RECORD, "packs": [{**RECORD["packs"][0], "clips": {"c": [99, 1]}}]},
            str,
            "holds no difficulties",
        ),
        ({**RECORD, "made": "2026-05-19"}, str, "one of 2026-05-20 is in use"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_in_one_line(joined, tmp_path, capsys, record, spoil, told):
    folder, key = joined
    write_signed(tmp_path / "before.json", RECORD, key)
    assert take(folder, tmp_path / "before.json") == 0
    path = tmp_path / "file.json"
    write_signed(path, record, key)
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    capsys.readouterr()
    assert take(folder, path) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert read_pooled(folder, {"studio": "1.0.0"})[("studio", "c1")].b == 2.5


def test_another_key_signs_for_nobody(joined, tmp_path):
    folder, _ = joined
    other = make_key(tmp_path / "other.key")
    write_signed(tmp_path / "new.json", RECORD, tmp_path / "other.key")
    assert take(folder, tmp_path / "new.json") == 1
    assert read_signed(tmp_path / "new.json", other) == RECORD
    assert (tmp_path / "other.key").stat().st_mode & 0o077 == 0
    with pytest.raises(FleetError, match="is there already"):
        make_key(tmp_path / "other.key")


@pytest.mark.parametrize(
    ("library", "words"),
    [
        ("psycopg", ["records", "push", "--to", "postgresql://a@b/c"]),
        ("psycopg", ["fleet", "init", "--to", "postgresql://a@b/c"]),
        ("cryptography", ["fleet", "key", "--out", "KEY"]),
        ("cryptography", ["records", "difficulties", "FILE", "--signed-by", "ab" * 32]),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:2]),
)
def test_without_the_extra_the_commands_say_which_one_is_missing(
    monkeypatch, tmp_path, capsys, library, words
):
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--data-dir", str(tmp_path / "data")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "[fleet]" in line
