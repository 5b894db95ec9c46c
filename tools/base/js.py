"""JavaScript without a browser: one wrapper around QuickJS, for Netron's layout, for KaTeX and for the pages' own scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import quickjs

STACK = 4 << 20  # bytes; the default of 1 MB is too small for a deep layout or a long formula, the thread's own stack has 8

# Everything crosses the border as one flat string of JSON: the binding cannot hand back a string that JavaScript
# glued together ("Unknown quickjs tag: -6"), and JSON.stringify always makes a fresh one.
CALL = """
(name, args) => {
    globalThis.__settled = '';
    const settle = (outcome) => { globalThis.__settled = JSON.stringify(outcome); };
    const fail = (error) => settle({ error: `${error}`, stack: `${error?.stack ?? ''}` });
    new Promise((resolve) => resolve((0, eval)(name)(...JSON.parse(args))))
        .then((value) => settle({ value: value ?? null }))
        .catch(fail);
}
"""


IMPORT = re.compile(r'^import [^;]*? from "\./(.+?)";.*\n', re.M)
EXPORT = re.compile(r"^export (?=async|const|class|function)", re.M)


def joined(path: Path, seen: set[Path] | None = None) -> str:
    """A module and what it imports from beside it as one script, since the engine loads no files. Names must not clash."""
    seen = set() if seen is None else seen
    seen.add(path)
    text = path.read_text("utf-8")
    above = "".join(joined(other, seen) for name in IMPORT.findall(text) if (other := path.parent / name) not in seen)
    return above + EXPORT.sub("", IMPORT.sub("", text))


class JSError(Exception):
    """What the script threw: its message, then where."""


class Engine:
    """A fresh JavaScript world with `source` loaded. Use it in the thread that made it."""

    def __init__(self, source: str):
        self._context = quickjs.Context()
        self._context.set_max_stack_size(STACK)
        try:
            self._context.eval(source)
            self._call = self._context.eval(CALL)
        except quickjs.JSException as error:
            raise JSError(str(error).strip()) from None

    def call(self, function: str, *args: Any) -> Any:
        """Call a function by name (`katex.renderToString` works too); a promise is awaited. JSON in, JSON out."""
        self._call(function, json.dumps(args))
        while self._context.execute_pending_job():
            pass
        outcome = self._context.eval("__settled")
        if not outcome:
            raise JSError(f"{function}: the promise it returned never settles")
        outcome = json.loads(outcome)
        if "error" in outcome:
            raise JSError(f"{function}: {outcome['error']}\n{outcome['stack']}".strip())
        return outcome["value"]
