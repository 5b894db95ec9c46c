"""What the prose of the lesson `loss` says beyond the outputs that its page shows."""

import math
import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.lenet.net import LeNet

DIFFERENT_SIZE = "Using a target size"


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def says(call):
    """The warnings of a call, as texts."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return [str(warning.message) for warning in caught]


# Output, target, criterion


def test_mse_loss_has_no_parameters_and_does_not_mind_the_order():
    criterion, a, b = nn.MSELoss(), torch.rand(3, 2), torch.rand(3, 2)
    assert not list(criterion.parameters()) and not criterion.state_dict()
    assert torch.equal(criterion(a, b), criterion(b, a))


def test_other_losses_mind_the_order():
    scores, target = torch.rand(2, 3), torch.tensor([0, 1])
    with pytest.raises(NotImplementedError):
        F.cross_entropy(target, scores)


@pytest.mark.parametrize("reduction, factor", [("sum", 2), ("mean", 1)])
def test_a_batch_twice_as_large_doubles_the_gradient_of_the_sum_only(reduction, factor):
    def gradient(repeat):
        w = torch.ones(3, requires_grad=True)
        x, target = torch.arange(6.0).view(2, 3).repeat(repeat, 1), torch.ones(2 * repeat)
        F.mse_loss(x @ w, target, reduction=reduction).backward()
        return w.grad

    assert torch.allclose(gradient(2), factor * gradient(1))


@pytest.mark.parametrize("old, new", [({"size_average": False}, "sum"), ({"reduce": False}, "none")])
def test_the_old_arguments_of_older_posts(old, new):
    assert says(lambda: nn.MSELoss(**old))[0].startswith("size_average and reduce args will be deprecated")
    with pytest.warns(UserWarning):
        assert nn.MSELoss(**old).reduction == new


def test_centimetres_instead_of_metres_make_mse_10000_times_as_large():
    a, b = torch.rand(5), torch.rand(5)
    assert math.isclose(F.mse_loss(100 * a, 100 * b) / F.mse_loss(a, b), 10_000, rel_tol=1e-5)


# A wrong number without an error


def test_training_on_the_broadcast_loss_ends_at_the_mean_of_the_targets():
    output = torch.tensor([[1.0], [2.0], [3.0]], requires_grad=True)
    target = torch.tensor([1.0, 2.0, 6.0])
    optimizer = torch.optim.SGD([output], lr=0.5)
    with pytest.warns(UserWarning, match=DIFFERENT_SIZE):
        for _ in range(100):
            optimizer.zero_grad()
            F.mse_loss(output, target).backward()
            optimizer.step()
    assert torch.allclose(output, torch.full((3, 1), 3.0), atol=1e-4)


def test_a_bare_squeeze_turns_a_batch_of_one_into_a_single_number():
    assert torch.ones(1, 1).squeeze().shape == () and torch.ones(1, 1).squeeze(1).shape == (1,)


def test_python_shows_the_warning_once_and_a_formula_of_your_own_gives_none():
    criterion, output, target = nn.MSELoss(), torch.rand(3, 1), torch.rand(3)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            criterion(output, target)
    assert len(caught) == 1
    assert not says(lambda: ((output - target) ** 2).mean())


@pytest.mark.parametrize("criterion", [nn.L1Loss(), nn.HuberLoss(), nn.SmoothL1Loss()])
def test_losses_that_warn_in_the_same_words(criterion):
    output, target = torch.rand(3, 1), torch.rand(3)
    assert says(lambda: criterion(output, target)) == says(lambda: F.mse_loss(output, target))


@pytest.mark.parametrize("criterion", [nn.BCELoss(), nn.BCEWithLogitsLoss()])
def test_losses_for_yes_or_no_raise(criterion):
    with pytest.raises(ValueError):
        criterion(torch.rand(3, 1), torch.rand(3))


def test_poisson_says_nothing():
    assert not says(lambda: nn.PoissonNLLLoss()(torch.rand(3, 1), torch.rand(3)))


@pytest.mark.parametrize("samples, right", [(1, True), (4, False)])
def test_a_target_without_the_batch_is_right_for_one_sample_only(samples, right):
    output, target = torch.rand(samples, 10), torch.rand(samples, 10)
    with pytest.warns(UserWarning, match=DIFFERENT_SIZE):
        assert torch.equal(F.mse_loss(output, target[0]), F.mse_loss(output, target)) == right
        assert torch.equal(F.mse_loss(output, target[0]), F.mse_loss(output, target[0].expand(samples, 10)))


# CrossEntropyLoss


def test_the_first_sample_costs_41_hundredths_at_67_percent_the_second_217_at_11():
    p = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]]).softmax(1)
    assert [round(100 * value) for value in (p[0, 0].item(), p[1, 2].item())] == [67, 11]
    assert [round(-math.log(value), 2) for value in (p[0, 0], p[1, 2])] == [0.41, 2.17]


def test_both_halves_of_the_formula_agree_with_torch():
    scores, target = torch.randn(8, 5), torch.arange(8) % 5
    right = scores[torch.arange(8), target]
    p = right.exp() / scores.exp().sum(1)
    for losses in (-p.log(), scores.exp().sum(1).log() - right):
        assert torch.allclose(losses, F.cross_entropy(scores, target, reduction="none"), atol=1e-6)


def test_only_differences_count():
    scores, target = torch.randn(4, 3), torch.tensor([0, 1, 2, 0])
    shifted = scores + torch.tensor([[100.0], [0.0], [-100.0], [5.0]])
    assert torch.allclose(F.cross_entropy(scores, target), F.cross_entropy(shifted, target), atol=1e-4)


def test_equal_scores_cost_the_logarithm_of_the_number_of_classes():
    for classes in (2, 3, 10):
        assert math.isclose(F.cross_entropy(torch.full((1, classes), 7.0), torch.tensor([0])), math.log(classes), rel_tol=1e-6)
    assert f"{math.log(10):.4f}" == "2.3026"


def test_one_score_too_far_behind_makes_the_mean_infinite():
    scores, target = torch.tensor([[0.0, 200.0], [1.0, 0.0]]), torch.tensor([0, 0])
    assert torch.exp(torch.tensor(-200.0)) == 0
    assert F.nll_loss(scores.softmax(1).log(), target) == math.inf
    assert F.cross_entropy(scores, target) < 101


# Softmax twice


@pytest.mark.parametrize("classes, floor", [(3, 0.5514), (10, 1.4612)])
def test_the_floor_of_softmax_taken_twice(classes, floor):
    best = F.one_hot(torch.tensor([0]), classes).float()
    assert round(F.cross_entropy(best, torch.tensor([0])).item(), 4) == floor
    assert round(math.log(1 + (classes - 1) / math.e), 4) == floor
    p = (10 * torch.randn(1000, classes)).softmax(1)
    assert (F.cross_entropy(p, torch.zeros(1000, dtype=torch.int64), reduction="none") > floor - 1e-4).all()


def test_the_curve_of_the_figure_lies_between_146_and_055():
    m = torch.tensor([-6.0, 10.0])
    scores = torch.stack([m, torch.zeros(2), torch.zeros(2)], dim=1)
    twice = F.cross_entropy(scores.softmax(1), torch.zeros(2, dtype=torch.int64), reduction="none")
    assert [round(value, 2) for value in twice.tolist()] == [1.46, 0.55]


def test_the_gradient_of_a_score_is_its_probability_minus_1_for_the_right_class():
    scores = torch.randn(1, 4, requires_grad=True)
    F.cross_entropy(scores, torch.tensor([2])).backward()
    expected = scores.detach().softmax(1)
    expected[0, 2] -= 1
    assert torch.allclose(scores.grad, expected, atol=1e-6)


def test_softmax_keeps_the_order_of_the_scores():
    scores = torch.randn(20, 10)
    assert torch.equal(scores.argsort(1), scores.softmax(1).argsort(1))


def test_log_softmax_twice_does_no_harm():
    scores, target = torch.randn(4, 3), torch.tensor([0, 1, 2, 0])
    log_p = scores.log_softmax(1)
    assert torch.allclose(log_p, log_p.log_softmax(1), atol=1e-6)
    losses = [F.cross_entropy(scores, target), F.cross_entropy(log_p, target), F.nll_loss(log_p, target)]
    assert all(torch.allclose(losses[0], loss) for loss in losses)


# What the target may be


@pytest.mark.parametrize(
    "target, error, message",
    [
        (torch.tensor([0, 1], dtype=torch.int32), RuntimeError, "expected target dtype to be Long or Byte, but got Int"),
        (
            torch.tensor([[1, 0, 0], [0, 1, 0]]),
            RuntimeError,
            "Expected floating point type for target with class probabilities, got Long",
        ),
    ],
)
def test_messages_that_the_text_quotes(target, error, message):
    with pytest.raises(error, match=message):
        F.cross_entropy(torch.zeros(2, 3), target)


@pytest.mark.parametrize(
    "target, mended",
    [
        (torch.tensor([0.0, 2.0]), lambda t: t.long()),
        (torch.tensor([[0], [2]]), lambda t: t.squeeze(1)),
        (torch.tensor([[1, 0, 0], [0, 0, 1]]), lambda t: t.float()),
        (torch.tensor([1, 3]), lambda t: t - 1),
    ],
)
def test_the_cures_give_one_and_the_same_loss(target, mended):
    scores = torch.randn(2, 3)
    with pytest.raises((RuntimeError, IndexError)):
        F.cross_entropy(scores, target)
    assert torch.allclose(F.cross_entropy(scores, mended(target)), F.cross_entropy(scores, torch.tensor([0, 2])))


def test_minus_100_leaves_a_sample_out_and_all_left_out_give_nan():
    scores = torch.randn(2, 3)
    assert nn.CrossEntropyLoss().ignore_index == -100
    assert torch.equal(F.cross_entropy(scores, torch.tensor([1, -100])), F.cross_entropy(scores[:1], torch.tensor([1])))
    assert F.cross_entropy(scores, torch.tensor([-100, -100])).isnan()
    with pytest.raises(IndexError):
        F.cross_entropy(scores, torch.tensor([1, -1]))


# Which criterion


N, K, C, H, W = 4, 2, 3, 5, 6


@pytest.mark.parametrize(
    "criterion, output, target",
    [
        *((criterion, torch.rand(N, K), torch.rand(N, K)) for criterion in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss())),
        (nn.CrossEntropyLoss(), torch.rand(N, C), torch.zeros(N, dtype=torch.int64)),
        (nn.CrossEntropyLoss(), torch.rand(N, C), torch.rand(N, C)),
        (nn.CrossEntropyLoss(), torch.rand(N, C, H, W), torch.zeros(N, H, W, dtype=torch.int64)),
        (nn.BCEWithLogitsLoss(), torch.rand(N, K), torch.rand(N, K)),
    ],
)
def test_the_table_of_shapes(criterion, output, target):
    assert criterion(output, target).shape == ()


def test_the_gaussian_loss_takes_variances_of_the_same_shape():
    assert nn.GaussianNLLLoss()(torch.rand(N, K), torch.rand(N, K), torch.rand(N, K)).shape == ()


def test_torch_nn_has_23_classes_whose_names_end_in_loss():
    assert sum(name.endswith("Loss") for name in dir(nn)) == 23


def test_cross_entropy_takes_probabilities_for_scores_without_a_word():
    assert not says(lambda: F.cross_entropy(torch.rand(2, 3).softmax(1), torch.tensor([0, 1])))


def test_a_density_may_exceed_1():
    density = torch.distributions.Normal(1.0, math.sqrt(0.01)).log_prob(torch.tensor(1.0)).exp()
    assert round(density.item(), 2) == 3.99


def test_mse_and_cross_entropy_with_indices_are_never_negative():
    for _ in range(20):
        assert F.mse_loss(torch.randn(5), torch.randn(5)) >= 0
        assert F.cross_entropy(10 * torch.randn(5, 3), torch.randint(3, (5,))) >= 0


# The grad_fn of a loss


def tail():
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
    return net, F.mse_loss(net(torch.rand(5, 3)), torch.rand(5, 2))


def ends(node):
    """The parameters at the ends of all paths."""
    if hasattr(node, "variable"):
        return [node.variable]
    return [end for before, _ in node.next_functions if before for end in ends(before)]


def test_four_paths_end_one_for_each_parameter():
    net, loss = tail()
    assert {id(p) for p in ends(loss.grad_fn)} == {id(p) for p in net.parameters()} and len(ends(loss.grad_fn)) == 4


def test_behind_the_transpose_lies_the_weight():
    net, loss = tail()
    linear = loss.grad_fn.next_functions[0][0]
    assert linear.next_functions[2][0].next_functions[0][0].variable is net[2].weight


def test_target_and_x_have_no_node():
    _, loss = tail()
    linear, target = (node for node, _ in loss.grad_fn.next_functions)
    first = linear.next_functions[1][0].next_functions[0][0]
    assert target is None and first.next_functions[1][0] is None


def test_the_graph_of_lenet_has_26_nodes_10_of_them_ends():
    nodes, waiting = set(), [F.mse_loss(LeNet()(torch.rand(1, 1, 32, 32)), torch.rand(1, 10)).grad_fn]
    while waiting:
        nodes.add(node := waiting.pop())
        waiting += [before for before, _ in node.next_functions if before]
    assert len(nodes) == 26 and sum(hasattr(node, "variable") for node in nodes) == 10


def test_a_sum_of_losses_keeps_every_graph_and_a_sum_of_items_none():
    total = sum(tail()[1] for _ in range(2))
    assert total.grad_fn is not None
    assert isinstance(sum(tail()[1].item() for _ in range(2)), float)


# Exercises and self-check


def test_exercise_2_is_close_to_the_floor():
    assert 0.58 - math.log(1 + 2 / math.e) < 0.03


def test_32_by_1_and_32_make_1024_differences():
    assert (torch.rand(32, 1) - torch.rand(32)).numel() == 1024


@pytest.mark.parametrize("target", [torch.zeros(8, 10, dtype=torch.int64), torch.zeros(8)])
def test_targets_that_do_not_fit_scores_of_8_by_10(target):
    with pytest.raises(RuntimeError):
        F.cross_entropy(torch.rand(8, 10), target)


def test_the_sum_over_8_by_1_is_8_times_the_mean():
    output, target = torch.rand(8, 1), torch.rand(8, 1)
    assert torch.allclose(F.mse_loss(output, target, reduction="sum"), 8 * F.mse_loss(output, target))
