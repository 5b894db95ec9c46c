"""A small repository to spoil: the tools and one lesson, with one example and its page in both languages, recorded."""

from __future__ import annotations

import shutil
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

import pytest

from tools.base.project import ROOT
from tools.record import runner
from tools.record.runner import Block, Job

SECTION = "# --8<-- [start:{0}]\n{1}\n# --8<-- [end:{0}]\n"
PAGE = """---
title: t
description: d
---
# T { #t }

```python
--8<-- "a/x.py:one"
```
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("small")
    for folder in ("tools", "tests"):
        shutil.copytree(
            ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "test_*", "lessons", "conftest.py")
        )
    for file in ("conftest.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / file, root)
    (root / "snippets/a").mkdir(parents=True)
    for folder in ("snippets", "snippets/a"):
        (root / folder / "__init__.py").touch()
    (root / "snippets/a/x.py").write_text(SECTION.format("one", "print(1)"), "utf-8")
    for language in ("zh", "en"):
        (root / "docs" / language).mkdir(parents=True)
        (root / "docs" / language / "a.md").write_text(PAGE, "utf-8")
    for file in ("words.yml", "style.yml"):
        shutil.copy(ROOT / "docs" / file, root / "docs")
    (root / "docs/terms.yml").write_text("[]\n", "utf-8")
    (root / "mkdocs.yml").write_text("nav: [a.md]\nmarkdown_extensions:\n  attr_list: {}\n  pymdownx.superfences: {}\n", "utf-8")
    done = call(root, "record")
    assert done.returncode == 0, done.stderr
    return root


CALL = """
import os, runpy, sys
from types import SimpleNamespace

root, ours, command, said = {root!r}, {ours!r}, {command!r}, {said!r}
for name in [name for name in sys.modules if name.split(".")[0] in ("tools", "tests", "snippets")]:
    del sys.modules[name]
for name in ("CI", "PYTHONPATH"):
    os.environ.pop(name, None)
os.chdir(root)
sys.path[:] = [root, *(place for place in sys.path if place != ours)]
for fd, name in ((1, "out"), (2, "err")):
    os.dup2(os.open(said + name, os.O_WRONLY | os.O_CREAT), fd)
sys.stdout, sys.stderr = (open(fd, "w", encoding="utf-8", buffering=1, closefd=False) for fd in (1, 2))

def server():
    jobs, answers = os.pipe(), os.pipe()
    if os.fork() == 0:
        os.dup2(jobs[0], 0), os.dup2(answers[1], 1)
        sys.stdin = open(0, encoding="utf-8")
        from tools.record.runner.server import serve
        os.close(jobs[1])
        serve()
        os._exit(0)
    found = SimpleNamespace(stdin=open(jobs[1], "w", encoding="utf-8"), stdout=open(answers[0], encoding="utf-8"))
    assert found.stdout.readline() == "ready\\n"
    return found

import functools, tools.record.runner
tools.record.runner.server = functools.cache(server)
sys.argv, status = command, 0
try:
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
except SystemExit as ended:
    status = ended.code
if isinstance(status, str):
    print(status, file=sys.stderr)
sys.stdout.flush(), sys.stderr.flush()
open(said + "status", "w").write(str(int(bool(status) if isinstance(status, str) else status or 0)))
"""
"""A program of that repository, in a fork of the runner; and its own runner is a fork of this one."""


def call(root: Path, command: str, *arguments: str) -> CompletedProcess:
    """`python -m tools command` or `python -m pytest`, in that repository, without the seconds that torch takes to start."""
    words = [command, *arguments] if command == "pytest" else ["tools", command, *arguments]
    with TemporaryDirectory() as folder:
        said = f"{folder}/"
        code = CALL.format(root=str(root), ours=str(ROOT), command=words, said=said)
        (result,) = runner.run(Job([Block("call", [("call.py", code)])], timeout=600))
        out, err, status = (Path(said + name) for name in ("out", "err", "status"))
        if status.exists():
            return CompletedProcess(words, int(status.read_text()), out.read_text("utf-8"), err.read_text("utf-8"))
        return CompletedProcess(words, 1, out.read_text("utf-8"), err.read_text("utf-8") + result.error)
