"""What a page costs a reader who comes for the first time. Budgets are floors that fail; a new page is measured by itself."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tools.base.project import LANGUAGES
from tools.sources.labs import labs
from tools.sources.pages import pages, place

KB = 1000
PAGE, REQUESTS, INDEX, SCRIPTS, PICTURE = 150 * KB, 14, 150 * KB, 15 * KB, 15 * KB
LAB, LAB_REQUESTS, LAB_PICTURE = 250 * KB, 20, 40 * KB
"""A lab has more figures, with digits in them, which are pixels."""
KINDS = {"": "html", ".css": "css", ".js": "js", ".json": "index", ".woff2": "font"}
"""By the end of a name; what else there is, is an image."""

PLACES = [place(page) for page in pages()]
PLACES += [f"{language}/labs/{lab.name}/" for lab in labs() for language in LANGUAGES]
"""Every page of both languages, as the site names it: zh/lenet/."""

TEXT = """() => {
    document.querySelectorAll("details").forEach(details => details.open = true)
    return document.querySelector(".md-container").innerText.split("\\n").map(line => line.trim()).filter(line => line)
}"""


@cache
def compressed(data: bytes) -> int:
    """Its size on the way; what gzip cannot shrink is sent as it is."""
    return min(len(data), len(gzip.compress(data, 6)))


@dataclass
class Visit:
    """A reader comes to a page with nothing in the cache, and reads it to its end."""

    requests: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes on the way of what this host sent, by its path below /nn/."""
    messages: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    """Its text without scripts."""

    def table(self) -> str:
        """For each kind: how many, how many bytes, and which."""
        rows = [f"{'kind':6}{'files':>6}{'bytes':>9}"]
        for kind in (*KINDS.values(), "image"):
            sizes = {path: size for path, size in self.sizes.items() if kind_of(path) == kind}
            rows.append(f"{kind:6}{len(sizes):6}{sum(sizes.values()):9}  {' '.join(sizes)}")
        return "\n".join(["", *rows, f"{'all':6}{len(self.sizes):6}{sum(self.sizes.values()):9}"])


def kind_of(path: str) -> str:
    return KINDS.get(Path(path).suffix, "image")


@pytest.fixture(scope="module")
def still(browser) -> Iterator[Page]:
    """A tab without scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def visits(tab, still, home, built_site) -> Callable[[str], Visit]:
    found: dict[str, Visit] = {}
    visited = Visit()
    tab.context.on("request", lambda request: visited.requests.append(request.url))
    tab.on("console", lambda message: visited.messages.append(message.text))
    tab.on("pageerror", lambda error: visited.messages.append(str(error)))

    def visit(place: str) -> Visit:
        nonlocal visited
        if place not in found:
            found[place] = visited = Visit()
            tab.goto(f"{home}{place}")
            still.goto(f"{home}{place}")  # while the other may ask for more
            visited.bare = still.evaluate(TEXT)
            tab.wait_for_load_state("networkidle")
            tab.evaluate("for (const image of document.images) image.loading = 'eager'")  # as if scrolled to the end
            tab.wait_for_function("[...document.images].every(image => image.complete)")
            asked = list(visited.requests)
            visited.text = tab.evaluate(TEXT)  # opens the folds, and what is in them may ask for more
            tab.evaluate("localStorage.clear()")
            tab.goto("about:blank")  # what this page asks for from now on is not the next one's
            visited.requests = asked
            for url in dict.fromkeys(asked):  # Chromium may ask twice for the icon
                if url.startswith(home):
                    path = urlsplit(url).path.removeprefix("/nn/")
                    file = built_site / path / "index.html" if path.endswith("/") else built_site / path
                    visited.sizes[path] = compressed(file.read_bytes())
        return found[place]

    return visit


def test_every_page_of_the_site_is_measured(built_site):
    built = {path.parent.relative_to(built_site).as_posix() + "/" for path in built_site.glob("*/**/index.html")}
    assert built - {"viewer/"} == set(PLACES), "tests/browser/test_viewer.py measures the viewer"


@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_light(visits, place):
    visit = visits(place)
    weight, requests = (LAB, LAB_REQUESTS) if "/labs/" in place else (PAGE, REQUESTS)
    assert sum(visit.sizes.values()) <= weight, visit.table()
    assert len(visit.sizes) <= requests, visit.table()


@pytest.mark.parametrize("place", PLACES)
def test_a_page_asks_no_other_host_and_says_nothing_in_the_console(visits, home, place):
    assert [url for url in visits(place).requests if not url.startswith(home)] == []
    assert visits(place).messages == []


@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_little_script_of_its_own(visits, built_site, place):
    """What Material loads from assets/javascripts/ is not ours; what stands in the page counts, whoever wrote it."""
    html = (built_site / place / "index.html").read_text("utf-8")
    inline = "".join(re.findall(r"<script(?![^>]*(?:src=|json))[^>]*>(.*?)</script>", html, re.S))
    sizes = {
        path: size for path, size in visits(place).sizes.items() if kind_of(path) == "js" and "/assets/javascripts/" not in path
    }
    assert inline
    assert sum(sizes.values()) + compressed(inline.encode()) <= SCRIPTS, sizes


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_is_light(visits, place):
    pictures = {path: size for path, size in visits(place).sizes.items() if kind_of(path) == "image"}
    limit = LAB_PICTURE if "/labs/" in place else PICTURE
    assert {path: size for path, size in pictures.items() if size > limit} == {}


@pytest.mark.parametrize("place", PLACES)
def test_all_of_the_text_is_there_without_scripts(visits, place):
    assert len(visits(place).bare) > 5
    assert visits(place).bare == visits(place).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_index_of_the_search_is_light_and_comes_when_somebody_types(built_site, visits, language):
    index = f"{language}/search/index.json"
    assert compressed((built_site / index).read_bytes()) <= INDEX
    assert index not in visits(f"{language}/lenet/").sizes


def test_a_reader_leaves_no_trace_but_the_language_and_the_colours(open_page, home):
    """Material keeps the colours under a name of its own, from the first page on."""
    tab = open_page(f"{home}zh/lenet/")
    tab.wait_for_load_state("networkidle")
    tab.locator("form[data-md-component=palette] label:visible").click()
    tab.locator(".twin").click()
    tab.wait_for_url(f"{home}en/lenet/")
    tab.wait_for_load_state("networkidle")
    assert set(tab.evaluate("Object.keys(localStorage)")) == {"nn.language", "/nn/zh/.__palette", "/nn/en/.__palette"}
    assert tab.evaluate("Object.keys(sessionStorage)") == []
    assert tab.evaluate("indexedDB.databases()") == tab.evaluate("caches.keys()") == []
    assert tab.context.cookies() == []
