r"""Formulas: set right, refused with their place when wrong, and nothing else taken for one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest

from tools.base.project import ROOT
from tools.check.formulas import formula_faults
from tools.measure.host import served
from tools.page import formulas
from tools.sources.pages import pages

TOP = "---\ntitle: t\ndescription: d\n---\n"  # 4 lines
EXTENSIONS = [
    "admonition",
    "attr_list",
    "footnotes",
    "pymdownx.details",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "tables",
]
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def convert(text: str) -> str:
    return markdown.markdown(text, extensions=[*EXTENSIONS, "tools.page.formulas"])


def shown(html: str) -> list[str]:
    """The sources of a page's formulas, which KaTeX keeps in the MathML, in order."""
    return [" ".join(unescape(tex).split()) for tex in re.findall(r"<annotation[^>]*>(.*?)</annotation>", html, re.S)]


@pytest.fixture
def said(tmp_path):
    """What is said of a page with this text, which begins in line 5."""

    def said(text: str) -> str:
        path = tmp_path / "x.md"
        path.write_text(TOP + text, "utf-8")
        return "\n".join(map(str, formula_faults(path)))

    return said


@pytest.mark.parametrize(("tex", "parts", "spoken"), [
    (r"\left\lfloor\frac{H+2p-d(k-1)-1}{s}\right\rfloor+1", ["mfrac"], "⌊H+2p−d(k−1)−1s⌋+1"),
    (r"\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}", ["mfrac", "msup", "msub"], "softmax(x)i=exi∑jexj"),
    (r"\frac{\partial L}{\partial w}", ["mfrac"], "∂L∂w"),
    (r"\begin{aligned} m &= \beta_1 m \\ v &= \beta_2 v \end{aligned}", ["mtable", "mtr", "mtd"], "m=β1mv=β2v"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", ["mtable"], "[1234]"),
    (r"x \in \mathbb{R}^{N \times C}", ["msup"], "x∈ℝN×C"),
    (r"\mathcal{L}, \mathbf{x}, \mathbf{12}, \mathfrak{C}, \boldsymbol{\beta}, \mathit{h}", ["mi"], "ℒ,𝐱,𝟏𝟐,ℭ,𝜷,h"),
    (r"\text{输出} = \text{输入} * \text{卷积核}", ["mtext"], "输出=输入∗卷积核"),
    (r"y = xA^\top + b", ["msup"], "y=xA⊤+b"),
    (r"-\sum_{c} y_c \log \hat{p}_c", ["munder", "mover"], "−∑cyclogp^c"),
    (r"\sqrt{\hat{v}} + \epsilon", ["msqrt"], "v^+ϵ"),
    (r"L \ne 0 \not= 1", ["mo"], "L≠0≠1"),
])  # fmt: skip
def test_formulas_of_ours_are_set_for_the_eye_and_the_ear(tex, parts, spoken):
    html = formulas.render(tex, display=True)
    tree = ElementTree.fromstring(html.replace("&nbsp;", " "))
    formula = next(tree.iter(f"{MATHML}math"))
    for part in parts:
        assert formula.find(f".//{MATHML}{part}") is not None, part
    row = formula.find(f"{MATHML}semantics")[0]
    heard = unicodedata.normalize("NFC", "".join(row.itertext()))
    assert re.sub(r"[\s\u200b\u2061]", "", heard) == spoken
    assert formula.get("display") == "block" and not tree.findall(".//*[@style]"), "MathML, and nothing drawn by style and fonts"


def test_a_formula_is_no_script_and_the_search_leaves_it_out():
    html = convert("a $k$ b\n\n$$\n\\frac{a}{b}\n$$\n")
    assert '<p>a <span class="math" data-search-exclude="1"><span class="katex">' in html
    assert '<div class="math" data-search-exclude="1" tabindex="0"><span class="katex"><math' in html
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/", "")


def test_the_same_bytes_twice():
    text = "$\\frac{a}{b}$ and\n\n$$\\sum_i x_i$$\n"
    code = "import sys, markdown; print(markdown.markdown(sys.argv[1], extensions=['tools.page.formulas']), end='')"
    again = subprocess.run([sys.executable, "-c", code, text], cwd=ROOT, capture_output=True, check=True)
    assert again.stdout.decode() == markdown.markdown(text, extensions=["tools.page.formulas"])


def test_a_formula_is_set_once_however_deep_it_stands(said):
    formulas.render.cache_clear()
    text = "$$\nx\n  + 1729\n$$\n\n- a\n\n    $$\n    x\n    + 1729\n    $$\n"
    assert said(text) == ""
    assert shown(convert(text)) == ["x + 1729"] * 2
    assert formulas.render.cache_info().misses == 1


@pytest.mark.parametrize(("text", "formulas"), [
    ("a $x_1$ and *b* $y_1$", ["x_1", "y_1"]),
    ("第 $i$ 个，$k$×$k$。", ["i", "k", "k"]),
    ("**$x$** [$y$](z.md) ($z$)", ["x", "y", "z"]),
    ("$a < b$, $x<y, z>w$ & $i<j$", ["a < b", "x<y, z>w", "i<j"]),
    ("$a\n+ b$", ["a + b"]),
    (r"$\$5 \times 2$ and \$5", [r"\$5 \times 2"]),
    ("| a | b |\n|---|---|\n| $x$ | $y$ |", ["x", "y"]),
    ("- a\n\n    $$\n    x\n    $$\n\n- $y$", ["x", "y"]),
    ('!!! note "$t$"\n    $$x$$\n\n    ??? tip "b"\n        $y$', ["t", "x", "y"]),
    ("a[^1]\n\n[^1]: $x$", ["x"]),
    ("costs $5 and $6, US$5 or ($7)", []),
    ("$HOME/$USER, $ x $ or $x", []),
    ("a$x$ 5$x$ $ x$", []),
    (r"\$x\$ and \$5", []),
    ("`$x$` and ``a ` $y$``", []),
    ("```sh\necho $A $B\n$$\n```\n\n```text\n$x$\n```", []),
    ("<!-- $x$ -->", []),
    ("a $$x$$ b\n$$\ny\n$$", []),
])  # fmt: skip
def test_formulas_are_what_stands_between_dollars_in_prose(text, formulas):
    assert shown(convert(text)) == formulas


def test_an_escaped_dollar_is_shown_as_one_and_code_as_it_is():
    assert convert(r"\$x\$ and \$5, `$x$`") == "<p>$x$ and $5, <code>$x$</code></p>"


@pytest.mark.parametrize(("text", "what"), [
    ("\na $x$ $\\nosuch{x}$\n", r"x.md:6: $\nosuch{x}$: Undefined control sequence: \nosuch."),
    ("\n$\\frac{1}{2$\n", r"x.md:6: $\frac{1}{2$: Unexpected end of input in a macro argument, expected '}'."),
    ("a\n$a}b$", "x.md:6: $a}b$: Expected 'EOF', got '}'."),
    ("$$\n\\frac{1}{2}\n+ \\bad\n$$\n", r"x.md:7: $$\frac{1}{2} + \bad$$: Undefined control sequence: \bad."),
    ("- a\n\n    $$\n    \\bad\n    $$\n", r"x.md:8: $$\bad$$: Undefined"),
    ('!!! note "$\\bad$"\n    $x_1_2$\n', "x.md:6: $x_1_2$: Double subscript."),
    ("$输入$", 'Unicode text character "输" used in math mode'),
    (r"$\href{https://example.org}{x}$", r"\href leads out of the page"),
    (r"$\includegraphics{x.png}$", r"\includegraphics leads out of the page"),
    ("## The $k$ { #k }", "x.md:5: a formula in a heading"),
    ("| a |\n|---|\n| $|x|$ |", "x.md:7: '|' in a formula ends its cell"),
    ("a $$x$$ b", "x.md:5: this '$' belongs to no formula"),
    ("text:\n$$\nx\n$$", "x.md:6: this '$' belongs to no formula"),
    ("$$\nx\n\ny\n$$", "x.md:5: this '$' belongs to no formula"),
    ("a $x and\n\nb$", "x.md:5: this '$' belongs to no formula"),
    ("costs $5", "x.md:5: this '$' belongs to no formula"),
])  # fmt: skip
def test_a_wrong_formula_is_refused_with_its_place(said, text, what):
    assert what in said(text)


@pytest.mark.parametrize("text", [
    "`$x` and ``a ` $\\bad$``\n`two\nlines $`",
    "```text\n\n$\\bad$\n```\n    ```sh\n    echo $A\n    ```",
    "<!-- $\\bad$\n\n$ -->",
    r"\$5 and $\$5$",
    "$a\n+ b$ and\n\n$$\nx\n$$",
])  # fmt: skip
def test_code_comments_and_escapes_are_no_fault(said, text):
    assert said(text) == ""


def test_all_faults_are_said_at_once(said):
    assert len(said("$\\bad$ and $\\worse$\n\n$$\\worst$$\n\n$").splitlines()) == 4


def test_markdown_stops_at_a_formula_that_no_check_has_seen():
    with pytest.raises(formulas.MathError, match=r"\$\\bad\$: Undefined control sequence"):
        convert("$\\bad$")


MIXED = r"""
# T { #t }

a $a$ `$no$` $b$

!!! note "$c$"
    - $d$

        $$
        e
        $$

    ```text
    $no$
    ```

| $f$ |
|---|
| $g$ |

<!-- $no$ -->

\$no\$ $h$,
$i$
"""


def test_what_is_checked_is_what_is_set(tmp_path, monkeypatch):
    """Both read a page alike: the formulas checked are the formulas shown."""
    page = tmp_path / "x.md"
    sources = [TOP + MIXED, *(path.read_text("utf-8") for path in pages())]
    for source in sources:
        page.write_text(source, "utf-8")
        checked: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr("tools.check.formulas.render", lambda tex, display, seen=checked: seen.append(" ".join(tex.split())))
            assert not list(formula_faults(page))
        assert shown(convert(source.split("\n---\n", 1)[1])) == checked


def test_without_katex_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(formulas, "CARRIER", "no_such_package")
    with pytest.raises(ModuleNotFoundError, match="there is no no_such_package"):
        formulas.katex()


FORMULAS = r"""
## Formulas { #formulas }

A weight $w \in \mathbb{R}^{N \times C}$, a loss $\mathcal{L}$ and $\mathbf{x}$.

$$
\left\lfloor\frac{H+2p-d(k-1)-1}{s}\right\rfloor + \sum_i \left(\begin{array}{c}a\\b\\c\\d\end{array}\right)
\bigl( \Bigl( \biggl( \Biggl( x \Biggr) \biggr) \Bigr) \bigr)
$$

$$\begin{aligned} m_{long} &= \beta_1 m \\ v &= \beta_2 v \end{aligned}$$

The sum $\sum_i x_i$ in a line.

Zanzibar.
"""
SHIFTS = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    for (const { node } of sources)
      if ((node?.closest ? node : node?.parentElement)?.closest('.md-content')) moved.push([value, node.textContent]);
}).observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture(scope="module")
def site(small_site, tmp_path_factory) -> Path:
    """A site whose home pages have formulas."""
    sources, folder = small_site(), tmp_path_factory.mktemp("math")
    for language in ("zh", "en"):
        with Path(sources, "docs", language, "index.md").open("a", encoding="utf-8") as page:
            page.write(FORMULAS)
    code = f"import pathlib, tools.site.build; tools.site.build.build(pathlib.Path({str(folder)!r}), 'https://example.org/')"
    subprocess.run([sys.executable, "-c", code], cwd=sources, check=True)
    return folder


def test_the_search_knows_the_page_but_not_its_formulas(site):
    index = (site / "en/search/index.json").read_text("utf-8")
    assert "Zanzibar" in index
    assert "mathbb" not in index
    assert "lfloor" not in index
    sections = [section for page in json.loads(index)["pages"] for section in page["sections"]]
    (section,) = [text for id, _, text in sections if "Zanzibar" in text and id]
    assert "⌊" not in section  # a lesson has it in its prose


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_moves_sticks_out_or_is_fetched_for_a_formula(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 2000})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(SHIFTS)
    with served(site) as host:
        page.goto(f"{host}en/", wait_until="networkidle")
        assert page.evaluate("moved") == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert [url for url in asked if not url.startswith(host) or "katex" in url or ".woff" in url] == []
        fractions = page.evaluate("""[...document.querySelectorAll('mfrac')].map(({ children: [above, below] }) =>
            below.getBoundingClientRect().top - above.getBoundingClientRect().bottom)""")
        assert len(fractions) == 1 and fractions[0] >= 0, "the browser sets MathML"
        ends = page.evaluate("""[...document.querySelectorAll('[columnalign="right left"] mtd:first-child > *')].map(
            (cell) => cell.getBoundingClientRect().right)""")
        assert len(ends) == 2 and abs(ends[0] - ends[1]) < 1, "the columns of `aligned` meet at the sign"
    assert said == []
    page.close()


def test_a_build_stops_at_a_formula_that_katex_refuses(small_site):
    sources = small_site()
    page = sources / "docs/en/lenet.md"
    page.write_text(page.read_text("utf-8") + "\n$$\\unknownmacro$$\n", "utf-8")
    done = subprocess.run([sys.executable, "-m", "tools", "site"], cwd=sources, capture_output=True, text=True)
    assert done.returncode != 0
    assert re.search(r"docs/en/lenet\.md:\d+: \$\$\\unknownmacro\$\$: Undefined control sequence", done.stderr)
    assert not (sources / "site").exists()
