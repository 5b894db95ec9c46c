"""What the prose of the lesson `init` says beyond the outputs that its page shows."""

import math
import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.init.rule import init_weights
from snippets.lenet.net import LeNet
from tests.helpers.claims import within
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


def test_a_transposed_convolution_counts_dimension_1_its_outputs():
    outputs, area = nn.ConvTranspose2d(4, 256, 5).weight[0].flatten(1).shape
    limit = 1 / math.sqrt(outputs * area)
    told("init", outputs, area, limit, zh="1/√({} × {}) = {:.4f}", en="1/√({} × {}) = {:.4f}")


def test_an_embedding_is_normal_and_its_padding_row_is_zero():
    layer = nn.Embedding(1000, 100, padding_idx=3)
    assert not layer.weight[3].any()
    assert layer.weight.mean().item() == pytest.approx(0, abs=0.02)
    assert layer.weight.std().item() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("norm", [nn.BatchNorm2d(8), nn.LayerNorm(8), nn.GroupNorm(2, 8)], ids=lambda n: type(n).__name__)
def test_normalization_starts_with_ones_and_zeros(norm):
    assert norm.weight.eq(1).all() and norm.bias.eq(0).all()


def test_prelu_starts_with_a_quarter():
    (start,) = nn.PReLU().weight.tolist()
    told("init", start, zh="| `nn.PReLU` | {} | 没有 |", en="| `nn.PReLU` | {} | none |")


def test_with_a_of_root_5_only_the_old_limit_is_left():
    gain = nn.init.calculate_gain("leaky_relu", math.sqrt(5))
    assert gain == pytest.approx(math.sqrt(1 / 3))
    assert math.sqrt(3) * gain / math.sqrt(100) == pytest.approx(1 / math.sqrt(100))
    told(
        "init",
        zh="的界是 ±√3 · gain/√fan_in，其中 gain = √(2/(1 + a²))。a 取 √5，gain 就是 √(1/3)，和前面的 √3 约掉",
        en="±√3 · gain/√fan_in, where gain = √(2/(1 + a²)). With a = √5 the gain is √(1/3), the √3 cancels",
    )
    told("init", zh="√5 本身没有含义", en="The √5 has no meaning")


def test_kaimings_variance_for_relu_is_6_times_the_default():
    gain, default = nn.init.calculate_gain("relu"), nn.init.calculate_gain("leaky_relu", math.sqrt(5))
    told(
        "init",
        round(gain**2),
        round(1 / default**2),
        zh="给出的 gain 是 √{}，不是 √(1/{})",
        en="for ReLU is a gain of √{}, not √(1/{})",
    )
    kaiming = nn.init.kaiming_normal_(torch.empty(1000, 1000), nonlinearity="relu")
    times = (kaiming.var() / nn.Linear(1000, 1000).weight.var()).item()
    assert times == pytest.approx(6, rel=0.02)
    told("init", times, zh="方差只有它的六分之一", en="the variance of the default is {:.0f} times smaller")


# apply


def test_the_rule_multiplies_the_deviation_by_root_6_and_leaves_norms_alone():
    net = nn.Sequential(nn.Conv2d(4, 1000, 5), nn.BatchNorm2d(1000))
    before = net[0].weight.std().item()
    net.apply(init_weights)
    times = net[0].weight.std().item() / before
    assert times == pytest.approx(math.sqrt(6), rel=0.02)
    told("init", times**2, zh="标准差变成了原来的 √{:.0f} 倍左右", en="now have √{:.0f} times the deviation")
    assert not net[0].bias.any() and net[1].weight.eq(1).all()


def test_a_rule_by_name_makes_batchnorm_a_hundredth():
    norm = nn.BatchNorm1d(1000)
    for name, p in norm.named_parameters():
        if "weight" in name:
            nn.init.normal_(p, std=0.01)
    assert norm(torch.randn(256, 1000)).std().item() == pytest.approx(0.01, rel=0.1)


def test_apply_overwrites_what_was_loaded():
    net, saved = nn.Linear(3, 2), nn.Linear(3, 2).state_dict()
    net.load_state_dict(saved)
    net.apply(init_weights)
    assert not torch.equal(net.weight, saved["weight"])


def test_reset_parameters_is_on_almost_every_layer_with_parameters_of_its_own():
    layers = [nn.Linear(2, 2), nn.Conv2d(1, 1, 1), nn.ConvTranspose2d(1, 1, 1), nn.LSTM(2, 2), nn.Embedding(2, 2)]
    layers += [nn.BatchNorm2d(2), nn.LayerNorm(2), nn.GroupNorm(1, 2), nn.PReLU()]
    assert all(hasattr(layer, "reset_parameters") for layer in layers)
    assert not hasattr(nn.MultiheadAttention(2, 1), "reset_parameters")


def test_the_mistake_filled_the_first_weight():
    net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))
    before = net[0].weight.clone()
    with pytest.raises(ValueError, match="fewer than 2 dimensions"):
        for p in net.parameters():
            nn.init.xavier_uniform_(p)
    assert not torch.equal(net[0].weight, before)
    for p in net.parameters():
        if p.dim() >= 2:
            nn.init.xavier_uniform_(p)


# Dead starts


def small_net(rule):
    net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 1))
    for layer in (net[0], net[2]):
        rule(layer.weight)
        nn.init.zeros_(layer.bias)
    return net, torch.rand(64, 16)


def step(net, x):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    optimizer.zero_grad()
    F.mse_loss(net(x), x.sum(1, keepdim=True)).backward()
    optimizer.step()


def test_from_zeros_only_the_last_bias_learns():
    net, x = small_net(nn.init.zeros_)
    for _ in range(20):
        step(net, x)
    assert [name for name, p in net.named_parameters() if p.grad.any()] == ["2.bias"]


def test_uniform_draws_from_0_to_1_and_two_steps_throw_the_hidden_weights_below_0():
    net, x = small_net(nn.init.uniform_)
    assert net[0].weight.min() >= 0 and net[0].weight.max() <= 1
    assert net(x).mean().round().item() == 50 and x.sum(1).mean().round().item() == 8
    step(net, x)
    assert net[:2](x).any()
    step(net, x)
    assert net[0].weight.max() < 0 and not net[:2](x).any()


def test_a_dead_relu_does_not_come_back():
    net, x = small_net(nn.init.uniform_)
    for _ in range(2):
        step(net, x)
    dead = net[0].weight.clone()
    for _ in range(20):
        step(net, x)
    assert torch.equal(net[0].weight, dead) and not net[0].weight.grad.any()


# Seeds


def test_a_seed_fixes_neither_random_nor_numpy():
    drawn = []
    for _ in range(2):
        torch.manual_seed(0)
        drawn.append((random.random(), np.random.rand()))
    assert drawn[0][0] != drawn[1][0] and drawn[0][1] != drawn[1][1]


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
        zh="种子从 0 到 {}，第一次的 MSE 损失从 {:.2f} 到 {:.2f} 都有",
        en="the seeds 0 to {} give first MSE losses between {:.2f} and {:.2f}",
    )


# Mistakes


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        (lambda: nn.Linear(3, 2).apply(print()), TypeError, "'NoneType' object is not callable"),
        (lambda: nn.init.zeros_(nn.Linear(3, 2, bias=False).bias), AttributeError, "'NoneType' object has no attribute 'zero_'"),
        (
            lambda: nn.Linear(3, 2).weight.fill_(0),
            RuntimeError,
            "a leaf Variable that requires grad is being used in an in-place",
        ),
        (
            lambda: setattr(nn.Linear(3, 2), "weight", torch.zeros(2, 3)),
            TypeError,
            "cannot assign 'torch.FloatTensor' as parameter 'weight'",
        ),
        (lambda: nn.BatchNorm2d(8)(torch.ones(2, 6, 5, 5)), RuntimeError, "running_mean should contain 6 elements not 8"),
        (lambda: nn.BatchNorm2d(8)(torch.ones(8, 5, 5)), ValueError, r"expected 4D input \(got 3D input\)"),
        (lambda: nn.GroupNorm(3, 8), ValueError, r"num_channels \(8\) must be divisible by num_groups \(3\)"),
    ],
)
def test_the_table_of_mistakes(wrong, error, says):
    with pytest.raises(error, match=says):
        wrong()


def test_the_fixes_of_the_table_run():
    nn.init.zeros_(nn.Linear(3, 2).weight)
    nn.Linear(3, 2).weight = nn.Parameter(torch.zeros(2, 3))
    nn.BatchNorm2d(6)(torch.ones(2, 6, 5, 5))
    nn.BatchNorm2d(8)(torch.ones(8, 5, 5).unsqueeze(0))
    assert [nn.GroupNorm(groups, 8).num_groups for groups in (1, 2, 4, 8)] == [1, 2, 4, 8]


# Exercises and self-check


def test_train_puts_a_frozen_batchnorm_back():
    net = nn.Sequential(nn.BatchNorm1d(3))
    net[0].eval()
    net.train()
    assert net[0].training


def test_the_bias_says_one_percent():
    told("init", -math.log(0.01 / 0.99), zh="ln(0.01/0.99) = −{:.1f}", en="ln(0.01/0.99) = −{:.1f}")
    assert torch.sigmoid(torch.tensor(math.log(0.01 / 0.99))).item() == pytest.approx(0.01)


def test_deviation_of_a_new_linear():
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


def test_a_last_layer_of_zeros_moves_first_then_all_move():
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    for p in net[2].parameters():
        nn.init.zeros_(p)
    x = torch.randn(32, 4)
    first = net[0].weight.clone()
    step(net, x)
    assert torch.equal(net[0].weight, first) and net[2].weight.any()
    step(net, x)
    assert not torch.equal(net[0].weight, first)


def test_a_frozen_batchnorm_moves_its_buffers_under_no_grad():
    norm = nn.BatchNorm1d(3).requires_grad_(False)
    before = {name: value.clone() for name, value in norm.state_dict().items()}
    with torch.no_grad():
        norm(torch.randn(8, 3) + 5)
    moved = [name for name, value in norm.state_dict().items() if not torch.equal(value, before[name])]
    assert moved == ["running_mean", "running_var", "num_batches_tracked"]


def test_batchnorm_removes_the_bias_before_it():
    conv, norm, x = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), torch.randn(4, 3, 6, 6)
    y = norm(conv(x))
    nn.init.constant_(conv.bias, 3.0)
    assert torch.allclose(norm(conv(x)), y, atol=1e-4)


def test_the_fan_ins_of_lenet():
    fan_ins = [p[0].numel() for name, p in LeNet().named_parameters() if "weight" in name]
    told("init", *fan_ins, zh="`fan_in`：{}、{}、{}、{}、{}", en="its `fan_in`s: {}, {}, {}, {}, {}")
