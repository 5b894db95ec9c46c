"""What the page `lenet` says of the trained network: its feature maps, digits of other sizes and places, a photo."""

import pytest
import torch
from torch import nn
from torch.nn.functional import interpolate, max_pool2d, pad, relu

from snippets.lenet.adaptive import AdaptiveLeNet
from snippets.lenet.maps import inputs
from snippets.lenet.photo import photo, prepare
from snippets.lenet.trained import held_out, trained
from tests.helpers.lenet import features
from tests.helpers.told import told
from tools.base.project import SNIPPETS


@pytest.fixture(scope="module", autouse=True)
def without_gradients():
    with torch.no_grad():
        yield


@pytest.fixture(scope="module")
def net():
    return trained()


@pytest.fixture(scope="module")
def digits():
    return held_out()


def right(net, x, target):
    return (net(x).argmax(1) == target).sum().item()


# What the feature maps show
def test_maps_3_and_4_follow_bars_in_one_direction(net):
    """Along the middle of each bar, away from its ends."""

    def along(x):
        return max_pool2d(relu(net.conv1(x)), 2)[0, :, 4:12, 4:12]

    _, horizontal, vertical = inputs
    (h3, h4, h5), (v3, v4, v5) = (along(x)[3:6] for x in (horizontal, vertical))
    assert (h4[:, 2:6].amax(0) > 0.8).all() and v4[2:6].max() < 0.25
    assert (v3[2:6].amax(1) > 1.0).all() and h3[:, 2:6].max() < 0.4
    assert (h5[:, 2:6].amax(0) > 1.2).all() and v5[2:6].max() < 0.6
    told(
        "lenet",
        zh="4 号标出整条横杠，对竖杠几乎没有反应；3 号正好相反",
        en="Map 4 follows the horizontal bar and marks hardly anything on",
    )


def test_a_cell_of_conv2_sees_16x16_pixels(net):
    with torch.enable_grad():
        x = torch.rand(1, 1, 32, 32, requires_grad=True)
        maps = nn.functional.avg_pool2d(net.conv2(nn.functional.avg_pool2d(net.conv1(x), 2)), 2)
        (gradient,) = torch.autograd.grad(maps[0, 0, 2, 1], x)
    rows, columns = gradient[0, 0].any(1).nonzero(), gradient[0, 0].any(0).nonzero()
    assert (rows.min(), columns.min()) == (8, 4)
    height, width = int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1
    told("lenet", height, width, zh="图像上 {}×{} 像素的一块", en="depends on a patch of {}×{} pixels")


def test_half_of_the_400_numbers_of_the_4_are_0(net, digits):
    x, target = digits
    assert torch.equal(inputs[0], x[4:5]) and target[4] == 4 and net(x[4:5]).argmax() == 4
    maps = features(net, x[4:5])
    assert maps.numel() == 400
    told("lenet", (maps == 0).float().mean(), zh="400 个数里有 {:.0%} 是 0", en="{:.0%} of the 400 numbers are 0")


def test_the_mean_of_a_map_does_not_notice_a_shift(net, digits):
    """It is fc1, and not convolution and pooling, that knows the place: 4 pixels are one cell of the 5×5 maps."""
    x = torch.zeros(8, 1, 64, 64)
    x[..., 16:48, 16:48] = digits[0][:8]
    here, there = (features(net, each) for each in (x, x.roll(4, 3)))
    assert torch.allclose(here.roll(1, 3)[..., 2:-2], there[..., 2:-2], atol=1e-5)
    assert torch.allclose(here[..., 1:-2].sum((2, 3)), there[..., 2:-1].sum((2, 3)), atol=1e-3)


# Other sizes, other places
def test_enlarged_digits_are_read_less_well(net, digits):
    x, target = digits
    adaptive = AdaptiveLeNet()
    adaptive.load_state_dict(net.state_dict())
    large = {size: interpolate(x, size=(size, size), mode="bilinear", antialias=True) for size in (32, 40, 64)}
    told(
        "lenet",
        len(x),
        *(right(adaptive, large[size], target) for size in large),
        zh="识别 {:,} 个数字，32×32 时认对 {:,} 个，放大到 40×40 时对 {:,} 个，放大到 64×64 时只对 {:,} 个",
        en="{:,} digits, the network reads {:,} correctly at 32×32, {:,} when they are enlarged to 40×40, and {:,} at 64×64",
    )
    told(
        "handwriting",
        len(x),
        right(net, x, target),
        zh="{:,} 个数字能认对 {:,} 个。你在纸上写一个 7，拍张照片交给它，它却说是 8",
        en="the network that reads {1:,} of {0:,} digits calls it an 8",
    )


def test_the_digits_fit_into_20x20_in_the_middle(digits):
    x = digits[0][:, 0]
    for dim in (1, 2):
        ink = (x > 0.5).any(dim)
        first, last = ink.int().argmax(1), 31 - ink.flip(1).int().argmax(1)
        assert (last - first + 1).max() <= 20
        mass = x.sum(dim)
        centre = (mass * torch.arange(32)).sum(1) / mass.sum(1)
        assert (centre - 15.5).abs().max() < 1.2
    assert x.min() == 0 and x[:, 0].max() == 0 and x.amax((1, 2)).min() > 0.9
    told("handwriting", zh="数字缩放到 20×20 像素以内，放在正中", en="the digits fit into 20×20 pixels and are in the middle")


# Photos
def test_the_answers_below_the_figure(net):
    grey = photo.float().mean(0)[None, None] / 255
    resized = interpolate(grey, size=(32, 32), mode="bilinear", antialias=True)
    dark = (1 - resized - (1 - grey).median()).clamp(min=0)
    shares, answers = net(torch.cat([resized, 1 - resized, dark / dark.max(), prepare(photo)])).softmax(1).max(1)
    drawn = (SNIPPETS / "lenet/photo_use.svg").read_text("utf-8")
    for share, answer in zip(shares, answers, strict=True):
        assert f">{answer}: {share:.0%}<" in drawn
    first, second, third, fourth = answers.tolist()
    told("handwriting", fourth, zh="你在纸上写一个 {}，", en="You write a {} on paper")
    told(
        "handwriting",
        first,
        second,
        shares[1],
        zh="只缩放时，答案是 {}；反色之后，答案是 {}；两次的概率都只有 {:.0%}",
        en="answer {}, and inverting gives {}, both with only {:.0%}",
    )
    told(
        "handwriting",
        third,
        shares[2],
        zh="答案是 {}，概率有 {:.0%}：很有把握",
        en="the answer is {} with {:.0%}: confident and wrong",
    )
    told("handwriting", fourth, shares[3], zh="网络才认出是 {}，概率 {:.0%}", en="the network reads the {}, with {:.0%}")


def test_in_the_middle_the_same_digit_is_read(net):
    """What was wrong with the third image is its place: moved to the middle, and not scaled, it is a 7."""
    grey = photo.float().mean(0)[None, None] / 255
    dark = ((1 - grey) - (1 - grey).median()).clamp(min=0)
    small = interpolate(dark / dark.max(), size=(32, 32), mode="bilinear", antialias=True)
    assert net(small).argmax() == 1
    rows, columns = (small[0, 0] > 0.3).any(1).nonzero(), (small[0, 0] > 0.3).any(0).nonzero()
    down, across = (int(16 - (lines.min() + lines.max() + 1) / 2) for lines in (rows, columns))
    assert net(small.roll((down, across), (2, 3))).argmax() == 7


def test_inverted_digits_are_read_badly(net, digits):
    x, target = digits
    told(
        "handwriting",
        len(x),
        right(net, 1 - x, target),
        zh="那 {:,} 个数字反色之后，它只认对 {} 个",
        en="of the {:,} digits, it reads only {} if they are inverted",
    )


def test_prepare_costs_little_on_digits_that_are_centred_otherwise(net, digits):
    """Each as a photo: dark on light, three channels, somewhere on a larger sheet."""
    x, target = digits
    sheets = (200 - 160 * pad(x[:, 0], (20, 60, 50, 10))).to(torch.uint8)
    again = torch.cat([prepare(sheet.expand(3, -1, -1)) for sheet in sheets])
    assert again.shape == x.shape
    told("handwriting", right(net, again, target), zh="居中之后，网络认对 {:,} 个", en="in this way, the network reads {:,}")


def test_prepare_takes_any_size_and_scales_to_0_and_1():
    for shape in [(3, 60, 90), (3, 200, 50)]:
        sheet = torch.full(shape, 230, dtype=torch.uint8)
        sheet[:, 10:40, 20:25] = 30
        x = prepare(sheet)
        assert x.shape == (1, 1, 32, 32) and x.min() == 0 and x.max() <= 1
        assert (x > 0.5).any(3).sum() == 20


def test_a_shadow_is_taken_for_ink():
    sheet = torch.full((3, 120, 120), 200, dtype=torch.uint8)
    sheet[:, 20:84, 14:24] = 40
    assert (prepare(sheet) > 0.5).any(2).sum() < 6
    sheet[:, :, 80:] = 90
    assert (prepare(sheet) > 0.5).any(2).sum() >= 9


def test_eval_changes_nothing_in_lenet(net, digits):
    x = digits[0][:4]
    before = net(x)
    assert torch.equal(net.train()(x), before) and torch.equal(net.eval()(x), before)
    assert not any(isinstance(layer, nn.Dropout | nn.BatchNorm2d) for layer in net.modules())
