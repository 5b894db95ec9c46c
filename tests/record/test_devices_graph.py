"""While draws are made on the CPU, nothing else changes: the graph of backward, what is compiled, what errors say."""

from __future__ import annotations

import contextlib

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tests.helpers.devices import Detour
from tools.record.runner.devices import SeededOnCPU, machine


def names_of_graph(tensor) -> list[str]:
    seen, waiting, names = set(), [tensor.grad_fn], []
    while waiting:
        if (node := waiting.pop()) is not None and node not in seen:
            seen.add(node)
            names.append(node.name())
            waiting += [parent for parent, _ in node.next_functions]
    return names


@pytest.mark.parametrize("mode", [SeededOnCPU, Detour])
def test_the_graph_of_backward_is_the_same(mode):
    net = nn.Sequential(nn.Conv1d(3, 4, 3), nn.BatchNorm1d(4), nn.RReLU(), nn.Dropout(), nn.Linear(6, 4), nn.GELU())
    layer, lstm = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), nn.LSTM(4, 4, 2, dropout=0.5)
    x = torch.ones(2, 3, 8, requires_grad=True)

    def example():
        drawn = net(x) + torch.randn(2, 4, 4)
        return lstm(layer(drawn) + F.scaled_dot_product_attention(drawn, drawn, drawn, dropout_p=0.5))[0].sum()

    plain = names_of_graph(example())
    with mode():
        assert names_of_graph(example()) == [name.replace("ReshapeAlias", "View") for name in plain]
    assert len(plain) > 50


VIEWS = {
    "reshape": lambda x: x[:, 0, 0].reshape(2, 2, 2),
    "matmul": lambda x: torch.ones(2, 3, 3) @ x[:, :, 0],
    "linear": lambda x: F.linear(x[:, 0], torch.ones(2, 4), torch.ones(2)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_on_the_cpu_machine_no_name_changes(name):
    """Under any mode torch's `reshape` is another (ReshapeAlias becomes View), so there is none on the CPU."""
    x = torch.ones(2, 3, 3, 4, requires_grad=True)
    plain = names_of_graph(VIEWS[name](x))
    with machine("cpu") as run, run(False):
        assert names_of_graph(VIEWS[name](x)) == plain
    with SeededOnCPU():
        assert names_of_graph(VIEWS[name](x)) != plain, "no longer so: the CPU could have the mode as well"


@pytest.mark.parametrize("device", ["cpu", "meta"])
def test_what_an_earlier_block_compiled_stays_compiled(device):
    graphs = []
    with machine(device) as run, run(False):
        net = torch.compile(nn.Linear(3, 2), backend=lambda graph, _: graphs.append(graph) or graph.forward)
        net(torch.ones(1, 3))
    assert len(graphs) == 1


def test_errors_say_the_same():
    def said(mode):
        with mode, pytest.raises(RuntimeError) as leaf:
            nn.Linear(2, 2).weight.normal_()
        with mode, pytest.raises(RuntimeError) as generator:
            torch.ones(2).uniform_(3, 1)
        return str(leaf.value), str(generator.value)

    assert said(SeededOnCPU()) == said(contextlib.nullcontext())


def test_higher_order_ops_pass():
    with SeededOnCPU() as mode:
        drawn = torch.func.vmap(lambda x: x + torch.rand(3), randomness="different")(torch.ones(2, 3))
        assert torch.cond(torch.tensor(True), torch.sin, torch.cos, (drawn,)).equal(drawn.sin())
    assert mode.draws == 1
