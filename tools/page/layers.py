"""What a page says of a layer from its data (tools/sources/layers.py), in Markdown.

`<!-- layer: Conv2d -->` becomes its call, what its arguments mean, its shapes and parameters as formulas, and where to read
on; `<!-- list: layers/conv -->` the list of a page's layers.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from tools.base.expressions import names
from tools.base.project import DOCS
from tools.base.words import words
from tools.sources.entries import entries
from tools.sources.layers import AXES, FOLDER, REQUIRED, Layer, layers, of_file
from tools.sources.text import headings

WIDTH = 76
TIMES = re.compile(r"\btimes\((\w+), (?:\d|len\(\w+\))\)")
"""`times(stride, 2)`: the reader writes one number or two, and a formula shows `stride`."""


def markdown(name: str, language: str) -> list[str]:
    return entry(layers()[name], language)


def entry(layer: Layer, language: str) -> list[str]:
    """A layer's facts, as lines of Markdown below its heading and its first sentences."""
    said = words(language)["layer"]
    lines = ["", "``` { .text .call }", *call(layer), "```", ""]
    lines += [f"- `{argument(name, default)}`{said['means']}{layer.meanings[name][language]}" for name, default in given(layer)]
    if told := formulas(layer, said):
        lines += ["", '``` { .text .no-copy .facts data-search-exclude="1" }', *told, "```"]
    lines += ["", *(f"- **{said[key]}** {text}" for key, text in facts(layer, language, said)), ""]
    return lines


def given(layer: Layer) -> Iterator[tuple[str, object]]:
    for name, default in layer.defaults.items():
        if layer.meanings[name] and "lazy" not in layer.raw:
            yield name, default


def argument(name: str, default: object) -> str:
    return name if default is REQUIRED else f"{name}={default!r}".replace("'", '"')


def call(layer: Layer) -> list[str]:
    return textwrap.wrap(f"nn.{layer.name}({layer.call})", WIDTH, subsequent_indent="    ", break_long_words=False)


def formulas(layer: Layer, said: dict) -> list[str]:
    """Shapes in, shapes out, and what the names in them are."""
    lines = []
    for case in layer.cases:
        if when := case.text.get("when"):
            lines.append(f"{said['if']}{plain(when)}{said['colon']}")
        elif lines:
            lines.append(said["or"])
        for side in ("in", "out"):
            lines += [f"{name}: {shape(text, layer)}" for name, text in case.text[side].items()]
    if "[N]" in str(layer.raw.get("shapes")):
        lines.append(said["optional"])
    for kind in ("parameters", "buffers"):
        lines += list(stored(layer.raw.get(kind) or {}, layer, said))
    if layer.shapes["parameters"] or layer.loops["parameters"]:
        lines.append(f"{said['count']} = {plain(layer.raw['count'])}")
    if "macs" in layer.raw:
        lines.append(f"{said['macs']} = {plain(layer.raw['macs'])}")
    lines += [definition(name, layer) for name in asked(layer) if not TIMES.fullmatch(layer.raw["let"][name])]
    text = "\n".join(lines)
    if layer.space and re.search(r"\bsize\b", text):
        lines.append(f"size = ({letters})" if "," in (letters := axes("size", layer)) else f"size = {letters}")
    return [simple(line, layer) for line in lines]


def definition(name: str, layer: Layer) -> str:
    """A name of `let`; one that stands for the sizes of an output, as that output writes them."""
    outputs = " ".join(text for case in layer.cases for text in case.text["out"].values())
    several = re.search(rf"[ (]\*{name}\b", outputs)
    return f"{axes(name, layer) if several else name} = {plain(layer.raw['let'][name])}"


def stored(shapes: dict, layer: Layer, said: dict) -> Iterator[str]:
    """Parameters or buffers, those that come by number below what they go over."""
    for name, text in shapes.items():
        if name == "each":
            yield "; ".join(f"{said['each']} {over} in {plain(values)}" for over, values in text["over"].items()) + said["colon"]
            yield from (f"    {inner}: {shape(each, layer)}" for inner, each in text.items() if inner != "over")
        else:
            yield f"{name}: {shape(text, layer)}"


def asked(layer: Layer) -> list[str]:
    """The names of `let` that the shown formulas ask for, and those that these ask for."""
    trees = [tree for case in layer.cases for tree in (*case.inputs.values(), *case.outputs.values(), case.when)]
    trees += [*layer.shapes["parameters"].values(), *layer.shapes["buffers"].values(), layer.count, layer.macs]
    trees += [number for _, number in layer.init.values()]
    trees += [tree for loops in layer.loops.values() for loop in loops for tree in (*loop.over.values(), *loop.shapes.values())]
    left, found = set().union(*map(names, trees)), []
    while new := [name for name in layer.let if name in left and name not in found]:
        found += new
        left |= set().union(*(names(layer.let[name]) for name in new))
    return found


def axes(name: str, layer: Layer) -> str:
    letters = AXES.get(layer.space or 0)
    if letters is None:
        return name
    return ", ".join(letters if name == "size" else [f"{letter}_{name}" for letter in letters])


def shape(text: str, layer: Layer) -> str:
    """`([N], in_channels, *size)` as readers write it: `(N, in_channels, H, W)`."""
    text = re.sub(r"\*(size|out)\b", lambda found: axes(found[1], layer), text) if layer.space else text
    return plain(text).replace("[N]", "N").replace("*batch", "…").replace(",)", ",)")


def plain(text: object) -> str:
    return TIMES.sub(r"\1", str(text))


def simple(line: str, layer: Layer) -> str:
    """With the argument's own name where a name of `let` is only its numbers: `kernel` is `kernel_size`."""
    for name, text in (layer.raw.get("let") or {}).items():
        if found := TIMES.fullmatch(text):
            line = re.sub(rf"\b{name}\b", found[1], line)
    return line


def facts(layer: Layer, language: str, said: dict) -> Iterator[tuple[str, str]]:
    """Pairs of a word of docs/words.yml and what stands behind it."""
    raw = layer.raw
    if "lazy" in raw:
        yield "lazy", said["becomes"].format(layer=raw["lazy"], link=link(raw["lazy"]))
        return
    if "stores" in raw:
        yield "stores", raw["stores"][language]
    if layer.init:
        yield "init", said["comma"].join(begins(name, value, said) for name, value in (raw.get("init") or {}).items())
    yield "modes", raw["eval"][language] if "eval" in raw else said["same"]
    if refused := list(dict.fromkeys(error["see"] for error in raw.get("errors") or [] if "see" in error)):
        yield "errors", said["comma"].join(f"[{title(see, language)}](../{see})" for see in refused)
    for key in ("element", "functional"):
        if key in raw:
            when = f"{said['with']}`{raw[f'{key}_when']}`" if f"{key}_when" in raw else ""
            yield key, f"`{raw[key]}`{when}"
    if "lesson" in raw:
        yield "lesson", f"[{title(raw['lesson'], language)}](../{raw['lesson']})"
    if "since" in raw:
        yield "since", f"torch {raw['since']}"
    if "deprecated" in raw:
        yield "deprecated", raw["deprecated"][language]


def begins(name: str, value: str | dict, said: dict) -> str:
    """`weight`: uniform between -1/sqrt(fan_in) and 1/sqrt(fan_in)"""
    kind, number = next(iter(value.items())) if isinstance(value, dict) else (value, "")
    name = f"`{name}` " if name != "*" else said["everything"]
    return f"{name}{said['begins'][kind].format(number=number)}"


def title(see: str, language: str) -> str:
    """The heading that an address `errors/shapes.md#channels` leads to."""
    page, _, id = see.partition("#")
    there = headings(DOCS / language / page)
    found = there.get(id, "") if id else next(iter(there.values()), "")
    if not found:
        raise ValueError(f"snippets/layers: there is no heading {see} in {language}. Mend the address.")
    return found


def link(name: str) -> str:
    return f"{layers()[name].path.stem}.md#{name}"


def listed(language: str, group: str) -> Iterator[str]:
    """The layers of a page: a link, its first sentences, and what goes in and comes out."""
    said = {each.id: each.answer for each in entries(DOCS / language / f"layers/{group}.md")}
    for layer in of_file(FOLDER / f"{group}.yml"):
        yield f"- [`nn.{layer.name}`]({group}.md#{layer.name})&nbsp;· {said.get(layer.name, '')}"
        yield "    { data-search-exclude }"
