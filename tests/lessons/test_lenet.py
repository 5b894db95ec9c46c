"""What the page `lenet` says beyond its recorded outputs."""

import math

import pytest
import torch
from torch import nn
from torch.nn.functional import adaptive_avg_pool2d, cross_entropy, max_pool2d, relu

from snippets.lenet.modules import ModuleLeNet
from snippets.lenet.net import LeNet
from tests.helpers.lenet import count, features
from tests.helpers.told import told
from tools.base.project import SNIPPETS
from tools.graph.steps import loads
from tools.sources.labs import labs, ranges


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


# Why this shape?
def test_a_linear_layer_with_as_many_outputs_has_4_million_parameters():
    conv, fc = nn.Conv2d(1, 6, 5), nn.Linear(32 * 32, 6 * 28 * 28, device="meta")
    outputs = conv(torch.zeros(1, 1, 32, 32)).numel()
    told("lenet", conv.weight[0].numel(), zh="同样的 {} 个权重", en="it uses the same {} weights at each position")
    assert outputs == fc.out_features == 4704 and conv.weight[0].numel() == 25 and count(conv) == 156
    told(
        "lenet",
        fc.in_features,
        zh="如果用线性层由 {:,} 个像素算出",
        en="A linear layer that computes as many numbers from {:,} pixels",
    )
    assert count(fc) == (1024 + 1) * 4704 == 4_821_600


def test_max_pooling_does_not_see_which_of_the_four_was_the_largest():
    x = torch.rand(1, 1, 8, 8)
    windows = x.unfold(2, 2, 2).unfold(3, 2, 2).flatten(4)
    shuffled = windows[..., torch.tensor([2, 0, 3, 1])].unflatten(4, (2, 2))
    other = shuffled.permute(0, 1, 2, 4, 3, 5).reshape(1, 1, 8, 8)
    assert not torch.equal(x, other) and torch.equal(max_pool2d(x, 2), max_pool2d(other, 2))


def test_a_convolution_finds_the_same_wherever_it_is():
    conv, x = nn.Conv2d(1, 6, 5), torch.zeros(1, 1, 32, 32)
    x[..., 8:14, 8:14] = torch.rand(6, 6)
    assert torch.allclose(conv(x.roll((3, 5), (2, 3))), conv(x).roll((3, 5), (2, 3)), atol=1e-6)


# The network
def test_scores_are_not_probabilities():
    scores = LeNet()(torch.rand(4, 1, 32, 32))
    assert (scores < 0).any() and (scores > 0).any()
    assert not torch.isclose(scores.sum(1), torch.ones(4)).any()
    assert torch.allclose(scores.softmax(dim=1).sum(1), torch.ones(4))


def test_print_shows_layers_and_no_functions_and_the_picture_12_boxes():
    text = repr(LeNet())
    assert not any(name in text for name in ("relu", "pool", "flatten"))
    assert len(text.splitlines()) == 5 + 2
    nodes = loads((SNIPPETS / "lenet" / "net.graph").read_text("utf-8"))["nodes"]
    told("lenet", len(nodes), zh="图里输入和输出之间有 {} 个方框", en="The picture has {} boxes between input and output")


def test_order_of_print_is_that_of_the_assignments():
    class Other(nn.Module):
        def __init__(self):
            super().__init__()
            self.b, self.a = nn.Linear(1, 1), nn.Linear(1, 1)

        def forward(self, x):
            return self.b(self.a(x))

    assert [name for name, _ in Other().named_children()] == ["b", "a"]


def test_a_layer_made_in_forward_is_random_each_time_and_not_registered():
    class Fresh(LeNet):
        def __init__(self):
            super().__init__()
            del self.fc3

        def forward(self, x):
            x = torch.flatten(features(self, x), 1)
            x = relu(self.fc2(relu(self.fc1(x))))
            self.last = [nn.Linear(84, 10)]  # in a list, so that the test sees it and the module does not
            return self.last[0](x)

    net, x = Fresh(), torch.rand(1, 1, 32, 32)
    assert not torch.allclose(net(x), net(x))
    told("lenet", len(list(net.parameters())), zh="`net.parameters()` 只返回 {} 个张量", en="returns only {} tensors")
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    loss = cross_entropy(net(x), torch.tensor([3]))
    before = net.last[0].weight.detach().clone()
    loss.backward()
    optimizer.step()
    assert torch.equal(net.last[0].weight, before) and net.last[0].weight.grad is not None
    told(
        "lenet",
        zh="如果 `forward` 里调用 `nn.Linear(84, 10)(x)`，每次调用",
        en="If `forward` calls `nn.Linear(84, 10)(x)`, each call creates",
    )


def test_assigned_to_an_attribute_it_would_be_registered_after_all():
    """The counter-example: why the page says `nn.Linear(84, 10)(x)` and not `self.fc3 = nn.Linear(84, 10)`."""

    class Assigned(LeNet):
        def forward(self, x):
            self.fc3 = nn.Linear(84, 10)
            return super().forward(x)

    net = Assigned()
    del net.fc3
    assert len(list(net.parameters())) == 8
    net(torch.rand(1, 1, 32, 32))
    assert len(list(net.parameters())) == 10


# Where 16·5·5 comes from
def test_the_walk_and_the_picture_show_the_same_shapes():
    graph = loads((SNIPPETS / "lenet" / "net.graph").read_text("utf-8"))
    drawn = [node["outputs"][0]["shape"][1:] for node in graph["nodes"]]
    rows = (SNIPPETS / "lenet" / "trace.out").read_text("utf-8").splitlines()[3:-1]
    walked = [list(map(int, row.partition("(4, ")[2].rstrip(")").split(", "))) for row in rows]
    assert walked == drawn


def test_flatten_writes_the_maps_one_after_another():
    maps = torch.arange(800.0).view(2, 16, 5, 5)
    assert torch.equal(torch.flatten(maps, 1)[1], torch.cat([row for map in maps[1] for row in map]))


def test_no_operation_mixes_the_images_of_a_batch():
    net, x = LeNet(), torch.rand(4, 1, 32, 32)
    assert torch.allclose(net(x), torch.cat([net(image[None]) for image in x]), atol=1e-6)


def test_a_lazy_layer_reads_its_inputs_from_the_first_batch():
    net = LeNet()
    net.fc1 = nn.LazyLinear(120)
    assert net(torch.rand(2, 1, 28, 28)).shape == (2, 10) and net.fc1.in_features == 256


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


def test_the_3x3_net_of_posts_has_81194_parameters():
    net = LeNet()
    net.conv1, net.conv2 = nn.Conv2d(1, 6, 3), nn.Conv2d(6, 16, 3)
    net.fc1 = nn.Linear(16 * 6 * 6, 120)
    assert net(torch.rand(1, 1, 32, 32)).shape == (1, 10)
    told("lenet", count(net), zh="一共有 {:,} 个参数", en="and has {:,} parameters")


def test_sizes_32_to_35_pass_and_their_neighbours_do_not():
    net = LeNet()
    for size in range(32, 36):
        assert net(torch.rand(1, 1, size, size)).shape == (1, 10)
    for size in (31, 36):
        with pytest.raises(RuntimeError, match="mat1 and mat2"):
            net(torch.rand(1, 1, size, size))


def test_a_33x33_image_has_a_last_row_and_column_that_no_score_depends_on():
    net, x = LeNet(), torch.rand(1, 1, 33, 33)
    maps = net.conv1(x)
    side = maps.shape[-1]
    told("lenet", side, side, zh="33×33 的图，`conv1` 输出 {}×{} 的特征图", en="For a 33×33 image, `conv1` returns maps of {}×{}")
    told("lenet", side - 1, zh="最后一行是第 {} 行", en="their last row is row {}")
    told("lenet", side - 1, zh="第 {} 列也一样", en="the same happens to column {}")
    changed = maps.clone()
    changed[..., side - 1, :], changed[..., side - 1] = 9.0, 9.0
    assert torch.equal(max_pool2d(maps, 2), max_pool2d(changed, 2))
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
    told("lenet", by_hand["conv1"], zh="| `conv1` | (1·5·5 + 1) · 6 | {:,} |", en="| `conv1` | (1·5·5 + 1) · 6 | {:,} |")
    told("lenet", by_hand["conv2"], zh="| `conv2` | (6·5·5 + 1) · 16 | {:,} |", en="| `conv2` | (6·5·5 + 1) · 16 | {:,} |")
    told("lenet", by_hand["fc1"], zh="| `fc1` | (400 + 1) · 120 | {:,} |", en="| `fc1` | (400 + 1) · 120 | {:,} |")
    told("lenet", by_hand["fc2"], zh="| `fc2` | (120 + 1) · 84 | {:,} |", en="| `fc2` | (120 + 1) · 84 | {:,} |")
    told("lenet", by_hand["fc3"], zh="| `fc3` | (84 + 1) · 10 | {:,} |", en="| `fc3` | (84 + 1) · 10 | {:,} |")
    assert max(net.parameters(), key=torch.numel) is net.fc1.weight
    told(
        "lenet",
        net.fc1.in_features,
        by_hand["conv1"],
        count(net),
        zh="数字从哪里来：{}、{}、{:,}",
        en="say where its numbers come from: {}, {}, {:,}",
    )


def test_fc1_holds_78_percent_and_the_convolutions_4():
    net = LeNet()
    shares = count(net.fc1) / count(net), (count(net.conv1) + count(net.conv2)) / count(net)
    told(
        "lenet",
        *shares,
        zh="`fc1` 占全部参数的 {:.0%}，两个卷积层加起来占 {:.0%}",
        en="`fc1` has {:.0%} of all parameters, and the two convolutions together have {:.0%}",
    )


def test_linear_computes_x_times_weight_transposed_plus_bias():
    fc, x = LeNet().fc1, torch.rand(3, 400)
    assert torch.allclose(fc(x), x @ fc.weight.T + fc.bias, atol=1e-6)


# One step
def test_one_step_lowers_the_loss_and_changes_all_ten_parameters():
    net, x, target = LeNet(), torch.rand(8, 1, 32, 32), torch.arange(8)
    loss = cross_entropy(net(x), target)
    assert abs(loss.item() - math.log(10)) < 0.05
    told("lenet", math.log(10), zh="第一个损失接近 ln 10 ≈ {:.4f}", en="The first loss is close to ln 10 ≈ {:.4f}")
    assert math.isclose(cross_entropy(torch.zeros(8, 10), target), math.log(10), rel_tol=1e-6)
    assert not net(x).argmax(1).requires_grad


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_eight_images_are_learned_by_heart_from_other_seeds(seed):
    torch.manual_seed(seed)
    net, x, target = LeNet(), torch.rand(8, 1, 32, 32), torch.arange(8)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
    for _ in range(200):
        loss = cross_entropy(net(x), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss < 0.1 and torch.equal(net(x).argmax(1), target)


# Training
def test_the_lab_reads_as_many_digits_as_the_page_promises():
    (lab,) = (lab for lab in labs() if lab.name == "train")
    least, _ = ranges(lab)["cells"]["accuracy(net, x_held, target_held)"]
    told("lenet", least, zh="直到认对 {:.0%} 以上", en="until it reads more than {:.0%} of them")


# Exercises and self-check
def test_exercise_1_saves_17280_weights():
    told(
        "lenet", 28, *sides(LeNet(), 28), zh="边长从 {} 依次变成 {}、{}、{}、{}", en="The side goes from {} to {}, {}, {} and {}"
    )
    assert 144 * 120 == 17_280 == count(LeNet()) - 44_426


def test_exercise_2_keeps_keys_and_scores():
    net, modules = LeNet(), ModuleLeNet()
    assert list(modules.state_dict()) == list(net.state_dict())
    modules.load_state_dict(net.state_dict())
    x = torch.rand(2, 1, 32, 32)
    assert torch.equal(net(x), modules(x))


def test_exercise_2_calls_the_hook_twice():
    net, calls = ModuleLeNet(), []
    net.pool.register_forward_hook(lambda *_: calls.append(1))
    net(torch.zeros(1, 1, 32, 32))
    assert len(calls) == 2


def test_exercise_3_sides_and_share_of_fc1():
    net = LeNet()
    net.conv1, net.fc1 = nn.Conv2d(3, 6, 5), nn.Linear(16 * 13 * 13, 120)
    told("lenet", *sides(net, 64), zh="64 → {} → {} → {} → {}，", en="64 → {} → {} → {} → {} leaves")
    told("lenet", net.fc1.in_features, zh="16·13·13 = {:,} 个输入", en="16·13·13 = {:,} inputs")
    told(
        "lenet",
        count(net),
        count(net.fc1) / count(net),
        zh="{:,} 个参数里，`fc1` 占 {:.0%}",
        en="Of the {:,} parameters, {:.0%} are in `fc1`",
    )


def test_exercise_4_global_average_pooling():
    net = LeNet()
    net.fc1 = nn.Linear(16, 120)
    maps = features(net, torch.rand(2, 1, 32, 32))
    pooled = adaptive_avg_pool2d(maps, (1, 1)).flatten(1)
    assert torch.allclose(pooled, maps.mean((2, 3)), atol=1e-6)
    assert net.fc1(pooled).shape == (2, 120)
    assert count(net.fc1) == 2040 and count(net) == 15_626
    assert net.fc1.weight.shape != LeNet().fc1.weight.shape, "the old weights do not fit"
    told("lenet", zh="新的 `fc1` 从随机的权重开始", en="The new `fc1` starts with random weights")


def test_the_batch_changes_only_dimension_0_of_the_output():
    net = LeNet()
    before = count(net)
    assert net(torch.rand(64, 1, 32, 32)).shape == (64, 10)
    assert count(net) == before and net.fc1.in_features == 400


def test_the_question_of_kernels_of_7():
    net = LeNet()
    net.conv1, net.conv2 = nn.Conv2d(1, 6, 7), nn.Conv2d(6, 16, 7)
    side = features(net, torch.zeros(1, 1, 32, 32)).shape[-1]
    told("lenet", side, zh="这两个数都会变成 {}", en="both would be {}")
