"""Labs in the site: mkdocs-jupyter renders their code and what it gave, the site's own Markdown the prose between.

So a lab has the ids, links, formulas and boxes of a lesson, and none of the half megabyte of style that comes with a notebook.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import mkdocs_jupyter.config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from tools.page import highlight
from tools.page.notebooks import Notebook, figures, images, recorded
from tools.page.provenance import foot
from tools.sources.labs import DIGITS, Lab, labs, page
from tools.sources.outputs import is_stale

COLAB = "https://colab.research.google.com/github/"
CELL = re.compile(r"<!-- cell -->\n(.*?)<!-- end -->", re.S)
PLACES = re.compile(r"<!-- cell (\d+) -->")
FIGURE = re.compile(r"<!-- figure -->")

mkdocs_jupyter.config.settings.templates_dir = str(Path(__file__).with_name("templates"))


def files(config, address: str) -> list[File]:
    """A page for each lab, its figures, and what it has to download. Notebooks lie below site_dir, where they are published."""
    language, found = config.theme["language"], []
    for lab in labs():
        notebook = Notebook(lab, language, recorded(lab), address)
        path = Path(config.site_dir, "downloads/labs", f"{lab.name}.ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook.notebook(), "utf-8", newline="\n")
        place = {"src_dir": str(path.parents[1]), "dest_dir": config.site_dir, "use_directory_urls": config.use_directory_urls}
        found.append(lab_page := File(f"labs/{lab.name}.ipynb", **place))
        script = f"downloads/labs/{lab.name}.py"
        lab_page.lab = lab
        beside = lab.files("needs") + lab.files("makes")
        lab_page.downloads = [
            f"downloads/labs/{path.name}",
            script,
            *(f"../downloads/{file.name}" for file in beside),
        ]
        lab_page.colab = colab(config.extra.get("repository"), lab, language)
        found.append(File.generated(config, script, content=notebook.script()))
        found += [File.generated(config, name, content=svg) for name, svg in figures(lab).items()]
    return found


def colab(repository: str | None, lab: Lab, language: str) -> str:
    """Where Colab opens the notebook that lies in the repository; empty where that has no address on GitHub."""
    name = (repository or "").rstrip("/").partition("https://github.com/")[2]
    return f"{COLAB}{name}/blob/main/snippets/labs/{lab.notebook(language).name}" if name else ""


def source(page_, lab: Lab, config) -> str:
    """The prose of a lab's page, and its foot. A notebook has no front matter: the lab says what the page is called."""
    language = config.theme["language"]
    page_.meta = lab.meta(language)
    made = foot(language, [lab.path], config.extra.get("repository"), {"cpu": recorded(lab)["lab"]})
    return "\n".join([page(lab, language), *made])


def render(page_: Page, lab: Lab, config, files) -> None:
    """What `page.render` does: cells by mkdocs-jupyter, whose `render` it was, then prose, then each cell at its place."""
    jupyter = page_.render

    def cells_and_prose(config, files) -> None:
        jupyter(config, files)
        pictures = iter(images(lab, config.theme["language"]))
        stale = config.mdx_configs["tools.page.includes"].get("stale") and is_stale(lab)
        cells = [highlight.SPAN.sub(lambda span: span[1] or "", cell) for cell in CELL.findall(page_.content)]
        cells = [FIGURE.sub(lambda _: next(pictures, ""), cell) for cell in cells]
        cells = [cell.replace(" output ", " output stale ") if stale else cell for cell in cells]
        Page.render(page_, config, files)
        page_.content = PLACES.sub(lambda place: cells[int(place[1])], page_.content)
        page_.title = page_.meta["title"]

    page_.render = cells_and_prose


def publish(folder: Path) -> None:
    """What labs need and make, once for both languages, with what is to be known of the digits."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in {path for lab in labs() for path in lab.files("needs") + lab.files("makes")}:
        shutil.copy(path, folder)
    for name in ("README.md", "CC-BY-SA-3.0.txt"):
        shutil.copy(DIGITS / name, folder / f"digits-{name}")
