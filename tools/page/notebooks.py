"""A lab as a notebook and a script, in one language, and as the prose of its page. The same sources, the same bytes; no torch."""

from __future__ import annotations

from pathlib import Path

from tools.base.project import LANGUAGES
from tools.base.svg import size
from tools.base.words import words
from tools.page.downloads import Lesson, code, prose
from tools.sources.labs import Lab, recorded
from tools.sources.nav import config

UNKNOWN = "https://example.org/"
"""Stands in a lab's code for the address of the site, and in mkdocs.yml until the site has one."""


def site_address() -> str:
    """The address in mkdocs.yml, for the notebooks that lie in the repository; empty where it is not known."""
    found = config().get("site_url") or UNKNOWN
    return "" if found == UNKNOWN else found.rstrip("/") + "/"


class Notebook(Lesson):
    """A lab with what its cells gave. `address` is the site's; empty: not known."""

    def __init__(self, lab: Lab, language: str, recorded: dict, address: str = ""):
        self.name, self.address = f"labs/{lab.name}.md", f"{address}{language}/" if address else ""
        self.title, self.pictures, self.blocks = lab.meta(language)["title"], {}, {}
        self.instrument = self.instead_of_instrument(language)
        self.metadata = {"lab": recorded["lab"]}
        self.notes = [self.link()] * bool(address) + [words(language)["notebook"]["made"].format(**recorded["lab"])]
        self.cells, outputs = [], iter(recorded["outputs"])
        for cell in lab.cells:
            if cell.kind == "markdown":
                self.cells += self.cut(cell.text(language))
            elif cell.kind == "needs":
                self.cells.append(prose("\n".join(["```python", *cell.shown(language), "```"])))
            elif cell.kind == "code":
                source = "\n".join(cell.shown(language)).replace(UNKNOWN, address or UNKNOWN)
                self.cells.append(code(source.strip("\n"), next(outputs, [])))


def figures(lab: Lab) -> dict[str, str]:
    """The figures of a lab: where its page finds each, and its SVG."""
    drawn = [svg for outputs in recorded(lab)["outputs"] for svg in svgs(outputs)]
    return {f"labs/{lab.name}-{number}.svg": svg for number, svg in enumerate(drawn, 1)}


def svgs(outputs: list[dict]) -> list[str]:
    return [output["data"]["image/svg+xml"] for output in outputs if "data" in output]


def images(lab: Lab, language: str) -> list[str]:
    """An <img> for each figure, with its words and its size."""
    names = iter(figures(lab).items())
    found = []
    for cell, outputs in zip(lab.code, recorded(lab)["outputs"], strict=False):  # while it is written, a lab runs ahead of them
        for alt, _ in zip(cell.alts(language), svgs(outputs), strict=False):
            name, svg = next(names)
            width, height = size(svg)
            source = f"../{Path(name).name}"
            alt = alt.replace("&", "&amp;").replace('"', "&quot;")
            found.append(f'<p><img class="plot" alt="{alt}" src="{source}" width="{width}" height="{height}"></p>')
    return found


def written(lab: Lab, record: dict) -> dict[Path, str]:
    """Both notebooks as they lie in the repository."""
    return {lab.notebook(language): Notebook(lab, language, record, site_address()).notebook() for language in LANGUAGES}
