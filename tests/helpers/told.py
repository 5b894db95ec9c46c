"""A test that proves a number also tells it: the sentence that states it, in both languages, with the numbers left out.

    count = sum(parameter.numel() for parameter in LeNet().parameters())
    told("lenet", count, zh="一共 {:,} 个参数", en="{:,} parameters in total")

The number in the sentence then belongs to the test: it fails where the sentence is gone, or where it says another number.
"""

from __future__ import annotations

import re
from pathlib import Path

from tools.base.project import ROOT, relative

TEXTS = {"zh": "docs/zh", "en": "docs/en"}


def told(page: str, *numbers: object, zh: str, en: str) -> None:
    """Assert that a page says this in both languages.

    `page` is `lenet`, `errors/shapes`, `labs/train`, `terms`, or a path such as `snippets/lenet/net.py` for its comments.
    `zh` and `en` are stretches of its text, as Markdown, with `{}` for each number (`{:,}`, `{:.2f}`, as in str.format); how
    the lines of the source break does not matter.
    """
    wrong = []
    for language, form in (("zh", zh), ("en", en)):
        path, sentence = source(page, language), form.format(*numbers)
        if folded(sentence) not in folded(path.read_text("utf-8")):
            wrong.append(f"{relative(path)} does not say {sentence!r}. Mend the sentence, or what this test expects of it.")
    assert not wrong, "\n".join(wrong)


def source(page: str, language: str) -> Path:
    """Where the text of a page stands, in its language or in both."""
    if "." in page:
        return ROOT / page
    if page == "terms":
        return ROOT / "docs/terms.yml"
    return ROOT / f"snippets/{page}.py" if page.startswith("labs/") else ROOT / TEXTS[language] / f"{page}.md"


def folded(text: str) -> str:
    """Without what a line break in the source, of prose or of a comment, puts between two words."""
    return re.sub(r"\s+", "", re.sub(r"\n\s*# (?:(?:zh|en): ?)?", "\n", text))
