"""What readers take along runs as it is, prints what the page shows, and is the page's own code."""

from __future__ import annotations

import ast
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tools.base.project import LANGUAGES, ROOT, relative
from tools.page import downloads
from tools.page.blocks import PageBlock
from tools.page.includes import blocks
from tools.record import runner
from tools.record.runner import Block, Job, Result, run_program
from tools.sources import pages
from tools.sources.examples import COMMENT, Example, example_files
from tools.sources.outputs import same, tidy

ADDRESS = "https://nn.example/en/"
LESSONS = [page for page in pages.pages() if any(include.fence for include in pages.includes(page))]
every_lesson = pytest.mark.parametrize("page", LESSONS, ids=relative)
ALL = bool(os.environ.get("ALL"))
CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONHASHSEED": "0"}


@functools.cache
def files(page: Path) -> dict[str, str]:
    return downloads.files(page, pages.language_of(page))


def of_kind(page: Path, ending: str) -> str:
    return next(text for path, text in files(page).items() if path.endswith(ending))


def joined(page: Path, language: str | None = None) -> list[PageBlock]:
    return [block for block in blocks(page, language) if not block.program]


def kind(block: PageBlock) -> str:
    return block.kind


def printed(block: PageBlock) -> str:
    """What the page shows of a block's stdout: all but its warning, which goes to stderr."""
    text = block.expected.rstrip("\n")
    raised = downloads.RAISED.search(text) if kind(block) == "warns" else None
    return text[: raised.start()].rstrip("\n") if raised else text


def bare(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("#"))


def once(run: Callable) -> Callable:
    """The two languages of a page, equal but for their comments, share one run."""
    ran = {}

    def run_once(source: str, *arguments):
        key = (bare(source), *map(str, arguments))
        if key not in ran:
            ran[key] = run(source, *arguments)
        return ran[key]

    return run_once


@once
def run(code: str) -> Result:
    """Run it alone, in an empty folder; a warning counts as an error. In a fork that has imported torch already."""
    (result,) = runner.run(Job([Block("download", [("download.py", code)])], timeout=300))
    return result


@once
def run_downloaded(program: str, example: Example) -> Result:
    return run_program(example.program, example.path, program)


def code_cells(text: str) -> list[dict]:
    return [cell for cell in nbformat.reads(text, 4).cells if cell.cell_type == "code"]


OF_THEMSELVES = re.compile(r"torch\.onnx\.export\(|netron\.")
"""Code that makes packages write to stderr of what they are doing; the lesson onnx tells it."""


IGNORE = 'import warnings\nwarnings.simplefilter("ignore")\n'
LISTEN = "import io, sys\nsys.stderr = io.StringIO()\n"
HEARD = "\nimport sys\nprint(chr(0) + sys.stderr.getvalue())\n"
"""Around a script: below its output, what it wrote to stderr."""
FAIL_AND_WARN = ("zh/hooks.md", "en/module.md")
"""Lessons with cells that fail and warn, in both languages: they run as a script and in a kernel."""


def said(outputs: list[dict]) -> dict[str, str]:
    """What a cell gave: its streams, each in one piece, and its error without the module's name."""
    texts: dict[str, str] = {}
    for output in outputs:
        where = output.get("name", output["output_type"])
        text = output["text"] if "text" in output else f"{output.get('ename')}: {output.get('evalue')}"
        texts[where] = texts.get(where, "") + text
    return {where: tidy(text) for where, text in texts.items()}


# The script


@every_lesson
def test_a_script_runs_alone_and_prints_what_the_page_shows(page):
    """It is the page's code, as the next test says, and the page runs (docs/, tests/codeblocks.py). So here run the lessons that
    have everything a script does in its own way; `make test ALL=1` runs all."""
    if not (ALL or page.relative_to(pages.DOCS).as_posix() in FAIL_AND_WARN):
        return
    warns = any(kind(block) == "warns" for block in joined(page))
    done = run(LISTEN + IGNORE * warns + of_kind(page, ".py") + HEARD)
    assert done.error == ""
    output, _, heard = done.output.partition("\0")
    assert same("\n".join(filter(None, map(printed, joined(page)))), output)
    assert tidy(heard) == "" or OF_THEMSELVES.search(of_kind(page, ".py"))


@every_lesson
def test_a_script_is_the_code_of_its_page(page):
    """Statement by statement; a failing block is the body of a `try`."""
    statements = ast.parse(of_kind(page, ".py")).body
    for block in joined(page):
        code = ast.parse("\n".join(block.code)).body
        if kind(block) == "fails":
            assert isinstance(statements[0], ast.Try)
            statements[:1] = statements[0].body
        taken, statements = statements[: len(code)], statements[len(code) :]
        assert list(map(ast.dump, taken)) == list(map(ast.dump, code)), f"line {block.line}"
    assert statements == []


@functools.cache
def said_to(language: str) -> set[str]:
    """The comments of all examples for its readers."""
    lines = [COMMENT.match(line) for path in example_files() for line in path.read_text("utf-8").splitlines()]
    return {line[3] for line in lines if line and line[2] == language}


@every_lesson
@pytest.mark.parametrize("ending", [".py", ".ipynb"])
def test_comments_are_in_the_readers_language(page, ending):
    lines = [line.strip() for block in joined(page) for line in block.code if line.lstrip().startswith("#")]
    text = of_kind(page, ending)
    written = (lambda line: json.dumps(line, ensure_ascii=False)[1:-1]) if ending == ".ipynb" else str
    assert [line for line in lines if written(line) not in text] == []
    code = text if ending == ".py" else "".join(cell.source for cell in code_cells(text))
    comments = [line.strip("# ") for line in code.splitlines() if line.lstrip().startswith("#")]
    own = said_to(pages.language_of(page))
    other = set().union(*map(said_to, LANGUAGES)) - own
    assert [comment for comment in comments if comment in other] == []


@every_lesson
def test_a_program_downloads_under_its_own_name(page):
    folder = f"downloads/{page.relative_to(pages.DOCS / pages.language_of(page)).with_suffix('').as_posix()}"
    programs = {f"{folder}/{block.program.path.name}": block for block in blocks(page) if block.program}
    assert {path for path in files(page) if path.startswith(f"{folder}/")} == set(programs)
    for path, block in programs.items():
        assert files(page)[path].splitlines() == block.code
        if ALL:  # it is the page's, which runs
            done = run_downloaded(files(page)[path], block.program)
            assert same(done.output, block.expected), done.error


# The notebook


SHELL = """\
import json, sys, warnings
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

warnings.simplefilter("default")
warnings.showwarning = lambda *warning: print(warnings.formatwarning(*warning[:4]), file=sys.stderr)
shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
shell._showtraceback = lambda *report: None
given = []
for source in SOURCES:
    with capture_output() as printed:
        ran = shell.run_cell(source)
    raised = ran.error_before_exec or ran.error_in_exec
    error = {"error": f"{type(raised).__name__}: {raised}"} if raised else {}
    given.append({"stdout": printed.stdout, "stderr": printed.stderr} | error)
print(json.dumps(given))
"""
"""What a kernel does with the cells of a notebook, without the seconds that each kernel takes to begin."""


def executed(cells: list[dict]) -> list[dict[str, str]]:
    """What each cell gives: its streams and its error."""
    done = run(f"SOURCES = {[bare(cell.source) for cell in cells]!r}\n{SHELL}")
    assert done.error == ""
    return [{where: tidy(text) for where, text in texts.items() if tidy(text)} for texts in json.loads(done.output)]


def executed_in_a_kernel(cells: list[dict]) -> list[dict[str, str]]:
    """The same, and a failing cell without the tag that says so ends it."""
    anew = [nbformat.v4.new_code_cell(cell.source, metadata=cell.metadata) for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=anew)
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": folder}}).execute()
    return [said(cell.outputs) for cell in notebook.cells]


QUIET = {"print", "backward", "step", "remove", "reset", "save", "destroy_process_group"}
"""Functions of torch and Python that return None as the lessons call them: `make test ALL=1` sees it."""


def may_show_a_value(cells: list[dict]) -> bool:
    """A notebook shows the value of a cell's last expression, a page and a script do not."""
    trees = [ast.parse(cell.source.replace(downloads.RESET, "None")) for cell in cells]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    quiet = QUIET | {function.name for function in functions if not any(map(returns_a_value, ast.walk(function)))}
    raises = ["raises-exception" in cell.metadata.get("tags", []) for cell in cells]
    ends = [tree.body[-1] for tree, fails in zip(trees, raises, strict=True) if not fails]
    ends = [end.value for end in ends if isinstance(end, ast.Expr)]
    names = [ast.unparse(end.func).rpartition(".")[2] if isinstance(end, ast.Call) else "" for end in ends]
    return not quiet.issuperset(names)


def returns_a_value(node: ast.AST) -> bool:
    return (isinstance(node, ast.Return) and node.value is not None) or isinstance(node, ast.Yield | ast.YieldFrom)


@every_lesson
def test_a_notebook_runs_and_gives_the_outputs_it_came_with(page):
    """Its code and its outputs are the page's, as the next test says, and the page runs (docs/, tests/codeblocks.py). So here run
    those alone in which IPython may do otherwise, and the two above in a kernel; `make test ALL=1` runs all."""
    text = of_kind(page, ".ipynb")
    nbformat.validate(nbformat.reads(text, 4))
    cells = code_cells(text)
    in_a_kernel = page.relative_to(pages.DOCS).as_posix() in FAIL_AND_WARN
    if not (in_a_kernel or ALL or may_show_a_value(cells)):
        return
    run_cells = executed_in_a_kernel if in_a_kernel else executed
    for cell, now in zip(cells, run_cells(cells), strict=True):
        then = said(cell.outputs)
        if OF_THEMSELVES.search(cell.source) and "stderr" not in then:
            now = {where: text for where, text in now.items() if where != "stderr"}
        assert now.keys() == then.keys(), (cell.source, now)
        for where, text in then.items():  # a kernel writes a warning between its place and its line of code
            assert text in now[where] if where == "stderr" else same(now[where], text), (cell.source, now, then)


@every_lesson
def test_a_notebook_is_the_code_of_its_page(page):
    cells = code_cells(of_kind(page, ".ipynb"))
    blocks = joined(page)
    assert [cell.source.splitlines() for cell in cells] == [list(map(str, block.code)) for block in blocks]
    assert ["raises-exception" in cell.metadata.get("tags", []) for cell in cells] == [kind(block) == "fails" for block in blocks]
    for cell, block in zip(cells, blocks, strict=True):
        shown = ["\n".join(output.get("traceback", [output.get("text", "").rstrip("\n")])) for output in cell.outputs]
        assert same("\n".join(shown), block.expected)


@every_lesson
def test_a_notebook_has_the_prose_and_nothing_that_only_the_site_understands(page):
    cells = nbformat.reads(of_kind(page, ".ipynb"), 4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", prose.replace("> ", ""), flags=re.S | re.M)
    assert len(re.findall(r"^#+ ", text, re.M)) == len(re.findall(r"^#+ .*\{ #", page.read_text("utf-8"), re.M))
    assert re.findall(r"--8<--|^\s*(?:!!!|\?\?\?)|\{ ?[.#]|\.md\b|<!--|\]\(#", text, re.M) == []
    assert text.count("<details>") == text.count("</details>") >= ("\n???" in page.read_text("utf-8"))
    assert "snippets/" in prose  # the foot: when and where it ran, and its sources


# A page with everything on it

FENCE = '```python\n--8<-- "{}"\n```\n'
PAGE = """---
title: A page
description: A sentence.
---
# A page { #top }

[LeNet](lenet.md#net), [here](#more), [out](https://pytorch.org) and `[code](x.md)`. An ![alt](a.png){ width="1" }

!!! exercise "One `x`"
    Text.

    ??? answer "An answer"
        Folded.

    {program}
## More { #more }

<!-- fresh -->

{net}
--8<-- "module/mlp.graph"
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "en" / "x.md"
    path.parent.mkdir()
    program = FENCE.format("state/checkpoint.py").replace("\n", "\n    ")
    path.write_text(PAGE.replace("{program}", program).replace("{net}", FENCE.format("module/mlp.py:net")), "utf-8")
    return path


def markdown(page: Path, address: str = "") -> str:
    cells = json.loads(downloads.files(page, "en", address)["downloads/x.ipynb"])["cells"]
    return "\n\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


def test_links_lead_to_the_site_where_its_address_is_known(page):
    assert "[LeNet](https://nn.example/en/lenet/#net), [here](https://nn.example/en/x/#more), [out](" in markdown(page, ADDRESS)
    assert "LeNet, here, [out](https://pytorch.org) and `[code](x.md)`. An alt\n" in markdown(page)
    assert f"# {ADDRESS}x/\n" in downloads.files(page, "en", ADDRESS)["downloads/x.py"]


def test_boxes_are_quoted_and_answers_folded(page):
    text = markdown(page)
    assert "> **One `x`**\n>\n> Text.\n>\n> <details>\n> <summary>An answer</summary>\n>\n> Folded.\n>\n> </details>" in text
    assert "> ```python\n> import torch\n" in text
    assert "> python checkpoint.py\n> ```\n>\n> ```text\n> equal before loading: False\n" in text
    assert "](data:image/svg+xml;base64," in text
    assert "| Linear |" in text


def test_a_fresh_start_empties_the_namespace(page):
    script = downloads.files(page, "en")["downloads/x.py"]
    probe = f"left = 1\n{downloads.EMPTY}\nprint('left' in globals(), '__name__' in globals())"
    assert downloads.EMPTY in script
    assert run(probe).output == "False True\n"
    assert code_cells(downloads.files(page, "en")["downloads/x.ipynb"])[0].source == "%reset -f"


@pytest.mark.parametrize(("name", "expected", "outputs"), [
    ("plain", "ValueError: no error", [("stdout", "ValueError: no error")]),
    ("fails", "1\na.b.OddError: x: y\nz", [("stdout", "1"), ("error", "OddError: x: y\nz")]),
    ("warns", "1\nUserWarning: x", [("stdout", "1"), ("stderr", "UserWarning: x")]),
])  # fmt: skip
def test_an_error_and_a_warning_stand_apart_from_what_was_printed(monkeypatch, name, expected, outputs):
    block = PageBlock(1, ["x"], expected=expected + "\n")
    monkeypatch.setattr(PageBlock, "kind", name)
    (cell,) = downloads.code_cells(block)
    assert list(said(cell["outputs"]).items()) == outputs


ELSEWHERE = """
import sys
from tools.page import downloads
from tools.sources import pages
files = [downloads.files(page, pages.language_of(page)) for page in pages.pages()]
assert "torch" not in sys.modules
sys.stdout.buffer.write(repr(files).encode())
"""


def test_the_same_sources_give_the_same_bytes():
    again = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=ROOT, env=CLEAN | {"PYTHONHASHSEED": "7"}, capture_output=True)
    assert again.stdout.decode() == repr([files(page) for page in pages.pages()]), again.stderr.decode()


@pytest.mark.parametrize(
    ("sources", "shows"),
    [
        (["net.train()"], True),
        (["loss.backward()"], False),
        (["x"], True),
        (["def f():\n    print(1)", "f()"], False),
        (["def f():\n    return 1", "f()"], True),
        (["x = 1"], False),
    ],
)
def test_a_cell_whose_value_a_notebook_would_show_is_known(sources, shows):
    assert may_show_a_value([nbformat.v4.new_code_cell(source) for source in sources]) == shows
