"""Still films, and a real Chromium for pages: skipped where there is none, failed where one is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from still_films import still_by_custom, still_films

__all__ = ["browser", "missing", "still_by_custom", "still_films"]


def missing(reason: str) -> NoReturn:
    """Skip, or fail where `CHINMI_REQUIRE_BROWSER=1`."""
    if os.environ.get("CHINMI_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A running browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("needs playwright (see docs/workshop.md)")
    named = os.environ.get("CHINMI_CHROMIUM")
    path = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        missing("needs a Chromium (see docs/workshop.md)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()
