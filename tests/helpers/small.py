"""A small repository to spoil: the tools and one lesson, with one example and its page in both languages, recorded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.base.project import ROOT

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
    for file in ("terms.yml", "words.yml"):
        shutil.copy(ROOT / "docs" / file, root / "docs")
    (root / "mkdocs.yml").write_text("nav: [a.md]\n", "utf-8")
    assert call(root, "record").returncode == 0
    return root


def call(root: Path, command: str, *arguments: str) -> subprocess.CompletedProcess:
    """`python -m tools command`, in that repository."""
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH")}
    done = [sys.executable, "-m", "tools", command, *arguments]
    return subprocess.run(done, cwd=root, env=environment, capture_output=True, text=True, timeout=120)
