"""The rooms of tools/: a room imports from rooms below it, no module stands in a circle, and the way down is short."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.base.project import ROOT, relative

ROOMS = ("base", "sources", "graph", "page", "record", "check", "site", "measure")
"""From the ground up."""
TORCH = ("tools.record", "tools.graph")
"""Where torch may be imported: by what runs code, and by the exporter."""
LEVELS = 8
"""Imports below one another, from the module at the top to one that imports nothing."""
TOOLS = ROOT / "tools"


class Import(NamedTuple):
    path: Path
    line: int
    module: str

    @property
    def where(self) -> str:
        return f"{relative(self.path)}:{self.line}"


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in sorted(TOOLS.rglob("*.py"))}


def imports(path: Path) -> Iterator[Import]:
    """Of this repository's modules and of torch, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield Import(path, node.lineno, whole if whole in MODULES else node.module)


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def rank(name: str) -> int:
    """Of its room; the entry for people, tools/__main__.py, stands above all."""
    return ROOMS.index(room(name)) if room(name) in ROOMS else len(ROOMS)


OWN = [found for path in MODULES.values() for found in imports(path) if found.module in MODULES and found.module != "tools"]


def test_every_room_is_known_and_says_what_it_is_for():
    folders = {path.parent.name for path in TOOLS.glob("*/__init__.py")}
    assert folders == set(ROOMS), "a room is new or gone: write it into ROOMS, at its height, and into README"
    silent = [
        f"tools/{name}/__init__.py" for name in ROOMS if not (TOOLS / name / "__init__.py").read_text("utf-8").startswith('"""')
    ]
    assert not silent, f"say in one sentence what the room is for: {silent}"


def test_imports_run_downwards():
    wrong = [
        f"{found.where}: {room(module(found.path))} imports {found.module}, from a room above it. Move what both need down."
        for found in OWN
        if rank(found.module) > rank(module(found.path))
    ]
    assert not wrong, "\n".join(wrong)


def test_only_what_runs_code_imports_torch():
    wrong = [
        f"{found.where}: imports {found.module}, and the site must build without torch"
        for path in MODULES.values()
        for found in imports(path)
        if found.module.split(".")[0] == "torch" and not module(path).startswith(TORCH)
    ]
    assert not wrong, "\n".join(wrong)


def ways_down() -> dict[str, tuple[str, ...]]:
    """module → its longest way down, itself first."""
    below = {name: {found.module for found in OWN if module(found.path) == name} - {name} for name in MODULES}
    ways: dict[str, tuple[str, ...]] = {}
    while left := below.keys() - ways.keys():
        if not (free := [name for name in left if below[name] <= ways.keys()]):
            pytest.fail(f"a circle of imports among {', '.join(sorted(left))}")
        for name in free:
            ways[name] = (name, *max((ways[other] for other in below[name]), key=len, default=()))
    return ways


def test_no_circle_and_few_levels():
    deepest = max(ways_down().values(), key=len)
    assert len(deepest) - 1 <= LEVELS, f"{len(deepest) - 1} levels of imports, {LEVELS} at most:\n{' → '.join(deepest)}"


def test_test_files_do_not_import_from_each_other():
    """Nor by name in a text, as code for another process does: what two tests need is a helper."""
    other = re.compile(r"\btests\.(?:\w+\.)*test_\w+")
    wrong = [
        f"{relative(path)}:{line}: uses {found[0]}. Move what both need to tests/helpers/."
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := other.search(text))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("folder, most", [("tools", 250), ("tests", 400)])
def test_a_file_is_read_at_one_sitting(folder, most):
    long = {relative(path): len(path.read_text("utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py")}
    wrong = [
        f"{name}: {lines} lines of {most}. Cut it where it has two subjects." for name, lines in long.items() if lines > most
    ]
    assert not wrong, "\n".join(wrong)
