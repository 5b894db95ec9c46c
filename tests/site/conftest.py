"""A site of a page or two, built in this process with our theme, hooks and extensions."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs

from tools.base.project import CACHE, ROOT
from tools.site import labs, language

HEAD = "---\ntitle: t\ndescription: d\n{}---\n# T {{ #t }}\n\n"


@pytest.fixture
def build_pages(monkeypatch) -> Iterator[Callable[..., Path]]:
    """`build_pages({"a.md": "text"}, meta="filter: true\\n")` gives the folder of the site; each page has a head and a title."""
    monkeypatch.setattr(labs, "files", lambda *_: [])
    CACHE.mkdir(exist_ok=True)
    place = tempfile.TemporaryDirectory(prefix="pages-", dir=CACHE)  # within the repository, whose history has the pages' dates
    root = Path(place.name)

    def build(pages: dict[str, str], meta: str = "") -> Path:
        for name, text in pages.items():
            path = root / "docs/en" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEAD.format(meta) + text, "utf-8")
        with contextlib.chdir(ROOT):
            config = language.config_of("en", root / "site", "https://example.org/", strict=False)
            config.docs_dir, config.nav = str(root / "docs/en"), None
            mkdocs.build(config)
        return Path(config.site_dir)

    with place:
        yield build
