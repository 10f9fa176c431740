"""The pages that phones open say in which language they are, and offer no translation of their own words."""

from __future__ import annotations

import re

import pytest

from workshop import kit

PAGES = {"/": "index", "/teacher": "teacher", "/test": "test"}


@pytest.fixture
def service():
    with kit.served(kit.host()) as running:
        yield running


@pytest.mark.parametrize("path", PAGES)
def test_no_browser_offers_to_translate_a_page(service, path):
    page = kit.Phone(service).request("GET", path)[2].decode()
    assert re.search(r'<html lang="en" translate="no">', page)
    assert '<meta name="google" content="notranslate">' in page


@pytest.mark.parametrize(("path", "locale"), [("/", "ru-RU"), ("/teacher", "uz-UZ"), ("/test", "ru-RU")])
def test_a_page_is_marked_with_the_language_that_it_shows(service, browser, path, locale):
    context = browser.new_context(locale=locale)
    try:
        page = context.new_page()
        page.goto(f"http://{service.place}{path}")
        page.wait_for_function("document.querySelector('#main').childElementCount > 0")
        page.wait_for_function(f"document.documentElement.lang === '{locale[:2]}'")
        assert page.evaluate("document.documentElement.translate") is False
    finally:
        context.close()
