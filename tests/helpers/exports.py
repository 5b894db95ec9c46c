"""What tests ask of torch.onnx.export and of ONNX Runtime."""

from __future__ import annotations

import warnings
from functools import cache

import onnxruntime
import torch
from torch import Tensor, nn


class Call(nn.Module):
    """A function as a network."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


@cache
def exported(net, *shape, **options):
    with warnings.catch_warnings(action="ignore"):
        return torch.onnx.export(net().eval(), (torch.rand(shape),), verbose=False, **options)


def quiet(net, *arguments, **options):
    """An export of this very network, in the mode that it is in."""
    with warnings.catch_warnings(action="ignore"):
        return torch.onnx.export(net, arguments, verbose=False, **options)


def session_of(program):
    return onnxruntime.InferenceSession(program.model_proto.SerializeToString())


def results(program, x) -> Tensor:
    session = session_of(program)
    return torch.from_numpy(session.run(None, {session.get_inputs()[0].name: x.numpy()})[0])


def operators(program):
    return [node.op_type for node in program.model_proto.graph.node]
