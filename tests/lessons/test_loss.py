"""What the prose of the lesson `loss` says beyond the outputs that its page shows."""

import inspect
import math
import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.claims import raises
from tests.helpers.told import told

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


def test_mse_loss_holds_settings_only_and_calls_the_function():
    criterion = nn.MSELoss()
    assert not list(criterion.parameters()) and not criterion.state_dict()
    assert "F.mse_loss(input, target, reduction=self.reduction)" in inspect.getsource(nn.MSELoss.forward)


def test_tensors_as_settings_fail():
    with pytest.raises(RuntimeError, match="Boolean value of Tensor with more than one value is ambiguous"):
        nn.MSELoss(torch.rand(3), torch.rand(3))


@pytest.mark.parametrize("criterion", [nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()])
def test_losses_that_give_the_same_in_the_swapped_order(criterion):
    a, b = 3 * torch.randn(20, 2), 3 * torch.randn(20, 2)
    assert torch.allclose(criterion(a, b), criterion(b, a))


def test_cross_entropy_with_indices_raises_in_the_swapped_order():
    for scores, target in ((torch.rand(2, 3), torch.tensor([0, 1])), (torch.rand(4, 4), torch.tensor([0, 1, 2, 3]))):
        with pytest.raises((NotImplementedError, RuntimeError, ValueError)):
            F.cross_entropy(target, scores)


@pytest.mark.parametrize("reduction, factor", [("sum", 2), ("mean", 1)])
def test_each_sample_twice_doubles_the_sum_and_its_gradient_only(reduction, factor):
    def both(repeat):
        w = torch.ones(3, requires_grad=True)
        x, target = torch.arange(6.0).view(2, 3).repeat(repeat, 1), torch.ones(2 * repeat)
        loss = F.mse_loss(x @ w, target, reduction=reduction)
        loss.backward()
        return loss.detach(), w.grad

    for once, twice in zip(both(1), both(2), strict=True):
        assert torch.allclose(twice, factor * once)


def test_centimetres_instead_of_metres():
    a, b = torch.rand(5).double(), torch.rand(5).double()
    factor = round((F.mse_loss(100 * a, 100 * b) / F.mse_loss(a, b)).item())
    told("loss", factor, zh="单位从米换成厘米，MSE 就变成 {:,} 倍", en="instead of metres, MSE becomes {:,} times as large")


# Wrong shapes


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


def test_a_bare_squeeze_turns_a_batch_of_one_into_a_scalar():
    assert torch.ones(1, 1).squeeze().shape == () and torch.ones(1, 1).squeeze(1).shape == (1,)


def test_python_does_not_repeat_the_warning_of_one_line():
    output, target = torch.rand(3, 1), torch.rand(3)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            F.mse_loss(output, target)
        assert len(caught) == 1
        F.mse_loss(output, target)
        assert len(caught) == 2
        for _ in range(3):
            nn.MSELoss()(output, target)
        assert len(caught) == 3


def test_a_formula_of_your_own_gives_no_warning():
    output, target = torch.rand(3, 1), torch.rand(3)
    assert not says(lambda: ((output - target) ** 2).mean())


@pytest.mark.parametrize("criterion", [nn.L1Loss(), nn.HuberLoss(), nn.SmoothL1Loss()])
def test_losses_that_give_the_same_warning(criterion):
    output, target = torch.rand(3, 1), torch.rand(3)
    assert says(lambda: criterion(output, target)) == says(lambda: F.mse_loss(output, target))


@pytest.mark.parametrize("criterion", [nn.BCELoss(), nn.BCEWithLogitsLoss()])
def test_binary_losses_raise(criterion):
    with pytest.raises(ValueError):
        criterion(torch.rand(3, 1), torch.rand(3))


@pytest.mark.parametrize(
    "criterion",
    [
        nn.PoissonNLLLoss(),
        nn.MultiLabelSoftMarginLoss(),
        lambda output, target: nn.GaussianNLLLoss()(output, target, torch.ones(3, 1)),
    ],
)
def test_losses_that_broadcast_without_a_warning(criterion):
    output, target = torch.rand(3, 1), torch.rand(3)
    assert not says(lambda: criterion(output, target))
    assert not torch.allclose(criterion(output, target), criterion(output, target.unsqueeze(1)))


# CrossEntropyLoss


def test_the_percentages_and_losses_of_the_two_samples():
    p = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]]).softmax(1)
    first, second = p[0, 0].item(), p[1, 2].item()
    told(
        "loss",
        first,
        -math.log(first),
        second,
        -math.log(second),
        zh="概率是 {:.0%}，损失是 {:.2f}；第二个样本只给了 {:.0%}，损失是 {:.2f}。",
        en="of {:.0%} and has a loss of {:.2f}. The second sample gives its correct class only {:.0%} and has a loss of {:.2f}.",
    )


def test_softmax_gives_positive_numbers_that_add_up_to_1():
    p = (5 * torch.randn(20, 7)).softmax(1)
    assert (p > 0).all() and torch.allclose(p.sum(1), torch.ones(20))


def test_both_halves_of_the_formula_agree_with_torch():
    scores, target = torch.randn(8, 5), torch.arange(8) % 5
    right = scores[torch.arange(8), target]
    p = right.exp() / scores.exp().sum(1)
    for losses in (-p.log(), scores.exp().sum(1).log() - right):
        assert torch.allclose(losses, F.cross_entropy(scores, target, reduction="none"), atol=1e-6)


def test_only_differences_within_a_row_matter():
    scores, target = torch.randn(4, 3), torch.tensor([0, 1, 2, 0])
    shifted = scores + torch.tensor([[100.0], [0.0], [-100.0], [5.0]])
    assert torch.allclose(F.cross_entropy(scores, target), F.cross_entropy(shifted, target), atol=1e-4)


def test_equal_scores_cost_the_logarithm_of_the_number_of_classes():
    for classes in (2, 3, 10):
        loss = F.cross_entropy(torch.full((1, classes), 7.0), torch.tensor([0])).item()
        assert math.isclose(loss, math.log(classes), rel_tol=1e-6)
    told("loss", loss, zh="损失是 ln C，十个类别就是 {:.4f}", en="the loss is ln C, which is {:.4f} for ten classes")
    told("loss", loss, zh="损失是 ln 10 = {:.4f}", en="has a loss of ln 10 = {:.4f}")


@pytest.mark.parametrize("hidden", [16, 100, 300])
def test_a_fresh_network_starts_near_that_value(hidden):
    net = nn.Sequential(nn.Linear(64, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    assert abs(F.cross_entropy(net(torch.rand(200, 64)), torch.arange(200) % 10).item() - math.log(10)) < 0.1


def test_one_score_too_far_below_makes_the_mean_infinite():
    scores, target = torch.tensor([[0.0, 200.0], [1.0, 0.0]]), torch.tensor([0, 0])
    assert torch.exp(torch.tensor(-200.0)) == 0
    assert F.nll_loss(scores.softmax(1).log(), target) == math.inf
    assert F.cross_entropy(scores, target) < 101


def test_the_sum_that_log_softmax_takes_the_logarithm_of_is_at_least_1():
    scores = 50 * torch.randn(100, 5)
    rest = scores - scores.max(1, keepdim=True).values
    assert (rest.exp().sum(1) >= 1).all()
    assert torch.allclose(scores.log_softmax(1), rest - rest.exp().sum(1, keepdim=True).log(), atol=1e-4)


# Train on the loss, report the accuracy


def test_argmax_in_mse_fails_at_backward_only():
    scores, target = torch.rand(4, 3, requires_grad=True), torch.tensor([0, 1, 2, 0])
    loss = F.mse_loss(scores.argmax(dim=1).float(), target.float())
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        loss.backward()


# Softmax twice


@pytest.mark.parametrize("classes", [3, 10])
def test_the_lower_limit_of_softmax_applied_twice(classes):
    best = F.one_hot(torch.tensor([0]), classes).float()
    limit = F.cross_entropy(best, torch.tensor([0])).item()
    assert math.isclose(limit, math.log(1 + (classes - 1) / math.e), rel_tol=1e-6)
    p = (10 * torch.randn(1000, classes)).softmax(1)
    assert (F.cross_entropy(p, torch.zeros(1000, dtype=torch.int64), reduction="none") > limit - 1e-4).all()
    if classes == 3:
        told("loss", limit, zh="损失是 ln(1 + 2/e) = {:.4f}", en="the loss is ln(1 + 2/e) = {:.4f}")
    else:
        told("loss", limit, zh="下限是 ln(1 + 9/e) = {:.4f}", en="the lower limit is ln(1 + 9/e) = {:.4f}")
        told("loss", limit, zh="损失几个小时都停在 {:.4f}", en="the loss has stayed at {:.4f} for hours")


def test_the_range_of_the_curve_in_the_figure():
    m = torch.tensor([-6.0, 10.0])
    scores = torch.stack([m, torch.zeros(2), torch.zeros(2)], dim=1)
    twice = F.cross_entropy(scores.softmax(1), torch.zeros(2, dtype=torch.int64), reduction="none")
    told("loss", *twice.tolist(), zh="只在 {:.2f} 和 {:.2f} 之间变化", en="between {:.2f} and {:.2f}.](loss/twice.plot)")


def test_the_gradient_of_a_score_is_its_probability_minus_1_for_the_correct_class():
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


# What the target may contain


def test_the_smallest_loss_with_label_smoothing():
    soft = torch.tensor([0.9 + 0.1 / 3, 0.1 / 3, 0.1 / 3])
    smallest = -(soft * soft.log()).sum().item()
    at_best = F.cross_entropy(soft.log()[None], torch.tensor([0]), label_smoothing=0.1).item()
    assert math.isclose(at_best, smallest, rel_tol=1e-5)
    scores = 5 * torch.randn(1000, 3)
    assert (F.cross_entropy(scores, torch.zeros(1000).long(), label_smoothing=0.1, reduction="none") > smallest - 1e-5).all()
    told("loss", smallest, zh="在这个三个类别的例子里是 {:.4f}", en="for these three classes it is {:.4f}")


def test_with_label_smoothing_ever_larger_scores_do_not_pay():
    def loss(m):
        return F.cross_entropy(torch.tensor([[m, 0.0, 0.0]]), torch.tensor([0]), label_smoothing=0.1)

    assert loss(50.0) > loss(10.0) > loss(3.0)


@pytest.mark.parametrize(
    "dtype, name",
    [(torch.int8, "Char"), (torch.int16, "Short"), (torch.int32, "Int"), (torch.bool, "Bool"), (torch.float32, "Float")],
)
def test_indices_are_int64_or_uint8(dtype, name):
    scores, target = torch.rand(2, 3), torch.tensor([0, 1])
    assert torch.equal(F.cross_entropy(scores, target.to(torch.uint8)), F.cross_entropy(scores, target))
    with pytest.raises(RuntimeError, match=f"expected target dtype to be Long or Byte, but got {name}"):
        F.cross_entropy(scores, target.to(dtype))


def test_a_one_hot_target_of_integers_fails():
    with pytest.raises(RuntimeError, match="Expected floating point type for target with class probabilities, got Long"):
        F.cross_entropy(torch.zeros(2, 3), torch.tensor([[1, 0, 0], [0, 1, 0]]))


@pytest.mark.parametrize(
    "target, fixed",
    [
        (torch.tensor([0.0, 2.0]), lambda t: t.long()),
        (torch.tensor([[0], [2]]), lambda t: t.squeeze(1)),
        (torch.tensor([[1, 0, 0], [0, 0, 1]]), lambda t: t.float()),
        (torch.tensor([1, 3]), lambda t: t - 1),
    ],
)
def test_the_fixes_give_one_and_the_same_loss(target, fixed):
    scores = torch.randn(2, 3)
    with pytest.raises((RuntimeError, IndexError)):
        F.cross_entropy(scores, target)
    assert torch.allclose(F.cross_entropy(scores, fixed(target)), F.cross_entropy(scores, torch.tensor([0, 2])))


def test_minus_100_leaves_a_sample_out():
    scores = torch.randn(2, 3)
    assert nn.CrossEntropyLoss().ignore_index == -100
    assert torch.equal(F.cross_entropy(scores, torch.tensor([1, -100])), F.cross_entropy(scores[:1], torch.tensor([1])))
    with pytest.raises(IndexError):
        F.cross_entropy(scores, torch.tensor([1, -1]))


def test_a_finite_loss_with_a_gradient_of_nan():
    output = torch.zeros(2, requires_grad=True)

    def step():
        loss = F.mse_loss(output, torch.zeros(2)).sqrt()
        assert loss.isfinite()
        loss.backward()

    step()
    assert output.grad.isnan().all()
    with torch.autograd.set_detect_anomaly(True), warnings.catch_warnings(action="ignore"):
        raises("loss", "returned nan values", step)


def test_what_a_loss_says_of_outputs_that_are_no_tensors():
    target = torch.tensor([0, 1])
    loss = nn.CrossEntropyLoss()
    raises("loss", "must be Tensor, not NoneType", lambda: loss(None, target), TypeError)
    for output in (nn.LSTM(3, 3)(torch.zeros(2, 3)), (torch.zeros(2, 3),)):
        raises("loss", "must be Tensor, not tuple", lambda output=output: loss(output, target), TypeError)
    raises("loss", "'CrossEntropyLoss' object has no attribute 'backward'", lambda: loss.backward(), AttributeError)


def test_the_old_names_of_reductions():
    for option, reduction in (("size_average", "sum"), ("reduce", "none")):
        with pytest.warns(UserWarning, match="size_average and reduce args will be deprecated"):
            assert nn.MSELoss(**{option: False}).reduction == reduction


def test_ctc_takes_lengths_up_to_the_number_of_time_steps():
    out = torch.zeros(3, 2, 5).log_softmax(2)  # (time steps, batch, classes)
    loss = lambda longest: nn.CTCLoss()(out, torch.ones(2, 2, dtype=torch.long), (longest, 3), (2, 2))  # noqa: E731
    assert loss(3).isfinite()
    raises("loss", "Expected input_lengths to have value at most 3", lambda: loss(4))
    told(
        "loss", 3, zh="`Expected input_lengths to have value at most {}`", en="`Expected input_lengths to have value at most {}`"
    )
