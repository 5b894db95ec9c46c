"""Numbers in the sentences of the glossary."""

import torch
from torch import nn

from tests.helpers.told import told


def test_a_shape_of_four_grey_images():
    shape = (4, *nn.Conv2d(1, 6, 5).weight.shape[1:2], 32, 32)
    assert nn.Conv2d(1, 6, 5)(torch.zeros(shape)).shape[:2] == (4, 6)
    told("terms", *shape, zh="四张灰度图是 ({}, {}, {}, {})", en="such as ({}, {}, {}, {}) for four grey images")


def test_a_dimension_of_this_size_is_broadcast():
    fits = [size for size in range(1, 5) if size != 4 and not raises(lambda size=size: torch.zeros(size) + torch.zeros(4))]
    told("terms", *fits, zh="把大小为 {} 的维扩展到", en="stretching dimensions of size {}, and")
    assert (torch.zeros(4, 1, 6) + torch.zeros(5, 1)).shape == (4, 5, 6)  # a missing one counts as one of size 1


def raises(run) -> bool:
    try:
        run()
    except RuntimeError:
        return True
    return False


def test_samples_are_counted_in_this_dimension():
    x = torch.zeros(4, 3)
    (dimension,) = (dim for dim, size in enumerate(nn.Linear(3, 2)(x).shape) if size == 4)
    told("terms", dimension, zh="通常是数据的第 {} 维", en="usually dimension {} of the data")
    outputs, _ = nn.LSTM(3, 2)(torch.zeros(7, 4, 3))  # by default, in dimension 1
    assert torch.equal(outputs[:, 0], outputs[:, 3]) and outputs.shape == (7, 4, 2) and not torch.equal(outputs[0], outputs[6])


def test_what_is_said_of_most_has_exceptions():
    assert not list(nn.ReLU().parameters()) and len(list(nn.PReLU().parameters())) == 1
    told("terms", zh="的函数，通常没有参数", en="A function, usually without parameters")
    weight = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([weight], lr=0.1)
    (2 * weight).sum().backward()
    weight.requires_grad_(False)
    optimizer.step()
    assert weight.item() != 1, "frozen, and an old gradient moves it"
    optimizer.zero_grad()
    before = weight.item()
    optimizer.step()
    assert weight.grad is None and weight.item() == before
    told(
        "terms",
        zh="只要 `.grad` 是 `None`，优化器就不再改动它",
        en="where `.grad` is `None`, the optimizer leaves them as they are",
    )
    module = nn.Module()
    module.register_buffer("seen", torch.zeros(1))
    module.register_buffer("scratch", torch.zeros(1), persistent=False)
    assert list(module.state_dict()) == ["seen"]
    assert {x.device.type for x in module.to("meta").buffers()} == {"meta"}
    told("terms", zh="通常也随模块保存，但不参加训练", en="is moved and usually saved with it, but is not trained")


def test_padding_is_of_zeros():
    conv = nn.Conv2d(1, 1, 3, padding=1, bias=False)
    nn.init.ones_(conv.weight)
    assert conv(torch.ones(1, 1, 1, 1)).item() == 1  # eight neighbours add nothing
    told("terms", 0, zh="四周加的一圈数，默认是 {}", en="The border, of zeros by default")


def test_without_gaps_neighbours_are_one_apart():
    told(
        "terms", nn.Conv2d(1, 1, 3).dilation[0], zh="；{} 表示紧挨着，没有空隙", en="; {} means that they are next to each other"
    )


def test_a_pointwise_convolution_has_a_kernel_of_one_pixel():
    conv, linear = nn.Conv2d(3, 2, 1), nn.Linear(3, 2)
    with torch.no_grad():
        conv.weight.copy_(linear.weight[:, :, None, None])
        conv.bias.copy_(linear.bias)
    x = torch.rand(1, 3, 4, 5)
    assert torch.allclose(conv(x).movedim(1, -1), linear(x.movedim(1, -1)), atol=1e-6)
    told("terms", *conv.kernel_size, zh="{}×{} 的卷积，相当于", en="A {}×{} convolution, an `nn.Linear` applied")


def test_what_is_normalised_has_this_mean_and_variance():
    y = nn.LayerNorm(100, elementwise_affine=False)(torch.randn(100) * 3 + 5)
    mean, variance = abs(round(y.mean().item(), 3)), round(y.var(correction=0).item(), 3)
    told("terms", mean, variance, zh="均值为 {:.0f}、方差为 {:.0f}", en="mean {:.0f} and variance {:.0f}")


def test_a_row_of_one_and_zeros():
    row = nn.functional.one_hot(torch.tensor(2), 4)
    told(
        "terms",
        row[2].item(),
        row[0].item(),
        zh="类别下标处是 {}，其余是 {}",
        en="a row with {} at the index of the class and {} elsewhere",
    )
