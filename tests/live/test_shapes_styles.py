"""Networks as people write them (data/networks.txt): how many the shape checker reads, and that it is right."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from tests.helpers.shape_checker import only

PARTS = re.split(r"^=== (.*)\n", (Path(__file__).parent / "data/networks.txt").read_text("utf-8"), flags=re.M)[1:]
NETWORKS = list(zip(PARTS[::2], PARTS[1::2], strict=True))
LEAST = 0.9


def run(text: str, size: str) -> tuple[list[list[int]], int]:
    """What torch makes of it: the shapes that come out, and how many parameters it has."""
    space = {"torch": torch, "nn": nn, "F": F, "math": math, "__name__": __name__}
    value = None
    if text.startswith("nn."):
        value = eval(text, space)
    else:
        exec(text, space)
    nets = [each for each in space.values() if isinstance(each, nn.Module) and not type(each).__name__.endswith("Loss")]
    classes = [each for each in space.values() if isinstance(each, type) and issubclass(each, nn.Module)]
    net = value or (nets or [None])[-1] or classes[-1]()
    data = []
    for part in size.split(";"):
        shape = [int(each) for each in part.replace("int64", "").split(",")]
        data.append(torch.zeros(shape, dtype=torch.int64) if "int64" in part else torch.zeros(shape))
    out = net(*data)
    shapes = [list(each.shape) for each in (out if isinstance(out, tuple) else [out])]
    return shapes, sum(parameter.numel() for parameter in net.parameters())


def test_nine_of_ten_are_read():
    assert len(NETWORKS) >= 60
    unread = [text for size, text in NETWORKS if (only(text, size).get("error") or {}).get("kind") == "unread"]
    assert len(unread) <= (1 - LEAST) * len(NETWORKS), unread


@pytest.mark.parametrize("number", range(len(NETWORKS)))
def test_what_is_read_is_what_torch_makes_of_it(number):
    size, text = NETWORKS[number]
    found = only(text, size)
    error = found.get("error")
    if error and error["kind"] == "unread":
        pytest.skip(f"not read: line {error['line']}, {error['key']} {error['detail']}")
    assert not error, error
    assert (found["output"], found["parameters"]) == run(text, size)
