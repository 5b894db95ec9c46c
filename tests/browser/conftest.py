"""The instruments of the site, awake."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.instruments import PAGES, listen, wake


@pytest.fixture(scope="module")
def instrument_tab(new_context) -> Page:
    """One for all tests of a file; what it has loaded once it keeps, as a reader's does."""
    context = new_context(viewport={"width": 1280, "height": 900})
    yield listen(context.new_page())
    context.close()


@pytest.fixture
def use(instrument_tab, open_page, home) -> Callable[..., Page]:
    """Loads an instrument's page and wakes it: in the one tab, or in a new one for a reader with `options`."""

    def use(language: str, name: str, address: str = "", **options):
        used = listen(open_page("about:blank", **options)) if options else instrument_tab
        used.messages.clear()
        used.goto(f"{home}{language}/{PAGES[name]}{address}")
        wake(used)
        return used

    return use
