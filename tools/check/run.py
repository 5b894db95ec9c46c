"""python -m tools check: everything that can be said of the sources without running them. No torch.

Every fault is found before any is reported, each with its place and how to mend it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tools.base.project import DOCS, LANGUAGES, ROOT, SNIPPETS, Fault, Faults, line_of, load, load_yaml, relative
from tools.check.code import code_faults
from tools.check.doctor import doctor_faults
from tools.check.formulas import formula_faults
from tools.check.labs import lab_faults
from tools.check.layers import layer_faults
from tools.check.names import name_faults
from tools.check.owners import all_owner_faults, summary, tree
from tools.check.quiz import quiz_faults
from tools.check.skeleton import nav_faults, page_faults, pair_faults
from tools.check.style import style_faults
from tools.check.terms import see_faults, term_faults
from tools.check.twins import saying_faults
from tools.check.versions import other_faults, reason_faults
from tools.check.words import word_faults
from tools.page import instruments
from tools.page.pictures import picture
from tools.sources import outputs, pages
from tools.sources.examples import PLOT_SECTION, Example, example_files, parse, plot_of
from tools.sources.labs import RANGES, labs
from tools.sources.nav import config
from tools.sources.text import marks, read
from tools.sources.versions import VERSIONS, versions


def check() -> list[Fault]:
    """All faults of the sources, in the order of the files, but for numbers without an owner: whose they are, tests say."""
    if unreadable := list(text_faults()):
        return unreadable
    examples, faults = {}, []
    for path in example_files():
        examples[path], found = parse(path)
        faults += found
    sources = pages.pages()
    for page in sources:
        faults += page_faults(page)
        faults += code_faults(read(page).lines)
        faults += include_faults(page)
        faults += plot_faults(page)
        faults += formula_faults(page)
        faults += term_faults(page, pages.language_of(page))
    faults += pair_faults(DOCS)
    faults += nav_faults(DOCS)
    faults += word_faults()
    faults += quiz_faults()
    faults += style_faults()
    faults += other_faults()
    if not faults:  # the rest reads pages as their readers see them
        for page in sources:
            faults += name_faults(page)
        for example in examples.values():
            faults += record_faults(example)
        faults += shown_faults(examples)
        faults += saying_faults()
        faults += doctor_faults()
        faults += layer_faults()
        faults += see_faults()
        faults += version_faults()
        faults += reason_faults()
        faults += lab_faults()
    return faults


def refuse() -> None:
    """For a process of its own, whose exceptions are handed on."""
    if faults := check():
        raise Faults(faults)


def text_faults() -> Iterator[Fault]:
    """Files that are not plain UTF-8, no YAML or no Python, or half merged: nothing else can be said of them."""
    sources = [*DOCS.rglob("*.*"), *(path for kind in ("py", "out", "yml") for path in SNIPPETS.rglob(f"*.{kind}"))]
    tests = sorted((ROOT / "tests").rglob("*.py"))
    texts = [partial(whole, path) for path in [*sources, *tests]]
    data = [config, *(partial(load_yaml, path) for path in (*sorted(DOCS.glob("*.yml")), RANGES) if path.exists())]
    told: set[Path] = set()
    for opened in [*texts, *data, *(partial(read, page) for page in sorted(DOCS.rglob("*.md")))]:
        try:
            opened()
        except Faults as refused:
            yield from (fault for fault in refused.faults if fault.path not in told)
            told |= {fault.path for fault in refused.faults}


def whole(path: Path) -> None:
    """Raises Faults for a file in which a merge has left both sides, and for a test that Python cannot read."""
    text = load(path)
    if half := re.search(r"^<{7} ", text, re.M):
        line = text[: half.start()].count("\n") + 1
        raise Faults([Fault(path, line, "a merge has left both sides here. Decide which lines stay, and take the marks away.")])
    if path.suffix == ".py" and path.is_relative_to(ROOT / "tests"):
        tree(path)


def include_faults(page: Path) -> Iterator[Fault]:
    """Includes that lead nowhere, or to lines instead of a section."""
    for include in pages.includes(page):
        path, name = relative(include.path), include.section
        if re.match(r"^[-:,\d]", name):
            yield Fault(page, include.line, f"{path} is included by line numbers, which move. Name a section of it.")
        elif include.path.suffix == ".graph":
            if not include.path.exists() or not picture(include.path, pages.language_of(page)).exists():
                yield Fault(page, include.line, f"there is no {path}. Write `# graph: …` in its example and run `make record`.")
        elif include.path.suffix == ".live":
            if include.path.stem not in instruments.names():
                what = f"there is no instrument '{include.path.stem}' (there are: {', '.join(instruments.names())})."
                yield Fault(page, include.line, what)
        elif include.path.suffix != ".py":
            yield Fault(page, include.line, f"{path} cannot be included: outputs follow their code by themselves.")
        elif not include.path.exists():
            near = ", ".join(sorted(file.name for file in include.path.parent.glob("[!_]*.py"))) or "no such folder"
            yield Fault(page, include.line, f"there is no {path} (beside it: {near}). Mend the name or add the example.")
        else:
            named = parse(include.path)[0].named
            if not name and "program" not in named:
                yield Fault(page, include.line, f"{path} is included whole. Name a section of it (has: {', '.join(named)}).")
            elif name and name not in named:
                has = ", ".join(named)
                yield Fault(page, include.line, f"section '{name}' is not in {path} (has: {has}). Mend the name or add it.")


def plot_faults(page: Path) -> Iterator[Fault]:
    """Plots that nothing draws."""
    for mark in marks(page):
        if mark.kind == "plot" and not plot_of(source := SNIPPETS / mark.found["path"]).exists():
            what = f"{relative(source)}.py draws no plot. Give it a section '{PLOT_SECTION}' that does and run `make record`."
            yield Fault(page, mark.number, what)


def record_faults(example: Example) -> Iterator[Fault]:
    if outputs.is_stale(example):
        yield Fault(example.path, 1, "its record is of other sources. Run `make record` and read what changed.")
    for name in example.without_gpu:
        if not outputs.differing(example, "nogpu").get(name):
            what = "no record of a CUDA build without a GPU, or one of other sources. In a virtual environment of its own"
            what += " `pip install torch` on Linux, the other requirements, and run `python -m tools record --without-gpu`."
            yield Fault(example.path, example.named[name].start, f"section '{name}' has {what}")
    for name, text in outputs.read(example.outputs)[1].items():
        line = line_of(example.outputs, rf"\[start:{re.escape(name)}\]")
        if name not in example.named:
            yield Fault(example.outputs, line, f"it records '{name}', which the example does not have. Run `make record`.")
        for reason in outputs.refused(text):
            yield Fault(example.outputs, line, f"section '{name}': {reason}")


def shown_faults(examples: dict[Path, Example]) -> Iterator[Fault]:
    """Sections that nobody sees, and sections for tests that somebody does."""
    shown = {language: set() for language in LANGUAGES}
    for page in pages.pages():
        for include in pages.includes(page):
            shown[pages.language_of(page)].add((include.path, include.section or "program"))
    in_labs = {(example.path, name) for lab in labs() for cell in lab.cells for example, name in cell.shows}
    for path, example in examples.items():
        for name, section in example.named.items():
            seen = any((path, name) in places for places in [in_labs, *shown.values()])
            if not seen and not section.only:
                yield Fault(path, section.start, f"no page shows section '{name}'. Show it, or say why not: '# only: reason'.")
            elif seen and section.only:
                yield Fault(path, section.start, f"section '{name}' is '# only: {section.only}' and a page shows it. Decide.")


def version_faults() -> Iterator[Fault]:
    """The record, requirements.txt and the foot of the pages speak of one torch. Another build, without a GPU, names its own."""
    pinned = re.search(r"^torch==(\S+)$", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    for device, made in versions().items():
        if pinned and device != "nogpu" and made["torch"] != pinned[1]:
            what = f"the record for {device} is of torch {made['torch']}, requirements.txt pins {pinned[1]}. Run `make record`."
            yield Fault(VERSIONS, 1, what)
    if "cpu" not in versions():
        yield Fault(VERSIONS, 1, "there is no record. Run `make record`.")


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="python -m tools check", description=__doc__.partition(": ")[2]).parse_args(arguments)
    owners: Counter[str] = Counter()
    faults = check() or all_owner_faults(owners)
    for fault in sorted(set(faults), key=lambda fault: (relative(fault.path), fault.line)):
        print(fault, file=sys.stderr)
    print(f"{len(pages.pages())} pages, {len(example_files())} examples, {len(faults)} faults")
    if owners:
        print(summary(owners))
    return 1 if faults else 0
