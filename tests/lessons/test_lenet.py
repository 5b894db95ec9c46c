"""What the page `lenet` says beyond its recorded outputs."""

import math

import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy, max_pool2d, pad, relu

from snippets.lenet.modules import ModuleLeNet
from snippets.lenet.net import LeNet
from tests.helpers.told import told
from tools.base.project import SNIPPETS
from tools.graph.steps import loads
from tools.sources.labs import labs, ranges


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


def count(module):
    return sum(p.numel() for p in module.parameters())


def features(net, x):
    """The two convolutions with their pooling: what is left before flattening."""
    x = max_pool2d(relu(net.conv1(x)), 2)
    return max_pool2d(relu(net.conv2(x)), 2)


class Flat(LeNet):
    """LeNet with another way to flatten."""

    def __init__(self, flatten):
        super().__init__()
        self.flatten = flatten

    def forward(self, x):
        x = self.flatten(features(self, x))
        return self.fc3(relu(self.fc2(relu(self.fc1(x)))))


def num_flat_features(x):
    return x.view(-1, math.prod(x.size()[1:]))


# The network
def test_scores_are_not_probabilities():
    scores = LeNet()(torch.rand(4, 1, 32, 32))
    assert (scores < 0).any() and (scores > 0).any()
    assert not torch.isclose(scores.sum(1), torch.ones(4)).any()


def test_print_shows_layers_and_no_functions():
    text = repr(LeNet())
    assert not any(name in text for name in ("relu", "pool", "flatten"))


def test_a_layer_made_in_forward_is_random_each_time_and_not_registered():
    class Fresh(LeNet):
        def __init__(self):
            super().__init__()
            del self.fc3

        def forward(self, x):
            x = torch.flatten(features(self, x), 1)
            x = relu(self.fc2(relu(self.fc1(x))))
            return nn.Linear(84, 10)(x)

    net, x = Fresh(), torch.rand(1, 1, 32, 32)
    assert not torch.allclose(net(x), net(x))
    assert len(list(net.parameters())) == 8
    told("lenet", 8, zh="`net.parameters()` 只剩 {} 个张量", en="`net.parameters()` is down to {} tensors")


# Where 16·5·5 comes from
def test_hooks_and_the_picture_show_the_same_shapes():
    graph = loads((SNIPPETS / "lenet" / "net.graph").read_text("utf-8"))
    drawn = {node["name"]: node["outputs"][0]["shape"] for node in graph["nodes"] if node["name"]}
    net, traced = LeNet(), {}
    for name, layer in net.named_children():
        layer.register_forward_hook(lambda _, args, output, name=name: traced.update({name: list(output.shape)}))
    net(torch.zeros(1, 1, 32, 32))
    assert drawn == traced


def sides(net, size):
    a = net.conv1(torch.zeros(1, net.conv1.in_channels, size, size))
    b = max_pool2d(relu(a), 2)
    c = net.conv2(b)
    d = max_pool2d(relu(c), 2)
    assert torch.flatten(d, 1).shape == (1, 16 * d.shape[-1] ** 2)
    return [x.shape[-1] for x in (a, b, c, d)]


def test_table_of_sides():
    (a, b, c, d), (e, f, g, h) = sides(LeNet(), 32), sides(LeNet(), 28)
    told("lenet", a, e, zh="| `conv1` | − 5 + 1 | {} | {} |", en="| `conv1` | − 5 + 1 | {} | {} |")
    told("lenet", b, f, zh="| 池化 | ÷ 2 | {} | {} |", en="| pooling | ÷ 2 | {} | {} |")
    told("lenet", c, g, zh="| `conv2` | − 5 + 1 | {} | {} |", en="| `conv2` | − 5 + 1 | {} | {} |")
    told("lenet", d, h, zh="| 池化 | ÷ 2 | {} | {} |", en="| pooling | ÷ 2 | {} | {} |")
    told("lenet", 16 * d**2, 16 * h**2, zh="| 展平 | 16 · 边长² | {} | {} |", en="| flatten | 16 · side² | {} | {} |")


@pytest.mark.parametrize("kernel", [3, 5, 7])
@pytest.mark.parametrize("size", [28, 32])
def test_the_arithmetic_agrees_with_torch(kernel, size):
    """The section `kernels` computes with integers; these are real layers."""
    net = LeNet()
    net.conv1, net.conv2 = nn.Conv2d(1, 6, kernel), nn.Conv2d(6, 16, kernel)
    expected = {(3, 28): 400, (3, 32): 576, (5, 28): 256, (5, 32): 400, (7, 28): 64, (7, 32): 144}
    assert features(net, torch.zeros(1, 1, size, size)).numel() == expected[kernel, size]


def test_3x3_kernels_on_28x28_run_without_an_error():
    net = LeNet()
    net.conv1, net.conv2 = nn.Conv2d(1, 6, 3), nn.Conv2d(6, 16, 3)
    assert net(torch.rand(1, 1, 28, 28)).shape == (1, 10)


def test_the_3x3_net_of_older_posts_has_81194_parameters():
    net = LeNet()
    net.conv1, net.conv2 = nn.Conv2d(1, 6, 3), nn.Conv2d(6, 16, 3)
    net.fc1 = nn.Linear(16 * 6 * 6, 120)
    assert net(torch.rand(1, 1, 32, 32)).shape == (1, 10)
    told("lenet", count(net), zh="3×3 的版本有 {:,} 个参数", en="the 3×3 one has {:,} parameters")


def test_sizes_32_to_35_pass_and_their_neighbours_do_not():
    net = LeNet()
    for size in range(32, 36):
        assert net(torch.rand(1, 1, size, size)).shape == (1, 10)
    for size in (31, 36):
        with pytest.raises(RuntimeError, match="mat1 and mat2"):
            net(torch.rand(1, 1, size, size))


def test_a_33x33_image_has_a_last_row_and_column_that_no_score_depends_on():
    net, x = LeNet(), torch.rand(1, 1, 33, 33)
    side = net.conv1(x).shape[-1]
    told(
        "lenet",
        *[side] * 4,
        zh="33×33 的图，`conv1` 输出 {}×{}，池化丢掉第 {} 行和第 {} 列",
        en="For a 33×33 image `conv1` makes {}×{} maps, and pooling drops row {} and column {}",
    )
    other = x.clone()
    other[..., -1, :], other[..., :, -1] = 9.0, -9.0
    assert torch.equal(net(x), net(other))
    other[..., 0, 0] = 9.0
    assert not torch.equal(net(x), net(other))


def test_stride_of_pooling_defaults_to_the_window():
    pool = nn.MaxPool2d(2)
    assert (pool.kernel_size, pool.stride) == (2, 2)
    x = torch.rand(1, 1, 6, 10)
    assert torch.equal(max_pool2d(x, 2), max_pool2d(x, 2, stride=2))


# Parameters
def test_counts_by_hand():
    net = LeNet()
    by_hand = {
        "conv1": (1 * 5 * 5 + 1) * 6,
        "conv2": (6 * 5 * 5 + 1) * 16,
        "fc1": (400 + 1) * 120,
        "fc2": (120 + 1) * 84,
        "fc3": (84 + 1) * 10,
    }
    assert by_hand == {name: count(layer) for name, layer in net.named_children()}
    assert list(by_hand.values()) == [156, 2416, 48_120, 10_164, 850]
    assert sum(by_hand.values()) == count(net) == 61_706
    assert len(list(net.parameters())) == 10 == 2 * len(by_hand)
    told(
        "lenet",
        net.fc1.in_features,
        by_hand["conv1"],
        count(net),
        zh="每个数（{}、{}、{:,}）从哪里来",
        en="each number in it comes from: {}, {}, {:,}",
    )


def test_fc1_holds_78_percent_and_the_convolutions_4():
    net = LeNet()
    shares = count(net.fc1) / count(net), (count(net.conv1) + count(net.conv2)) / count(net)
    told(
        "lenet",
        *shares,
        zh="`fc1` 一层占了 {:.0%}，两层卷积合起来只占 {:.0%}",
        en="`fc1` alone holds {:.0%} of the parameters, both convolutions together {:.0%}",
    )


def test_linear_computes_x_times_weight_transposed_plus_bias():
    fc, x = LeNet().fc1, torch.rand(3, 400)
    assert torch.allclose(fc(x), x @ fc.weight.T + fc.bias, atol=1e-6)


# MNIST
def test_the_padding_net_takes_28x28_and_refuses_32x32():
    net = LeNet()
    net.conv1 = nn.Conv2d(1, 6, 5, padding=2)
    assert net(torch.rand(1, 1, 28, 28)).shape == (1, 10)
    with pytest.raises(RuntimeError, match=r"\(1x576 and 400x120\)"):
        net(torch.rand(1, 1, 32, 32))


def test_pad_keeps_the_pixels_and_frames_them_with_zeros():
    digit = torch.rand(1, 1, 28, 28)
    padded = pad(digit, (2, 2, 2, 2))
    assert torch.equal(padded[..., 2:-2, 2:-2], digit)
    assert padded.count_nonzero() == digit.count_nonzero()


def test_after_normalization_black_is_minus_0_4242():
    mean, deviation = 0.1307, 0.3081
    black = (torch.zeros(1, 1, 28, 28) - mean) / deviation
    told(
        "lenet",
        mean,
        deviation,
        -black[0, 0, 0, 0].item(),
        zh="均值 {}、标准差 {} 归一化，之后黑色背景不再是 0，而是 −{:.4f}",
        en="mean {} and standard deviation {}. After that, black is no longer 0 but −{:.4f}",
    )
    told("lenet", black.min(), zh="(2, 2, 2, 2), value={:.4f})", en="(2, 2, 2, 2), value={:.4f})")
    assert pad(black, (2, 2, 2, 2)).unique().numel() == 2
    net, net28 = LeNet(), LeNet()
    net28.conv1 = nn.Conv2d(1, 6, 5, padding=2)
    net28.load_state_dict(net.state_dict())
    framed = pad(black, (2, 2, 2, 2), value=-0.4242)
    assert not torch.allclose(net28(black), net(framed), atol=1e-4)


# One image
def test_convolutions_of_one_image_are_right():
    net, image = LeNet(), torch.rand(1, 32, 32)
    assert torch.allclose(features(net, image), features(net, image.unsqueeze(0))[0], atol=1e-6)


def test_flattening_the_last_three_dimensions_serves_one_image_and_a_batch():
    net, x = Flat(lambda x: torch.flatten(x, -3)), torch.rand(8, 1, 32, 32)
    assert net(x).shape == (8, 10) and net(x[0]).shape == (10,)
    assert torch.allclose(net(x[0]), net(x)[0], atol=1e-6)


def test_pooling_and_linear_take_one_sample_and_batchnorm_does_not():
    assert nn.MaxPool2d(2)(torch.rand(6, 28, 28)).shape == (6, 14, 14)
    assert nn.Linear(400, 120)(torch.rand(400)).shape == (120,)
    with pytest.raises(ValueError, match=r"expected 4D input \(got 3D input\)"):
        nn.BatchNorm2d(6)(torch.rand(6, 28, 28))


# Channels
def test_three_channels_cost_300_parameters():
    net = LeNet()
    before = count(net)
    net.conv1 = nn.Conv2d(3, 6, 5)
    assert (3 * 5 * 5 + 1) * 6 == count(net.conv1) == 456
    told(
        "lenet",
        count(net) - before,
        count(net),
        zh="比原来多 {} 个，总数 {:,}",
        en="{} more than before, {:,} in all",
    )


def test_three_grey_images_are_taken_for_one_colour_image():
    conv, grey = nn.Conv2d(3, 6, 5), torch.rand(3, 32, 32)
    assert torch.allclose(conv(grey), conv(grey.unsqueeze(0))[0], atol=1e-6)


# view and flatten
def test_view_with_num_flat_features_gives_the_same_scores_bit_for_bit():
    net, old = LeNet(), Flat(num_flat_features)
    old.load_state_dict(net.state_dict())
    x = torch.rand(4, 1, 32, 32)
    assert torch.equal(net(x), old(x))
    with pytest.raises(RuntimeError, match=r"\(16x25 and 400x120\)"):
        old(torch.rand(1, 32, 32))


def test_view_1_minus_1_works_for_one_image_and_fails_for_two():
    net = Flat(lambda x: x.view(1, -1))
    assert net(torch.rand(1, 1, 32, 32)).shape == (1, 10)
    with pytest.raises(RuntimeError, match=r"\(1x800 and 400x120\)"):
        net(torch.rand(2, 1, 32, 32))


def test_view_minus_1_400_makes_four_rows_of_scores_from_one_52x52_image():
    image = torch.rand(1, 1, 52, 52)
    told("lenet", *image.shape[2:], zh="一张 {}×{} 的图，会得到几行？", en="How many rows does one {}×{} image make?")
    assert features(LeNet(), image).shape == (1, 16, 10, 10)
    assert Flat(lambda x: x.view(-1, 400))(image).shape == (4, 10)
    with pytest.raises(RuntimeError, match=r"\(1x1600 and 400x120\)"):
        LeNet()(image)


def test_channels_last_breaks_view_in_the_whole_net_but_not_flatten():
    x = torch.rand(2, 1, 32, 32)
    net, old = LeNet(), Flat(num_flat_features)
    for module in (net, old):
        module.to(memory_format=torch.channels_last)
    assert net(x).shape == (2, 10)
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        old(x)


def test_flatten_copies_only_where_it_must():
    maps = torch.rand(2, 16, 5, 5)
    assert torch.flatten(maps, 1).data_ptr() == maps.data_ptr()
    other = maps.to(memory_format=torch.channels_last)
    assert torch.flatten(other, 1).data_ptr() != other.data_ptr()
    assert torch.equal(torch.flatten(other, 1), torch.flatten(maps, 1))


# One step
def test_one_step_lowers_the_loss_and_moves_all_ten_parameters():
    net, x, target = LeNet(), torch.rand(8, 1, 32, 32), torch.arange(8)
    before = [p.clone() for p in net.parameters()]
    loss = cross_entropy(net(x), target)
    assert abs(loss.item() - math.log(10)) < 0.05
    loss.backward()
    torch.optim.SGD(net.parameters(), lr=0.1).step()
    assert cross_entropy(net(x), target) < loss
    assert not any(torch.equal(p, q) for p, q in zip(net.parameters(), before, strict=True))
    told("lenet", math.log(10), zh="第一个数接近 ln 10 ≈ {:.4f}", en="The first number is close to ln 10 ≈ {:.4f}")


# Training
def test_the_lab_reads_as_many_digits_as_the_page_promises():
    (lab,) = (lab for lab in labs() if lab.name == "train")
    least, _ = ranges(lab)["cells"]["accuracy(net, x_held, target_held)"]
    told("lenet", least, zh="训练到认对 {:.0%} 以上", en="until it reads more than {:.0%} of them")


# Exercises and self-check
def test_exercise_1_saves_17280_weights():
    assert 144 * 120 == 17_280 == count(LeNet()) - 44_426


def test_exercise_2_keeps_keys_and_scores():
    net, modules = LeNet(), ModuleLeNet()
    assert list(modules.state_dict()) == list(net.state_dict())
    modules.load_state_dict(net.state_dict())
    x = torch.rand(2, 1, 32, 32)
    assert torch.equal(net(x), modules(x))


def test_exercise_3_sides_and_share_of_fc1():
    net = LeNet()
    net.conv1, net.fc1 = nn.Conv2d(3, 6, 5), nn.Linear(16 * 13 * 13, 120)
    told("lenet", *sides(net, 64), zh="64 → {} → {} → {} → {}，", en="64 → {} → {} → {} → {} leaves")
    told("lenet", net.fc1.in_features, zh="16·13·13 = {:,} 个数", en="16·13·13 = {:,} inputs")
    told(
        "lenet",
        count(net),
        count(net.fc1) / count(net),
        zh="{:,} 个参数里 `fc1` 占 {:.0%}",
        en="Of the {:,} parameters {:.0%} are in `fc1`",
    )


def test_the_batch_changes_only_dimension_0_of_the_output():
    net = LeNet()
    before = count(net)
    assert net(torch.rand(64, 1, 32, 32)).shape == (64, 10)
    assert count(net) == before and net.fc1.in_features == 400
