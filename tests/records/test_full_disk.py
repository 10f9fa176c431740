"""A disk that is full, for real: what is there is read and exported, nothing is half-written."""

from small_disk import on_a_small_disk


def test_on_a_full_disk_everything_is_read_and_the_answer_waits_for_room(root, tmp_path):
    said = on_a_small_disk(root, tmp_path / "disk", "records.full_disk", "full")
    found = dict(line.split(" ", 1) for line in said if not line.startswith("export to"))
    assert found["export"].startswith("0 11 There is no room left"), "a line of names, ten answers"
    (refused,) = (line for line in said if line.startswith("export to"))
    assert refused.split()[5] == "1"
    assert found["counts"] == "0 ['2026-03-04', '7'] "
    assert found["left"] == "behind ['answers.db-shm']", "SQLite's own, and no copy that is empty"
    assert found["plays"] == "True 10"
    assert found["opened"] == "store.memory True 10"
    assert found["refused"].startswith("full - There is no room left")
    assert (found["unsaved"], found["kept"]) == ("0", "12")


def test_a_folder_that_was_read_only_at_the_start_is_written_when_it_can_be(root, tmp_path):
    said = on_a_small_disk(root, tmp_path / "disk", "records.full_disk", "read-only")
    assert said[0] == "opened store.memory True 10"
    assert said[1].startswith("refused refused - ")
    assert said[2:] == ["export 0 11", "unsaved 0"]
