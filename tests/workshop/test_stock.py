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
from game.workshop.wall.stock import FEW, WHOLE, StockAhead, can_deal, stock
from tools.bench.library import fill


def context_of(folder: Path, clips: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    guide = read_guide()
    fill(folder, clips, guide)
    monkeypatch.setattr(stocked, "may", lambda *_args, **_how: SimpleNamespace(allowed=True))
    settings = SimpleNamespace(synthetic_voices=False)
    return SimpleNamespace(
        library=Library(folder),
        guide=guide,
        settings=settings,
        sound=SimpleNamespace(audible=True),
        perceptible=lambda _clip: True,
    )


def test_a_small_pack_is_there_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = context_of(tmp_path, 40, monkeypatch)
    assert len(stock(context)) == 40


def test_whether_there_is_a_clip_to_deal_is_known_from_a_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = context_of(tmp_path, 400, monkeypatch)
    read: list[str] = []
    clip_of = index.clip_of
    monkeypatch.setattr(index, "clip_of", lambda record: read.append(record) or clip_of(record))
    assert can_deal(context)
    assert len(read) == FEW
    last = context.library.clips("many")[-1].id
    context.perceptible = lambda clip: clip.id == last
    assert can_deal(context), "the one that can be heard stands at the end"
    context.perceptible = lambda _clip: False
    assert not can_deal(context)


def test_the_stock_that_was_read_ahead_is_read_anew_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = context_of(tmp_path, 40, monkeypatch)
    ahead = StockAhead(context)
    assert len(ahead.take()) == 40
    context.sound = SimpleNamespace(audible=False)
    context.perceptible = lambda _clip: False
    assert ahead.take() == []


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
    assert can_deal(context)
    assert not read
    found = stock(context, Random(1))
    assert len(found) == len(read) < 2 * WHOLE
    kinds = {kind for one in found for kind in one.clip.kinds}
    assert kinds == set(context.guide.kinds), "of each kind there is one for the plan that asks for it"
    ids = {one.clip.id for one in found}
    assert all(one.clip.original in ids for one in found if one.clip.manipulated)
