"""The error clinic on torch.func, torch.compile and parametrizations: each cause gives the message, and its cure runs."""

from pathlib import Path

import pytest
import torch
from torch import nn
from torch.func import functional_call, grad, vmap
from torch.nn.utils import parametrize

from snippets.func.new_cube import NewCube
from tests.helpers.claims import raises
from tests.helpers.told import told

BRANCH = "you're attempting to use a Tensor in some data-dependent control flow"
RANDOM = "called random operation while in randomness error mode"


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def asserts(row):
    assert row.sum() > 0
    return row


def waits(row):
    while row.sum() > 1:
        row = row / 2
    return row


@pytest.mark.parametrize(
    "function",
    [asserts, waits, lambda row: row if bool(row.sum() > 0) else -row, lambda row: row.sum() > 0 and row.sum() < 5],
)
def test_what_asks_for_true_or_false_in_vmap(function):
    with pytest.raises(RuntimeError, match=BRANCH):
        vmap(function)(torch.ones(3, 2))


def test_the_cures_for_branches_in_vmap():
    x = torch.tensor([[0.1, 0.2], [4.0, 4.0]])
    assert vmap(lambda row: (row.sum() > 0) & (row.sum() < 5))(x).tolist() == [True, False]

    def halves(row):
        for _ in range(4):
            row = torch.where(row.sum() > 1, row / 2, row)
        return row

    assert torch.allclose(vmap(halves)(x), torch.stack([waits(row) for row in x]))
    message = "vmap: It looks like you're calling .item() on a Tensor"
    raises("errors/calling", message, lambda: vmap(lambda row: row.sum().item())(x))


def test_random_numbers_in_vmap():
    net, x = nn.Sequential(nn.Linear(2, 9), nn.Dropout(0.5)), torch.ones(2, 2)
    with pytest.raises(RuntimeError, match=RANDOM):
        vmap(net)(x)
    assert vmap(net.eval())(x).shape == (2, 9)
    add = lambda row: row + torch.randn(2)  # noqa: E731
    same, different = (vmap(add, randomness=mode)(x) for mode in ("same", "different"))
    assert torch.equal(same[0], same[1]) and not torch.equal(different[0], different[1])
    noise = torch.randn(2)
    rows = vmap(lambda row, noise: row + noise, in_dims=(0, None))(x, noise)
    assert torch.equal(rows[0], rows[1])


class Old(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad_output


class New(NewCube):
    generate_vmap_rule = False


def test_the_old_form_works_outside_of_torch_func_and_vmap_needs_the_rule():
    x = torch.tensor(2.0, requires_grad=True)
    assert torch.autograd.grad(Old.apply(x), x)[0] == 12 and grad(New.apply)(x.detach()) == 12
    raises("errors/calling", "it does not have vmap support", lambda: vmap(New.apply)(torch.ones(3)))
    assert vmap(NewCube.apply)(torch.ones(3)).tolist() == [1, 1, 1]


def test_a_loss_that_is_not_one_number():
    net = nn.Linear(2, 1)
    params, x = {name: p.detach() for name, p in net.named_parameters()}, torch.ones(2)
    output = lambda params: functional_call(net, params, (x,))  # noqa: E731
    message = "Expected f.* to return a scalar Tensor, got tensor with 1 dims"
    for wrong in (output, lambda p: nn.functional.mse_loss(output(p), torch.ones(1), reduction="none")):
        with pytest.raises(RuntimeError, match=message):
            grad(wrong)(params)
    assert output(params).shape == (1,)
    for right in (lambda p: output(p)[0], lambda p: output(p).squeeze(), lambda p: output(p).mean()):
        assert grad(right)(params)["weight"].tolist() == [[1, 1]]
    output(dict(net.named_parameters())).backward()
    assert net.weight.grad.tolist() == [[1, 1]]
    told("errors/calling", 1, zh="返回的形状是 `({},)`", en="returns the shape `({},)`")


def test_ways_without_a_compiler():
    from torch._inductor import config

    function = lambda x: 3 * torch.tanh(x)  # noqa: E731
    torch.compiler.reset()
    with config.patch("cpp.cxx", (None, "no-such-compiler")), torch.compiler.set_stance("force_eager"):
        assert torch.compile(function)(torch.zeros(2)).tolist() == [0, 0]
    assert 'os.environ.get("CXX"' in Path(config.__file__).read_text("utf-8")


class Symmetric(nn.Module):
    def forward(self, w):
        return w.triu() + w.triu(1).T


def test_load_before_registering_and_remove_a_parametrization():
    layer, saved = nn.Linear(2, 2), nn.Linear(2, 2).state_dict()
    layer.load_state_dict(saved)
    parametrize.register_parametrization(layer, "weight", Symmetric())
    assert torch.equal(layer.parametrizations.weight.original, saved["weight"])
    with pytest.raises(RuntimeError, match="Missing key"):
        layer.load_state_dict(saved)
    parametrize.remove_parametrizations(layer, "weight")
    assert isinstance(layer.weight, nn.Parameter)
    layer.weight = nn.Parameter(torch.eye(2))
