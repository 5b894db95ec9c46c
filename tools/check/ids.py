"""python -m tools ids: which headings' ids of the pages are not in docs/ids.txt yet; with --add, list them there.

Links from elsewhere end in these ids, so one that was published stays: tests/check/test_ids.py fails when one is gone. This
tool only adds; to give one up for good, delete its line by hand, in a commit that says why.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.base.project import DOCS, LANGUAGES, Fault, relative
from tools.sources.labs import Lab, labs
from tools.sources.labs import page as prose
from tools.sources.pages import language_of, pages
from tools.sources.text import read, walk

LIST = DOCS / "ids.txt"
"""A line for each id, `lenet.md#mnist`, sorted. Both languages have the same ids."""
ANCHOR = re.compile(r'<a id="([a-z][a-z0-9-]*)"></a>$')
"""What is left on a line of its own where a heading was."""


def listed() -> list[str]:
    return LIST.read_text("utf-8").splitlines()


def on(page: Path) -> Iterator[str]:
    """The ids that links to this page can end in."""
    return ids_in(read(page).lines)


def ids_in(lines: Iterable[str]) -> Iterator[str]:
    for mark in walk(lines):
        if mark.kind == "heading" and mark.found[3]:
            yield mark.found[3]
        elif not mark.fence and (anchor := ANCHOR.match(mark.line)):
            yield anchor[1]


def in_lab(lab: Lab, language: str) -> list[str]:
    """A lab has no page in docs/, but is one on the site."""
    return list(ids_in(prose(lab, language).splitlines()))


def written(docs: Path = DOCS) -> list[str]:
    """As in the list; those of both languages together."""
    found = {f"{page.relative_to(docs / language_of(page, docs)).as_posix()}#{id}" for page in pages(docs) for id in on(page)}
    in_labs = {f"labs/{lab.name}.md#{id}" for lab in labs() for language in LANGUAGES for id in in_lab(lab, language)}
    return sorted(found | in_labs if docs == DOCS else found)


def gone(published: list[str], docs: Path = DOCS) -> Iterator[Fault]:
    """Ids that links from elsewhere miss in one language or the other."""
    for folder in sorted(path for path in docs.iterdir() if path.is_dir()):
        there = {page.relative_to(folder).as_posix(): set(on(page)) for page in folder.rglob("*.md")}
        if docs == DOCS:
            there |= {f"labs/{lab.name}.md": set(in_lab(lab, folder.name)) for lab in labs()}
        for name, id in (line.split("#") for line in published):
            if id not in there.get(name, ()):
                what = f"id '{id}' was published and is gone: readers' links break. Keep it, or leave <a id=\"{id}\"></a> there."
                yield Fault(folder / name, 1, what)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools ids", description=__doc__.splitlines()[0].partition(": ")[2])
    parser.add_argument("--add", action="store_true", help=f"list them in {relative(LIST)}")
    options = parser.parse_args(arguments)
    published = listed() if LIST.exists() else []
    new = [id for id in written() if id not in published]
    print("\n".join(new) or "every id is listed")
    if options.add:
        LIST.write_text("\n".join(sorted([*published, *new])) + "\n", "utf-8", newline="\n")
        print(f"{len(new)} new in {relative(LIST)}")
    return bool(new) and not options.add
