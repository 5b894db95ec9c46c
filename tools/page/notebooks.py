"""A lab as a notebook and a script, in one language, and as the prose of its page. The same sources, the same bytes; no torch."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tools.base.project import LANGUAGES, ROOT
from tools.base.svg import size
from tools.page.downloads import MADE, Lesson, code, prose
from tools.sources.labs import Lab
from tools.sources.versions import versions

UNKNOWN = "https://example.org/"
"""Stands in a lab's code for the address of the site, and in mkdocs.yml until the site has one."""


def site_address() -> str:
    """The address in mkdocs.yml, for the notebooks that lie in the repository; empty where it is not known."""
    found = re.search(r'^site_url: !ENV \[SITE_URL, "([^"]+)"\]', (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)
    return "" if not found or found[1] == UNKNOWN else found[1].rstrip("/") + "/"


class Notebook(Lesson):
    """A lab with what its cells gave. `address` is the site's; empty: not known."""

    def __init__(self, lab: Lab, language: str, recorded: dict, address: str = ""):
        self.name, self.address = f"labs/{lab.name}.md", f"{address}{language}/" if address else ""
        self.title, self.pictures, self.blocks = lab.meta(language)["title"], {}, {}
        self.instrument = self.instead_of_instrument(language)
        self.metadata = {"lab": recorded["lab"]}
        self.notes = [self.link()] * bool(address) + [MADE[language].format(**recorded["lab"])]
        self.cells, outputs = [], iter(recorded["outputs"])
        for cell in lab.cells:
            if cell.kind == "markdown":
                self.cells += self.cut(cell.text(language))
            elif cell.kind == "needs":
                self.cells.append(prose("\n".join(["```python", *cell.shown(language), "```"])))
            elif cell.kind == "code":
                source = "\n".join(cell.shown(language)).replace(UNKNOWN, address or UNKNOWN)
                self.cells.append(code(source.strip("\n"), next(outputs, [])))


def recorded(lab: Lab) -> dict:
    """What a lab's notebook in the repository keeps: how it was made, and the outputs of each of its code cells."""
    path = lab.notebook("en")
    if not path.exists():
        return {"lab": {"sources": "", **versions().get("cpu", {})}, "outputs": []}
    data = json.loads(path.read_text("utf-8"))
    outputs = [cell["outputs"] for cell in data["cells"] if cell["cell_type"] == "code"]
    return {"lab": data["metadata"]["lab"], "outputs": outputs}


def is_stale(lab: Lab) -> bool:
    return recorded(lab)["lab"]["sources"] != lab.sources


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
