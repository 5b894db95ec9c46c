"""What torch.onnx.export makes of a module, in memory, without a trace; or why it refuses. Needs torch."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout

import torch
from onnxscript.optimizer import remove_unused_nodes
from torch import nn

from tools.graph.inputs import Input
from tools.graph.torchlib import parse_once


class GraphError(Exception):
    """A module that cannot be drawn: which, what torch said, how to mend it."""


@contextmanager
def undisturbed(net: nn.Module) -> Iterator[None]:
    """In eval mode and in silence; afterwards modes, random numbers and logging are as they were."""
    modes = [(module, module.training) for module in net.modules()]
    disabled = logging.root.manager.disable
    with ExitStack() as stack:
        # without devices: asking for CUDA would spoil it for forked children
        stack.enter_context(torch.random.fork_rng(devices=[]))
        stack.enter_context(torch.no_grad())
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(redirect_stdout(io.StringIO()))
        stack.enter_context(redirect_stderr(io.StringIO()))
        stack.callback(logging.disable, disabled)
        for module, training in modes:
            stack.callback(setattr, module, "training", training)
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        net.eval()
        yield


def _said(error: BaseException) -> str:
    """The first line of the first cause."""
    while cause := error.__cause__ or error.__context__:
        error = cause
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".")


def program_of(net: nn.Module, given: Iterable[Input]) -> torch.onnx.ONNXProgram:
    parse_once()
    inputs, dynamic = zip(*given, strict=True)
    title = type(net).__name__
    with undisturbed(net):
        try:
            net(*inputs)
        except Exception as error:
            shapes = ", ".join("×".join(map(str, x.shape)) for x in inputs)
            raise GraphError(
                f"{title} does not run on an input of shape {shapes}: {_said(error)}. Give it the shape that it expects."
            ) from error
        try:
            # optimize=True would fold BatchNorm into Conv2d: the layer would be missing from the picture
            program = torch.onnx.export(net, inputs, dynamo=True, verbose=False, optimize=False, dynamic_shapes=dynamic)
        except Exception as error:
            raise GraphError(
                f"torch.onnx.export refuses {title}: {_said(error)}. What forward() does must not depend on the "
                f"numbers in a tensor: take such a branch out, or draw a part of the network."
            ) from error
        remove_unused_nodes(program.model)
    return program
