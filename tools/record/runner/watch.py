"""What a block asks of torch that must be known before it runs on another device. Its section says so, `# device: …`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import torch
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
def watched() -> Iterator[SimpleNamespace]:
    """`accelerator` and `tracing` say afterwards whether the block asked for one, and whether it had torch trace code."""
    seen = SimpleNamespace(accelerator=False, tracing=False)
    with ExitStack() as stack:
        for owner, name in TRACERS:
            stack.enter_context(patch.object(owner, name, noticed(getattr(owner, name), seen, "tracing")))
        accelerator = torch.accelerator.current_accelerator
        stack.enter_context(patch("torch.accelerator.current_accelerator", noticed(accelerator, seen, "accelerator")))
        yield seen


def noticed(function: Callable, seen: SimpleNamespace, what: str) -> Callable:
    @functools.wraps(function)
    def call(*args, **kwargs):
        setattr(seen, what, True)
        return function(*args, **kwargs)

    return call
