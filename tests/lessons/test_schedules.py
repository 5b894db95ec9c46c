"""What the prose of the lesson `schedules` says beyond the outputs that its page shows."""

import inspect
import itertools
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import lr_scheduler

from tests.helpers.told import told


def parameter():
    w = nn.Parameter(torch.ones(1))
    w.grad = torch.ones(1)
    return w


def sgd(lr=0.1):
    return torch.optim.SGD([parameter()], lr=lr)


def driven(optimizer, scheduler, calls):
    """The learning rates before each of the calls."""
    values = []
    for _ in range(calls):
        values.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return values


# Why


def test_large_small_and_falling():
    from snippets.schedules.noise import data, distances

    large, small, falling = distances(0.3, 1.0), distances(0.001, 1.0), distances(0.3, 0.5)
    told("schedules", min(large), max(large), zh="距离一直在 {} 和 {} 之间", en="the distance stays between {} and {}")
    assert large[0] == falling[0], "it starts as fast"
    told("schedules", small[-1], zh="到最后 `w` 还差 {}", en="`w` is still {} away at the end")
    told("schedules", falling[-1], zh="最后一轮的距离是 {}", en="in the last epoch the distance is {}")
    assert len(data.split(5)) == 40
    means = torch.stack([batch.mean() for batch in data.split(5)])
    assert means.std() > 0.3, "the mean of a batch is a little off"


# Shapes


def test_the_shapes_of_the_schedules():
    from snippets.schedules.shapes import makers, rates, warm_up_then_cosine

    drawn = {name: rates(make) for name, make in makers.items()}
    steps, cosine, warm = drawn["StepLR"], drawn["CosineAnnealingLR"], rates(warm_up_then_cosine)
    assert [steps[epoch] for epoch in (0, 4, 5, 9, 10)] == [0.1, 0.1, 0.05, 0.05, 0.025]
    falls = [here - there for here, there in itertools.pairwise(cosine)]
    assert falls[0] < falls[9] > falls[-1]
    assert warm[:6] == sorted(warm[:6]) and warm[5:] == sorted(warm[5:], reverse=True)
    assert warm[0] == 0.01 and warm[5] == max(warm) == 0.1


def test_multi_step_and_cosine():
    optimizer = sgd()
    rates = driven(optimizer, lr_scheduler.MultiStepLR(optimizer, milestones=[2, 3], gamma=0.5), 5)
    assert rates == pytest.approx([0.1, 0.1, 0.05, 0.025, 0.025])
    optimizer = sgd()
    rates = driven(optimizer, lr_scheduler.CosineAnnealingLR(optimizer, T_max=8), 9)
    expected = [0.05 * (1 + math.cos(math.pi * step / 8)) for step in range(9)]
    assert rates == pytest.approx(expected, abs=1e-9)
    assert inspect.signature(lr_scheduler.CosineAnnealingLR).parameters["eta_min"].default == 0


def test_the_rate_is_written_into_the_groups():
    optimizer = sgd()
    scheduler = lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
    optimizer.step()
    scheduler.step()
    assert optimizer.param_groups[0]["lr"] == scheduler.get_last_lr()[0] == pytest.approx(0.09)


# Per batch


def test_one_cycle():
    start = inspect.signature(lr_scheduler.OneCycleLR).parameters["pct_start"].default
    told("schedules", start, zh="`pct_start` 默认是 {}", en="`pct_start` is {} by default")
    optimizer = sgd()
    scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=10)
    rates = driven(optimizer, scheduler, 9)
    assert rates.index(max(rates)) == 2, "it rises during the first three calls"
    assert rates[2:] == sorted(rates[2:], reverse=True)


def test_one_cycle_called_once_per_epoch_ends_while_rising():
    rising = {}
    for batches in (2, 3, 4, 100):
        optimizer = sgd()
        scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, epochs=10, steps_per_epoch=batches)
        rates = driven(optimizer, scheduler, 10)
        rising[batches] = rates == sorted(rates)
    assert rising == {2: False, 3: False, 4: True, 100: True}, "with few batches it is past the top"
    told(
        "schedules",
        max(rising),
        zh="如果每轮有 {} 个批量，学习率还在上升",
        en="with {} batches per epoch the learning rate is still rising",
    )


def test_a_resumed_scheduler_without_its_state_counts_from_0():
    optimizer = sgd()
    scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=10)
    driven(optimizer, scheduler, 5)
    new = lr_scheduler.OneCycleLR(sgd(), max_lr=0.1, total_steps=10)
    assert new.last_epoch == 0
    new.load_state_dict(scheduler.state_dict())
    assert new.last_epoch == 5


@pytest.mark.filterwarnings("ignore:Detected call")
def test_a_scheduler_that_goes_first_skips_the_first_rate():
    w = parameter()
    optimizer = torch.optim.SGD([w], lr=0.1)
    scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    scheduler.step()
    optimizer.step()
    assert w.item() == pytest.approx(1 - 0.05)


# Plateau


def test_plateau_needs_its_number_and_one_more_epoch_than_patience():
    optimizer = sgd()
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=2)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'metrics'"):
        scheduler.step()
    seen = []
    for loss in (0.6, 0.6, 0.6, 0.6):
        scheduler.step(loss)
        seen.append(round(optimizer.param_groups[0]["lr"], 4))
    assert seen == [0.1, 0.1, 0.1, 0.01]


# Groups


def two_groups(**first):
    net = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 1)])
    for p in net.parameters():
        p.grad = torch.ones_like(p)
    groups = [{"params": net[0].parameters(), "lr": 0.001, **first}, {"params": net[1].parameters()}]
    return torch.optim.SGD(groups, lr=0.1)


def test_a_scheduler_keeps_the_ratio_and_lambda_takes_a_list():
    for make in (lambda o: lr_scheduler.ExponentialLR(o, 0.7), lambda o: lr_scheduler.StepLR(o, 1, 0.3)):
        optimizer = two_groups()
        scheduler = make(optimizer)
        for _ in range(4):
            optimizer.step()
            scheduler.step()
        low, high = scheduler.get_last_lr()
        assert high / low == pytest.approx(100)
    for make, ratio in (
        (lambda o: lr_scheduler.OneCycleLR(o, 0.1, 10), 1),
        (lambda o: lr_scheduler.OneCycleLR(o, [0.1, 0.2], 10), 2),
        (lambda o: lr_scheduler.CosineAnnealingLR(o, 10), 100),
        (lambda o: lr_scheduler.CosineAnnealingLR(o, 10, eta_min=1e-4), 91),
    ):
        optimizer = two_groups()
        scheduler = make(optimizer)
        for _ in range(5):
            optimizer.step()
            scheduler.step()
        low, high = scheduler.get_last_lr()
        assert high / low == pytest.approx(ratio, rel=1e-3), "a peak or an end of its own changes the ratio"
    told("schedules", 0, zh="大于 {} 的 `eta_min` 也是各组共用的", en="an `eta_min` above {} is the same for all groups")
    optimizer = two_groups()
    scheduler = lr_scheduler.LambdaLR(optimizer, [lambda epoch: 1.0, lambda epoch: 0.5**epoch])
    optimizer.step()
    scheduler.step()
    assert scheduler.get_last_lr() == pytest.approx([0.001, 0.05])


def test_an_unknown_key_is_kept():
    optimizer = two_groups(name="body")
    assert [group.get("name") for group in optimizer.param_groups] == ["body", None]
    assert optimizer.state_dict()["param_groups"][0]["name"] == "body"


def test_dimensions_of_what_decays():
    layers = [nn.BatchNorm1d(4), nn.BatchNorm2d(4), nn.LayerNorm(4), nn.GroupNorm(2, 4)]
    assert all(p.ndim == 1 for layer in layers for p in layer.parameters())
    for layer in (nn.Linear(4, 4), nn.Conv1d(4, 4, 3), nn.Conv2d(4, 4, 3)):
        assert layer.bias.ndim == 1 and layer.weight.ndim >= 2
    assert nn.Embedding(5, 4).weight.ndim == 2
    told("schedules", zh="像下一节那样按规则分", en="sort the parameters by a rule as in the next section")


def test_add_param_group_keeps_the_averages():
    first, second = parameter(), parameter()
    optimizer = torch.optim.AdamW([first], lr=0.01)
    optimizer.step()
    average = optimizer.state[first]["exp_avg"]
    optimizer.add_param_group({"params": [second]})
    assert optimizer.state[first]["exp_avg"] is average
    assert optimizer.param_groups[1]["lr"] == 0.01


# State


def test_the_state_begins_with_the_first_step_that_updates():
    used, unused = parameter(), nn.Parameter(torch.ones(1))
    optimizer = torch.optim.Adam([used, unused])
    assert not optimizer.state
    optimizer.step()
    assert used in optimizer.state and unused not in optimizer.state
    assert torch.optim.Adagrad([parameter()]).state, "Adagrad's is there at once"


def test_memory_of_the_optimizers():
    net = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 10))
    elements = sum(p.numel() for p in net.parameters())
    kept = {}
    for name, make in (
        ("sgd", lambda p: torch.optim.SGD(p, lr=0.1)),
        ("momentum", lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
        ("adam", lambda p: torch.optim.Adam(p)),
    ):
        optimizer = make(net.parameters())
        optimizer.zero_grad()
        net(torch.ones(1, 100)).sum().backward()
        optimizer.step()
        tensors = [t for state in optimizer.state.values() for t in state.values() if t is not None and t.ndim]
        kept[name] = sum(t.numel() for t in tensors) / elements
    assert kept == {"sgd": 0, "momentum": 1, "adam": 2}
    with_gradients = (elements + sum(p.grad.numel() for p in net.parameters())) / elements + kept["adam"]
    assert with_gradients == 4, "four times the elements of the network"


def test_the_state_does_not_move_with_the_network():
    net = nn.Linear(2, 1)
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    net.to("meta")
    assert {state["exp_avg"].device.type for state in optimizer.state.values()} == {"cpu"}


# Names


def stepped(net, parameters):
    optimizer = torch.optim.Adam(parameters, lr=0.1)
    optimizer.zero_grad()
    F.mse_loss(net(torch.ones(1, 2)), torch.zeros(1, 2)).backward()
    optimizer.step()
    return optimizer


def test_loading_ignores_names_and_the_next_step_notices_shapes():
    net = nn.Linear(2, 2)
    saved = stepped(net, net.named_parameters()).state_dict()
    swapped = torch.optim.Adam([("bias", net.bias), ("weight", net.weight)], lr=0.1)
    swapped.load_state_dict(saved)
    with pytest.raises(RuntimeError):
        swapped.step()


def test_with_equal_shapes_nothing_is_noticed():
    net = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    optimizer = stepped(net, net.named_parameters())
    averages = [optimizer.state[p]["exp_avg"].clone() for p in net.parameters()]
    swapped = torch.optim.Adam(reversed(list(net.named_parameters())), lr=0.1)
    swapped.load_state_dict(optimizer.state_dict())
    assert torch.equal(swapped.state[net[1].weight]["exp_avg"], averages[0])
    swapped.step()


def test_another_number_of_parameters_raises():
    net = nn.Linear(2, 2)
    saved = stepped(net, net.named_parameters()).state_dict()
    with pytest.raises(ValueError, match="contains a parameter group that doesn't match the size of optimizer's group"):
        torch.optim.Adam([net.weight]).load_state_dict(saved)


# An optimizer of your own


def test_the_custom_optimizer_saves_skips_and_follows_a_scheduler():
    from snippets.schedules.custom import Momentum

    w, without = parameter(), nn.Parameter(torch.ones(1))
    optimizer = Momentum([w, without], lr=0.1)
    scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    optimizer.step()
    scheduler.step()
    assert w.item() == pytest.approx(0.9) and without.item() == 1
    other = Momentum([parameter(), without], lr=0.1)
    other.load_state_dict(optimizer.state_dict())
    assert other.param_groups[0]["lr"] == 0.05
    assert next(iter(other.state.values()))["velocity"].item() == 1
    optimizer.zero_grad()
    assert w.grad is None


# Exercises and checks


def test_200_batches_are_2_epochs_of_100():
    optimizer = sgd()
    rates = driven(optimizer, lr_scheduler.StepLR(optimizer, step_size=200, gamma=0.5), 401)
    assert rates[199] == 0.1 and rates[200] == rates[399] == 0.05 and rates[400] == 0.025


def test_both_rates_are_multiplied():
    optimizer = two_groups()
    scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.1)
    optimizer.step()
    scheduler.step()
    told("schedules", "0.0001", "0.01", zh="1. {} 和 {}", en="1. {} and {}")
    assert scheduler.get_last_lr() == pytest.approx([0.0001, 0.01])
    told("schedules", "0.0001", "0.1", zh="2. {} 和 {}", en="2. {} and {}")
