"""Code on the built page: few elements, the same text."""

from __future__ import annotations

import html
import re

import markdown

SOURCE = "```python\nclass A(nn.Module):\n    x: int = '<&>'  # 1 → 2\n```\n"
EXTENSIONS = ["pymdownx.superfences", "pymdownx.highlight"]


def test_tokens_without_a_colour_have_no_element_and_the_text_stays():
    before, after = (markdown.markdown(SOURCE, extensions=EXTENSIONS + more) for more in ([], ["tools.page.highlight"]))
    assert before.count("<span") > 2 * after.count("<span")
    assert '<span class="k">class</span> <span class="nc">A</span>(nn.Module):' in after
    text = [html.unescape(re.sub(r"<[^>]+>", "", page)) for page in (before, after)]
    assert text[0] == text[1]
