"""Formulas as data against Python itself."""

import pytest

from tools.base.expressions import Unknown, evaluate, names, parse, template

VALUES = {"size": [7, 9], "k": 3, "s": [2, 3], "mode": "same", "none": None, "flag": True, "x": [4, 5, 6]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(size + 2*1 - k) // s + 1", [4, 3]),
        ("-(-7 // 2)", 4),
        ("-7 % 3", 2),
        ("size * (size > 8)", [0, 9]),
        ('0 if mode == "same" else k', 0),
        ("x[-1] + x[0]", 10),
        ("(*x[:-1], k)", [4, 5, 3]),
        ("([N], k, *size)", [3, 7, 9]),
        ("any(size > 8) and not all(size > 8)", True),
        ("none is None or none[0]", True),
        ("k in (1, 3)", True),
        ("k not in (1, 3)", False),
        ("prod(size) - sum(x) + len(x)", 51),
        ("max(size) - min(k, size)", 6),
        ("times(k, 2)", [3, 3]),
        ("times(s, 2)", [2, 3]),
        ("floor(size / 2)", [3, 4]),
        ("reversed(x)", [6, 5, 4]),
        ("2 ** k", 8),
    ],
)
def test_an_expression_is_what_python_makes_of_it_number_by_number(text, value):
    assert evaluate(parse(text), VALUES) == value


def test_a_template_prints_lists_as_python_does():
    tree = template('got {x}, {size[0]} of {text(size, " x ")}, {none}, {flag}')
    assert evaluate(tree, VALUES) == "got [4, 5, 6], 7 of 7 x 9, None, True"


def test_a_name_without_a_value_is_told():
    with pytest.raises(Unknown, match="N"):
        evaluate(parse("N + 1"), VALUES)
    assert names(parse("N + k * (size[0], *x)[1]")) == {"N", "k", "size", "x"}


@pytest.mark.parametrize("text", ["x.y", "open('f')", "[i for i in x]", "lambda: 1", "x +", "f(x=1)", "1 < k < 2", "x[::2]"])
def test_more_than_these_formulas_know_is_refused(text):
    with pytest.raises(ValueError, match=r"expression|know"):
        parse(text)
