"""Labs in the site: mkdocs-jupyter renders their code and what it gave, the site's own Markdown the prose between.

So a lab has the ids, links, formulas and boxes of a lesson, and none of the half megabyte of style that comes with a notebook.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

import mkdocs_jupyter.config
from mkdocs.structure.files import File
from mkdocs_jupyter.nbconvert2 import nb2html

from tools.base.project import SNIPPETS
from tools.page import highlight
from tools.page.notebooks import Notebook, figures, images, recorded
from tools.page.provenance import foot
from tools.site.pages import SitePage
from tools.sources.labs import DIGITS, Lab, labs, page
from tools.sources.outputs import is_stale

COLAB = "https://colab.research.google.com/github/"
CELL = re.compile(r"<!-- cell -->\n(.*?)<!-- end -->", re.S)
PLACES = re.compile(r"<!-- cell (\d+) -->")
FIGURE = re.compile(r"<!-- figure -->")
OUTPUT = '<div class="language-text output'
"""Where an output begins, in our template. In code, which is escaped, it stands nowhere."""

mkdocs_jupyter.config.settings.templates_dir = str(Path(__file__).with_name("templates"))


class LabFile(File):
    """MkDocs takes a notebook for something to copy; that of a lab is a page."""

    def is_documentation_page(self) -> bool:
        return True


class LabPage(SitePage):
    """Its source is the lab's prose; each cell of code is put at its place when the prose has been rendered."""

    def read_source(self, config) -> None:
        lab, language = self.file.lab, config.theme["language"]
        made = foot(language, [lab.path], config.extra.get("repository"), {"cpu": recorded(lab)["lab"]})
        self.meta, self.markdown = lab.meta(language), "\n".join([page(lab, language), *made])

    def make(self, config, files) -> None:
        lab, language = self.file.lab, config.theme["language"]
        super().make(config, files)
        rendered = cells(self.file.notebook, images(lab, language), config.extra["stale"] is not None and is_stale(lab))
        self.content = PLACES.sub(lambda place: rendered[int(place[1])], self.content)


def files(config, address: str) -> list[File]:
    """A page for each lab, its figures, and what it has to download."""
    language, found = config.theme["language"], []
    for lab in labs():
        notebook = Notebook(lab, language, recorded(lab), address)
        page = LabFile(f"labs/{lab.name}.ipynb", str(SNIPPETS), config.site_dir, config.use_directory_urls)
        page.lab, page.notebook = lab, notebook.notebook()
        own = {f"downloads/labs/{lab.name}.ipynb": page.notebook, f"downloads/labs/{lab.name}.py": notebook.script()}
        page.downloads = [*own, *(f"../downloads/{file.name}" for file in lab.files("needs") + lab.files("makes"))]
        page.colab = colab(config.extra.get("repository"), lab, language)
        own |= figures(lab)
        found += [page, *(File.generated(config, name, content=content) for name, content in own.items())]
    return found


def colab(repository: str | None, lab: Lab, language: str) -> str:
    """Where Colab opens the notebook that lies in the repository; empty where that has no address on GitHub."""
    name = (repository or "").rstrip("/").partition("https://github.com/")[2]
    return f"{COLAB}{name}/blob/main/snippets/labs/{lab.notebook(language).name}" if name else ""


def cells(notebook: str, pictures: list[str], stale: bool = False) -> list[str]:
    """The HTML of a notebook's cells of code, each with what it gave; mkdocs-jupyter reads files only."""
    data = json.loads(notebook)
    data["cells"] = [cell for cell in data["cells"] if cell["cell_type"] == "code"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "code.ipynb")
        path.write_text(json.dumps(data), "utf-8", newline="\n")
        html = nb2html(str(path), allow_errors=False)
    waiting = iter(pictures)
    found = [highlight.SPAN.sub(lambda span: span[1] or "", cell) for cell in CELL.findall(html)]
    found = [FIGURE.sub(lambda _: next(waiting, ""), cell) for cell in found]
    return [cell.replace(OUTPUT, f"{OUTPUT} stale") if stale else cell for cell in found]


def publish(folder: Path) -> None:
    """What labs need and make, once for both languages, with what is to be known of the digits."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in {path for lab in labs() for path in lab.files("needs") + lab.files("makes")}:
        shutil.copy(path, folder)
    for name in ("README.md", "CC-BY-SA-3.0.txt"):
        shutil.copy(DIGITS / name, folder / f"digits-{name}")
