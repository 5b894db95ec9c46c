"""Tests of the tests: each can fail, none is left out without a reason that is listed here, and no lesson is without its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tools.base.project import DOCS, ROOT, SNIPPETS, relative
from tools.page.current import NO_LESSON

FILES = sorted((ROOT / "tests").rglob("*.py"))
SKIPS = {
    "tests/base/test_workflows.py": ["zizmor is not installed"],
    "tests/conftest.py": ["no font with Chinese glyphs: python -m tools browser says how to get one"],
    "tests/browser/test_fonts.py": ["where fonts are looked for can be told on Linux alone", "left out"],
    "tests/browser/test_interrupted.py": ["no os.fork here"],
    "tests/codeblocks.py": ["", "", "a program chooses its device itself; it runs once, as [cpu]"],
    "tests/lessons/test_errors_loader.py": ["a signal of Unix", "where shared memory is depends on the system"],
    "tests/lessons/test_errors_saving.py": ["there is an accelerator", "with an accelerator there is nothing to warn of"],
    "tests/lessons/test_devices.py": ["of machines without a GPU"],
    "tests/lessons/test_onnx.py": ["torch 2.14.1 does not warn of its own code any more"],
    "tests/lessons/test_loading.py": ["the datasets here are local", "the page speaks of 3.11"],
    "tests/lessons/test_loading_time.py": ["the datasets here are local"],
    "tests/lessons/test_speed.py": [
        "compiles C++, for half a minute: make test ALL=1",
        "no C++ compiler",
        "this build has one way only",
    ],
    "tests/record/test_builds.py": ["where there is no GPU"],
    "tests/record/test_devices.py": ["no CUDA device: numbers on a GPU can only be seen on one"],
    "tests/record/test_labs.py": ["", ""],
    "tests/record/test_plots.py": ["a long training, drawn on another processor: its curves can be compared on that one alone"],
    "tests/record/test_runner.py": ["this build of torch survives it; the runner need not fear it here"],
    "tests/site/test_zensical.py": ["needs packages of its own: ZENSICAL=1 installs them"],
    "tests/nightly/test_planted.py": ["plants faults, for minutes: make test ALL=1"],
}
"""Every place that may leave a test out, with its reason; an empty one is made when it runs. Another has to be added here."""


def skips(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in ("skip", "skipif", "importorskip", "xfail"):
                given = [*node.args, *(word.value for word in node.keywords if word.arg == "reason")]
                yield next((part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)), "")


def test_what_may_be_left_out_is_listed_with_its_reason():
    found = {relative(path): sorted(skips(ast.parse(path.read_text("utf-8")))) for path in FILES}
    assert {path: reasons for path, reasons in found.items() if reasons} == {path: sorted(some) for path, some in SKIPS.items()}


def holds_always(test: ast.expr) -> bool:
    """An assertion that cannot fail: of a constant, of a tuple, of two equal sides, or with `or True`."""
    if isinstance(test, ast.BoolOp):
        return isinstance(test.op, ast.Or) and any(map(holds_always, test.values))
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq | ast.Is | ast.LtE | ast.GtE):
        return ast.dump(test.left) == ast.dump(test.comparators[0])
    return (isinstance(test, ast.Constant) and bool(test.value)) or (isinstance(test, ast.Tuple) and bool(test.elts))


@pytest.mark.parametrize(
    ("code", "always"),
    [
        ("True", True),
        ("1", True),
        ("x or True", True),
        ("(x, 'message')", True),
        ("len(x) == len(x)", True),
        ("x", False),
        ("x == 1", False),
        ("x or y", False),
        ("False", False),
        ("x and True", False),
    ],
)
def test_an_assertion_that_cannot_fail_is_known(code, always):
    assert holds_always(ast.parse(code, mode="eval").body) == always


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_every_assertion_can_fail_and_every_test_does_something(path):
    tree = ast.parse(path.read_text("utf-8"))
    asserts = (node for node in ast.walk(tree) if isinstance(node, ast.Assert))
    assert [f"{relative(path)}:{node.lineno}" for node in asserts if holds_always(node.test)] == []
    tests = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))
    idle = [
        node
        for node in tests
        if not any(isinstance(part, ast.Assert | ast.Call) for line in node.body for part in ast.walk(line))
    ]
    assert [f"{relative(path)}:{node.lineno}: {node.name}" for node in idle] == []


def test_every_test_file_is_collected():
    """What pytest would not find: a test outside a file test_….py, or one whose name is taken by another below it."""
    for path in FILES:
        names = [node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
        tests = [name for name in names if name.startswith("test_")]
        assert not tests or path.name.startswith("test_"), f"{relative(path)} has tests and is not named test_….py"
        assert sorted(tests) == sorted(set(tests)), f"{relative(path)} has two tests of one name"


def lessons() -> list[str]:
    return sorted(
        path.stem for path in (DOCS / "en").glob("*.md") if path.stem not in NO_LESSON and (SNIPPETS / path.stem).is_dir()
    )


def test_every_lesson_has_its_test_file():
    there = {path.stem for path in (ROOT / "tests/lessons").glob("test_*.py")}
    assert [name for name in lessons() if f"test_{name.replace('-', '_')}" not in there] == []
    assert len(lessons()) > 15
