"""On a short phone the whole question is on the screen: six steps, and the key that sends."""

from __future__ import annotations

import pytest

from game.workshop.room import Start
from workshop import kit

SHORT = {"width": 320, "height": 500}
"""A phone of 320 by 568, whose browser takes a bar for itself."""
BELOW = """
[...document.querySelectorAll('.step, button[type=submit]')].map((one) => {
  const box = one.getBoundingClientRect();
  return [one.textContent, Math.round(box.height), Math.round(box.bottom - innerHeight)];
})
"""


@pytest.mark.parametrize("locale", ["uz-UZ", "en-GB", "ru-RU"])
def test_six_steps_and_the_key_that_sends_are_there_without_scrolling(browser, locale):
    host = kit.host()
    with kit.served(host) as service:
        context = browser.new_context(viewport=SHORT, locale=locale, has_touch=True)
        try:
            page = context.new_page()
            page.goto(service.url)
            page.wait_for_function("document.querySelector('#main h1')")
            host.apply(Start())
            page.locator("input[name=step]").first.wait_for(state="attached")
            found = page.evaluate(BELOW)
        finally:
            context.close()
    assert len(found) == 7
    assert [one for one in found if one[2] > 0] == [], "below the edge"
    assert min(height for _, height, _ in found) >= 44, "large enough for a finger"
