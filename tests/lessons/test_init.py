"""What the prose of the lesson `init` says of defaults, apply, seeds and its questions, beyond the outputs of its page."""

import inspect
import math
import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.init.ex_own import FilledMix
from snippets.init.rule import init_weights
from snippets.lenet.net import LeNet
from tests.helpers.claims import raises, within
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


# What a new layer starts with


@pytest.mark.parametrize(
    ("layer", "limit"),
    [
        (nn.Linear(100, 1000), 1 / math.sqrt(100)),
        (nn.Conv2d(4, 1000, 5), 1 / math.sqrt(4 * 5 * 5)),
        (nn.Conv2d(8, 1000, 5, groups=2), 1 / math.sqrt(4 * 5 * 5)),
        (nn.ConvTranspose2d(4, 1000, 5), 1 / math.sqrt(1000 * 5 * 5)),
        (nn.RNN(9, 300), 1 / math.sqrt(300)),
        (nn.LSTM(9, 300), 1 / math.sqrt(300)),
        (nn.GRU(9, 300), 1 / math.sqrt(300)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_uniform_between_the_limits_of_the_table(layer, limit):
    assert all(within(p, limit) for p in layer.parameters())


def test_both_first_layers_compute_an_output_from_100_inputs():
    linear, conv = nn.Linear(100, 1000), nn.Conv2d(4, 256, 5)
    assert linear.weight[0].numel() == conv.weight[0].numel() == 100
    told(
        "init",
        linear.weight[0].numel(),
        conv.weight.shape[1],
        zh="`nn.Linear(100, 1000)` 是 {} 个特征，`nn.Conv2d(4, 256, 5)` 是 {} 个通道",
        en="from {} features in `nn.Linear(100, 1000)`, and from {} channels",
    )


def test_a_transposed_convolution_counts_dimension_1_its_outputs():
    outputs, area = nn.ConvTranspose2d(4, 256, 5).weight[0].flatten(1).shape
    limit = 1 / math.sqrt(outputs * area)
    told("init", outputs, area, limit, zh="±1/√({} × {}) = ±{:.4f}", en="1/√({} × {}) = {:.4f}")
    grouped = nn.ConvTranspose2d(64, 64, 5, groups=8).weight
    assert 0.95 / math.sqrt(64 / 8 * 25) < grouped.abs().max() <= 1 / math.sqrt(64 / 8 * 25)
    told("init", zh="输出通道数 / `groups` × 卷积核面积", en="output channels / `groups` × kernel area")


def test_an_embedding_is_normal_and_its_padding_row_is_zero():
    layer = nn.Embedding(1000, 100, padding_idx=3)
    assert not layer.weight[3].any()
    assert layer.weight.mean().item() == pytest.approx(0, abs=0.02)
    assert layer.weight.std().item() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("norm", [nn.BatchNorm2d(8), nn.LayerNorm(8), nn.GroupNorm(2, 8)], ids=lambda n: type(n).__name__)
def test_normalisation_starts_with_ones_and_zeros(norm):
    assert norm.weight.eq(1).all() and norm.bias.eq(0).all()


def test_prelu_starts_with_a_quarter():
    (start,) = nn.PReLU().weight.tolist()
    told("init", start, zh="| `nn.PReLU` | {} | 没有 |", en="| `nn.PReLU` | {} | none |")


@pytest.mark.parametrize("layer", [nn.Linear, nn.modules.conv._ConvNd], ids=["Linear", "Conv"])
def test_the_source_says_root_5(layer):
    assert "init.kaiming_uniform_(self.weight, a=math.sqrt(5))" in inspect.getsource(layer.reset_parameters)


def test_with_a_of_root_5_only_the_limit_is_left():
    gain = nn.init.calculate_gain("leaky_relu", math.sqrt(5))
    assert gain == pytest.approx(math.sqrt(1 / 3))
    assert math.sqrt(3) * gain / math.sqrt(100) == pytest.approx(1 / math.sqrt(100))
    for a in (0, 0.3, 2):
        assert nn.init.calculate_gain("leaky_relu", a) == pytest.approx(math.sqrt(2 / (1 + a**2)))
        bound = math.sqrt(3) * math.sqrt(2 / (1 + a**2)) / math.sqrt(100)
        assert within(nn.init.kaiming_uniform_(torch.empty(1000, 100), a=a), bound)
    told(
        "init",
        zh="b = √3 · gain/√fan_in，其中 gain（增益）= √(2/(1 + a²))",
        en="b = √3 · gain/√fan_in and gain = √(2/(1 + a²))",
    )
    told(
        "init",
        round(math.sqrt(5) ** 2),
        round(1 / gain**2),
        3,
        1,
        zh="a = √{} 时，gain 是 √(1/{})，与前面的 √{} 约掉，剩下 b = {}/√fan_in",
        en="with a = √{} the gain is √(1/{}), it cancels the √{}, and b = {}/√fan_in is left",
    )
    told("init", 5, zh="### kaiming_uniform_ 与 a=√{}", en="### kaiming_uniform_ with a=√{}")


def test_kaimings_variance_for_relu_is_6_times_the_default():
    gain = nn.init.calculate_gain("relu")
    kaiming = nn.init.kaiming_normal_(torch.empty(1000, 1000), nonlinearity="relu")
    times = (kaiming.var() / nn.Linear(1000, 1000).weight.var()).item()
    assert times == pytest.approx(6, rel=0.02)
    told(
        "init",
        round(gain**2),
        times,
        zh="推导的 gain 是 √{}，权重的方差是默认值的 {:.0f} 倍",
        en="the gain would be √{}, which makes the variance of the weights {:.0f} times as large",
    )


# apply


def test_the_rule_multiplies_the_standard_deviation_by_root_6_and_leaves_norms_alone():
    net = nn.Sequential(nn.Conv2d(4, 1000, 5), nn.BatchNorm2d(1000))
    before = net[0].weight.std().item()
    net.apply(init_weights)
    times = net[0].weight.std().item() / before
    assert times == pytest.approx(math.sqrt(6), rel=0.02)
    told("init", times**2, zh="变成了原来的 √{:.0f} 倍左右", en="now have about √{:.0f} times the standard deviation")
    assert not net[0].bias.any() and net[1].weight.eq(1).all()


def test_a_rule_by_name_makes_the_output_of_batchnorm_a_hundredth():
    norm = nn.BatchNorm1d(1000)
    x = torch.randn(256, 1000)
    before = norm(x).std().item()
    for name, p in norm.named_parameters():
        if "weight" in name:
            nn.init.normal_(p, std=0.01)
    assert 400 < (norm.weight < 0).sum() < 600  # around 0 and not around 0.01
    told("init", norm.weight.std(), zh="变成 0 附近的随机数，标准差是 {:.2f}", en="around 0 with a standard deviation of {:.2f}")
    times = before / norm(x).std().item()
    assert times == pytest.approx(100, rel=0.1)
    told("init", round(times, -1), zh="只有原来的 1/{:.0f} 左右", en="is about 1/{:.0f} of what it was")


def test_apply_overwrites_what_was_loaded():
    net, saved = nn.Linear(3, 2), nn.Linear(3, 2).state_dict()
    net.load_state_dict(saved)
    net.apply(init_weights)
    assert not torch.equal(net.weight, saved["weight"])


def test_reset_parameters_is_on_almost_every_layer_with_parameters_of_its_own():
    layers = [nn.Linear(2, 2), nn.Conv2d(1, 1, 1), nn.ConvTranspose2d(1, 1, 1), nn.LSTM(2, 2), nn.Embedding(2, 2)]
    layers += [nn.BatchNorm2d(2), nn.LayerNorm(2), nn.GroupNorm(1, 2), nn.RMSNorm(2), nn.PReLU(), nn.Bilinear(2, 2, 2)]
    assert all(hasattr(layer, "reset_parameters") for layer in layers)
    attention = nn.MultiheadAttention(2, 1)
    assert list(attention.parameters(recurse=False)) and not hasattr(attention, "reset_parameters")


def test_the_mistake_filled_the_first_weight():
    net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))
    before = net[0].weight.clone()
    with pytest.raises(ValueError, match="fewer than 2 dimensions"):
        for p in net.parameters():
            nn.init.xavier_uniform_(p)
    assert not torch.equal(net[0].weight, before) and nn.BatchNorm1d(3).weight.dim() == 1
    for p in net.parameters():
        if p.dim() >= 2:
            nn.init.xavier_uniform_(p)


# Seeds


def test_two_runs_without_a_seed_differ():
    torch.seed()
    assert not torch.equal(nn.Linear(4, 3).weight, nn.Linear(4, 3).weight)


def test_dropout_draws_in_training_mode_only():
    for mode in (True, False):
        torch.manual_seed(0)
        plain = torch.rand(3)
        torch.manual_seed(0)
        nn.Dropout(0.5).train(mode)(torch.ones(8))
        assert torch.equal(plain, torch.rand(3)) != mode


def test_a_seed_fixes_neither_random_nor_numpy():
    drawn = []
    for _ in range(2):
        torch.manual_seed(0)
        drawn.append((random.random(), np.random.rand()))
    assert drawn[0][0] != drawn[1][0] and drawn[0][1] != drawn[1][1]


def test_the_documentation_says_all_devices():
    assert "on all devices" in torch.manual_seed.__doc__


def test_a_seed_fixes_the_order_of_a_loader():
    orders = []
    for _ in range(2):
        torch.manual_seed(0)
        orders.append(torch.cat(list(torch.utils.data.DataLoader(torch.arange(100), shuffle=True))).tolist())
    assert orders[0] == orders[1] != list(range(100))


@pytest.mark.parametrize(("draw", "same"), [(torch.randn, False), (torch.rand, True)])
def test_ten_of_sixteen(draw, same):
    torch.manual_seed(0)
    ten = draw(10)
    torch.manual_seed(0)
    assert torch.equal(ten, draw(16)[:10]) == same
    torch.manual_seed(0)
    assert torch.equal(ten, draw(15)[:10])
    told(
        "init",
        16,
        zh="因为从 {} 个元素起，CPU 换了一种抽取方法",
        en="because for {} or more elements PyTorch draws in another way",
    )


def test_first_losses_of_lenet_over_forty_seeds():
    losses = []
    for seed in range(40):
        torch.manual_seed(seed)
        net = LeNet()
        losses.append(F.mse_loss(net(torch.randn(1, 1, 32, 32)), torch.randn(1, 10)).item())
    told(
        "init",
        len(losses) - 1,
        min(losses),
        max(losses),
        zh="种子从 0 到 {}，第一次的 MSE 损失在 {:.2f} 和 {:.2f} 之间",
        en="the seeds 0 to {} give first MSE losses between {:.2f} and {:.2f}",
    )


# Mistakes


@pytest.mark.parametrize(
    ("message", "wrong", "error"),
    [
        (
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions",
            lambda: nn.init.kaiming_normal_(nn.Linear(3, 2).bias),
            ValueError,
        ),
        ("'NoneType' object is not callable", lambda: nn.Linear(3, 2).apply(init_weights(nn.Linear(3, 2))), TypeError),
        (
            "'NoneType' object has no attribute 'zero_'",
            lambda: nn.init.zeros_(nn.Linear(3, 2, bias=False).bias),
            AttributeError,
        ),
        (
            "a leaf Variable that requires grad is being used in an in-place operation.",
            lambda: nn.Linear(3, 2).weight.fill_(0),
            RuntimeError,
        ),
        (
            "cannot assign 'torch.FloatTensor' as parameter 'weight'",
            lambda: setattr(nn.Linear(3, 2), "weight", torch.zeros(2, 3)),
            TypeError,
        ),
    ],
)
def test_the_table_of_mistakes(message, wrong, error):
    raises("init", message, wrong, error)


def test_the_fixes_of_the_table_run():
    nn.init.zeros_(nn.Linear(3, 2).weight)
    nn.Linear(3, 2).weight = nn.Parameter(torch.zeros(2, 3))
    nn.Linear(3, 2).apply(init_weights)


# Exercises and self-check


def test_resetting_a_network_reaches_the_layer_of_exercise_2():
    net = nn.Sequential(FilledMix(8))
    nn.init.ones_(net[0].shift)
    for module in net.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    assert not net[0].shift.any()


def test_the_bias_says_one_percent():
    told("init", -math.log(0.01 / 0.99), zh="ln(0.01/0.99) = −{:.1f}", en="ln(0.01/0.99) = −{:.1f}")
    share = torch.sigmoid(torch.tensor(math.log(0.01 / 0.99))).item()
    told("init", share, zh="经过 sigmoid 正好是 {:.2f}", en="which the sigmoid turns into {:.2f}")
    told("init", share, zh="只有 {:.0%} 的样本是正例", en="{:.0%} of the samples are positive")


def test_standard_deviation_of_a_new_linear():
    told("init", 1 / math.sqrt(300), zh="1/√300 ≈ {:.3f}", en="1/√300 ≈ {:.3f}")
    told("init", 1 / math.sqrt(900), zh="1/√900 ≈ {:.3f}", en="1/√900 ≈ {:.3f}")
    told("init", math.sqrt(2 / 300), zh="√(2/300) ≈ {:.3f}", en="√(2/300) ≈ {:.3f}")
    assert nn.Linear(300, 50).weight.std().item() == pytest.approx(1 / math.sqrt(900), rel=0.03)


def test_dropout_between_layers_changes_only_later_draws():
    drawn = []
    for between in (nn.Identity, nn.Dropout):
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(4, 4), between(0.1), nn.Linear(4, 4))
        net(torch.ones(1, 4))
        drawn.append((net[2].weight, torch.rand(3)))
    assert torch.equal(drawn[0][0], drawn[1][0]) and not torch.equal(drawn[0][1], drawn[1][1])


def test_the_fan_ins_of_lenet():
    fan_ins = [p[0].numel() for name, p in LeNet().named_parameters() if "weight" in name]
    told("init", *fan_ins, zh="`fan_in`：{}、{}、{}、{}、{}", en="`fan_in`s of its layers: {}, {}, {}, {}, {}")
