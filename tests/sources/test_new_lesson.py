"""`make lesson X` where there is no X: files to write in, which are a lesson already."""

from __future__ import annotations

import pytest

from tools.base.project import LANGUAGES
from tools.check.skeleton import page_faults, parts
from tools.sources.examples import parse
from tools.sources.new_lesson import main, written


@pytest.fixture
def root(tmp_path):
    for folder in ("docs/zh", "docs/en", "snippets", "tests/lessons"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_what_it_writes_has_no_fault(root):
    paths = written("hats", root)
    assert [path.relative_to(root).as_posix() for path in paths] == [
        "docs/zh/hats.md", "docs/en/hats.md", "snippets/hats/first.py", "tests/lessons/test_hats.py", "snippets/hats/__init__.py",
    ]  # fmt: skip
    zh, en, example, *_ = paths
    assert not [fault for page in (zh, en) for fault in page_faults(page)]
    assert [part.what for part in parts(zh)] == [part.what for part in parts(en)]
    assert not parse(example)[1]
    assert "LESSON" not in "".join(path.read_text("utf-8") for path in paths)
    kinds = {kind for kind in ("mistake", "exercise", "check", "answer") if f" {kind} " in en.read_text("utf-8")}
    assert kinds == {"mistake", "exercise", "check", "answer"} and len(LANGUAGES) == 2


def test_nothing_is_written_over(root):
    (root / "docs/en/hats.md").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError, match="is there already"):
        written("hats", root)
    assert not (root / "docs/zh/hats.md").exists()


@pytest.mark.parametrize("name", ["Hats", "my-hats", "../hats", "1st"])
def test_a_name_that_cannot_be_one_is_refused(name, capsys):
    assert main([name]) == 2
    assert "One word of small letters and digits" in capsys.readouterr().err
