"""Code in any form that Markdown knows: it is collected and so run, or it is refused where it stands."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from mkdocs.config import load_config

from tools.base.lines import Line
from tools.base.project import CONFIGS, LANGUAGES, ROOT, relative
from tools.check.code import code_faults, tidy
from tools.check.skeleton import page_faults
from tools.page.includes import expand
from tools.sources.labs import labs, page
from tools.sources.pages import language_of, pages
from tools.sources.text import read, walk


class Code(HTMLParser):
    """The blocks of code of a page: the text of what an element shows as such."""

    def __init__(self, html: str):
        super().__init__()
        self.depth, self.found = 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "pre":
            self.depth += 1
            self.found.append("")

    def handle_endtag(self, tag):
        self.depth -= tag == "pre"

    def handle_data(self, data):
        if self.depth:
            self.found[-1] += data


@pytest.fixture(scope="module", params=LANGUAGES)
def site(request, tmp_path_factory):
    """The site's own Markdown, with the name of its language."""
    config = load_config(str(ROOT / CONFIGS[request.param]), site_dir=str(tmp_path_factory.mktemp("site")))
    return request.param, markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def collected(lines: list[Line]) -> list[str]:
    """The text of every fence."""
    found = []
    for mark in walk(lines):
        if mark.kind == "fence":
            found.append("")
        elif mark.fence and mark.kind != "end":
            found[-1] += f"{mark.line[len(mark.fence.indent) :]}\n"
    return [tidy(code) for code in found]


def test_the_code_of_every_page_is_what_its_fences_hold(site):
    language, md = site
    for path in pages():
        if language_of(path) == language:
            made = ('.live"', "<!-- layer: ")  # an instrument may write code itself, an entry of a layer its call
            text = "\n".join(line for line in read(path).lines if not any(mark in line for mark in made))
            shown = [tidy(code) for code in Code(md.reset().convert(text)).found]
            assert shown == collected(expand(path, language)), relative(path)


def test_the_code_of_every_lab_is_what_its_fences_hold(site):
    language, md = site
    for lab in labs():
        lines = page(lab, language).splitlines()
        assert [tidy(code) for code in Code(md.reset().convert("\n".join(lines))).found] == collected(lines), lab.name


FORMS = {
    "Text\n\n    x = 1\n    y = 2\n": 3,
    "Text\n\n\tx = 1\n": 3,
    "## A { #a }\n    x = 1\n": 2,
    "- a\n\n        x = 1\n": 3,
    '!!! note "N"\n    a\n\n        x = 1\n': 4,
    "a\n:   b\n\n        x = 1\n": 4,
    "<div markdown>\n\n    x = 1\n\n</div>\n": 3,
    "> Text\n>\n>     x = 1\n": 3,
    "> ```python\n> x = 1\n> ```\n": 2,
    "> > ```\n> > x = 1\n> > ```\n": 2,
    "> ~~~\n> x = 1\n> ~~~\n": 2,
    "- ```python\n  x = 1\n  ```\n": 3,
    "Text\n\n    ```python\n    x = 1\n    ```\n": 3,
    '!!! note "N"\n    ```python\n  x = 1\n    ```\n': 2,
    "- a\n\n  ```python\n  x = 1\n  ```\n": 4,
    "~~~python\nx = 1\n~~~\n": 1,
    "~~~~\nx = 1\n~~~~\n": 1,
    "1. a\n\n    ~~~python\n    x = 1\n    ~~~\n": 3,
    "<pre>\nx = 1\n</pre>\n": 1,
    "<PRE><code>x = 1\n</code></PRE>\n": 1,
    "a <code>x = 1</code>\n": 1,
    "<samp>\nx = 1\n</samp>\n": 1,
    "    <pre>x = 1</pre>\n": 1,
    "a ```python\nx = 1\n``` b\n": 3,
    '```text\n--8<-- "lenet/net.py:net"\n```\n': 2,
    '--8<-- "lenet/net.py:net"\n': 1,
    '    --8<-- "lenet/net.py:net"\n': 1,
}
TOP = "---\ntitle: T\ndescription: D\n---\n"


@pytest.mark.parametrize(("text", "line"), FORMS.items(), ids=range(len(FORMS)))
def test_code_that_nobody_would_run_is_refused_where_it_stands(tmp_path, text, line):
    path = tmp_path / "x.md"
    path.write_text(f"{TOP}{text}", "utf-8")
    faults = [*page_faults(path), *code_faults(read(path).lines)]
    assert line + TOP.count("\n") in [fault.line for fault in faults], f"{text}{faults}"


@pytest.mark.parametrize(
    "text",
    [
        "```text\nx\n```\n",
        '1. a\n\n    ```python\n    --8<-- "lenet/net.py:net"\n    ```\n',
        '!!! note "N"\n    ```text\n    x\n\n    y\n    ```\n',
        "````text\n```python\nx = 1\n```\n````\n",
        "Write `<pre>` or `` `<code>` ``.\n\n- a\n\n    goes on\n",
        "<!--\n    x = 1\n-->\n",
    ],
)
def test_what_is_run_or_is_no_code_is_not_refused(tmp_path, text):
    path = tmp_path / "x.md"
    path.write_text(text.replace("````text", "````"), "utf-8")
    assert list(code_faults(read(path).lines)) == []
