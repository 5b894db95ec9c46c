"""What a reader pays beyond the page, which tests/browser/test_pages.py weighs: the search, and traces on their machine."""

from __future__ import annotations

import pytest

from tests.browser.visits import compressed
from tools.base.project import DOCS

INDEX = 1.02
"""Bytes of the index for each byte of the pages' text, both compressed. Once 150 kB; it grows slower than text."""
WORKER = 12_000
"""Bytes of the worker, compressed."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_index_of_the_search_is_light_and_comes_when_somebody_types(open_page, home, built_site, language):
    index = f"{language}/search/index.json"
    text = sum(compressed(page.read_bytes()) for page in (DOCS / language).rglob("*.md"))
    assert compressed((built_site / index).read_bytes()) <= INDEX * text
    (worker,) = (built_site / language / "assets/javascripts/workers").glob("*.js")
    assert compressed(worker.read_bytes()) <= WORKER
    tab = open_page("about:blank")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{home}{language}/lenet/", wait_until="networkidle")
    assert asked and f"{home}{index}" not in asked


def test_a_reader_leaves_no_trace_but_the_language_and_the_colours(open_page, home):
    """Material keeps the colours under a name of its own, from the first page on."""
    tab = open_page(f"{home}zh/lenet/")
    tab.wait_for_load_state("networkidle")
    tab.locator("form[data-md-component=palette] label:visible").click()
    tab.locator(".twin").click()
    tab.wait_for_url(f"{home}en/lenet/")
    tab.wait_for_function("'/nn/en/.__palette' in localStorage")
    tab.wait_for_load_state("networkidle")
    assert set(tab.evaluate("Object.keys(localStorage)")) == {"nn.language", "/nn/zh/.__palette", "/nn/en/.__palette"}
    assert tab.evaluate("Object.keys(sessionStorage)") == []
    assert tab.evaluate("indexedDB.databases()") == tab.evaluate("caches.keys()") == []
    assert tab.context.cookies() == []
