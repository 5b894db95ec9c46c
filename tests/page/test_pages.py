"""Includes and pages: what a reader of each language gets, and what an author is told who breaks a page."""

from __future__ import annotations

import io
import re

import pytest
from pytest_codeblocks import extract_from_buffer

from tests.codeblocks import expected_on
from tests.helpers.small import call
from tools.base.project import LANGUAGES, ROOT, relative
from tools.check import ids
from tools.check.names import name_faults, rebound
from tools.check.run import include_faults
from tools.check.skeleton import nav_faults, page_faults, pair_faults
from tools.check.terms import see_faults, term_faults
from tools.page import includes
from tools.page.blocks import PageBlock
from tools.page.includes import blocks as page_blocks
from tools.record.runner.jobs import block_of
from tools.sources import pages
from tools.sources.examples import Example
from tools.sources.nav import CONFIG
from tools.sources.terms import TERMS

TOP = "---\ntitle: A title\ndescription: A sentence.\n---\n"
IMPORTS = '```python\n--8<-- "lenet/net.py:imports"\n```\n'
NET = '```python\n--8<-- "lenet/net.py:net"\n```\n'


@pytest.fixture
def page(tmp_path):
    """Write a page (and, with two texts, its twin) and get its path."""

    def write(text: str, language: str = "en", name: str = "x.md"):
        path = tmp_path / language / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TOP + text, "utf-8")
        return path

    return write


def said(faults) -> str:
    return "\n".join(map(str, faults))


def test_each_reader_gets_comments_in_their_language_only(page):
    path = page(NET)
    zh, en = ("\n".join(includes.expand(path, language)) for language in ("zh", "en"))
    assert zh != en
    assert "# zh:" not in zh + en
    assert "# en:" not in zh + en
    assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en)


def test_every_line_knows_where_it_came_from(page):
    path = page("text\n\n" + NET)
    lines = includes.expand(path, "en")
    assert lines[4].origin == (path, 5)
    for line in lines:
        file, number = line.origin
        if relative(file) == "snippets/lenet/net.py":
            source = file.read_text("utf-8").splitlines()[number - 1]
            assert line == source or line.lstrip("# ") == source.strip().removeprefix("# en: ")


def test_an_output_stands_below_its_code():
    path = ROOT / "docs/en/lenet.md"
    blocks = page_blocks(path)
    assert any(block.expected for block in blocks)
    for block in blocks:
        assert block.expected.rstrip("\n") == expected_on(block, "cpu")


@pytest.mark.parametrize("name", [path.relative_to(pages.DOCS / "zh").as_posix() for path in (pages.DOCS / "zh").rglob("*.md")])
def test_both_languages_run_one_code_and_so_share_a_run(name):
    blocks = [page_blocks(pages.DOCS / language / name) for language in LANGUAGES]
    zh, en = ([block_of(block, "cpu") for block in found if not block.program] for found in blocks)
    assert zh == en


def text_of(code: str) -> list[str]:
    """Its lines; pytest-codeblocks cuts the ends of empty ones."""
    return [line for line in code.splitlines() if line.strip()]


def test_pytest_codeblocks_finds_the_same_blocks_on_every_page():
    """Both languages, no fence left out; of a fence it knows the first word only."""
    for path in pages.pages():
        text = "".join(
            re.sub(r"^( *```)(?! *\{)(.+)|^( *```).*", r"\1\2\3", line) + "\n"
            for line in includes.expand(path, pages.language_of(path))
        )
        theirs = [
            text_of(block.code)
            for block in extract_from_buffer(io.StringIO(text), max_num_lines=10**6)
            if block.syntax == "python"
        ]
        ours = [text_of("\n".join(block.code)) for block in page_blocks(path)]
        assert ours == theirs and len(ours) == len({i.fence for i in pages.includes(path) if i.fence}), path


def test_lines_keep_their_places_in_an_indented_fence(page):
    """Also where an empty line is shorter than the fence's indentation."""
    text = IMPORTS.replace("```\n", "\n" + NET.splitlines()[1] + "\n```\n")
    path = page('!!! note "x"\n' + "".join(f"    {line}\n" if line else "\n" for line in text.splitlines()))
    (block,) = page_blocks(path, "en")
    assert {name for _, name in block.shown} == {"imports", "net"}
    for line in block.code:
        file, number = line.origin
        assert line.lstrip("# ") in file.read_text("utf-8").splitlines()[number - 1]


def test_a_marker_starts_a_fresh_namespace(page):
    first, second = page_blocks(page(IMPORTS + "\n<!-- fresh -->\n\n" + IMPORTS), "en")
    assert (first.fresh, second.fresh) == (False, True)


@pytest.mark.parametrize(("text", "what"), [
    ("```python\nx = 1\n```\n", "x.md:6: code on the page itself: 'x = 1'"),
    ("~~~python\n~~~\n", "x.md:5: a fence ~~~'python' would not be run"),
    ("```py\n```\n", "a fence ```'py' would not be run"),
    ('```python title="x"\n```\n', "would not be run"),
    ("``` { .python .annotate }\n```\n", "would not be run"),
    ("```bash\nls\n```\n", "a fence ```'bash' would not be run"),
    ("```text\nx\n", "this fence never ends"),
    ("## No id\n", "x.md:5: heading 'No id' has no id"),
    ('!!! danger "x"\n', "there is no box 'danger'"),
    ("!!! note\n", "a box without a title"),
    ("!!! note inline end\n", "is no box"),
    ("![](x.svg)\n", "image x.svg has no alt text"),
    ("![x](x.svg)\n", "image x.svg has no size"),
])  # fmt: skip
def test_a_page_that_would_be_shown_or_run_wrongly_is_refused(page, text, what):
    assert what in said(page_faults(page(text)))


def test_a_page_needs_a_title_and_a_description(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("# T { #t }\n", "utf-8")
    assert "no title." in said(page_faults(path))
    assert "no description." in said(page_faults(path))


@pytest.mark.parametrize(("include", "what"), [
    ("lenet/net.py:nett", "section 'nett' is not in snippets/lenet/net.py (has: "),
    ("lenet/nett.py:net", "there is no snippets/lenet/nett.py (beside it: "),
    ("lenett/net.py:net", "no such folder"),
    ("lenet/net.py:3:5", "is included by line numbers"),
    ("lenet/net.py", "is included whole"),
    ("lenet/net.out:net", "cannot be included"),
    ("lenet/nett.graph", "there is no snippets/lenet/nett.graph"),
])  # fmt: skip
def test_an_include_that_leads_nowhere_is_refused(page, monkeypatch, include, what):
    path = page(f'```python\n--8<-- "{include}"\n```\n')
    monkeypatch.setattr(pages, "DOCS", path.parent.parent)
    monkeypatch.setattr(pages.language_of, "__defaults__", (path.parent.parent,))
    faults = said(include_faults(path))
    assert what in faults
    assert "x.md:6: " in faults


def test_names_that_only_a_hidden_import_provides_are_refused(page, monkeypatch):
    path = page(NET)
    monkeypatch.setattr(pages.language_of, "__defaults__", (path.parent.parent,))
    assert "'nn' is not defined above on this page; snippets/lenet/net.py has it from elsewhere" in said(name_faults(path))
    assert not list(name_faults(page(IMPORTS + "\n" + NET)))


def test_of_a_name_that_two_examples_bind_it_is_said_which_came_last(tmp_path):
    def block(line: int, name: str, code: str, fresh: bool = False) -> PageBlock:
        return PageBlock(line, code.splitlines(), [(Example(ROOT / f"snippets/a/{name}.py"), name)], fresh)

    above = [
        block(3, "build", "import torch\nnet = 1\nx = 2\n\ndef f(y):\n    z = y\n    return z"),
        block(9, "other", "import torch\nnet, (z, y) = 3, (4, 5)"),
    ]
    assert list(rebound(above, block(20, "use", "torch.x(net, x, z, y)"))) == [
        "'net' was bound last by snippets/a/other.py:other (line 9), before by snippets/a/build.py:build (line 3)."
        " Give one of them another name."
    ]
    assert not list(rebound(above, block(20, "use", "net = 1\nprint(net)")))
    assert not list(rebound(above, block(20, "use", "print(net)", fresh=True)))
    assert not list(rebound([above[0], block(9, "other", "net = 3", fresh=True)], block(20, "use", "print(net)")))


def test_an_unknown_language_is_refused(page):
    path = page("x\n", "fr")
    assert "fr:1: 'fr' is no language of this site (has: zh, en)" in said(pair_faults(path.parent.parent))
    with pytest.raises(ValueError, match=r"tools\.page\.includes: no language 'fr'"):
        includes.expand(path, "fr")


SKELETON = f'# T {{ #t }}\n\n{IMPORTS}\n!!! check "q"\n    1. a\n\n    ??? answer "a"\n        b\n\n| a | b |\n|---|---|\n'


@pytest.mark.parametrize(("change", "what"), [
    (("{ #t }", "{ #u }"), "a heading of level 1 with id 'u', where"),
    (("# T", "## T"), "a heading of level 2 with id 't', where"),
    (("net.py:imports", "net.py:net"), "the include lenet/net.py:net, where"),
    (("!!! check", "!!! note"), "!!! note, indented 0, where"),
    (("??? answer", "???+ answer"), "???+ answer, indented 4, where"),
    (("|---|---|\n", "|---|---|\n| c | d |\n"), "a table of 3 lines, where"),
    (("| a | b |\n|---|---|\n", ""), "the end of the page, where"),
])  # fmt: skip
def test_two_languages_have_one_skeleton(page, change, what):
    page(SKELETON, "zh")
    docs = page(SKELETON, "en").parent.parent
    assert not list(pair_faults(docs))
    page(SKELETON.replace(*change), "en")
    faults = said(pair_faults(docs))
    assert what in faults
    assert "en/x.md:" in faults
    assert "zh/x.md:" in faults


def test_a_page_without_its_twin_is_refused(page):
    docs = page("", "zh", "only.md").parent.parent
    page("", "en")
    faults = said(pair_faults(docs))
    assert "zh/only.md:1: there is no " in faults
    assert "en/x.md:1: there is no " in faults


@pytest.mark.parametrize(("language", "text", "what"), [
    ("zh", "步长是 2", "'步长': on this site it is '步幅'"),
    ("zh", "池化（汇聚）和池化（汇聚）", "'汇聚'"),
    ("en", "A Deconvolution is no inverse.", "'deconvolution': on this site it is 'transposed convolution'"),
])  # fmt: skip
def test_a_refused_variant_is_found_in_prose(page, language, text, what):
    faults = said(term_faults(page(text, language), language))
    assert what in faults
    assert "x.md:5: " in faults


@pytest.mark.parametrize(("language", "text"), [
    ("zh", "有人叫它「步长」"),
    ("zh", "`步长`，见 [链接](步长.md)"),
    ("zh", "```text\n步长\n```"),
    ("zh", "池化（汇聚）"),
    ("en", "some call it “deconvolution”"),
])  # fmt: skip
def test_a_variant_may_be_named(page, language, text):
    assert not list(term_faults(page(text, language), language))


def test_a_page_that_is_not_in_the_nav_is_refused_at_once(page):
    docs = page("", "en", "module.md").parent.parent
    page("", "zh", "lost.md")
    assert said(nav_faults(docs)).endswith(
        "zh/lost.md:1: it is not in the nav: no reader would find it. Add '- lost.md' to mkdocs.yml."
    )


def test_a_nav_that_names_a_page_nobody_wrote_is_refused_with_its_line(page):
    docs = page("", "en", "module.md").parent.parent
    page("", "zh", "module.md")
    faults = list(nav_faults(docs))
    (fault,) = (fault for fault in faults if "zh/lenet.md" in fault.what)
    assert not any("module.md" in fault.what for fault in faults)
    assert CONFIG.read_text("utf-8").splitlines()[fault.line - 1].strip() == "- lenet.md"


def test_a_term_that_leads_nowhere_is_refused_with_its_line(monkeypatch):
    published = [id for id in ids.written() if id != "containers.md#choose"]
    monkeypatch.setattr(ids, "written", lambda: published)
    (fault,) = see_faults()
    assert "'container' is explained at containers.md#choose, which is not there" in fault.what
    assert TERMS.read_text("utf-8").splitlines()[fault.line - 1] == "- en: container"


@pytest.mark.parametrize("name", ["docs/en/a.md", "docs/terms.yml", "snippets/a/x.py", "mkdocs.yml"])
def test_a_byte_order_mark_is_the_only_thing_said_of_a_file(small, name):
    path = small / name
    text = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + text)
    try:
        done = call(small, "check")
    finally:
        path.write_bytes(text)
    assert done.stderr == f"{name}:1: it has a byte order mark: save it as UTF-8 without BOM.\n"


@pytest.mark.parametrize("name", ["docs/en/a.md", "docs/words.yml", "docs/terms.yml", "mkdocs.yml"])
def test_a_file_that_is_no_yaml_is_one_line_and_no_traceback(small, name):
    path = small / name
    text = path.read_text("utf-8")
    path.write_text("---\ntitle: a: b\n---\n" if name.endswith(".md") else f"a: b: c\n{text}", "utf-8")
    try:
        done = call(small, "check")
    finally:
        path.write_text(text, "utf-8")
    assert re.fullmatch(rf"{re.escape(name)}:\d: [^\n]*no YAML[^\n]*\n", done.stderr)


@pytest.mark.parametrize("name", ["docs/en/a.md", "docs/terms.yml", "snippets/a/x.py", "snippets/a/x.out", "tests/test_x.py"])
def test_what_a_merge_has_left_is_one_line_and_no_traceback(small, name):
    path = small / name
    text = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{text}\n<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n", "utf-8")
    try:
        done = call(small, "check")
    finally:
        path.write_text(text, "utf-8")
    assert re.fullmatch(rf"{re.escape(name)}:\d+: a merge has left both sides here\.[^\n]*\n", done.stderr)


def test_a_test_that_is_no_python_is_one_line_and_no_traceback(small):
    path = small / "tests/test_x.py"
    path.write_text("x = 1\ndef f(:\n", "utf-8")
    try:
        done = call(small, "check")
    finally:
        path.unlink()
    assert done.stderr == "tests/test_x.py:2: it is no Python: invalid syntax.\n"


def test_a_title_or_description_that_would_end_what_stands_in_the_head_is_refused(tmp_path):
    path = tmp_path / "en/x.md"
    path.parent.mkdir()
    path.write_text("---\ntitle: A <title>\ndescription: 'Write if __name__ == \"__main__\" first.'\n---\n# T { #t }\n", "utf-8")
    assert [fault.what.partition(" has ")[0] for fault in page_faults(path)] == ["the title", "the description"]
