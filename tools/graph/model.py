"""The .onnx file of a network: with its weights, in PyTorch's names, without a trace of the machine that made it. Needs torch."""

from __future__ import annotations

from ast import literal_eval

import onnx_ir as ir
import torch
from onnxscript.optimizer import fold_constants, remove_unused_nodes

LARGEST = 300_000
"""Bytes of a file that is kept and published."""


def model_of(program: torch.onnx.ONNXProgram) -> bytes:
    """Changes the program: read its graph before."""
    fold_constants(program.model)  # BatchNorm stays itself; torch's own optimizer would melt it into the convolution
    remove_unused_nodes(program.model)
    seen: dict[str, int] = {}
    for node in program.model.graph.all_nodes():
        # `fc1/linear`, `relu`: the module, and the function that torch calls; torch itself writes `node_linear`
        name = "/".join(filter(None, literal_eval(node.metadata_props.get("pkg.torch.onnx.name_scopes", "['']"))[-2:]))
        name = name or node.op_type.lower()
        seen[name] = seen.get(name, 0) + 1
        node.name = name if seen[name] == 1 else f"{name}/{seen[name]}"
        node.metadata_props.clear()  # torch writes paths of the machine there
    _forget(program.model.graph)
    model = program.model_proto
    model.producer_version = torch.__version__.partition("+")[0]
    return model.SerializeToString(deterministic=True)


def _forget(graph: ir.Graph) -> None:
    graph.metadata_props.clear()
    values = [*graph.inputs, *graph.initializers.values(), *(value for node in graph.all_nodes() for value in node.outputs)]
    for value in values:
        value.metadata_props.clear()
