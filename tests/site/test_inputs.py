"""Everything the site is built from: while a preview runs, a change of each is on the page that the next build makes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.base.project import ROOT

LENET, CONV2D = "lenet/index.html", "conv2d/index.html"
INPUTS = {  # what: file, what stands there (None: nothing, it is written or removed), what then, the file that shows it, how
    "a page": ("docs/en/lenet.md", "\n## ", "\nCHANGED page.\n\n## ", LENET, "CHANGED page"),
    "a comment": ("snippets/lenet/net.py", "# en: ", "# en: CHANGED comment ", LENET, "CHANGED comment"),
    "an output": ("snippets/lenet/build.out", "\n# --8<-- [end:", "\nCHANGED output\n# --8<-- [end:", LENET, "CHANGED output"),
    "the record": ("snippets/record.json", '"torch": "', '"torch": "CHANGED', LENET, "with torch CHANGED"),
    "a picture": ("snippets/lenet/net.en.svg", "<svg ", '<svg id="changed" ', "graphs/lenet-net.svg", 'id="changed"'),
    "a graph": ("snippets/lenet/net.graph", '"title": "', '"title": "CHANGED', LENET, "CHANGEDLeNet"),
    "a model": ("snippets/lenet/net.onnx", None, "", LENET, "viewer/?lenet-net"),
    "a term": ("docs/terms.yml", "means_en: ", "means_en: CHANGED term ", "glossary/index.html", "CHANGED term"),
    "a tip": ("docs/terms.yml", "means_en: CHANGED", "means_en: TIP", LENET, "TIP term"),
    "a word of a template": ("docs/words.yml", "Download this page's code", "CHANGED word", LENET, "CHANGED word"),
    "a word of a page": ("docs/words.yml", "Corrections and errors", "CHANGED box", LENET, "CHANGED box"),
    "an entry": ("docs/en/errors/shapes.md", "](../lenet.md#", "](../conv2d.md#", CONV2D, "../errors/shapes/#"),
    "the nav": ("mkdocs.yml", "- lenet.md\n      - conv2d.md\n", "- conv2d.md\n      - lenet.md\n", "exercises/index.html", ""),
    "the repository": ("mkdocs.yml", '[SITE_REPO, ""]', '[SITE_REPO, "https://github.com/changed/nn"]', LENET, "changed/nn/tree"),
    "a setting": ("mkdocs.en.yml", "Link to this section", "CHANGED setting", LENET, "CHANGED setting"),
    "a template": (
        "overrides/main.html",
        "{% block content %}",
        "{% block content %}CHANGED template",
        LENET,
        "CHANGED template",
    ),
    "an icon": ("overrides/.icons/nn.svg", "<svg ", '<svg id="icon" ', LENET, 'id="icon"'),
    "a style": ("overrides/assets/style/home.css", "", ".changed { color: red }\n", "assets/site.css", ".changed"),
    "a script": ("overrides/assets/scripts/copy.js", "", "// CHANGED script\n", "assets/scripts/copy.js", "CHANGED script"),
    "an instrument": (
        "overrides/assets/live/conv2d/conv2d-view.js",
        "<fieldset ",
        '<fieldset id="changed" ',
        CONV2D,
        'id="changed"',
    ),
    "a lab": ("snippets/labs/train.py", "# en:\n# ", "# en:\n# CHANGED lab. ", "labs/train/index.html", "CHANGED lab"),
    "a lab's output": ("snippets/labs/train.en.ipynb", '"text": "', '"text": "CHANGED!', "labs/train/index.html", "CHANGED!"),
    "a new page": ("docs/en/new.md", None, "---\ntitle: t\ndescription: d\n---\n# New { #new }\n", "new/index.html", "New"),
}
DRIVER = """
import json, sys
from pathlib import Path
from tools.site import language

def build():
    language.build("en", Path("site"), "https://nn.example/", strict=False, stale=[])

def seen(name, shown):
    path = Path("site/en", name)
    text = path.read_text("utf-8") if path.exists() else ""
    return text.count(shown) if shown else [text.find(f'href="../{page}/#') for page in ("conv2d", "lenet")]

build()
said = {}
for what, (file, old, new, page, shown) in json.loads(sys.argv[1]).items():
    path, before = Path(file), seen(page, shown)
    if old is None:
        path.unlink() if path.exists() else path.write_text(new, "utf-8")
    else:
        text = path.read_text("utf-8")
        assert old in text, f"{file} does not hold {old!r}: mend this test"
        path.write_text(text.replace(old, new) if old else new + text, "utf-8")
    build()
    said[what] = seen(page, shown) != before
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def shown(copy_sources) -> dict[str, bool]:
    """Which changes the next build showed: one after the other, in one process, as a preview makes them."""
    command = [sys.executable, "-c", DRIVER, json.dumps(INPUTS)]
    done = subprocess.run(command, cwd=copy_sources(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("what", INPUTS)
def test_a_change_of_it_is_shown(shown, what):
    assert shown[what], f"after a change of {INPUTS[what][0]} a build while you write shows the old {INPUTS[what][3]}"


def test_there_is_no_other_kind_of_source():
    """A kind of file that is new among the sources gets a line above."""
    known = {Path(file).suffix or Path(file).name for file, *_ in INPUTS.values()}
    known |= {".gz", ".txt", ".pt", ".png", ".xml"}  # which are downloaded, or on no page
    folders = ("docs", "overrides", "snippets")
    found = {path.suffix or path.name for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert found - known - {".pyc"} == set()
