"""A small site: all of the machinery, and few of the pages. What a build or a preview makes of it takes seconds, not a minute."""

from __future__ import annotations

import os
import re
import shutil
from functools import partial
from pathlib import Path

import yaml

from tools.base.project import LANGUAGES, ROOT
from tools.sources import nav

MACHINERY = ("overrides", "tools", "licenses", "mkdocs.yml", "mkdocs.en.yml", "requirements.txt")
PAGES = ("index.md", "module.md", "lenet.md", "handwriting.md", "exercises.md", "glossary.md")
LABS = ("train",)
NAMES = {*PAGES, *(f"labs/{lab}.ipynb" for lab in LABS)}
LINK = re.compile(r"(?<!!)\[((?:`[^`\n]*`|[^\[\]\n])+)\]\(([\w./-]+\.(?:md|ipynb))(#[\w-]+)?\)")


def tiny(root: Path) -> Path:
    """Into an empty folder; its sources have no faults, for the links that would lead elsewhere are their texts alone."""
    for name in MACHINERY:
        copy(ROOT / name, root / name)
    for file in ("terms.yml", "words.yml", "search.yml", "style.yml", "ids.txt"):
        copy(ROOT / "docs" / file, root / "docs" / file)
    for language in LANGUAGES:
        for page in PAGES:
            copy(ROOT / "docs" / language / page, root / "docs" / language / page)
    for name in ("__init__.py", "record.json", "digits", *shown()):
        copy(ROOT / "snippets" / name, root / "snippets" / name)
    for lab in LABS:
        for file in (ROOT / "snippets/labs").glob(f"{lab}.*"):
            copy(file, root / "snippets/labs" / file.name)
    for file in ("__init__.py", "lenet.onnx", "lenet.pt", "ranges.yml"):
        copy(ROOT / "snippets/labs" / file, root / "snippets/labs" / file)
    for page in [*root.glob("docs/*/*.md"), *root.glob("snippets/labs/*.py")]:
        page.write_text(LINK.sub(partial(followed, page), page.read_text("utf-8")), "utf-8")
    config, terms = root / "mkdocs.yml", root / "docs/terms.yml"
    rest, _ = config.read_text("utf-8").split("\nnav:\n")
    config.write_text(f"{rest}\n{yaml.safe_dump({'nav': kept(nav.config()['nav'])})}", "utf-8")
    known = [term for term in yaml.safe_load(terms.read_text("utf-8")) if term["see"].partition("#")[0] in PAGES]
    terms.write_text(yaml.safe_dump(known, allow_unicode=True), "utf-8")
    return root


def kept(entry: list | dict | str) -> list | dict | str | None:
    """Of the nav what leads to pages that are there, in its groups."""
    if isinstance(entry, str):
        return entry if entry in NAMES else None
    if isinstance(entry, dict):
        return {title: inner for title, name in entry.items() if (inner := kept(name))} or None
    return [inner for name in entry if (inner := kept(name))]


def followed(page: Path, link: re.Match) -> str:
    """The link, if it leads to a page of the small site; else its text."""
    here = Path("labs") if page.suffix == ".py" else Path()
    return link[0] if os.path.normpath(here / link[2]) in NAMES else link[1]


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def shown() -> set[str]:
    text = "".join((ROOT / "docs" / language / page).read_text("utf-8") for language in LANGUAGES for page in PAGES)
    return set(re.findall(r'--8<-- "(\w+)/', text))
