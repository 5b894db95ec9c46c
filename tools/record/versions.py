"""make versions TORCH=2.14.1: run everything with another torch, and write down what differs.

    python -m tools versions 2.14.1            that version, in an environment of its own below .cache/
    python -m tools versions newest            the newest that pip finds
    python -m tools versions --here            the torch of this environment

Each example, each page and each picture of a network runs as `make test` runs it, and is compared by the same rule. The result
is written whole or not at all, to snippets/versions.json. In CI nothing is written: what the record does not know is told.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from tools.base.project import CACHE, DOCS, ROOT
from tools.graph.steps import loads
from tools.page.includes import blocks
from tools.record.build import build, record_of
from tools.record.examples import example_blocks
from tools.record.files import replace
from tools.record.runner import Block, Crash, Job, run, run_program
from tools.record.runner.jobs import block_of
from tools.record.unlike import LONGEST, Differing, first_unlike, unlike
from tools.sources.examples import Example, example_files, parse
from tools.sources.others import KINDS, OTHERS, numbers, others, seal
from tools.sources.outputs import recorded, refused
from tools.sources.versions import versions

ENVIRONMENTS = CACHE / "torch"


# The environment


def requirements(torch: str) -> list[str]:
    """What pip installs beside torch: the pinned packages that run the site's code, with a NumPy that this torch knows."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").partition("# test")[0].splitlines()
    pins = [line.partition(" #")[0].strip() for line in lines if line and not line.startswith(("#", "torch=="))]
    old = torch != "newest" and numbers(torch) < (2, 3)
    return ["numpy<2" if old and pin.startswith("numpy==") else pin for pin in pins]


def installed(torch: str, python: str, pip_args: list[str]) -> Path:
    """The Python of an environment that has this torch; pip speaks on stderr."""
    folder = ENVIRONMENTS / torch
    own = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not own.exists():
        subprocess.run([python, "-m", "venv", folder], check=True, stdout=sys.stderr)
    wanted = ["--upgrade", "torch"] if torch == "newest" else [f"torch=={torch}"]
    pip = [own, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *pip_args]
    subprocess.run([*pip, *wanted, *requirements(torch)], check=True, stdout=sys.stderr)
    return own


# What differs


def example_differs(example: Example) -> Differing:
    expected = recorded(example, record_of("cpu"))
    if example.run:
        result = run_program(example.program, example.path, example.path.read_text("utf-8"))
        return unlike([(f"{example.key}:program", "plain", expected.get("program", ""), "")], [result])
    cut = example_blocks(example, "cpu")
    results = run(Job(cut, "cpu", snippets=True, lenient=True))
    sections = [(f"{example.key}:{block.name}", block.kind, expected.get(block.name, ""), block.skip) for block in cut]
    found = unlike(sections, results)
    if why := found.pop(f"{example.key}:", None):  # its imports: told of the first section, which needs them
        found[f"{example.key}:{next(iter(example.named))}"] = why
    return found


def page_blocks(page: Path) -> tuple[list[Block], list[str]]:
    """What runs of a page, and what it shows below each block. A program is its example."""
    device = record_of("cpu")
    shown = [block for block in blocks(page) if not block.program]
    texts = ["\n".join(filter(None, (recorded(one, device).get(name, "") for one, name in block.shown))) for block in shown]
    return [block_of(block, "cpu", build()) for block in shown], texts


def page_hash(page: Path) -> str:
    cut, texts = page_blocks(page)
    return hashlib.sha256(json.dumps([[block.pieces for block in cut], texts]).encode()).hexdigest()[:12]


def page_differs(page: Path) -> Differing:
    """One entry for a page: the worst of its blocks, and which they are."""
    cut, texts = page_blocks(page)
    if not cut:
        return {}
    results = run(Job(cut, "cpu", lenient=True))
    sections = [(block.name, block.kind, text, block.skip) for block, text in zip(cut, texts, strict=True)]
    found = unlike(sections, results)
    worst = max((one["kind"] for one in found.values()), key=KINDS.index, default="")
    return {page_name(page): {"kind": worst, "text": ", ".join(found)}} if found else {}


def page_name(page: Path) -> str:
    return page.relative_to(DOCS / "en").with_suffix("").as_posix()


def picture_differs(example: Example) -> Differing:
    """The data behind a picture of a network, but for the hash of its sources."""
    path = example.path.with_suffix(".graph")
    try:
        from tools.record.pictures import graph_records

        now = loads(graph_records(example)[path])
    except Exception as error:
        text = (str(error).strip() or type(error).__name__).splitlines()[-1]
        return {example.key: {"kind": "missing", "text": text if not any(refused(text)) else type(error).__name__}}
    was = loads(path.read_text("utf-8"))
    return {example.key: {"kind": "output", "text": first_unlike(was, now)[:LONGEST]}} if now != was else {}


# The whole


def measured() -> dict[str, Any]:
    """Everything, run with the torch of this process."""
    import numpy
    import torch

    examples = [parse(path)[0] for path in example_files()]
    pages = [page for page in sorted((DOCS / "en").rglob("*.md")) if page_blocks(page)[0]]
    drawn = [example for example in examples if example.draws]
    parts = (
        ("examples", examples, attrgetter("key"), attrgetter("hash"), example_differs),
        ("pages", pages, page_name, page_hash, page_differs),
        ("pictures", drawn, attrgetter("key"), attrgetter("hash"), picture_differs),
    )
    made: dict[str, Any] = {
        "torch": torch.__version__,
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "build": build(),
        "date": datetime.date.today().isoformat(),
        "ran": {},
        "differing": {},
    }
    for part, things, name, hashed, differs in parts:
        made["ran"][part] = {name(thing): hashed(thing) for thing in things}
        made["differing"][part] = {}
        for number, thing in enumerate(things, 1):
            print(f"[{number}/{len(things)}] {part} {name(thing)}", file=sys.stderr, flush=True)
            made["differing"][part] |= told(part, name(thing), differs, thing)
    return made | {"seal": seal(made)}


def told(part: str, name: str, differs: Callable[[Any], Differing], thing: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """What differs, said as soon as it is known; a process that died has not run the thing."""
    try:
        found = differs(thing)
    except Crash as crash:
        found = {name: {"kind": "missing", "text": str(crash).splitlines()[0][:LONGEST]}}
    for key, one in found.items():
        print(f"{part} {key}: {one['kind']}: {one['text']}", file=sys.stderr, flush=True)
        yield key, one


def summary(version: str, made: dict[str, Any]) -> str:
    """Counts as Markdown, and each thing that differs."""
    lines = [f"torch {made['torch']}, Python {made['python']}, {made['build']}, {made['date']}", ""]
    for part, found in made["ran"].items():
        differing = made["differing"][part]
        names = {key.partition(":")[0] for key in differing}
        lines.append(f"- {part}: {len(found)} ran, {len(found) - len(names)} alike, {len(names)} differ")
        lines += [f"    - `{key}` ({one['kind']}): {one['text']}" for key, one in differing.items()]
    return "\n".join([f"### {version}", "", *lines])


def unknown(made: dict[str, Any]) -> list[str]:
    """What differs here and, in the record, with no torch that is newer than the pinned one."""
    pinned = numbers(versions()["cpu"]["torch"])
    known = [other for version, other in others().items() if numbers(version) > pinned]
    return [
        f"{part} {key}"
        for part, found in made["differing"].items()
        for key, one in found.items()
        if not any(other["differing"][part].get(key, {}).get("kind") == one["kind"] for other in known)
    ]


def here() -> int:
    made = measured()
    version = made["torch"].partition("+")[0]
    print(summary(version, made))
    if os.environ.get("CI"):
        new = unknown(made)
        print("\n".join(["", "The record does not know:", *new] if new else ["", "The record knows all of it."]))
        return 1 if new else 0
    text = json.dumps(others() | {version: made}, indent=1, ensure_ascii=False) + "\n"
    replace({OTHERS: text})
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools versions", description=__doc__.splitlines()[0])
    parser.add_argument("torch", nargs="?", default="newest", help="2.14.1, or newest")
    parser.add_argument("--here", action="store_true", help="with the torch of this environment")
    parser.add_argument("--python", default=sys.executable, help="the Python of the new environment, which this torch supports")
    parser.add_argument("--pip-args", default="", help="what pip gets besides: the index of a build of torch")
    options = parser.parse_args(arguments)
    if options.here:
        return here()
    if options.torch != "newest" and not re.fullmatch(r"\d+\.\d+\.\d+", options.torch):
        print(f"{options.torch!r} is no version of torch. Write three numbers, 2.14.1, or newest.", file=sys.stderr)
        return 2
    own = installed(options.torch, options.python, options.pip_args.split())
    return subprocess.run([own, "-m", "tools", "versions", "--here"], cwd=ROOT).returncode
