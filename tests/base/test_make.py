"""What a word behind `make` runs."""

from __future__ import annotations

import os
import subprocess

import pytest

from tools.base.project import ROOT


def make(*words: str, **environment: str) -> subprocess.CompletedProcess:
    known = {name: value for name, value in os.environ.items() if name not in ("ALL", "MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(["make", *words], cwd=ROOT, env=known | environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("lesson", "its"),
    [
        (
            "lenet",
            "docs/zh/lenet.md docs/en/lenet.md snippets/lenet tests/lessons/test_lenet.py tests/lessons/test_lenet_1998.py"
            " tests/lessons/test_lenet_images.py tests/lessons/test_lenet_trained.py",
        ),
        ("errors/shapes", "docs/zh/errors/shapes.md docs/en/errors/shapes.md"),
        ("corrections", "snippets/corrections tests/lessons/test_corrections.py"),
    ],
)
def test_a_lesson_is_tested_alone(lesson, its):
    told = make("--dry-run", "lesson", lesson, "ARGS=-x").stdout
    assert f" -m pytest {its} -x\n" in told


def test_a_lesson_that_is_not_there_is_begun():
    """tests/sources/test_new_lesson.py says how."""
    assert " -m tools new nope\n" in make("--dry-run", "lesson", "nope").stdout


def test_which_lesson_is_asked():
    done = make("lesson")
    assert done.returncode != 0 and "which one? make lesson" in done.stdout


@pytest.mark.parametrize(("words", "environment", "given"), [([], {}, ""), (["ALL=1"], {}, "1"), ([], {"ALL": "1"}, "1")])
def test_all_reaches_the_tests(tmp_path, words, environment, given):
    """`make test ALL=1` and `ALL=1 make test` both prove everything anew."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "requirements.txt").touch()
    python = tmp_path / "bin/python"
    python.write_text('#!/bin/sh\necho "$2 all=$ALL"\n')
    python.chmod(0o755)
    installed = str(tmp_path / "requirements.txt")
    done = make("test", f"VENV={tmp_path}", f"INSTALLED={installed}", "-o", installed, *words, **environment)
    assert f"pytest all={given}\n" in done.stdout


@pytest.mark.parametrize(("words", "given"), [(["TORCH=2.6.0", "PIP_ARGS=-i x", "PYTHON=py"], "2.6.0"), ([], "newest")])
def test_another_torch_gets_its_version_its_python_and_its_index(words, given):
    told = make("--dry-run", "versions", *words).stdout
    assert f" -m tools versions {given} --python" in told
    assert not words or told.rstrip().endswith('--python "py" --pip-args="-i x"')
