"""The search of one language: its worker, tools/site/finder/, and the index, which comes only when somebody types."""

from __future__ import annotations

import html
import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchIndex

from tools.base.js import joined
from tools.base.project import DOCS, load_yaml
from tools.site.page_cache import kept
from tools.site.scripts import short
from tools.sources.entries import RAISED
from tools.sources.terms import terms

WORKER = Path(__file__).with_name("finder") / "worker.js"
WORDS = DOCS / "search.yml"
BLOCK = re.compile(r"<pre><code>(.*?)</code></pre>|\s*</?(?:p|ul|ol|li)>\s*", re.S)
WORD = re.compile(r"[^\W\d]\w+")
HAN = re.compile(r"[\u4e00-\u9fff]")


class Index(SearchIndex):
    """Material's, which keeps what it made of the same content, leaves Chinese whole and knows how a page sums itself up."""

    def add_entry_from_context(self, page) -> None:
        def make() -> list[dict]:
            before, self.entries = self.entries, []
            super(Index, self).add_entry_from_context(page)
            made, self.entries = self.entries, before
            for entry in made[:1]:
                entry["also"] = " ".join(page.meta.get(key, "") for key in ("title", "short"))
                entry["about"] = page.meta.get("description", "")
            return made

        self.entries += kept("search", page.url, page.file.inputs and (page.content, page.title, page.meta), make)

    def _segment_chinese(self, data: str) -> str:
        return data


def prepare(folder: Path, language: str) -> None:
    """Put our worker in the place of Material's; write what it fetches, search/index.json."""
    (worker,) = folder.glob("assets/javascripts/workers/search.*.js")
    worker.write_text(short(joined(WORKER)) + "\n", "utf-8", newline="\n")
    stub = folder / "search/search_index.json"  # every page asks for it
    index = json.loads(stub.read_text("utf-8"))
    made = {"pages": pages(index["docs"])} | vocabulary(language)
    whole = json.dumps(made, ensure_ascii=False, separators=(",", ":"))  # Chinese as itself, not as \uXXXX
    stub.with_name("index.json").write_text(whole, "utf-8", newline="\n")
    stub.write_text(json.dumps(index | {"docs": []}), "utf-8", newline="\n")


def pages(entries: list[dict]) -> list[dict[str, Any]]:
    """`{url, title, also, sections: [[id, title, text]]}`; what stands above the first heading has no id."""
    made = []
    for url, found in groupby(entries, key=lambda entry: entry["location"].partition("#")[0]):
        first, *rest = found
        page = {"url": url, "title": line(first["title"]), "also": first["also"], "sections": []}
        code = not url.startswith("errors/")
        for entry in (first, *rest):
            about = [entry["about"]] if entry.get("about") else []
            text = "\n".join([*about, *lines(entry["text"], code=code)])
            page["sections"].append([entry["location"].partition("#")[2], line(entry["title"]), text])
        made.append(page)
    return made


def lines(text: str, *, code: bool) -> list[str]:
    """A section as the search needs it: its prose, its messages, and of its `code` the words that it has nowhere else.

    Each paragraph is a line; `…` is code inside it, and a tab stands before lines that are all code. An error is found by what
    it says, not by the code around it: `code=False` leaves that out.
    """
    known = set(WORD.findall(BLOCK.sub("", text)))
    made, last = [], 0
    for block in BLOCK.finditer(text):
        made.append(line(text[last : block.start()]))
        last = block.end()
        if block[1] is None:
            continue
        inside = html.unescape(block[1])
        if not RAISED.search(block[1]):
            inside = " ".join(word for word in dict.fromkeys(WORD.findall(inside)) if code and word not in known)
            known.update(inside.split())
        made.append(inside and f"\t{' '.join(inside.split())}")
    return [each for each in (*made, line(text[last:])) if each]


def line(text: str) -> str:
    text = re.sub(r"</?code>", "`", text.replace("`", "'"))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def vocabulary(language: str) -> dict[str, Any]:
    """Words that say the same, with the section that explains them, `see`; and those that say nothing, `idle`.

    The glossary's terms in both languages and their variants, and what docs/search.yml adds.
    """
    known = load_yaml(WORDS)
    groups = [([term.en, term.zh, *term.refuse["zh"], *term.refuse["en"]], address(term.see)) for term in terms()]
    groups += [(group["say"], address(group.get("see", ""))) for group in known["same"]]
    same = []
    for group, see in groups:
        said = [word for word in dict.fromkeys(word.lower() for word in group) if language == "zh" or not HAN.search(word)]
        if len(said) > 1 or (said and see):
            same.append({"say": said} | ({"see": see} if see else {}))
    return {
        "same": same,
        "faults": known["faults"],
        "idle": [word for name in ("en", language) for word in known["idle"][name].split()],
    }


def address(see: str) -> str:
    """Of a section, below the language: `transfer.md#freeze` is `transfer/#freeze`."""
    page, sharp, id = see.partition("#")
    return page.removesuffix(".md").removesuffix("index").rstrip("/") + ("/" if page and page != "index.md" else "") + sharp + id
