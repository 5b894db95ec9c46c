"""The instruments in the built site, in Chromium: woken late, whole without scripts, asking nobody else for anything.

How their pages look with them awake, and that waking moves nothing, is asked in tests/browser/test_pages.py. What each
does for its reader is in test_instrument_*.py.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.instruments import PAGES, in_both_languages, listen, wake
from tools.page.instruments import LIVE, names
from tools.site.scripts import module

SCRIPTS = {"conv2d": 10_000, "lenet": 13_000, "shapes": 31_000}
"""Bytes, compressed, as readers load them. The shape checker reads a language."""

each = pytest.mark.parametrize("name", PAGES)


def test_every_instrument_is_tested():
    assert names() == sorted(PAGES)


@each
def test_its_scripts_are_small(name):
    assert len(gzip.compress(module(LIVE / f"{name}/{name}.js").encode(), 6)) <= SCRIPTS[name]


@dataclass
class Visit:
    """A reader on a phone comes to the page of an instrument, and on to the instrument, which wakes."""

    tab: Page
    asked: list[str]
    """What the page had asked for before."""
    requests: list[str]


@pytest.fixture(scope="module", params=[(language, name) for name in PAGES for language in ("zh", "en")], ids="-".join)
def visit(request, new_context, home) -> Iterator[Visit]:
    """Each instrument awake: what changes nothing is asked in one visit."""
    language, name = request.param
    with new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce", color_scheme="light") as context:
        tab, requests = listen(context.new_page()), []
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(f"{home}{language}/{PAGES[name]}", wait_until="networkidle")
        asked = list(requests)
        wake(tab)
        yield Visit(tab, asked, requests)


def test_nothing_is_loaded_for_it_before_it_is_near(visit):
    at_the_top = visit.tab.url.endswith(PAGES["shapes"])  # that page is its instrument, which is near from the start
    assert at_the_top or [url for url in visit.asked if "/live/" in url] == []
    assert [url for url in visit.requests if "/live/" in url]


@in_both_languages
def test_nothing_is_loaded_for_it_on_other_pages(built_site, language):
    assert "data-instrument" not in (built_site / language / "index.html").read_text("utf-8")


def test_no_other_host_is_asked_and_nothing_is_complained_of(visit, home):
    assert [url for url in visit.requests if not url.startswith(home)] == []
    assert visit.tab.messages == []


def test_it_stands_there_without_scripts(visit, open_page):
    still = open_page(visit.tab.url, viewport=visit.tab.viewport_size, java_script_enabled=False)
    words = still.locator(".instrument").inner_text()
    assert len(words) > 200 and still.locator(".instrument :is(svg, img, table)").count()
    assert visit.tab.locator(".instrument").inner_text() == words


def test_buttons_and_fields_are_large_enough_for_a_thumb(visit, layout_of):
    layout_of(visit.tab.locator("html").get_attribute("lang")[:2])
    boxes = visit.tab.locator(".instrument :is(button:not(.md-code__button), input:not([type=checkbox]), select)")
    sides = boxes.evaluate_all("all => all.map(e => e.getBoundingClientRect()).flatMap(({ width, height }) => [width, height])")
    assert min(sides) >= 28
    sizes = boxes.evaluate_all("all => all.map(e => e.matches('button') ? 16 : parseFloat(getComputedStyle(e).fontSize))")
    assert min(sizes) >= 16, "iOS zooms in on a field with smaller text"
