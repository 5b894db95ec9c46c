"""make bench: what our pages weigh and how long they take, beside a plain Material site of the same text, made in the same run.

ARGS="lenet" measures that page only, ARGS="--no-tests" leaves the tests out. Nothing here fails for being slow.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tools.base.project import DOCS, LANGUAGES, ROOT, SNIPPETS
from tools.measure import browser
from tools.measure.host import served
from tools.measure.pages import Compressing, lighthouse, score, weigh
from tools.page import pictures
from tools.page.includes import expand
from tools.sources.pages import language_of, pages, place

RUNS = 5
LEFT_OUT = (".venv", "site", ".cache", "__pycache__", ".pytest_cache", ".ruff_cache")
CHANGED = "docs/en/index.md"
PLAIN = """\
site_name: plain
theme: material
markdown_extensions: [admonition, attr_list, pymdownx.details, pymdownx.highlight, pymdownx.superfences]
"""
"""Nothing but defaults, and the syntax that the text is written in."""


def write_plain(folder: Path) -> None:
    """The same text with everything included, for MkDocs as it comes: both languages in one site."""
    docs = folder / "docs"
    for page in pages():
        target = docs / page.relative_to(DOCS)
        target.parent.mkdir(parents=True, exist_ok=True)
        head = page.read_text("utf-8").split("---\n")[1]
        text = "\n".join(expand(page, language_of(page)))
        target.write_text(f"---\n{head}---\n{text}\n", "utf-8", newline="\n")
    for language in LANGUAGES:
        for graph in SNIPPETS.glob("*/*.graph"):
            picture = docs / language / pictures.published(graph)
            picture.parent.mkdir(exist_ok=True)
            shutil.copy(pictures.picture(graph, language), picture)
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8", newline="\n")


def forget(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for cache in list(folder.rglob("__pycache__")):
        shutil.rmtree(cache)


def change(folder: Path) -> None:
    with (folder / CHANGED).open("a", encoding="utf-8") as page:
        page.write("\nOne line more.\n")


def seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def build_times(ours: Path, plain: Path) -> Iterator[dict[str, float]]:
    """Medians for each site. They take turns, so that a busy moment of the machine hits both."""
    sites = [(["tools", "site"], ours), (["mkdocs", "build"], plain)]
    cases = {"nothing kept": forget, "nothing changed": lambda folder: None, "one line changed": change}
    taken = {(name, folder): [] for name in cases for _, folder in sites}
    for _ in range(RUNS):
        for name, prepare in cases.items():
            for command, folder in sites:
                prepare(folder)
                taken[name, folder].append(seconds(command, folder))
    for _, folder in sites:
        yield {f"build, {name}, s": median(taken[name, folder]) for name in cases}


def tests() -> None:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"], cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace"
    )
    last = (done.stdout.strip().splitlines() or ["pytest said nothing"])[-1]
    print(f"\nmake test: {time.perf_counter() - start:.0f} s ({last})")


def show(title: str, ours: dict[str, float], plain: dict[str, float]) -> None:
    """A table with our share of theirs; where they have nothing of a kind there is no share."""
    print(f"\n{title:<32}{'ours':>9}{'plain':>9}{'ratio':>8}")
    for name in [*ours, *(name for name in plain if name not in ours)]:
        left, right = ours.get(name, 0), plain.get(name, 0)
        print(f"  {name:<30}{left:>9.4g}{right:>9.4g}{f'{left / right:.2f}' if right else '–':>8}", flush=True)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools bench", description=__doc__.partition("\n")[0])
    names = [page.relative_to(DOCS / "en").with_suffix("").as_posix() for page in pages() if language_of(page) == "en"]
    parser.add_argument("pages", nargs="*", metavar="page", help=f"of {', '.join(names)}; all where none is named")
    parser.add_argument("--no-tests", action="store_true", help="do not run the tests")
    options = parser.parse_args(arguments)
    if unknown := set(options.pages) - set(names):
        parser.error(f"there is no page {', '.join(sorted(unknown))}")
    addresses = [place(DOCS / language / f"{name}.md") for name in options.pages or names for language in LANGUAGES]

    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
        shutil.copytree(ROOT, ours, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
        write_plain(plain)
        show("Both languages", *build_times(ours, plain))
        command, why_not = lighthouse()
        with served(ours / "site", Compressing) as left, served(plain / "site", Compressing) as right:
            with sync_playwright() as playwright, browser.launch(playwright) as chromium:
                for address in addresses:
                    show(address, weigh(chromium, left + address), weigh(chromium, right + address))
            for address in addresses if command else []:
                try:
                    show(f"{address} in Lighthouse", score(command, left + address), score(command, right + address))
                except (subprocess.CalledProcessError, ValueError) as error:
                    why_not = f"gave up on {address}: {error}"
                    break
    print(f"\nLighthouse: {why_not or 'a phone on slow 4G, medians of three'}")
    if not options.no_tests:
        tests()
