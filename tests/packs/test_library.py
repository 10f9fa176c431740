"""The library: packs are there whole or not at all, and found without reading them again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.errors import PackError, StoreError
from game.packs import folders, index, library, reader
from game.packs.library import ClipCounts, InstalledPack, Library
from packs import make


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def source(tmp_path: Path, name: str = "people", version: str = "1.0.0", **changes: Any) -> Path:
    folder = tmp_path / f"source-{name}-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    clips = changes.pop("clips", None)
    return make.write(folder, make.pack_record(name=name, version=version, **changes), clips)


def install(opened: Library, path: Path) -> None:
    opened.install(path, make.guide(), make.probe)


def state(data: Path) -> dict[str, Any]:
    """Everything a player can see of a library, opened anew; also that nothing else lies around."""
    opened = Library(data)
    try:
        packs = {p.pack.name: (p.pack.version, p.enabled, p.damaged) for p in opened.packs()}
        clips = {name: tuple(clip.id for clip in opened.clips(name)) for name in packs}
        for pack in opened.packs():
            assert opened.check(pack.pack.name) == ()
        lying = sorted(p.name for p in opened.folder.iterdir())
        assert lying == sorted(p.folder.name for p in opened.packs() if not p.embedded)
        return {"packs": packs, "clips": clips, "counts": opened.counts()}
    finally:
        opened.close()


def test_an_installed_pack_is_found_again(data: Path, tmp_path: Path) -> None:
    path = make.zipped(source(tmp_path), tmp_path / "p.zip")
    opened = Library(data)
    install(opened, path)
    opened.close()
    path.unlink()
    again = Library(data)
    (pack,) = again.packs()
    assert pack == InstalledPack(
        pack=pack.pack,
        folder=data / "packs" / "people-1.0.0",
        clips=2,
        enabled=True,
        checked=True,
        damaged=None,
        poster=data / "packs" / "people-1.0.0" / make.clip_record("a")["poster"],
    )
    clip = again.clip("people", "a-edit")
    assert clip.artefacts[0].kind == "blending-boundary"
    assert make.probe(again.media_path("people", clip)) == make.Facts()
    poster = again.poster_path("people", clip)
    assert poster is not None
    assert poster.is_file()
    assert "CC-BY-4.0" in (pack.folder / "CREDITS.md").read_text("utf-8")
    assert state(data)["clips"] == {"people": ("a", "a-edit")}


def test_opening_reads_no_pack(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = source(tmp_path, "embedded")
    first = Library(data)
    install(first, source(tmp_path))
    first.register_folder(embedded)
    first.close()

    def refuse(*_: object) -> None:
        raise AssertionError("a pack was read")

    for module in (library, folders):
        monkeypatch.setattr(module, "read_pack", refuse)
    monkeypatch.setattr(reader, "load", refuse)
    again = Library(data)
    again.register_folder(embedded)
    assert [p.pack.name for p in again.packs()] == ["embedded", "people"]
    assert again.counts() == ClipCounts(2, 2)


def test_a_bad_pack_leaves_nothing(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    bad = source(tmp_path, licenses=[{"name": "none known"}])
    (bad / "media" / "more.txt").write_text("x")
    with pytest.raises(PackError) as caught:
        install(opened, bad)
    assert len(caught.value.problems) == 2
    assert opened.packs() == ()
    assert list(opened.folder.iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "credits_text", full)
    opened = Library(data)
    with pytest.raises(PackError, match="No space left on device"):
        install(opened, source(tmp_path))
    assert opened.packs() == ()
    assert list(opened.folder.iterdir()) == []


def test_an_index_that_cannot_be_written_leaves_the_old_pack(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    opened = Library(data)
    install(opened, source(tmp_path))
    before = state(data)
    with monkeypatch.context() as patched:
        patched.setattr(index, "add", full)
        with pytest.raises(StoreError, match="disk is full"):
            install(opened, source(tmp_path, clips=make.pair("b")))
    assert len(list(opened.folder.iterdir())) == 1
    assert state(data) == before


def test_a_file_that_changes_while_it_is_copied_is_refused(data: Path, tmp_path: Path) -> None:
    path = source(tmp_path)

    def meddling(clip: Path) -> make.Facts:
        facts = make.probe(clip)
        whole = clip.read_bytes()
        clip.write_bytes(b"X" + whole[1:])
        return facts

    opened = Library(data)
    with pytest.raises(PackError, match="changed while it was being installed"):
        opened.install(path, make.guide(), meddling)
    assert list(opened.folder.iterdir()) == []


def test_a_tally_counts_one_pack_on_or_off(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path, clips=[*make.pair("a"), make.clip_record("b")]))
    opened.set_enabled("people", enabled=False)
    assert opened.tally("people") == ClipCounts(2, 1)


def test_an_unknown_pack_or_clip_is_told(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    with pytest.raises(PackError, match="did you mean `people`"):
        opened.remove("peple")
    with pytest.raises(PackError, match="no clip `zzz`"):
        opened.clip("people", "zzz")
    with pytest.raises(PackError, match="no such pack"):
        opened.set_enabled("zzz", enabled=False)


def test_a_new_version_takes_the_place_of_the_old_one(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path, version="1.0.0"))
    opened.set_enabled("people", enabled=False)
    install(opened, source(tmp_path, version="1.1.0", clips=make.pair("b")))
    assert state(data) == {
        "packs": {"people": ("1.1.0", False, None)},
        "clips": {"people": ("b", "b-edit")},
        "counts": ClipCounts(0, 0),
    }


def test_the_same_version_again_takes_its_place_too(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    install(opened, source(tmp_path, clips=make.pair("b")))
    assert state(data)["clips"] == {"people": ("b", "b-edit")}


def test_removing_takes_all_away(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    opened.remove("people")
    assert state(data) == {"packs": {}, "clips": {}, "counts": ClipCounts(0, 0)}


def test_a_pack_that_asks_is_off_at_first(data: Path, tmp_path: Path) -> None:
    rights = {"basis": "paid-actors", "manipulation": "agreed", "evidence": "contract"}
    changes: dict[str, Any] = {
        "licenses": [{"name": "LicenseRef-dfdc"}],
        "agreement": {"role": "lecturer", "date": "2026-11-28"},
        "display": ["home"],
        "redistribute": False,
    }
    opened = Library(data)
    install(opened, source(tmp_path, consent=rights, **changes))
    assert not opened.packs()[0].enabled
    assert opened.counts() == ClipCounts(0, 0)
    opened.set_enabled("people", enabled=True)
    assert opened.counts() == ClipCounts(1, 1)


def test_a_check_finds_changed_files_and_keeps_them_from_play(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    clip = opened.clip("people", "a")
    path = opened.media_path("people", clip)
    whole = path.read_bytes()
    path.write_bytes(whole[:10])
    (problem,) = opened.check("people")
    assert "cut short" in problem.message
    (pack,) = opened.packs()
    assert pack.damaged == problem.message
    assert not pack.checked
    assert opened.counts() == ClipCounts(0, 0)
    assert opened.pool("real", u=0) == ()
    path.write_bytes(whole)
    assert opened.check("people") == ()
    assert opened.packs()[0].damaged is None


def test_a_check_misses_posters_and_whole_folders(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    poster = opened.poster_path("people", opened.clip("people", "a"))
    assert poster is not None
    poster.unlink()
    assert [p.message for p in opened.check("people")] == [f"media/{poster.name}: the file is missing"]
    shutil.rmtree(opened.packs()[0].folder)
    assert "no such file or folder" in opened.check("people")[0].message
    assert opened.packs()[0].damaged == "there is no such file or folder"


# Drawing clips


def shelf_of_many(data: Path, tmp_path: Path) -> Library:
    opened = Library(data)
    kinds = ("blending-boundary", "jitter")
    for name in ("one", "two"):
        clips = []
        for n in range(20):
            region = [{"t": 0, "polygon": make.SQUARE}]
            wanted = kinds if n % 5 == 0 else kinds[n % 2 : n % 2 + 1]
            artefacts = [{"kind": kind, "interval": [0, 1], "region": region} for kind in wanted]
            clips += make.pair(f"{name}{n}", difficulty=n / 20, artefacts=artefacts)
        install(opened, source(tmp_path, name, clips=clips))
    return opened


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Library:
    tmp_path = tmp_path_factory.mktemp("many")
    return shelf_of_many(tmp_path / "data", tmp_path)


KINDS = st.sampled_from([(), ("jitter",), ("blending-boundary",), ("jitter", "blending-boundary"), ("x",)])
BAND = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: (min(ends), max(ends)))


@settings(max_examples=80, deadline=None)
@given(
    label=st.sampled_from(["real", "manipulated"]),
    kinds=KINDS,
    band=BAND,
    u=st.floats(0, 1),
    limit=st.integers(1, 50),
)
def test_the_pool_is_the_shuffle_from_u_on(
    many: Library, label: Any, kinds: tuple[str, ...], band: tuple[float, float], u: float, limit: int
) -> None:
    everything = [(p.pack.name, clip) for p in many.packs() for clip in many.clips(p.pack.name)]
    matching = [
        (index.shuffle_place(name, clip.id), name, clip.id)
        for name, clip in everything
        if clip.label == label
        and band[0] <= clip.difficulty <= band[1]
        and (label == "real" or not kinds or set(kinds) & set(clip.kinds))
    ]
    turned = sorted(matching, key=lambda entry: (entry[0] < u, entry[0]))
    found = many.pool(label, kinds=kinds, difficulty=band, u=u, limit=limit)
    assert [candidate.key for candidate in found] == [(name, id_) for _, name, id_ in turned[:limit]]


@settings(max_examples=20, deadline=None)
@given(kinds=KINDS)
def test_counts_agree_with_the_pool(many: Library, kinds: tuple[str, ...]) -> None:
    counted = many.counts(kinds)
    assert counted.real == len(many.pool("real", u=0, limit=1000))
    assert counted.manipulated == len(many.pool("manipulated", kinds=kinds, u=0, limit=1000))


def test_a_candidate_says_what_the_scheduler_needs(many: Library) -> None:
    by_id = {candidate.clip: candidate for candidate in many.pool("manipulated", u=0.3, limit=100)}
    found = by_id["one5-edit"]
    assert (found.pack, found.person, found.label, found.original) == ("one", "s1", "manipulated", "one5")
    assert set(found.kinds) == {"blending-boundary", "jitter"}
    assert found.difficulty == 0.25


def test_packs_that_are_off_are_not_drawn(data: Path, tmp_path: Path) -> None:
    opened = shelf_of_many(data, tmp_path)
    opened.set_enabled("one", enabled=False)
    assert {candidate.pack for candidate in opened.pool("manipulated", u=0.5, limit=100)} == {"two"}
    assert opened.counts() == ClipCounts(20, 20)
    assert opened.counts(["jitter"]).manipulated == len(
        opened.pool("manipulated", kinds=["jitter"], u=0, limit=99)
    )


# Embedded packs


def test_an_embedded_pack_is_read_again_only_when_it_changed(data: Path, tmp_path: Path) -> None:
    folder = source(tmp_path, "studio")
    opened = Library(data)
    opened.register_folder(folder)
    opened.set_enabled("studio", enabled=False)
    opened.register_folder(folder)
    assert not opened.packs()[0].enabled
    shutil.rmtree(folder)
    opened.register_folder(source(tmp_path, "studio", clips=make.pair("new")))
    (pack,) = opened.packs()
    assert pack.embedded
    assert not pack.enabled
    assert [clip.id for clip in opened.clips("studio")] == ["new", "new-edit"]
    with pytest.raises(PackError, match="comes with the game"):
        opened.remove("studio")
    assert folder.exists()


def test_an_embedded_pack_may_move_and_may_go(data: Path, tmp_path: Path) -> None:
    folder = source(tmp_path, "studio")
    opened = Library(data)
    opened.register_folder(folder)
    moved = folder.rename(tmp_path / "moved")
    opened.register_folder(moved)
    assert opened.media_path("studio", opened.clip("studio", "a")).is_file()
    opened.close()
    shutil.rmtree(moved)
    assert Library(data).packs() == ()


def test_an_installed_pack_goes_before_the_embedded_one(data: Path, tmp_path: Path) -> None:
    folder = source(tmp_path, "studio", version="1.0.0")
    opened = Library(data)
    opened.register_folder(folder)
    install(opened, source(tmp_path, "studio", version="2.0.0"))
    opened.register_folder(folder)
    opened.register_folder(folder)
    assert [(p.pack.version, p.embedded) for p in opened.packs()] == [("2.0.0", False)]
    opened.remove("studio")
    opened.register_folder(folder)
    assert [(p.pack.version, p.embedded) for p in opened.packs()] == [("1.0.0", True)]


# Damage and crashes


@pytest.mark.parametrize(
    "damage", [b"this is no database, it is a text of some length" * 50, b"SQLite format 3\0" * 99]
)
def test_a_damaged_index_is_kept_aside_and_built_again(data: Path, tmp_path: Path, damage: bytes) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    opened.close()
    (data / "library.db").write_bytes(damage)
    again = Library(data)
    assert again.moved_aside == data / "library.db.damaged-1"
    assert again.moved_aside.read_bytes() == damage
    assert [clip.id for clip in again.clips("people")] == ["a", "a-edit"]
    again.close()
    (data / "library.db").write_bytes(damage)
    assert Library(data).moved_aside == data / "library.db.damaged-2"


def test_damage_that_shows_later_is_mended_too(data: Path, tmp_path: Path) -> None:
    opened = shelf_of_many(data, tmp_path)
    opened.close()
    path = data / "library.db"
    with sqlite3.connect(path) as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'places'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    raw = bytearray(path.read_bytes())
    raw[(root - 1) * size : root * size] = b"\xa5" * size
    path.write_bytes(raw)
    again = Library(data)
    assert again.moved_aside is None
    assert len(again.pool("real", u=0, limit=100)) == 40
    assert again.moved_aside is not None


def test_an_index_of_another_version_is_built_again(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    opened.close()
    with sqlite3.connect(data / "library.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert [p.pack.name for p in Library(data).packs()] == ["people"]


def test_a_lost_index_is_built_again_and_unreadable_folders_are_kept(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    opened.close()
    (data / "library.db").unlink()
    bad = data / "packs" / "bad-1.0.0"
    bad.mkdir()
    (bad / "pack.yaml").write_text("a: [")
    again = Library(data)
    assert [p.pack.name for p in again.packs()] == ["people"]
    assert again.unreadable == (data / "packs" / ".unreadable-bad-1.0.0",)
    assert (again.unreadable[0] / "pack.yaml").read_text() == "a: ["
    again.close()
    assert Library(data).unreadable == ()


def test_a_folder_that_went_is_told(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    opened.close()
    shutil.rmtree(data / "packs" / "people-1.0.0")
    (pack,) = Library(data).packs()
    assert pack.damaged == "the files of this pack are gone"
    again = Library(data)
    again.remove("people")
    assert again.packs() == ()


class Killed(BaseException):
    """The process ends here, as far as the code under test can tell."""


STEPS = (
    (folders, "_copy"),
    (folders, "credits_text"),
    (folders, "put_away"),
    (folders, "sweep"),
    (os, "sync"),
    (shutil, "rmtree"),
    (Path, "rename"),
    (index, "add"),
    (index, "remove"),
)
BEFORE_AND_AFTER = [
    (step, after, nth) for step in range(len(STEPS)) for after in (False, True) for nth in (0, 1)
]


@pytest.mark.parametrize("action", ["install", "update", "reinstall", "remove"])
@pytest.mark.parametrize(("step", "after", "nth"), BEFORE_AND_AFTER)
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str, step: int, after: bool, nth: int
) -> None:
    def prepared(data: Path) -> Library:
        opened = Library(data)
        if action != "install":
            install(opened, source(tmp_path, version="1.0.0"))
        return opened

    def act(opened: Library) -> None:
        if action == "remove":
            opened.remove("people")
        else:
            version = "2.0.0" if action == "update" else "1.0.0"
            install(opened, source(tmp_path, version=version, clips=make.pair("b")))

    old = prepared(tmp_path / "old")
    old.close()
    new = prepared(tmp_path / "new")
    act(new)
    new.close()
    opened = prepared(tmp_path / "data")
    thing, name = STEPS[step]
    whole = getattr(thing, name)
    calls = iter(range(1000))

    def no_longer(*_: Any, **__: Any) -> None:
        """Do nothing: a killed process tidies nothing up."""

    with monkeypatch.context() as patched:

        def dying(*args: Any, **kwargs: Any) -> Any:
            if next(calls) < nth:
                return whole(*args, **kwargs)
            if after:
                whole(*args, **kwargs)
            patched.setattr(shutil, "rmtree", no_longer)
            raise Killed

        patched.setattr(thing, name, dying)
        with suppress(Killed):
            act(opened)
    opened.close()
    assert state(tmp_path / "data") in (state(tmp_path / "old"), state(tmp_path / "new"))


def test_while_another_process_installs_nothing_is_tidied_up(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Library(data)
    waiting, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> str:
        waiting.set()
        assert go_on.wait(10)
        return "credits"

    monkeypatch.setattr(folders, "credits_text", slow)
    worker = threading.Thread(target=install, args=(first, source(tmp_path)))
    worker.start()
    assert waiting.wait(10)
    half = data / "packs" / ".incoming-of-another"
    half.mkdir()
    second = Library(data)
    assert half.exists()
    assert second.packs() == ()
    second.close()
    go_on.set()
    worker.join()
    assert [p.pack.name for p in Library(data).packs()] == ["people"]


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="the superuser may write anywhere"
)
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be opened"):
        Library(tmp_path / "data")


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreError, match="cannot be opened"):
        Library(tmp_path / "data")


def test_a_sound_is_known_as_one(data: Path, tmp_path: Path) -> None:
    clips = [make.clip_record("a"), make.sound_record("b")]
    folder = make.write(tmp_path / "s", clips=clips, facts={"b": make.Facts(**make.SOUND_FACTS)})
    opened = Library(data)
    install(opened, folder)
    media = {candidate.clip: candidate.media for candidate in opened.candidates("people")}
    assert media == {"a": "video", "b": "audio"}
    assert opened.clip("people", "b").sound_only
    opened.close()


def test_an_index_of_before_there_were_sounds_opens(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    opened.close()
    with closing(sqlite3.connect(data / library.FILE)) as db:  # as version 1 of the index left it
        db.executescript(
            "DROP TABLE shelves; DROP TABLE places; DROP TABLE banded; DROP TABLE bands;"
            "DROP INDEX clips_by_pack; ALTER TABLE clips DROP COLUMN media;"
            "ALTER TABLE clips DROP COLUMN language;"
            "CREATE INDEX clips_by_shuffle ON clips (pack, label, shuffle, difficulty);"
            "CREATE TABLE spots (pack INTEGER, kind TEXT, shuffle REAL, difficulty REAL, clip INTEGER);"
            "PRAGMA user_version = 1;"
        )
    again = Library(data)
    assert again.moved_aside is None
    assert {candidate.media for candidate in again.candidates("people")} == {"video"}
    assert again.counts() == ClipCounts(1, 1)
    for label in ("real", "manipulated"):
        assert [candidate.label for candidate in again.pool(label, u=0, media="video")] == [label]
    again.close()


def test_an_index_whose_shelves_did_not_say_who_is_in_a_clip_opens(data: Path, tmp_path: Path) -> None:
    opened = Library(data)
    install(opened, source(tmp_path))
    found = {label: opened.pool(label, u=0.3) for label in ("real", "manipulated")}
    opened.close()
    with closing(sqlite3.connect(data / library.FILE)) as db:  # as version 4 of the index left it
        db.executescript(
            "DROP TABLE places; DROP TABLE banded;"
            "CREATE TABLE places (shelf INTEGER, shuffle REAL, clip INTEGER, difficulty REAL,"
            " PRIMARY KEY (shelf, shuffle, clip)) WITHOUT ROWID;"
            "CREATE TABLE banded (shelf INTEGER, band INTEGER, shuffle REAL, clip INTEGER, difficulty REAL,"
            " PRIMARY KEY (shelf, band, shuffle, clip)) WITHOUT ROWID;"
            "PRAGMA user_version = 4;"
        )
    again = Library(data)
    assert again.moved_aside is None
    assert {label: again.pool(label, u=0.3) for label in ("real", "manipulated")} == found
    again.close()
