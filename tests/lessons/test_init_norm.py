"""What the prose of the lesson `init` says of normalization."""

import pytest
import torch
from torch import nn

from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


# Normalization


def test_the_numbers_of_the_table_of_norms():
    shape = [4, 5, 5]
    norms = [nn.BatchNorm2d(4), nn.LayerNorm(shape), nn.GroupNorm(2, 4), nn.InstanceNorm2d(4)]
    assert [sum(p.numel() for p in norm.parameters()) for norm in norms] == [2 * 4, 2 * 4 * 5 * 5, 2 * 4, 0]
    assert [len(list(norm.buffers())) for norm in norms] == [3, 0, 0, 0]
    x = torch.randn(3, *shape) + 5
    assert [torch.equal(norm.train()(x), norm.eval()(x)) for norm in norms] == [False, True, True, True]


def test_layer_norm_gives_each_token_its_own_mean():
    y = nn.LayerNorm(16)(torch.randn(2, 7, 16) + 5)
    assert y.mean(-1).abs().max() < 1e-5


def test_group_norm_is_the_layer_norm_without_a_fixed_size():
    norm = nn.GroupNorm(1, 8)
    assert norm(torch.ones(2, 8, 5, 5)).shape == (2, 8, 5, 5) and norm(torch.ones(2, 8, 7, 7)).shape == (2, 8, 7, 7)
    with pytest.raises(RuntimeError, match="Given normalized_shape"):
        nn.LayerNorm([8, 5, 5])(torch.ones(2, 8, 7, 7))


def test_what_is_left_of_the_initial_values():
    told(
        "init",
        1 - nn.BatchNorm1d(1).momentum,
        0.9**10,
        0.9**50,
        zh="最初的 0 和 1 还剩 {}ⁿ：十批之后剩 {:.0%}，五十批之后剩 {:.1%}",
        en="what is left of the initial 0 and 1 after n batches is {}ⁿ: {:.0%} after ten, {:.1%} after fifty",
    )
    norm, x = nn.BatchNorm1d(1), torch.tensor([[8.0], [12.0]])
    for _ in range(10):
        norm(x)
    assert norm.running_mean.item() == pytest.approx(10 * (1 - 0.9**10))
    assert norm.running_var.item() == pytest.approx(8 - 7 * 0.9**10)


def test_only_momentum_none_reads_the_count():
    for momentum, reads in [(0.1, False), (None, True)]:
        means = []
        for count in (0, 1000):
            norm = nn.BatchNorm1d(1, momentum=momentum)
            norm.num_batches_tracked.fill_(count)
            norm(torch.tensor([[8.0], [12.0]]))
            means.append(norm.running_mean.item())
        assert (means[0] != means[1]) == reads


def test_a_batchnorm_that_was_never_trained_returns_x_in_eval():
    x = torch.randn(8, 3)
    assert torch.allclose(nn.BatchNorm1d(3).eval()(x), x, rtol=1e-4)


def test_two_values_become_minus_one_and_one():
    y = nn.BatchNorm1d(100)(torch.randn(2, 100) * 10)
    assert y.abs().median().item() == pytest.approx(1, abs=1e-3) and torch.allclose(y[0], -y[1], atol=1e-3)


@pytest.mark.parametrize("training", [True, False])
def test_group_norm_takes_one_sample_but_not_one_value(training):
    assert nn.GroupNorm(2, 8).train(training)(torch.ones(1, 8)).shape == (1, 8)
    with pytest.raises(ValueError, match="Expected more than 1 value per channel when training"):
        nn.GroupNorm(8, 8).train(training)(torch.ones(1, 8))


def test_drop_last_drops_the_batch_of_one():
    loader = torch.utils.data.DataLoader(range(33), batch_size=16, drop_last=True)
    assert [len(batch) for batch in loader] == [16, 16]


@pytest.mark.parametrize("fill", [nn.init.zeros_, lambda w: nn.init.constant_(w, 0.1)])
def test_normalization_does_not_tell_equal_units_apart(fill):
    net = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 8), nn.BatchNorm1d(8))
    for layer in (net[0], net[3]):
        fill(layer.weight)
        nn.init.zeros_(layer.bias)
    y = net(torch.randn(16, 4))
    assert (y - y[:, :1]).abs().max() < 1e-3
