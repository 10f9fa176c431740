"""The packs that come with the game keep the rules that everybody's packs keep."""

from __future__ import annotations

import pytest

from game import resources
from game.media.probe import probe
from game.packs.verify import verify

FOLDERS = sorted(path.parent for path in (resources.assets() / "packs").glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_embedded_pack_has_no_problems(folder) -> None:
    report = verify(folder, resources.read_guide(), probe)
    assert [str(problem) for problem in report.problems] == []
    assert report.leakage


def test_there_is_one() -> None:
    assert FOLDERS
