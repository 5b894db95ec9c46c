"""What is taken out of a script, and what stays."""

from __future__ import annotations

import pytest

from tools.site.scripts import module, short


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = 1; // one\nb = 2;", "a = 1;\nb = 2;"),
        ("/* two\n lines */\n\n  a  =  1", "a = 1"),
        ("x = `${a}   ${b} // no comment`", "x = `${a}   ${b} // no comment`"),
        ("x = 'a   b' + \"//\"", "x = 'a   b' + \"//\""),
        ("find((next) => /^-+> ?\\d+ /.test(next))", "find((next) => /^-+> ?\\d+ /.test(next))"),
        ("x = /a  b/.exec(y)", "x = /a  b/.exec(y)"),
        ("return\n  a", "return\na"),
    ],
)
def test_comments_and_indentation_go_and_the_rest_stays(source, expected):
    assert short(source) == expected


def test_a_module_brings_what_it_imports_and_says_what_it_exports(tmp_path):
    (tmp_path / "b.js").write_text("export const two = 2; // a number\n", "utf-8")
    (tmp_path / "a.js").write_text('import { two } from "./b.js";\n\nexport function four() {\n  return two * two;\n}\n', "utf-8")
    assert module(tmp_path / "a.js") == "const two = 2;\nfunction four() {\nreturn two * two;\n}\nexport { four };"
