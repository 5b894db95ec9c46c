"""What the prose of the lesson `imbalance` says beyond the outputs that its page shows."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.imbalance.metrics import metrics
from snippets.imbalance.points import make_sets
from snippets.imbalance.train import fit, three
from snippets.imbalance.weighted import weighted_bce
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def sets():
    return make_sets()


@pytest.fixture(scope="module")
def scores(sets):
    train, _, test = sets
    weights = torch.where(train[1] == 1, 19.0, 1.0)
    nets = {"plain": three(train), "pos_weight": three(train, criterion=weighted_bce), "sampler": three(train, weights=weights)}
    with torch.no_grad():
        return {name: [net(test[0]) for net in row] for name, row in nets.items()}


def average_precision(score, target):
    found = target[score.argsort(descending=True)]
    precision = found.cumsum(0) / torch.arange(1, len(found) + 1)
    return (precision * found).sum().item() / found.sum().item()


# Metrics


def test_one_in_20_is_positive_and_the_classes_overlap(sets):
    for _, target in sets:
        assert target.mean().item() == pytest.approx(1 / 20)
    told("imbalance", 20, zh="每 {} 个里有 1 个是正类", en="One in {} is positive")
    # the best possible answer: the ratio of the two densities, known here
    x, target = sets[2]
    shift = torch.tensor([1.8, 1.0])
    best = x @ shift - shift.square().sum() / 2 - math.log(19)
    assert 0.9 < metrics(best > 0, target)["accuracy"] < 0.97 and metrics(best > 0, target)["recall"] < 0.5


def test_the_metrics_of_a_known_case():
    positive = torch.tensor([1] * 30 + [0] * 10 + [1] * 60 + [0] * 900) == 1
    target = torch.tensor([1] * 40 + [0] * 960)
    found = metrics(positive, target)
    assert found["recall"] == 30 / 40 and found["precision"] == 30 / 90
    assert found["F1"] == pytest.approx(2 / (40 / 30 + 90 / 30)), "the harmonic mean"
    told(
        "imbalance",
        30,
        40,
        0.75,
        30,
        30,
        60,
        30 / 90,
        zh="{} / {} = {}，{} / ({} + {}) = {:.2f}",
        en="{} / {} = {}, and {} / ({} + {}) = {:.2f}",
    )
    more = metrics(torch.cat([positive, torch.zeros(9000) > 0]), torch.cat([target, torch.zeros(9000).long()]))
    assert [more[name] for name in ("precision", "recall", "F1")] == [found[name] for name in ("precision", "recall", "F1")]


def test_always_no_is_as_accurate_as_the_largest_class():
    target = torch.tensor([1] * 2 + [0] * 98)
    accuracy = metrics(torch.zeros(100) > 0, target)["accuracy"]
    told(
        "imbalance",
        2,
        accuracy,
        zh="{}% 的样本是正类，一个分类器的准确率是 {:.2f}",
        en="{}% of the samples are positive. A classifier has an accuracy of {:.2f}",
    )
    told("imbalance", accuracy, zh="召回率是 {:.2f}", en="recall is {:.2f}")
    told("corrections/training", 95, zh="准确率有 {}% 就很好", en="An accuracy of {}% is good")
    told("corrections/training", 95, zh="如果 {}% 的样本属于同一类", en="Where {}% of the samples belong to one class")


# Training


def test_what_each_way_finds(scores, sets):
    target = sets[2][1]
    found = {name: [metrics(score > 0, target) for score in row] for name, row in scores.items()}
    assert max(row["recall"] for row in found["plain"]) < 0.36 and min(row["recall"] for row in found["plain"]) < 0.05
    for name in ("pos_weight", "sampler"):
        for row in found[name]:
            assert row["recall"] > 0.8 and 0.15 < row["precision"] < 0.26 and row["accuracy"] < 0.9
            assert row["F1"] < max(plain["F1"] for plain in found["plain"])
    told("imbalance", torch.sigmoid(torch.tensor(0.0)).item(), zh="概率大于 {}，算作", en="a probability above {}, counts as")


def test_each_net_is_as_good_with_its_own_threshold(scores, sets):
    target = sets[2][1]
    for row in scores.values():
        for score in row:
            best = max(metrics(score > threshold, target)["F1"] for threshold in torch.linspace(-5, 5, 51).tolist())
            assert 0.49 < best < 0.58


def test_both_at_once_are_a_weight_of_361():
    told("imbalance", 19 * 19, zh="权重就成了 {}", en="would be a weight of {}")


def test_the_threshold_of_known_costs():
    """Yes costs 1 − p, no costs 19 p: yes pays from p = 1 / 20."""
    for p in (0.03, 0.049, 0.051, 0.2):
        assert ((1 - p) < 19 * p) == (p > 1 / 20)


def test_average_precision_and_probabilities(scores, sets):
    target = sets[2][1]
    for name, row in scores.items():
        for score in row:
            assert 0.45 < average_precision(score, target) < 0.6
            mean = score.sigmoid().mean().item()
            assert abs(mean - 0.05) < 0.02 if name == "plain" else 0.2 < mean < 0.33
    torch.manual_seed(0)
    assert average_precision(torch.randn(len(target)), target) == pytest.approx(0.05, abs=0.01)
    told("imbalance", 0.26, zh="预测概率的平均是 {} 左右", en="probability is about {}")


def test_the_sampler_repeats_some_and_leaves_others_out(sets):
    weights = torch.where(sets[0][1] == 1, 19.0, 1.0)
    torch.manual_seed(0)
    drawn = torch.multinomial(weights, 1000, replacement=True)
    sampler = torch.utils.data.WeightedRandomSampler(weights, 1000)
    for order in (drawn, torch.tensor(list(sampler))):
        assert 0.4 < sets[0][1][order].mean() < 0.6 and len(order.unique()) < 700


def test_the_weight_of_a_class_is_needed_for_each():
    scores, target = torch.zeros(2, 3), torch.tensor([0, 1])
    raises(
        "imbalance",
        "weight tensor should be defined either for all 3 classes or no classes",
        lambda: F.cross_entropy(scores, target, weight=torch.ones(2)),
    )
    F.cross_entropy(scores, target, weight=torch.ones(3))


def test_recall_of_50_positive_samples_is_uncertain_by_hundredths():
    assert 0.04 < math.sqrt(0.5 * 0.5 / 50) < 0.1


def test_a_higher_threshold_never_finds_more_and_precision_may_fall():
    torch.manual_seed(0)
    for _ in range(50):
        score, target = torch.randn(40), torch.randint(2, (40,))
        recalls = [metrics(score > threshold, target)["recall"] for threshold in torch.linspace(-3, 3, 30).tolist()]
        assert recalls == sorted(recalls, reverse=True)
    score, target = torch.tensor([1.0, 2.0]), torch.tensor([1, 0])
    assert metrics(score > 1.5, target)["precision"] < metrics(score > 0, target)["precision"]


# Exercises


def test_focal_loss_leaves_a_quarter_a_hundredth_and_less():
    for p, share in ((0.5, 0.25), (0.9, 0.01), (0.99, 0.0001)):
        assert (1 - p) ** 2 == pytest.approx(share)
    told("imbalance", 1, 0.01, zh="四分之一、{}% 和 {}%", en="A quarter, {}% and {}% are left")


def test_pos_weight_multiplies_the_odds():
    """One constant score for all: the minimum of the weighted loss has 19 times the odds."""
    target = torch.tensor([1.0] * 5 + [0.0] * 95)
    for weight in (1.0, 19.0):
        score = nn.Parameter(torch.zeros(1))
        optimizer = torch.optim.LBFGS([score], max_iter=100)

        def closure(score=score, optimizer=optimizer, weight=weight):
            optimizer.zero_grad()
            loss = F.binary_cross_entropy_with_logits(score.expand(100), target, pos_weight=torch.tensor(weight))
            loss.backward()
            return loss

        optimizer.step(closure)
        assert score.exp().item() == pytest.approx(weight * 5 / 95, rel=0.01)


def test_fit_is_repeatable(sets):
    first, again = (fit(1, *sets[0]) for _ in range(2))
    assert torch.equal(first[0].weight, again[0].weight)
