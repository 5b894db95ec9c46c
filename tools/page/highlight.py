"""Highlighted code with fewer elements: a token that has no colour of its own needs no <span>.

Pygments wraps every name, dot and bracket; on a lesson that is half of all nodes.
A Markdown extension: `tools.page.highlight: {}`.
"""

from __future__ import annotations

import re

import markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from pygments.style import Style, StyleMeta

PLAIN = ("n", "p", "o", "w", "nb", "bp", "fm", "vm", "md", "na", "err", "si", "sa", "nn", "ow", "mi", "mf")
"""Pygments' names for names, punctuation, operators, white space, builtins, `self`, `__init__`, braces in f-strings, `in`."""
SPAN = re.compile(rf'<span class="(?:{"|".join(PLAIN)})">([^<]*)</span>|<pre><span></span>')


class WithoutColours(StyleMeta):
    def __iter__(self):
        return iter(())


class Bare(Style, metaclass=WithoutColours):
    """Colours are Material's. Of a style of its own Pygments makes a stylesheet for each block of code, which nobody asks for."""


class Fewer(Postprocessor):
    def run(self, text: str) -> str:
        return SPAN.sub(lambda span: "<pre>" if span[1] is None else span[1], text)


class HighlightExtension(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.postprocessors.register(Fewer(md), "fewer_spans", 25)  # after raw_html (30) has put the code back


def makeExtension(**options) -> HighlightExtension:  # noqa: N802
    return HighlightExtension(**options)
