"""What the home page says of the order of lessons, of how outputs are shown, and of what its counts include."""

from __future__ import annotations

import re

import pytest

from tools.base.project import DOCS
from tools.base.words import words
from tools.page.home_numbers import MARK, counted
from tools.record.runner import Block, Job, run
from tools.sources.examples import example_files, parse
from tools.sources.nav import config


def text(language: str) -> str:
    return (DOCS / language / "index.md").read_text("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_path_for_beginners_has_the_first_lessons_in_the_order_of_the_nav(language):
    (start,) = [group["start"] for group in config()["nav"] if isinstance(group, dict) and "start" in group]
    path = text(language).partition("{ #path }")[2].partition("{ #look-up }")[0]
    assert re.findall(r"^\d+\. \[[^]]+\]\(([\w-]+\.md)\)", path, re.M) == start


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_path_names_the_other_groups_as_the_sidebar_does_and_every_lab(language):
    path = text(language).partition("{ #path }")[2].partition("{ #look-up }")[0]
    groups = [name for group in config()["nav"] if isinstance(group, dict) for name in group]
    titles = [words(language)["nav"][name] for name in groups]
    assert titles[0] in path.partition("1. [")[0]
    assert re.findall(r"^- \*\*(.+?)(?::|：)\*\*", path, re.M) == titles[1:]
    (labs,) = [group["labs"] for group in config()["nav"] if isinstance(group, dict) and "labs" in group]
    assert set(labs) <= set(re.findall(r"\(([^)]+)\)", path))


def shown(source: str, kind: str) -> str:
    (result,) = run(Job([Block("block", [("snippets/x.py", source)], kind)]))
    assert not result.error
    return result.output


def test_warnings_come_after_what_was_printed_without_their_line_and_once():
    source = "import warnings\nfor word in 'aab':\n    warnings.warn(word)\n    print('printed', word)"
    assert shown(source, "warns") == "printed a\nprinted a\nprinted b\nUserWarning: a\nUserWarning: b\n"


def test_an_error_is_shown_as_its_type_and_message_after_what_was_printed():
    assert shown("print('before')\nraise ValueError('one\\ntwo')", "fails") == "before\nValueError: one\ntwo\n"


def test_neither_the_device_of_a_tensor_nor_what_is_written_to_the_other_stream_is_shown():
    source = "import sys, torch\nprint('log', file=sys.stderr)\nprint(torch.ones(2, device='meta'))"
    assert shown(source, "plain") == "tensor(..., size=(2,))\n"


def test_counted_errors_are_sections_that_raise_or_warn_and_ran():
    """Each has an output of its own, which ends in a type and a message; what is quoted on a page only has no section."""
    sections = [
        (example.path, section)
        for example in (parse(path)[0] for path in example_files())
        for section in example.named.values()
        if not section.only and section.kind != "plain"
    ]
    assert counted()["errors"] == len(sections)
    for path, section in sections:
        recorded = path.with_suffix(".out").read_text("utf-8")
        assert f"[start:{section.name}]" in recorded
    assert MARK in text("zh") and MARK in text("en")


TAB = re.compile(r'^=== "(\w+)"\n\n    ```sh\n(.*?)\n    ```\n', re.M | re.S)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_windows_gets_lines_that_both_of_its_shells_read(language):
    """PowerShell 5 knows no `&&` and may refuse to run Activate.ps1: the Python of the environment is called by its place."""
    lines = {name: [line.strip() for line in code.splitlines()] for name, code in TAB.findall(text(language))}
    assert lines.keys() == {"Linux", "macOS", "Windows"}
    assert lines["Windows"] == ["py -m venv .venv", r".venv\Scripts\python -m pip install torch"]
    assert lines["Linux"] == lines["macOS"] == ["python3 -m venv .venv && . .venv/bin/activate && pip install torch"]
