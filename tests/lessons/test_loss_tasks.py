"""What the lesson `loss` says from the choice of a loss on."""

import gc
import math
import weakref

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


# Which loss for which task


N, K, C, H, W = 4, 2, 3, 5, 6


@pytest.mark.parametrize(
    "criterion, output, target",
    [
        *((criterion, torch.rand(N, K), torch.rand(N, K)) for criterion in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss())),
        (nn.BCEWithLogitsLoss(), torch.randn(N), torch.tensor([1.0, 0.0, 0.0, 1.0])),
        (nn.CrossEntropyLoss(), torch.rand(N, C), torch.zeros(N, dtype=torch.int64)),
        (nn.BCEWithLogitsLoss(), torch.randn(N, K), torch.randint(2, (N, K)).float()),
        (nn.CrossEntropyLoss(), torch.rand(N, C, H, W), torch.zeros(N, H, W, dtype=torch.int64)),
    ],
)
def test_the_table_of_shapes(criterion, output, target):
    assert criterion(output, target).shape == ()


def test_how_many_losses_torch_nn_has():
    count = sum(name.endswith("Loss") for name in dir(nn))
    told("loss", count, zh="名字以 `Loss` 结尾的类有 {} 个", en="`torch.nn` has {} classes whose names end in `Loss`")


# Negative, inf or nan


def test_mse_and_cross_entropy_with_indices_are_not_negative():
    for scale in (0.1, 1, 10, 100):
        assert F.mse_loss(scale * torch.randn(5), torch.randn(5)) >= 0
        assert (F.cross_entropy(scale * torch.randn(500, 3), torch.randint(3, (500,)), reduction="none") >= 0).all()


def test_the_maximum_of_the_density():
    density = torch.distributions.Normal(1.0, math.sqrt(0.01)).log_prob(torch.tensor(1.0)).exp().item()
    told("loss", density, zh="最大值约为 {:.2f}", en="its maximum is about {:.2f}")


def test_the_gaussian_loss_is_minus_the_log_density_up_to_a_constant():
    mean, target, variance = torch.randn(50), torch.randn(50), torch.rand(50) + 0.1
    log_density = torch.distributions.Normal(mean, variance.sqrt()).log_prob(target)
    difference = F.gaussian_nll_loss(mean, target, variance, reduction="none") + log_density
    assert torch.allclose(difference, torch.tensor(-0.5 * math.log(2 * math.pi)), atol=1e-4)


def test_labels_outside_0_and_1_make_bce_negative_without_an_error():
    assert F.binary_cross_entropy_with_logits(torch.tensor([5.0, 5.0]), torch.tensor([1.0, 2.0])) < 0


def test_nearly_every_operation_on_nan_gives_nan():
    nan = torch.tensor(math.nan)
    assert all(value.isnan() for value in (nan + 1, nan * 0, nan.exp(), nan.relu(), torch.maximum(nan, torch.tensor(1.0))))
    assert nan**0 == 1 and torch.fmax(nan, torch.tensor(1.0)) == 1
    assert (torch.tensor(0.0) / 0).isnan() and (torch.tensor(math.inf) - math.inf).isnan()


def test_a_missing_value_in_a_table_arrives_as_nan():
    rows = np.genfromtxt(["1,2", "3,"], delimiter=",")
    assert torch.from_numpy(rows).isnan().tolist() == [[False, False], [False, True]]


def test_isfinite_is_false_for_both_and_a_division_by_zero_gives_inf():
    assert not torch.isfinite(torch.tensor([math.nan, math.inf, -math.inf])).any()
    assert not torch.tensor(math.inf).isnan() and torch.tensor(1.0) / 0 == math.inf


def test_a_learning_rate_that_is_too_large_ends_in_inf_and_nan():
    x, target, net = torch.randn(64, 3), torch.randn(64, 1), nn.Linear(3, 1)
    optimizer, losses = torch.optim.SGD(net.parameters(), lr=10), []
    for _ in range(100):
        loss = F.mse_loss(net(x), target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[0] < losses[1] < losses[2] and math.inf in losses and math.isnan(losses[-1])


@pytest.mark.parametrize("optimizer", [torch.optim.SGD, torch.optim.Adam])
def test_a_step_with_a_nan_loss_makes_the_parameters_nan(optimizer):
    net = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
    x = torch.rand(4, 2)
    x[1, 0] = math.nan
    F.mse_loss(net(x), torch.rand(4, 1)).backward()
    optimizer(net.parameters(), lr=0.1).step()
    assert all(p.isnan().any() for p in net.parameters())


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


def test_behind_the_transpose_is_the_weight_and_behind_the_relu_the_first_layer():
    net, loss = tail()
    linear = loss.grad_fn.next_functions[0][0]
    assert linear.next_functions[2][0].next_functions[0][0].variable is net[2].weight
    first = linear.next_functions[1][0].next_functions[0][0]
    assert {id(end) for end in ends(first)} == {id(p) for p in net[0].parameters()}


def test_target_and_x_have_no_node():
    _, loss = tail()
    linear, target = (node for node, _ in loss.grad_fn.next_functions)
    first = linear.next_functions[1][0].next_functions[0][0]
    assert target is None and first.next_functions[1][0] is None


class Saved:
    """A tensor that a record keeps for backward()."""

    def __init__(self, value):
        self.value = value


@pytest.mark.parametrize("number, kept", [(lambda loss: loss, 3), (lambda loss: loss.item(), 0)])
def test_a_sum_of_losses_keeps_the_record_of_every_step(number, kept):
    records, total = [], 0.0
    weight = torch.rand(3, 3, requires_grad=True)

    def pack(value):
        saved = Saved(value.detach())  # a result itself would hold on to the record
        records[-1].append(weakref.ref(saved))
        return saved

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved.value):
        for _ in range(3):
            records.append([])
            total += number((torch.rand(5, 3) @ weight).exp().sum())
    gc.collect()
    assert sum(any(saved() for saved in record) for record in records) == kept


def test_after_backward_a_smaller_part_of_the_record_is_left():
    _, loss = tail()
    node = loss.grad_fn.next_functions[0][0].next_functions[1][0]
    assert node._saved_result is not None
    loss.backward()
    with pytest.raises(RuntimeError):
        _ = node._saved_result
    assert loss.grad_fn.next_functions[0][0] is not None


# Exercises and self-check


def test_exercise_2_is_close_to_the_limit():
    assert 0.58 - math.log(1 + 2 / math.e) < 0.03


def test_the_mean_of_unequal_batches_weighs_the_last_sample_twice():
    squares = (torch.tensor([1.0, 2.0, 3.0, 4.0, 9.0]) - torch.tensor([1.0, 2.0, 3.0, 3.0, 5.0])) ** 2
    wrong = torch.stack([part.mean() for part in squares.split(2)]).mean()
    assert math.isclose(wrong, (squares[:4].sum() + 2 * squares[4]) / 6, rel_tol=1e-6)


def test_32_by_1_and_32_make_1024_differences():
    count = (torch.rand(32, 1) - torch.rand(32)).numel()
    told("loss", count, zh="MSE 对 {:,} 个差取平均", en="MSE takes the mean of {:,} differences")


@pytest.mark.parametrize("target", [torch.zeros(8, 10, dtype=torch.int64), torch.zeros(8)])
def test_targets_that_do_not_fit_scores_of_8_by_10(target):
    with pytest.raises(RuntimeError):
        F.cross_entropy(torch.rand(8, 10), target)


def test_argmax_gives_cross_entropy_an_error():
    with pytest.raises(RuntimeError):
        F.cross_entropy(torch.rand(16, 5).argmax(dim=1), torch.zeros(16, dtype=torch.int64))


def test_the_sum_over_8_by_1_is_8_times_the_mean_and_so_are_the_gradients():
    target, found = torch.rand(8, 1), {}
    for reduction in ("sum", "mean"):
        output = torch.ones(8, 1, requires_grad=True)
        loss = F.mse_loss(output, target, reduction=reduction)
        loss.backward()
        found[reduction] = loss.item(), output.grad
    assert math.isclose(found["sum"][0], 8 * found["mean"][0], rel_tol=1e-6)
    assert torch.allclose(found["sum"][1], 8 * found["mean"][1])
