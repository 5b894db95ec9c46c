"""What the prose of the lesson `backprop` says beyond the outputs that its page shows."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.claims import raises
from tests.helpers.told import told
from tools.base.project import SNIPPETS
from tools.graph.steps import loads


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


def nodes(tensor):
    """All nodes of the graph of a tensor."""
    found = [tensor.grad_fn]
    for node in found:
        found += [before for before, _ in node.next_functions if before is not None and before not in found]
    return found


# The derivative, the chain rule


def loss_of(w, b):
    return (w * 3.0 + b - 4.0) ** 2


def test_a_smaller_change_brings_the_ratio_closer_to_the_derivative():
    ratios = [(loss_of(2 + step, -1.0) - loss_of(2.0, -1.0)) / step for step in (0.1, 0.01, 0.001, 0.0001)]
    errors = [abs(ratio - 6) for ratio in ratios]
    assert errors == sorted(errors, reverse=True) and errors[-1] < 0.001
    assert (loss_of(2.0, -1 + 1e-6) - loss_of(2.0, -1.0)) / 1e-6 == pytest.approx(2, abs=1e-5)


def test_a_smaller_w_or_b_makes_the_loss_smaller_and_w_more_so():
    loss, less_w, less_b = loss_of(2.0, -1.0), loss_of(1.99, -1.0), loss_of(2.0, -1.01)
    assert less_w < less_b < loss


def test_the_gradient_has_the_shape_of_its_parameter_and_parameters_require_one():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(8, 3))
    net(torch.rand(5, 1, 4, 4)).sum().backward()
    for parameter in net.parameters():
        assert parameter.requires_grad and parameter.grad.shape == parameter.shape
    assert nn.Parameter(torch.ones(2)).requires_grad and not torch.ones(2).requires_grad


def test_the_steps_of_the_neuron():
    w, b = torch.tensor(2.0, requires_grad=True), torch.tensor(-1.0, requires_grad=True)
    output = w * 3.0 + b
    of_w, of_b = torch.autograd.grad(output, (w, b))
    output = torch.tensor(5.0, requires_grad=True)
    (of_output,) = torch.autograd.grad((output - 4) ** 2, output)
    told(
        "backprop",
        *(int(n) for n in (of_w, of_output, of_w * of_output, of_b, of_output, of_b * of_output)),
        zh="w 的微小变化变成 {} · {} = {} 倍，b 的变成 {} · {} = {} 倍",
        en="multiply a small change of w by {} · {} = {}, and one of b by {} · {} = {}",
    )


@pytest.mark.parametrize("x", [-1.0, 0.0, 2.0, 5.0])
def test_the_paths_of_x_add_up_to_2x_plus_3(x):
    x = torch.tensor(x, requires_grad=True)
    (x * x + 3 * x).backward()
    assert x.grad.item() == 2 * x.item() + 3


def test_the_gradient_of_a_weight_is_the_sum_over_the_samples():
    layer, x = nn.Linear(3, 2), torch.rand(5, 3)
    (whole,) = torch.autograd.grad(torch.tanh(layer(x)).sum(), layer.weight)
    parts = [torch.autograd.grad(torch.tanh(layer(row)).sum(), layer.weight)[0] for row in x]
    assert torch.allclose(whole, sum(parts), atol=1e-6)


# The computational graph


def test_the_picture_has_two_multiplications_that_lead_to_one_x():
    drawn = loads((SNIPPETS / "backprop" / "paths.graph").read_text("utf-8"))["nodes"]
    assert [node["type"] for node in drawn] == ["AddBackward0", "MulBackward0", "MulBackward0", "AccumulateGrad"]
    assert drawn[-1]["name"] == "x" and len(drawn[-1]["inputs"]) == 3
    assert sorted(len(node["outputs"]) for node in drawn[1:3]) == [1, 2]


def test_the_picture_of_the_network_ends_at_its_four_parameters_and_has_their_shapes():
    drawn = loads((SNIPPETS / "backprop" / "walk.graph").read_text("utf-8"))["nodes"]
    ends = [node["name"] for node in drawn if node["type"] == "AccumulateGrad"]
    assert sorted(ends) == ["0.bias", "0.weight", "2.bias", "2.weight"]
    shapes = {out["name"]: out["shape"] for node in drawn for out in node["outputs"]}
    arriving = {node["name"]: shapes[node["inputs"][0]] for node in drawn if node["type"] == "AccumulateGrad"}
    assert arriving["2.weight"] == [2, 4] and arriving["2.bias"] == [2] and arriving["0.weight"] == [4, 3]


def test_the_inputs_of_a_linear_layer_are_bias_input_transposed_weight():
    net, x = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)), torch.rand(5, 3)
    bias, relu, transpose = (node for node, _ in net(x).grad_fn.next_functions)
    assert bias.variable is net[2].bias
    assert relu.name() == "ReluBackward0"
    assert transpose.next_functions[0][0].variable is net[2].weight


def test_an_input_that_needs_no_gradient_has_none_in_next_functions():
    layer = nn.Linear(3, 4)
    assert [node is None for node, _ in layer(torch.rand(5, 3)).grad_fn.next_functions] == [False, True, False]
    loss = F.mse_loss(layer(torch.rand(5, 3)), torch.rand(5, 4))
    assert loss.grad_fn.next_functions[1][0] is None


def test_cross_entropy_makes_two_nodes():
    scores = torch.rand(2, 3, requires_grad=True)
    loss = F.cross_entropy(scores, torch.tensor([0, 1]))
    assert [node.name() for node in nodes(loss)][:2] == ["NllLossBackward0", "LogSoftmaxBackward0"]
    assert len(nodes(loss)) == 3


def test_a_branch_in_forward_is_recorded_as_it_was_taken():
    def forward(x):
        return x * 2 if x.sum() > 0 else x + 1

    for value, name in ((1.0, "MulBackward0"), (-1.0, "AddBackward0")):
        assert forward(leaf(value)).grad_fn.name() == name


def test_a_loop_in_forward_is_recorded_as_often_as_it_ran():
    for rounds in (1, 3):
        x = h = leaf(1.0)
        for _ in range(rounds):
            h = h * 2
        assert len(nodes(h)) == rounds + 1
        h.sum().backward()
        assert x.grad.item() == 2**rounds


# Leaf tensors


def test_what_is_a_leaf_tensor():
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        unrecorded = x * 2
    for tensor in (torch.ones(2), x, unrecorded, (x * 2).detach(), torch.ones(2) * 2, nn.Parameter(x * 2)):
        assert tensor.is_leaf and tensor.grad_fn is None
    for tensor in (x * 2, x.double(), x.view(1, 2)):
        assert not tensor.is_leaf and tensor.grad_fn is not None


def test_a_leaf_that_the_loss_was_not_computed_from_gets_no_gradient():
    x, unused = leaf(1.0), leaf(1.0)
    (x * 2).sum().backward()
    assert unused.grad is None and x.grad is not None


def test_a_hook_on_a_tensor_sees_what_retain_grad_keeps():
    x, seen = leaf(1.0, 2.0), []
    out = x * 3
    out.retain_grad()
    out.register_hook(seen.append)
    (out * out).sum().backward()
    assert torch.equal(seen[0], out.grad)


@pytest.mark.filterwarnings("ignore:The .grad attribute")
def test_double_makes_no_leaf_and_dtype_does():
    w = torch.rand(3, requires_grad=True).double()
    w.sum().backward()
    assert not w.is_leaf and w.grad is None
    w = torch.rand(3, dtype=torch.float64, requires_grad=True)
    w.sum().backward()
    assert w.is_leaf and w.grad is not None


# .grad accumulates


def quarters(net, x, target):
    for part, wanted in zip(x.chunk(4), target.chunk(4), strict=True):
        (F.mse_loss(net(part), wanted) / 4).backward()
    return [parameter.grad for parameter in net.parameters()]


@pytest.mark.parametrize("middle, equal", [(nn.Tanh(), True), (nn.LayerNorm(4), True), (nn.BatchNorm1d(4), False)])
def test_four_quarters_with_a_quarter_of_the_loss_each_make_the_whole_batch(middle, equal):
    net, x, target = nn.Sequential(nn.Linear(3, 4), middle, nn.Linear(4, 2)), torch.rand(8, 3), torch.rand(8, 2)
    other = copy.deepcopy(net)
    F.mse_loss(net(x), target).backward()
    whole = [parameter.grad for parameter in net.parameters()]
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(whole, quarters(other, x, target), strict=True)) == equal


@pytest.mark.parametrize("set_to_none", [True, False])
def test_none_and_zeros_are_the_same_for_the_next_backward(set_to_none):
    net, x = nn.Linear(2, 1), torch.rand(3, 2)
    net(x).sum().backward()
    first = net.weight.grad.clone()
    net.zero_grad(set_to_none=set_to_none)
    net(x).sum().backward()
    assert torch.equal(net.weight.grad, first)


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


# backward() starts from a single number


@pytest.mark.parametrize("loss", [lambda net, x: F.mse_loss(net(x), torch.zeros(4, 2), reduction="none"), lambda net, x: net(x)])
@pytest.mark.parametrize("cure", [torch.mean, torch.sum])
def test_where_a_vector_comes_from_and_the_cure(loss, cure):
    net, x = nn.Linear(3, 2), torch.rand(4, 3)
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        loss(net, x).backward()
    cure(loss(net, x)).backward()
    assert net.weight.grad is not None


# A second backward()


def before_the_loop(**options):
    """Three steps of second(h), where h was computed by first before; what first.weight.grad is after each."""
    first, second, x, target = nn.Linear(3, 4), nn.Linear(4, 1), torch.rand(8, 3), torch.rand(8, 1)
    h, losses = torch.relu(first(x)), []
    for _ in range(3):
        first.zero_grad()
        loss = F.mse_loss(second(h), target)
        loss.backward(**options)
        losses.append(loss.item())
        with torch.no_grad():
            first.weight -= 0.1 * first.weight.grad
    fresh = F.mse_loss(second(torch.relu(first(x))), target).item()
    return losses, fresh


def test_with_retain_graph_the_loss_does_not_notice_the_updates():
    losses, fresh = before_the_loop(retain_graph=True)
    assert losses[0] == losses[1] == losses[2] != fresh
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        before_the_loop()


def test_the_backbone_of_the_last_question():
    def train(detach):
        backbone, head, x, target = nn.Sequential(nn.Linear(3, 4), nn.Tanh()), nn.Linear(4, 1), torch.rand(8, 3), torch.rand(8, 1)
        features = backbone(x).detach() if detach else backbone(x)
        for _ in range(2):
            F.mse_loss(head(features), target).backward()
        return backbone[0].weight.grad

    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        train(detach=False)
    assert train(detach=True) is None


# Vanishing and exploding gradients


def test_the_largest_derivative_of_sigmoid():
    x = torch.linspace(-20, 20, 40001, dtype=torch.float64)
    s = torch.sigmoid(x)
    most = (s * (1 - s)).max().item()
    told("backprop", most, zh="sigmoid 的导数最大是 {:g}", en="the sigmoid, whose derivative is at most {:g}")
    x = torch.linspace(-3, 3, 100, requires_grad=True)
    F.relu(x).sum().backward()
    assert set(x.grad.tolist()) == {0.0, 1.0}


def test_twenty_doublings_are_about_a_million():
    assert pytest.approx(1e6, rel=0.05) == 2**20


def ends(activation, better=False):
    layers = []
    for _ in range(8):
        layers += [nn.Linear(16, 16), activation()]
    net = nn.Sequential(*layers, nn.Linear(16, 1))
    if better:
        for layer in net:
            if isinstance(layer, nn.Linear):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    net(torch.rand(32, 16)).mean().backward()
    return (net[0].weight.grad.norm() / net[-1].weight.grad.norm()).item()


@pytest.mark.parametrize("seed", range(5))
def test_exercise_4(seed):
    torch.manual_seed(seed)
    sigmoid, relu, better = ends(nn.Sigmoid), ends(nn.ReLU), ends(nn.ReLU, better=True)
    assert sigmoid < 1e-6 < 1e-5 < relu < 0.1 and better > 10 * relu


def test_a_gradient_of_your_own_fits_its_parameter():
    w = torch.ones(2, requires_grad=True)

    def assign(grad):
        w.grad = grad

    assign(torch.ones(2))
    raises("backprop", "attempting to assign a gradient of size", lambda: assign(torch.ones(3)))
    for grad in (torch.ones(2).double(), torch.ones(2, device="meta")):
        with pytest.raises(RuntimeError, match="attempting to assign a gradient with d"):
            assign(grad)


def test_errors_that_ask_for_a_leaf_or_for_floats():
    w = torch.ones(2, requires_grad=True)
    loss = (w * 2).sum()
    raises("backprop", "Only Tensors created explicitly by the user", lambda: copy.deepcopy(loss))
    assert copy.deepcopy(w).requires_grad and copy.deepcopy(loss.detach()) == loss.item() == 4
    raises("backprop", "can't retain_grad on Tensor", torch.ones(2).retain_grad)
    raises("backprop", "Only Tensors of floating point", lambda: torch.ones(2, dtype=torch.int64, requires_grad=True))


def test_a_python_number_leaves_the_graph():
    output = torch.ones(1, requires_grad=True) * 2
    torch.set_warn_always(True)
    with pytest.warns(UserWarning, match="Converting a tensor"):
        number = float(output)
    torch.set_warn_always(False)
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        torch.tensor(number).backward()
