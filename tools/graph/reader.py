"""What goes wrong in a reader's own code, in one line: the exception, its place in their file, and what helps. Needs torch."""

from __future__ import annotations

import inspect
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


def advice(net: nn.Module, inputs: Iterable[torch.Tensor], error: BaseException) -> str:
    """What to change in the command when the network does not take its inputs."""
    inputs = list(inputs)
    signature = inspect.signature(net.forward)
    try:
        signature.bind(*inputs)
    except TypeError:
        return f"It is called as forward{signature}: give one --input for each argument, in this order"
    floats = any(tensor.is_floating_point() for tensor in inputs)
    if floats and "indices" in str(cause(error)) and any(isinstance(module, nn.Embedding) for module in net.modules()):
        return "nn.Embedding takes whole numbers: write :int64 behind the sizes, --input 1x10:int64"
    return "Give it the shape that it expects"
