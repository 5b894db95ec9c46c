"""What the prose of the lesson `init` says beyond the outputs that its page shows."""

import math
import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.init.deep import deep, rules, sizes
from snippets.init.rule import init_weights
from snippets.lenet.net import LeNet


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def within(values, limit):
    """Drawn uniformly between -limit and limit, and many enough to come close to both."""
    values = values.detach()
    return 0.97 * limit < values.abs().max() <= limit and values.std() == pytest.approx(limit / math.sqrt(3), rel=0.06)


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
    assert nn.ConvTranspose2d(4, 256, 5).weight.shape[1] == 256
    assert 1 / math.sqrt(256 * 25) == 0.0125


def test_an_embedding_is_normal_and_its_padding_row_is_zero():
    layer = nn.Embedding(1000, 100, padding_idx=3)
    assert not layer.weight[3].any()
    assert layer.weight.mean().item() == pytest.approx(0, abs=0.02)
    assert layer.weight.std().item() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("norm", [nn.BatchNorm2d(8), nn.LayerNorm(8), nn.GroupNorm(2, 8)], ids=lambda n: type(n).__name__)
def test_normalization_starts_with_ones_and_zeros(norm):
    assert norm.weight.eq(1).all() and norm.bias.eq(0).all()


def test_prelu_starts_with_a_quarter():
    assert nn.PReLU().weight.tolist() == [0.25]


def test_with_a_of_root_5_only_the_old_limit_is_left():
    gain = nn.init.calculate_gain("leaky_relu", math.sqrt(5))
    assert gain == pytest.approx(math.sqrt(1 / 3))
    assert math.sqrt(3) * gain / math.sqrt(100) == pytest.approx(1 / math.sqrt(100))


def test_kaimings_variance_for_relu_is_6_times_the_default():
    assert nn.init.calculate_gain("relu") == pytest.approx(math.sqrt(2))
    kaiming = nn.init.kaiming_normal_(torch.empty(1000, 1000), nonlinearity="relu")
    assert (kaiming.var() / nn.Linear(1000, 1000).weight.var()).item() == pytest.approx(6, rel=0.02)


# Twenty layers


def test_a_layer_keeps_a_third_and_with_relu_a_sixth():
    x = torch.randn(4000, 400)
    for h, left in [(x, 1 / 3), (torch.relu(x), 1 / 6)]:
        assert nn.Linear(400, 400, bias=False)(h).square().mean().item() == pytest.approx(left, rel=0.03)
    assert math.sqrt(1 / 6) == pytest.approx(0.41, abs=0.005)


@pytest.mark.parametrize(
    ("name", "deviation", "factor", "twenty"),
    [
        ("small", 0.01, 0.11, -18.9),
        ("default", 0.036, 0.41, -7.8),
        ("xavier", 0.063, 0.71, -3.0),
        ("kaiming", 0.088, 1.00, 0.0),
        ("large", 0.2, 2.26, 7.1),
    ],
)
def test_the_table_of_five_starts(name, deviation, factor, twenty):
    net = deep(rules[name])
    assert net[0].weight.std().item() == pytest.approx(deviation, rel=0.02)
    exact = {"default": 1 / math.sqrt(3 * 256), "xavier": math.sqrt(1 / 256), "kaiming": math.sqrt(2 / 256)}.get(name, deviation)
    assert exact * math.sqrt(128) == pytest.approx(factor, abs=0.005)
    assert 20 * math.log10(exact * math.sqrt(128)) == pytest.approx(twenty, abs=0.05)


@pytest.mark.parametrize("name", ["small", "xavier", "kaiming", "large"])
def test_every_layer_multiplies_the_mean_by_the_same_factor(name):
    net = deep(rules[name])
    means, _ = sizes(net, torch.randn(512, 256).double())
    per_layer = math.log10(net[0].weight.std().item() * math.sqrt(128))
    assert (means[-1] - means[0]) / 19 == pytest.approx(per_layer, abs=0.06)


def test_under_the_default_outputs_differ_by_less_than_a_millionth():
    with torch.no_grad():
        y = deep(None)(torch.randn(512, 256).double())
    assert (y.amax(0) - y.amin(0)).max() < 1e-6 and y.std(0).mean() < 1e-8
    assert y.mean().item() == pytest.approx(10**-1.8, rel=0.2)


def test_without_its_biases_the_default_falls_like_the_others():
    net = deep(None)
    for layer in net[::3]:
        nn.init.zeros_(layer.bias)
    assert sizes(net, torch.randn(512, 256).double())[0][-1] < -7


def test_double_is_needed_for_the_spread_of_the_default():
    relative = 10**-8.2 / 10**-1.8
    assert relative < 10 * torch.finfo(torch.float32).eps


@pytest.mark.parametrize(
    ("fill", "deviation"),
    [
        (lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"), math.sqrt(2 / 400)),
        (lambda w: nn.init.kaiming_normal_(w), math.sqrt(2 / 400)),
        (lambda w: nn.init.kaiming_normal_(w, a=0.1), math.sqrt(2 / (1 + 0.1**2) / 400)),
        (lambda w: nn.init.xavier_normal_(w, gain=5 / 3), 5 / 3 * math.sqrt(2 / (400 + 800))),
        (lambda w: nn.init.xavier_normal_(w), math.sqrt(2 / (400 + 800))),
    ],
)
def test_the_table_of_deviations(fill, deviation):
    assert fill(torch.empty(800, 400)).std() == pytest.approx(deviation, rel=0.01)


@pytest.mark.parametrize("name", ["kaiming", "xavier"])
def test_the_uniform_twin_has_the_same_deviation_and_a_limit(name):
    normal = getattr(nn.init, f"{name}_normal_")(torch.empty(800, 400))
    uniform = getattr(nn.init, f"{name}_uniform_")(torch.empty(800, 400))
    assert uniform.std() == pytest.approx(normal.std().item(), rel=0.01)
    assert within(uniform, math.sqrt(3) * normal.std().item() * 1.01)


def test_gelu_has_no_gain():
    with pytest.raises(ValueError, match=r"^Unsupported nonlinearity gelu$"):
        nn.init.kaiming_normal_(torch.empty(3, 2), nonlinearity="gelu")


def test_old_names_run_and_warn():
    says = r"^`nn\.init\.kaiming_normal` is now deprecated in favor of `nn\.init\.kaiming_normal_`\.$"
    with pytest.warns(FutureWarning, match=says):
        nn.init.kaiming_normal(torch.empty(3, 2))


# apply


def test_the_rule_multiplies_the_deviation_by_root_6_and_leaves_norms_alone():
    net = nn.Sequential(nn.Conv2d(4, 1000, 5), nn.BatchNorm2d(1000))
    before = net[0].weight.std().item()
    net.apply(init_weights)
    assert net[0].weight.std().item() / before == pytest.approx(math.sqrt(6), rel=0.02)
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
    assert (round(min(losses), 2), round(max(losses), 2)) == (0.29, 2.44)


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
    assert [round(0.9**batches, 3) for batches in (10, 50)] == [0.349, 0.005]
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
    assert math.log(0.01 / 0.99) == pytest.approx(-4.6, abs=0.01)
    assert torch.sigmoid(torch.tensor(math.log(0.01 / 0.99))).item() == pytest.approx(0.01)


def test_deviation_of_a_new_linear():
    assert 1 / math.sqrt(300) == pytest.approx(0.058, abs=0.0005) and math.sqrt(2 / 300) == pytest.approx(0.082, abs=0.0005)
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
    assert [p[0].numel() for name, p in LeNet().named_parameters() if "weight" in name] == [25, 150, 400, 120, 84]
