"""Numbers in prose: both languages say the same, and each number belongs to an output, a picture, a sum or a test."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.told import told
from tools.base.project import DOCS, LANGUAGES, Fault, relative
from tools.check import owners
from tools.check.owners import RULES, exempt, is_shown, linked, owner_faults, page_owners, pattern, sums
from tools.check.twins import differing, saying_faults, twin_faults
from tools.sources.numbers import Unit, units
from tools.sources.text import read

ZH, EN = Path("docs/zh/x.md"), Path("docs/en/x.md")


def said(zh: str, en: str) -> str:
    return "\n".join(map(str, differing(Fault(ZH, 3, zh), Fault(EN, 5, en))))


@pytest.mark.parametrize(("zh", "en"), [
    ("共 61,706 个参数", "61,706 parameters"),
    ("6 万个", "60,000 of them"),
    ("25 万字节", "250 thousand bytes"),
    ("两层", "2 layers"),
    ("第 3 行", "the third row"),
    ("十八分之一", "1/18 of it"),
    ("三百分之一", "300 times smaller"),
    ("2、3 和 6", "2 · 3 = 6"),
    ("只有一半", "0.5 of it"),
    ("形状是 (4, 6, 28, 28)", "its shape is (4, 6, 28, 28)"),
    ("见 [32](lenet.md#size-28)", "[the 32](lenet.md#size-28)"),
    ("`fc1` 之后是 `fc2`", "after the second layer"),
    ("用 UTF-8 存", "stored as text"),
])  # fmt: skip
def test_the_same_numbers_in_other_words(zh, en):
    assert not said(zh, en)


@pytest.mark.parametrize(("zh", "en", "what"), [
    ("共 61,706 个参数", "61,707 parameters", "docs/zh/x.md:3: 61,706 stands here and not, or not so often, at docs/en/x.md:5"),
    ("共 61,706 个参数", "61,707 parameters", "docs/en/x.md:5: 61,707 stands here and not, or not so often, at docs/zh/x.md:3"),
    ("准确率 97%", "an accuracy of 99%", "97 stands here"),
    ("6 万个", "6,000 of them", "60,000 stands here"),
    ("(4, 6, 28, 28)", "(4, 6, 28, 24)", "28 stands here"),
    ("0.1 和 0.01", "0.1 and 0.001", "0.001 stands here"),
    ("三层", "4 layers", "4 stands here"),
    ("1e-3", "1e-4", "0.001 stands here"),
    ("见[图](a.md#b)", "see [it](a.md#c)", "a link to a.md#b stands here and not, or not so often, at docs/en/x.md:5."),
])  # fmt: skip
def test_another_number_is_named_with_both_places(zh, en, what):
    assert what in said(zh, en)


def test_nothing_written_in_two_languages_says_two_things():
    assert not list(saying_faults()), "\n".join(map(str, saying_faults()))


def test_a_paragraph_that_only_one_language_has_is_compared_with_nothing(tmp_path):
    page = tmp_path / "x.md"
    page.write_text("# T { #t }\n\nOne of 7.\n", "utf-8")
    lines = read(page).lines
    (fault,) = twin_faults(lines, lines[:2])
    assert fault.line == 3 and fault.what.startswith("7 stands here")


def test_units_are_paragraphs_entries_rows_and_headings():
    lines = ["# T 1 { #t }", "", "a 1", "b 2", "", "- 3", "- 4", "", "| 5 |", "| 6 |", "```python", "7", "```", "c 8"]
    assert [unit.text for unit in units(lines)] == ["# T 1 { #t }", "a 1\nb 2", "- 3", "- 4", "| 5 |", "| 6 |", "c 8"]


@pytest.mark.parametrize(("number", "known", "shown"), [
    (61706, {61706}, True), (61707, {61706}, False),
    (0.55, {0.5514}, True), (0.56, {0.5514}, False), (0.5514, {0.55}, False),
    (67, {0.6652}, True), (68, {0.6652}, False), (97, {0.97}, True),
    (1.3333, {4 / 3}, True), (2, {3}, False),
])  # fmt: skip
def test_a_number_is_shown_as_such_rounded_or_as_a_percentage(number, known, shown):
    assert is_shown(number, known) == shown


@pytest.mark.parametrize(("text", "right"), [
    ("3·8·8 = 192 features", True), ("3·8·8 = 190 features", False),
    ("32 − 8 = 24", True), ("32 − 8 = 25", False),
    ("1·1 + 3·2 + 10 = 17", True), ("(8 − 1) / √1.7 ≈ 5.37", True), ("(8 − 1) / √1.7 ≈ 5.47", False),
    ("4 × 8 + 8 + 8 × 3 + 3 = 67", True), ("x = 3", False),
    ("√(1/6) ≈ 0.41", True), ("√(1/6) ≈ 0.42", False), ("√(256/2) = √128", True), ("√(1 − 2) = 1", False),
])  # fmt: skip
def test_a_sum_owns_its_numbers_where_it_is_right(text, right):
    assert bool(list(sums(text))) == right


@pytest.mark.parametrize(("text", "numbers"), [
    ("on torch 2.13 and Python 3.11", {2.13, 3.11}), ("Since 0.4.0 it is", {0.4}), ("自 1.10 起", {1.1}), ("从 1.8 起用", {1.8}),
    ("since 1,971 of them", set()), ("from 0.29 to 2.44, in 39 of them", set()), ("从 0 到 39，损失从 0.29 到 2.44", set()),
    ("CC BY-SA 4.0, RFC 8259", {8259}), ("2,000 of the digits, 1971 right", set()),
])  # fmt: skip
def test_versions_and_names_are_no_claims_and_ranges_are(text, numbers):
    assert set().union(*(exempt(rule, text) for rule in RULES.values())) == numbers


@pytest.mark.parametrize(("text", "numbers"), [
    ("Proof: [MNIST: 28 and 32](../lenet.md#mnist).", {28, 32}), ("Proof: [MNIST: 28 and 33](../lenet.md#mnist).", set()),
    ("[33×33 passes too](../lenet.md#mnist)", set()), ("97 of [them](../lenet.md#mnist)", set()),
    ("[`element 0 of tensors does not require grad and does not have a grad_fn`](../errors/autograd.md#no-grad-fn)", {0}),
])  # fmt: skip
def test_a_link_that_repeats_its_heading_says_nothing_of_its_own(text, numbers):
    page = DOCS / "en/corrections/layers.md"
    assert {number for number in owners.numbers_in(text) if linked(text, page, number)} == numbers


def test_what_a_test_tells_is_found_however_its_lines_break():
    form = pattern("{:,} parameters in total, {:.0%} of them")
    assert form.search("61,706 parameters\n    in total, 97% of them")[0].startswith("61,706")
    assert not form.search("61,706 parameters in all, 97% of them")


def test_told_fails_where_the_sentence_is_gone_or_says_another_number():
    told("tensors", 6, zh="每行就是 {} 个", en="{} per row")
    with pytest.raises(AssertionError, match=r"docs/en/tensors\.md does not say '7 per row'"):
        told("tensors", 7, zh="每行就是 {} 个", en="{} per row")


def test_a_number_that_nobody_owns_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(owners, "DOCS", tmp_path)
    page = tmp_path / "en/x.md"
    page.parent.mkdir()
    page.write_text(
        "---\ntitle: t\ndescription: d\n---\n# T { #t }\n\nIt is 41, on torch 2.13, 2 · 3 = 6.\n\n```text\n42\n```\n", "utf-8"
    )
    monkeypatch.setattr(owners, "language_of", lambda page: "en")
    (fault,) = owner_faults(page_owners(page))
    assert fault.line == 7 and "the number 41 has no owner" in fault.what
    page.write_text(page.read_text("utf-8").replace("41", "42"), "utf-8")
    assert not list(owner_faults(page_owners(page)))


def test_every_telling_test_writes_its_sentence_out():
    """So that the check of the sources can read it. Each belongs to a page."""
    assert all((DOCS / "en" / f"{one.page}.md").exists() or "/" in one.page or one.page == "terms" for one in owners.told())
    assert Unit(1, "6 of 7", 0).numbers == {6: 1, 7: 1}


def test_a_told_sentence_stands_where_it_is_told_and_nowhere_else():
    """Else its twin on the page could change: as many tests tell it as there are places. Write more of the sentence out."""
    often = Counter((one.page, language, one.form[language]) for one in owners.told() for language in LANGUAGES)
    wrong = []
    for (page, language, form), times in often.items():
        path = DOCS / language / f"{page}.md"
        found = [said[0] for said in pattern(form).finditer(path.read_text("utf-8"))] if path.exists() and "{" in form else []
        if len(found) > times:
            wrong.append(f"{relative(path)} has {len(found)} sentences {form!r}, and {times} tests tell it: {found}")
    assert not wrong, "\n".join(wrong)
