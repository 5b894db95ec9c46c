r"""Formulas: `$…$` in a line, `$$…$$` as a paragraph of its own, which KaTeX makes MathML of while the site is built.

Browsers draw MathML themselves: readers load neither script nor style nor font. KaTeX comes in a Python package that carries
its files as npm publishes them, and runs in our own engine. A Markdown extension puts the formulas in, tools/check/formulas.py
finds what is wrong with them before, with page and line. Both read `$` by the same patterns: any other dollar in prose is `\$`.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from tools.base.js import Engine

CARRIER = "djangocms_katex"
FILES = "static/djangocms_katex/vendor/katex"
TEX = r"((?:\\.|[^\\$`\x02\x03])+?)"  # \x02 and \x03 stand around what Markdown, and blocks() below, have taken out
INLINE = re.compile(rf"(?<![\\$A-Za-z0-9])\$(?![\s$]){TEX}(?<!\s)\$(?![$A-Za-z0-9])", re.S)
"""As in pandoc no space inside, and no letter or digit outside: `$5 and $6` and `$HOME/$USER` are no formulas."""
DISPLAY = re.compile(rf"\s*\$\${TEX}\$\$\s*", re.S)
FORMULA = """
const trust = ({ command }) => { throw new katex.ParseError(`${command} leads out of the page`); };
function formula(tex, displayMode) {
    try {
        return [katex.renderToString(tex, { displayMode, output: 'mathml', strict: 'error', trust })];
    } catch (error) {
        if (!(error instanceof katex.ParseError)) throw error;
        return [error.rawMessage, error.position ?? tex.length];
    }
}
"""


STYLED = re.compile(r'<(mi|mn|mtext) mathvariant="(?!normal)([a-z-]+)">([^<&]+)</\1>')


class MathError(ValueError):
    """What KaTeX says against a formula. `line` counts from the formula's first, 0."""

    def __init__(self, tex: str, display: bool, what: str, position: int):
        dollars = "$$" if display else "$"
        super().__init__(
            f"{dollars}{' '.join(tex.split())}{dollars}: {what}. KaTeX knows what https://katex.org/docs/supported lists."
        )
        self.line = tex[:position].count("\n")


def katex() -> Path:
    """The folder of KaTeX's files. The package around them is found, not imported: it wants Django."""
    spec = importlib.util.find_spec(CARRIER)
    if spec is None:
        raise ModuleNotFoundError(f"KaTeX is not installed: there is no {CARRIER}. Install it as README.md says.")
    return Path(spec.origin).parent / FILES


@functools.cache
def engine() -> Engine:
    return Engine((katex() / "katex.min.js").read_text("utf-8") + FORMULA)


@functools.cache
def render(tex: str, display: bool = False) -> str:
    """MathML, for the eye and the ear, the same on every page. An unknown macro is a MathError."""
    html, *position = engine().call("formula", tex, display)
    if position:
        raise MathError(tex, display, html, *position)
    return STYLED.sub(styled, html)


def styled(found: re.Match[str]) -> str:
    r"""`\mathbb{R}` → ℝ: browsers no longer heed `mathvariant`, but Unicode has such letters, by their names."""
    tag, style, text = found.groups()
    style = style.upper().replace("BOLD-", "BOLD ")
    for letter in sorted(set(text)):
        name = re.sub("^LATIN |^GREEK |LETTER ", "", unicodedata.name(letter, ""))
        for full in (f"MATHEMATICAL {style} {name}", f"{style} {name}".replace("FRAKTUR", "BLACK-LETTER")):
            with contextlib.suppress(KeyError):
                text = text.replace(letter, unicodedata.lookup(full))
    return f"<{tag}>{text}</{tag}>"


def element(md: Markdown, tex: str, display: bool = False) -> ElementTree.Element:
    """A rendered formula. The search leaves it out: it would index a formula's letters three times over."""
    attributes = {"class": "math", "data-search-exclude": "1"}
    if display:
        attributes["tabindex"] = "0"  # on a phone a long formula scrolls in its box, also by keyboard
    made = ElementTree.Element("div" if display else "span", attributes)
    made.text = AtomicString(md.htmlStash.store(render(lined(tex), display)))
    return made


def lined(tex: str) -> str:
    """The same text however deep its lines are indented, so that a formula is rendered once."""
    return "\n".join(line.strip() for line in tex.split("\n"))


class Inline(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str):  # noqa: N802
        return element(self.md, m[1]), m.start(), m.end()


class Display(BlockProcessor):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return DISPLAY.fullmatch(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        parent.append(element(self.parser.md, DISPLAY.fullmatch(blocks.pop(0))[1], display=True))


class MathExtension(Extension):
    """For MkDocs: `tools.page.formulas: {}`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
        md.inlinePatterns.register(Inline(INLINE.pattern, md), "math", 185)  # after code, before escapes
        md.parser.blockprocessors.register(Display(md.parser), "math", 75)  # after indented code, before lists


def makeExtension(**options) -> MathExtension:  # noqa: N802
    return MathExtension(**options)
