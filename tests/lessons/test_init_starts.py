"""What the prose of the lesson `init` says of bad starts: equal weights, zeros, dead ReLUs."""

from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.init.dead import dead, step
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def started(rule, *sizes):
    """A network with ReLUs whose weights a rule has filled, all biases 0."""
    layers = []
    for number, outputs in pairwise(sizes):
        layers += [nn.Linear(number, outputs), nn.ReLU()]
        rule(layers[-2].weight)
        nn.init.zeros_(layers[-2].bias)
    return nn.Sequential(*layers[:-1])


OPTIMIZERS = [
    lambda ps: torch.optim.SGD(ps, lr=0.01),
    lambda ps: torch.optim.SGD(ps, lr=0.01, momentum=0.9),
    lambda ps: torch.optim.AdamW(ps, lr=0.01),
]


# Symmetry


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("constant", [0.1, 0.5])
@pytest.mark.parametrize("outputs", [1, 3])
def test_units_with_equal_weights_stay_equal(optimizer, constant, outputs):
    net = started(lambda w: nn.init.constant_(w, constant), 4, 8, 8, outputs)
    before = [p.clone() for p in net.parameters()]
    x, target, chosen = torch.rand(32, 4), torch.rand(32, outputs), optimizer(net.parameters())
    step(net, x, target, chosen)
    assert all(p.grad.any() for p in net.parameters())
    for _ in range(20):
        step(net, x, target, chosen)
    assert not any(torch.equal(p, old) for p, old in zip(net.parameters(), before, strict=True))
    for layer in net[:-1:2]:
        assert torch.allclose(layer.weight, layer.weight[:1].expand_as(layer.weight), atol=1e-5)


def test_the_constants_of_the_questions():
    told("init", 0.1, zh="权重全从 {} 开始，偏置从 0 开始", en="with several hidden layers start at {}, its biases at 0")
    told("init", 0.5, zh="从 {} 开始，权重确实变了，但三行仍然相等", en="With the constant {} the weights do change")


def test_random_weights_break_the_symmetry():
    net = started(nn.init.kaiming_normal_, 4, 8, 1)
    assert not torch.allclose(net[0].weight[0], net[0].weight[1])


def test_random_weights_in_the_last_layer_alone_break_it_too():
    """Why the page says: weights before and after the units."""
    net = started(lambda w: nn.init.constant_(w, 0.1), 4, 8, 1)
    nn.init.kaiming_normal_(net[-1].weight)
    chosen = torch.optim.SGD(net.parameters(), lr=0.01)
    step(net, torch.rand(32, 4), torch.rand(32, 1), chosen)
    assert not torch.allclose(net[0].weight[0], net[0].weight[1])


def test_from_zeros_only_the_last_bias_learns():
    net = started(nn.init.zeros_, 16, 32, 1)
    chosen, x = torch.optim.SGD(net.parameters(), lr=0.01), torch.rand(64, 16)
    for _ in range(20):
        step(net, x, x.sum(1, keepdim=True), chosen)
    assert [name for name, p in net.named_parameters() if p.grad.any()] == ["2.bias"]


def test_a_last_layer_of_zeros_moves_first_then_all_move():
    net = started(nn.init.kaiming_normal_, 4, 8, 1)
    nn.init.zeros_(net[2].weight)
    chosen, x = torch.optim.SGD(net.parameters(), lr=0.01), torch.randn(32, 4)
    target, first = x.sum(1, keepdim=True), net[0].weight.clone()
    step(net, x, target, chosen)
    assert torch.equal(net[0].weight, first) and net[2].weight.any()
    step(net, x, target, chosen)
    assert not torch.equal(net[0].weight, first)


def test_a_residual_block_whose_last_weight_is_0_passes_its_input():
    block = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4))
    nn.init.zeros_(block[1].weight)
    x = torch.randn(2, 4, 5, 5)
    assert torch.equal(x + block(x), x)


# Dead ReLU


def test_relu_has_the_derivative_0_where_it_gives_0():
    x = torch.tensor([-2.0, -1e-30, 0.0, 1.0], requires_grad=True)
    torch.relu(x).sum().backward()
    assert x.grad.tolist() == [0, 0, 0, 1]
    y = torch.tensor([-2.0], requires_grad=True)
    F.leaky_relu(y).backward()
    assert y.grad.item() != 0


def too_large():
    net = started(nn.init.uniform_, 16, 32, 1)
    x = torch.rand(64, 16)
    return net, x, x.sum(1, keepdim=True), torch.optim.SGD(net.parameters(), lr=0.01)


def test_uniform_starts_too_large_and_two_steps_make_all_hidden_weights_negative():
    net, x, target, optimizer = too_large()
    assert net[0].weight.min() >= 0 and net[0].weight.max() <= 1
    told(
        "init",
        net(x).mean().round().item(),
        target.mean().round().item(),
        zh="最初的输出在 {:.0f} 上下，而目标在 {:.0f} 上下",
        en="the first outputs were about {:.0f} where the targets are about {:.0f}",
    )
    for _ in range(2):
        step(net, x, target, optimizer)
    assert net[0].weight.max() < 0 and dead(net, x)[0].all()
    assert (net[:2](x) == 0).all()
    told("terms", 0, zh="对数据里的每个样本都输出 {} 的单元", en="A unit whose ReLU gives {} for each sample of the data")
    step(net, x, target, optimizer)
    assert [name for name, p in net.named_parameters() if p.grad.any()] == ["2.bias"]


def test_a_learning_rate_that_is_too_large_kills_units():
    killed = []
    for lr in (0.01, 0.5):
        torch.manual_seed(0)
        net, x = started(nn.init.kaiming_normal_, 16, 32, 1), torch.rand(64, 16)
        optimizer = torch.optim.SGD(net.parameters(), lr=lr)
        for _ in range(3):
            step(net, x, x.sum(1, keepdim=True), optimizer)
        killed.append(dead(net, x)[0].sum().item())
    assert killed[0] < 10 and killed[1] > 25


def test_in_the_first_layer_a_dead_unit_stays_as_it_is_under_plain_sgd():
    """Also where the layers behind it learn; four seeds, 300 steps."""
    for seed in range(4):
        torch.manual_seed(seed)
        net, x = started(nn.init.kaiming_normal_, 16, 32, 32, 1), torch.rand(64, 16)
        target, optimizer = torch.sin(3 * x.sum(1, keepdim=True)), torch.optim.SGD(net.parameters(), lr=0.05)
        (before, _), weight = dead(net, x), net[0].weight.clone()
        assert before.any()
        for _ in range(300):
            step(net, x, target, optimizer)
        assert torch.equal(net[0].weight[before], weight[before]) and dead(net, x)[0][before].all()


def test_other_data_can_wake_a_dead_unit_of_the_first_layer():
    net, x, target, optimizer = too_large()
    for _ in range(2):
        step(net, x, target, optimizer)
    assert dead(net, x)[0].all() and not dead(net, -x)[0].any()


def test_a_layer_that_is_dead_as_a_whole_stays_dead_and_stops_those_before_it():
    net, x = started(nn.init.kaiming_normal_, 16, 32, 32, 1), torch.rand(64, 16)
    nn.init.constant_(net[2].bias, -100)
    before, optimizer = net[0].weight.clone(), torch.optim.SGD(net.parameters(), lr=0.05)
    for _ in range(50):
        step(net, x, x.sum(1, keepdim=True), optimizer)
    assert dead(net, x)[1].all() and torch.equal(net[0].weight, before)


def test_weight_decay_can_wake_units_of_a_layer_that_is_dead_as_a_whole():
    """It shrinks the inputs and the negative weights of a unit, and its positive bias, until the bias is the larger part."""
    for decay, woken in ((0.0, False), (0.01, True)):
        torch.manual_seed(0)
        net, x = started(nn.init.kaiming_normal_, 2, 16, 16, 1), torch.rand(64, 2)
        with torch.no_grad():
            net[2].weight.copy_(-3 * net[2].weight.abs())
            net[2].bias.fill_(0.3)
            net[0].bias.fill_(0.5)
        assert dead(net, x)[1].all()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1, weight_decay=decay)
        for _ in range(3000):
            step(net, x, x.sum(1, keepdim=True), optimizer)
        assert dead(net, x)[1].all() != woken
