"""What goes wrong in a reader's own code, in one line: the exception, its place in their file, and what helps. Needs torch."""

from __future__ import annotations

import inspect
import re
import sysconfig
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from torch import nn

OURS = (Path(__file__).parent, *(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")))
"""Where no reader's code is: this room, Python and what is installed."""


def first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".")


def cause(error: BaseException) -> BaseException:
    """The first one."""
    while earlier := error.__cause__ or error.__context__:
        error = earlier
    return error


def place(error: BaseException) -> str:
    """`my_net.py:12`, the reader's innermost line that has to do with it; empty where there is none."""
    if isinstance(error, SyntaxError) and error.lineno and Path(error.filename or "").is_file():
        return f"{Path(error.filename).name}:{error.lineno}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_file() and not any(path.is_relative_to(folder) for folder in OURS):
            return f"{path.name}:{frame.lineno}"
    return ""


def said(error: BaseException) -> str:
    """`my_net.py:12: KeyError: 'x'`"""
    error = cause(error)
    text = first_line(error)
    if not isinstance(error, (ImportError, OSError, NameError, ValueError)):  # which say by themselves what they are
        text = text if text == type(error).__name__ else f"{type(error).__name__}: {text}"
    return ": ".join(filter(None, [place(error), text]))


def networks(names: Mapping[str, object]) -> str:
    """What a module has to draw."""

    def is_one(value: object) -> bool:
        return isinstance(value, nn.Module) or (isinstance(value, type) and issubclass(value, nn.Module))

    found = sorted(name for name, value in names.items() if is_one(value) and getattr(value, "__module__", "") != "torch.nn")
    return f"It has: {', '.join(found)}" if found else "It has no network"


OWN = "put it into a module of your own, whose forward(a, b) takes tensors one by one and passes them on"
UNPACKED = r"values to unpack|indices|'Tensor' object has no attribute|invalid data type|sparse tensor layout"
"""What Python and torch say where a tensor stands in for a tuple or a dict."""


def advice(net: nn.Module, inputs: Iterable[torch.Tensor], error: BaseException) -> str:
    """What to change in the command when the network does not take its inputs."""
    inputs, reason = list(inputs), str(cause(error))
    signature = inspect.signature(net.forward)
    try:
        signature.bind(*inputs)
    except TypeError:
        wanted = [one for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY and one.default is one.empty]
        called = f"It is called as forward{signature}"
        if wanted:
            return f"{called}. What takes {' and '.join(one.name for one in wanted)} by keyword cannot be called here: {OWN}"
        return f"{called}: give one --input for each argument, in this order. If one is a tuple or a dict, {OWN}"
    floats = any(tensor.is_floating_point() for tensor in inputs)
    if floats and "indices" in reason and any(isinstance(module, nn.Embedding) for module in net.modules()):
        return "nn.Embedding takes whole numbers: write :int64 behind the sizes, --input 1x10:int64"
    types = dict.fromkeys(weight.dtype for weight in net.parameters())
    if "dtype" in reason and len(types) == 1 and not {tensor.dtype for tensor in inputs} & types.keys():
        type_, sizes = str(*types).removeprefix("torch."), "x".join(map(str, inputs[0].shape))
        return f"Its weights are {type_}: write the type behind the sizes, --input {sizes}:{type_}"
    if re.search(UNPACKED, reason):
        return f"Give it the shape that it expects. If it takes a tuple or a dict, {OWN}"
    return "Give it the shape that it expects"


def export_advice(error: BaseException) -> str:
    """What to change in a network that runs and is refused by the exporter."""
    reason = str(cause(error))
    if "complex" in reason:
        return (
            "ONNX has no complex numbers, and torch replaces only some operators on them: draw a part of the network without them"
        )
    if "No ONNX function found" in reason:
        return "ONNX has no such operator: draw a part of the network without it"
    return "What forward() does must not depend on the numbers in a tensor: take such a branch out, or draw a part of the network"
