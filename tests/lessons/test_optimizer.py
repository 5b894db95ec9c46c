"""What the prose of the lesson `optimizer` says beyond the outputs that its page shows: the training step and what goes with it.

What it says of momentum, Adam, weight decay and the choice of an optimizer is in test_optimizer_rules.py.
"""

import copy
import itertools

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


def trained(net, optimizer, steps, scale=1.0):
    for _ in range(steps):
        optimizer.zero_grad()
        (scale * F.mse_loss(net(x), target)).backward()
        optimizer.step()
    return net.weight.detach()


def square(lr, steps=20):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=lr)
    values = [w.item()]
    for _ in range(steps):
        optimizer.zero_grad()
        ((w - 3) ** 2).backward()
        optimizer.step()
        values.append(w.item())
    return values


# Gradient descent


def test_backward_changes_nothing_but_grad():
    net = nn.Linear(2, 1)
    before = copy.deepcopy(net.state_dict())
    F.mse_loss(net(x), target).backward()
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert all(p.grad is not None for p in net.parameters())


def test_at_0_the_loss_falls_about_6_times_as_much_as_w_grows():
    small = 0.001
    fall = (0 - 3) ** 2 - (small - 3) ** 2
    told(
        "optimizer",
        round(fall / small),
        zh="损失就减少大约 {} 倍那么多",
        en="the loss falls by about {} times as much as `w` grows",
    )


# By hand


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


def test_the_product_that_is_rounded_first_can_give_another_last_bit():
    torch.manual_seed(0)
    p, g = torch.randn(1000), torch.randn(1000)
    assert not torch.equal(p.clone().add_(g, alpha=-0.1), p - 0.1 * g)


def test_step_skips_a_parameter_without_gradient_and_the_loop_does_not():
    net = nn.Linear(2, 1)
    before = net.weight.tolist()
    torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1).step()
    assert net.weight.tolist() == before
    with pytest.raises(TypeError), torch.no_grad():
        for p in net.parameters():
            p.add_(p.grad, alpha=-0.1)


def test_step_needs_neither_network_nor_loss():
    w = with_gradient(1.0)
    torch.optim.SGD([w], lr=0.5).step()
    assert w.item() == 0.5


# Rebinding


def test_no_grad_allows_the_change_in_place():
    w = with_gradient(1.0)
    with torch.no_grad():
        w -= 0.1 * w.grad
    assert w.item() == pytest.approx(0.9)


def test_leaves_are_what_no_recorded_operation_computed():
    w = nn.Parameter(torch.ones(2))
    with torch.no_grad():
        unrecorded = w * 2
    assert w.is_leaf and w.detach().is_leaf and unrecorded.is_leaf and not (w * 2).is_leaf
    unrecorded += 1
    recorded = w * 2
    recorded += 1


def test_what_registered_names_accept():
    net = nn.BatchNorm1d(2)
    with pytest.raises(TypeError, match=r"cannot assign 'torch\.FloatTensor' as parameter 'weight'"):
        net.weight = net.weight - 0.1
    net.running_mean = torch.ones(2)
    assert dict(net.named_buffers())["running_mean"].tolist() == [1.0, 1.0]
    net.weight = nn.Parameter(torch.ones(2))
    net.weight = None


def test_a_new_parameter_is_unknown_to_the_optimizer():
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    old = net.weight
    F.mse_loss(net(x), target).backward()
    net.weight = nn.Parameter(net.weight - 0.1 * net.weight.grad)
    before, before_old = net.weight.tolist(), old.tolist()
    F.mse_loss(net(x), target).backward()
    optimizer.step()
    assert net.weight.tolist() == before and old.tolist() != before_old


# The loop


def test_backward_fills_in_the_gradients_of_what_the_loss_was_computed_from():
    net = nn.ModuleDict({"used": nn.Linear(2, 1), "unused": nn.Linear(2, 1)})
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.1)
    before = copy.deepcopy(net.state_dict())
    F.mse_loss(net["used"](x), target).backward()
    optimizer.step()
    for name, p in net.named_parameters():
        assert (p.grad is None) == torch.equal(p, before[name]) == name.startswith("unused")


def test_the_gradients_of_batches_average_to_that_of_all_samples():
    net = nn.Linear(2, 1)
    F.mse_loss(net(x), target).backward()
    whole = net.weight.grad.clone()
    gradients = []
    for pair in itertools.combinations(range(4), 2):
        net.zero_grad()
        F.mse_loss(net(x[list(pair)]), target[list(pair)]).backward()
        gradients.append(net.weight.grad.clone())
    assert torch.allclose(torch.stack(gradients).mean(dim=0), whole, atol=1e-5)
    assert not torch.allclose(gradients[0], whole)


def test_never_clearing_adds_up_as_the_table_says():
    w = nn.Parameter(torch.tensor(0.0))
    seen = []
    for _ in range(2):
        ((w - 3) ** 2).backward()
        seen.append(round(w.grad.item(), 4))
        torch.optim.SGD([w], lr=0.1).step()
    assert seen == [-6.0, -10.8]


def test_clearing_between_backward_and_step_is_what_every_wrong_place_comes_to():
    from snippets.optimizer.order import path

    right = path("zero forward backward step")
    for order in itertools.permutations(["zero", "forward", "backward", "step"]):
        if order.index("forward") < order.index("backward") < order.index("step"):
            between = order.index("backward") < order.index("zero") < order.index("step")
            assert (path(" ".join(order)) == right) != between


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
    values = square(lr)
    for here, there in itertools.pairwise(values):
        assert there - 3 == pytest.approx((here - 3) * (1 - 2 * lr), abs=1e-4)


def test_the_three_cases():
    assert [abs(square(lr)[-1] - 3) < 0.1 for lr in (0.1, 0.5, 0.9)] == [True] * 3
    assert [abs(square(lr)[-1] - 3) > 1.5 for lr in (0.001, 0.01)] == [True] * 2, "most of the way is left"
    assert square(1.0)[:5] == [0.0, 6.0, 0.0, 6.0, 0.0]
    farther = [abs(value - 3) for value in square(1.1)]
    assert farther == sorted(farther)
    assert square(0.9)[1] > 3 > square(0.9)[2]


# Groups


def test_a_setting_may_change_at_any_time():
    w = with_gradient(1.0)
    optimizer = torch.optim.SGD([w], lr=0.5)
    assert len(optimizer.param_groups) == 1
    optimizer.param_groups[0]["lr"] = 0.05
    optimizer.step()
    assert w.item() == pytest.approx(0.95)


def test_what_can_be_passed():
    w = with_gradient(1.0)
    message = "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor"
    with pytest.raises(TypeError, match=message):
        torch.optim.SGD(w, lr=0.1)
    torch.optim.SGD([w], lr=0.1)
    parameters = nn.Linear(2, 1).parameters()
    torch.optim.SGD(parameters, lr=0.1)
    for empty in (parameters, []):
        with pytest.raises(ValueError, match="optimizer got an empty parameter list"):
            torch.optim.SGD(empty, lr=0.1)


# Freezing


@pytest.mark.parametrize("cleared", [True, False])
@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "RMSprop"])
def test_a_frozen_layer_moves_while_its_gradient_is_there(name, cleared):
    net = nn.Linear(2, 1)
    optimizer = getattr(torch.optim, name)(net.parameters(), lr=0.1)
    trained(net, optimizer, 1)
    net.requires_grad_(False)
    before = net.weight.tolist()
    if cleared:
        optimizer.zero_grad()
    optimizer.step()
    assert (net.weight.tolist() == before) == cleared


def test_the_averages_of_a_frozen_batchnorm_go_on_changing_until_eval():
    norm = nn.BatchNorm1d(2).requires_grad_(False)
    norm(x)
    moved = norm.running_mean.clone()
    assert moved.abs().sum() > 0
    norm.eval()
    norm(x)
    assert torch.equal(norm.running_mean, moved)


# Schedules, clipping, accumulation


def test_a_scheduler_counts_its_own_calls():
    optimizer = torch.optim.SGD([with_gradient(1.0)], lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.1)
    for _ in range(10):
        optimizer.step()
    assert optimizer.param_groups[0]["lr"] == 0.1
    for _ in range(3):
        scheduler.step()
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.01)


def test_clipping_multiplies_all_gradients_by_one_factor():
    torch.manual_seed(0)
    parameters = [nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(2, 2))]
    for p in parameters:
        p.grad = torch.randn(p.shape)
    before = [p.grad.clone() for p in parameters]
    norm = nn.utils.clip_grad_norm_(parameters, max_norm=0.7)
    assert norm.item() == pytest.approx(sum(g.square().sum().item() for g in before) ** 0.5)
    for p, g in zip(parameters, before, strict=True):
        assert torch.allclose(p.grad, g * 0.7 / (norm + 1e-6), rtol=1e-6)
    tiny = with_gradient(1e-6)
    nn.utils.clip_grad_norm_([tiny], max_norm=1e-7)
    assert tiny.grad.item() == pytest.approx(0.5e-7, rel=0.01), "10⁻⁶ is added to the norm"


def test_short_gradients_stay_and_clip_grad_value_can_change_the_direction():
    short = with_gradient(0.3, -0.4)
    nn.utils.clip_grad_norm_([short], max_norm=1.0)
    assert torch.equal(short.grad, torch.tensor([0.3, -0.4]))
    each = with_gradient(3.0, -0.4)
    nn.utils.clip_grad_value_([each], 1.0)
    assert each.grad.tolist() == pytest.approx([1.0, -0.4])


def test_without_dividing_the_gradient_is_four_times_the_right_one():
    net = nn.Linear(2, 1)
    F.mse_loss(net(x), target).backward()
    whole = net.weight.grad.clone()
    net.zero_grad()
    for part, wanted in zip(x.split(1), target.split(1), strict=True):
        F.mse_loss(net(part), wanted).backward()
    times = (net.weight.grad / whole).mean().item()
    assert torch.allclose(net.weight.grad, times * whole, rtol=1e-4)
    told("optimizer", round(times, 3), zh="梯度就是原来的 {:.0f} 倍", en="it would be {:.0f} times the right one")


@pytest.mark.parametrize("layer", [nn.BatchNorm1d(3), nn.Dropout(0.5)])
@pytest.mark.parametrize("mode", [True, False])
def test_batchnorm_and_dropout_in_training_mode_make_parts_unequal_to_the_whole(mode, layer):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 3), layer, nn.Linear(3, 1)).train(mode)
    F.mse_loss(net(x), target).backward()
    whole = net[0].weight.grad.clone()
    net.zero_grad()
    for part, wanted in zip(x.split(2), target.split(2), strict=True):
        (F.mse_loss(net(part), wanted) / 2).backward()
    assert torch.allclose(net[0].weight.grad, whole, atol=1e-3) != mode


# State


def test_a_state_dict_has_no_weights_and_names_only_where_they_were_given():
    net = nn.Linear(2, 1)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    assert not optimizer.state_dict()["state"], "nothing before the first step"
    trained(net, optimizer, 1)
    state = optimizer.state_dict()
    averages = [entry["exp_avg"] for entry in state["state"].values()]
    assert [average.shape for average in averages] == [net.weight.shape, net.bias.shape]
    assert not any(torch.equal(average, p) for average, p in zip(averages, net.parameters(), strict=True))
    assert "param_names" not in state["param_groups"][0]
    named = torch.optim.Adam(net.named_parameters(), lr=0.1).state_dict()
    assert named["param_groups"][0]["param_names"] == ["weight", "bias"]


def test_exp_avg_is_m_and_exp_avg_sq_is_s():
    w = with_gradient(2.0)
    optimizer = torch.optim.Adam([w])
    optimizer.step()
    assert optimizer.state[w]["exp_avg"].item() == pytest.approx(0.1 * 2)
    assert optimizer.state[w]["exp_avg_sq"].item() == pytest.approx(0.001 * 2**2)


def test_what_is_said_of_deterministic_algorithms_stands_in_their_documentation():
    text = " ".join(torch.use_deterministic_algorithms.__doc__.split())
    assert "on the same software and hardware, always produce the same output" in text
    assert "if only nondeterministic algorithms are available they will throw a :class:`RuntimeError`" in text
    assert ":func:`torch.index_add` when called on CUDA tensor" in text
