"""How sources look: linted, formatted, and Chinese text spaced as people set it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import autocorrect_py
import pytest

from tools.base.project import DOCS, ROOT, relative
from tools.sources.examples import COMMENT, example_files
from tools.sources.labs import labs, parse
from tools.sources.labs import page as prose
from tools.sources.text import read

SHAPE = re.compile(r"([(\[])((?:[\w×*/+-]+, )*(?:\d+|[A-Z]{1,2}|[a-z])(?:, [\w×*/+-]+)*)([)\]])")
"""The sizes of a tensor, one of them a number or a letter: `(N, 词, 16)`. As in code, a comma and a space part them."""


def better(text: str, correct: Callable[[str], str]) -> str:
    """Chinese text as it should be spaced and punctuated: itself where it is so."""
    shapes = [found[2] for found in SHAPE.finditer(text)]
    corrected = correct(SHAPE.sub(r"\1N\3", text))
    return re.sub(r"(?<=[(\[])N(?=[)\]])", lambda _: shapes.pop(0), corrected)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("形状是 (N, 词, 16)，后来 (词, 4)。", "形状是 (N, 词, 16)，后来 (词, 4)。"),
        ("[批量, 通道, 8] 和 (N) 和 (高×宽, C)", "[批量, 通道, 8] 和 (N) 和 (高×宽, C)"),
        ("形状(N, 词, 16)和", "形状 (N, 词, 16) 和"),
        ("好, 坏 (好, 坏)，(PyTorch, 好)", "好，坏 (好，坏)，(PyTorch, 好)"),
    ],
)
def test_the_commas_of_a_shape_are_those_of_code(text, corrected):
    assert better(text, autocorrect_py.format) == corrected


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(arguments):
    done = subprocess.run([sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", [*sorted((DOCS / "zh").rglob("*.md")), *(lab.path for lab in labs())], ids=relative)
def test_chinese_pages_are_spaced_and_punctuated(page):
    lines = prose(parse(page)[0], "zh").splitlines() if page.suffix == ".py" else read(page).lines
    text = "\n".join(re.sub(r"「[^」]*」", "「」", line) for line in lines)
    corrected = better(text, lambda text: autocorrect_py.format_for(text, "md"))
    pairs = zip(text.splitlines(), corrected.splitlines(), strict=True)
    wrong = [
        f"{relative(page)}:{number}: {line}\n  better: {should}"
        for number, (line, should) in enumerate(pairs, 1)
        if line != should
    ]
    assert not wrong, "\n".join(wrong)


def test_chinese_comments_are_spaced_and_punctuated():
    wrong = []
    for path in [*example_files(), *(lab.path for lab in labs())]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            comment = COMMENT.match(line)
            if comment and comment[2] == "zh" and (corrected := better(comment[3], autocorrect_py.format)) != comment[3]:
                wrong.append(f"{relative(path)}:{number}: {comment[3]}\n  better: {corrected}")
    assert not wrong, "\n".join(wrong)


def test_nothing_in_the_repository_names_a_registry_or_a_machine():
    """Their hosts are settings of whoever installs; paths of the machine that built something help nobody."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True).stdout
    hosts = "|".join(
        ["py" + r"pi\.org", r"pythonhosted\.org", r"npmjs\.(?:org|com)", r"deb\.debian\.org", "tuna" + r"\.tsinghua"]
    )
    found = []
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in (".png", ".gz", ".onnx", ".pt") or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(hosts, line) or str(ROOT) in line:
                found.append(f"{name}:{number}: {line.strip()[:120]}")
    assert not found, "\n".join(found)
