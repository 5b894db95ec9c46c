"""What the prose of the lesson `backprop` says beyond the outputs that its page shows."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.backprop.cube import Cube
from tools.base.project import SNIPPETS
from tools.graph.steps import loads

CHANGED = "has been modified by an inplace operation"


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


# The graph is recorded


def test_the_picture_has_two_multiplications_that_lead_to_one_x():
    nodes = loads((SNIPPETS / "backprop" / "paths.graph").read_text("utf-8"))["nodes"]
    assert [node["type"] for node in nodes] == ["AddBackward0", "MulBackward0", "MulBackward0", "AccumulateGrad"]
    assert nodes[-1]["name"] == "x" and len(nodes[-1]["inputs"]) == 3
    assert sorted(len(node["outputs"]) for node in nodes[1:3]) == [1, 2]


def test_a_branch_in_forward_is_recorded_as_it_was_taken():
    def forward(x):
        return x * 2 if x.sum() > 0 else x + 1

    for value, name in ((1.0, "MulBackward0"), (-1.0, "AddBackward0")):
        assert forward(leaf(value)).grad_fn.name() == name


def test_a_module_has_no_backward():
    assert not hasattr(nn.Linear(1, 1), "backward")


# The chain rule, leaves


@pytest.mark.parametrize("x", [-1.0, 0.0, 2.0, 5.0])
def test_the_paths_of_x_add_up_to_2x_plus_3(x):
    x = torch.tensor(x, requires_grad=True)
    (x * x + 3 * x).backward()
    assert x.grad.item() == 2 * x.item() + 3


def test_a_hook_on_a_tensor_sees_what_retain_grad_keeps():
    x, seen = leaf(1.0, 2.0), []
    out = x * 3
    out.retain_grad()
    out.register_hook(seen.append)
    (out * out).sum().backward()
    assert torch.equal(seen[0], out.grad)


def test_double_makes_no_leaf_and_dtype_does():
    assert not torch.rand(3, requires_grad=True).double().is_leaf
    assert torch.rand(3, dtype=torch.float64, requires_grad=True).is_leaf


def test_a_leaf_that_asks_for_nothing_gets_nothing():
    x, weight = torch.rand(3), torch.rand(3, requires_grad=True)
    (x * weight).sum().backward()
    assert x.is_leaf and x.grad is None and torch.equal(weight.grad, x)


# .grad adds up


def test_four_quarters_with_a_quarter_of_the_loss_each_make_the_whole_batch():
    net, x, target = nn.Linear(3, 2), torch.rand(8, 3), torch.rand(8, 2)
    other = copy.deepcopy(net)
    F.mse_loss(net(x), target).backward()
    for part, wanted in zip(x.chunk(4), target.chunk(4), strict=True):
        (F.mse_loss(other(part), wanted) / 4).backward()
    assert torch.allclose(net.weight.grad, other.weight.grad, atol=1e-6)


@pytest.mark.parametrize("options", [{"momentum": 0.9}, {"weight_decay": 0.1}])
@pytest.mark.parametrize("set_to_none, moves", [(True, False), (False, True)])
def test_none_is_skipped_and_zeros_may_still_move_a_parameter(options, set_to_none, moves):
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, **options)
    net(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    before = net.weight.detach().clone()
    optimizer.zero_grad(set_to_none=set_to_none)
    optimizer.step()
    assert torch.equal(net.weight, before) != moves


# backward() of a vector


def test_x_grad_is_the_transpose_times_v_and_equals_the_weighted_sum():
    matrix, v = torch.rand(3, 2), torch.rand(3)
    x, other = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    (matrix @ x).backward(v)
    ((matrix @ other) * v).sum().backward()
    assert torch.allclose(x.grad, matrix.T @ v) and torch.allclose(x.grad, other.grad)


@pytest.mark.parametrize("loss", [lambda net, x: F.mse_loss(net(x), torch.zeros(4, 2), reduction="none"), lambda net, x: net(x)])
def test_where_a_vector_comes_from_and_the_cure(loss):
    net, x = nn.Linear(3, 2), torch.rand(4, 3)
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        loss(net, x).backward()
    loss(net, x).mean().backward()
    assert net.weight.grad is not None


# A second backward()


def test_with_retain_graph_every_step_goes_back_through_all_steps_before_it():
    def visits(cut):
        weight, state, seen = torch.tensor(0.5, requires_grad=True), torch.tensor(1.0), []
        for _ in range(3):
            state = torch.tanh(weight * (state.detach() if cut else state))
            state.grad_fn.register_hook(lambda *_: seen.append(1))
            state.backward(retain_graph=not cut)
        return len(seen)

    assert visits(cut=True) == 3 and visits(cut=False) == 1 + 2 + 3


# Not recording


def test_a_result_of_no_grad_may_join_a_graph_and_one_of_inference_mode_may_not():
    weight = leaf(1.0, 2.0)
    with torch.no_grad():
        a = weight * 2
    with torch.inference_mode():
        b = weight * 2
    (weight * a).sum().backward()
    assert weight.grad.tolist() == [2.0, 4.0]
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        weight * b
    with pytest.raises(RuntimeError):
        b.requires_grad_()


def test_detach_and_clone_makes_a_copy_of_its_own():
    weight = leaf(1.0, 2.0)
    weight.detach().clone()[0] = 9.0
    assert weight.tolist() == [1.0, 2.0]


@pytest.mark.filterwarnings("ignore:To copy construct")
@pytest.mark.parametrize(
    "cut", [lambda t: t.argmax().float(), lambda t: t.detach().sum(), lambda t: torch.tensor(t.sum().item()), torch.tensor]
)
def test_what_cuts_the_path(cut):
    output = nn.Linear(3, 2)(torch.rand(3))
    assert output.requires_grad and not cut(output).requires_grad
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad and does not have a grad_fn"):
        cut(output).sum().backward()


def test_all_under_no_grad_cuts_it_too():
    with torch.no_grad():
        loss = nn.Linear(3, 2)(torch.rand(3)).sum()
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        loss.backward()


# In-place changes


@pytest.mark.parametrize("change", [lambda h: h + 1, lambda h: h.clone().add_(1)])
def test_a_new_tensor_instead_of_an_in_place_change_gives_the_slope_of_sigmoid(change):
    weight = leaf(1.0, 2.0)
    change(torch.sigmoid(weight)).sum().backward()
    h = torch.sigmoid(weight.detach())
    assert torch.allclose(weight.grad, h * (1 - h))


def test_the_product_of_a_multiplication_may_change_and_its_factors_may_not():
    weight = leaf(1.0, 2.0)
    h = weight * weight
    h *= 2
    h.sum().backward()
    assert weight.grad.tolist() == [4.0, 8.0]
    factor = leaf(1.0, 2.0) * 1
    product = factor * factor
    factor += 1
    with pytest.raises(RuntimeError, match=CHANGED):
        product.sum().backward()


def test_addition_keeps_nothing():
    weight = leaf(1.0, 2.0)
    h = weight * 1
    y = h + 1
    h += 5
    y += 5
    y.sum().backward()
    assert weight.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("of", [lambda w: w, torch.Tensor.detach])
def test_no_grad_and_detach_count_the_change_that_data_hides(of):
    weight = leaf(1.0, 2.0)
    y = (weight * weight).sum()
    with torch.no_grad():
        changed = of(weight)
        changed -= 1
    with pytest.raises(RuntimeError, match="is at version 1; expected version 0 instead"):
        y.backward()


def test_the_update_of_older_posts_is_sgd_and_stops_at_a_parameter_without_gradient():
    net, x = nn.Linear(3, 2), torch.rand(4, 3)
    other = copy.deepcopy(net)
    for model in (net, other):
        model(x).sum().backward()
    for p in net.parameters():
        p.data.sub_(p.grad.data * 0.1)
    torch.optim.SGD(other.parameters(), lr=0.1).step()
    assert torch.allclose(net.weight, other.weight)
    net.bias.grad = None
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'data'"):
        net.bias.data.sub_(net.bias.grad.data * 0.1)


# An operation of your own, four classes


def test_gradcheck_wants_float64():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with pytest.warns(UserWarning, match="double precision"), pytest.raises(RuntimeError, match="Jacobian mismatch"):
        torch.autograd.gradcheck(Cube.apply, (x,))


def test_the_cube_equals_what_torch_builds_by_itself():
    x, other = leaf(1.0, -2.0), leaf(1.0, -2.0)
    Cube.apply(x).sum().backward()
    (other**3).sum().backward()
    assert torch.equal(x.grad, other.grad)


def test_the_four_classes():
    parameter = nn.Parameter(torch.ones(2))
    assert isinstance(parameter, torch.Tensor) and parameter.is_leaf and parameter.requires_grad
    assert isinstance(torch.autograd.Variable(torch.ones(2)), torch.Tensor)
    parameters = nn.Linear(2, 1).parameters()
    assert iter(parameters) is parameters and isinstance(next(parameters), torch.Tensor)


# Exercises and self-check


def test_exercise_3_fails_in_the_second_round():
    w = torch.tensor(1.0, requires_grad=True)
    with (
        pytest.warns(UserWarning, match="not a leaf Tensor"),
        pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*: 'float' and 'NoneType'"),
    ):
        for _ in range(2):
            ((w - 3) ** 2).backward()
            w = w - 0.25 * w.grad


def test_exercise_4_gradcheck_rejects_rounding_that_pretends():
    class Round(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.round()

        @staticmethod
        def backward(ctx, slope):
            return slope

    x = torch.tensor([0.2, 1.7], dtype=torch.float64, requires_grad=True)
    with pytest.raises(RuntimeError, match="Jacobian mismatch"):
        torch.autograd.gradcheck(Round.apply, (x,))
    torch.round(x).sum().backward()
    assert x.grad.tolist() == [0.0, 0.0]


def test_only_detach_gives_a_leaf():
    x = leaf(1.0)
    assert [tensor.is_leaf for tensor in (x * 1, x.detach(), x.double())] == [False, True, False]
    assert not x.detach().requires_grad


def test_exp_keeps_its_result():
    h = torch.exp(leaf(1.0, 2.0))
    h *= 2
    with pytest.raises(RuntimeError, match=CHANGED):
        h.sum().backward()


def test_twice_6_is_12():
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    y.backward(retain_graph=True)
    assert x.grad.item() == 6
    y.backward(retain_graph=True)
    assert x.grad.item() == 12


def test_detach_inside_a_net_stops_learning_before_it_in_silence():
    first, second, x = nn.Linear(3, 4), nn.Linear(4, 1), torch.rand(2, 3)
    second(F.relu(first(x)).detach()).sum().backward()
    assert first.weight.grad is None and second.weight.grad is not None
    second(F.relu(first(x)).view(2, 4)).sum().backward()
    assert first.weight.grad is not None
