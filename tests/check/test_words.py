"""The words of the interface stand in one file, in both languages."""

from __future__ import annotations

import ast
import re

import pytest

from tools.base.project import LANGUAGES, ROOT, relative
from tools.base.words import picked, words
from tools.check.words import word_faults

CHINESE = re.compile("[\u4e00-\u9fff]")
OWN = {"tools/sources/terms.py", "tools/sources/numbers.py", "tools/check/owners.py", "tools/check/quiz.py"}
"""What no tool writes: a term in the words of a lesson, and numerals that are read in prose."""


def test_both_languages_have_the_same_words():
    def names(entry):
        return {name: names(inner) for name, inner in entry.items()} if isinstance(entry, dict) else type(entry)

    zh, en = map(words, LANGUAGES)
    assert names(zh) == names(en) and zh["foot"]["comma"] == "、" and en["foot"]["comma"] == ", "
    assert picked({"a": {"b": {"zh": "x", "en": "y"}}}, "en") == {"a": {"b": "y"}}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a:\n  b:\n    zh: x\n", "words.yml:3: 'a.b' has zh, not zh and en. Write it in both languages."),
        ("a:\n  b: x\n", "words.yml:2: 'a.b' is of no language. Give it a line for each: zh, en."),
        ("a:\n  zh: '{x} {y}'\n  en: '{y}'\n", "words.yml:2: 'a' is filled in differently in the two languages."),
        ("a:\n  zh: [x, y]\n  en: [x]\n", "words.yml:2: 'a' is filled in differently in the two languages."),
    ],
)
def test_a_word_that_one_language_lacks_is_refused(tmp_path, text, what):
    path = tmp_path / "words.yml"
    path.write_text("ok:\n  zh: '{y} {x}'\n  en: '{x} {y}'\n".replace("ok", "z") + text, "utf-8")
    line, said = re.search(r":(\d+): (.*)", what).groups()
    (fault,) = word_faults(path)
    assert fault.line == int(line) + 3 and fault.what.startswith(said)


def test_no_module_has_words_of_its_own():
    """Chinese in a string that is no explanation would be shown to readers."""
    found = set()
    for path in (ROOT / "tools").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in explained)
        found |= {relative(path) for node in strings if isinstance(node.value, str) and CHINESE.search(node.value)}
    assert found == OWN, f"move their words to docs/words.yml: {sorted(found - OWN)}"
