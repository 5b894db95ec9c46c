"""The copy of the site to read without a network, opened from its folder as by a double click, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.instruments import in_both_languages, part, wake
from tools.base.words import words
from tools.measure.host import served

PLACES = ("", "lenet/", "conv2d/", "handwriting/", "labs/train/", "errors/", "errors/shapes/", "exercises/", "glossary/")
TWIN = {"zh": "en", "en": "zh"}
FOUND = {"zh": ("步幅", "conv2d/"), "en": ("stride", "conv2d/")}
"""What is typed, and the page that comes first."""
PASTED = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (4x256 and 400x120)"
OWN = ("file:", "data:", "blob:")


@pytest.fixture(scope="module")
def folder(offline_copy) -> str:
    return f"{offline_copy.as_uri()}/"


@pytest.fixture
def new_reader(new_context) -> Iterator[Callable[..., Page]]:
    """A tab of a reader; when the test ends, the console is silent, and nothing was asked that is not in the folder."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def new_reader(**options) -> Page:
        contexts.append(new_context(**options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or said.append(request.url))
        tab.on("request", lambda request: request.url.startswith(OWN) or said.append(request.url))
        return tab

    yield new_reader
    for context in contexts:
        context.close()
    assert said == []


@in_both_languages
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_and_pictures_are_there(new_reader, folder, language, width):
    tab = new_reader(viewport={"width": width, "height": 740})
    for place in PLACES:
        tab.goto(f"{folder}{language}/{place}index.html")
        tab.wait_for_function("window.document$ && document.querySelector('h1')")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, place
        tab.evaluate("for (const image of document.images) image.loading = 'eager'")
        tab.wait_for_function("[...document.images].every(image => image.complete)")
        assert tab.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)") == []


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("en-GB", "en")])
def test_the_first_file_opens_the_readers_language(new_reader, folder, locale, language):
    tab = new_reader(locale=locale)
    tab.goto(f"{folder}index.html")
    tab.wait_for_url(f"{folder}{language}/index.html")


@in_both_languages
def test_links_lead_on(new_reader, folder, language):
    tab = new_reader(viewport={"width": 1280, "height": 740})
    tab.goto(f"{folder}{language}/index.html")
    tab.locator(".md-nav--primary a[href*='tensors']").first.click()
    tab.wait_for_url(f"{folder}{language}/tensors/index.html")
    tab.locator(".md-footer__link--next").click()
    tab.wait_for_url(f"{folder}{language}/module/index.html")
    tab.locator(".md-logo").first.click()
    tab.wait_for_url(f"{folder}{language}/index.html")


@in_both_languages
def test_switching_the_language_keeps_page_and_section(new_reader, folder, language):
    tab = new_reader()
    tab.goto(f"{folder}{language}/lenet/index.html#net")
    tab.locator(".twin").click()
    tab.wait_for_url(f"{folder}{TWIN[language]}/lenet/index.html#net")
    expect(tab.locator("html")).to_have_attribute("lang", TWIN[language])
    tab.goto(f"{folder}index.html")
    tab.wait_for_url(f"{folder}{TWIN[language]}/index.html")


def search(tab: Page, query: str) -> None:
    """Once the first result is there."""
    tab.locator(".md-search__input").click()
    tab.keyboard.insert_text(query)
    tab.keyboard.press("End")  # Material listens to keys
    tab.locator(".md-search-result__link").first.wait_for()


@in_both_languages
def test_the_search_finds_and_leads_there(new_reader, folder, language):
    tab = new_reader(viewport={"width": 1280, "height": 740})
    tab.goto(f"{folder}{language}/lenet/index.html")
    word, place = FOUND[language]
    search(tab, word)
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(re.escape(f"{folder}{language}/{place}index.html?h=")))
    expect(tab.locator("article mark", has_text=word).first).to_be_visible()


@in_both_languages
def test_a_pasted_error_is_explained_with_its_numbers(new_reader, folder, language):
    tab = new_reader(viewport={"width": 1280, "height": 740})
    tab.goto(f"{folder}{language}/index.html")
    search(tab, PASTED)
    found = tab.locator(".md-search-result__item").first.locator("a[href*='#mat1-mat2']")
    expect(found).to_contain_text("nn.Linear(256, 120)")
    found.click()
    tab.wait_for_url(re.compile(r"errors/shapes/index\.html\?h=.*#mat1-mat2"))


@in_both_languages
def test_the_clinic_reads_a_pasted_error(new_reader, folder, language):
    tab = new_reader()
    tab.goto(f"{folder}{language}/errors/index.html")
    tab.locator(".filter textarea").fill(PASTED)
    expect(tab.locator(".doctor")).to_contain_text("nn.Linear(256, 120)")
    expect(tab.locator("article h2 + ul > li:visible")).to_have_count(1)
    tab.locator(".doctor .fits a").click()
    tab.wait_for_url(f"{folder}{language}/errors/shapes/index.html#mat1-mat2")


@in_both_languages
def test_instruments_compute(new_reader, folder, language):
    tab = new_reader()
    tab.goto(f"{folder}{language}/conv2d/index.html")
    wake(tab)
    tab.get_by_label("stride", exact=True).fill("1")
    expect(part(tab, "facts")).to_contain_text("⌊(8 + 1 + 1 − 1·(3 − 1) − 1) / 1⌋ + 1 = 8")
    tab.goto(f"{folder}{language}/handwriting/index.html")
    wake(tab)
    tab.locator("[data-digit='3']").click()
    expect(part(tab, "guess")).to_contain_text("3")


@in_both_languages
def test_code_can_be_copied_and_a_picture_taken_away(new_reader, folder, language):
    tab = new_reader()
    tab.goto(f"{folder}{language}/lenet/index.html")
    tab.locator("button[data-md-type=above]").first.click()
    expect(tab.locator(".md-dialog--active")).to_have_text(words(language)["page"]["copy"]["done"])
    with tab.expect_download() as waiting:
        tab.locator(".take[download$='.png']").first.click()
    assert waiting.value.suggested_filename == "lenet-net.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


@in_both_languages
def test_the_viewer_says_that_it_needs_a_server_and_works_with_one(new_reader, open_page, offline_copy, folder, language):
    tab = new_reader()
    tab.goto(f"{folder}{language}/lenet/index.html")
    viewer = tab.locator(".viewer").first
    viewer.locator("summary").click()
    expect(viewer).to_contain_text("python -m http.server --bind 127.0.0.1")
    link = viewer.locator("a[href^='http']").get_attribute("href")
    assert link == "http://127.0.0.1:8000/viewer/index.html?lenet-net"
    assert viewer.locator("a[download]").evaluate("link => link.href") == f"{folder}models/lenet-net.onnx"
    said: list[str] = []
    with served(offline_copy) as host:
        there = open_page("about:blank")
        there.on("console", lambda message: said.append(message.text))
        there.goto(link.replace("http://127.0.0.1:8000/", host))
        expect(there.locator("#canvas")).to_contain_text("Gemm")
        expect(there).to_have_title("lenet-net.onnx")
        there.goto(f"{host}{language}/lenet/index.html")
        search(there, FOUND[language][0])
    assert said == []
