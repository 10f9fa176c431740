"""The commands' reader stays in this process here: starting one anew for each test would only take time."""

from __future__ import annotations

from contextlib import nullcontext

import pytest


@pytest.fixture(autouse=True)
def _reads_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.media.limited.limited", nullcontext)
