"""One visit to a page: a reader comes for the first time, on a phone, by day, reads it to its end, and looks at it again at
a desk and by night. All that is found is data; tests/browser/checks.py judges it.
"""

from __future__ import annotations

import difflib
import gzip
import re
from functools import cache
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from playwright.sync_api import Page

from tests.helpers import proofs
from tools.base.project import CACHE, DOCS, LANGUAGES, ROOT, SNIPPETS
from tools.sources.labs import labs
from tools.sources.pages import pages, place

SOURCES = {place(page): page for page in pages()}
SOURCES |= {f"{language}/labs/{lab.name}/": lab.path for lab in labs() for language in LANGUAGES}
"""Every page of both languages, as the site names it, zh/lenet/, and what it is made of."""

FULLY = ("", "module/", "lenet/", "conv2d/")
"""Looked at in both languages. The skeleton of every page is one: the others are looked at in one language, turn about."""
OTHERS = sorted({re.sub(r"^../|(^|(?<=/))index/$", "", place) for place in SOURCES} - set(FULLY))
TURNS = {f"{language}/{page}" for page in FULLY for language in LANGUAGES}
TURNS |= {language + "/" + page for language, page in zip(cycle(LANGUAGES), OTHERS, strict=False)}
LESSONS = {place for place in SOURCES if (DOCS / f"{place[:-1]}.md").exists() and (SNIPPETS / place[3:-1]).is_dir()} - {
    f"{language}/" for language in LANGUAGES
}
CONTRAST = 4.5

NEWEST = CACHE / "axe/package/axe.min.js"
AXE = NEWEST if NEWEST.exists() else Path(axe_playwright_python.__file__).with_name("axe.min.js")
"""The newest, where `make axe` has got it, as each night."""
HERE = Path(__file__).parent
VISIT = HERE / "visit.js"
TOUCHED = [HERE / name for name in ("visits.py", "visit.js", "checks.py", "test_pages.py")] + [AXE]
TOUCHED += [ROOT / name for name in ("tests/conftest.py", "tests/helpers/proofs.py", "tools/measure/browser.py")]
"""What the findings depend on, besides the site and the browser."""
DATE = re.compile(rb'"dateModified":"[^"]*"')

MOVED = """
window.moved = []
new PerformanceObserver(list => list.getEntries().forEach(shift => moved.push([shift.value,
  ...shift.sources.map(source => String(source.node?.className))]))).observe({ type: "layout-shift", buffered: true })
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
BODY = {"light": "default", "dark": "slate"}
"""What Material calls them."""


@cache
def compressed(data: bytes) -> int:
    """Its size on the way; what gzip cannot shrink is sent as it is."""
    return min(len(data), len(gzip.compress(data, 6)))


class Visitor:
    """One tab for all pages, and one without scripts: a process of its own for each page costs more than the page."""

    def __init__(self, tab: Page, still: Page, home: str, site: Path):
        self.tab, self.still, self.home, self.site = tab, still, home, site
        self.browser = f"{tab.context.browser.version} {version('playwright')}"
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.held: list | None = []
        self.tab.context.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("console", lambda message: self.messages.append(message.text))
        self.tab.on("pageerror", lambda error: self.messages.append(str(error)))
        self.tab.add_init_script(MOVED)
        self.tab.route("**/bundle.*", self.late)
        self.tab.route("**/viewer/**", lambda route: route.fulfill(body=""))  # tests/browser/test_viewer.py looks at it

    def late(self, route) -> None:
        """Material's script comes when the page has long been painted, as behind a slow network."""
        route.continue_() if self.held is None else self.held.append(route)

    def findings(self, place: str) -> tuple[dict, bool]:
        """Those of a proof that stands, and whether it is one; else those of a visit."""
        html = DATE.sub(b"", (self.site / place / "index.html").read_bytes())  # its date changes nothing
        name = proofs.digest(place, html, self.browser, *TOUCHED)
        if (found := proofs.proven(name, self.site)) is not None:
            return found, True
        found = self.visit(place)
        found["proof"] = {"name": name, "files": sorted({self.file(url) for url in self.requests if self.ours(url)})}
        return found, False

    def ours(self, url: str) -> bool:
        return url.startswith(self.home)

    def file(self, url: str) -> str:
        """The file of the site behind an address, zh/lenet/index.html."""
        path = unquote(urlsplit(url).path).removeprefix(urlsplit(self.home).path)
        return f"{path}index.html" if path.endswith("/") or not path else path

    def visit(self, place: str) -> dict:
        """All that there is to find. A page whose turn it is not is weighed, not looked at."""
        tab = self.tab
        tab.set_viewport_size({"width": 360, "height": 800})
        tab.emulate_media(color_scheme="light", reduced_motion="no-preference")
        self.requests.clear()
        self.messages.clear()
        self.held = []
        tab.goto(f"{self.home}{place}", wait_until="commit")
        tab.wait_for_function(PAINTED)
        held, self.held = self.held, None
        for route in held:
            route.continue_()
        self.still.goto(f"{self.home}{place}")  # while the other tab comes to rest
        bare = self.still.evaluate(f"{VISIT.read_text('utf-8')}; visit.words()")
        tab.wait_for_load_state("networkidle")
        tab.evaluate(VISIT.read_text("utf-8"))
        asked = [*self.requests, *self.ask("images")]  # late ones too: a reader scrolls to the end
        found = {"read": self.ask("read")}
        tab.wait_for_function("visit.complete()")
        found |= {"moved": self.ask("moves"), "elements": self.ask("elements")}
        tab.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        tab.emulate_media(reduced_motion="reduce")
        self.ask("open")
        found["looks"] = self.looks() if proofs.ALL or place in TURNS else {}
        tab.set_viewport_size({"width": 1280, "height": 800})
        found["text"] = self.ask("words")
        tab.evaluate("localStorage.clear()")
        tab.goto("about:blank")  # what this page asks for from now on is not the next one's
        found["text"] = {"lines": len(bare), "unlike": unlike(bare, found["text"])}
        found["foreign"] = [url for url in dict.fromkeys(self.requests) if not self.ours(url)]
        found["messages"] = [message.replace(self.home, "/") for message in self.messages]
        found["sizes"] = {}
        for path in dict.fromkeys(self.file(url) for url in asked if self.ours(url)):  # Chromium may ask twice for the icon
            file = self.site / path
            found["sizes"][path] = compressed(file.read_bytes()) if file.is_file() else None
        return found

    def ask(self, what: str, *arguments):
        """An answer of visit.js. In contrast to `evaluate`, this does not wait for ever."""
        answer = self.tab.wait_for_function(f"async all => [await visit.{what}(...all)]", arg=arguments)
        return answer.json_value()[0]

    def looks(self) -> dict[str, dict]:
        """The page, standing still with its folds open, as it is seen by each reader."""
        self.tab.evaluate(AXE.read_text("utf-8"))
        found = {}
        for width, scheme in ((360, "light"), (768, "light"), (1280, "light"), (1280, "dark"), (360, "dark")):
            self.tab.set_viewport_size({"width": width, "height": 800})
            self.tab.emulate_media(color_scheme=scheme)
            if self.tab.locator("body").get_attribute("data-md-color-scheme") != BODY[scheme]:
                self.tab.locator(".md-option:not(:checked)").evaluate("option => option.click()")
            self.ask("rest")
            look = found[f"{width} px, {scheme}"] = {"scheme": self.tab.locator("body").get_attribute("data-md-color-scheme")}
            if scheme == "light":
                look |= {"width": width, "sideways": self.ask("sideways")}
            if width == 360 and scheme == "light":
                look["thumbs"] = self.ask("thumbs")
            if width != 768:
                look["covered"] = self.ask("covered")
                look["texts"] = self.ask("texts", CONTRAST)
                look["axe"] = self.ask("axes", "all" if scheme == "light" else "colours", proofs.ALL)
        return found


def unlike(without: list[str], with_scripts: list[str]) -> list[str]:
    """The lines that differ."""
    return [line for line in difflib.ndiff(without, with_scripts) if line[0] in "+-"][:20] if without != with_scripts else []
