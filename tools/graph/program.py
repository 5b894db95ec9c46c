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
from tools.graph.reader import advice, cause, export_advice, first_line, place
from tools.graph.torchlib import any_names, parse_once


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


def program_of(net: nn.Module, given: Iterable[Input]) -> torch.onnx.ONNXProgram:
    parse_once()
    inputs, dynamic = zip(*given, strict=True)
    title = type(net).__name__
    with undisturbed(net):
        try:
            net(*inputs)
        except Exception as error:
            shapes = ", ".join("×".join(map(str, x.shape)) for x in inputs)
            where = f" ({found})" if (found := place(cause(error))) else ""
            reason = f"{first_line(cause(error))}{where}. {advice(net, inputs, error)}."
            raise GraphError(f"{title} does not run on an input of shape {shapes}: {reason}") from error
        try:
            # optimize=True would fold BatchNorm into Conv2d: the layer would be missing from the picture
            with any_names():
                program = torch.onnx.export(net, inputs, dynamo=True, verbose=False, optimize=False, dynamic_shapes=dynamic)
        except Exception as error:
            raise GraphError(f"torch.onnx.export refuses {title}: {first_line(cause(error))}. {export_advice(error)}.") from error
        remove_unused_nodes(program.model)
    return program
