"""What the prose of the lesson `unet` says beyond the outputs that its page shows."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from snippets.unet.data import make_bars
from snippets.unet.ex_add import AddUNet
from snippets.unet.ex_deep import DeepUNet
from snippets.unet.net import UNet, double_conv
from snippets.unet.noskip import NoSkip
from snippets.unet.pad import forward_any_size
from snippets.unet.train import iou, train
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def count(net):
    return sum(p.numel() for p in net.parameters())


# The data


def test_most_pixels_are_background():
    _, target = make_bars(200)
    share = (target == 0).float().mean().item()
    told("unet", share, zh="大约 {:.0%} 的像素是背景", en="about {:.0%} of the pixels are background")


def test_both_bars_are_three_pixels_wide_and_equally_bright():
    x, target = make_bars(200)
    for label, dim in ((1, 1), (2, 2)):
        across = (target == label).any(dim=3 - dim).sum(dim=1)
        assert across.max() == 3
    means = [x[:, 0][target == label].mean().item() for label in (1, 2)]
    assert means == pytest.approx([1, 1], abs=0.03)
    told(
        "unet",
        4,
        4,
        3,
        zh="一个位置代表 {}×{} 个像素，而条只有 {} 个像素宽",
        en="one position stands for {}×{} pixels, and the bars are {} pixels wide",
    )


# The network


def test_the_transposed_convolution_doubles_the_size():
    for side in (1, 8, 17):
        assert nn.ConvTranspose2d(4, 2, 2, stride=2)(torch.zeros(1, 4, side, side)).shape[-1] == 2 * side


def test_without_padding_sizes_have_to_be_multiples_of_4():
    net = UNet(1, 3)
    for side in range(4, 30):
        x = torch.zeros(2, 1, side, side)
        if side % 4 == 0:
            assert net(x).shape == (2, 3, side, side)
        else:
            with pytest.raises(RuntimeError, match="Sizes of tensors must match except in dimension 1"):
                net(x)


def works(side, poolings):
    """Whether each size on the way down is double that of the next."""
    for _ in range(poolings):
        if side % 2:
            return False
        side //= 2
    return True


def test_with_n_poolings_sizes_have_to_be_multiples_of_2_to_the_n():
    for poolings in (1, 2, 3, 4):
        assert [side for side in range(16, 257) if works(side, poolings)] == list(range(16, 257, 2**poolings))
    assert [works(side, 4) for side in (100, 200, 240)] == [False, False, True]
    told("unet", zh="1. 100×100", en="1. 100×100")
    told("unet", zh="2. 200×200", en="2. 200×200")
    told("unet", 240, zh="3. {}×240", en="3. {}×240")
    told(
        "unet", 16, 240, 15, zh="必须是 2⁴ = {} 的倍数，{} 等于 {} × 16", en="have to be multiples of 2⁴ = {}, and {} is {} × 16"
    )


# Odd sizes


def test_padding_to_the_next_multiple():
    assert 34 + (-34 % 4) == 36
    told(
        "unet",
        -34 % 4,
        36,
        zh="`-34 % 4` 等于 {}，正好补到 {}",
        en="`-34 % 4` is {}, which is exactly what has to be added to reach {}",
    )
    net, x = UNet(1, 3).eval(), torch.rand(1, 1, 32, 40)
    assert torch.equal(forward_any_size(net, x), net(x))
    for height in range(5, 14):
        assert forward_any_size(net, torch.rand(1, 1, height, 9)).shape == (1, 3, height, 9)


def test_replicate_repeats_the_border():
    padded = F.pad(torch.tensor([[[[1.0, 2.0]]]]), (0, 2, 0, 0), mode="replicate")
    assert padded.flatten().tolist() == [1, 2, 2, 2]


def test_output_size_leaves_the_bias_in_the_last_row_and_column():
    up = nn.ConvTranspose2d(4, 2, 2, stride=2)
    y = up(torch.rand(1, 4, 8, 8), output_size=(17, 17))
    for edge in (y[0, :, -1, :], y[0, :, :, -1]):
        assert torch.allclose(edge, up.bias[:, None].expand(2, 17))
    assert not torch.allclose(y[0, :, -2, :-1], up.bias[:, None].expand(2, 16))


def test_the_sizes_of_the_first_unet():
    """3×3 convolutions without padding, four poolings, skips cropped to the size of what comes from below."""
    side = 572
    for _ in range(4):
        side = (side - 4) // 2
    side -= 4
    for _ in range(4):
        side = 2 * side - 4
    told("unet", 572, side, zh="{0}×{0} 的图像得到 {1}×{1} 的输出", en="turned {0}×{0} pixels into {1}×{1}")


# Concatenate or add


def test_adding_saves_parameters():
    saved = count(UNet(1, 3)) - count(AddUNet(1, 3))
    assert saved == 16 * 16 * 9 + 8 * 8 * 9
    told("unet", saved, zh="省下 {:,} 个参数", en="That saves {:,} parameters")


def test_the_question_of_the_channels():
    both = torch.cat([torch.zeros(1, 64, 4, 4), torch.zeros(1, 64, 4, 4)], dim=1)
    assert (both.shape[1], 64 * 64) == (128, 4096)
    told("unet", both.shape[1], zh="64 + 64 = {}", en="64 + 64 = {}")
    told("unet", zh="2. 128", en="2. 128")
    told("unet", zh="3. 4,096", en="3. 4,096")


# Training


def test_without_skips_the_parameters_are_the_same_and_the_bars_worse():
    x, target = make_bars(200)
    x_held, target_held = make_bars(100)
    ious = []
    for make in (UNet, NoSkip):
        torch.manual_seed(1)
        net = make(in_channels=1, classes=3)
        train(net, x, target)
        ious.append([iou(net, x_held, target_held, label) for label in (0, 1, 2)])
    assert count(UNet(1, 3)) == count(NoSkip(1, 3))
    assert min(ious[0][1:]) > 0.8 and sum(ious[0][1:]) > sum(ious[1][1:]) + 0.05
    assert min(ious[0][0], ious[1][0]) > 0.95
    told("unet", 0.9, zh="U-Net 的 IoU 约为 {}", en="the U-Net reaches an IoU of about {}")


def test_the_ends_of_iou():
    class Answers(nn.Module):
        def forward(self, x):
            return F.one_hot(x, 3).movedim(-1, 1)

    regions = torch.tensor([[[0, 1], [0, 1]]]), torch.tensor([[[1, 0], [1, 0]]])
    assert iou(Answers(), regions[0], regions[0], 1) == 1 and iou(Answers(), *regions, 1) == 0
    told("terms", 1, zh="完全相同时为 {}，也叫 IoU", en="{} where they are equal, also called IoU")


def test_the_shapes_of_the_question():
    net = UNet(1, 5)
    output, target = net(torch.zeros(4, 1, 96, 64)), torch.zeros(4, 96, 64, dtype=torch.int64)
    assert output.shape == (4, 5, 96, 64) and F.cross_entropy(output, target).shape == ()
    told("unet", *output.shape[2:], zh="4 张 {}×{} 的图像", en="4 images of {}×{} pixels")
    told(
        "unet", *output.shape, *target.shape, zh="1. ({}, {}, {}, {}) 和 ({}, {}, {})", en="1. ({}, {}, {}, {}) and ({}, {}, {})"
    )
    told("unet", 4, 96, 64, 5, zh="3. ({}, {}, {}, {}) 和", en="3. ({}, {}, {}, {}) and")


def test_the_question_of_the_network_that_says_background():
    target = torch.cat([torch.zeros(95), torch.ones(5)])
    answer = torch.zeros(100)
    share = (answer == target).float().mean().item()
    assert ((answer == 1) & (target == 1)).sum() == 0
    told("unet", share, zh="{:.0%} 的像素是背景，网络处处回答", en="{:.0%} of all pixels are background, and a network answers")
    told("unet", share, zh="选第 1 项：{:.0%} 的像素答对了", en="The first: {:.0%} of the pixels are right")
    told("unet", share, zh="1. {:.2f} 和 0", en="1. {:.2f} and 0")
    told("unet", share, share, zh="2. {:.2f} 和 {:.2f}", en="2. {:.2f} and {:.2f}")


def test_the_deep_unet_of_the_exercise():
    assert count(DeepUNet(1, 3, (8, 16, 32))) == count(UNet(1, 3))
    for height, width in ((45, 33), (31, 8), (16, 16)):
        assert DeepUNet(1, 3, (8, 16, 32, 64))(torch.rand(2, 1, height, width)).shape == (2, 3, height, width)
    assert double_conv(3, 4)(torch.rand(2, 3, 5, 5)).shape == (2, 4, 5, 5)


def test_an_upsample_and_a_convolution_in_place_of_the_transposed_one():
    up = nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(32, 16, 3, padding=1))
    assert up(torch.zeros(1, 32, 8, 8)).shape == nn.ConvTranspose2d(32, 16, 2, stride=2)(torch.zeros(1, 32, 8, 8)).shape
