"""The one walker of a page's lines, and Markdown as plain text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import markdown
import pytest

from tools.base.project import Faults
from tools.sources.entries import entries
from tools.sources.examples import parse
from tools.sources.pages import pages
from tools.sources.text import escaped, plain, read, walk

PAGE = """\
---
title: T
---
# T { #t }

```python
--8<-- "a/x.py:one"
```
!!! note "N"
    ```text
    # no heading
     ```
    ````
    ```

--8<-- "a/x.graph"
| a |
![What.](a/x.plot)
See ![x](x.svg){ width="1" height="1" }
<!-- fresh -->
Text
"""
KINDS = (
    "blank blank blank heading blank fence include end box fence code code code end blank include table plot image comment prose"
)


def test_each_line_is_of_one_kind_and_knows_its_place(tmp_path):
    path = tmp_path / "x.md"
    path.write_text(PAGE, "utf-8")
    meta, lines = read(path)
    marks = list(walk(lines))
    assert meta == {"title": "T"}
    assert [mark.kind for mark in marks] == KINDS.split()
    assert [mark.line.origin for mark in marks] == [(path, number) for number in range(1, len(marks) + 1)]
    assert [mark.fence and mark.fence.line for mark in marks] == [None] * 5 + [6] * 3 + [None] + [10] * 5 + [None] * 7


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`super().__init__()` first", "super().__init__() first"),
        ("Given `shape=[8]`, expected `[*, 8]`", "Given shape=[8], expected [*, 8]"),
        ("`p = p - lr * p.grad` and `a ** b * c`", "p = p - lr * p.grad and a ** b * c"),
        ("p = p - lr * p.grad, twice * over", "p = p - lr * p.grad, twice * over"),
        ("__init__ and __call__, weight_ih_l0", "__init__ and __call__, weight_ih_l0"),
        ("``FutureWarning: `nn.init.normal` is old``", "FutureWarning: `nn.init.normal` is old"),
        ("**Never.** Call *the* module, not `forward`", "Never. Call the module, not forward"),
        ("***both*** and **a *b* c**", "both and a b c"),
        ("[`x[0]`](a.md#b), [a [b] c](d.md) and ![alt](e.svg)", "x[0], a [b] c and alt"),
        (r"\*args, 3 \$ and a\_b", "*args, 3 $ and a_b"),
    ],
)
def test_markdown_as_plain_text(text, shown):
    assert plain(text) == shown


def rendered(text: str) -> str:
    root = ElementTree.fromstring(f"<x>{markdown.markdown(text)}</x>")
    return "".join(root.itertext()).strip()


TITLES = [entry.title for page in pages() for entry in entries(page)]
ODD = [
    "a_b_c",
    "__init__",
    "*args, **kwargs",
    "[*, 8]",
    "x[0](1)",
    "a * b * c",
    "`",
    "``x``",
    r"C:\new",
    "<b>",
    "&lt;",
    "{ #id }",
    "!",
]


@pytest.mark.parametrize("text", [*ODD, *sorted({plain(title) for title in TITLES})])
def test_plain_text_as_markdown_keeps_every_letter(text):
    assert rendered(f"[{escaped(text)}](x.md)") == text


def test_a_title_is_read_as_markdown_shows_it():
    for title in TITLES:
        assert plain(title) == rendered(title), title


def test_underscores_outside_of_code_are_no_emphasis():
    """`plain` keeps them, and Markdown would not."""
    for page in pages():
        for mark in walk(read(page).lines):
            text = re.sub(r"(`+).+?\1|\]\([^)]*\)|<[^>]*>", "", "" if mark.fence else mark.line)
            assert not re.search(r"(?<!\w)_+[^\s_]([^_]*[^\s_])?_+(?!\w)", text), f"{page}:{mark.number}: {text}"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("\ufefftitle".encode(), "x.md:1: it has a byte order mark: save it as UTF-8 without BOM."),
        ("a\nb\n词".encode("gbk"), "x.md:3: it is not UTF-8: save it as UTF-8 without BOM."),
    ],
)
def test_what_is_no_plain_utf_8_is_refused_for_this_reason(tmp_path, data, what):
    path = tmp_path / "x.md"
    path.write_bytes(data)
    with pytest.raises(Faults, match=re.escape(what)):
        read(path)
    assert [fault.what for fault in parse(path)[1]] == [what.partition(": ")[2]]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("---\ntitle: Loss: a\n---\n", "x.md:2: the front matter is no YAML: mapping values are not allowed here. A value that"),
        ("---\ntitle: a\nshort: [b\n---\n", "x.md:3: the front matter is no YAML: expected ',"),
        ("---\njust text\n---\n", "x.md:1: the front matter is no list of `name: value`."),
    ],
)
def test_front_matter_that_is_none_is_refused_with_its_line(tmp_path, text, what):
    path = tmp_path / "x.md"
    path.write_text(text, "utf-8")
    with pytest.raises(Faults, match=re.escape(what)):
        read(path)


def test_a_page_without_front_matter_has_none(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("# x\n", "utf-8")
    assert read(path).meta == {}
