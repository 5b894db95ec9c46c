"""What the prose of the lesson `optimizer` says of momentum, Adam, weight decay and the choice of an optimizer."""

import copy
import inspect
import itertools
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x
from tests.helpers.told import told


def with_gradient(*values):
    """A parameter of ones whose gradient has the values."""
    w = nn.Parameter(torch.ones(len(values)))
    w.grad = torch.tensor(values)
    return w


def default(optimizer, name):
    return inspect.signature(optimizer).parameters[name].default


def test_defaults_named_on_the_page():
    optim = torch.optim
    lr = default(optim.SGD, "lr")
    assert lr == default(optim.Adam, "lr") == default(optim.AdamW, "lr")
    told("optimizer", lr, zh="SGD、Adam 和 AdamW 用的都是 {}", en="then SGD, Adam and AdamW use {}")
    assert default(optim.Adam, "weight_decay") == default(optim.SGD, "weight_decay") == 0
    decay = default(optim.AdamW, "weight_decay")
    told("optimizer", decay, zh="AdamW 用 {}，Adam 和 SGD 用 0", en="AdamW uses {}, and Adam and SGD use 0")
    told("optimizer", default(optim.AdamW, "betas"), zh="`betas` 取默认值 `{}`", en="with the default `betas={}`")
    assert default(optim.Adam, "betas") == default(optim.AdamW, "betas")


# Momentum


def velocities(gradients):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=1.0, momentum=0.9)
    seen = []
    for gradient in gradients:
        w.grad = torch.tensor(gradient)
        optimizer.step()
        seen.append(optimizer.state[w]["momentum_buffer"].item())
    return seen


def test_the_velocity_of_equal_and_of_alternating_gradients():
    same, alternating = velocities([1.0] * 200), velocities([1.0, -1.0] * 100)
    assert same == sorted(same)
    told("optimizer", round(same[-1]), zh="趋近于 {}，因为 1 / (1 − 0.9)", en="approaches {}, because 1 / (1 − 0.9)")
    told("optimizer", round(same[-1]), zh="一步最多可以是原来的 {} 倍长", en="up to {} times as long as without momentum")
    assert max(map(abs, alternating)) <= 1
    told("optimizer", abs(alternating[-1]), zh="并且趋近于 {:.2f}", en="and it approaches {:.2f}")


def test_a_rate_for_sgd_can_be_too_large_with_momentum():
    def last(lr, momentum):
        w = nn.Parameter(torch.ones(2))
        optimizer = torch.optim.SGD([w], lr=lr, momentum=momentum)
        for _ in range(30):
            optimizer.zero_grad()
            (w**2 * torch.tensor([1.0, 0.1])).sum().backward()
            optimizer.step()
        return w.abs().max().item()

    assert last(0.45, 0.0) < last(0.45, 0.9)


@pytest.mark.parametrize("set_to_none", [True, False])
def test_weight_decay_too_needs_a_gradient_that_is_not_none(set_to_none):
    w = with_gradient(1.0)
    optimizer = torch.optim.SGD([w], lr=0.1, weight_decay=0.1)
    optimizer.zero_grad(set_to_none=set_to_none)
    optimizer.step()
    assert (w.item() == 1.0) == set_to_none


def test_for_plain_sgd_none_and_zero_are_the_same():
    w = with_gradient(0.0, 0.0)
    torch.optim.SGD([w], lr=0.1).step()
    assert w.tolist() == [1.0, 1.0]


# The rules of the table


def rules(lr=0.1, beta=0.9, alpha=0.99, eps=1e-8):
    """Each rule as the page writes it: from the gradient and the memory of a parameter to its step."""

    def velocity(g, memory):
        memory["v"] = 0.9 * memory.get("v", 0) + g
        return memory["v"]

    def rms(g, memory):
        memory["s"] = alpha * memory.get("s", 0) + (1 - alpha) * g**2
        return g / (memory["s"].sqrt() + eps)

    def adam(g, memory):
        t = memory["t"] = memory.get("t", 0) + 1
        memory["m"] = beta * memory.get("m", 0) + (1 - beta) * g
        memory["s"] = 0.999 * memory.get("s", 0) + 0.001 * g**2
        return memory["m"] / (1 - beta**t) / ((memory["s"] / (1 - 0.999**t)).sqrt() + eps)

    optim = torch.optim
    return {
        "SGD": (lambda params: optim.SGD(params, lr=lr), lambda g, memory: g),
        "momentum": (lambda params: optim.SGD(params, lr=lr, momentum=0.9), velocity),
        "Nesterov": (
            lambda params: optim.SGD(params, lr=lr, momentum=0.9, nesterov=True),
            lambda g, memory: g + 0.9 * velocity(g, memory),
        ),
        "RMSprop": (lambda params: optim.RMSprop(params, lr=lr), rms),
        "Adam": (lambda params: optim.Adam(params, lr=lr), adam),
        "AdamW": (lambda params: optim.AdamW(params, lr=lr, weight_decay=0), adam),
    }


@pytest.mark.parametrize("name", rules())
def test_the_table_of_rules(name):
    make, rule = rules()[name]
    torch.manual_seed(0)
    w = nn.Parameter(torch.randn(5))
    by_hand, memory = w.detach().clone(), {}
    optimizer = make([w])
    for _ in range(6):
        w.grad = torch.randn(5)
        by_hand -= 0.1 * rule(w.grad, memory)
        optimizer.step()
    assert torch.allclose(w, by_hand, atol=1e-5)


def test_what_is_kept_for_each_parameter():
    kept = {}
    for name, (make, _) in rules().items():
        w = with_gradient(1.0)
        optimizer = make([w])
        optimizer.step()
        kept[name] = {key for key, value in optimizer.state[w].items() if value.shape == w.shape}
    assert not kept["SGD"]
    assert kept["momentum"] == kept["Nesterov"] == {"momentum_buffer"}
    assert kept["RMSprop"] == {"square_avg"}
    assert kept["Adam"] == kept["AdamW"] == {"exp_avg", "exp_avg_sq"}


# Adam


def test_the_first_step_of_adam_is_lr_whatever_the_gradient():
    large, small = 1000, 0.001
    w = with_gradient(float(large), small)
    torch.optim.Adam([w], lr=0.3).step()
    assert w.tolist() == pytest.approx([0.7, 0.7], abs=1e-4)
    told("optimizer", large, small, zh="不管梯度是 {} 还是 {}", en="whether the gradient is {} or {}")


def adam_steps(gradients):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.Adam([w], lr=0.01)
    values = [0.0]
    for gradient in gradients:
        w.grad = gradient
        optimizer.step()
        values.append(w.item())
    return [abs(there - here) for here, there in itertools.pairwise(values)]


def test_with_gradients_of_one_sign_adam_moves_about_lr_and_less_when_they_alternate():
    torch.manual_seed(0)
    sizes = torch.rand(50) + 0.5
    agreeing = adam_steps(sizes)
    alternating = adam_steps(sizes * torch.tensor([1.0, -1.0]).repeat(25))
    assert all(0.005 < step < 0.015 for step in agreeing)
    assert max(alternating[10:]) < min(agreeing) / 2


def stepped(net, optimizer, scale=1.0):
    (scale * F.mse_loss(net(x), target)).backward()
    optimizer.step()
    return net.weight.detach()


@pytest.mark.parametrize(("name", "same"), [("SGD", True), ("Adam", False)])
def test_twice_the_loss_and_half_the_lr(name, same):
    make = getattr(torch.optim, name)
    net = nn.Linear(2, 1)
    other = copy.deepcopy(net)
    start = net.weight.detach().clone()
    one = stepped(net, make(net.parameters(), lr=0.1))
    two = stepped(other, make(other.parameters(), lr=0.05), scale=2.0)
    assert torch.allclose(one, two, atol=1e-5) == same
    if not same:
        assert torch.allclose(two - start, (one - start) / 2, atol=1e-5)


# The valley, and the choice


def test_the_characters_of_the_paths():
    from snippets.optimizer.surface import descend, makers

    paths = {name: descend(make) for name, make in makers.items()}
    crossings = {
        name: sum(here[1] * there[1] < 0 for here, there in itertools.pairwise(path) if abs(there[1]) > 0.01)
        for name, path in paths.items()
    }
    assert crossings["SGD"] > crossings["momentum"] > crossings["Nesterov"]
    assert paths["SGD"][-1][0] < -0.5, "SGD has not arrived"
    assert math.hypot(*paths["momentum"][-1]) < 0.1
    assert max(abs(w1) for _, w1 in paths["RMSprop"][12:]) < 0.01
    first = [abs(there - here) for here, there in zip(*paths["RMSprop"][:2], strict=True)]
    assert first[0] == pytest.approx(first[1], rel=0.01), "steep and flat get equal steps"
    steep = descend(lambda params: torch.optim.SGD(params, lr=0.041))
    assert abs(steep[-1][1]) > 0.5, "a larger lr diverges across the valley"


RATES = (0.001, 0.01, 0.1, 1.0)


def test_the_choice_of_optimizer_and_rate():
    from snippets.optimizer.choose import final_loss, heights

    mean = heights.var(unbiased=False).item()
    told("optimizer", mean, zh="目标的平均值，损失是 {:.2f}", en="mean of the targets would have a loss of {:.2f}")
    losses = {
        "SGD": [final_loss(torch.optim.SGD, lr) for lr in RATES],
        "momentum": [final_loss(torch.optim.SGD, lr, momentum=0.9) for lr in RATES],
        "AdamW": [final_loss(torch.optim.AdamW, lr) for lr in RATES],
    }
    good = {name: sum(round(loss, 2) <= 0.06 for loss in values) for name, values in losses.items()}
    assert good == {"SGD": 0, "momentum": 1, "AdamW": 3}
    told("optimizer", 0.06, zh="都降到了 {} 或更低", en="AdamW ends at {} or less")
    assert all(values[0] > 0.4 for values in losses.values()), "0.001 was too small for all three"
    assert math.isnan(losses["SGD"][-1]) and math.isnan(losses["momentum"][-1])


# Weight decay


@pytest.mark.parametrize(("name", "left"), [("SGD", (0.99, 99.0)), ("AdamW", (0.99, 99.0)), ("Adam", (0.9, 99.9))])
def test_the_decay_alone(name, left):
    w = nn.Parameter(torch.tensor([1.0, 100.0]))
    w.grad = torch.zeros(2)
    getattr(torch.optim, name)([w], lr=0.1, weight_decay=0.1).step()
    assert w.tolist() == pytest.approx(left, rel=1e-5)
    if name != "Adam":
        share = 1 - w[1].item() / 100
        told("optimizer", share, zh="SGD 和 AdamW 让两个权重各减少 {:.0%}", en="SGD and AdamW take {:.0%} off each weight")


def test_sgd_adds_the_decay_to_the_gradient():
    w = with_gradient(0.5, -2.0)
    expected = w.detach() - 0.1 * (w.grad + 0.3 * w.detach())
    torch.optim.SGD([w], lr=0.1, weight_decay=0.3).step()
    assert torch.allclose(w, expected)


def test_a_weight_that_the_loss_does_not_need_fades_away():
    w = nn.Parameter(torch.ones(2))
    optimizer = torch.optim.SGD([w], lr=0.1, weight_decay=0.1)
    for _ in range(500):
        optimizer.zero_grad()
        ((w[0] - 3) ** 2 + 0 * w[1]).backward()
        optimizer.step()
    assert w[0] > 2.5 and w[1] < 0.01
