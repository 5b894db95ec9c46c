"""The shape checker of overrides/assets/live/shapes/ in the embedded engine, with the layers' data loaded."""

from __future__ import annotations

from functools import cache
from typing import Any

from tools.base.js import Engine
from tools.page.instruments import script
from tools.page.shapes import data

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
    made = Engine(script("shapes/shapes-view.js") + HANDLES)
    made.call("load", data())
    return made


def ask(text: str, size: str) -> dict[str, Any]:
    """With the proposed number, `fixed`."""
    return engine().call("ask", text, size)


def only(text: str, size: str) -> dict[str, Any]:
    return engine().call("only", text, size)
