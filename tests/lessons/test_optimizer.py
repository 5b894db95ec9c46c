"""What the prose of the lesson `optimizer` says beyond the outputs that its page shows."""

import copy
import inspect
import itertools
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import lr_scheduler

from snippets.optimizer.data import target, x


def with_gradient(*values):
    """A parameter of ones whose gradient has the values."""
    w = nn.Parameter(torch.ones(len(values)))
    w.grad = torch.tensor(values)
    return w


def trained(net, optimizer, steps, scale=1.0):
    for _ in range(steps):
        optimizer.zero_grad()
        (scale * F.mse_loss(net(x), target)).backward()
        optimizer.step()
    return net.weight.detach()


def square(lr, steps=20):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=lr)
    places = [w.item()]
    for _ in range(steps):
        optimizer.zero_grad()
        ((w - 3) ** 2).backward()
        optimizer.step()
        places.append(w.item())
    return places


# By hand


def test_backward_changes_nothing_but_grad():
    net = nn.Linear(2, 1)
    before = copy.deepcopy(net.state_dict())
    F.mse_loss(net(x), target).backward()
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert all(p.grad is not None for p in net.parameters())


@pytest.mark.parametrize("sizes", [(2, 1), (7, 3), (64, 128)])
def test_add_with_alpha_is_sgd_to_the_bit_and_minus_equals_nearly(sizes):
    torch.manual_seed(0)
    nets = [nn.Linear(*sizes)]
    nets += [copy.deepcopy(nets[0]) for _ in range(2)]
    data = torch.randn(32, sizes[0])
    optimizer = torch.optim.SGD(nets[0].parameters(), lr=0.1)
    for _ in range(5):
        for net in nets:
            net.zero_grad()
            net(data).square().mean().backward()
        optimizer.step()
        with torch.no_grad():
            for p, q in zip(nets[1].parameters(), nets[2].parameters(), strict=True):
                p.add_(p.grad, alpha=-0.1)
                q -= 0.1 * q.grad
    assert torch.equal(nets[0].weight, nets[1].weight)
    assert torch.allclose(nets[0].weight, nets[2].weight, rtol=1e-5, atol=1e-7)


def test_data_hides_a_change_that_no_grad_reports():
    w = nn.Parameter(torch.tensor([2.0]))
    y = w * w
    w.data.sub_(10)
    y.backward()
    assert w.grad.item() == -16  # 2 · 2 = 4 would be right
    w = nn.Parameter(torch.tensor([2.0]))
    y = w * w
    with torch.no_grad():
        w -= 10
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()


def test_the_old_loop_stops_at_a_parameter_without_gradient():
    net = nn.Linear(2, 1)
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'data'"):
        for f in net.parameters():
            f.data.sub_(f.grad.data * 0.1)


# Rebinding


def test_no_grad_allows_the_change_in_place():
    w = with_gradient(1.0)
    with torch.no_grad():
        w -= 0.1 * w.grad
    assert w.item() == pytest.approx(0.9)
    assert w.is_leaf and not (w * 2).is_leaf


def test_a_new_parameter_is_accepted_and_unknown_to_the_optimizer():
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    F.mse_loss(net(x), target).backward()
    net.weight = nn.Parameter(net.weight - 0.1 * net.weight.grad)
    before = net.weight.tolist()
    trained(net, optimizer, 1)
    assert net.weight.tolist() == before
    net.weight = None


# The loop


def test_never_clearing_adds_up_as_the_table_says():
    w = nn.Parameter(torch.tensor(0.0))
    seen = []
    for _ in range(2):
        ((w - 3) ** 2).backward()
        seen.append(round(w.grad.item(), 4))
        torch.optim.SGD([w], lr=0.1).step()
    assert seen == [-6.0, -10.8]


def test_in_round_0_a_step_without_gradients_changes_nothing():
    net = nn.Linear(2, 1)
    before = net.weight.tolist()
    torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1).step()
    assert net.weight.tolist() == before


def test_step_between_forward_and_backward_passes_with_one_layer():
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(3):
        loss = F.mse_loss(net(x), target)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()


def test_step_leaves_the_gradients():
    w = with_gradient(1.0)
    torch.optim.SGD([w], lr=0.1).step()
    assert w.grad.item() == 1.0


# The learning rate


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.9, 1.1])
def test_each_step_multiplies_the_distance_by_1_minus_2_lr(lr):
    places = square(lr)
    for here, there in itertools.pairwise(places):
        assert there - 3 == pytest.approx((here - 3) * (1 - 2 * lr), abs=1e-4)


def test_half_arrives_in_one_step_and_one_jumps_between_0_and_6():
    assert square(0.5)[1] == 3.0
    assert square(1.0)[:5] == [0.0, 6.0, 0.0, 6.0, 0.0]
    assert square(0.9)[1] > 3 > square(0.9)[2]
    farther = [abs(place - 3) for place in square(1.1)]
    assert farther == sorted(farther)


def test_defaults_named_on_the_page():
    def default(optimizer, name):
        return inspect.signature(optimizer).parameters[name].default

    optim = torch.optim
    assert default(optim.SGD, "lr") == 0.001
    assert default(optim.AdamW, "weight_decay") == 0.01
    assert default(optim.Adam, "weight_decay") == default(optim.SGD, "weight_decay") == 0
    assert default(optim.Adam, "betas") == (0.9, 0.999)


# Momentum


@pytest.mark.parametrize("set_to_none", [True, False])
def test_weight_decay_too_needs_a_gradient_that_is_not_none(set_to_none):
    w = with_gradient(1.0)
    optimizer = torch.optim.SGD([w], lr=0.1, weight_decay=0.1)
    optimizer.zero_grad(set_to_none=set_to_none)
    optimizer.step()
    assert (w.item() == 1.0) == set_to_none


@pytest.mark.parametrize("cleared", [True, False])
def test_a_frozen_layer_moves_while_its_gradient_is_there(cleared):
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    trained(net, optimizer, 1)
    net.requires_grad_(False)
    before = net.weight.tolist()
    if cleared:
        optimizer.zero_grad()
    optimizer.step()
    assert (net.weight.tolist() == before) == cleared


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
        kept[name] = set(optimizer.state[w]) - {"step"}
    assert not kept["SGD"]
    assert kept["momentum"] == kept["Nesterov"] == {"momentum_buffer"}
    assert kept["RMSprop"] == {"square_avg"}
    assert kept["Adam"] == kept["AdamW"] == {"exp_avg", "exp_avg_sq"}


def test_the_first_step_of_adam_is_lr_whatever_the_gradient():
    w = with_gradient(1000.0, 0.001)
    torch.optim.Adam([w], lr=0.3).step()
    assert w.tolist() == pytest.approx([0.7, 0.7], abs=1e-4)


@pytest.mark.parametrize(("name", "same"), [("SGD", True), ("Adam", False)])
def test_twice_the_loss_and_half_the_lr(name, same):
    make = getattr(torch.optim, name)
    net = nn.Linear(2, 1)
    other = copy.deepcopy(net)
    start = net.weight.detach().clone()
    one = trained(net, make(net.parameters(), lr=0.1), 1)
    two = trained(other, make(other.parameters(), lr=0.05), 1, scale=2.0)
    assert torch.allclose(one, two, atol=1e-5) == same
    if not same:
        assert torch.allclose(two - start, (one - start) / 2, atol=1e-5)


# The valley: what the paths show


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
    steep = descend(lambda params: torch.optim.SGD(params, lr=0.041))
    assert abs(steep[-1][1]) > 0.5, "a larger lr diverges across the valley"


# Groups


def test_a_bare_tensor_and_an_empty_list():
    w = with_gradient(1.0)
    with pytest.raises(TypeError, match="params argument given to the optimizer should be an iterable of Tensors or dicts"):
        torch.optim.SGD(w, lr=0.1)
    with pytest.raises(ValueError, match="optimizer got an empty parameter list"):
        torch.optim.SGD([], lr=0.1)


# Schedulers


def test_the_shapes_of_the_schedules():
    from snippets.optimizer.schedule import makers, rates

    drawn = {name: rates(make) for name, make in makers.items()}
    steps, cosine, warm = drawn["StepLR"], drawn["CosineAnnealingLR"], drawn["SequentialLR"]
    assert [steps[epoch] for epoch in (0, 4, 5, 9, 10)] == [0.1, 0.1, 0.05, 0.05, 0.025]
    falls = [here - there for here, there in itertools.pairwise(cosine)]
    assert falls[0] < falls[9] > falls[-1]
    assert warm[:6] == sorted(warm[:6]) and warm[5:] == sorted(warm[5:], reverse=True)


def test_a_scheduler_counts_its_own_calls():
    optimizer = torch.optim.SGD([with_gradient(1.0)], lr=0.1)
    scheduler = lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.1)
    for _ in range(10):
        optimizer.step()
    assert optimizer.param_groups[0]["lr"] == 0.1
    for _ in range(3):
        scheduler.step()
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.01)


def test_one_cycle_counts_batches():
    optimizer = torch.optim.SGD([with_gradient(1.0)], lr=0.1)
    scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, epochs=2, steps_per_epoch=5)
    assert scheduler.total_steps == 10


@pytest.mark.filterwarnings("ignore:Detected call")
def test_a_scheduler_that_goes_first_skips_the_first_rate():
    w = with_gradient(1.0)
    optimizer = torch.optim.SGD([w], lr=0.1)
    scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    scheduler.step()
    optimizer.step()
    assert w.item() == pytest.approx(1 - 0.05)


# Clipping


def test_clipping_makes_the_length_1_and_keeps_the_direction():
    w = with_gradient(3.0, -4.0)
    assert nn.utils.clip_grad_norm_([w], max_norm=1.0).item() == 5.0
    assert w.grad.tolist() == pytest.approx([0.6, -0.8], abs=1e-5)
    short = with_gradient(0.3, -0.4)
    nn.utils.clip_grad_norm_([short], max_norm=1.0)
    assert short.grad.tolist() == pytest.approx([0.3, -0.4])
    each = with_gradient(3.0, -0.4)
    nn.utils.clip_grad_value_([each], 1.0)
    assert each.grad.tolist() == pytest.approx([1.0, -0.4])


# Accumulation


def test_without_dividing_the_gradient_is_four_times_as_large():
    net = nn.Linear(2, 1)
    F.mse_loss(net(x), target).backward()
    whole = net.weight.grad.clone()
    net.zero_grad()
    for part, wanted in zip(x.split(1), target.split(1), strict=True):
        F.mse_loss(net(part), wanted).backward()
    assert torch.allclose(net.weight.grad, 4 * whole)


def test_batchnorm_makes_parts_unequal_to_the_whole():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
    F.mse_loss(net(x), target).backward()
    whole = net[0].weight.grad.clone()
    net.zero_grad()
    for part, wanted in zip(x.split(2), target.split(2), strict=True):
        (F.mse_loss(net(part), wanted) / 2).backward()
    assert not torch.allclose(net[0].weight.grad, whole, atol=1e-3)


# State


def test_a_state_dict_has_no_weights_and_goes_by_order():
    net = nn.Linear(2, 1)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    trained(net, optimizer, 1)
    state = optimizer.state_dict()
    averages = [entry["exp_avg"] for entry in state["state"].values()]
    assert [average.shape for average in averages] == [net.weight.shape, net.bias.shape]
    assert not any(torch.equal(average, p) for average, p in zip(averages, net.parameters(), strict=True))
    assert "param_names" not in state["param_groups"][0]
    swapped = torch.optim.Adam([net.bias, net.weight], lr=0.1)
    swapped.load_state_dict(state)
    assert swapped.state[net.bias]["exp_avg"].shape == net.weight.shape, "it goes by order, without a word"
