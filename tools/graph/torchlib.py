"""torch.onnx.export parses the sources of onnxscript's 500 functions anew at each call, for 1.5 s. Here it does so once."""

from __future__ import annotations

import functools

from onnxscript.values import TracedOnnxFunction


def parse_once() -> None:
    """In this process, and in its forks."""
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
