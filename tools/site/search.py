"""The search of one language: an index that comes only when somebody types, and is short enough to come soon."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from material.plugins.search.plugin import SearchIndex

from tools.site.page_cache import kept
from tools.sources.entries import RAISED

WORKER = Path(__file__).with_name("search.js")
CODE = re.compile(r"<pre><code>(.*?)</code></pre>", re.S)
WORD = re.compile(r"[^\W\d]\w+")


class Index(SearchIndex):
    """Material's, which takes what it made of the same content before."""

    def add_entry_from_context(self, page) -> None:
        def make() -> list[dict]:
            before, self.entries = self.entries, []
            super(Index, self).add_entry_from_context(page)
            made, self.entries = self.entries, before
            return made

        self.entries += kept("search", page.url, page.file.inputs and (page.content, page.title, page.meta), make)


def prepare(folder: Path) -> None:
    """Teach Material's worker to fetch the index late and to read errors; write what it fetches, search/index.json."""
    (worker,) = folder.glob("assets/javascripts/workers/search.*.js")
    worker.write_text(WORKER.read_text("utf-8") + worker.read_text("utf-8"), "utf-8", newline="\n")
    stub = folder / "search/search_index.json"  # every page asks for it
    index = json.loads(stub.read_text("utf-8"))
    for entry in index["docs"]:
        entry["text"] = indexed(entry["text"], code=not entry["location"].startswith("errors/"))
    whole = json.dumps(index, ensure_ascii=False, separators=(",", ":"))  # Chinese as itself, not as \uXXXX
    stub.with_name("index.json").write_text(whole, "utf-8", newline="\n")
    stub.write_text(json.dumps(index | {"docs": []}), "utf-8", newline="\n")


def indexed(text: str, *, code: bool) -> str:
    """A section as the search needs it: its prose, its messages, and of its `code` the words that it has nowhere else.

    An error is found by what it says, not by the code around it: `code=False` leaves that out.
    """
    known = set(WORD.findall(CODE.sub("", text)))

    def shorter(block: re.Match) -> str:
        if RAISED.search(block[1]):
            return block[0]
        new = [word for word in dict.fromkeys(WORD.findall(html.unescape(block[1]))) if code and word not in known]
        known.update(new)
        return f"<pre><code>{' '.join(new)}</code></pre>" if new else ""

    return CODE.sub(shorter, text)
