"""A disk that is full, for real: what is there is read and exported, nothing is half-written."""

from small_disk import on_a_small_disk


def test_on_a_full_disk_everything_is_read_and_the_answer_waits_for_room(root, tmp_path):
    said = on_a_small_disk(root, tmp_path / "disk", "records.full_disk")
    found = dict(line.split(" ", 1) for line in said if not line.startswith("export to"))
    assert found["export"].startswith("0 11 There is no room left"), "a line of names, ten answers"
    (refused,) = (line for line in said if line.startswith("export to"))
    assert refused.split()[5] == "1"
    assert found["counts"] == "0 ['2026-03-04', '7'] "
    assert found["left"] == "behind ['answers.db-shm']", "SQLite's own, and no copy that is empty"
    assert found["opened"] == "store.memory True 10"
    assert found["refused"].startswith("full - There is no room left")
    assert (found["unsaved"], found["kept"]) == ("0", "12")
