"""What README promises to work in a terminal."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tools.base.project import ROOT
from tools.record.runner import environment

README = (ROOT / "README.md").read_text("utf-8")


def make(*arguments: str) -> str:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300).stdout


def test_every_make_target_of_the_readme_exists_and_help_explains_it():
    targets = set(re.findall(r"make ([a-z]+)", README))
    assert {"serve", "test", "site", "record", "changed", "bench"} >= targets >= {"serve", "test", "site", "record"}
    assert targets <= set(re.findall(r"^make ([a-z]+)", make("help"), re.M))


@pytest.mark.parametrize("target", ["serve", "test", "site", "record"])
def test_the_plain_commands_are_those_that_make_runs(target):
    """Both languages have the table for people without make."""
    module = "pytest" if target == "test" else f"tools {target}"
    assert f"-m {module}" in make("--dry-run", target)
    assert README.count(f"`.venv/bin/python -m {module}`") == 2


@pytest.mark.parametrize(
    "place", sorted(set(re.findall(r"`([a-z.]+/[a-z/_]*(?:\.[a-z]+)?)`", README)) - {"tests/lessons/", "site/"})
)
def test_every_place_that_the_readme_names_exists(place):
    assert (ROOT / place).exists() or (ROOT / "tools" / place).exists()


@pytest.mark.parametrize(("example", "code"), [("lenet.trace", 0), ("lenet.mnist_fails", 1)])
def test_an_example_runs_alone_from_the_root(example, code):
    """As `python -m snippets.<lesson>.<example>`, and prints what is recorded."""
    command = [sys.executable, "-m", f"snippets.{example}"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300)
    recorded = (ROOT / f"snippets/{example.replace('.', '/')}.out").read_text("utf-8")
    assert done.returncode == code, done.stderr
    assert (done.stdout if code == 0 else done.stderr.splitlines()[-1]).strip() in recorded
