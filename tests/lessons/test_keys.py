"""The table of keys, run row by row."""

from __future__ import annotations

import pytest
import torch
import torch.distributed as dist
import torch.nn.utils.prune
import torch.optim.swa_utils
from torch import nn

from tests.helpers.keys import holds, rows
from tests.helpers.told import told

ROWS = rows("keys")


@pytest.fixture
def alone():
    """A process group of one, so that DistributedDataParallel can be built here."""
    dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
    yield
    dist.destroy_process_group()


def test_both_pages_have_the_same_rows():
    assert ROWS["zh"] == ROWS["en"] and len(ROWS["en"]) == 44


@pytest.mark.parametrize(("code", "cell"), ROWS["en"])
def test_a_row(code, cell, alone):
    holds(code, cell)


def test_what_the_net_of_the_last_table_is():
    net = nn.Linear(2, 3)
    assert list(net.state_dict()) == ["weight", "bias"]
    told("keys", net.in_features, net.out_features, zh="`net` 是 `nn.Linear({}, {})`", en="`net` is `nn.Linear({}, {})`")


def test_an_average_of_weights_and_a_mask():
    net = nn.Linear(2, 3)
    average = torch.optim.swa_utils.AveragedModel(net)
    average.update_parameters(net)
    first = net.weight.detach().clone()
    with torch.no_grad():
        net.weight += 2
    average.update_parameters(net)
    assert torch.allclose(average.module.weight, first + 1)
    net = nn.Linear(2, 3)
    full = net.weight.detach().clone()
    nn.utils.prune.l1_unstructured(net, "weight", amount=1)
    told("keys", net.weight.detach().abs().min().int().item(), zh="把一些权重置为 {}", en="set elements of a weight to {}")
    assert torch.equal(net.weight_orig, full) and (net.weight == 0).sum() == 1 == (net.weight_mask == 0).sum()
