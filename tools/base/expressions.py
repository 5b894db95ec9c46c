"""Formulas as data: a small part of Python's expressions, as nested lists that Python and the page's scripts both evaluate.

Arithmetic goes number by number through lists, so that one formula holds for one dimension and for three:
`(size + 2*padding - kernel_size) // stride + 1`. overrides/assets/live/shapes/expressions.js is the same in the browser.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Tree = Any
"""A number, a bool or None is itself; all else is a list, `["+", left, right]`, that begins with what it is."""

BINARY = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "==",
    ast.IsNot: "!=",
    ast.And: "and",
    ast.Or: "or",
}
EACH: dict[str, Callable] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What goes number by number through lists; a number beside a list goes with each of its numbers."""


class Unknown(Exception):
    """A name that has no value."""


def parse(text: str) -> Tree:
    """An expression as a tree. Raises ValueError for what is none, or is more than these formulas know."""
    try:
        return tree(ast.parse(str(text).strip(), mode="eval").body)
    except SyntaxError as error:
        raise ValueError(f"{text!r} is no expression: {error.msg}") from None


@cache
def template(text: str) -> Tree:
    """A text with expressions in braces, as an f-string has them: `got {x[1]} channels`."""
    return tree(ast.parse(f"f{text!r}", mode="eval").body)


def tree(node: ast.expr) -> Tree:
    match node:
        case ast.Constant(str() as text):
            return ["str", text]
        case ast.Constant(int() | float() | bool() | None as value):
            return value
        case ast.Name(name):
            return ["name", name]
        case ast.Tuple(parts):
            return ["list", *map(tree, parts)]
        case ast.List(parts):
            return ["maybe", *map(tree, parts)]
        case ast.Starred(part):
            return ["...", tree(part)]
        case ast.BinOp(left, sign, right) if type(sign) in BINARY:
            return [BINARY[type(sign)], tree(left), tree(right)]
        case ast.BoolOp(sign, parts):
            return [BINARY[type(sign)], *map(tree, parts)]
        case ast.Compare(left, [sign], [right]) if type(sign) in BINARY:
            return [BINARY[type(sign)], tree(left), tree(right)]
        case ast.UnaryOp(ast.USub(), part):
            return ["-", 0, tree(part)]
        case ast.UnaryOp(ast.Not(), part):
            return ["not", tree(part)]
        case ast.IfExp(test, body, orelse):
            return ["if", tree(test), tree(body), tree(orelse)]
        case ast.Subscript(part, ast.Slice(start, stop, None)):
            return ["slice", tree(part), start and tree(start), stop and tree(stop)]
        case ast.Subscript(part, index):
            return ["item", tree(part), tree(index)]
        case ast.Call(ast.Name(name), parts, []) if name in FUNCTIONS:
            return [name, *map(tree, parts)]
        case ast.JoinedStr(parts):
            return ["join", *map(tree, parts)]
        case ast.FormattedValue(part, -1, None):
            return tree(part)
    raise ValueError(f"{ast.unparse(node)!r} is more than these formulas know")


def names(found: Tree) -> set[str]:
    """The names that a tree asks for."""
    if not isinstance(found, list):
        return set()
    return {found[1]} if found[0] == "name" else set().union(*map(names, found[1:]))


def evaluate(found: Tree, values: Mapping[str, Any]) -> Any:
    """Raises Unknown for a name without a value."""
    if not isinstance(found, list):
        return found
    kind, *parts = found
    if kind == "str":
        return parts[0]
    if kind == "name":
        if parts[0] not in values:
            raise Unknown(parts[0])
        return values[parts[0]]
    if kind in ("and", "or"):
        for part in parts:
            value = evaluate(part, values)
            if bool(value) == (kind == "or"):
                break
        return value
    if kind == "if":
        return evaluate(parts[1 if evaluate(parts[0], values) else 2], values)
    if kind == "list":
        return [value for part in parts for value in spread(part, values)]
    return FUNCTIONS[kind](*(evaluate(part, values) for part in parts))


def spread(part: Tree, values: Mapping[str, Any]) -> list:
    """What stands in a list: `*name` are several numbers, and `[name]` is left out where it has no value."""
    kind = part[0] if isinstance(part, list) else ""
    if kind == "maybe":
        return [evaluate(inner, values) for inner in part[1:]] if names(part) <= values.keys() else []
    return list(evaluate(part[1], values)) if kind == "..." else [evaluate(part, values)]


def each(sign: str, left: Any, right: Any) -> Any:
    if not isinstance(left, list) and not isinstance(right, list):
        return EACH[sign](left, right)
    count = len(left if isinstance(left, list) else right)
    return [EACH[sign](a, b) for a, b in zip(times(left, count), times(right, count), strict=True)]


def times(value: Any, count: int) -> list:
    """A number as often as a layer has dimensions; a list as it is."""
    return value if isinstance(value, list) else [value] * count


def flat(*values: Any) -> list:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def shown(value: Any) -> str:
    """As Python prints it."""
    return f"[{', '.join(map(shown, value))}]" if isinstance(value, list) else str(value)


FUNCTIONS: dict[str, Callable] = {
    **{sign: (lambda left, right, sign=sign: each(sign, left, right)) for sign in EACH},
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
    "not": lambda value: not value,
    "item": lambda value, index: value[index],
    "slice": lambda value, start, stop: value[start:stop],
    "join": lambda *parts: "".join(map(shown, parts)),
    "max": lambda *values: max(flat(*values)),
    "min": lambda *values: min(flat(*values)),
    "sum": lambda value: sum(value),
    "prod": lambda value: math.prod(value),
    "any": lambda value: any(value),
    "all": lambda value: all(value),
    "len": lambda value: len(value),
    "reversed": lambda value: value[::-1],
    "range": lambda count: list(range(count)),
    "floor": lambda value: [math.floor(one) for one in value] if isinstance(value, list) else math.floor(value),
    "sqrt": lambda value: math.sqrt(value),
    "times": times,
    "text": lambda value, between: between.join(map(shown, value)),
    "is_list": lambda value: isinstance(value, list),
}
"""What an expression may call, and what its signs do."""
