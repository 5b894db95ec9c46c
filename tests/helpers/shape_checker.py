"""The shape checker of overrides/assets/live/shapes/ in the embedded engine, with the layers' data loaded."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from tools.base.js import Engine
from tools.page.instruments import formulas, script
from tools.site.scripts import short

HANDLES = """
let DATA;
function load(data) { DATA = data; }
function ask(text, input) {
  const result = check(DATA, text, input);
  const found = result.error ? fix(DATA, text, input, result) : null;
  if (result.error) delete result.error.failing;
  return { ...result, fixed: found && { line: found.line, was: found.was, value: found.value, text: found.text } };
}
function only(text, input) {
  const result = check(DATA, text, input);
  if (result.error) delete result.error.failing;
  return result;
}
function twin(trees, values) {
  return trees.map((tree) => {
    try { return { value: evaluate(tree, values) }; } catch (error) { return { error: error.constructor.name }; }
  });
}
function alike(name, given, shapes) {
  try {
    const made = built(DATA[name], given);
    const found = DATA[name].cases ? computed(DATA[name], given, shapes) : { outputs: [], macs: 0 };
    return { ...made, count: count(DATA[name], given), outputs: Object.fromEntries(found.outputs), macs: found.macs };
  } catch (error) {
    if (error instanceof Refused) return { says: error.says, at: error.at };
    throw error;
  }
}
"""


@cache
def engine() -> Engine:
    made = Engine(short(script("shapes/shapes-view.js")) + HANDLES)
    made.call("load", formulas())
    return made


def ask(text: str, size: str) -> dict[str, Any]:
    """With the proposed number, `fixed`."""
    return engine().call("ask", text, size)


def only(text: str, size: str) -> dict[str, Any]:
    return engine().call("only", text, size)


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
