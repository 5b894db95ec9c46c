"""Shapes in the comments of examples, `# en: (N, 1, 32, 32) → (N, 6, 14, 14)`, are those that the code below them has.

Each example runs while every torch function tells the shapes of its tensors, by the line that asked for it. N is any number,
the same within a comment. A pair of comments that is wrong in both languages is found here only.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import NamedTuple

import pytest
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_leaves

from tools.base.project import SNIPPETS, relative
from tools.record.examples import example_blocks
from tools.record.runner.child import run_block
from tools.sources.examples import COMMENT, example_files, parse
from tools.sources.labs import DIGITS

SHAPE = r"\((?:(?:[A-Z]|\d+)(?:, ?(?:[A-Z]|\d+))*,?)\)"
"""`(N, 6, 14, 14)`, `(3,)`; not `(x, y)` nor `(0.5, 1)`."""
CLAIM = re.compile(rf"{SHAPE}(?=\s*→)|→\s*{SHAPE}|(?:\b(?:x|y|target|output|scores|weight) |of shape ){SHAPE}")
"""A shape that leads to another, is led to, or belongs to a name: what a comment says of data. `(0, 0)` may be a point."""


MAKES = re.compile(r"\bnn\.[A-Z]\w+\(")


class Claim(NamedTuple):
    path: Path
    line: int
    lines: range
    """What it speaks of: from the statement below the comment to the next comment or blank line. Empty where layers are made:
    their data come elsewhere, in this example or in one that imports it."""
    shapes: tuple[str, ...]


def claims(path: Path) -> Iterator[Claim]:
    """The shapes of each English comment; the Chinese one above it has the same numbers, as the check of the sources sees."""
    text = path.read_text("utf-8")
    statements = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    source = text.splitlines()
    failing = [section.start for section in parse(path)[0].sections if section.kind == "fails"]
    for number, line in enumerate(source, 1):
        comment = COMMENT.match(line)
        if comment and comment[2] == "en" and (shapes := [re.search(SHAPE, found)[0] for found in CLAIM.findall(comment[3])]):
            if any(number > start for start in failing) and len(shapes) > 1:
                shapes.pop()  # it fails before: a failing section is the last
            below = min((node for node in statements if node.lineno > number), key=lambda node: node.lineno, default=None)
            last = max(below.end_lineno, next((at for at, line in enumerate(source[number:], number) if ends(line)), len(source)))
            makes = any(MAKES.search(line) for line in source[number:last])
            yield Claim(path, number, range(0) if makes else range(number, last + 1), tuple(shapes))


def ends(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


CLAIMS = [claim for path in example_files() for claim in claims(path)]


class Seen(BaseException):
    """Ends an example: what was looked for is there, and the training below it need not run."""


class Shapes(TorchFunctionMode):
    """Of the arguments and the results of each function, for each line of an example that is on the way to it."""

    def __init__(self, claim: Claim):
        super().__init__()
        self.claim, self.lines = claim, {(relative(claim.path), line) for line in claim.lines}
        self.shapes: set[tuple[int, ...]] = set()

    def __torch_function__(self, function, types, args=(), kwargs=None):
        self.note((args, kwargs))  # it may fail
        result = function(*args, **(kwargs or {}))
        self.note(result)
        return result

    def note(self, values) -> None:
        tensors = [leaf for leaf in tree_leaves(values) if isinstance(leaf, torch.Tensor)]
        with torch._C.DisableTorchFunctionSubclass():
            shapes = {tuple(tensor.shape) for tensor in tensors}
        if shapes <= self.shapes or not self.here(sys._getframe(2)):
            return
        self.shapes |= shapes
        if self.agrees:
            raise Seen

    @property
    def agrees(self) -> bool:
        return agree(self.claim.shapes, self.shapes)

    def here(self, frame: FrameType | None) -> bool:
        """Whether one of the claim's lines, or any line of an example if the claim has none, is on the way to this frame."""
        while frame:
            name = frame.f_code.co_filename
            if "snippets" in name and (not self.lines or (relative(name), frame.f_lineno) in self.lines):
                return True
            frame = frame.f_back
        return False


def look(path: Path, seen: Shapes) -> None:
    """Runs an example until all is seen, without what torch traces or what needs processes."""
    example = parse(path)[0]
    names = {"__name__": relative(path).removesuffix(".py").replace("/", ".")}
    with contextlib.ExitStack() as around:
        around.enter_context(contextlib.chdir(around.enter_context(tempfile.TemporaryDirectory())))
        around.enter_context(torch.random.fork_rng(devices=[]))
        around.enter_context(contextlib.redirect_stdout(around.enter_context(open(os.devnull, "w"))))  # noqa: PTH123
        around.enter_context(contextlib.suppress(Seen))
        around.enter_context(seen)
        if example.run.startswith("python "):
            exec(compile(path.read_text("utf-8"), relative(path), "exec"), names | {"__name__": "__main__"})
        for block in [] if example.run else example_blocks(example, "cpu"):
            if not block.traced and not seen.agrees:
                run_block(block, names, lambda traced: contextlib.nullcontext(SimpleNamespace(draws=0)))
        if path.name == "load.py":
            names["load_digits"](DIGITS)


def using(path: Path) -> Iterator[Path]:
    """The example, and those that import it."""
    yield path
    module = relative(path).removesuffix(".py").replace("/", ".")
    yield from (other for other in example_files() if re.search(rf"\b{module}\b", other.read_text("utf-8")))


def agree(said: tuple[str, ...], seen: set[tuple[int, ...]], bound: dict[str, int] | None = None) -> bool:
    """Each shape that is said was seen, with the same number for a letter wherever it stands."""
    if not said:
        return True
    sides = re.findall(r"[A-Z]|\d+", said[0])
    for shape in seen:
        now = dict(bound or {})
        same = len(shape) == len(sides) and all(
            int(side) == size if side.isdigit() else now.setdefault(side, size) == size
            for side, size in zip(sides, shape, strict=True)
        )
        if same and agree(said[1:], seen, now):
            return True
    return False


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{relative(claim.path)}:{claim.line}")
def test_the_code_below_a_comment_has_its_shapes(claim):
    seen = Shapes(claim)
    for path in using(claim.path):
        look(path, seen)
        if seen.agrees:
            return
    pytest.fail(
        f"{relative(claim.path)}:{claim.line}: the comment says {' → '.join(claim.shapes)}, the code below it has "
        f"{sorted(seen.shapes) or 'not run'}. Mend the comment in both languages, or the code.",
        pytrace=False,
    )


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        (("(N, 3)", "(N, 4)"), True),
        (("(N, 3)", "(N, 5)"), False),
        (("(2, 3)",), True),
        (("(3, 3)",), False),
        (("(N, 3)", "(M, 4)"), True),
        (("(N, N)",), False),
        (("(N, 3)", "(3, N)"), False),
    ],
)
def test_letters_stand_for_one_number(said, agrees):
    assert agree(said, {(2, 3), (2, 4), (3, 1)}) == agrees


def test_there_is_something_to_hold_against_the_code():
    assert len(CLAIMS) >= 35 and {claim.path.parent for claim in CLAIMS} > {SNIPPETS / "lenet", SNIPPETS / "loss"}
