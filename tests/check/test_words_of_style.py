"""Words that docs/style.yml refuses are found in prose, and may be named."""

import pytest

from tools.check.style import style_faults


@pytest.mark.parametrize(
    ("language", "text", "refused"),
    [
        ("zh", "登记一个钩子", "登记"),
        ("zh", "旧文章叫「登记」，代码 `登记`", ""),
        ("en", "Mend it.", "Mend"),
        ("en", "a recommended way", ""),
        ("en", "It fails in silence.", "in silence"),
        ("en", "Some say “seldom”; `seldom` is code.", ""),
        ("en", "It normalizes the image.", "normalizes"),
        ("en", "The optimizer is a name; normalised (also spelled “normalized”) is not.", ""),
    ],
)
def test_a_refused_word_is_told_with_what_to_say_instead(tmp_path, language, text, refused):
    found = [fault.what for fault in style_faults([(tmp_path / "x.md", 3, language, text)])]
    assert len(found) == bool(refused)
    assert all(f"'{refused}': these pages say" in what for what in found)
