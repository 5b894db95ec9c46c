"""The graph of a module, read from what torch.onnx.export makes of it, in PyTorch's names. Needs torch; drawing does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import onnx_ir as ir
import torch
from torch import nn
from torch.utils._pytree import MappingKey, tree_flatten_with_path, tree_unflatten

from tools.graph.calls import Step, class_of, steps_of
from tools.graph.inputs import Input
from tools.graph.program import GraphError, program_of
from tools.graph.steps import PARAMETER, UNUSED
from tools.graph.truth import check_sizes

__all__ = ["GraphError", "graph_of"]

# ONNX's attribute → PyTorch's argument, and the default that goes without saying
ARGUMENTS = {
    "kernel_shape": ("kernel_size", None),
    "strides": ("stride", 1),
    "pads": ("padding", 0),
    "dilations": ("dilation", 1),
    "group": ("groups", 1),
}


def _attributes(node: ir.Node) -> dict[str, int | list[int]]:
    found = {}
    for name, (argument, default) in ARGUMENTS.items() if "kernel_shape" in node.attributes else ():
        sizes = node.attributes[name].value if name in node.attributes else default
        sizes = list(sizes) if isinstance(sizes, (list, tuple)) else [sizes]
        half = len(sizes) // 2
        if name == "pads" and sizes[:half] == sizes[half:]:  # ONNX pads both ends of each side
            sizes = sizes[:half]
        if set(sizes) != {default}:
            found[argument] = sizes[0] if len(set(sizes)) == 1 else sizes
    return found


def _value(value: ir.Value, traced: dict[str, torch.fx.Node]) -> dict[str, Any]:
    sizes = [size if isinstance(size, int) else str(size) for size in value.shape or ()]
    known = traced[value.name].meta.get("val") if value.name in traced else None
    if isinstance(known, torch.Tensor) and known.is_complex() and len(sizes) > known.dim():
        sizes.pop()  # ONNX has pairs of numbers there
    return {"name": value.name, "shape": sizes}


def _outputs(program: torch.onnx.ONNXProgram, traced: dict[str, torch.fx.Node]) -> list[dict[str, Any]]:
    """With their keys, where forward() gives a dict or what is nested; a plain tuple is counted."""
    found = [_value(value, traced) for value in program.model.graph.outputs]
    spec = program.exported_program.call_spec.out_spec
    keys = [path for path, _ in tree_flatten_with_path(tree_unflatten(range(spec.num_leaves), spec))[0]]
    if len(keys) == len(found) and any(len(path) > 1 or isinstance(path[0], MappingKey) for path in keys if path):
        for value, path in zip(found, keys, strict=True):
            value["key"] = ".".join(str(getattr(key, "key", getattr(key, "idx", key))) for key in path)
    return found


def _weights(step: Step, net: nn.Module, parameters: dict[str, nn.Parameter]) -> dict[str, nn.Parameter]:
    """Asked of the module: the exporter invents weights (a zero bias where there is none) and transposes others."""
    if step.module:
        return dict(net.get_submodule(step.path).named_parameters())
    return {name.removeprefix(f"{step.path}."): parameters[name] for name in sorted(step.uses)}


def graph_of(net: nn.Module, *inputs: torch.Tensor | Input) -> dict[str, Any]:
    """What forward() does to these inputs, as plain data: no weights' values, no paths, the same on every machine."""
    return exported(net, [x if isinstance(x, Input) else Input(x, {}) for x in inputs])[0]


def exported(net: nn.Module, inputs: list[Input]) -> tuple[dict[str, Any], torch.onnx.ONNXProgram]:
    """The graph, and what torch.onnx.export made of the network."""
    program = program_of(net, inputs)
    graph = _read(net, program)
    check_sizes(net, graph, inputs)
    return graph, program


def _read(net: nn.Module, program: torch.onnx.ONNXProgram) -> dict[str, Any]:
    graph = program.model.graph
    traced = {fx.name: fx for fx in program.exported_program.graph.nodes}
    order = {name: position for position, name in enumerate(traced)}
    parameters = dict(net.named_parameters(remove_duplicate=False))
    counted: set[int] = set()

    def count(weights: Iterable[nn.Parameter]) -> int:
        """Of a module that is called twice, or a weight that two modules share, the first call counts."""
        sizes = {id(weight): weight.numel() for weight in weights if id(weight) not in counted}
        counted.update(sizes)
        return sum(sizes.values())

    nodes = []
    steps, learned = steps_of(graph, traced, net, parameters)
    drawn = {node for step in steps for node in step.nodes}
    leaving = {value.name for value in graph.outputs}
    for step in [*steps, None]:
        for name in [name for name in learned if name in (step.reads if step else leaving)]:
            learned.remove(name)  # before what reads it first
            weight = parameters[name]
            value = {"name": name, "shape": list(weight.shape)}
            nodes.append(_node(name, PARAMETER, outputs=[value], parameters=count([weight])))
        if step:
            weights = _weights(step, net, parameters)
            made = {value.name: value for node in step.nodes for value in node.outputs}
            nodes.append(
                _node(
                    step.path if step.module else "",
                    step.type,
                    inputs=[name for name in step.reads if name not in made],
                    outputs=[_value(value, traced) for value in _given(made, drawn.difference(step.nodes), order)],
                    attributes={name: value for node in step.nodes for name, value in _attributes(node).items()},
                    weights=_shapes(weights),
                    parameters=count(weights.values()),
                )
            )
    if idle := {name: weight for name, weight in net.named_parameters() if id(weight) not in counted}:
        nodes.append(_node("", UNUSED, weights=_shapes(idle), parameters=count(idle.values())))
    return {
        "title": class_of(net).__name__,
        "parameters": sum(weight.numel() for weight in net.parameters()),
        "inputs": [_value(value, traced) for value in graph.inputs],
        "outputs": _outputs(program, traced),
        "nodes": nodes,
    }


def _node(name: str, type_: str, **fields: Any) -> dict[str, Any]:
    empty = {"inputs": [], "outputs": [], "attributes": {}, "weights": [], "parameters": 0}
    return {"name": name, "type": type_} | empty | fields


def _shapes(weights: dict[str, nn.Parameter]) -> list[dict[str, Any]]:
    return [{"name": name, "shape": list(weight.shape)} for name, weight in weights.items()]


def _given(made: dict[str, ir.Value], others: set[ir.Node], order: dict[str, int]) -> list[ir.Value]:
    """Of what a step makes, that which others read, or which leaves the network."""
    found = [value for value in made.values() if value.is_graph_output() or others & {use.node for use in value.uses()}]
    return sorted(found, key=lambda value: order.get(value.name, len(order)))
