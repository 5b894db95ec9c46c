"""The operators of the exporter gathered into calls in forward(), and the parameters that flow like inputs. Needs torch."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import onnx_ir as ir
import torch
from torch import nn
from torch.nn.utils.parametrize import is_parametrized

TORCHS = "torch.nn.modules."
"""Where the layers of PyTorch are: a step is one of them."""


@dataclass
class Step:
    """One call in forward(): of one of torch.nn's modules, or of a function such as `torch.flatten`."""

    key: str
    path: str
    """Of the module that is called, or in whose forward() the function is called."""
    type: str
    module: bool = False
    nodes: list[ir.Node] = field(default_factory=list)
    reads: dict[str, None] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)
    """Names of the parameters behind the constants that it reads."""


def _step(node: ir.Node, traced: dict[str, torch.fx.Node], net: nn.Module, parents: set[str]) -> Step:
    """Where in forward() an operator comes from: a module or function is one step, whatever the exporter made of it."""
    fx = traced.get(literal_eval(node.metadata_props.get("pkg.torch.onnx.name_scopes", "['']"))[-1])
    if fx is None or "nn_module_stack" not in fx.meta or "from_node" not in fx.meta:  # what the exporter adds by itself
        return Step(node.name, "", node.op_type)
    stack = list(fx.meta["nn_module_stack"].items())
    for call, (path, _) in stack:
        if is_parametrized(module := net.get_submodule(path)) and _of_torch(class_of(module)):
            return Step(call, path, class_of(module).__name__, module=True)  # with what computes its weights
    call, (path, owner) = stack[-1]
    if owner.startswith(TORCHS) and path not in parents:
        return Step(call, path, owner.rpartition(".")[2], module=True)
    source = fx.meta["from_node"][-1]  # before decomposition: `flatten`, where the operator itself says `view`
    library, _, function = str(source.target).partition(".")
    return Step(source.name, path, f"{function.partition('.')[0]}()" if library == "aten" else node.op_type)


def _of_torch(class_: type) -> bool:
    return f"{class_.__module__}.".startswith(TORCHS)


def class_of(module: nn.Module) -> type[nn.Module]:
    """As it was made: a parametrized layer has a class of its own, `ParametrizedLinear`."""
    return type(module).__mro__[1] if is_parametrized(module) else type(module)


def _values(node: ir.Node) -> Iterator[str]:
    """Names of the values that an operator reads, those inside its branches included."""
    yield from (value.name for value in node.inputs if value is not None)
    for attribute in node.attributes.values():
        if attribute.type == ir.AttributeType.GRAPH:
            yield from (name for inner in attribute.value for name in _values(inner))


def steps_of(
    graph: ir.Graph, traced: dict[str, torch.fx.Node], net: nn.Module, parameters: dict[str, nn.Parameter]
) -> tuple[list[Step], list[str]]:
    """Operators by step, and the parameters that flow like inputs: as an argument of a layer that is not theirs, or out of
    the network. What such a parameter goes through on its way is a step as well."""
    stacks = [list(fx.meta.get("nn_module_stack", {}).values()) for fx in traced.values()]
    parents = {path for stack in stacks for path, _ in stack[:-1]}
    placed = {node: _step(node, traced, net, parents) for node in graph}
    own: dict[str, set[str]] = {}
    for step in placed.values():
        if step.module and step.path not in own:
            inside = {id(weight) for weight in net.get_submodule(step.path).parameters()}
            own[step.path] = {name for name, weight in parameters.items() if id(weight) in inside}
    flowing: dict[str, None] = {}
    while True:
        steps, more = _gathered(graph, placed, own, parameters, flowing)
        if not more:
            return steps, list(flowing)
        flowing |= more


def _gathered(
    graph: ir.Graph, placed: dict[ir.Node, Step], own: dict[str, set[str]], parameters: Iterable[str], learned: Iterable[str]
) -> tuple[list[Step], dict[str, None]]:
    """Operators by step, and parameters that turn out to flow. What depends on no input (a transposed weight) or only on its
    shape (the new shape of a reshape) is no step of its own; it is remembered with the parameters it was made from, which
    belong to the step that reads it."""
    flowing = {value.name for value in graph.inputs} | set(learned)
    made_of = {name: {name} for name in parameters if name not in flowing}
    steps: dict[str, Step] = {}
    more: dict[str, None] = {}
    for node in graph:
        placing = placed[node]
        inside = own.get(placing.path, set()) if placing.module else set()
        reads = dict.fromkeys(_values(node))
        used = set().union(*(made_of.get(name, ()) for name in reads))
        if placing.module:
            more |= dict.fromkeys(name for name in parameters if name in used - inside)
        results = [value.name for value in node.outputs]
        if node.op_type in ("Shape", "Size") or flowing.isdisjoint(reads):
            made_of |= dict.fromkeys(results, used)
            continue
        step = steps.setdefault(placing.key, Step(placing.key, placing.path, placing.type, placing.module))
        step.nodes.append(node)
        step.reads |= {name: None for name in reads if name in flowing and name not in inside}
        step.uses |= used
        flowing.update(results)
    leaving = set().union(*(made_of.get(value.name, ()) for value in graph.outputs))
    return list(steps.values()), more | dict.fromkeys(name for name in parameters if name in leaving)
