"""A build that was stopped goes on with the clips that were made."""

import pytest

from forge.test_build import CLIPS, _context
from game.forge.build import build_pack
from game.forge.clip import make_and_carry
from game.forge.kept import KeptWorkers, place_for
from game.forge.workers import CancelledError, LocalWorkers, never


class Counting:
    """Workers who count what they make."""

    def __init__(self, stop_after=99):
        self.made = []
        self.stop_after = stop_after

    def each(self, work, orders, cancelled=never):
        assert work is make_and_carry
        for order, result in LocalWorkers(1).each(work, orders, cancelled):
            if len(self.made) == self.stop_after:
                raise CancelledError("stopped")
            self.made.append(order.scene.entry.id)
            yield order, result


@pytest.fixture
def context(footage_folder):
    return _context(footage_folder, CLIPS[:3])


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_was_made_is_not_made_again_and_is_the_same(context, tmp_path):
    first = Counting(stop_after=2)
    with pytest.raises(CancelledError):
        build_pack(context, tmp_path / "stopped", workers=KeptWorkers(first, tmp_path / "kept"))
    second = Counting()
    build_pack(context, tmp_path / "whole", workers=KeptWorkers(second, tmp_path / "kept"))
    assert (len(first.made), len(second.made)) == (2, 1)
    build_pack(context, tmp_path / "at-once", jobs=1)
    assert files(tmp_path / "whole") == files(tmp_path / "at-once")


def test_a_kept_clip_that_was_damaged_is_made_again(context, tmp_path):
    build_pack(context, tmp_path / "one", workers=KeptWorkers(Counting(), tmp_path / "kept"))
    next((tmp_path / "kept" / "plain").glob("*.mp4")).write_bytes(b"damaged")
    (tmp_path / "kept" / "short" / "clip.json").write_text("{", "utf-8")
    again = Counting()
    build_pack(context, tmp_path / "two", workers=KeptWorkers(again, tmp_path / "kept"))
    assert sorted(again.made) == ["plain", "short"]
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_clips_of_another_recipe_or_forge_are_thrown_away(tmp_path):
    (tmp_path / "old" / "clip").mkdir(parents=True)
    place = place_for("grid", tmp_path)
    assert place.parent == tmp_path
    assert list(tmp_path.iterdir()) == []
    assert place == place_for("grid", tmp_path)
    assert place != place_for("studio", tmp_path)
