"""How sources look: linted, formatted, and Chinese text spaced as people set it."""

from __future__ import annotations

import re
import subprocess
import sys

import autocorrect_py
import pytest

from tools.base.project import DOCS, ROOT, relative
from tools.sources.examples import COMMENT, example_files
from tools.sources.labs import labs, parse
from tools.sources.labs import page as prose
from tools.sources.text import read


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(arguments):
    done = subprocess.run([sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", [*sorted((DOCS / "zh").rglob("*.md")), *(lab.path for lab in labs())], ids=relative)
def test_chinese_pages_are_spaced_and_punctuated(page):
    lines = prose(parse(page)[0], "zh").splitlines() if page.suffix == ".py" else read(page).lines
    text = "\n".join(re.sub(r"「[^」]*」", "「」", line) for line in lines)
    corrected = autocorrect_py.format_for(text, "md")
    pairs = zip(text.splitlines(), corrected.splitlines(), strict=True)
    wrong = [
        f"{relative(page)}:{number}: {line}\n  better: {better}"
        for number, (line, better) in enumerate(pairs, 1)
        if line != better
    ]
    assert not wrong, "\n".join(wrong)


def test_chinese_comments_are_spaced_and_punctuated():
    wrong = []
    for path in [*example_files(), *(lab.path for lab in labs())]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            comment = COMMENT.match(line)
            if comment and comment[2] == "zh" and (better := autocorrect_py.format(comment[3])) != comment[3]:
                wrong.append(f"{relative(path)}:{number}: {comment[3]}\n  better: {better}")
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
