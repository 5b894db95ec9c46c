"""Labs as readers get them: notebooks, scripts and pages, in two languages with one code."""

from __future__ import annotations

import ast
import json
import re
import sys

import nbformat
import pytest

from tools.base.project import LANGUAGES, Fault, Faults
from tools.check import labs as check_labs
from tools.check.labs import lab_faults
from tools.check.terms import term_faults
from tools.page.notebooks import Notebook
from tools.record import labs as record_labs
from tools.site.labs import colab
from tools.sources.examples import COMMENT
from tools.sources.labs import LABS, answers, is_run, labs, page, parse, recorded
from tools.sources.outputs import is_stale

ADDRESS = "https://nn.example/"
PACKAGES = {"PIL": "pillow"}
"""Packages that are installed under another name than they are imported."""
every_lab = pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def code_cells(notebook: str) -> list[dict]:
    return [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]


@every_lab
@every_language
def test_a_notebook_is_whole_and_knows_nothing_of_the_site(lab, language):
    text = Notebook(lab, language, recorded(lab), ADDRESS).notebook()
    notebook = nbformat.reads(text, 4)
    nbformat.validate(notebook)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    bare = re.sub(r"^```.*?^```|`[^`\n]*`", "", prose.replace("> ", ""), flags=re.S | re.M)
    assert re.findall(r"--8<--|^\s*(?:!!!|\?\?\?)|\{ ?[.#]|\.md\b|\.ipynb\b|<!--|\]\(#", bare, re.M) == []
    assert "https://example.org" not in text and f"]({ADDRESS}{language}/" in text
    assert text == Notebook(lab, language, recorded(lab), ADDRESS).notebook()


@every_lab
@every_language
def test_a_lab_names_what_it_needs(lab, language):
    """`pip install` on the page has all that its code imports."""
    text = Notebook(lab, language, recorded(lab)).notebook()
    installed = re.search(r"pip install ([\w ]+)", text)[1].split()
    imported = set()
    for cell in code_cells(text):
        for node in ast.walk(ast.parse(cell["source"])):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in getattr(node, "names", [])]
            if isinstance(node, ast.Import | ast.ImportFrom):
                imported |= {name.partition(".")[0] for name in names}
    assert {PACKAGES.get(name, name) for name in imported - sys.stdlib_module_names} <= set(installed)


@every_lab
def test_the_languages_have_one_code_and_one_record(lab):
    zh, en = (code_cells(lab.notebook(language).read_text("utf-8")) for language in LANGUAGES)
    assert [ast.dump(ast.parse(cell["source"])) for cell in zh] == [ast.dump(ast.parse(cell["source"])) for cell in en]
    assert [cell["outputs"] for cell in zh] == [cell["outputs"] for cell in en] == recorded(lab)["outputs"]
    answers_zh, answers_en = ([ast.dump(ast.parse(code)) for code in answers(lab, language)] for language in LANGUAGES)
    assert answers_zh == answers_en and len(answers_zh) == page(lab, "zh").count("??? answer")


@every_lab
def test_the_languages_have_one_skeleton(lab):
    def skeleton(language: str) -> list[str]:
        return re.findall(
            r"^#+ |\{ #[\w-]+ \}|^!!! \w+|^\?\?\? \w+|^\d\. |^[-*] |\]\([^)]+\)|^```\w*|^\|", page(lab, language), re.M
        )

    assert skeleton("zh") == skeleton("en")
    assert [len(cell.alts("zh")) for cell in lab.cells] == [len(cell.alts("en")) for cell in lab.cells]


@every_lab
@every_language
def test_a_script_is_the_code_of_the_notebook(lab, language):
    notebook = Notebook(lab, language, recorded(lab))
    code = "\n".join(cell["source"] for cell in code_cells(notebook.notebook()))
    assert ast.dump(ast.parse(notebook.script())) == ast.dump(ast.parse(code))
    other = {line[3] for cell in lab.cells for text in cell.lines if (line := COMMENT.match(text)) and line[2] != language}
    own = {line[3] for cell in lab.cells for text in cell.lines if (line := COMMENT.match(text)) and line[2] == language}
    comments = [line.strip()[2:] for line in notebook.script().splitlines() if line.lstrip().startswith("# ")]
    assert [comment for comment in comments if comment in other - own] == []


def test_the_sources_and_the_notebooks_are_as_they_should_be():
    assert lab_faults() == []


@every_lab
def test_a_falsified_output_is_told_and_recording_runs_the_lab_instead_of_copying_it(lab, monkeypatch):
    record = recorded(lab)
    output = next(output for cell in record["outputs"] for output in cell if re.search(r"\d", output.get("text", "")))
    assert is_run(record)
    output["text"] = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), output["text"], count=1)
    assert not is_run(record)
    monkeypatch.setattr(check_labs, "recorded", lambda _: record)
    monkeypatch.setattr(check_labs, "labs", lambda: [lab])
    (fault,) = lab_faults()
    assert fault.path == lab.notebook("en") and "is not what the run gave" in fault.what

    def execute(_):
        raise Faults([Fault(lab.path, 1, "it runs")])

    monkeypatch.setattr(record_labs, "recorded", lambda _: record)
    monkeypatch.setattr(record_labs, "labs", lambda: [lab])
    monkeypatch.setattr(record_labs, "execute", execute)
    assert record_labs.record_labs() is True


# Pages


@every_lab
@every_language
def test_a_page_is_its_lab(built_site, lab, language):
    html = (built_site / language / "labs" / lab.name / "index.html").read_text("utf-8")
    assert "jp-" not in html and "<!-- cell" not in html and "<!-- figure" not in html
    assert html.count("<style") <= (built_site / language / "handwriting/index.html").read_text("utf-8").count("<style")
    assert html.count('class="language-python highlight"') == len(lab.code)
    aside = [*(cell for cell in lab.cells if cell.kind == "needs"), *answers(lab, language)]
    assert html.count("language-python aside") == len(aside)  # not copied with the rest
    pictures = re.findall(r'<img class="plot" alt="([^"]+)" src="\.\./([^"]+)" width="\d+" height="\d+"', html)
    assert [alt for alt, _ in pictures] == [alt for cell in lab.cells for alt in cell.alts(language)]
    assert all((built_site / language / "labs" / name).exists() for _, name in pictures)
    for name in re.findall(r"\{ #([\w-]+) \}", page(lab, language)):
        assert re.search(rf'<h[1-3] id="{name}"', html)
        assert html.count(f'href="#{name}"') >= 2 or name == lab.name  # at the heading and in the contents
    for path in lab.files("needs") + lab.files("makes"):
        assert f'href="../../../downloads/{path.name}" download' in html and (built_site / "downloads" / path.name).exists()


def test_colab_opens_what_lies_on_github():
    (lab, *_) = labs()
    there = colab("https://github.com/someone/nn/", lab, "zh")
    assert there == f"https://colab.research.google.com/github/someone/nn/blob/main/snippets/labs/{lab.name}.zh.ipynb"
    assert colab("", lab, "zh") == colab(None, lab, "zh") == colab("https://git.example/a/b", lab, "zh") == ""


# While they are written, and where they are mended


def test_a_lab_that_has_run_ahead_of_its_record_is_shown_as_stale(tmp_path):
    """`make serve` builds it all the same: the outputs that are there, marked."""
    source = (LABS / "debug.py").read_text("utf-8")
    folder = tmp_path / "snippets/labs"
    folder.mkdir(parents=True)
    for path in LABS.glob("debug.*.ipynb"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "debug.py").write_text(source + "\n# %%\nprint(1)\n", "utf-8")
    lab, faults = parse(folder / "debug.py")
    assert faults == [] and is_stale(lab)
    assert len(code_cells(Notebook(lab, "en", recorded(lab)).notebook())) == len(lab.code)


@every_lab
@every_language
def test_its_prose_has_the_terms_of_the_site(tmp_path, lab, language):
    (tmp_path / "lab.md").write_text(page(lab, language), "utf-8")
    assert "\n".join(map(str, term_faults(tmp_path / "lab.md", language))) == ""
