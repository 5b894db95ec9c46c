"""A graph as boxes and lines of known size: what is written in them, and how much room that takes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tools.base.words import words
from tools.graph.steps import LEAF, PARAMETER, Graph, input_name, kind_of, shape, type_of

# The colour of a box: that of the first pattern found in its type, in lower case
KINDS = {
    "norm": r"norm",
    "pool": r"pool",
    "leaf": r"^(accumulategrad|parameter)$",
    "layer": r"conv|linear|embedding|lstm|gru|rnn|attention|matmul|^(add|b|badd)?mm\b",
    "act": r"[er]lu|silu|mish|sigmoid|tanh|soft(max|min|plus|sign)|swish",
    "drop": r"dropout|identity",
    "shape": r"flatten|view|reshape|permute|transpose|squeeze|cat\b|stack|slice|chunk|split|select|expand|shuffle|\bpad\b",
}
NAME, ROW = 14, 12.5  # sizes of the letters in the first line and in the others
SIDE, TOP, HEAD, LEADING = 12, 8, 18, 17  # margins of a box, height of its first line and of the others
WRAP = 230  # a list of weights goes on in the next row here


@dataclass
class Box:
    kind: str
    name: str
    type: str
    rows: list[str] = field(default_factory=list)
    takes: list[str] = field(default_factory=list)
    """Names of the values that go in."""
    gives: dict[str, str] = field(default_factory=dict)
    """Names of the values that come out, and their shapes as text."""

    @property
    def head(self) -> float:
        """How wide its first line is."""
        return width(self.name, NAME, "bold") + width(f" {self.type}" if self.name and self.type else self.type, NAME)

    @property
    def width(self) -> int:
        return math.ceil(max([self.head, *(width(row, ROW) for row in self.rows)])) + 2 * SIDE

    @property
    def height(self) -> int:
        return 2 * TOP + HEAD + LEADING * len(self.rows)


@cache
def _fonts() -> dict:
    """Widths of Liberation Sans, which are those of Arial: the fonts of the machine that draws do not matter."""
    return json.loads((Path(__file__).parent / "metrics.json").read_text("utf-8"))


def width(text: str, size: float, weight: str = "normal") -> float:
    font = _fonts()[weight]
    letters = font["adv"]
    # a Chinese character is a square; any other sign that the table lacks is taken for a wide letter
    units = sum(letters.get(letter, font["upm"] if letter > "\u2e7f" else letters["m"]) for letter in text)
    return units * size / font["upm"]


def kind(type_: str) -> str:
    """`ReluBackward0` has the colour of relu()."""
    name = re.sub(r"backward\d*$", "", type_.lower())
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, name)), "other")


def _wrapped(pieces: list[str], glue: str) -> Iterator[str]:
    line = ""
    for piece in pieces:
        longer = f"{line}{glue}{piece}" if line else piece
        if line and width(longer, ROW) > WRAP:
            yield line
            longer = piece
        line = longer
    if line:
        yield line


def _shapes(values: list[dict]) -> dict[str, str]:
    return {value["name"]: shape(value["shape"]) if "shape" in value else "" for value in values}


def _rows(node: dict, words: dict[str, str]) -> list[str]:
    """Below the name: arguments, weights, number of parameters. The shape of a weight tells the size of its kernel."""
    told = {"kernel_size"} if node["weights"] else set()
    arguments = [
        f"{name}={value if isinstance(value, int) else tuple(value)}"
        for name, value in node["attributes"].items()
        if name not in told
    ]
    weights = [f"{weight['name']} {shape(weight['shape'])}" for weight in node["weights"]]
    rows = [*_wrapped(arguments, ", "), *_wrapped(weights, " · ")]
    if node["type"] == LEAF:
        rows.append(LEAF)
    elif node["weights"] or node["parameters"] or node["type"] == PARAMETER:
        word = {0: "none", 1: "one"}.get(node["parameters"], "many")
        rows.append(words[word].format(node["parameters"]))
    return rows


def boxes_of(graph: Graph, lang: str) -> list[Box]:
    wording = words(lang)["boxes"]
    word = "" if kind_of(graph) == "gradients" else wording["input"]
    boxes = [Box("io", word, input_name(value), gives=_shapes([value])) for value in graph["inputs"]]
    for node in graph["nodes"]:
        rows, type_ = _rows(node, wording), "" if node["type"] == LEAF else type_of(node, lang)
        boxes.append(Box(kind(node["type"]), node["name"], type_, rows, node["inputs"], _shapes(node["outputs"])))
    many = len(graph["outputs"]) > 1
    for i, value in enumerate(graph["outputs"], 1):
        boxes.append(Box("io", wording["output"], value.get("key", str(i) if many else ""), takes=[value["name"]]))
    return boxes


def lines_of(boxes: list[Box]) -> dict[tuple[int, int], str]:
    """(from, to) as positions in the list → label: the shape of each value that flows there."""
    makers = {name: (i, text) for i, box in enumerate(boxes) for name, text in box.gives.items()}
    labels: dict[tuple[int, int], list[str]] = {}
    for i, box in enumerate(boxes):
        # an output that depends on no input has no maker
        for maker, text in (makers[name] for name in box.takes if name in makers):
            labels.setdefault((maker, i), []).append(text)
    return {ends: ", ".join(texts) for ends, texts in labels.items()}
