"""Which page a Markdown extension is at work on."""

from __future__ import annotations

from pathlib import Path

import markdown

NO_LESSON = ("index", "glossary", "exercises", "keys", "shapes", "versions")


def file_of(md: markdown.Markdown):
    """The page's file as MkDocs knows it, by its own processor of links; None where no site is built."""
    known = md.treeprocessors
    return known["relpath"].file if "relpath" in known else None


def lesson_of(md: markdown.Markdown) -> str:
    """`lenet.md`; empty on other pages, and where nothing says which it is."""
    name = file.src_uri if (file := file_of(md)) else ""
    return "" if "/" in name or Path(name).stem in NO_LESSON else name


def root_of(md: markdown.Markdown) -> str:
    """The way to the first page of the language, `../` from a lesson."""
    return "../" * (file.url.count("/") if (file := file_of(md)) else 1)
