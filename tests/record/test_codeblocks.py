"""pytest --codeblocks: what runs, what is skipped and why, and what it says of a page that does not print what it shows."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.helpers.small import SECTION, call


@contextlib.contextmanager
def changed(path: Path, before: str, after: str):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    try:
        yield
    finally:
        path.write_text(text, "utf-8")


def test_one_page_runs_by_itself(small):
    done = call(small, "pytest", "--codeblocks", "docs/en/a.md")
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout
    assert "no CUDA device: torch.cuda.is_available() is False" in done.stdout


def test_one_example_runs_by_itself_and_nothing_imports_it(small):
    """An example that is named on the command line is no test file to pytest: one that must fail would end the run."""
    example = small / "snippets/a/x.py"
    with changed(example, example.read_text("utf-8"), SECTION.format("fails", "print(1)\nopen('there', 'x')\n1 / 0")):
        done = call(small, "pytest", "--codeblocks", "snippets/a/x.py")
    assert "during collection" not in done.stdout and "ZeroDivisionError" in done.stdout
    assert "1 failed, 1 skipped" in done.stdout, "its record is of other sources"
    assert not (small / "there").exists()


def test_bare_pytest_includes_examples_and_pages(small):
    assert "3 passed, 3 skipped" in call(small, "pytest").stdout


def test_an_output_that_no_longer_matches_names_page_and_example(small):
    with changed(small / "snippets/a/x.out", "\n1\n", "\n2\n"):
        said = call(small, "pytest").stdout
    assert "docs/en/a.md:7: snippets/a/x.py:one prints something else" in said
    assert "snippets/a/x.py:1: section 'one' prints something else" in said
    assert "Shown at: docs/en/a.md:8, docs/zh/a.md:8" in said
    assert "-2\n" in said
    assert "3 failed" in said


def test_a_block_that_fails_names_the_lines_of_page_and_example(small):
    with changed(small / "snippets/a/x.py", "print(1)", "print(1 / 0)"):
        said = call(small, "pytest", "docs/en/a.md").stdout
    assert "docs/en/a.md:7: snippets/a/x.py:one failed on cpu" in said
    assert 'File "snippets/a/x.py", line 2, in <module>' in said
    assert "ZeroDivisionError: division by zero" in said


@pytest.mark.parametrize("kind", ["fails", "warns"])
def test_a_mistake_that_is_none_any_more_names_the_sentences_that_are_wrong_now(small, kind):
    with contextlib.ExitStack() as stack:
        stack.enter_context(
            changed(small / "snippets/a/x.py", SECTION.format("one", "print(1)"), SECTION.format(kind, "print(1)"))
        )
        for language in ("zh", "en"):
            stack.enter_context(changed(small / f"docs/{language}/a.md", "x.py:one", f"x.py:{kind}"))
        said = call(small, "pytest", "snippets/a/x.py").stdout
    what = {"fails": "it was meant to fail and did not", "warns": "it was meant to warn and did not"}[kind]
    assert f"section '{kind}', shown at docs/en/a.md:8, docs/zh/a.md:8, on cpu: {what}" in said


def test_a_page_runs_without_the_snippets_package(small):
    with changed(small / "snippets/a/x.py", "print(1)", "import snippets.a.x"):
        assert "ModuleNotFoundError" in call(small, "pytest", "docs/en/a.md").stdout


def test_shell_fences_are_never_run(small):
    with changed(small / "docs/en/a.md", "# T { #t }\n", "# T { #t }\n\n```sh\ntouch ran\nfalse\n```\n"):
        assert "1 passed" in call(small, "pytest", "docs/en/a.md").stdout
    assert not (small / "ran").exists()
