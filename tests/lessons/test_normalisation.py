"""What the prose of the lesson `normalisation` says beyond the outputs that its page shows."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.normalisation.train import build
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


# Why


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("lr", [0.01, 0.05, 0.2])
def test_with_batchnorm_it_learns_from_the_default_start(seed, lr):
    losses = []
    for normalise in (False, True):
        torch.manual_seed(seed)
        net = build(normalise)
        x = torch.rand(256, 2) * 2 - 1
        target = (x[:, 0] * x[:, 1] > 0).long()
        optimizer = torch.optim.SGD(net.parameters(), lr=lr)
        for _ in range(100):
            optimizer.zero_grad()
            loss = F.cross_entropy(net(x), target)
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    assert losses[0] == pytest.approx(math.log(2), abs=0.01) and losses[1] < 0.3
    told(
        "normalisation",
        math.log(2),
        math.log(2),
        zh="停在 {:.1f}，两个类别随机猜，损失就是这么多（ln 2 = {:.2f}）",
        en="at {:.1f} with each",
    )
    told("normalisation", math.log(2), zh="（ln 2 = {:.2f}）", en="(ln 2 = {:.2f})")
    told("normalisation", 0.2 / 0.01, zh="最大的是最小的 {:.0f} 倍", en="one is {:.0f} times as large as another")


def test_the_order_within_a_feature_stays():
    x = torch.randn(512, 3) * torch.tensor([1.0, 3.0, 0.3]) + 5
    assert torch.equal(x.argsort(0), nn.BatchNorm1d(3)(x).argsort(0))


# What they compute


@pytest.mark.parametrize("norm", [nn.BatchNorm2d(4), nn.LayerNorm(4), nn.GroupNorm(2, 4), nn.InstanceNorm2d(4)])
def test_the_default_epsilon(norm):
    assert norm.eps == 1e-5
    told("normalisation", f"{norm.eps:f}".rstrip("0"), zh="默认是 {}，防止除以 0", en="{} by default, which prevents")


@pytest.mark.parametrize("size", [(3, 4, 5, 5)])
def test_the_numbers_of_the_table(size):
    shape, x = list(size[1:]), torch.randn(*size) + 5
    norms = [nn.BatchNorm2d(4), nn.LayerNorm(shape), nn.GroupNorm(2, 4), nn.InstanceNorm2d(4)]
    weights = [sum(p.numel() for p in norm.parameters()) for norm in norms]
    buffers = [len(list(norm.buffers())) for norm in norms]
    assert buffers == [3, 0, 0, 0]
    assert [torch.allclose(norm.train()(x), norm.eval()(x)) for norm in norms] == [False, True, True, True]
    means = [x.mean((0, 2, 3)), x.mean((1, 2, 3)), x.view(3, 2, 2, 5, 5).mean((2, 3, 4)), x.mean((2, 3))]
    rows = [(mean.numel(), number) for mean, number in zip(means, weights, strict=True)]
    told("normalisation", *rows[0], zh="N、H、W | {} | {} |", en="N, H, W | {} | {} |")
    told("normalisation", *rows[1], zh="C、H、W | {} | {} |", en="C, H, W | {} | {} |")
    told("normalisation", *rows[2], zh="一组通道、H、W | {} | {} |", en="channels of a group, H, W | {} | {} |")
    told("normalisation", *rows[3], zh="| H、W | {} | {} |", en="| H, W | {} | {} |")


@pytest.mark.parametrize("norm", [nn.LayerNorm([4, 5, 5]), nn.GroupNorm(2, 4), nn.InstanceNorm2d(4)])
@pytest.mark.parametrize("training", [True, False])
def test_three_treat_each_sample_on_its_own(norm, training):
    norm.train(training)
    x = torch.randn(3, 4, 5, 5)
    y = torch.cat([x[:1], 9 * torch.randn(2, 4, 5, 5) + 7])
    assert torch.allclose(norm(x)[0], norm(y)[0], atol=1e-6)


@pytest.mark.parametrize("track, mixes", [(True, False), (False, True)])
def test_in_eval_batchnorm_mixes_samples_only_without_running_statistics(track, mixes):
    norm = nn.BatchNorm1d(3, track_running_stats=track).eval()
    x = torch.randn(4, 3)
    y = torch.cat([x[:1], torch.randn(3, 3) + 7])
    assert torch.allclose(norm(x)[0], norm(y)[0], atol=1e-6) != mixes


@pytest.mark.parametrize("norm, pixels", [(nn.InstanceNorm2d(4), 25), (nn.BatchNorm2d(4).eval(), 1)])
def test_how_many_pixels_of_the_map_an_output_uses(norm, pixels):
    x = torch.randn(3, 4, 5, 5, requires_grad=True)
    norm(x)[1, 2, 0, 0].backward()
    assert (x.grad != 0).sum() == pixels


def test_batchnorm1d_takes_features_in_dimension_1():
    norm = nn.BatchNorm1d(5)
    assert norm(torch.randn(8, 5)).shape == (8, 5) and norm(torch.randn(8, 5, 7)).shape == (8, 5, 7)
    assert norm(torch.randn(8, 5, 7)).mean((0, 2)).abs().max() < 1e-5


def test_layer_norm_gives_each_token_its_own_mean():
    norm, x = nn.LayerNorm(16), torch.randn(2, 7, 16) + 5
    assert norm(x).mean(-1).abs().max() < 1e-5
    y = torch.cat([x[:, :1], torch.zeros(2, 6, 16)], dim=1)
    assert torch.allclose(norm(x)[:, 0], norm(y)[:, 0], atol=1e-6)


def test_group_norm_is_the_layer_norm_without_a_fixed_size():
    norm = nn.GroupNorm(1, 8)
    for side in (5, 7):
        x = torch.randn(2, 8, side, side)
        assert torch.allclose(norm(x), nn.LayerNorm([8, side, side])(x), atol=1e-5)
    with pytest.raises(RuntimeError, match="Given normalized_shape"):
        nn.LayerNorm([8, 5, 5])(torch.ones(2, 8, 7, 7))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_epsilon_of_rms_norm_is_the_machine_precision(dtype):
    norm, x = nn.RMSNorm(4, dtype=dtype), torch.full((1, 4), 1e-5, dtype=dtype)
    assert norm.eps is None
    assert torch.allclose(norm(x), x / (x.square().mean() + torch.finfo(dtype).eps).sqrt())


# Running statistics


def test_what_is_left_of_the_initial_values():
    told(
        "normalisation",
        1 - nn.BatchNorm1d(1).momentum,
        0.9**10,
        0.9**50,
        zh="它们的比重是 {}ⁿ，十个批量之后是 {:.0%}，五十个之后是 {:.1%}",
        en="their share is {}ⁿ, which is {:.0%} after ten batches and {:.1%} after fifty",
    )
    norm, x = nn.BatchNorm1d(1), torch.tensor([[8.0], [12.0]])
    told(
        "normalisation",
        x.mean().item(),
        x.var().item(),
        zh="均值是 {:.0f}，方差是 {:.0f}",
        en="of mean {:.0f} and variance {:.0f}",
    )
    for _ in range(10):
        norm(x)
    assert norm.running_mean.item() == pytest.approx(10 * (1 - 0.9**10))
    assert norm.running_var.item() == pytest.approx(8 - 7 * 0.9**10)


def test_momentum_none_is_the_plain_average_and_reads_the_count():
    norm, batches = nn.BatchNorm1d(1, momentum=None), [torch.randn(8, 1) + i for i in range(5)]
    for batch in batches:
        norm(batch)
    assert torch.allclose(norm.running_mean, torch.stack([batch.mean() for batch in batches]).mean(), atol=1e-5)
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


def test_a_frozen_batchnorm_moves_its_buffers_under_no_grad():
    norm = nn.BatchNorm1d(3).requires_grad_(False)
    before = {name: value.clone() for name, value in norm.state_dict().items()}
    with torch.no_grad():
        norm(torch.randn(8, 3) + 5)
    moved = [name for name, value in norm.state_dict().items() if not torch.equal(value, before[name])]
    assert moved == ["running_mean", "running_var", "num_batches_tracked"]


# Small batches


def test_two_values_become_minus_one_and_one():
    y = nn.BatchNorm1d(100)(torch.randn(2, 100) * 10)
    assert y.abs().median().item() == pytest.approx(1, abs=1e-3) and torch.allclose(y[0], -y[1], atol=1e-3)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("groups, pixels", [(8, ()), (8, (1, 1))])
def test_group_norm_with_one_value_in_a_group_raises_for_one_sample_only(training, groups, pixels):
    norm = nn.GroupNorm(groups, 8).train(training)
    with pytest.raises(ValueError, match="Expected more than 1 value per channel when training"):
        norm(torch.randn(1, 8, *pixels))
    for samples in (2, 5):
        assert norm(torch.randn(samples, 8, *pixels)).abs().max() < 1e-3
    assert nn.GroupNorm(2, 8).train(training)(torch.randn(1, 8)).abs().max() > 0.5


def test_layer_norm_of_one_value_is_silent_and_instance_norm_is_not():
    assert not nn.LayerNorm(1)(torch.randn(4, 1)).any()
    for samples in (1, 2, 5):
        raises(
            "normalisation",
            "Expected more than 1 spatial element when training",
            lambda samples=samples: nn.InstanceNorm2d(8)(torch.randn(samples, 8, 1, 1)),
            ValueError,
        )


def test_one_value_less_its_own_mean_is_0():
    x = torch.tensor([5.0])
    assert x - x.mean() == 0


def test_drop_last_drops_the_batch_of_one():
    loader = torch.utils.data.DataLoader(range(33), batch_size=16, drop_last=True)
    assert [len(batch) for batch in loader] == [16, 16]


# Where to place it


def test_batchnorm_removes_the_bias_before_it():
    conv, norm, x = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), torch.randn(4, 3, 6, 6)
    y = norm(conv(x))
    nn.init.constant_(conv.bias, 3.0)
    assert torch.allclose(norm(conv(x)), y, atol=1e-4)


@pytest.mark.parametrize("groups, removes", [(8, True), (2, False), (1, False)])
def test_group_norm_removes_it_only_with_a_group_for_each_channel(groups, removes):
    conv, norm, x = nn.Conv2d(3, 8, 3), nn.GroupNorm(groups, 8), torch.randn(4, 3, 6, 6)
    y = norm(conv(x))
    nn.init.normal_(conv.bias)
    assert torch.allclose(norm(conv(x)), y, atol=1e-4) == removes


@pytest.mark.parametrize("center", [-4.0, 0.0, 5.0])
def test_behind_the_last_layer_the_mean_of_each_score_is_its_bias_whatever_comes_in(center):
    net = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3))
    assert net(torch.randn(16, 4) + center).mean(0).abs().max() < 1e-5
    nn.init.normal_(net[1].bias)
    assert torch.allclose(net(torch.randn(16, 4) + center).mean(0), net[1].bias, atol=1e-5)
    assert not torch.allclose(net.eval()(torch.randn(16, 4) + center).mean(0), net[1].bias, atol=1e-2)


def test_post_norm_is_the_default_of_the_encoder_layer():
    assert not nn.TransformerEncoderLayer(8, 2).norm_first and nn.TransformerEncoderLayer(8, 2, norm_first=True).norm_first


@pytest.mark.parametrize("fill", [nn.init.zeros_, lambda w: nn.init.constant_(w, 0.1)])
def test_normalisation_does_not_tell_equal_units_apart(fill):
    """The lesson `init` says so."""
    net = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 8), nn.BatchNorm1d(8))
    for layer in (net[0], net[3]):
        fill(layer.weight)
        nn.init.zeros_(layer.bias)
    y = net(torch.randn(16, 4))
    assert (y - y[:, :1]).abs().max() < 1e-3


# Which to choose


def test_batchnorm_folds_into_the_convolution():
    conv, norm, x = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), torch.randn(4, 3, 6, 6)
    norm(conv(x))
    norm.eval(), conv.eval()
    folded = torch.nn.utils.fuse_conv_bn_eval(conv, norm)
    assert torch.allclose(folded(x), norm(conv(x)), atol=1e-5)


def test_32_groups():
    for channels in (32, 64, 96):
        nn.GroupNorm(32, channels)
    with pytest.raises(ValueError, match="divisible"):
        nn.GroupNorm(32, 48)
    told("normalisation", 32, 32, 64, 96, zh="分 {} 组时，通道数应该是 {}、{}、{}", en="so {} groups need {}, {}, {}")
    told("normalisation", 32, zh="`nn.GroupNorm({}, C)`", en="`nn.GroupNorm({}, C)`")


# Mistakes


@pytest.mark.parametrize(
    ("message", "wrong", "error"),
    [
        ("Expected more than 1 value per channel when training", lambda: nn.BatchNorm1d(3)(torch.ones(1, 3)), ValueError),
        ("running_mean should contain 6 elements not 8", lambda: nn.BatchNorm2d(8)(torch.ones(2, 6, 5, 5)), RuntimeError),
        ("running_mean should contain 5 elements not 8", lambda: nn.BatchNorm1d(8)(torch.ones(4, 5, 8)), RuntimeError),
        ("expected 4D input (got 3D input)", lambda: nn.BatchNorm2d(8)(torch.ones(8, 5, 5)), ValueError),
        ("num_channels (8) must be divisible by num_groups (3)", lambda: nn.GroupNorm(3, 8), ValueError),
    ],
)
def test_the_table_of_mistakes(message, wrong, error):
    raises("normalisation", message, wrong, error)


def test_the_fixes_of_the_table_run():
    nn.BatchNorm2d(6)(torch.ones(2, 6, 5, 5))
    nn.BatchNorm2d(8)(torch.ones(8, 5, 5).unsqueeze(0))
    x = torch.randn(4, 5, 8)
    assert nn.BatchNorm1d(8)(x.transpose(1, 2)).transpose(1, 2).shape == nn.LayerNorm(8)(x).shape == x.shape
    assert [nn.GroupNorm(groups, 8).num_groups for groups in (1, 2, 4, 8)] == [1, 2, 4, 8]


# Exercises and self-check


def test_train_puts_a_frozen_batchnorm_back():
    net = nn.Sequential(nn.BatchNorm1d(3))
    net[0].eval()
    net.train()
    assert net[0].training


def test_the_question_of_the_tokens():
    norm, x = nn.LayerNorm(64), torch.randn(8, 20, 64)
    means = x.mean(-1).numel()
    assert norm(x).shape == x.shape
    told("normalisation", means, zh="3. {}\n", en="3. {}\n")
    told(
        "normalisation",
        64,
        *x.shape,
        zh="`nn.LayerNorm({})` 得到形状为 ({}, {}, {}) 的批量",
        en="`nn.LayerNorm({})` gets a batch of shape ({}, {}, {}).",
    )
    told("normalisation", 64, zh="2. {}\n", en="2. {}\n")
    told("normalisation", 64, zh="由 {} 个特征算出", en="over the {} features")


def test_the_question_of_two_images():
    x = torch.randn(2, 64, 4, 4)
    for norm, same in [
        (nn.BatchNorm2d(64), False),
        (nn.GroupNorm(32, 64), True),
        (nn.BatchNorm2d(64, track_running_stats=False), False),
    ]:
        assert torch.allclose(norm(x)[:1], norm(x[:1]), atol=1e-5) == same
    told("normalisation", x.shape[1], zh="1. `nn.BatchNorm2d({})`", en="1. `nn.BatchNorm2d({})`")
    told("normalisation", 32, x.shape[1], zh="2. `nn.GroupNorm({}, {})`", en="2. `nn.GroupNorm({}, {})`")
    told("normalisation", 64, zh="3. `nn.BatchNorm2d({}, track", en="3. `nn.BatchNorm2d({}, track")
