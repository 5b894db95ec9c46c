"""The numbers in the corrections, each in the case that it speaks of: what an old sentence says, and what is so."""

import re

import pytest
import torch
from torch import nn
from torch.nn.functional import max_pool2d, pad, relu

from snippets.lenet.net import LeNet
from tests.helpers.told import told


def features(net, x):
    x = max_pool2d(relu(net.conv1(x)), 2)
    return max_pool2d(relu(net.conv2(x)), 2)


# Layers


def test_one_number_pools_a_map_that_is_not_square():
    x = torch.zeros(1, 1, 6, 10)
    assert max_pool2d(x, 2).shape == (1, 1, 3, 5)
    told("corrections/layers", *x.shape[2:], zh="{}×{} 的图同样可以写 2", en="2 works on a {}×{} map just as well")


def test_view_keeps_the_batch_in_dimension_0_and_cuts_an_image_that_fits():
    one, large = torch.zeros(7, 16, 5, 5), torch.zeros(1, 16, 10, 10)
    assert one.view(-1, 400).shape == (7, 400) and large.view(-1, 400).shape == (4, 400)
    told(
        "corrections/layers",
        zh="第 0 维还是批量；不过 `view` 不管批量",
        en="dimension 0 is still the batch. But `view` does not know which dimension is the batch",
    )


def test_dimension_0_of_one_image_is_its_channels():
    image = torch.zeros(3, 32, 32)
    assert nn.Conv2d(image.shape[0], 6, 5)(image).shape == (6, 28, 28)
    told(
        "corrections/layers",
        zh="单张图没有批量维，第 0 维是通道",
        en="A single image without a batch dimension has its channels in dimension 0",
    )


def test_where_flattening_begins_by_default():
    x = torch.zeros(2, 3, 4)
    assert torch.equal(torch.flatten(x), torch.flatten(x, 0)) and torch.equal(nn.Flatten()(x), torch.flatten(x, 1))
    told("corrections/layers", zh="函数从第 0 维展平", en="the function flattens from dimension 0")
    told(
        "corrections/layers",
        nn.Flatten().start_dim,
        zh="`nn.Flatten()` 从第 {} 维展平",
        en="`nn.Flatten()` flattens from dimension {}",
    )


def test_eight_grey_images_are_one_of_eight_channels():
    images = torch.zeros(8, 32, 32)
    assert nn.Conv2d(8, 6, 5)(images).shape == (6, 28, 28)
    with pytest.raises(RuntimeError, match="to have 1 channels, but got 8 channels"):
        nn.Conv2d(1, 6, 5)(images)
    told(
        "corrections/layers",
        *images.shape,
        zh="“{0} 张 {1}×{2} 的图可以写成 {0}x{1}x{2} 送进",
        en="“{0} images of {1}×{2} go into nn.Conv2d as {0}x{1}x{2}”",
    )
    told(
        "corrections/layers",
        *images[:, None].shape,
        zh="灰度图的批量是 ({}, {}, {}, {})",
        en="a batch of grey images is ({}, {}, {}, {})",
    )


def test_the_code_with_3x3_and_the_picture_with_5x5():
    net, x = LeNet(), torch.zeros(1, 1, 32, 32)
    picture = features(net, x).shape[1:]
    net.conv1, net.conv2 = nn.Conv2d(1, 6, 3), nn.Conv2d(6, 16, 3)
    told(
        "corrections/layers",
        *features(net, x).shape[1:],
        *picture,
        zh="展平后一个是 {}·{}·{}，一个是 {}·{}·{}；",
        en="{}·{}·{} and {}·{}·{} after flattening",
    )


def test_the_sizes_that_lenet_takes():
    def passes(size):
        return features(net, torch.zeros(1, 1, size, size)).numel() == net.fc1.in_features

    net = LeNet()
    sizes = [size for size in range(20, 64) if passes(size)]
    assert sizes == list(range(sizes[0], sizes[-1] + 1))
    told("corrections/layers", sizes[0], sizes[-1], zh="边长从 {} 到 {} 的图都能通过", en="accepts every size from {} to {}.")
    told("corrections/layers", *sizes[:1] * 2, zh="“LeNet 只能接受 {}×{}，", en="“LeNet takes {}×{} only, so MNIST")
    assert pad(torch.zeros(1, 1, 28, 28), (2, 2, 2, 2)).shape[-1] in sizes
    told("corrections/layers", zh="28×28 的图不必缩放，", en="Images of 28×28 need no resizing")


def test_an_image_of_mnist_does_not_pass_and_a_random_one_of_32_does():
    net, random, mnist = LeNet(), torch.rand(1, 1, 32, 32), torch.zeros(1, 1, 28, 28)
    assert net(random).shape == (1, 10)
    told("corrections/layers", *random.shape[2:], zh="输入却是随机的 {}×{}", en="fed with random {}×{} images")
    with pytest.raises(RuntimeError, match=r"\(1x256 and 400x120\)"):
        net(mnist)
    told("corrections/layers", *mnist.shape[2:], zh="真正的 MNIST 是 {}×{}，", en="Real MNIST images are {}×{},")


def test_a_comment_that_its_code_does_not_do():
    assert nn.Conv2d(1, 5, 2).weight.shape != nn.Conv2d(1, 20, 5).weight.shape == (20, 1, 5, 5)
    told(
        "corrections/layers",
        zh="“nn.Conv2d(1, 5, 2)：输入 1 通道，输出 20 通道，5×5 的卷积核”",
        en="“nn.Conv2d(1, 5, 2): 1 input channel, 20 output channels, kernels of 5×5”",
    )


def test_a_kernel_is_not_turned_by_180_degrees():
    conv, x = nn.Conv2d(1, 1, 3, bias=False), torch.rand(1, 1, 3, 3)
    turned = conv.weight.rot90(180 // 90, (2, 3))
    assert torch.allclose(conv(x), (conv.weight * x).sum()) and not torch.allclose(conv(x), (turned * x).sum())
    told("corrections/layers", 180, zh="“卷积层会先把卷积核翻转 {}°”", en="“A convolution layer first rotates its kernel by {}°”")


def test_momentum_of_batchnorm_weighs_the_new_value():
    norm, x = nn.BatchNorm1d(1), torch.tensor([[9.0], [11.0]])
    norm.running_mean.fill_(1)
    norm(x)
    new = norm.momentum
    assert norm.running_mean.item() == pytest.approx((1 - new) * 1 + new * 10)
    told(
        "corrections/layers", new, zh="“BatchNorm 的 momentum={} 是旧值占的比重”", en="“BatchNorm's momentum={} is the weight of"
    )
    told("corrections/layers", 1 - new, new, zh="running = {} × 旧 + {} × 新", en="running = {} × old + {} × new")


# Modules, training, tools


def test_lenet_has_five_layers_and_ten_tensors():
    net = LeNet()
    assert len(list(net.children())) == 5
    told(
        "corrections/modules", len(list(net.parameters())), zh="LeNet 五层，却是 {} 个", en="five layers and {} of these tensors"
    )


def test_data_gives_a_wrong_gradient_without_an_error():
    """The gradient of x² at 3, and what is left of it where the value is changed behind autograd's back."""

    def gradient(change):
        x = torch.tensor(3.0, requires_grad=True)
        y = x * x
        change(x)
        y.backward()
        return x.grad.item()

    right, wrong = gradient(lambda x: None), gradient(lambda x: x.data.sub_(10))
    assert right != wrong
    told("corrections/training", int(right), zh="（正确的梯度是 {}）", en="in this example the correct gradient is {}")


def test_a_device_with_a_number_is_the_first_of_its_kind():
    told(
        "corrections/tools",
        torch.device("cuda:0").index,
        zh="torch.device('cuda:{}')",
        en="torch.device('cuda:{}')",
    )


def test_the_same_net_without_a_seed_gives_other_numbers():
    outputs = {nn.Linear(3, 1)(torch.ones(3)).item() for _ in range(20)}
    assert len(outputs) > 10
    told("corrections/training", zh="却写着“输出是 0.7155”", en="“The output is 0.7155”")


def test_since_when_the_scheduler_comes_after_the_optimizer():
    optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
    with pytest.warns(UserWarning, match=r"In PyTorch \d") as caught:
        torch.optim.lr_scheduler.StepLR(optimizer, 1).step()
    since = re.search(r"In PyTorch (\S+) and later", str(caught[0].message))[1]
    told(
        "corrections/training",
        since,
        zh="自 {} 起要放在 `optimizer.step()` 之后",
        en="Since {} it comes after `optimizer.step()`",
    )
