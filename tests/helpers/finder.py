"""The search without a browser: its worker's scripts on the index of the built site, and the error doctor for long queries."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.helpers import doctor
from tests.helpers.pasted import shape
from tools.base.js import Engine, joined
from tools.base.project import ROOT
from tools.site.scripts import short

SCRIPTS = ROOT / "tools/site/finder"
CALLS = """
let search;
function know(text) { search = searcher(JSON.parse(text)); }
function look(query, told) { return search(query, told); }
"""


def script(name: str) -> str:
    return joined(SCRIPTS / f"{name}.js")


@dataclass
class Found:
    place: str
    """`lenet/#mnist`; a page without a section ends in a slash."""
    title: str
    text: str
    """Both as HTML."""
    score: float
    terms: dict[str, bool]

    @property
    def page(self) -> str:
        return self.place.partition("#")[0].rstrip("/")

    @property
    def marked(self) -> list[str]:
        return [re.sub("<.*?>", "", mark).lower() for mark in re.findall(r"<mark>(.*?)</mark>", self.title + self.text)]


class Finder:
    """`finder("…")` is the list of pages, each a list of sections."""

    def __init__(self, language: str, index: dict[str, Any]):
        self.language, self.index = language, index
        self.engine = Engine(short(script("search")) + CALLS)
        self.engine.call("know", json.dumps(index))
        self.sections = {place: text for page in index["pages"] for place, text in visible(page)}

    @functools.cached_property
    def shapes(self) -> dict[str, str]:
        return {place: shape(text) for place, text in self.sections.items()}

    def answer(self, query: str) -> dict[str, Any]:
        told = doctor.engine(self.language).call("look", query) if len(query) > 25 else None
        return self.engine.call("look", query, told)

    def __call__(self, query: str) -> list[list[Found]]:
        return [[made(item) for item in page] for page in self.answer(query)["items"]]

    def pages(self, query: str) -> list[str]:
        return [page[0].page for page in self(query)]

    def best(self, query: str) -> Found:
        """What Enter opens."""
        return max((found for page in self(query) for found in page), key=lambda found: found.score)


def made(item: dict[str, Any]) -> Found:
    return Found(item["location"], item["title"], item["text"], item["score"], item["terms"])


def visible(page: dict[str, Any]) -> list[tuple[str, str]]:
    """Sections with what they show; a page's title stands in its head, too."""
    found = []
    for id, title, text in page["sections"]:
        lines = [
            line if line.startswith("\t") else line.replace("`", "")
            for line in [title, "" if id else page["also"], *text.split("\n")]
        ]
        found.append((f"{page['url']}#{id}" if id else page["url"], "\n".join(lines)))
    return found


@functools.cache
def finder(site: Path, language: str) -> Finder:
    return Finder(language, json.loads((site / language / "search/index.json").read_text("utf-8")))
