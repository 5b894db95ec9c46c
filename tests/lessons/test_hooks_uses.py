"""What the prose of the lesson `gradient-hooks` says of hooks on tensors, of Grad-CAM and of torch.compile."""

import copy

import pytest
import torch
from torch import nn

from snippets.hooks.small import Small
from snippets.hooks.strokes import Strokes
from tests.helpers.claims import raises
from tests.helpers.told import told

MASK = torch.tensor([[0.0], [1.0]])


def data(rows=5, grad=False):
    return torch.rand(rows, 3, requires_grad=grad)


# Hooks on tensors


def test_a_computed_tensor_keeps_no_gradient_unless_it_is_asked_to():
    x = torch.ones(2, requires_grad=True)
    y, kept = x * 3, x * 3
    kept.retain_grad()
    (y**2 + kept**2).sum().backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert y.grad is None
    assert kept.grad.tolist() == [6, 6] and x.grad.tolist() == [36, 36]


def test_no_hook_on_tensors_that_need_no_gradient():
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        y = x * 3
    message = "cannot register a hook on a tensor that doesn't require gradient"
    for tensor in (y, (x * 3).detach(), torch.ones(2) * 3):
        raises("gradient-hooks", message, lambda tensor=tensor: tensor.register_hook(print))
        with pytest.raises(RuntimeError, match=message):
            tensor.register_post_accumulate_grad_hook(print)


def test_post_accumulate_hooks_are_for_leaves():
    y = torch.ones(2, requires_grad=True) * 3
    message = "post accumulate grad hooks cannot be registered on non-leaf tensors"
    raises("gradient-hooks", message, lambda: y.register_post_accumulate_grad_hook(print))


def test_a_tensor_hook_that_returns_a_tuple():
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda grad: (grad,))
    raises("gradient-hooks", "expected Variable, but hook returned 'tuple'", x.sum().backward, TypeError)


def test_a_post_accumulate_hook_that_returns_something():
    x = torch.ones(2, requires_grad=True)
    x.register_post_accumulate_grad_hook(lambda leaf: leaf.grad)
    raises("gradient-hooks", "Tensor post accumulate grad hooks should return None.", x.sum().backward)


# Freeze part of a weight


def moved(make, steps=5, late=False):
    """Which rows a masked weight has changed after some steps; late: the hook comes after a first step."""
    layer = nn.Linear(3, 2, bias=False)
    optimizer = make(layer.parameters())

    def step():
        optimizer.zero_grad()
        layer(data(4)).sum().backward()
        optimizer.step()

    if late:
        step()
    before = layer.weight.detach().clone()
    layer.weight.register_hook(lambda grad: grad * MASK)
    for _ in range(steps):
        step()
    return (layer.weight != before).any(1).tolist()


optim = torch.optim
STILL = {
    "SGD": lambda p: optim.SGD(p, lr=0.1),
    "momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9),
    "Nesterov": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.1),
    "Adagrad": lambda p: optim.Adagrad(p, lr=0.1),
    "Adam": lambda p: optim.Adam(p, lr=0.1),
    "AdamW": lambda p: optim.AdamW(p, lr=0.1, weight_decay=0),
}
MOVES = {
    "SGD": lambda p: optim.SGD(p, lr=0.1, weight_decay=0.1),
    "Adam": lambda p: optim.Adam(p, lr=0.1, weight_decay=0.1),
    "AdamW": lambda p: optim.AdamW(p, lr=0.1),
}


@pytest.mark.parametrize("name", STILL)
def test_a_masked_row_stays_without_weight_decay(name):
    assert moved(STILL[name]) == [False, True]


@pytest.mark.parametrize("name", MOVES)
def test_weight_decay_moves_a_row_whose_gradient_is_zero(name):
    assert moved(MOVES[name]) == [True, True]


def test_the_default_weight_decay_of_adamw():
    default = optim.AdamW([nn.Parameter(torch.ones(1))]).defaults["weight_decay"]
    told("gradient-hooks", default, zh="而 `AdamW` 的默认值是 {}", en="the default of `AdamW` is {}")


@pytest.mark.parametrize(("name", "rows"), [("SGD", [False, True]), ("momentum", [True, True]), ("Adam", [True, True])])
def test_momentum_from_before_the_hook_goes_on_moving_the_row(name, rows):
    assert moved(STILL[name], steps=1, late=True) == rows


# Measure gradients


def test_gradients_shrink_more_than_300_fold_through_sigmoids_and_about_18_fold_through_relus():
    from snippets.hooks.norms import norms

    torch.manual_seed(0)
    ratios = []
    for act in (nn.Sigmoid, nn.ReLU):
        found = [float(number) for number in norms(act).split()]
        assert len(found) == 4
        ratios.append(found[0] / found[-1])
    assert 300 < ratios[0] < 400
    told(
        "gradient-hooks",
        300,
        round(ratios[1]),
        zh="梯度缩小到不足 {} 分之一；用 ReLU 时大约缩小到 {} 分之一",
        en="it becomes more than {} times smaller; with ReLU, it becomes about {} times",
    )


def test_the_derivative_of_a_sigmoid_is_at_most_a_quarter():
    x = torch.linspace(-5, 5, 101, requires_grad=True)
    torch.sigmoid(x).sum().backward()
    told("gradient-hooks", x.grad.max().item(), zh="Sigmoid 的导数最大是 {:.2f}", en="derivative of a Sigmoid is at most {:.2f}")


@pytest.mark.parametrize(("make", "small"), [(optim.SGD, True), (optim.Adam, False)])
def test_a_small_gradient_means_a_small_step_for_sgd_and_not_for_adam(make, small):
    parameter = nn.Parameter(torch.zeros(1))
    optimizer = make([parameter], lr=0.1)
    (parameter * 1e-6).sum().backward()
    optimizer.step()
    assert (parameter.abs().item() < 1e-6) == small
    told("gradient-hooks", zh="SGD 就几乎不改变这几层", en="SGD hardly changes these layers")


# Grad-CAM
def seven():
    x = torch.zeros(1, 1, 16, 16)
    x[0, 0, 3, 4:12] = x[0, 0, 3:14, 11] = 1
    return x


def test_vertical_strokes_raise_both_scores_and_horizontal_ones_lower_the_score_of_one():
    from snippets.hooks.cam import net

    assert isinstance(net, Strokes)
    vertical, both = seven(), seven()
    vertical[0, 0, 3, 4:11] = 0
    one, seven_ = (net(both) - net(vertical))[0].tolist()
    assert one < 0 < seven_
    assert (net(vertical) > net(torch.zeros_like(vertical))).all()


def test_grad_cam_agrees_with_autograd_grad_and_adds_to_grad():
    from snippets.hooks.grad_cam import grad_cam

    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(32, 2))
    x = torch.rand(1, 1, 6, 6)
    maps = net[:2](x)
    (grad,) = torch.autograd.grad(net[2:](maps)[0, 1], maps)
    expected = (grad.mean((2, 3), keepdim=True) * maps).sum(1).relu()[0]
    assert torch.allclose(grad_cam(net, net[1], x, 1), expected) and expected.any()
    assert net[0].weight.grad is not None
    inplace = nn.Sequential(net[0], nn.ReLU(inplace=True), *net[2:])
    assert grad_cam(inplace, inplace[0], x, 0).shape == (4, 4)


# torch.compile


@pytest.fixture(autouse=True)
def _fresh():
    torch.compiler.reset()
    yield
    torch._dynamo.config.skip_nnmodule_hook_guards = True
    torch.compiler.reset()


def compiled(net):
    return torch.compile(net, backend="eager")


@pytest.mark.parametrize("guards", [False, True])
def test_late_hooks_on_a_compiled_net(guards):
    torch._dynamo.config.skip_nnmodule_hook_guards = not guards
    net, called = Small(), []
    fast, x = compiled(net), data(grad=True)
    fast(x).sum().backward()
    net.fc1.register_forward_hook(lambda *args: called.append("fc1"))
    net.fc1.register_full_backward_hook(lambda *args: called.append("fc1 backward"))
    net.register_forward_hook(lambda *args: called.append("net"))
    net.register_full_backward_hook(lambda *args: called.append("net backward"))
    net.fc1.weight.register_hook(lambda grad: called.append("tensor"))
    net.fc1.weight.register_post_accumulate_grad_hook(lambda weight: called.append("accumulated"))
    every = {"fc1", "fc1 backward", "net", "net backward", "tensor", "accumulated"}
    fast(x).sum().backward()
    assert set(called) == (every if guards else every - {"fc1", "fc1 backward"})
    torch.compiler.reset()
    called.clear()
    fast(x).sum().backward()
    assert set(called) == every


@pytest.mark.parametrize(("guards", "reset", "runs"), [(False, False, 0), (False, True, 1), (True, False, 1)])
def test_an_early_hook_on_a_second_network_of_the_class(guards, reset, runs):
    torch._dynamo.config.skip_nnmodule_hook_guards = not guards
    compiled(Small())(data())
    net, called = Small(), []
    net.fc1.register_forward_hook(lambda *args: called.append("fc1"))
    if reset:
        torch.compiler.reset()
    compiled(net)(data())
    assert len(called) == runs


def test_a_reset_before_the_hook_and_a_setting_after_the_first_call_come_too_late_or_too_early():
    net, called = Small(), []
    fast = compiled(net)
    fast(data())
    torch.compiler.reset()
    fast(data())
    net.fc1.register_forward_hook(lambda *args: called.append("fc1"))
    fast(data())
    torch._dynamo.config.skip_nnmodule_hook_guards = False
    fast(data())
    assert called == []


def test_net_compile_ignores_a_late_hook_as_well():
    net, called = Small(), []
    net.compile(backend="eager")
    net(data())
    net.fc1.register_forward_hook(lambda *args: called.append("fc1"))
    net(data())
    assert called == []


def test_a_late_hook_runs_for_a_batch_of_another_size_only():
    net, called = Small(), []
    fast = compiled(net)
    fast(data(5))
    net.fc1.register_forward_hook(lambda module, args, output: called.append(len(args[0])))
    for rows in (5, 9, 5):
        fast(data(rows))
    assert called == [9]


# Exercises


def test_update_in_the_backward_pass_is_sgd_for_several_steps():
    from snippets.hooks.ex_update import update

    net = Small()
    usual = copy.deepcopy(net)
    for parameter in net.parameters():
        parameter.register_post_accumulate_grad_hook(update)
    optimizer = torch.optim.SGD(usual.parameters(), lr=0.1)
    for _ in range(3):
        x = data()
        net(x).sum().backward()
        optimizer.zero_grad()
        usual(x).sum().backward()
        optimizer.step()
    for parameter, other in zip(net.parameters(), usual.parameters(), strict=True):
        assert torch.allclose(parameter, other) and parameter.grad is None
