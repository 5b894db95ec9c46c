"""The measurements of the lesson `transfer`: drawn digits on the page, real ones in its figure."""

import pytest
import torch

from snippets.transfer.data import draw
from snippets.transfer.loop import accuracy, train
from snippets.transfer.net import Net
from snippets.transfer.pretrain import pretrain, pretrained
from snippets.transfer.real import SHOTS, WAYS, measure, tasks
from tests.helpers.told import told


@pytest.fixture(scope="module")
def real():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield measure()
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def drawn():
    """What the page prints, again: rows of three seeds for each way."""
    state = pretrain().state_dict()
    rows = {}
    for way, rate in (("from scratch", 0.01), ("feature extraction", None), ("fine-tuning", 0.001), ("one", 0.01)):
        for seed in range(3):
            torch.manual_seed(seed)
            few, test = draw([5, 6, 7, 8, 9], 25), draw([5, 6, 7, 8, 9], 1000)
            net = Net(5) if way == "from scratch" else pretrained(state, 5)
            net.body.requires_grad_(rate is not None)
            groups = [{"params": net.head.parameters(), "lr": 0.01}]
            groups += [{"params": net.body.parameters(), "lr": rate}] if rate else []
            train(net, torch.optim.AdamW(groups), *few, frozen_body=rate is None)
            rows.setdefault(way, []).append(accuracy(net, *test))
    return rows


def mean(row):
    return sum(row) / len(row)


def test_half_and_two_thirds(drawn):
    assert 0.38 < mean(drawn["from scratch"]) < 0.55
    assert 0.6 < mean(drawn["feature extraction"]) < 0.75 and 0.6 < mean(drawn["fine-tuning"]) < 0.75
    told("transfer", 1000, zh="再用 {:,} 张新的图测试", en="tested on {:,} new ones")
    told("transfer", 25, zh="每次 {} 张图", en="on {} images each time")


def test_the_pretrained_body_helps_with_each_seed(drawn):
    for way in ("feature extraction", "fine-tuning", "one"):
        assert all(new > scratch + 0.03 for new, scratch in zip(drawn[way], drawn["from scratch"], strict=True))


def test_the_two_ways_are_close_and_one_large_rate_is_lower_on_average(drawn):
    assert abs(mean(drawn["feature extraction"]) - mean(drawn["fine-tuning"])) < 0.05
    assert mean(drawn["one"]) < mean(drawn["fine-tuning"])
    told("transfer", 0.01, zh="学习率都取 {} 的微调", en="the same learning rate, {}, for body and head")


def test_the_images_that_the_real_network_is_pretrained_on():
    first, new = tasks()
    count = len(first[0][0])
    assert round(count, -3) == 4000 and set(first[0][1].tolist()) == set(range(5))
    told("transfer", round(count, -3), zh="大约 {:,} 张 0 到 4 的图像", en="about {:,} images")
    assert [len(train_set[1].unique()) for train_set, _ in new.values()] == [5, 4]
    told("transfer", *SHOTS, zh="每个类别的图像数：{}、{}、{}、{}", en="images per class, {}, {}, {} and {}")


def test_few_real_digits(real):
    """From scratch, the best of three is far below the worst of fine-tuning."""
    scratch, extraction, tuning = (real["digits 5 to 9", way, 2] for way in WAYS)
    assert min(tuning) > 0.7 and max(scratch) < 0.6 < min(extraction)
    told(
        "transfer",
        70,
        60,
        zh="至少认对 {}%，从头训练最多认对 {}%",
        en="at least {}% of the digits 5 to 9, and the network from scratch at most {}%",
    )


def test_many_real_digits(real):
    at_20 = [mean(real["digits 5 to 9", way, 20]) for way in WAYS]
    assert max(at_20) - min(at_20) < 0.05
    scratch, extraction, tuning = (real["digits 5 to 9", way, 50] for way in WAYS)
    assert max(extraction) < min(min(scratch), min(tuning)) + 0.01 and mean(extraction) < mean(scratch)
    told(
        "transfer",
        20,
        50,
        zh="每类 {} 张时，三种办法差不多；每类 {} 张时，冻结的主干最差",
        en="With {} images per class the three ways are about equal, and with {}",
    )


def test_quarter_turns_gain_little(real):
    start = [mean(real["quarter turns", way, 2]) for way in WAYS]
    assert max(start) - min(start) < 0.12 and all(0.4 < value < 0.6 for value in start)
    five = [mean(real["quarter turns", way, 5]) for way in WAYS]
    assert max(five) - five[0] < 0.12
    scratch, extraction, tuning = (real["quarter turns", way, 50] for way in WAYS)
    assert max(extraction) < min(min(scratch), min(tuning)) + 0.01
    told(
        "transfer",
        50,
        zh="每类 {} 张时，特征提取明显最低",
        en="with {} images per class, feature extraction is clearly the lowest",
    )
