"""Seeded draws give the same numbers on every device. The claims are about CUDA; most of them can be proved without it:

- on meta, which stands for a GPU: nothing is drawn there, whatever draws inside (`DrawsOnDevice`);
- on the CPU, sent the same long way as CUDA tensors (`Detour`): the numbers are those of a plain run, bit for bit;
- where there is a GPU, the numbers themselves.
"""

from __future__ import annotations

import re

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn
from torch.utils.data import DataLoader

from tests.helpers.devices import Detour, MetaReadsAsOne, assert_same, numbers, off_cpu
from tests.helpers.draws import EXAMPLES, INIT, INIT_WITHOUT_DRAWS, QUIET, inference, scaled_dot_product, shuffled
from tools.record.runner.devices import CPU, DrawsOnDevice, SeededOnCPU, machine

aten = torch.ops.aten
each = pytest.mark.parametrize("name", EXAMPLES)
quiet = pytest.mark.parametrize("name", QUIET)


# Nothing is drawn on the device


# These look at `is_meta` and return at once. What they draw by (normal_, uniform_, randperm) has examples of its own.
SKIP_META = {"init.trunc_normal_", "init.orthogonal_", "init.sparse_"}


@each
def test_all_draws_leave_the_device(name):
    assert (off_cpu(EXAMPLES[name]) > 0) == (name not in SKIP_META), "without the mode the proof must see the draws"
    assert off_cpu(EXAMPLES[name], mode := SeededOnCPU(numberless="")) == 0
    assert (mode.draws > 0) == (name not in SKIP_META)


@quiet
def test_what_draws_nothing_stays_on_the_device(name):
    assert off_cpu(QUIET[name]) == 0
    assert off_cpu(QUIET[name], mode := SeededOnCPU(numberless="")) == 0
    assert mode.draws == 0


def test_results_come_home():
    with torch.device("meta"), MetaReadsAsOne(), SeededOnCPU(numberless=""):
        x = torch.ones(3, 4)
        results = torch.rand(3), torch.rand_like(x), F.dropout(x), torch.multinomial(x, 2), *torch.native_dropout(x, 0.5, True)
        assert {result.device.type for result in results} == {"meta"}
        assert x.normal_() is x
        with torch.inference_mode():  # elsewhere autograd sees to it
            y = torch.ones(3)
            assert aten.normal_.default(y) is y
        assert torch.rand(3, 4, out=x) is x
        assert torch.rand(3, device="cpu").device == CPU
        assert torch.rand_like(x, device="cpu").device == CPU


def test_every_init_function_is_known():
    there = {name for name in dir(nn.init) if name.endswith("_") and not name.startswith("_")}
    assert there == INIT.keys() | INIT_WITHOUT_DRAWS.keys()


# The numbers are those of the CPU


@each
def test_on_the_cpu_the_mode_changes_nothing(name):
    assert_same(numbers(EXAMPLES[name]), numbers(EXAMPLES[name], SeededOnCPU()))


@each
def test_the_way_through_copies_keeps_the_numbers(name):
    mode = Detour()
    assert_same(numbers(EXAMPLES[name]), numbers(EXAMPLES[name], mode))
    assert mode.draws > 0


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("layout", ["contiguous", "transposed", "channels_last", "strided"])
def test_the_dropout_kernel_of_cuda_has_the_mask_of_the_cpu(p, layout):
    """CUDA's dropout is `native_dropout`, the CPU's is `bernoulli_`: run on the CPU, both must zero the same places."""
    x = torch.ones(2, 3, 4, 6)
    x = {
        "contiguous": x,
        "transposed": x.transpose(1, 2),
        "channels_last": x.to(memory_format=torch.channels_last),
        "strided": x[..., ::2],
    }[layout]
    (cpu,), state = numbers(lambda: F.dropout(x, p))
    (cuda, mask), after = numbers(lambda: torch.native_dropout(x, p, True))
    assert torch.equal(cpu != 0, mask)
    assert torch.equal(state, after)
    torch.testing.assert_close(cpu, cuda)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device: numbers on a GPU can only be seen on one")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if not re.match("(RNN|LSTM|GRU) dropout", name)])
def test_cuda_has_the_numbers_of_the_cpu(name):
    cpu, _ = numbers(EXAMPLES[name])
    with machine("cuda") as run, DrawsOnDevice() as proof:
        cuda, _ = numbers(EXAMPLES[name], run(False))
    assert proof.draws == 0
    for one, other in zip(cpu, cuda, strict=True):
        torch.testing.assert_close(one, other.cpu(), rtol=1e-4, atol=1e-5)


# How often


@pytest.mark.parametrize(
    ("draws", "example"),
    [
        (0, lambda: torch.ones(3)),
        (1, lambda: torch.rand(3)),
        (2, lambda: nn.Linear(3, 2)),
        (1, lambda: F.dropout(torch.ones(3))),
        (1, inference(lambda: F.dropout(torch.ones(3)))),
        (1, scaled_dot_product),
        (8, lambda: nn.LSTM(3, 4, 2)(torch.ones(5, 2, 3))),
        (9, lambda: nn.LSTM(3, 4, 2, dropout=0.5)(torch.ones(5, 2, 3))),
        (1, lambda: list(DataLoader(range(4)))),  # without shuffle too: the seed of its workers
        (4, shuffled),  # the sampler's seed, its permutation and a second, empty one, the workers' seed
        (0, lambda: nn.Linear(3, 2, device="meta")),
    ],
)
def test_draws_are_counted_on_the_cpu(draws, example):
    with SeededOnCPU() as mode:
        example()
    assert mode.draws == draws


@pytest.mark.parametrize("mode", [SeededOnCPU, DrawsOnDevice])
def test_meta_holds_no_numbers(mode):
    before = torch.get_rng_state()
    with mode() as seen:
        assert nn.Linear(3, 2, device="meta").weight.is_meta
    assert seen.draws == 0
    assert torch.equal(before, torch.get_rng_state())
