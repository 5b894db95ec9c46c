"""Faults planted in a copy of the repository, one at a time: what should see each is run, and must be red.

Faults of every kind that was once seen to walk past the checks. Where a text is changed, it is found by what it is, so that the
fault stays one when the text is written anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.proofs import ALL
from tools.base.project import LANGUAGES, ROOT
from tools.check.owners import Told, pattern, told

pytestmark = pytest.mark.skipif(not ALL, reason="plants faults, for minutes: make test ALL=1")

LEFT_OUT = (".git", ".venv", "site", ".cache", ".pytest_cache", ".ruff_cache")
CACHES = shutil.ignore_patterns("__pycache__")
CHECK = ("tools", "check")
SITE = ("tools", "site")
Plant = Callable[[Path], None]


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("planted") / "copy"
    built = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(
        ROOT, root, ignore=lambda folder, names: built(folder, names) if Path(folder) == ROOT else CACHES(folder, names)
    )
    return root


def run(*selection: str) -> tuple[str, ...]:
    return ("pytest", "-q", "-x", "-p", "no:cacheprovider", *selection)


def change(path: str, old: str, new: str, count: int = 1) -> Plant:
    """The first place where a pattern is found, or another number of them (0: all) in a file or in each file of a glob."""

    def plant(root: Path) -> None:
        for file in [*root.glob(path)] if "*" in path else [root / path]:
            text = file.read_text("utf-8")
            changed, found = re.subn(old, new, text, count=count, flags=re.M)
            if found:
                file.write_text(changed, "utf-8")
                return
        raise AssertionError(f"{old!r} is not in {path}: plant another fault")

    return plant


def below(page: str, text: str) -> Plant:
    """A paragraph at the end of a page, in both languages."""

    def plant(root: Path) -> None:
        for language in LANGUAGES:
            with (root / f"docs/{language}/{page}.md").open("a", encoding="utf-8") as file:
                file.write(f"\n{text}\n")

    return plant


def gone(path: str) -> Plant:
    return lambda root: (root / path).unlink()


def byte(path: str, at: int) -> Plant:
    def plant(root: Path) -> None:
        data = bytearray((root / path).read_bytes())
        data[at] ^= 1
        (root / path).write_bytes(data)

    return plant


def other(number: str) -> str:
    """Another number of the same look: 61,706 → 62,706."""
    at = next(at for at, letter in enumerate(number) if letter in "12345678")
    return number[:at] + str(int(number[at]) + 1) + number[at + 1 :]


def told_otherwise(one: Told) -> Plant:
    """The sentence that a test tells, with another number, in both languages."""

    def plant(root: Path) -> None:
        for language in LANGUAGES:
            path = root / f"docs/{language}/{one.page}.md"
            text = path.read_text("utf-8")
            said = pattern(one.form[language]).search(text)
            wrong = re.sub(r"\d[\d,.]*", lambda number: other(number[0]), said[0], count=1)
            assert wrong != said[0]
            path.write_text(text[: said.start()] + wrong + text[said.end() :], "utf-8")

    return plant


def told_cases() -> Iterator:
    """A sentence of each of some lessons, where its first number can be another one."""
    seen = set()
    for one in told():
        starts = all(re.search(r"\{[^}]*\}", one.form[language]) for language in LANGUAGES)
        if not starts or one.page in seen or not (ROOT / f"docs/en/{one.page}.md").exists() or len(seen) == 8:
            continue
        found = [
            pattern(one.form[language]).search((ROOT / f"docs/{language}/{one.page}.md").read_text("utf-8"))
            for language in LANGUAGES
        ]
        if all(match and re.search(r"[1-8]", match[0]) for match in found):
            seen.add(one.page)
            files = [path for path in (ROOT / "tests").rglob("test_*.py") if one.form["en"][:20] in path.read_text("utf-8")]
            if files:
                yield pytest.param(
                    told_otherwise(one), run(*map(str, (path.relative_to(ROOT) for path in files))), id=f"told {one.page}"
                )


FAULTS = {
    "a number in Chinese only": (change("docs/zh/loss.md", r"^([^#`\n|]*?)(\d)\.(\d)", r"\g<1>7\g<2>.\3"), CHECK),
    "a number in English only": (change("docs/en/backprop.md", r"^([^#`\n|]*?)(\d)\.(\d)", r"\g<1>7\g<2>.\3"), CHECK),
    "a number in a table row of one language": (
        change("docs/en/*.md", r"^(\| .*?[ (])(\d)(\d?[ ,)].*\|)$", r"\g<1>7\2\3"),
        CHECK,
    ),
    "a number that nobody owns": (
        below("module", "98765.4321"),
        CHECK,
    ),
    "a link to another section in one language": (change("docs/zh/optimizer.md", r"\]\((\w+)\.md#\w+", r"](\1.md#check"), CHECK),
    "a comment pair with two numbers": (change("snippets/*/*.py", r"# en: (\D*)(\d)(\D*)$", r"# en: \g<1>9\2\3"), CHECK),
    "a heading that one language lacks": (change("docs/zh/state.md", r"^## .*\n", "", 1), CHECK),
    "a variant that terms.yml refuses": (change("docs/zh/module.md", r"。$", "，这里的步长是大的。"), CHECK),
    "a term that leads nowhere": (change("docs/terms.yml", r"(see: \w+\.md)#\w+", r"\1#nowhere"), CHECK),
    "a page without a twin": (gone("docs/en/losses.md"), CHECK),
    "a nav without a page": (change("mkdocs.yml", r"^ *- schedules\.md\n", ""), CHECK),
    "code on a page itself": (change("docs/en/module.md", r"^--8<-- .*$", "print(1)"), CHECK),
    "code of an example, not recorded": (change("snippets/lenet/net.py", r"nn\.Linear\(84, 10\)", "nn.Linear(84, 11)"), CHECK),
    "an output of an example": (change("snippets/loss/*.out", r"(\d)\.(\d)(\d)", r"\1.\g<3>7\2"), run("snippets/loss")),
    "a lab's output": (change("snippets/labs/debug.en.ipynb", r'"text": "([^"]*?)(\d)\.', r'"text": "\g<1>7\2.'), CHECK),
    "a lab's code": (change("snippets/labs/inside.py", r"^(\w+) = ", r"\1 =  "), CHECK),
    "a lab's number out of its range": (
        change("snippets/labs/train.numbers.json", r'("accuracy\(net[^:]*": )0\.9', r"\g<1>0.4"),
        run("tests/record/test_labs.py", "tests/lessons/test_numbers_labs.py"),
    ),
    "a weight of the trained net": (
        byte("snippets/labs/lenet.onnx", 60_003),
        run("tests/live/test_onnx.py", "tests/record/test_labs.py"),
    ),
    "a run on another torch, told otherwise": (change("snippets/versions.json", r'"kind": "output"', '"kind": "message"'), CHECK),
    "a picture of a network": (
        change("snippets/lenet/net.en.svg", r"1×6×28×28", "1×6×27×28"),
        run("tests/graph/test_pictures.py"),
    ),
    "a plot": (change("snippets/init/why.svg", r"(\d)\.(\d)", r"\1.9\2"), run("tests/record/test_plots.py")),
    "a number of the glossary, in both languages": (
        lambda root: [
            change("docs/terms.yml", rf"^(  means_{language}: .*\()4, 1, 32", r"\g<1>4, 3, 32")(root) for language in LANGUAGES
        ],
        run("tests/lessons/test_numbers_terms.py"),
    ),
    "shapes in a comment, in both languages": (
        lambda root: [
            change("snippets/lenet/net.py", rf"(# {language}: .*)6, 14, 14", r"\g<1>6, 15, 15", 0)(root) for language in LANGUAGES
        ],
        run("tests/record/test_shapes_in_comments.py"),
    ),
    "the heading of an error in Chinese": (
        change("docs/zh/errors/shapes.md", r"^(## .*)shapes", r"\1shape"),
        run("tests/lessons/test_errors.py"),
    ),
    "a published id": (change("docs/*/conv2d.md", r"\{ #groups \}", "{ #grouped }"), run("tests/check/test_ids.py")),
    "a stride of the live LeNet": (
        change("overrides/assets/live/lenet/onnx.js", r"c \+= strides\[1\]", "c += strides[0]"),
        run("tests/live/test_onnx_nodes.py"),
    ),
    "the filter of the errors": (
        change("overrides/assets/scripts/filter.js", r"every", "some"),
        run("tests/lessons/test_errors.py"),
    ),
    "a part of the tests in the workflow": (
        change(".github/workflows/check.yml", r"make test ", 'make test ARGS="-k lenet" '),
        run("tests/base/test_workflows.py"),
    ),
    "a requirement without a version": (
        change("requirements.txt", r"^(numpy)==[\d.]+", r"\1"),
        run("tests/base/test_workflows.py"),
    ),
    "no licence": (gone("LICENSE"), run("tests/base/test_workflows.py")),
    "an assertion that cannot fail": (
        change("tests/lessons/test_lenet.py", r"^    assert .*$", "    assert True"),
        run("tests/base/test_tests.py"),
    ),
    "another skip": (
        change("tests/lessons/test_state.py", r"^def test_", '@pytest.mark.skip("later")\ndef test_'),
        run("tests/base/test_tests.py"),
    ),
    "a lesson without its tests": (gone("tests/lessons/test_schedules.py"), run("tests/base/test_tests.py")),
    "a dead link": (change("docs/en/loss.md", r"\]\(backprop\.md", "](nowhere.md"), SITE),
    "a formula that KaTeX does not know": (
        below("loss", r"$$\nosuch$$"),
        CHECK,
    ),
}


@pytest.mark.parametrize(
    ("plant", "seen_by"), [*(pytest.param(*fault, id=name) for name, fault in FAULTS.items()), *told_cases()]
)
def test_a_planted_fault_is_seen(copied, tmp_path, plant, seen_by):
    before = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file() and ".cache" not in path.parts}
    plant(copied)
    environment = {
        name: value for name, value in os.environ.items() if name not in ("ALL", "CI", "PYTHONPATH") and "XDIST" not in name
    }
    try:
        done = subprocess.run([sys.executable, "-m", *seen_by], cwd=copied, env=environment, capture_output=True, text=True)
    finally:
        for path, data in before.items():
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
    assert done.returncode == 1, f"nothing saw it:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    assert "Traceback" not in done.stderr, done.stderr


def test_a_copy_without_a_fault_is_green(copied):
    """Else the faults prove nothing."""
    assert subprocess.run([sys.executable, "-m", *CHECK], cwd=copied, capture_output=True).returncode == 0
