"""A draw asks little, whatever the library has, and knows of every change."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from game import resources
from game.content.models import Clip
from game.packs import index, shelves
from game.packs.draws import CHOICE, ENOUGH, Draws, Wanted
from game.records.database import transaction
from tools.bench.library import clips_of, pack_of

COUNTS = (100, 40 * shelves.SMALL)
KINDS = ("jitter", "edge-halo", "double-eyebrows")


def spread(count: int) -> tuple[Clip, ...]:
    """Half of them real; as many hard as plain."""
    random = Random(count)
    made = clips_of(count, resources.read_guide())
    return tuple(clip.model_copy(update={"difficulty": random.random()}) for clip in made)


def fill(path: Path, clips: tuple[Clip, ...]) -> None:
    """Put a pack of these clips into the index, in the place of the one that is there."""
    db = index.connect(path)
    with transaction(db):
        index.add(db, index.PackEntry(pack_of(), clips, "."))
    db.close()


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """An index of each number of clips."""
    made = {count: tmp_path_factory.mktemp("index") / "library.db" for count in COUNTS}
    for count, path in made.items():
        fill(path, spread(count))
    return made


class Watched:
    """An open index that counts the questions, and the rows that are told."""

    def __init__(self, path: Path) -> None:
        self.questions: list[str] = []
        self.rows = 0
        self.db = index.connect(path)
        self.db.set_trace_callback(self.questions.append)
        self.db.row_factory = self._told

    def _told(self, _: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
        self.rows += 1
        return row

    def draw(self, draws: Draws, wanted: Wanted) -> tuple[int, int]:
        """Draw and return how many questions and rows that took."""
        self.questions.clear()
        self.rows = 0
        draws.nearest(self.db, wanted)
        return len(self.questions), self.rows


@pytest.fixture(params=COUNTS)
def watched(paths: dict[int, Path], request: pytest.FixtureRequest) -> Iterator[Watched]:
    """An index of few clips, then one of many."""
    opened = Watched(paths[request.param])
    yield opened
    opened.db.close()


WISHES = [
    Wanted("real", u=0.3),
    Wanted("manipulated", u=0.9),
    Wanted("real", difficulty=(0.4, 0.6), u=0.7),
    Wanted("manipulated", ("jitter",), difficulty=(0.2, 0.4), u=0.5),
    Wanted("manipulated", KINDS, u=0.2),
    Wanted("manipulated", KINDS, difficulty=(0.3, 0.6), u=0.6),
]


@pytest.mark.parametrize("wanted", WISHES)
def test_a_draw_asks_each_shelf_for_clips_and_for_nothing_that_is_known(
    watched: Watched, wanted: Wanted
) -> None:
    """Two questions more hold the state of the index; a shelf is asked again where the shuffle ends."""
    draws = Draws()
    draws.nearest(watched.db, wanted)
    asked, told = watched.draw(draws, wanted._replace(u=0.4))
    assert asked <= 2 + 2 * len(wanted.words)
    assert told <= 1 + (CHOICE if len(wanted.words) == 1 else 2 * CHOICE)


@pytest.mark.parametrize("wanted", WISHES)
def test_the_first_draw_asks_little_too(watched: Watched, wanted: Wanted) -> None:
    """Once more for packs, once for the shelves of the pack, once for the bands of one shelf."""
    asked, told = watched.draw(Draws(), wanted)
    known = 1 + len(shelves_of(watched.db)) + (shelves.BANDS + 1 if len(wanted.words) == 1 else 0)
    assert asked <= 2 + 3 + 2 * len(wanted.words)
    assert told <= 2 + 2 * CHOICE + known


@pytest.mark.parametrize(
    ("difficulty", "few", "many"), [((0.0, 1.0), CHOICE, ENOUGH), ((0.4, 0.6), 0, CHOICE)]
)
def test_where_clips_are_plenty_fewer_are_enough_to_choose_from(
    paths: dict[int, Path], difficulty: tuple[float, float], few: int, many: int
) -> None:
    for path, wanted in zip(paths.values(), (few, many), strict=True):
        db = index.connect(path)
        found = Draws().nearest(db, Wanted("real", difficulty=difficulty, u=0.5))
        asked = Draws().nearest(db, Wanted("real", difficulty=difficulty, u=0.5, limit=CHOICE))
        db.close()
        assert found == asked[: len(found)]
        assert len(found) == (wanted or len(asked))


def shelves_of(db: sqlite3.Connection) -> list[object]:
    return db.execute("SELECT key FROM shelves").fetchall()


def test_a_draw_knows_of_a_pack_that_was_switched_off_here_or_elsewhere(tmp_path: Path) -> None:
    path, draws = tmp_path / "library.db", Draws()
    fill(path, spread(100))
    here, there = index.connect(path), index.connect(path)
    assert len(draws.nearest(here, Wanted("real"))) == CHOICE
    for db in (here, there):
        for enabled, found in ((False, 0), (True, CHOICE)):
            index.set_enabled(db, 1, enabled=enabled)
            assert len(draws.nearest(here, Wanted("real"))) == found
    here.close()
    there.close()


def test_a_draw_knows_of_a_pack_that_came_in_the_place_of_another(tmp_path: Path) -> None:
    """Keys are given again: what was known of the old shelves is not true of the new ones."""
    path, draws = tmp_path / "library.db", Draws()
    fill(path, spread(4 * shelves.SMALL))
    db = index.connect(path)
    wanted = Wanted("manipulated", KINDS, difficulty=(0.1, 0.3))
    draws.nearest(db, wanted)
    fill(path, spread(200))
    assert draws.nearest(db, wanted) == Draws().nearest(db, wanted)
    with transaction(db):
        index.remove(db, "many")
    assert draws.nearest(db, wanted) == ()
    db.close()


def test_a_draw_is_of_one_state_of_the_index(tmp_path: Path) -> None:
    """Another process replaces the pack after the draw has begun: all clips are of the old one."""
    path = tmp_path / "library.db"
    old, new = spread(100), tuple(clip for clip in spread(300) if clip.manipulated)
    fill(path, old)
    here, there, left = index.connect(path), index.connect(path), [new]

    def meanwhile(question: str) -> None:
        if "data_version" not in question and "sqlite_schema" not in question and left:
            with transaction(there):
                index.add(there, index.PackEntry(pack_of(), left.pop(), "."))

    before = Draws().nearest(here, Wanted("real", limit=100))
    here.set_trace_callback(meanwhile)
    assert Draws().nearest(here, Wanted("real", limit=100)) == before
    assert not left
    assert Draws().nearest(here, Wanted("real", limit=100)) == ()
    here.close()
    there.close()


def test_another_index_is_not_taken_for_the_one_before(paths: dict[int, Path]) -> None:
    draws = Draws()
    for path in paths.values():
        db = index.connect(path)
        assert draws.nearest(db, WISHES[-1]) == Draws().nearest(db, WISHES[-1])
        db.close()


def test_clips_that_are_rare_are_all_told_however_many_others_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most clips are as hard as each other: of the few plain ones none is left out."""
    monkeypatch.setattr("game.packs.draws.PLENTY", shelves.SMALL // 2)
    made = tuple(clips_of(4 * shelves.SMALL, resources.read_guide()))
    plain = {clip.id for clip in [clip for clip in made if clip.manipulated][::43]}
    assert ENOUGH < len(plain) < CHOICE
    fill(
        tmp_path / "library.db",
        tuple(clip.model_copy(update={"difficulty": 0.1 if clip.id in plain else 0.6}) for clip in made),
    )
    db = index.connect(tmp_path / "library.db")
    found = Draws().nearest(db, Wanted("manipulated", difficulty=(0.0, 0.5), u=0.4))
    assert {clip.clip for clip in found} == plain
    db.close()


def test_no_clip_is_asked_for(paths: dict[int, Path]) -> None:
    for path in paths.values():
        db = index.connect(path)
        assert Draws().nearest(db, Wanted("real", u=0.2, limit=0)) == ()
        db.close()
