"""What stands around parts of a page: a box that a wide table scrolls in, a field to filter the sections of a long page.

In the tree of the page's elements, so that code which speaks of `<table>` or `<h2>` stays as it is.
A Markdown extension: `tools.page.frames: {language: zh}`.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from tools.base.words import words
from tools.page.current import file_of


class Tables(Treeprocessor):
    """With a class on it Material leaves a table alone, whose own box is two elements and comes late."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, table in enumerate(parent):
                if table.tag == "table" and not table.get("class"):
                    table.set("class", "plain")
                    parent[place] = box = Element("div", {"class": "table"})
                    box.append(table)
                    box.tail, table.tail = table.tail, None
        for heading in root.iter("th"):
            if not len(heading) and not heading.text:
                heading.tag = "td"  # an empty corner is no heading


class Filter(Treeprocessor):
    """Above the first section of a page with `filter: true`: there from the start, so that nothing moves; a script works it.

    With `filter: doctor` it has a place below for what the error doctor answers (tools/page/doctor/).
    """

    def __init__(self, md: markdown.Markdown, language: str):
        super().__init__(md)
        self.language = language

    def run(self, root: Element) -> None:
        file = file_of(self.md)
        first = next((place for place, element in enumerate(root) if element.tag == "h2"), None)
        if first is None or not file or not file.page.meta.get("filter"):
            return
        says = words(self.language)["page"]["filter"]
        unsearched = {"data-search-exclude": "1"}
        field = Element("p", {"class": "filter"} | unsearched)
        # a textarea, since an input takes the line breaks out of a traceback
        SubElement(field, "textarea", {"rows": "1", "placeholder": says, "aria-label": says, "spellcheck": "false"})
        SubElement(field, "output")
        boxes = [field]
        if file.page.meta["filter"] == "doctor":
            failed = words(self.language)["doctor"]["failed"]
            boxes.append(Element("div", {"class": "doctor", "role": "status", "data-failed": failed} | unsearched))
        without_scripts = Element("noscript", unsearched)
        SubElement(without_scripts, "style").text = ".filter { display: none }"
        root[first:first] = [*boxes, without_scripts]


class FramesExtension(Extension):
    def __init__(self, **options):
        self.config = {"language": ["zh", "zh or en"]}
        super().__init__(**options)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(Tables(md), "tables", 5)  # after "prettify" (10), which breaks lines around blocks
        md.treeprocessors.register(Filter(md, self.getConfig("language")), "filter", 4)


def makeExtension(**options) -> FramesExtension:  # noqa: N802
    return FramesExtension(**options)
