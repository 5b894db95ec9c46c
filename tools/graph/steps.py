"""A graph as text: its file, its table, its one-sentence description. No torch here, and no drawing."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

Graph = dict[str, Any]


class Row(NamedTuple):
    """One step of forward(), for a table."""

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
        if isinstance(value, list):
            text = "[\n" + ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value) + "\n  ]"
        fields.append(f"  {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def loads(text: str) -> Graph:
    return json.loads(text)


def shape(sizes: list[int | str]) -> str:
    return "×".join(map(str, sizes)) or "()"


def input_name(value: dict[str, Any]) -> str:
    """As forward() calls it; nn.Sequential says no more than "input"."""
    return "" if value["name"] == "input" else value["name"]


def steps(graph: Graph) -> list[Row]:
    """The parameters of a module that is called twice are counted where it is called first: the column adds up."""
    return [
        Row(node["name"], node["type"], ", ".join(shape(value["shape"]) for value in node["outputs"]), f"{node['parameters']:,}")
        for node in graph["nodes"]
    ]


def describe(graph: Graph, lang: str) -> str:
    """What the picture shows, for those who do not see it."""
    start, colon, comma, end = {
        "zh": ("输入", "：", "；", "共 {:,} 个参数。"),
        "en": ("input", ": ", "; ", "{:,} parameters."),
    }[lang]
    parts = [" ".join(filter(None, (start, input_name(value), shape(value["shape"])))) for value in graph["inputs"]]
    parts += [f"{row.layer}{colon if row.layer else ''}{row.type} → {row.shape}" for row in steps(graph)]
    return comma.join([*parts, end.format(graph["parameters"])])
