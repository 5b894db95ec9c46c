"""A copy of the site to read without a network: one zip of both languages, whose pages open from a folder.

From there a browser shows pages, pictures and plain scripts, and refuses modules, fetch() and workers. So links lead to
files, not to folders, and what scripts ask for is a script itself: see tools/site/offline.js. Netron alone stays as it is,
and says that it needs a server.
"""

from __future__ import annotations

import base64
import datetime
import json
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from tools.base.project import LANGUAGES
from tools.base.words import words
from tools.site import workers

NAME = "torch-nn-line-by-line"
SHIM = "offline.js"
SIZE = "<!-- size of the copy -->"
"""In the home page, behind the link."""
FETCHED = ("*/search/index.json", "*/assets/doctor.json", "*/assets/live/*/*.bin", "*/graphs/*.svg", "downloads/*.onnx")
"""What scripts ask for; of these the pages link to ALSO."""
ALSO = (".svg", ".onnx")
SCRIPTS = ("*/assets/scripts/*.js", "*/assets/live/*/*.js", "*/assets/javascripts/workers/*.js")
LEFT_OUT = ("404.html", "robots.txt", "*.xml", "*/card.png", "viewer/*.onnx", "viewer/*.data", f"{NAME}.zip")
"""What only hosts, search engines and feed readers ask for; and the models that also lie in models/."""
STORED = (".gz", ".png", ".pt")
"""Files that deflate hardly makes smaller."""
GIVEN = re.compile(r"\bexport \{ ([^}]+) \};\s*$")
"""At the end of a module: tools/site/scripts.py."""
DYNAMIC = re.compile(r"\bimport\(")
VIEWER = re.compile(r'<iframe src="[^"]*viewer/\?([\w-]+)"[^>]*></iframe>\s*<p>.*?<a href="[^"]*viewer/[^"]*">[^<]*</a> · ', re.S)
"""tools/page/pictures.py writes it."""
FEED = re.compile(r' · <a href="[^"]*feed\.xml">[^<]*</a>')
COPY = re.compile(r'<p class="downloads" id="offline">.*?</p>', re.S)
"""overrides/main.html writes it, into the home page."""


def write(site: Path, when: int) -> Path:
    """The zip, into the built site, whose home pages then say how large it is. `when` is the date of its files, in seconds."""
    day = datetime.datetime.fromtimestamp(when, datetime.UTC)
    target = site / f"{NAME}.zip"
    with tempfile.TemporaryDirectory() as made, zipfile.ZipFile(target, "w") as file:
        languages = (workers.start(name, write_pages, site, name, Path(made), day.date().isoformat()) for name in LANGUAGES)
        workers.finish(*languages)
        for name, data in sorted(contents(site, Path(made))):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", day.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # wherever it is built
            file.writestr(entry, data, zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED, 9)
    size = f"{target.stat().st_size / 1e6:.1f}"
    for language in LANGUAGES:
        home = site / language / "index.html"
        text = home.read_text("utf-8").replace(SIZE, words(language)["offline"]["size"].format(size))
        home.write_text(text, "utf-8", newline="\n")
    return target


def contents(site: Path, made: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the copy, by name; its pages are `made`."""
    yield SHIM, Path(__file__).with_name(SHIM).read_bytes()
    yield "index.html", page((site / "index.html").read_text("utf-8"), Path("index.html"), "").encode()
    for path in site.rglob("*"):
        name = path.relative_to(site)
        if not path.is_file() or matches(name, LEFT_OUT) or name.as_posix() == "index.html":
            continue
        if matches(name, FETCHED):
            yield f"{name.as_posix()}.js", held(path).encode()
        if matches(name, SCRIPTS):
            yield name.as_posix(), bundle(path).encode()
        elif (made / name).exists():
            yield name.as_posix(), (made / name).read_bytes()
        elif name.as_posix() == "viewer/host.js":
            yield name.as_posix(), path.read_text("utf-8").replace("`${name}.onnx`", "`../models/${name}.onnx`").encode()
        elif not matches(name, FETCHED) or path.suffix in ALSO:
            yield name.as_posix(), path.read_bytes()
    for language in LANGUAGES:
        stub = site / language / "search/search_index.json"
        yield f"{language}/search/search_index.js", f"var __index = {stub.read_text('utf-8')}\n".encode()  # for Material


def matches(name: Path, patterns: tuple[str, ...]) -> bool:
    return any(name.match(pattern) for pattern in patterns)


# What is a script in the copy


def bundle(path: Path) -> str:
    """A module as a plain script that gives what the module exports."""
    source = path.read_text("utf-8")
    names = [*GIVEN.findall(source), *(["work"] if path.parent.name == "workers" else [])]
    text = DYNAMIC.sub("$import(", GIVEN.sub("", source).replace("import.meta.url", "$here"))
    return f'offline.give(($here, $import) => {{\n"use strict";\n{text}\nreturn {{ {", ".join(names)} }};\n}});\n'


def held(path: Path) -> str:
    """A file, as a script that gives its content."""
    data = path.read_bytes()
    if path.suffix in (".json", ".svg"):
        return f"offline.give(() => {json.dumps(data.decode(), ensure_ascii=False)});\n"
    return f'offline.give(() => offline.bytes("{base64.b64encode(data).decode()}"));\n'


# Pages


def write_pages(site: Path, language: str, target: Path, day: str) -> None:
    """Of one language, in its process."""
    for path in (site / language).rglob("*.html"):
        name = path.relative_to(site)
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(page(path.read_text("utf-8"), name, day), "utf-8", newline="\n")


def page(text: str, name: Path, day: str) -> str:
    """A page of the site, with links to files."""
    say = words(name.parts[0] if name.parts[0] in LANGUAGES else "en")["offline"]
    text = VIEWER.sub(lambda found: f"<p>{say['viewer'].format(found[1])}", text)
    text = FEED.sub(f" · {say['copy'].format(day)}", text)
    text = COPY.sub(f'<p class="downloads" id="offline">{say["here"]}</p>', text)
    return Reader(text, name.parent.as_posix()).changed()


class Reader(HTMLParser):
    """Goes through a page, and notes what becomes of its tags."""

    def __init__(self, text: str, folder: str):
        super().__init__(convert_charrefs=False)
        self.text, self.folder = text, folder
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.edits: list[tuple[int, int, str]] = []
        self.module: bool = False
        self.dropped = 0
        self.feed(text)
        self.close()

    def place(self) -> int:
        line, offset = self.getpos()
        return self.lines[line - 1] + offset

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        start, given = self.place(), dict(attributes)
        end = start + len(self.get_starttag_text())
        self.module = tag == "script" and given.get("type") == "module" and "src" not in given
        if tag == "script" and given.get("type") == "application/ld+json":
            self.dropped = start
        elif for_machines(tag, given):
            self.edits.append((start, end, ""))
        elif tag in ("a", "area", "link", "img", "script", "iframe", "source"):
            wanted = dict(attributes)
            for key in ("href", "src"):
                if key in given:
                    wanted[key] = to_file(given[key] or "")
            if tag == "script" and given.get("type") == "module" and "src" in given:
                wanted.pop("type")
                wanted["defer"] = None
            if wanted != given:
                self.edits.append((start, end, written(tag, wanted)))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.dropped:
            self.edits.append((self.dropped, self.place() + len("</script>"), ""))
            self.dropped = 0
        if tag == "head":
            way = posixpath.relpath(SHIM, self.folder)
            first = self.text.find("<script")
            self.edits.append((first, first, f'<script src="{way}"></script>'))

    def handle_data(self, data: str) -> None:
        if self.module and DYNAMIC.search(data):
            start = self.place()
            self.edits.append((start, start + len(data), DYNAMIC.sub("offline.take(", data)))

    def changed(self) -> str:
        made, last = [], 0
        for start, end, text in sorted(self.edits):
            made += [self.text[last:start], text]
            last = end
        return "".join([*made, self.text[last:]])


def to_file(link: str) -> str:
    """The same link; to a page's file where it leads to its folder."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or parts.path.rpartition("/")[2] not in ("", ".", ".."):
        return link
    return parts._replace(path=posixpath.join(parts.path, "index.html").removeprefix("./")).geturl()


def for_machines(tag: str, given: dict[str, str | None]) -> bool:
    """What search engines and feed readers look for: it names addresses of the site."""
    if tag == "link":
        return given.get("rel") in ("canonical", "alternate")
    return tag == "meta" and (given.get("property") or given.get("name") or "").startswith(("og:", "twitter:", "article:"))


def written(tag: str, attributes: dict[str, str | None]) -> str:
    inside = (name if value is None else f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{' '.join((tag, *inside))}>"
