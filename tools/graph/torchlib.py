"""What torch and onnxscript do not do by themselves: parse their sources once, and write names that are Python's words."""

from __future__ import annotations

import functools
import keyword
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from onnxscript.values import TracedOnnxFunction


def parse_once() -> None:
    """torch.onnx.export would parse onnxscript's 500 functions anew at each call, for 1.5 s. In this process and its forks."""
    signature = vars(TracedOnnxFunction).get("function_ir")
    if isinstance(signature, property):  # of a function whose source does not change
        kept = functools.cached_property(signature.fget)
        kept.__set_name__(TracedOnnxFunction, "function_ir")
        TracedOnnxFunction.function_ir = kept


def parse_now() -> None:
    """So that forks find it done."""
    from torch.onnx._internal._lazy_import import onnxscript_apis

    parse_once()
    onnxscript_apis.get_torchlib_ops()


def _target(base: str, target: str) -> str:
    """`self.layers.class` is no Python."""
    for name in target.split("."):
        plain = name.isidentifier() and not keyword.iskeyword(name)
        base = f"{base}.{name}" if plain else f"getattr({base}, {name!r})"
    return base


@contextmanager
def any_names() -> Iterator[None]:
    """torch.fx writes the network as code, and takes keys such as `class` and `in` of a ModuleDict for names."""
    from torch.fx import graph

    with patch.object(graph, "_format_target", _target) if hasattr(graph, "_format_target") else nullcontext():
        yield
