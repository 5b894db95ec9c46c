"""What the prose of the page `autograd` says beyond the outputs that it shows."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.autograd.cube import Cube
from tests.helpers.claims import raises
from tests.helpers.told import told

CHANGED = "has been modified by an inplace operation"


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


# backward(v)


def test_x_grad_is_the_transpose_times_v_and_equals_the_weighted_sum():
    matrix, v = torch.rand(3, 2), torch.rand(3)
    x, other = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    torch.sin(matrix @ x).backward(v)
    (torch.sin(matrix @ other) * v).sum().backward()
    jacobian = torch.func.jacrev(lambda x: torch.sin(matrix @ x))(torch.ones(2))
    assert torch.allclose(x.grad, jacobian.T @ v) and torch.allclose(x.grad, other.grad)


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_for_one_element_v_is_1(shape):
    x, other = torch.full(shape, 2.0, requires_grad=True), torch.full(shape, 2.0, requires_grad=True)
    (x**3).backward()
    (other**3).backward(torch.ones(shape))
    assert torch.equal(x.grad, other.grad)


def test_the_shape_of_a_jacobian():
    x = torch.rand(2, 5)
    assert torch.func.jacrev(lambda x: (x @ torch.rand(5, 3)).sum(0))(x).shape == (3, 2, 5)


# torch.autograd.grad


def test_inputs_may_be_results_in_between_and_unused_ones_give_none():
    w = leaf(3.0)
    h = w * 2
    (gradient,) = torch.autograd.grad((h * h).sum(), h)
    assert gradient.tolist() == [12.0]
    assert torch.autograd.grad((w * 2).sum(), (w, leaf(1.0)), allow_unused=True)[1] is None


# A Function of your own


def test_gradcheck_wants_float64():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with pytest.warns(UserWarning, match="double precision"), pytest.raises(RuntimeError, match="Jacobian mismatch"):
        torch.autograd.gradcheck(Cube.apply, (x,))


def test_the_cube_equals_what_torch_builds_by_itself():
    x, other = leaf(1.0, -2.0), leaf(1.0, -2.0)
    Cube.apply(x).sum().backward()
    (other**3).sum().backward()
    assert torch.equal(x.grad, other.grad)


@pytest.mark.parametrize("saves", [True, False])
def test_save_for_backward_notices_what_an_attribute_does_not(saves):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            if saves:
                ctx.save_for_backward(x)
            else:
                ctx.x = x
            return x * x

        @staticmethod
        def backward(ctx, grad_output):
            return grad_output * 2 * (ctx.saved_tensors[0] if saves else ctx.x)

    x = leaf(1.0, 2.0)
    y = Square.apply(x).sum()
    with torch.no_grad():
        x += 1
    if saves:
        with pytest.raises(RuntimeError, match=CHANGED):
            y.backward()
    else:
        y.backward()
        assert x.grad.tolist() == [4.0, 6.0]  # of the new values, which is wrong


def test_backward_returns_one_result_for_each_argument_and_ctx_says_which_are_needed():
    needed = []

    class Product(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b, results):
            ctx.save_for_backward(a, b)
            ctx.results = results
            return a * b

        @staticmethod
        def backward(ctx, grad_output):
            needed.append(ctx.needs_input_grad)
            _, b = ctx.saved_tensors
            return (grad_output * b, None, None)[: ctx.results]

    Product.apply(leaf(1.0), torch.tensor([2.0]), 3).sum().backward()
    assert needed == [(True, False, False)]
    with pytest.raises(RuntimeError, match="returned an incorrect number of gradients"):
        Product.apply(leaf(1.0), torch.tensor([2.0]), 1).sum().backward()


# In-place changes


@pytest.mark.parametrize("change", [lambda h: h + 1, lambda h: h.clone().add_(1)])
def test_a_new_tensor_instead_of_an_in_place_change_gives_the_derivative_of_sigmoid(change):
    weight = leaf(1.0, 2.0)
    change(torch.sigmoid(weight)).sum().backward()
    h = torch.sigmoid(weight.detach())
    assert torch.allclose(weight.grad, h * (1 - h))


@pytest.mark.parametrize("function", [torch.sigmoid, torch.tanh, torch.exp, torch.relu])
def test_functions_that_save_their_result(function):
    h = function(leaf(1.0, 2.0))
    assert torch.equal(h.grad_fn._saved_result, h)
    h *= 2
    with pytest.raises(RuntimeError, match=CHANGED):
        h.sum().backward()


def test_addition_saves_nothing():
    weight = leaf(1.0, 2.0)
    h = weight * 1
    y = h + 1
    assert not [name for name in dir(y.grad_fn) if name.startswith("_saved_") and name != "_saved_alpha"]
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


# Higher-order gradients


def test_first_and_second_derivative_of_the_cube():
    x = 3
    told(
        "autograd",
        3 * x**2,
        6 * x,
        zh="一阶导数是 3x² = {}，二阶导数是 6x = {}。",
        en="The first derivative is 3x² = {}, the second is 6x = {}.",
    )


def test_retain_graph_alone_returns_a_gradient_without_a_graph():
    x = torch.tensor(3.0, requires_grad=True)
    assert torch.autograd.grad(x**3, x, retain_graph=True)[0].grad_fn is None
    assert torch.autograd.grad(x**3, x, create_graph=True)[0].grad_fn is not None


def test_the_penalty_does_not_depend_on_the_last_bias():
    net, x = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)), torch.rand(4, 2, requires_grad=True)

    def gradient():
        return torch.autograd.grad(net(x).sum(), x)[0]

    before = gradient()
    with torch.no_grad():
        net[2].bias += 5
    assert torch.equal(before, gradient())
    with torch.no_grad():
        net[2].weight += 5
    assert not torch.equal(before, gradient())


@pytest.mark.filterwarnings("ignore:Using backward")
def test_backward_with_create_graph_leaves_a_gradient_that_leads_to_the_parameter():
    x = torch.tensor(3.0, requires_grad=True)
    (x**3).backward(create_graph=True)
    found = [x.grad.grad_fn]
    for node in found:
        found += [before for before, _ in node.next_functions if before is not None]
    assert any(getattr(node, "variable", None) is x for node in found)


# Saved tensors and retain_graph


def test_after_the_last_backward_the_saved_tensors_are_gone():
    x = torch.tensor(2.0, requires_grad=True)
    product = x * x
    product.backward(retain_graph=True)
    assert product.grad_fn._saved_self is x
    product.backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        product.grad_fn._saved_self  # noqa: B018


def visits(cut):
    """How many steps are gone through, in three calls of backward()."""
    weight, state, seen = torch.tensor(0.5, requires_grad=True), torch.tensor(1.0), []
    for _ in range(3):
        state = torch.tanh(weight * (state.detach() if cut else state))
        state.grad_fn.register_hook(lambda *_: seen.append(1))
        state.backward(retain_graph=not cut)
    return len(seen)


def test_with_retain_graph_every_step_goes_back_through_all_steps_before_it():
    assert visits(cut=True) == 3 and visits(cut=False) == 1 + 2 + 3


def test_the_sum_of_the_losses_of_several_steps_needs_no_retain_graph():
    weight, state, total = torch.tensor(0.5, requires_grad=True), torch.tensor(1.0), 0
    for _ in range(3):
        state = torch.tanh(weight * state)
        total = total + state
    total.backward()
    summed, weight.grad, state = weight.grad, None, torch.tensor(1.0)
    for _ in range(3):
        state = torch.tanh(weight * state)
        state.backward(retain_graph=True)
    assert torch.allclose(weight.grad, summed)


def test_a_sum_of_two_losses_goes_through_the_shared_part_once():
    def count(call):
        shared, one, two, seen = nn.Linear(3, 4), nn.Linear(4, 1), nn.Linear(4, 1), []
        h = torch.tanh(shared(torch.rand(5, 3)))
        h.grad_fn.register_hook(lambda *_: seen.append(1))
        call(one(h).sum(), two(h).sum())
        return len(seen)

    assert count(lambda a, b: (a + b).backward()) == 1
    assert count(lambda a, b: (a.backward(retain_graph=True), b.backward())) == 2


# Four classes


def test_the_four_classes():
    parameter = nn.Parameter(torch.ones(2))
    assert isinstance(parameter, torch.Tensor) and parameter.is_leaf and parameter.requires_grad
    assert isinstance(torch.autograd.Variable(torch.ones(2)), torch.Tensor)
    assert not hasattr(nn.Linear(1, 1), "backward")


@pytest.mark.parametrize("module, count", [(nn.Identity(), 0), (nn.ReLU(), 1), (nn.Sequential(nn.ReLU(), nn.Tanh()), 2)])
def test_a_module_makes_as_many_nodes_as_its_operations(module, count):
    before = leaf(1.0) * 1
    node, made = module(before).grad_fn, 0
    while node is not before.grad_fn:
        node, made = node.next_functions[0][0], made + 1
    assert made == count


# Exercises and self-check


def test_exercise_1_gradcheck_rejects_the_straight_through_estimator():
    class Round(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.round()

        @staticmethod
        def backward(ctx, grad_output):
            return grad_output

    x = torch.tensor([0.2, 1.7], dtype=torch.float64, requires_grad=True)
    with pytest.raises(RuntimeError, match="Jacobian mismatch"):
        torch.autograd.gradcheck(Round.apply, (x,))
    torch.round(x).sum().backward()
    assert x.grad.tolist() == [0.0, 0.0]


def test_exercise_2_the_hessian_times_a_vector():
    def f(x):
        return (torch.tanh(x) ** 2).sum() * x[0]

    x, v = torch.rand(6, requires_grad=True), torch.rand(6)
    (gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
    (product,) = torch.autograd.grad(gradient @ v, x)
    hessian = torch.func.jacrev(torch.func.jacrev(f))(x.detach())
    assert hessian.shape == (6, 6) and torch.allclose(product, hessian @ v, atol=1e-5)


def test_exercise_3_the_product_may_change_and_the_factors_may_not():
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
    told(
        "autograd",
        zh="两个都需要梯度的张量相乘，保存的是两个因子",
        en="A multiplication of two tensors that require gradients saves both factors",
    )


@pytest.mark.parametrize("other", [torch.tensor([3.0, 4.0]), 3.0])
def test_a_factor_may_change_if_the_other_one_needs_no_gradient(other):
    factor = leaf(1.0, 2.0) * 1
    product = factor * other
    assert product.grad_fn._saved_self is None
    factor += 1
    product.sum().backward()


def test_exp_saves_its_result():
    h = torch.exp(leaf(1.0, 2.0))
    h *= 2
    with pytest.raises(RuntimeError, match=CHANGED):
        h.sum().backward()


def test_an_error_of_a_layer_after_inference_mode_and_what_addition_does():
    """The entry errors/autograd#inference."""
    with torch.inference_mode():
        x = torch.ones(4, 3)
    weight = torch.ones(3, requires_grad=True)
    (weight + x).sum().backward()
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        F.linear(x, torch.ones(1, 3, requires_grad=True))


def test_views_that_cannot_be_changed_in_place():
    weight = leaf(1.0, 2.0)

    def change():
        weight[0] = 0

    raises("autograd", "a view of a leaf Variable", change)
    with torch.no_grad():
        change()
    says = "This view is the output of a function that returns multiple views"
    for cut in (lambda x: x.chunk(2), lambda x: x.split(1), lambda x: x.unbind()):
        raises("autograd", says, lambda cut=cut: cut(leaf(1.0, 2.0) * 1)[0].add_(1))
        with torch.no_grad():
            cut(leaf(1.0, 2.0) * 1)[0].add_(1)
        cut(torch.ones(2))[0].add_(1)  # nothing is recorded
