"""What must hold of every page, judged from what a visit has found. Budgets are floors that fail. Each fault says where it
was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.visits import BODY, CONTRAST, LESSONS, SOURCES, compressed
from tools.base.project import ROOT, relative

KB = 1000
PAGE, REQUESTS, SCRIPTS, PICTURE, ELEMENTS = 150 * KB, 14, 15 * KB, 15 * KB, 1500
LISTED = 3000
"""Elements of a page that lists what others have: the exercises of all lessons, the layers of a group."""
READERS, READER = {"zh/shapes/", "en/shapes/"}, 32 * KB
"""Scripts of the page that reads a reader's network."""
LAB, LAB_REQUESTS, LAB_PICTURE = 250 * KB, 20, 40 * KB
"""A lab has more figures, with digits in them, which are pixels."""
KINDS = {".html": "html", ".css": "css", ".js": "js", ".json": "index", ".woff2": "font"}
"""By the end of a name; what else there is, is an image."""
LABELS = {"zh": ("输出", "报错"), "en": ("Output", "Error")}


def faults_of(place: str, found: dict, site: Path) -> list[str]:
    """All of a page, each once, with the looks in which it is seen."""
    seen: dict[str, list[str]] = {}
    for check in CHECKS:
        for fault in check(place, found, site):
            look, _, what = fault.partition(": ")
            seen.setdefault(what if look in found["looks"] else fault, []).append(look)
    return [f"{what} ({'; '.join(looks)})" if looks[0] in found["looks"] else what for what, looks in seen.items()]


# Where a fault was written


def line_of(place: str, told: dict) -> str:
    """The line of the source with these words, else that of the heading above them."""
    path = SOURCES[place]
    lines = path.read_text("utf-8").splitlines()
    start = next((at for at, line in enumerate(lines) if told["section"] and f"#{told['section']} }}" in line), 0)
    words = told["text"].strip()[:20]
    exact = (at for at in range(start, len(lines)) if len(words) > 3 and words in plain(lines[at]))
    return f"{relative(path)}:{next(exact, start) + 1}"


def plain(line: str) -> str:
    """What is read of a line of Markdown, nearly."""
    return re.sub(r"[`*]|\\(?=\W)", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line))


def at(place: str, told: dict) -> str:
    return f"{line_of(place, told)}: <{told['tag']}> {told['text']!r}"


def holding(host: str) -> list[str]:
    """The lines of templates, styles, scripts, configs and texts that name a host."""
    files = [path for folder in ("overrides", "docs", "snippets", "tools") for path in sorted((ROOT / folder).rglob("*"))]
    found = []
    for path in [*files, *sorted(ROOT.glob("*.yml"))]:
        if path.is_file() and path.suffix in (".html", ".css", ".js", ".md", ".py", ".yml", ".svg", ".xml"):
            lines = enumerate(path.read_text("utf-8").splitlines(), 1)
            found += [f"{relative(path)}:{number}" for number, line in lines if host in line]
    return found


# What must hold of every page


def light(place: str, found: dict, site: Path) -> Iterator[str]:
    sizes = {path: size for path, size in found["sizes"].items() if size is not None}
    yield from (f"it asks for {path}, which is not there" for path in found["sizes"].keys() - sizes.keys())
    weight, requests, picture = (LAB, LAB_REQUESTS, LAB_PICTURE) if "/labs/" in place else (PAGE, REQUESTS, PICTURE)
    if sum(sizes.values()) > weight or len(sizes) > requests:
        yield f"too heavy: {weight} bytes in {requests} files at most\n{table(sizes)}"
    heavy = {path: size for path, size in sizes.items() if kind_of(path) == "image" and size > picture}
    yield from (f"a picture is too heavy: {path} has {size} bytes, {picture} at most" for path, size in heavy.items())
    elements = LISTED if place.endswith("/exercises/") or "/layers/" in place else ELEMENTS
    if found["elements"] > elements:
        yield f"it has {found['elements']} elements, {elements} at most"


def table(sizes: dict[str, int]) -> str:
    """For each kind: how many, how many bytes, and which."""
    rows = [f"{'kind':6}{'files':>6}{'bytes':>9}"]
    for kind in (*KINDS.values(), "image"):
        some = {path: size for path, size in sizes.items() if kind_of(path) == kind}
        rows.append(f"{kind:6}{len(some):6}{sum(some.values()):9}  {' '.join(some)}")
    return "\n".join([*rows, f"{'all':6}{len(sizes):6}{sum(sizes.values()):9}"])


def kind_of(path: str) -> str:
    return KINDS.get(Path(path).suffix, "image")


def little_script(place: str, found: dict, site: Path) -> Iterator[str]:
    """What Material loads from assets/javascripts/ is not ours; what stands in the page counts, whoever wrote it."""
    html = (site / place / "index.html").read_text("utf-8")
    inline = "".join(re.findall(r"<script(?![^>]*(?:src=|json))[^>]*>(.*?)</script>", html, re.S))
    sizes = {path: size or 0 for path, size in found["sizes"].items() if kind_of(path) == "js"}
    own = {path: size for path, size in sizes.items() if "/assets/javascripts/" not in path}
    whole, most = sum(own.values()) + compressed(inline.encode()), READER if place in READERS else SCRIPTS
    if not inline or whole > most:
        yield f"it has {whole} bytes of script of its own, {most} at most: {len(inline)} inline, {own}"


def no_other_host(place: str, found: dict, site: Path) -> Iterator[str]:
    for url in found["foreign"]:
        where = ", ".join(holding(urlsplit(url).netloc or url)) or "no source names it"
        yield f"another host is asked for {url} ({where})"


def no_complaint(place: str, found: dict, site: Path) -> Iterator[str]:
    yield from (f"the console says: {message}" for message in found["messages"])


def whole_without_scripts(place: str, found: dict, site: Path) -> Iterator[str]:
    if found["text"]["lines"] <= 5:
        yield f"without scripts it has {found['text']['lines']} lines of text"
    yield from (f"text without scripts (-) and with (+): {line}" for line in found["text"]["unlike"])


def still(place: str, found: dict, site: Path) -> Iterator[str]:
    came, end = found["read"]
    if came < end - 1:
        yield f"it cannot be read to its end: a reader comes to {came} of {end} px"
    yield from (f"something moves while it is loaded and read: by {value}, {names}" for value, *names in found["moved"])


def in_its_scheme(place: str, found: dict, site: Path) -> Iterator[str]:
    for name, look in found["looks"].items():
        if look["scheme"] != BODY[name.partition(", ")[2]]:
            yield f"{name}: its scheme is {look['scheme']}"


def nothing_sideways(place: str, found: dict, site: Path) -> Iterator[str]:
    for name, look in found["looks"].items():
        if seen := look.get("sideways"):
            yield from (f"{name}: reaches beyond the right edge: {at(place, told)}" for told in seen["over"])
            broken = f"{name}: a name in a table or heading is broken inside a word"
            yield from (f"{broken}: {at(place, told)}" for told in seen["broken"])
            if seen["width"] != look["width"]:
                yield f"{name}: the page is {seen['width']} px wide and scrolls sideways"
            if seen["title"] >= 300:
                yield f"{name}: its title is {seen['title']} px down"


def for_thumbs(place: str, found: dict, site: Path) -> Iterator[str]:
    for name, look in found["looks"].items():
        if seen := look.get("thumbs"):
            yield from (f"{name}: less than 44 px high, too low to tap: {at(place, told)}" for told in seen["low"])
            yield from (f"{name}: letters too small (16 px, 13.5 px in code): {at(place, told)}" for told in seen["small"])
            if place in LESSONS and seen["folds"] <= 2:
                yield f"{name}: only {seen['folds']} folds: is this the lesson?"


def no_button_on_code(place: str, found: dict, site: Path) -> Iterator[str]:
    for name, look in found["looks"].items():
        yield from (f"{name}: a button stands on the code: {at(place, told)}" for told in look.get("covered", ()))


def text_stands_out(place: str, found: dict, site: Path) -> Iterator[str]:
    for name, look in found["looks"].items():
        if seen := look.get("texts"):
            for told in seen["faint"]:
                yield f"{name}: contrast {told['value']}, below {CONTRAST}: {at(place, told)} {told['pseudo']}".rstrip()
            if place in LESSONS and (seen["count"] <= 300 or LABELS[place[:2]][0] not in seen["labels"]):
                yield f"{name}: {seen['count']} texts, labels {seen['labels']}: is this the lesson?"


def axe_is_content(place: str, found: dict, site: Path) -> Iterator[str]:
    for name, look in found["looks"].items():
        for told in look.get("axe", ()):
            yield f"{name}: axe: {told['id']}: {told['help']}: {at(place, told)}"


CHECKS: tuple[Callable[[str, dict, Path], Iterator[str]], ...] = (
    light,
    little_script,
    no_other_host,
    no_complaint,
    whole_without_scripts,
    still,
    in_its_scheme,
    nothing_sideways,
    for_thumbs,
    no_button_on_code,
    text_stands_out,
    axe_is_content,
)
