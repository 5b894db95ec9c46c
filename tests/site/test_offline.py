"""The copy of the site to read without a network, as files: each link leads to one of them, and nothing is asked of a host.

What it does in a browser: tests/browser/test_offline.py.
"""

from __future__ import annotations

import base64
import datetime
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tools.base.js import Engine
from tools.base.project import LANGUAGES
from tools.base.words import words
from tools.site import language, offline

LARGEST = 12_000_000
"""Bytes of the zip."""
LINKS = ("href", "src", "srcset", "poster", "data", "action", "xlink:href", "background", "formaction")
SCRIPT = """
globalThis.offline = { give: (make) => (globalThis.held = make()), bytes: (text) => text }
const parse = (text) => !new Function(text)
"""


class Page(HTMLParser):
    """The tags of a page with their attributes, and the scripts that stand in it."""

    def __init__(self, path: Path):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[tuple[dict[str, str | None], str]] = []
        self.ids: set[str] = set()
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self.ids |= {given.get("id") or "", given.get("name") or ""}

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] == "script" and "src" not in self.tags[-1][1]:
            self.inline.append((self.tags[-1][1], data))

    def links(self) -> Iterator[tuple[str, str]]:
        yield from ((tag, given[key]) for tag, given in self.tags for key in LINKS if given.get(key) is not None)


@pytest.fixture(scope="module")
def pages(offline_copy) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(offline_copy.rglob("*.html"))}


def test_it_has_every_page_of_the_site(built_site, offline_copy):
    def names(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}

    assert names(offline_copy) == names(built_site) - {"404.html"}


def test_every_link_leads_to_a_file_of_the_copy(offline_copy, pages):
    """And to a place that this page has; of other hosts a reader is told by links alone."""
    faults, seen = [], 0
    for path, page in pages.items():
        for tag, link in page.links():
            parts = urlsplit(link)
            if (parts.scheme in ("http", "https", "mailto") and tag == "a") or parts.scheme == "data":
                continue
            if link == "javascript:void(0)" and path.parent.name == "viewer":  # Netron's own
                continue
            seen += 1
            there = path.parent / unquote(parts.path) if parts.path else path
            inside = there.resolve().is_relative_to(offline_copy.resolve())
            if parts.scheme or parts.netloc or parts.path.startswith("/") or not inside or not there.is_file():
                faults.append(f"{path.relative_to(offline_copy)}: <{tag}> {link}")
            elif there.suffix == ".html" and unquote(parts.fragment) not in pages[there.resolve()].ids | {""}:
                faults.append(f"{path.relative_to(offline_copy)}: no such place: {link}")
    assert faults == [] and seen > 10_000


def test_no_style_asks_a_host(offline_copy, pages):
    styles = {path: path.read_text("utf-8") for path in offline_copy.rglob("*.css")}
    styles |= {path: path.read_text("utf-8") for path in offline_copy.rglob("*.svg")}
    styles |= {path: "".join(re.findall(r"<style[^>]*>.*?</style>", path.read_text("utf-8"), re.S)) for path in pages}
    for path, text in styles.items():
        asked = re.findall(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", text)
        assert [one or other for one, other in asked if not (one or other).startswith(("data:", "#"))] == [], path


def test_no_page_of_a_language_has_what_a_browser_refuses_from_a_folder(offline_copy, pages):
    for path, page in pages.items():
        if path.is_relative_to(offline_copy / "viewer"):
            continue
        scripts = [given for tag, given in page.tags if tag == "script"]
        assert Path(scripts[0]["src"]).name == offline.SHIM, path
        assert not [given for given in scripts if given.get("type") == "module" and "src" in given], path
        assert not [text for _, text in page.inline if re.search(r"\b(import|fetch)\b *\(|^\s*import\b", text)], path
        assert "iframe" not in [tag for tag, _ in page.tags], path
        assert not [given for tag, given in page.tags if given.get("rel") in ("canonical", "alternate")], path


def test_every_script_can_be_read_as_a_plain_one(offline_copy):
    parse = Engine(SCRIPT)
    paths = [path for path in offline_copy.rglob("*.js") if "viewer" not in path.parts]
    names = {path.relative_to(offline_copy / "en").as_posix() for path in paths if path.is_relative_to(offline_copy / "en")}
    assert {"assets/live/conv2d/conv2d.js", "assets/live/lenet/lenet.js", "assets/scripts/filter.js"} <= names
    assert "assets/live/conv2d/conv2d-rules.js" not in names, "it is in conv2d.js"
    for path in paths:
        assert parse.call("parse", path.read_text("utf-8")) is False, path


def test_what_scripts_ask_for_is_held_whole(built_site, offline_copy):
    held = sorted(
        path for path in offline_copy.rglob("*.js") if path.with_suffix("").suffix in (".json", ".onnx", ".bin", ".svg")
    )
    assert {path.name for path in held} >= {
        "index.json.js",
        "doctor.json.js",
        "lenet.onnx.js",
        "lenet-digits.bin.js",
        "lenet-net.svg.js",
    }
    for path in held:
        original = (built_site / path.relative_to(offline_copy).with_suffix("")).read_bytes()
        text = Engine(SCRIPT + "\n" + path.read_text("utf-8")).call("eval", "held")
        assert (base64.b64decode(text) if path.with_suffix("").suffix in (".onnx", ".bin") else text.encode()) == original, path


def test_the_viewer_has_its_models_once(offline_copy):
    assert list((offline_copy / "viewer").glob("*.onnx*")) == []
    host = (offline_copy / "viewer/host.js").read_text("utf-8")
    assert "this.open(`../models/${name}.onnx`)" in host and host.count("../models/") == 1


def test_it_is_light_and_its_bytes_depend_on_the_history_alone(built_site):
    """That two builds give the same bytes: tests/site/test_site.py."""
    path = built_site / f"{offline.NAME}.zip"
    assert path.stat().st_size <= LARGEST
    day = datetime.datetime.fromtimestamp(language.day(), datetime.UTC).timetuple()
    entries = zipfile.ZipFile(path).infolist()
    assert {entry.date_time[:5] for entry in entries} == {day[:5]}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert [entry.filename for entry in entries] == sorted({entry.filename for entry in entries})
    assert {entry.filename.partition("/")[0] for entry in entries} == {offline.NAME}


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_home_page_links_to_it_and_says_how_large_it_is(built_site, offline_copy, name):
    zipped = built_site / f"{offline.NAME}.zip"
    home = (built_site / name / "index.html").read_text("utf-8")
    (told,) = re.findall(r'id="offline">(.*?)</p>', home, re.S)
    size = words(name)["offline"]["size"].format(f"{zipped.stat().st_size / 1e6:.1f}")
    assert f'<a href="../{zipped.name}" download>{zipped.name}</a>{size}' in told
    (told,) = re.findall(r'id="offline">(.*?)</p>', (offline_copy / name / "index.html").read_text("utf-8"), re.S)
    assert told == words(name)["offline"]["here"]
