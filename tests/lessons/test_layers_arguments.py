"""What snippets/layers/*.yml and docs/*/layers/ say of single arguments, where a plausible sentence was wrong once."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.told import told
from tools.sources.layers import layers

LAYERS = layers()
BARE = [name for name, layer in LAYERS.items() if layer.path.stem == "activation" and layer.call == "*args, **kwargs"]


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


@pytest.mark.parametrize("name", BARE)
def test_activations_without_arguments_refuse_them(name):
    for given in (lambda kind: kind(3), lambda kind: kind(name=3)):
        with pytest.raises(TypeError, match="__init__"):
            given(getattr(nn, name))
        given(nn.Identity)
    told("snippets/layers/activation.yml", zh="传入会引发 `TypeError`", en="one that is passed raises a `TypeError`")


def test_a_hardswish_is_a_silu_with_another_sigmoid_and_no_straight_lines():
    x = torch.linspace(-4, 4, 81)
    assert torch.allclose(nn.Hardswish()(x), x * nn.Hardsigmoid()(x), atol=1e-6)
    assert nn.Hardswish()(torch.linspace(-2, 2, 9)).diff().diff().min() > 0.01
    told(
        "layers/activation",
        zh="把 SiLU 里的 sigmoid 换成 `nn.Hardsigmoid`",
        en="SiLU with `nn.Hardsigmoid` in place of the sigmoid",
    )


def test_the_threshold_of_a_softplus_is_compared_with_beta_times_x():
    soft, x = nn.Softplus(beta=0.1, threshold=1.0), torch.tensor([5.0, 9.0, 11.0])
    assert (soft(x) == x).tolist() == [False, False, True]
    told(
        "snippets/layers/activation.yml",
        zh="`beta * x` 超过它时，输出就取 `x`",
        en="where `beta * x` is above it, the output is `x`",
    )


def test_padding_of_a_transposed_convolution_cuts_off():
    x = torch.randn(1, 2, 8, 8)
    all_of_it = nn.ConvTranspose2d(2, 3, 4, stride=2)
    cut = nn.ConvTranspose2d(2, 3, 4, stride=2, padding=1)
    cut.load_state_dict(all_of_it.state_dict())
    assert torch.allclose(cut(x), all_of_it(x)[:, :, 1:-1, 1:-1], atol=1e-6)
    with pytest.raises(TypeError, match="padding"):
        nn.ConvTranspose2d(2, 3, 4, padding="same")(x)
    told(
        "snippets/layers/conv.yml",
        zh="输出的每一侧去掉多少个位置；不能是字符串",
        en="cut off on each side of the output; a string is not",
    )
    told("snippets/layers/conv.yml", zh='只接受 `"zeros"`', en='no other value than `"zeros"` is allowed')


def test_margins_of_pairs():
    a, b, apart = torch.tensor([[1.0, 0.0]]), torch.tensor([[1.0, 1.0]]), torch.tensor([-1.0])
    losses = [nn.CosineEmbeddingLoss(margin=margin)(a, b, apart).item() for margin in (0.5, 0.8)]
    assert losses[0] > 0 and losses[1] == 0
    losses = [nn.HingeEmbeddingLoss(margin=margin)(torch.tensor([0.5]), apart).item() for margin in (0.5, 0.8)]
    assert losses[0] == 0 and losses[1] > 0
    told("snippets/layers/distances.yml", zh="余弦不大于它时损失为 0", en="has the loss 0 if its cosine is not greater than this")
    told("snippets/layers/losses.yml", zh="不小于它时损失为 0", en="has the loss 0 if it is not smaller than this")


def test_the_weight_of_the_binary_losses_multiplies_the_losses_of_the_elements():
    scores, target = torch.randn(4, 3), torch.randint(2, (4, 3)).float()
    for weight in (torch.rand(3), torch.rand(4, 1), torch.rand(4, 3)):
        for kind, x in ((nn.BCEWithLogitsLoss, scores), (nn.BCELoss, scores.sigmoid())):
            each = kind(reduction="none")(x, target)
            assert torch.allclose(kind(weight=weight)(x, target), (each * weight).mean())
    told("snippets/layers/losses.yml", zh="与各个元素的损失相乘", en="by which the losses of the elements are multiplied")


def test_what_alpha_dropout_makes_of_the_numbers_that_it_drops():
    x = torch.randn(100_000)
    for kind in (nn.AlphaDropout(0.5), lambda x: nn.FeatureAlphaDropout(0.5)(x.view(10, -1, 2)).flatten()):
        y = kind(x)
        values, counts = y.unique(return_counts=True)
        assert values[counts.argmax()] < 0 and (y == 0).sum() == 0 and counts.max() > 40_000
        assert abs(y.mean()) < 0.05 and abs(y.var() - 1) < 0.05
        assert abs(kind(x + 5).mean() - 5) > 1
    told("snippets/layers/dropout.yml", zh="丢弃的数变成一个负数，而不是 0", en="it becomes a negative number, not zero")
    told("layers/dropout", zh="均值保持为 0，方差保持为 1", en="it keeps a mean of zero and a variance of one")


def test_a_lazy_layer_loads_a_state_dict_before_its_first_call():
    lazy, ready, x = nn.LazyLinear(2), nn.Linear(3, 2), torch.randn(4, 3)
    with pytest.raises(ValueError, match="uninitialized parameter"):
        lazy.weight.numel()
    lazy.load_state_dict(ready.state_dict())
    assert torch.equal(lazy(x), ready(x))
    told("layers/linear", zh="状态字典在这之前就可以读取", en="A state dict can be loaded before this call")


def test_alpha_of_the_response_norm_is_divided_by_the_size():
    x, size, alpha = torch.randn(2, 8, 3, 3), 3, 0.5
    squares = F.pad(x**2, (0, 0, 0, 0, 1, 1))
    sums = squares[:, :-2] + squares[:, 1:-1] + squares[:, 2:]
    assert torch.allclose(nn.LocalResponseNorm(size, alpha)(x), x / (1 + alpha / size * sums) ** 0.75)
    told("snippets/layers/normalisation.yml", zh="平方和乘以 `alpha / size`", en="is multiplied by `alpha / size`")


def test_the_eps_of_an_rms_norm():
    for dtype in (torch.float32, torch.float64):
        x = torch.tensor([[1e-5, 2e-5, -1e-5, 0.0]], dtype=dtype)
        eps = torch.finfo(dtype).eps
        assert torch.allclose(nn.RMSNorm(4, dtype=dtype)(x), x / (x.square().mean() + eps).sqrt())
    told(
        "snippets/layers/normalisation.yml",
        zh="对 `float32` 和 `float64`，`None` 表示 `torch.finfo(x.dtype).eps`",
        en="for `float32` and `float64`, `None` means `torch.finfo(x.dtype).eps`",
    )


def test_lp_pooling_lies_between_the_sum_and_the_maximum_without_negative_numbers():
    x = torch.rand(1, 1, 100)
    sums, most = 2 * nn.AvgPool1d(2)(x), nn.MaxPool1d(2)(x)
    before = sums
    for power in (1.5, 2, 5, 20):
        y = nn.LPPool1d(power, 2)(x)
        assert (y <= before + 1e-6).all() and (y >= most - 1e-6).all()
        before = y
    assert nn.LPPool1d(2, 2)(torch.tensor([[[-3.0, 0.0]]])).item() == 3
    told(
        "layers/pooling",
        zh="输入没有负数时，结果介于总和与最大值之间",
        en="For inputs without negative numbers this lies between",
    )


def test_fractional_pooling_needs_a_size_or_a_ratio():
    for kind in (nn.FractionalMaxPool2d, nn.FractionalMaxPool3d):
        with pytest.raises(ValueError, match="either an output size, or a pooling ratio"):
            kind(2)
    told("snippets/layers/pooling.yml", zh="它和 `output_ratio` 必须给出一个", en="either this or `output_ratio` must be given")


def test_fractional_pooling_is_random_in_both_modes():
    x = torch.rand(1, 1, 30, 30)
    for net in (nn.FractionalMaxPool2d(2, output_ratio=0.7), nn.FractionalMaxPool2d(2, output_ratio=0.7).eval()):
        assert not torch.equal(net(x), net(x))
    told("layers/pooling", zh="窗口的位置是随机的，评估模式下也是", en="at random positions, in evaluation mode as well")


def test_padding_does_not_count_in_a_bag():
    bag = nn.EmbeddingBag(10, 3, padding_idx=0)
    assert torch.allclose(bag(torch.tensor([[4, 0, 7]]))[0], (bag.weight[4] + bag.weight[7]) / 2)
    told("snippets/layers/sparse.yml", zh="合成向量时也不计入", en="is not trained and does not count in the bag")


def test_modes_of_layers_that_are_made_of_others():
    """They said once that both modes compute the same."""
    x = torch.rand(4, 8, 8)
    layers = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.5), nn.TransformerDecoderLayer(8, 2, 16, dropout=0.5)
    encoder, decoder = nn.TransformerEncoder(layers[0], 2), nn.TransformerDecoder(layers[1], 2)
    inside = nn.Sequential(nn.Dropout(0.5)), nn.DataParallel(nn.Dropout(0.5))
    for net, given in ((encoder, (x,)), (decoder, (x, x)), (nn.SyncBatchNorm(8), (x,)), *((net, (x,)) for net in inside)):
        assert not torch.allclose(net(*given), net.eval()(*given), atol=1e-3)
        assert "eval" in LAYERS[type(net).__name__].raw
    for name in ("Module", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict", "RNNBase", "RNNCellBase"):
        assert "eval" in LAYERS[name].raw, f"{name} computes nothing that could be the same in both modes"


def test_unpooling_takes_the_padding_of_the_pooling_layer():
    x = torch.rand(1, 1, 8)
    y, places = nn.MaxPool1d(2, padding=1, return_indices=True)(x)
    assert nn.MaxUnpool1d(2, padding=1)(y, places).shape == x.shape
    assert nn.MaxUnpool1d(2)(y, places).shape != x.shape
    told("snippets/layers/pooling.yml", zh="池化层的 `padding`", en="the `padding` of the pooling layer")


def test_the_divergence_has_the_gradient_of_the_cross_entropy_with_batchmean():
    scores, target = torch.randn(4, 3, requires_grad=True), torch.randn(4, 3).softmax(1)
    (wanted,) = torch.autograd.grad(nn.CrossEntropyLoss()(scores, target), scores)
    same = {}
    for reduction in ("mean", "batchmean", "sum"):
        loss = F.kl_div(scores.log_softmax(1), target, reduction=reduction)
        same[reduction] = torch.allclose(torch.autograd.grad(loss, scores)[0], wanted, atol=1e-6)
    assert same == {"mean": False, "batchmean": True, "sum": False}
    told(
        "layers/distances",
        zh='这里用 `reduction="batchmean"` 时',
        en='with `reduction="batchmean"` here, both have the same gradient',
    )
