"""Self-check questions whose answer names no option, names one that is not there, or another one in the other language."""

from __future__ import annotations

import pytest

from tools.check.quiz import quiz_faults

HEAD = "---\ntitle: t\ndescription: d\n---\n\n"
BOX = HEAD + '!!! check "?"\n    1. one\n    2. two\n\n    ??? answer "A"\n        {}\n\nMore. The third.\n'


def faults(folder, zh: str, en: str) -> list[str]:
    for language, answer in (("zh", zh), ("en", en)):
        (folder / language).mkdir(exist_ok=True)
        (folder / language / "x.md").write_text(BOX.format(answer), "utf-8")
    return [f"{fault.path.parent.name}:{fault.line}: {fault.what}" for fault in quiz_faults(folder)]


@pytest.mark.parametrize(
    ("zh", "en", "said"),
    [
        ("第 2 个：因为第 1 个不对。", "The second: the first is wrong.", ""),
        ("第二个。", "The second answer. It is not the first.", ""),
        ("第 1 个和第 2 个。", "The first and the second.", ""),
        ("第 1 个。", "The second.", "en:11: the right option is 2 here, and 1 at"),
        ("第 1 个和第 2 个。", "The first.", "en:11: the right option is 1 here, and 1, 2 at"),
        ("是的。", "The first.", "zh:11: the answer does not begin with the right option's place"),
        ("第 1 个。", "It depends. The first.", "en:11: the answer does not begin with"),
        ("第 3 个。", "The third.", "of 2"),
        ("", "The first.", "zh:6: a question without an answer"),
    ],
)
def test_the_right_option_is_named_and_is_one_in_both_languages(tmp_path, zh, en, said):
    found = faults(tmp_path, zh, en)
    assert any(said in fault for fault in found) if said else found == []


def test_a_page_without_a_twin_is_left_to_the_check_of_the_pairs(tmp_path):
    faults(tmp_path, "是的。", "Yes.")
    (tmp_path / "en/x.md").unlink()
    assert list(quiz_faults(tmp_path)) == []
