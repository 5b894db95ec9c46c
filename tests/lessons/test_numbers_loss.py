"""The numbers in the prose and in the questions of the lessons `loss` and `losses`, each in the case that it speaks of."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.losses.constant import probabilities
from snippets.losses.regression import answers
from tests.helpers.told import told

# loss


def test_the_question_of_the_shapes_that_broadcast():
    output, target = torch.rand(32, 1), torch.rand(32)
    with pytest.warns(UserWarning, match="target size"):
        loss = F.mse_loss(output, target)
    differences = output - target
    assert torch.allclose(loss, differences.square().sum() / 1024) and differences.numel() == 1024
    told(
        "loss",
        *output.shape,
        *target.shape,
        zh="`output` 的形状是 ({}, {})，`target` 的形状是 ({},)",
        en="`output` has the shape ({}, {}) and `target` has ({},).",
    )
    told("loss", zh="1. 32 个", en="1. 32 differences")
    told("loss", zh="2. 1,024 个", en="2. 1,024 differences")
    told(
        "loss",
        *output.shape,
        *target.shape,
        *differences.shape,
        zh="选第 2 项：({}, {}) 与 ({},) 广播成 ({}, {})",
        en="The second answer: ({}, {}) and ({},) are broadcast to ({}, {})",
    )


def test_the_question_of_the_loss_that_stops():
    """The best that softmax applied twice can do with ten classes: all the probability on the right one."""
    limit = F.cross_entropy(torch.eye(10)[:1], torch.tensor([0])).item()
    told(
        "loss",
        limit,
        zh="十个类别的损失下限就是 {:.4f}",
        en="{:.4f} is the lower limit of the loss when softmax",
    )


def test_the_question_of_scores_and_predictions():
    scores, target = torch.rand(16, 5), torch.randint(5, (16,))
    assert F.cross_entropy(scores, target).shape == () and scores.argmax(dim=1).shape == target.shape
    told("loss", *scores.shape, zh="网络输出形状为 ({}, {}) 的得分", en="A network returns scores of shape ({}, {}).")


# losses


def test_the_answers_and_the_probabilities_that_the_code_tries():
    assert answers.tolist() == list(range(81))
    told("losses", int(answers[-1]), zh="把 0 到 {} 的整数逐一试过", en="tries each whole number from 0 to {}")
    told("losses", len(probabilities), zh="下面的代码试了 {} 个 p", en="The code tries {} values of p")


def test_another_number_for_unknown_elements():
    scores = torch.rand(2, 4, 3)
    target = torch.tensor([[1, 0, 3], [2, 255, 255]])
    with pytest.raises(IndexError, match="Target 255 is out of bounds"):
        F.cross_entropy(scores, target)
    same = F.cross_entropy(scores, target.where(target != 255, -100))
    assert torch.equal(F.cross_entropy(scores, target, ignore_index=255), same)
    told("losses", zh="常见的 255，就写 `ignore_index=255`", en="often 255, pass `ignore_index=255`")


def test_the_question_of_the_diseases():
    scores, target = torch.randn(3, 14), torch.zeros(3, 14)
    target[1, 5], target[2, :4] = 1, 1
    assert nn.BCEWithLogitsLoss()(scores, target).shape == ()
    assert ((scores > 0).sum(1) != 1).any(), "none, one or several"
    told("losses", scores.shape[1], zh="一共 {} 种", en="one or several of {} diseases")
    told("losses", zh="1. 14 个得分，`nn.Cross", en="1. 14 scores and `nn.Cross")
    told("losses", zh="2. 14 个得分，`nn.BCE", en="2. 14 scores and `nn.BCE")


def test_the_question_of_the_positive_weight():
    target = torch.cat([torch.zeros(950), torch.ones(50)])
    pos_weight = (target == 0).sum() / (target == 1).sum()
    assert pos_weight == 19 and math.isclose(pos_weight * target.sum(), 950)
    told(
        "losses",
        950,
        50,
        zh="训练集有 {} 个负样本、{} 个正样本",
        en="A training set has {} negative and {} positive samples",
    )
    told("losses", zh="1. 0.05\n    2. 19\n    3. 950", en="1. 0.05\n    2. 19\n    3. 950")
    told("losses", zh="2. 19", en="2. 19")
    told("losses", zh="3. 950", en="3. 950")
