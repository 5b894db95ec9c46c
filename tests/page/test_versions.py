"""Which other torch ran a page, and what it does otherwise, stands where the reader needs it: from the record, never by hand."""

from __future__ import annotations

import re

import markdown
import pytest

from tests.helpers.other_torch import CALL, NET, entry, use
from tools.base.project import DOCS, LANGUAGES
from tools.page import lists, provenance, versions
from tools.page.includes import expand
from tools.page.provenance import foot

DIFFERS = {"lenet/net:net": ("output", "LeNet | x")}


def said(language: str, *examples) -> str:
    return "\n".join(foot(language, [example.path for example in examples]))


def test_a_foot_names_the_versions_on_which_all_of_its_examples_ran(tmp_path, monkeypatch):
    use(monkeypatch, tmp_path, entry("2.14.1", [NET, CALL]), entry("2.6.0", [NET, CALL]))
    assert "the examples also ran on torch 2.14.1, 2.6.0." in said("en", NET, CALL)
    assert "例子也在 torch 2.14.1、2.6.0 上运行过。" in said("zh", NET, CALL)
    assert "not yet run, as they stand" not in said("en", NET, CALL)


def test_a_foot_does_not_claim_what_has_changed_since(tmp_path, monkeypatch):
    changed = entry("2.14.1", [NET, CALL])
    changed["ran"]["examples"]["module/call"] = "of before"
    use(monkeypatch, tmp_path, changed, entry("2.6.0", [NET, CALL]))
    assert "also ran on torch 2.6.0; not yet run, as they stand, on torch 2.14.1." in said("en", NET, CALL)
    assert "也在 torch 2.6.0 上运行过；改动后尚未在 torch 2.14.1 上运行。" in said("zh", NET, CALL)
    assert "also ran on torch 2.14.1, 2.6.0." in said("en", NET)


def test_without_a_record_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.sources.others.OTHERS", tmp_path / "none.json")
    assert "also ran" not in said("en", NET) and "not yet run, as" not in said("en", NET)
    assert provenance.output_line("en", [(NET, "net")]) == ""


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "在 torch 2.14.1 上，输出不同；在 torch 2.6.0、2.4.1 上不能运行。"),
        ("en", "Other output on torch 2.14.1; does not run on torch 2.6.0, 2.4.1."),
    ],
)
def test_a_line_stands_below_what_differs_and_nowhere_else(tmp_path, monkeypatch, language, line):
    lost = {"lenet/net:net": ("missing", "no such layer")}
    old = [entry(version, [NET], **lost) for version in ("2.6.0", "2.4.1")]
    use(monkeypatch, tmp_path, entry("2.14.1", [NET], **DIFFERS), *old)
    assert provenance.output_line(language, [(NET, "imports"), (NET, "net")]) == line
    assert provenance.output_line(language, [(NET, "imports")]) == ""
    lines = [str(text) for text in expand(DOCS / language / "lenet.md", language)]
    assert lines.count(line) == 1
    at = lines.index(line)
    assert lines[at + 1] == "{ .differs data-search-exclude }" and lines[at - 2] == "```"


def test_no_line_claims_what_a_changed_example_did(tmp_path, monkeypatch):
    made = entry("2.14.1", [NET], **DIFFERS)
    made["ran"]["examples"]["lenet/net"] = "of before"
    use(monkeypatch, tmp_path, made)
    assert provenance.output_line("en", [(NET, "net")]) == ""


@pytest.mark.parametrize(
    ("language", "line"),
    [("zh", "在 torch 2.14.1 上，这张图不同，或者画不出来。"), ("en", "Other picture, or none, on torch 2.14.1.")],
)
def test_a_picture_that_is_drawn_otherwise_says_so(tmp_path, monkeypatch, language, line):
    made = entry("2.14.1", [NET])
    made["differing"]["pictures"] = {"lenet/net": {"kind": "output", "text": "nodes: 6 entries"}}
    use(monkeypatch, tmp_path, made)
    lines = [str(text) for text in expand(DOCS / language / "lenet.md", language)]
    assert lines.count(line) == 1 and provenance.output_line(language, [(NET, "net")]) == ""
    made["ran"]["examples"]["lenet/net"] = "of before"
    use(monkeypatch, tmp_path, made)
    assert provenance.picture_line(language, NET) == ""


# The page of versions


def test_a_row_for_each_version_counts_what_is_alike(tmp_path, monkeypatch):
    use(monkeypatch, tmp_path, entry("2.14.1", [NET, CALL], **DIFFERS))
    assert "| 2.14.1+cu99 | Python 3.99.1, NumPy 9.8, CUDA build, no GPU | 2031-02-03 | 1 / 2 | 1 / 1 | 0 / 0 |" in list(
        versions.counts("en")
    )


def test_a_row_for_each_section_that_differs_leads_to_it(tmp_path, monkeypatch):
    use(monkeypatch, tmp_path, entry("2.14.1", [NET], **DIFFERS), entry("2.6.0", [NET]), entry("2.4.1", [CALL]))
    around, head, _, row = [line for line in versions.differences("en") if line][:-1]
    assert around == "<div data-search-exclude markdown>", "a pasted error is explained elsewhere"
    assert head == "| Example | 2.14.1 | 2.6.0 | 2.4.1 |"
    assert re.fullmatch(
        r"\| \[`lenet/net:net`\]\(lenet\.md#[\w-]+\) \| other output<br>`` LeNet \\\| x `` \| alike \| not yet run \|", row
    )


def test_a_picture_and_a_page_that_differ_have_a_row(tmp_path, monkeypatch):
    made = entry("2.14.1", [NET])
    made["differing"] |= {"pictures": {"lenet/net": {"kind": "output", "text": "nodes: 6 entries"}}}
    made["differing"] |= {"pages": {"lenet": {"kind": "missing", "text": "x"}, "gone": {"kind": "missing", "text": "x"}}}
    use(monkeypatch, tmp_path, made, entry("2.6.0", [NET]))
    assert [line for line in versions.differences("en") if line][3:-1] == [
        "| the picture of `lenet/net` | other output<br>`` nodes: 6 entries `` | alike |",
        "| the page [`lenet`](lenet.md) | does not run | alike |",
    ]


def test_a_reason_is_told_of_what_differs_only(tmp_path, monkeypatch):
    why = tmp_path / "versions.yml"
    why.write_text("module/call lenet/net: {zh: 因为。, en: Because.}\nmodule/call: {zh: 不。, en: No.}\n", "utf-8")
    monkeypatch.setattr(versions, "WHY", why)
    use(monkeypatch, tmp_path, entry("2.14.1", [NET, CALL], **DIFFERS))
    assert list(versions.reasons("en")) == ["- `lenet/net`: Because."]
    assert list(versions.reasons("zh")) == ["- `lenet/net`：因为。"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_its_lists(language):
    page = DOCS / language / "versions.md"
    made = lists.Lists(markdown.Markdown(), language).run(page.read_text("utf-8").splitlines())
    assert not [line for line in made if line.startswith("<!-- list:")]
    assert any(line.startswith("| 2.14.1") for line in made)
