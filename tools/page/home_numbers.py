"""What the home page says of the site in numbers: counted in the examples when the page is built, never typed."""

from __future__ import annotations

from tools.base.words import words
from tools.sources.examples import example_files, parse
from tools.sources.versions import versions

MARK = "<!-- counts -->"
"""The line of a page that becomes the list."""


def counted() -> dict[str, int | str]:
    examples = [parse(path)[0] for path in example_files()]
    sections = [section for example in examples for section in example.named.values() if not section.only]
    return {
        "files": len(examples),
        "sections": len(sections),
        "errors": sum(section.kind != "plain" for section in sections),
        "plots": sum("plot" in example.named or bool(example.draws) for example in examples),
        "torch": versions().get("cpu", {}).get("torch", "?"),
    }


def counts(language: str) -> list[str]:
    """The list, as lines of Markdown."""
    return words(language)["home"]["numbers"].format(**counted()).splitlines()
