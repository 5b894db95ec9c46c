"""Tips: on a lesson, the first mention of each term is a link to the glossary that holds the term's meaning.

A link works by keyboard, by touch and without scripts; the theme shows the meaning beside it.
"""

from __future__ import annotations

import functools
import re
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from tools.base.project import load
from tools.page.current import lesson_of
from tools.sources.terms import TERMS, Term, parse
from tools.sources.text import plain


@functools.lru_cache(4)
def marked(language: str, text: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What finds any of the terms in docs/terms.yml, the longest first, and the term of each text."""
    found = {getattr(term, language): term for term in parse(text) if term.tip and len(getattr(term, language)) > 1}
    words = "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?<![\w.-])({words})(?:e?s)?(?![\w-])" if language == "en" else f"({words})", re.I), found


class Tips(Treeprocessor):
    def __init__(self, md: markdown.Markdown, language: str):
        super().__init__(md)
        self.language = language

    def run(self, root: Element) -> None:
        if not lesson_of(self.md):
            return
        self.words, found = marked(self.language, load(TERMS))
        self.left = dict(found)
        for block in root.iter():
            if block.tag in ("p", "li") and "admonition-title" not in block.get("class", ""):
                self.mark(block)

    def mark(self, block: Element) -> None:
        """In the block's own text, not in its code, its links or what is emphasized."""
        index = 0
        while index <= len(block):
            before = block[index - 1] if index else None
            text = (before.tail if index else block.text) or ""
            found = next((found for found in self.words.finditer(text) if self.take(found[1])), None)
            if found:
                link = Element("a", {"class": "term", "href": f"glossary.md#{self.taken.id}", "data-means": self.means})
                link.text, link.tail = found[0], text[found.end() :]
                if index:
                    before.tail = text[: found.start()]
                else:
                    block.text = text[: found.start()]
                block.insert(index, link)
            index += 1

    def take(self, word: str) -> bool:
        """Each term once a page."""
        self.taken = self.left.pop(word.lower(), None)
        return self.taken is not None

    @property
    def means(self) -> str:
        return plain(self.taken.means[self.language])


class TipsExtension(Extension):
    """For MkDocs: `tools.page.tips: {language: zh}`."""

    def __init__(self, **options):
        self.config = {"language": ["zh", "zh or en"]}
        super().__init__(**options)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(Tips(md, self.getConfig("language")), "tips", 10)  # after code and links are known


def makeExtension(**options) -> TipsExtension:  # noqa: N802
    return TipsExtension(**options)
