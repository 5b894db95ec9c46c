"""What a block asks of torch that must be known before it runs on another device. Its section says so, `# device: …`."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import torch
import torch.export
import torch.onnx

TRACERS = (
    (torch, "compile"),
    (torch.nn.Module, "compile"),
    (torch.export, "export"),
    (torch.onnx, "export"),
    (torch.jit, "trace"),
    (torch.jit, "script"),
)
"""What has torch read a program instead of running it."""


@contextmanager
def watched(files: Collection[str]) -> Iterator[SimpleNamespace]:
    """`accelerator` and `tracing` say afterwards whether the code of these files asked for one, and had torch trace code.

    What torch asks of itself does not count: an optimizer and a DataLoader ask for the accelerator, too.
    """
    seen = SimpleNamespace(accelerator=False, tracing=False)
    with ExitStack() as stack:
        for owner, name in TRACERS:
            if hasattr(owner, name):  # `Module.compile` and `torch.accelerator` are younger than other torches that run here
                stack.enter_context(patch.object(owner, name, noticed(getattr(owner, name), files, seen, "tracing")))
        if accelerator := getattr(torch, "accelerator", None):
            asked = noticed(accelerator.current_accelerator, files, seen, "accelerator")
            stack.enter_context(patch.object(accelerator, "current_accelerator", asked))
        yield seen


def noticed(function: Callable, files: Collection[str], seen: SimpleNamespace, what: str) -> Callable:
    @functools.wraps(function)
    def call(*args, **kwargs):
        if sys._getframe(1).f_code.co_filename in files:
            setattr(seen, what, True)
        return function(*args, **kwargs)

    return call
