"""What the labs say of torch beside their outputs, tried with the cases that could refute it."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR
from torch.utils.data import DataLoader, TensorDataset

from snippets.digits.load import load_digits
from snippets.lenet.net import LeNet
from tests.helpers.told import told
from tools.sources.labs import DIGITS, LABS


@pytest.mark.parametrize("classes", [10, 100])
def test_softmax_twice_has_a_lowest_loss(classes):
    target = torch.arange(classes)
    lowest = F.cross_entropy(F.softmax(100.0 * F.one_hot(target, classes), 1), target).item()
    assert lowest == pytest.approx(math.log(1 + (classes - 1) / math.e), abs=1e-5)
    for _ in range(20):
        assert F.cross_entropy(F.softmax(50 * torch.randn(classes, classes), 1), target) > lowest


def test_its_lowest_loss_for_10_and_for_100_classes():
    ten, hundred, guess = math.log(1 + 9 / math.e), math.log(1 + 99 / math.e), math.log(100)
    told("labs/debug", 9, ten, zh="损失最低只能到 ln(1 + {}/e) ≈ {:.3f}", en="cannot fall below ln(1 + {}/e) ≈ {:.3f}")
    told(
        "labs/debug",
        *(100, 99, hundred, 100, guess),
        zh="{} 个类时，损失最低是 ln(1 + {}/e) ≈ {:.2f}，而乱猜的损失也只有 ln {} ≈ {:.2f}",
        en="for {} classes the lowest loss is ln(1 + {}/e) ≈ {:.2f}, and the loss of guessing is just ln {} ≈ {:.2f}",
    )
    told("labs/debug", ten, zh="损失降不到 {:.3f} 以下", en="the loss does not fall below {:.3f}")


def test_perfect_scores_have_no_loss_and_of_equal_probabilities_argmax_takes_the_first():
    target = torch.arange(10)
    assert F.cross_entropy(100.0 * F.one_hot(target, 10), target) < 1e-6
    for size in (2, 10, 100, 1000):
        assert torch.ones(3, size).argmax(1).tolist() == [0, 0, 0]
    assert F.softmax(torch.randn(1, 10), dim=0).eq(1).all()
    assert torch.allclose(F.softmax(torch.randn(7, 10), dim=0).sum(0), torch.ones(10))


@pytest.mark.parametrize(
    "detached",
    [
        lambda loss: loss.detach().requires_grad_(),
        lambda loss: torch.tensor(loss.item(), requires_grad=True),
        lambda loss: torch.from_numpy(loss.detach().numpy().copy()).requires_grad_(),
    ],
)
def test_a_detached_loss_reaches_no_parameter(detached):
    net = nn.Linear(3, 2)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1, weight_decay=0.1)
    before = net.weight.clone()
    detached(net(torch.ones(1, 3)).sum()).backward()
    optimizer.step()
    assert net.weight.grad is None and net.bias.grad is None and torch.equal(before, net.weight)


@pytest.mark.parametrize("lr", [0.1, 0.003])
def test_the_first_step_of_adam_moves_each_weight_by_about_lr(lr):
    """Unless its gradient is 0, or as small as `eps`."""
    weight = nn.Parameter(torch.zeros(5))
    weight.grad = torch.tensor([1000.0, 1.0, 0.001, 1e-6, 0.0])
    torch.optim.Adam([weight], lr=lr).step()
    assert weight.abs().tolist() == pytest.approx([lr, lr, lr, lr, 0], rel=0.02)


def test_adam_begins_with_a_learning_rate_of_a_thousandth():
    (group,) = torch.optim.Adam([nn.Parameter(torch.zeros(1))]).param_groups
    assert group["lr"] == 0.001
    told("labs/debug", 0.001, zh="从 Adam 的默认值 {} 开始", en="begin with Adam's default of {}")


def test_no_grad_leaves_dropout_on_and_eval_turns_it_off():
    net, x = nn.Sequential(nn.Linear(4, 100), nn.Dropout(0.5)), torch.ones(2, 4)
    with torch.no_grad():
        assert not torch.equal(net(x), net(x))
        assert torch.equal(net.eval()(x), net(x))


def test_one_cycle_overrides_the_learning_rate_of_the_optimizer():
    def rates(**options) -> list[float]:
        optimizer = torch.optim.Adam([nn.Parameter(torch.zeros(1))], **options)
        scheduler = OneCycleLR(optimizer, max_lr=4e-3, total_steps=50)
        found = []
        for _ in range(50):
            found.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step() if len(found) < 50 else None
        return found

    assert rates() == rates(lr=123.0) and max(rates()) == pytest.approx(4e-3) and rates()[-1] < 1e-6
    told("labs/train", zh="它会覆盖优化器自己的学习率", en="It overrides the learning rate of the optimizer")


def test_one_loader_shuffles_anew_for_each_epoch_and_a_new_one_begins_again():
    def loader() -> DataLoader:
        generator = torch.Generator().manual_seed(0)
        return DataLoader(TensorDataset(torch.arange(50)), batch_size=64, shuffle=True, generator=generator)

    def order(loader: DataLoader) -> list[int]:
        return next(iter(loader))[0].tolist()

    one = loader()
    epochs = [order(one) for _ in range(3)]
    torch.rand(1000)  # drawn elsewhere
    again = loader()
    assert [order(again) for _ in range(3)] == epochs and len({tuple(epoch) for epoch in epochs}) == 3
    assert order(loader()) == order(loader()) == epochs[0]


def test_the_last_batch_of_2000_images_is_small():
    told("labs/train", 2000 % 64, zh="每轮的最后一个批量只有 {} 张图", en="The last batch of each epoch has only {} images")


# The trained net


@pytest.fixture(scope="module")
def net() -> LeNet:
    found = LeNet()
    found.load_state_dict(torch.load(LABS / "lenet.pt"))
    return found


def test_the_two_sides_of_most_kernels_cancel_where_the_brightness_is_even(net):
    weight = net.conv1.weight
    assert sum((weight.sum((1, 2, 3)).abs() < 0.25 * weight.abs().sum((1, 2, 3))).tolist()) >= 5


def test_almost_every_window_of_conv2_contains_a_stroke(net):
    """Its element i sees rows 2i to 2i+13 and as many columns: where only pixels outside change, it stays as it is."""
    images = load_digits(DIGITS)[1][0][:200]
    with torch.no_grad():
        maps = net.conv2(F.max_pool2d(F.relu(net.conv1(images)), 2))
        outside = torch.rand(200, 1, 32, 32)
        outside[:, :, 6:20, 8:22] = images[:, :, 6:20, 8:22]
        changed = net.conv2(F.max_pool2d(F.relu(net.conv1(outside)), 2))
    same = torch.isclose(maps, changed, atol=1e-4).all(1).all(0)
    assert same[3, 4] and same.sum() == 1
    assert (F.max_pool2d(images, 14, 2) > 0.1).float().mean() > 0.98
    told("labs/inside", 14, 14, zh="{}×{} 像素的窗口", en="a window of {}×{} pixels")


def test_layers_in_front_of_one_that_is_dead_get_no_gradient_and_those_behind_do():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))
    nn.init.constant_(net[2].bias, -100)
    F.cross_entropy(net(torch.randn(8, 3)), torch.zeros(8, dtype=torch.long)).backward()
    assert not any(net[at].weight.grad.any() or net[at].bias.grad.any() for at in (0, 2))
    assert not net[4].weight.grad.any()  # its input is 0
    assert net[6].bias.grad.any()


def test_augmentation_shifts_by_less_than_two_pixels():
    """±0.1 of half a side, 16 pixels."""
    text = (LABS / "train.py").read_text("utf-8")
    assert "shift = (torch.rand(2, n) - 0.5) * 0.2" in text
    told("labs/train", 0.1 * 16, zh="平移 ±{:.1f} 个像素", en="shift by ±{:.1f} pixels")


def test_the_digits_are_those_of_the_readme():
    """The counts of each digit are those of MNIST's first 10,000 training images, and the digits take turns."""
    (_, target), (_, target_held) = load_digits(DIGITS)
    counts = torch.bincount(torch.cat([target, target_held])).tolist()
    assert counts == [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
    assert target[:20].tolist() == [*range(10), *range(10)]
