"""What the prose of the lesson `losses` says beyond the outputs that its page shows."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


# Regression


def best(criterion, target, answers):
    losses = [criterion(torch.full_like(target, c), target).item() for c in answers.tolist()]
    return answers[losses.index(min(losses))].item()


@pytest.mark.parametrize("outlier", [64.0, 114.0])
def test_one_outlier_moves_the_best_answer_of_mse_only(outlier):
    target, answers = torch.tensor([10.0, 11.0, 12.0, 13.0, outlier]), torch.arange(0.0, 81.0)
    assert best(nn.MSELoss(), target, answers) == round(target.mean().item())
    assert best(nn.L1Loss(), target, answers) == 12 == best(nn.HuberLoss(), target, answers)


def test_the_square_of_the_large_difference_outweighs_the_rest():
    squares = (torch.tensor([10.0, 11.0, 12.0, 13.0, 64.0]) - 12) ** 2
    assert squares[4] > 100 * squares[:4].sum()


def test_huber_is_quadratic_up_to_delta_and_linear_beyond():
    def huber(difference):
        return F.huber_loss(torch.tensor(difference), torch.tensor(0.0)).item()

    assert nn.HuberLoss().delta == 1
    assert math.isclose(huber(1.0), 4 * huber(0.5)) and math.isclose(huber(0.5), 0.5**2 / 2)
    assert math.isclose(huber(5.0) - huber(4.0), 1) and math.isclose(huber(4.0) - huber(3.0), 1)


# Binary classification


def test_binary_cross_entropy_is_minus_the_logarithm():
    p = torch.rand(20) * 0.98 + 0.01
    assert torch.allclose(F.binary_cross_entropy(p, torch.ones(20), reduction="none"), -p.log())
    assert torch.allclose(F.binary_cross_entropy(p, torch.zeros(20), reduction="none"), -(1 - p).log(), atol=1e-6)


def test_a_score_of_20_with_a_separate_sigmoid_has_no_gradient():
    gradients = []
    for from_scores in (False, True):
        score = torch.tensor([20.0], requires_grad=True)
        p = score.sigmoid()
        assert p == 1
        target = torch.zeros(1)
        loss = F.binary_cross_entropy_with_logits(score, target) if from_scores else F.binary_cross_entropy(p, target)
        loss.backward()
        gradients.append(score.grad.item())
    assert gradients == [0, 1]
    told("losses", 20, zh="得分 {} 在 `float32` 里就已经变成", en="a score of {} already becomes a probability of exactly 1")


def test_bce_allows_targets_between_0_and_1():
    scores = torch.randn(50)
    target = torch.rand(50)
    expected = -(target * F.logsigmoid(scores) + (1 - target) * F.logsigmoid(-scores)).mean()
    assert torch.allclose(F.binary_cross_entropy_with_logits(scores, target), expected)


def test_a_probability_above_a_half_is_a_positive_score():
    scores = 3 * torch.randn(1000)
    assert torch.equal(scores > 0, scores.sigmoid() > 0.5)


def test_the_table_of_one_output_and_two():
    features, labels = torch.randn(6, 8), torch.tensor([0, 1, 1, 0, 1, 0])
    two = nn.Linear(8, 2)
    one = nn.Linear(8, 1)
    with torch.no_grad():
        one.weight.copy_(two.weight[1:] - two.weight[:1])
        one.bias.copy_(two.bias[1:] - two.bias[:1])
    single, pair = one(features).squeeze(1), two(features)
    assert torch.allclose(nn.BCEWithLogitsLoss()(single, labels.float()), nn.CrossEntropyLoss()(pair, labels))
    assert torch.equal(single > 0, pair.argmax(dim=1) == 1)
    assert torch.allclose(single.sigmoid(), pair.softmax(dim=1)[:, 1], atol=1e-6)
    assert sum(p.numel() for p in one.parameters()) < sum(p.numel() for p in two.parameters())


@pytest.mark.parametrize(
    "criterion, output, target",
    [
        (nn.CrossEntropyLoss(), torch.rand(4, 1), torch.tensor([0, 1, 0, 1])),
        (nn.CrossEntropyLoss(), torch.rand(4), torch.tensor([0, 1, 0, 1])),
        (nn.BCEWithLogitsLoss(), torch.rand(4, 2), torch.tensor([0.0, 1.0, 0.0, 1.0])),
        (nn.BCEWithLogitsLoss(), torch.rand(4), torch.tensor([0, 1, 0, 1])),
        (nn.CrossEntropyLoss(), torch.rand(4, 2), torch.tensor([0.0, 1.0, 0.0, 1.0])),
    ],
)
def test_mixtures_that_raise(criterion, output, target):
    with pytest.raises((RuntimeError, ValueError, IndexError)):
        criterion(output, target)


def test_softmax_over_one_output_is_1_and_raises_no_error():
    p = torch.randn(5, 1).softmax(dim=1)
    assert torch.equal(p, torch.ones(5, 1))
    assert F.binary_cross_entropy(p, torch.tensor([[1.0], [0.0], [1.0], [0.0], [1.0]])).isfinite()


def test_cross_entropy_reads_n_scores_and_n_floats_as_one_sample():
    output, target = torch.randn(5), torch.tensor([1.0, 0.0, 1.0, 0.0, 1.0])
    assert torch.equal(nn.CrossEntropyLoss()(output, target), -(target * output.log_softmax(0)).sum())
    told("losses", zh="会当成一个样本、N 个类别", en="as a single sample with N classes")


def test_bce_with_logits_after_a_sigmoid_raises_no_error_and_cannot_reach_0():
    p = torch.tensor([100.0]).sigmoid()
    assert F.binary_cross_entropy_with_logits(p, torch.tensor([1.0])) > 0.3


@pytest.mark.parametrize("output, target", [(torch.zeros(3), torch.ones(3)), (torch.zeros(3, 1), torch.ones(3, 1))])
def test_both_fixes_of_the_size_run(output, target):
    wrong = torch.zeros(3, 1), torch.ones(3)
    assert F.binary_cross_entropy_with_logits(output, target) > 0
    assert wrong[0].squeeze(1).shape == wrong[1].shape and wrong[1].unsqueeze(1).shape == wrong[0].shape


# Multi-label classification


def test_the_mean_is_over_all_labels_of_all_samples():
    scores, target = torch.randn(4, 3), torch.randint(2, (4, 3)).float()
    each = F.binary_cross_entropy_with_logits(scores, target, reduction="none")
    assert each.shape == (4, 3) and torch.allclose(F.binary_cross_entropy_with_logits(scores, target), each.sum() / 12)


def test_cross_entropy_of_two_labels_stays_above_2_ln_2():
    target = torch.tensor([[1.0, 1.0, 0.0]])
    losses = [F.cross_entropy(20 * torch.randn(1, 3), target).item() for _ in range(500)]
    assert min(losses) > 2 * math.log(2) - 1e-5
    told("losses", 2 * math.log(2), zh="损失降不到 {:.4f}（即 2 ln 2）以下", en="does not fall below {:.4f}, which is 2 ln 2")
    told("losses", 0.5, zh="两个标签各得 {}", en="can do here is {} for each of the two labels")


# weight


def weighted(scores, target, weight, **options):
    return F.cross_entropy(scores, target, weight=weight, **options)


def test_always_the_common_class_is_right_for_90_percent():
    labels = torch.tensor([0] * 90 + [1] * 10)
    share = (labels == 0).float().mean().item()
    told("losses", share, zh="准确率是 {:.0%}，另外十个样本", en="has an accuracy of {:.0%} and has found none")


def test_the_weighted_mean_divides_by_the_sum_of_the_target_weights():
    scores, target, weight = torch.randn(20, 3), torch.randint(3, (20,)), torch.tensor([1.0, 5.0, 10.0])
    each = F.cross_entropy(scores, target, reduction="none") * weight[target]
    assert torch.allclose(weighted(scores, target, weight, reduction="none"), each)
    assert torch.allclose(weighted(scores, target, weight, reduction="sum"), each.sum())
    assert torch.allclose(weighted(scores, target, weight), each.sum() / weight[target].sum())
    assert torch.allclose(weighted(scores, target, weight), weighted(scores, target, 10 * weight))


def test_the_mean_that_you_might_expect():
    scores = torch.tensor([[2.0, 0.0], [1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    total = weighted(scores, torch.tensor([0, 0, 0, 1]), torch.tensor([1.0, 3.0]), reduction="sum").item()
    told("losses", total, total / 4, zh='你可能以为 `"mean"` 是 {:.4f} / 4 = {:.4f}', en="expect {:.4f} / 4 = {:.4f} for")


def test_with_one_class_in_the_batch_the_weight_cancels_out():
    scores, target = torch.randn(5, 3), torch.full((5,), 2)
    assert torch.allclose(weighted(scores, target, torch.tensor([1.0, 5.0, 10.0])), F.cross_entropy(scores, target))


def test_with_probabilities_as_the_target_the_mean_divides_by_n():
    scores, target, weight = torch.randn(20, 3), torch.randint(3, (20,)), torch.tensor([1.0, 5.0, 10.0])
    total = weighted(scores, target, weight, reduction="sum")
    assert torch.allclose(weighted(scores, F.one_hot(target, 3).float(), weight), total / 20)


def test_balanced_weights_give_each_class_the_same_total():
    counts = torch.tensor([90.0, 10.0])
    weight = 100 / (2 * counts)
    assert torch.allclose(weight * counts, torch.tensor([50.0, 50.0]))
    told("losses", 50, zh="两边的总权重都是 {}", en="so both have a total weight of {}")


def found_and_false(**options):
    """Logistic regression on two overlapping classes, the second rare: how many it finds, and how many false alarms."""
    torch.manual_seed(0)
    x = torch.cat([torch.randn(950), 1.5 + torch.randn(50)])[:, None]
    target = torch.tensor([0.0] * 950 + [1.0] * 50)
    net = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    for _ in range(300):
        optimizer.zero_grad()
        if "weight" in options:
            two = torch.cat([torch.zeros(1000, 1), net(x)], dim=1)
            loss = F.cross_entropy(two, target.long(), **options)
        else:
            loss = F.binary_cross_entropy_with_logits(net(x).squeeze(1), target, **options)
        loss.backward()
        optimizer.step()
    predicted = net(x).squeeze(1) > 0
    return (predicted & (target == 1)).sum().item(), (predicted & (target == 0)).sum().item()


@pytest.mark.parametrize("options", [{"weight": torch.tensor([1.0, 19.0])}, {"pos_weight": torch.tensor(9.0)}])
def test_weights_find_more_of_the_rare_class_and_give_more_false_alarms(options):
    plain, other = found_and_false(), found_and_false(**options)
    assert other[0] > plain[0] + 5 and other[1] > plain[1] + 5


def test_weight_is_a_buffer_of_one_element_per_class_in_the_dtype_of_the_scores():
    criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 3.0]))
    assert dict(criterion.named_buffers())["weight"].tolist() == [1, 3]
    assert criterion.to("meta").weight.device.type == "meta"
    for weight in (torch.ones(3), torch.ones(2).double()):
        with pytest.raises(RuntimeError):
            F.cross_entropy(torch.rand(4, 2), torch.zeros(4, dtype=torch.int64), weight=weight)


# pos_weight


def test_pos_weight_multiplies_the_positive_part_and_divides_by_the_number_of_elements():
    scores, target = torch.randn(20), torch.rand(20).round()
    each = F.binary_cross_entropy_with_logits(scores, target, reduction="none")
    heavy = torch.where(target == 1, 7 * each, each)
    found = F.binary_cross_entropy_with_logits(scores, target, pos_weight=torch.tensor(7.0))
    assert torch.allclose(found, heavy.sum() / 20)


def test_a_large_pos_weight_makes_the_loss_and_its_gradient_larger():
    found = []
    for pos_weight in (1.0, 100.0):
        scores = torch.zeros(10, requires_grad=True)
        loss = F.binary_cross_entropy_with_logits(scores, torch.tensor([1.0] + [0.0] * 9), pos_weight=torch.tensor(pos_weight))
        loss.backward()
        found.append((loss.item(), scores.grad.norm().item()))
    assert found[1][0] > 5 * found[0][0] and found[1][1] > 5 * found[0][1]


def test_a_large_weight_of_cross_entropy_keeps_the_loss_within_its_range():
    scores, target = torch.randn(20, 2), torch.tensor([0] * 18 + [1] * 2)
    each = F.cross_entropy(scores, target, reduction="none")
    for weight in (1.0, 100.0, 1e6):
        assert each.min() <= weighted(scores, target, torch.tensor([1.0, weight])) <= each.max()


@pytest.mark.parametrize("share, pos_weight", [(0.1, 9.0), (0.1, 1.0), (0.05, 19.0), (0.2, 4.0)])
def test_the_best_constant_probability(share, pos_weight):
    target = torch.zeros(100)
    target[: round(100 * share)] = 1
    p = torch.arange(1, 100) / 100
    losses = [F.binary_cross_entropy_with_logits(q.logit().expand(100), target, pos_weight=torch.tensor(pos_weight)) for q in p]
    expected = share if pos_weight == 1 else 0.5
    assert math.isclose(p[torch.stack(losses).argmin()], expected, abs_tol=1e-6)


def test_pos_weight_is_a_tensor_that_broadcasts_to_the_target():
    scores, target = torch.randn(4, 3), torch.rand(4, 3)
    with pytest.raises(TypeError):
        nn.BCEWithLogitsLoss(pos_weight=3.0)
    with pytest.raises(RuntimeError):
        nn.BCEWithLogitsLoss(pos_weight=torch.ones(2))(scores, target)
    for shape in ((), (3,)):
        assert nn.BCEWithLogitsLoss(pos_weight=torch.ones(shape))(scores, target).shape == ()


# Segmentation


def test_targets_with_a_channel_fail_and_squeeze_fixes_them():
    scores, target = torch.rand(2, 3, 4, 5), torch.zeros(2, 1, 4, 5, dtype=torch.int64)
    message = "only batches of spatial targets supported (3D tensors) but got targets of dimension: 4"
    with pytest.raises(RuntimeError) as raised:
        F.cross_entropy(scores, target)
    assert message in str(raised.value)
    assert F.cross_entropy(scores, target.squeeze(1)).shape == ()


def test_permute_moves_the_classes_back():
    scores = torch.rand(2, 3, 4, 5)
    assert torch.equal(scores.permute(0, 2, 3, 1).permute(0, 3, 1, 2), scores)
    assert scores.permute(0, 2, 3, 1).shape == (2, 4, 5, 3)


# ignore_index


@pytest.mark.parametrize("number", [-100, 255])
def test_ignored_targets_have_no_influence_and_the_mean_divides_by_the_rest(number):
    scores = torch.randn(2, 4, 3, requires_grad=True)
    target = torch.tensor([[1, 0, 3], [2, number, number]])
    each = F.cross_entropy(scores, target, ignore_index=number, reduction="none")
    loss = F.cross_entropy(scores, target, ignore_index=number)
    loss.backward()
    assert torch.allclose(loss, each.sum() / 4)
    assert not scores.grad[1, :, 1:].any() and scores.grad[1, :, 0].any()


def test_without_transpose_the_words_are_taken_for_classes():
    with pytest.raises(RuntimeError):
        F.cross_entropy(torch.randn(2, 3, 4), torch.zeros(2, 3, dtype=torch.int64))


def test_the_sum_divided_by_at_least_1_is_0_where_all_are_ignored():
    target = torch.full((2, 3), -100)
    total = F.cross_entropy(torch.randn(2, 4, 3), target, reduction="sum")
    assert (total / (target != -100).sum().clamp(min=1)).item() == 0


# Exercises and self-check


def test_exercise_2_the_means_are_equal_and_the_sums_are_not():
    scores, target = torch.tensor([[2.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), torch.zeros(3, dtype=torch.int64)
    heavy = torch.tensor([5.0, 1.0])
    assert torch.allclose(weighted(scores, target, heavy), F.cross_entropy(scores, target))
    assert torch.allclose(weighted(scores, target, heavy, reduction="sum"), 5 * F.cross_entropy(scores, target, reduction="sum"))


def test_the_pixels_of_exercise_3():
    pixels, unknown = 2 * 4 * 4, 2 * 4
    told("losses", pixels, unknown, pixels - unknown, zh="剩下的 {} − {} = {} 个像素", en="the remaining {} − {} = {} pixels")


def test_the_weights_of_the_targets_in_the_check():
    weight, target = torch.tensor([1.0, 4.0]), torch.tensor([0, 0, 1, 1])
    told("losses", int(weight[target].sum()), zh="1 + 1 + 4 + 4 = {}。", en="1 + 1 + 4 + 4 = {}.")


def test_the_pos_weight_in_the_check():
    told(
        "losses",
        950 // 50,
        19 * 50,
        zh="950 / 50 = {}。每个正样本按 19 倍计算，总共就是 {}",
        en="950 / 50 = {}. Each positive sample then counts 19 times, which makes {}",
    )
