"""What the prose of the lesson `residual` says beyond the outputs that its page shows: depth, blocks, shortcuts."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.residual.block import BasicBlock
from snippets.residual.digits import make_digits
from snippets.residual.ex_preact import PreActBlock
from snippets.residual.ex_shortcut import Broken
from snippets.residual.plain import Block, make_deep, train
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


@pytest.fixture(scope="module")
def digits():
    torch.manual_seed(0)
    return make_digits(1000)


def weighted(net):
    return sum(isinstance(module, nn.Conv2d | nn.Linear) for module in net.modules())


def norms(net, x, target):
    """Of the gradients of the first and of the last block's first convolution."""
    F.cross_entropy(net(x[:50]), target[:50]).backward()
    blocks = [module for module in net if isinstance(module, Block)]
    return [blocks[at].conv1.weight.grad.norm().item() for at in (0, -1)]


# The data


def test_every_batch_holds_all_digits_and_image_4_is_a_four(digits):
    _, target = digits
    assert all(set(target[i : i + 50].tolist()) == set(range(10)) for i in range(0, 1000, 50))
    assert target[4] == 4
    told("residual", 4, zh="上面用字符画出来的是第 {} 张", en="The picture of characters shows image {}")


# Deeper networks can train worse


def test_layers_with_weights():
    few, many = weighted(make_deep(3, False)), weighted(make_deep(20, False))
    told(
        "residual",
        few,
        many,
        zh="3 个块的网络有 {} 层带权重的层（不算 BatchNorm），20 个块的有 {} 层",
        en="With 3 blocks the network has {} layers with weights, not counting BatchNorm. With 20 blocks it has {}.",
    )
    told("residual", many, zh="用不着 {} 层", en="too easy to need {} layers")
    told(
        "residual",
        many - 2,
        few,
        zh="{} 层的普通网络，训练损失比 {} 层的还高",
        en="A plain network with {} layers has a higher training loss than one with {} layers",
    )


@pytest.mark.parametrize("seed", [1])
def test_with_another_seed_the_deep_plain_network_is_the_worst_too(digits, seed):
    last = {}
    for blocks, skip in ((20, False), (20, True)):
        torch.manual_seed(seed)
        last[blocks, skip] = train(make_deep(blocks, skip), *digits, epochs=4)[-1]
    assert last[20, False] > 1.5 > 1 > last[20, True]


def test_the_figure_of_handwritten_digits():
    from snippets.residual.real import curves

    last = {name: losses[-1] for name, losses in curves.items()}
    assert last["plain, 3 blocks"] < 0.65 and last["residual, 3 blocks"] < 0.55
    assert last["residual, 20 blocks"] < 1 and min(curves["plain, 20 blocks"]) > 2
    assert curves["residual, 20 blocks"][0] > curves["residual, 3 blocks"][0]
    told("residual", 2, zh="20 个块的普通网络一直高于 {}", en="plain with 20 blocks stays above {}")


def pass_on(block):
    """Weights with which a plain block returns what it gets, as long as that is not negative."""
    for conv in (block.conv1, block.conv2):
        nn.init.dirac_(conv.weight)


def test_weights_exist_with_which_17_blocks_pass_their_input_on():
    shallow, deep = make_deep(3, False).eval(), make_deep(20, False).eval()
    for at in range(6):
        deep[at].load_state_dict(shallow[at].state_dict())
    for at in range(6, 23):
        pass_on(deep[at])
    deep[25].load_state_dict(shallow[8].state_dict())
    x = torch.rand(4, 1, 16, 16)
    assert torch.allclose(deep(x), shallow(x), atol=1e-3)
    told(
        "residual",
        len(range(6, 23)),
        zh="只要 20 个块里有 {} 个把输入原样传下去",
        en="If {} of its 20 blocks passed their input on unchanged",
    )


def test_what_was_published_in_2015():
    told(
        "residual",
        2015,
        zh="{} 年，何恺明等人在 20 层和 56 层的网络上",
        en="described this in {} for networks of 20 and 56 layers",
    )


# The residual block


def test_the_shortcut_adds_no_parameters_and_changes_no_shape():
    plain, residual, x = Block(8, False), Block(8, True), torch.rand(2, 8, 8, 8)
    assert plain.state_dict().keys() == residual.state_dict().keys()
    assert plain(x).shape == residual(x).shape == x.shape


def test_the_gradient_is_a_hundred_times_larger_in_the_first_plain_block(digits):
    first, last = norms(make_deep(20, False), *digits)
    assert 50 < first / last < 200
    for seed in (1, 2):
        ratios = {}
        for skip in (False, True):
            torch.manual_seed(seed)
            first, last = norms(make_deep(20, skip), *digits)
            ratios[skip] = first / last
        assert ratios[False] > 5 * ratios[True]


def test_without_batchnorm_the_gradients_of_all_blocks_vanish(digits):
    net = make_deep(20, False)
    for module in list(net.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.BatchNorm2d):
                setattr(module, name, nn.Identity())
    norms(net, *digits)
    assert all(block.conv1.weight.grad.norm() < 1e-10 for block in net if isinstance(block, Block))


def test_the_derivative_of_a_residual_block_is_1_plus_that_of_its_layers():
    f, x = nn.Sequential(nn.Linear(5, 5), nn.Tanh()), torch.randn(5)
    with_shortcut = torch.autograd.functional.jacobian(lambda x: x + f(x), x)
    assert torch.allclose(with_shortcut, torch.eye(5) + torch.autograd.functional.jacobian(f, x))


def test_relu_passes_the_gradient_where_its_output_is_positive():
    x = torch.randn(50, requires_grad=True)
    y = F.relu(x)
    y.sum().backward()
    assert torch.equal(x.grad, (y > 0).float())


def test_a_weight_of_0_in_the_last_batchnorm_is_not_faster_here(digits):
    losses = {}
    for zero in (False, True):
        torch.manual_seed(0)
        net = make_deep(20, True)
        for block in net[3:23] if zero else ():
            nn.init.zeros_(block.bn2.weight)
        losses[zero] = train(net, *digits, epochs=2)[-1]
    assert losses[True] > losses[False]


# Stride and channels


def test_the_message_at_the_addition():
    x = torch.rand(2, 8, 14, 14)
    with pytest.raises(RuntimeError, match=r"a \(14\) must match the size of tensor b \(7\) at non-singleton dimension 3"):
        x + nn.Conv2d(8, 16, 3, stride=2, padding=1)(x)
    with pytest.raises(RuntimeError, match=r"a \(8\) must match the size of tensor b \(16\) at non-singleton dimension 1"):
        x + nn.Conv2d(8, 16, 3, padding=1)(x)
    with pytest.raises(RuntimeError, match=r"a \(14\) must match the size of tensor b \(12\)"):
        x + nn.Conv2d(8, 8, 3)(x)
    told("residual", 2, 14, 12, zh="两个数相差 {}，比如 {} 和 {}", en="numbers that differ by {}, such as {} and {}")


def test_a_single_channel_is_broadcast_without_an_error():
    x = torch.rand(2, 1, 14, 14)
    y = nn.Conv2d(1, 8, 3, padding=1)(x)
    assert all(torch.equal((x + y)[:, channel], x[:, 0] + y[:, channel]) for channel in range(8))
    assert (torch.zeros(2, 4, 1, 1) + torch.zeros(2, 4, 7, 7)).shape == (2, 4, 7, 7)  # maps of one pixel neither
    told("residual", zh="大小是 1 的维不会报错", en="A size of 1 raises no error")


def test_a_projection_with_stride_2_reads_one_of_four_pixels():
    x = torch.rand(1, 3, 8, 8, requires_grad=True)
    nn.Conv2d(3, 6, 1, stride=2)(x).sum().backward()
    read = x.grad[0, 0] != 0
    assert read.sum() == 16 and read[::2, ::2].all()


def test_the_parameters_of_the_projection():
    block = BasicBlock(8, 16, stride=2)
    conv, bn = block.shortcut
    count = conv.weight.numel() + bn.weight.numel() + bn.bias.numel()
    assert count == 8 * 16 + 2 * 16
    total = sum(p.numel() for p in block.parameters())
    told("residual", total, count, zh="投影占 {:,} 个参数中的 {} 个", en="In the other two it costs {1} of {0:,} parameters")


def test_which_shortcuts_of_the_question_fit():
    x, conv = torch.rand(2, 64, 8, 8), nn.Conv2d(64, 128, 3, stride=2, padding=1)
    assert (conv(x) + nn.Conv2d(64, 128, 1, stride=2)(x)).shape == (2, 128, 4, 4)
    for shortcut in (nn.Identity(), nn.Conv2d(64, 128, 1)):
        with pytest.raises(RuntimeError, match="The size of tensor a"):
            conv(x) + shortcut(x)


def test_the_parameters_of_the_question():
    assert not list(nn.Identity().parameters())
    count = nn.Conv2d(256, 256, 1, bias=False).weight.numel()
    told("residual", count, zh="3. {:,}", en="3. {:,}")
    told(
        "residual",
        count,
        zh="从 256 个通道到 256 个通道，则有 {:,} 个",
        en="from 256 to 256 channels without bias would have {:,}",
    )


# In-place operations


class Written(Block):
    """A block with another last line."""

    def __init__(self, last):
        super().__init__(4, True)
        self.last = last

    def forward(self, x):
        return self.last(x, self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))


FINE = [lambda x, y: F.relu(x + y, inplace=True), lambda x, y: F.relu(y.add_(x)), lambda x, y: F.relu(y.add_(x), inplace=True)]


@pytest.mark.parametrize("last", FINE)
def test_in_place_after_the_addition_and_on_y_is_fine(last):
    gradients = []
    for form in (lambda x, y: F.relu(x + y), last):
        torch.manual_seed(0)
        net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), Written(form), Written(form))
        net(torch.rand(2, 1, 6, 6)).square().sum().backward()
        gradients.append([p.grad for p in net.parameters()])
    assert all(torch.equal(a, b) for a, b in zip(*gradients, strict=True))


def test_in_place_on_x_raises_in_the_backward_pass():
    net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), Written(lambda x, y: F.relu(x.add_(y))))
    loss = net(torch.rand(2, 1, 6, 6)).sum()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


def test_an_in_place_relu_first_is_silent_and_wrong():
    conv = nn.Conv2d(4, 4, 3, padding=1)
    sums = [conv(F.relu(x, inplace=inplace)) + x for inplace in (False, True) for x in [torch.ones(1, 4, 5, 5) - 2]]
    assert not torch.equal(*sums) and torch.allclose(sums[1] - sums[0], torch.tensor(1.0))


# Exercises


def test_the_three_errors_of_the_exercise():
    x, block = torch.rand(4, 16, 14, 14), Broken()
    with pytest.raises(RuntimeError, match="running_mean should contain 32 elements not 16"):
        block(x)
    block.bn1 = nn.BatchNorm2d(32)
    with pytest.raises(RuntimeError, match=r"a \(14\) must match the size of tensor b \(5\)"):
        block(x)
    block.conv2 = nn.Conv2d(32, 32, 3, padding=1, bias=False)
    with pytest.raises(RuntimeError, match=r"a \(14\) must match the size of tensor b \(7\)"):
        block(x)
    told("residual", 5, 7, zh="报错里的 {} 变成 {}", en="the message says {1} instead of {0}")


def test_the_pre_activation_block_trains():
    block, x = PreActBlock(4), torch.randn(2, 4, 6, 6)
    block(x).square().sum().backward()
    assert all(p.grad.abs().sum() > 0 for p in block.parameters())
    assert math.isfinite(block(x).sum().item())
