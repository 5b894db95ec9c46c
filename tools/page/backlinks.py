"""Back links: at the end of a lesson, the corrections that it proves and the errors that it explains, folded."""

from __future__ import annotations

from tools.base.project import DOCS
from tools.base.words import words
from tools.sources.entries import questions
from tools.sources.text import escaped, plain

FOLDERS = ("corrections", "errors")


def links(language: str, folder: str, name: str) -> list[str]:
    """To the entries of a folder that link to this lesson."""
    found = []
    for page in sorted((DOCS / language / folder).glob("*.md")):
        for entry in questions(page):
            if any(link.startswith(f"../{name}#") for link in entry.links):
                found.append(f"[{escaped(plain(entry.title))}]({folder}/{page.name}#{entry.id})")
    return found


def box(language: str, name: str) -> list[str]:
    """Markdown for the end of the lesson `module.md`; nothing where nothing leads to it."""
    word = words(language)["backlinks"]
    found = {folder: links(language, folder, name) for folder in FOLDERS}
    if not any(found.values()):
        return []
    lines = ["", f'??? older "{word["title"]}"']
    for folder in FOLDERS:
        if found[folder]:
            lines += [f"    {word[folder]}{word['comma'].join(found[folder])}", "    { data-search-exclude }", ""]
    return lines
