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
    first = {"serve", "test", "site", "record"}
    assert first | {"versions", "changed", "bench", "lesson", "offline", "axe"} >= targets >= first
    assert targets <= set(re.findall(r"^make ([a-z]+)", make("help"), re.M))


@pytest.mark.parametrize("target", ["serve", "test", "site", "record"])
def test_the_plain_commands_are_those_that_make_runs(target):
    """Both languages have the table for people without make."""
    module = "pytest" if target == "test" else f"tools {target}"
    assert f"-m {module}" in make("--dry-run", target)
    assert README.count(f"`.venv/bin/python -m {module}`") == 2


TEXTS = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "CONTRIBUTING.zh.md")}
MADE = {"site/", "snippets/loss/absolute.py", "snippets/loss/absolute.out"}
"""What a build makes, and what the walk through adds."""


def test_every_place_that_is_named_exists():
    named = {(name, place) for name, text in TEXTS.items() for place in re.findall(r"`([\w.]+/[\w./]*)`", text)}
    assert len(named) > 40
    wrong = [
        f"{name} names `{place}`, which is not there"
        for name, place in sorted(named)
        if place not in MADE and not (ROOT / place).exists()
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("title", "end"), [("### 什么在哪里", "### 怎么做"), ("### Where is what", "### How to")])
def test_where_is_what_names_every_room_and_fits_a_screen(title, end):
    told = README[README.index(title) : README.index(end)]
    rooms = [f"`tools/{path.parent.name}/`" for path in (ROOT / "tools").glob("*/__init__.py")]
    assert not [room for room in rooms if room not in told]
    assert len(told.splitlines()) <= 32


@pytest.mark.parametrize(("example", "code"), [("lenet.trace", 0), ("lenet.mnist_fails", 1)])
def test_an_example_runs_alone_from_the_root(example, code):
    """As `python -m snippets.<lesson>.<example>`, and prints what is recorded."""
    command = [sys.executable, "-m", f"snippets.{example}"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300)
    recorded = (ROOT / f"snippets/{example.replace('.', '/')}.out").read_text("utf-8")
    assert done.returncode == code, done.stderr
    assert (done.stdout if code == 0 else done.stderr.splitlines()[-1]).strip() in recorded
