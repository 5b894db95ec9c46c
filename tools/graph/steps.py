"""A graph as text: its file, its table, its one-sentence description. No torch here, and no drawing.

There are three kinds, all of the same form: what forward() does ("graph"), what backward() walks ("gradients"), and the
tree of a network's modules ("tree").
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tools.base.words import words

Graph = dict[str, Any]
LEAF = "AccumulateGrad"
PARAMETER = "Parameter"
"""The type of a parameter that flows like an input, such as a learned query of attention."""
UNUSED = "unused"
"""The type of the box that holds the parameters which forward() leaves out, so that all boxes add up."""
MADE_OF_NONE = (PARAMETER, UNUSED)
"""Boxes that are no call of a module or function."""


class Row(NamedTuple):
    """One step of forward() or backward(), or one module, for a table: columns in docs/words.yml."""

    layer: str
    """`conv1`, or nothing for a function."""
    type: str
    shape: str
    parameters: str


def dumps(graph: Graph) -> str:
    """JSON with one input, step or output to a line: a change of one layer is a change of one line."""
    fields = []
    for name, value in graph.items():
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value:
            text = "[\n" + ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value) + "\n  ]"
        fields.append(f"  {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def loads(text: str) -> Graph:
    return json.loads(text)


def kind_of(graph: Graph) -> str:
    return graph.get("kind", "graph")


def direction_of(graph: Graph) -> str:
    """A tree is wide: lying down it fits a phone."""
    return graph.get("direction", "horizontal" if kind_of(graph) == "tree" else "vertical")


def title(graph: Graph, lang: str) -> str:
    return words(lang)[kind_of(graph)]["title"].format(graph["title"])


def shape(sizes: list[int | str]) -> str:
    return "×".join(map(str, sizes)) or "()"


def input_name(value: dict[str, Any]) -> str:
    """As forward() calls it; nn.Sequential says no more than "input"."""
    return "" if value["name"] == "input" else value["name"]


def type_of(node: dict[str, Any], lang: str) -> str:
    """A class or function has its name in each language."""
    return words(lang)["boxes"]["unused"] if node["type"] == UNUSED else node["type"]


def steps(graph: Graph, lang: str = "en") -> list[Row]:
    """The parameters of a module that is called twice are counted where it is called first: the column adds up."""
    cells = {"graph": _forward, "gradients": _backward, "tree": _module}[kind_of(graph)]
    return [Row(node["name"], type_of(node, lang), *cells(node, graph)) for node in graph["nodes"]]


def _forward(node: dict[str, Any], graph: Graph) -> tuple[str, str]:
    return ", ".join(shape(value["shape"]) for value in node["outputs"]), f"{node['parameters']:,}"


def _backward(node: dict[str, Any], graph: Graph) -> tuple[str, str]:
    flowing = [*graph["inputs"], *(value for other in graph["nodes"] for value in other["outputs"])]
    arriving = [shape(value["shape"]) for value in flowing if value["name"] in node["inputs"]]
    given = {value["name"] for value in node["outputs"]}
    takers = [
        other["name"] if other["type"] == LEAF else other["type"]
        for other in graph["nodes"]
        if given.intersection(other["inputs"])
    ]
    return ", ".join(dict.fromkeys(arriving)), ", ".join(takers)


def _module(node: dict[str, Any], graph: Graph) -> tuple[str, str]:
    return ", ".join(f"{weight['name']} {shape(weight['shape'])}" for weight in node["weights"]), f"{node['parameters']:,}"


def describe(graph: Graph, lang: str) -> str:
    """What the picture shows, for those who do not see it."""
    word, start = words(lang)[kind_of(graph)], words(lang)["boxes"]["input"] if kind_of(graph) == "graph" else ""
    colon, comma = words(lang)["sentence"].values()
    parts = [" ".join(filter(None, (start, input_name(value), shape(value["shape"])))) for value in graph["inputs"]]
    for row in steps(graph, lang):
        step = word["step"].format(row.type, row.shape) if row.shape or kind_of(graph) != "graph" else row.type
        parts.append(f"{row.layer}{colon if row.layer else ''}{step}")
    return comma.join([*parts, word["end"].format(graph["parameters"])])
