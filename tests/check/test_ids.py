"""Links that readers follow: what was published stays, and nothing on the site leads nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tools.base.project import ROOT
from tools.check import ids
from tools.sources.pages import pages

# Ids


def test_no_published_id_is_gone():
    assert "\n".join(map(str, ids.gone(ids.listed()))) == ""


def test_the_list_is_whole_and_sorted():
    assert ids.listed() == ids.written(), "new headings: python -m tools ids --add"


@pytest.mark.parametrize("page", [page.relative_to(ROOT).as_posix() for page in pages()])
def test_an_id_stands_once_on_a_page(page):
    found = list(ids.on(ROOT / page))
    assert sorted(found) == sorted(set(found))


def test_a_renamed_heading_is_named_with_its_page_until_an_anchor_is_left(tmp_path):
    page = tmp_path / "en/a.md"
    page.parent.mkdir()
    page.write_text("# T { #t }\n\n## New { #new }\n", "utf-8")
    (fault,) = ids.gone(["a.md#old", "a.md#t"], tmp_path)
    assert str(fault) == (
        f"{page}:1: id 'old' was published and is gone: readers' links break. Keep it, or leave <a id=\"old\"></a> there."
    )
    page.write_text('# T { #t }\n\n<a id="old"></a>\n\n## New { #new }\n', "utf-8")
    assert list(ids.gone(["a.md#old", "a.md#t"], tmp_path)) == []


def test_the_tool_only_adds(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(ids, "LIST", tmp_path / "ids.txt")
    ids.LIST.write_text("gone.md#old\n", "utf-8")
    assert ids.main([]) == 1
    assert ids.main(["--add"]) == ids.main([]) == 0
    assert ids.listed() == sorted(["gone.md#old", *ids.written()])


# Links


def test_a_build_stops_at_dead_links_and_names_their_pages(small_site):
    folder = small_site()
    dead = [("lenet", "gone.md"), ("module", "lenet.md#gone"), ("index", "/zh/lenet/"), ("index", "gone.png")]
    for page, target in dead:
        size = '{ width="1" height="1" }'
        for language in ("zh", "en"):
            with (folder / f"docs/{language}/{page}.md").open("a", encoding="utf-8") as file:
                file.write(f"\n![x]({target}){size}\n" if target == "gone.png" else f"\n[x]({target})\n")
    built = subprocess.run([sys.executable, "-m", "tools", "site"], cwd=folder, capture_output=True, text=True)
    assert built.returncode == 1, built.stderr
    said = built.stderr.splitlines()
    for page, target in dead:
        assert any(f"'{page}.md'" in line and f"'{target}'" in line for line in said), built.stderr
    assert "mkdocs.yml: " in said[-2]
    assert not (folder / "site").exists()


class Links(HTMLParser):
    """What a page of the site links to or loads, and the ids that links to it can end in."""

    def __init__(self, path: Path):
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = {""}
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id" or (tag == "a" and name == "name"):
                self.ids.add(value)


def test_every_link_of_the_built_site_leads_to_a_file_and_an_id_of_it(built_site):
    """Also those that MkDocs does not look at: in HTML on a page, in templates, and between the languages."""
    root = "https://example.org/nn/"
    read = {path: Links(path) for path in built_site.rglob("*.html")}
    dead = []
    for path, page in read.items():
        here = urljoin(root, path.relative_to(built_site).as_posix())
        for link in page.links:
            target = urlsplit(urljoin(here, link))
            if target.scheme not in ("http", "https") or target.netloc != "example.org":
                continue
            assert target.path.startswith("/nn/"), f"{here}: {link} leaves the site"
            file = built_site / unquote(target.path.removeprefix("/nn/"))
            file = file / "index.html" if target.path.endswith("/") else file
            if not file.is_file() or (file in read and unquote(target.fragment) not in read[file].ids):
                dead.append(f"{here}: {link}")
    assert dead == []


def test_every_published_id_is_on_the_built_pages(built_site):
    for language in ("zh", "en"):
        for name, id in (line.split("#") for line in ids.listed()):
            page = name.removesuffix(".md").removesuffix("index")
            html = (built_site / language / page / "index.html").read_text("utf-8")
            assert re.search(rf'\bid="{id}"', html), f"{language}/{name} has lost #{id} on its way to the site"
