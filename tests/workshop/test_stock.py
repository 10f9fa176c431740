"""A lesson is dealt from a sample of a large pack: no record is read that no lesson could use."""

from __future__ import annotations

from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from game.packs import index
from game.packs.library import Library
from game.resources import read_guide
from game.workshop.wall import stock as stocked
from game.workshop.wall.stock import WHOLE, offered, stock
from tools.bench.library import fill


def context_of(folder: Path, clips: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    guide = read_guide()
    fill(folder, clips, guide)
    monkeypatch.setattr(stocked, "may", lambda *_args, **_how: SimpleNamespace(allowed=True))
    settings = SimpleNamespace(synthetic_voices=False)
    return SimpleNamespace(
        library=Library(folder), guide=guide, settings=settings, perceptible=lambda _clip: True
    )


def test_a_small_pack_is_there_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = context_of(tmp_path, 40, monkeypatch)
    assert len(stock(context)) == offered(context) == 40


def test_of_a_large_pack_no_more_is_read_than_lessons_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = context_of(tmp_path, 3 * WHOLE, monkeypatch)
    read: list[str] = []
    clip_of = index.clip

    def clip(db: Any, pack: str, id_: str) -> Any:
        read.append(id_)
        return clip_of(db, pack, id_)

    monkeypatch.setattr(index, "clip", clip)
    monkeypatch.setattr(index, "clips", lambda *_: pytest.fail("all clips were read"))
    assert offered(context) == 3 * WHOLE
    assert not read
    found = stock(context, Random(1))
    assert len(found) == len(read) < 2 * WHOLE
    kinds = {kind for one in found for kind in one.clip.kinds}
    assert kinds == set(context.guide.kinds), "of each kind there is one for the plan that asks for it"
    ids = {one.clip.id for one in found}
    assert all(one.clip.original in ids for one in found if one.clip.manipulated)
