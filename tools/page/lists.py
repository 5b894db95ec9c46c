"""Lists that pages have of other pages, made when the site is built: a line `<!-- list: errors/shapes -->` becomes one.

In Markdown, so that their links are checked like those that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from tools.base.project import DOCS, LANGUAGES
from tools.page import backlinks, layers, versions
from tools.page.current import lesson_of
from tools.sources.entries import entries, reference
from tools.sources.exercises import exercises
from tools.sources.terms import terms
from tools.sources.text import headings

LIST = re.compile(r"<!-- list: (\w+)(?:/(\w+))? -->$")
LAYER = re.compile(r"<!-- layer: (\w+) -->$")
HIDDEN = "    { data-search-exclude }"
"""The search finds the page that is listed, not the list."""
LONGEST = 150


def errors(language: str, group: str) -> Iterator[str]:
    """A link to each entry of a page of the error clinic: the words of its error, or its heading where none ran here."""
    for entry in entries(DOCS / language / f"errors/{group}.md"):
        if entry.level == 2:
            yield f"- [{code(short(entry.message)) if entry.message else entry.title}]({group}.md#{entry.id})"
            yield HIDDEN


def corrections(language: str, group: str) -> Iterator[str]:
    """A link to each entry of a page of the corrections, with its verdict."""
    for entry in entries(DOCS / language / f"corrections/{group}.md"):
        if verdict := re.match(r"\*\*(.+?)[。.]\*\*", "".join(entry.text[:1])):
            yield f"- [{entry.title}]({group}.md#{entry.id})&nbsp;· {verdict[1]}"
            yield HIDDEN


def glossary(language: str, _: str) -> Iterator[str]:
    """Each term in both languages, what it means, and the lesson; in Chinese by sound, which is the order of GBK."""
    other = next(name for name in LANGUAGES if name != language)
    for term in sorted(terms(), key=lambda term: getattr(term, language).lower().encode("gbk")):
        page, _, id = term.see.partition("#")
        yield from ("", f"{getattr(term, language)} · {getattr(term, other)} {{ #{term.id} }}")
        yield f":   {term.means[language]} [{headings(DOCS / language / page)[id]}]({term.see})"
    yield ""


def practice(language: str, stars: str) -> Iterator[str]:
    """The exercises of one difficulty, `practice/3`, or the questions, `practice/check`; each leads back to its lesson."""
    for found in exercises(language):
        if stars in (found.kind, str(found.stars) if found.kind == "exercise" else ""):
            link = f"[{found.title}]({found.page}#{found.place})"
            lesson = found.lesson if found.page.startswith("labs/") else re.split("[:：]", found.lesson)[0]
            yield f"- **{link}**&nbsp;· {lesson}<br>{found.text}" if found.text else f"- {link}&nbsp;· {lesson}"
            yield HIDDEN


def short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: text.rindex(" ", 0, LONGEST)] + " …"


def code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


LISTS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "errors": errors,
    "corrections": corrections,
    "glossary": glossary,
    "practice": practice,
    "layers": layers.listed,
    "versions": versions.listed,
}


COUNT = re.compile(r"<!-- count: (\w+) -->")
"""In a sentence: becomes the number of entries of the reference, `errors` or `corrections`."""


def filled(line: str, language: str) -> str:
    """A line of prose with its counts."""
    return COUNT.sub(lambda found: str(len(reference(language, found[1]))), line)


class Lists(Preprocessor):
    def __init__(self, md: markdown.Markdown, language: str):
        super().__init__(md)
        self.language = language

    def run(self, lines: list[str]) -> list[str]:
        result = []
        for line in lines:
            if found := LIST.match(line):
                result += LISTS[found[1]](self.language, found[2] or "")
            elif found := LAYER.match(line):
                result += layers.markdown(found[1], self.language)
            else:
                result.append(filled(line, self.language))
        lesson = lesson_of(self.md)
        return result + (backlinks.box(self.language, lesson) if lesson else [])


class ListsExtension(Extension):
    """For MkDocs: `tools.page.lists: {language: zh}`."""

    def __init__(self, **options):
        self.config = {"language": ["zh", "zh or en"]}
        super().__init__(**options)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.preprocessors.register(Lists(md, self.getConfig("language")), "lists", 33)  # before tools.page.includes


def makeExtension(**options) -> ListsExtension:  # noqa: N802
    return ListsExtension(**options)
