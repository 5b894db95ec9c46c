"""The names of a page's code: those that nothing above defines, and those that two examples define."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator
from pathlib import Path

from tools.base.project import Fault, relative
from tools.page.blocks import PageBlock
from tools.page.includes import blocks

ALWAYS = {*dir(builtins), "__name__", "__file__"}


def name_faults(page: Path) -> Iterator[Fault]:
    """Names that a block uses and its page does not define above: its example imports them where no reader sees it."""
    bound = set(ALWAYS)
    for block in blocks(page):
        if block.program:
            continue
        kinds = {example.named[name].kind for example, name in block.shown}
        if len(block.shown) > 1 and kinds != {"plain"}:
            yield Fault(page, block.line, "a failing or warning section stands alone in its fence. Give it a fence of its own.")
        if block.fresh:
            bound = set(ALWAYS)
        tree = ast.parse("\n".join(block.code))
        bound |= names_bound(tree)
        for name in sorted(names_used(tree) - bound):
            shown = ", ".join(relative(example.path) for example, _ in block.shown)
            what = f"'{name}' is not defined above on this page; {shown} has it from elsewhere. Show where it comes from first."
            yield Fault(page, block.line, what)
            bound.add(name)


def names_bound(tree: ast.AST) -> set[str]:
    """Every name that the code binds anywhere: generous, since a block may define before it uses."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


def names_used(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def rebound(above: list[PageBlock], block: PageBlock) -> Iterator[str]:
    """For a block that runs alone and not on its page: the names it takes from above that two examples have bound there."""
    binders: dict[str, list[PageBlock]] = {}
    for other in [*above, block]:
        if other.fresh:
            binders.clear()
        for name in [] if other is block or other.program else assigned(other):
            binders.setdefault(name, []).append(other)
    for name in sorted(names_used(ast.parse("\n".join(block.code))) & binders.keys() - assigned(block)):
        *_, before, last = [None, *binders[name]]
        if before and before.shown != last.shown:
            yield f"'{name}' was bound last by {shown(last)}, before by {shown(before)}. Give one of them another name."


def assigned(block: PageBlock) -> set[str]:
    """The names that its code gives a value, imports aside, which give the same to each."""
    symbols = symtable.symtable("\n".join(block.code), "block", "exec").get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() and not symbol.is_imported()}


def shown(block: PageBlock) -> str:
    return f"{', '.join(f'{relative(example.path)}:{name}' for example, name in block.shown)} (line {block.line})"
