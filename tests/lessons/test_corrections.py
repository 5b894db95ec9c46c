"""The corrections: how their pages are made, and what they say beyond the outputs that they show."""

from __future__ import annotations

import inspect
import re
import warnings

import numpy
import pytest
import torch
from torch import nn

from tests.helpers.told import told
from tools.base.project import DOCS, ROOT
from tools.sources.entries import entries, reference

GROUPS = {
    language: sorted(path for path in (DOCS / language / "corrections").glob("*.md") if path.stem != "index")
    for language in ("zh", "en")
}
ENTRIES = {
    language: [entry for page in pages for entry in entries(page) if entry.level == 2] for language, pages in GROUPS.items()
}
VERDICTS = {"zh": ("**错。**", "**过时。**", "**看情况。**"), "en": ("**Wrong.** ", "**Outdated.** ", "**It depends.** ")}
PROOF = {"zh": "证明：[", "en": "Proof: ["}

# The pages


@pytest.mark.parametrize("language", ["zh", "en"])
def test_there_are_more_than_a_hundred_and_none_twice(language):
    assert len(ENTRIES[language]) > 100
    for key in ("id", "title", "answer"):
        values = [getattr(entry, key) for entry in ENTRIES[language]]
        assert sorted(values) == sorted(set(values))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_entry_has_a_verdict_and_a_proof_that_runs(language):
    for entry in ENTRIES[language]:
        truth, *more = entry.text
        assert truth.startswith(VERDICTS[language]), entry.id
        assert entry.shown or (more and more[0].startswith(PROOF[language])), entry.id
        assert [(example.path.stem, name) for example, name in entry.shown] in ([], [(entry.id.replace("-", "_"), "proof")])


def test_both_languages_have_the_same_verdicts():
    verdicts = {
        language: [
            VERDICTS[language].index(next(word for word in VERDICTS[language] if entry.text[0].startswith(word)))
            for entry in found
        ]
        for language, found in ENTRIES.items()
    }
    assert verdicts["zh"] == verdicts["en"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_has_every_page_and_the_number_of_entries(language):
    text = (DOCS / language / "corrections/index.md").read_text("utf-8")
    listed = re.findall(r"<!-- list: corrections/(\w+) -->", text)
    assert sorted(listed) == [page.stem for page in GROUPS[language]]
    assert listed == re.findall(r"corrections/(\w+)\.md", (ROOT / "mkdocs.yml").read_text("utf-8"))[1:]
    assert "<!-- count: corrections -->" in text and len(reference(language, "corrections")) == len(ENTRIES[language])


# What they say


def test_volatile_only_warns():
    with pytest.warns(UserWarning, match="volatile was removed and now has no effect"):
        assert torch.autograd.Variable(torch.ones(1), volatile=True).requires_grad is False


def test_a_loss_has_no_index():
    with pytest.raises(IndexError, match=r"Use `tensor.item\(\)`"):
        nn.MSELoss()(torch.zeros(2), torch.ones(2)).data[0]


def test_conv_transpose_pads_with_zeros_only_and_wants_its_dimensions():
    with pytest.raises(ValueError, match='Only "zeros" padding mode is supported'):
        nn.ConvTranspose2d(1, 1, 2, padding_mode="reflect")
    with pytest.raises(RuntimeError, match=r"Expected 2D \(unbatched\) or 3D \(batched\) input to conv_transpose1d"):
        nn.ConvTranspose1d(1, 1, 2)(torch.zeros(1, 1, 4, 4))


def test_sigmoid_and_tanh_do_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nn.functional.sigmoid(torch.zeros(1))
        nn.functional.tanh(torch.zeros(1))


def test_replace_takes_module_out_of_the_middle_too():
    assert "module.net.module.weight".replace("module.", "") == "net.weight"
    assert "module.net.module.weight".removeprefix("module.") == "net.module.weight"


def test_gradients_are_none_after_zero_grad_by_default():
    for zero_grad in (nn.Module.zero_grad, torch.optim.Optimizer.zero_grad):
        assert inspect.signature(zero_grad).parameters["set_to_none"].default is True


def test_the_documentation_says_since_which_version():
    assert "2.9" in re.search(r"versionchanged:: 2\.9\n(.*\n){3}", torch.onnx.export.__doc__)[0]
    assert "DistributedDataParallel" in nn.DataParallel.__doc__
    with pytest.warns(UserWarning, match="In PyTorch 1.1.0 and later"):
        optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
        torch.optim.lr_scheduler.StepLR(optimizer, 1).step()


def test_a_network_of_mnist_on_random_32x32_images_does_not_take_mnist():
    from snippets.lenet.net import LeNet

    with pytest.raises(RuntimeError, match=r"1x256 and 400x120"):
        LeNet()(torch.zeros(1, 1, 28, 28))


def test_a_sum_of_paths_leaves_no_gradient_at_the_sum():
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x + x
    y.backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert y.grad is None


def test_a_padded_sequence_ends_before_the_last_index_and_packing_finds_its_end():
    lstm, short = nn.LSTM(3, 4, batch_first=True), torch.rand(1, 2, 3)
    _, (end, _) = lstm(short)
    padded = torch.cat([short, torch.zeros(1, 3, 3)], dim=1)
    output, _ = lstm(padded)
    assert torch.allclose(output[:, 1], end[0]) and not torch.allclose(output[:, -1], end[0])
    packed = nn.utils.rnn.pack_padded_sequence(padded, [2], batch_first=True)
    assert torch.allclose(lstm(packed)[1][0], end)


@pytest.mark.parametrize("hidden", [0, 2])
def test_true_hides_a_position_in_a_transformer_layer(hidden):
    layer, x = nn.TransformerEncoderLayer(4, 1, 8, batch_first=True).eval(), torch.rand(1, 3, 4)
    mask = torch.zeros(3, 3, dtype=torch.bool)
    mask[:, hidden] = True
    other = x.clone()
    other[:, hidden] += 1
    seen = [step for step in range(3) if step != hidden]
    assert torch.allclose(layer(x, src_mask=mask)[:, seen], layer(other, src_mask=mask)[:, seen], atol=1e-6)
    assert not torch.allclose(layer(x)[:, seen], layer(other)[:, seen], atol=1e-6)


def test_equal_batches_make_the_mean_of_their_losses_that_of_all_samples():
    losses = torch.rand(12)
    for size, equal in ((4, True), (3, True), (5, False)):
        assert torch.isclose(torch.stack([part.mean() for part in losses.split(size)]).mean(), losses.mean()).item() == equal


# Verdicts that stand under a condition: it holds where the entry says, and not elsewhere


def test_weight_at_x_is_wrong_without_an_error_where_the_sizes_fit():
    layer, x = nn.Linear(4, 4), torch.rand(4, 4)
    assert torch.allclose(layer.weight @ x[0] + layer.bias, layer(x[0]))
    assert not torch.allclose(layer.weight @ x + layer.bias, layer(x))
    with pytest.raises(RuntimeError):
        layer.weight @ x[:3]
    told(
        "corrections/layers",
        zh="如果大小凑巧合适，就不报错，但结果是错的",
        en="or, if the sizes happen to fit, gives a wrong result",
    )


def test_one_row_for_the_whole_batch_is_right_for_one_image_and_may_fit_a_wrong_layer():
    x = torch.rand(3, 2, 5)
    assert torch.equal(x[:1].view(1, -1), x[:1].flatten(1))
    with pytest.raises(RuntimeError):
        nn.Linear(10, 1)(x.view(1, -1))
    assert nn.Linear(30, 1)(x.view(1, -1)).shape == (1, 1)


def test_an_embedding_starts_from_a_standard_normal_distribution_and_a_linear_layer_does_not():
    torch.manual_seed(0)
    weight, linear = nn.Embedding(1000, 64).weight, nn.Linear(64, 1000)
    assert weight.abs().max() > 3 and abs(weight.std() - 1) < 0.02 and abs(weight.mean()) < 0.02
    for values in (linear.weight, linear.bias, nn.Conv2d(4, 100, 4).weight, nn.Conv2d(8, 100, 4, groups=2).bias):
        assert 0.9 / 8 < values.abs().max() <= 1 / 8  # fan_in is 64 in each of them


def test_the_same_channel_scrambled_by_reshape_unless_there_is_one():
    image = torch.rand(5, 4, 3)
    assert not torch.equal(image.reshape(3, 5, 4), image.permute(2, 0, 1))
    assert torch.equal(image[..., :1].reshape(1, 5, 4), image[..., :1].permute(2, 0, 1))


def test_without_super_init_even_an_empty_module_cannot_be_called():
    class Bare(nn.Module):
        def __init__(self):
            pass

        def forward(self, x):
            return x

    with pytest.raises(AttributeError, match="_backward_hooks"):
        Bare()(1)


def test_a_buffer_changes_only_if_code_changes_it():
    class Fixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("scale", torch.ones(2))

        def forward(self, x):
            return x * self.scale

    net, norm = Fixed(), nn.BatchNorm1d(2)
    before = norm.running_mean.clone()
    with torch.no_grad():
        net(torch.rand(4, 2)), norm.eval()(torch.rand(4, 2))
        assert torch.equal(net.scale, torch.ones(2)) and torch.equal(norm.running_mean, before)
        norm.train()(torch.rand(4, 2) + 1)
    assert not torch.equal(norm.running_mean, before)


@pytest.mark.parametrize("samples", [1, 3])
def test_a_bare_tensor_of_a_backward_hook_raises(samples):
    layer = nn.Linear(3, 2)
    layer.register_full_backward_hook(lambda module, grad_input, grad_output: grad_input[0])
    with pytest.raises(RuntimeError, match=r"invalid number of grad_input|has changed the size of value"):
        layer(torch.ones(samples, 3, requires_grad=True)).sum().backward()


def test_forward_and_call_differ_where_a_hook_changes_the_output():
    layer, x = nn.Linear(2, 2), torch.ones(2)
    assert torch.equal(layer(x), layer.forward(x))
    layer.register_forward_hook(lambda module, args, output: output + 1)
    assert torch.equal(layer(x), layer.forward(x) + 1)


def test_which_operations_create_a_node():
    w = torch.rand(3, requires_grad=True)
    assert w.argmax().grad_fn is None and (w > 0).grad_fn is None and w.exp().grad_fn is not None
    told("corrections/training", zh="`argmax` 和比较运算都不创建节点", en="`argmax` and comparisons create none")


def test_which_losses_still_refuse_a_float64_target():
    output, target = torch.rand(3, 2, requires_grad=True), torch.rand(3, 2, dtype=torch.float64)
    nn.MSELoss()(output, target).backward()
    for loss in (nn.HuberLoss(), nn.BCELoss()):
        with pytest.raises(RuntimeError, match="Found dtype Double but expected Float"):
            loss(output, target).backward()
    told(
        "corrections/training", zh="`nn.HuberLoss` 和 `nn.BCELoss` 仍然报错", en="`nn.HuberLoss` and `nn.BCELoss` still raise it"
    )


def test_equal_targets_hide_a_missing_dimension():
    with pytest.warns(UserWarning, match="broadcasting"):
        assert nn.MSELoss()(torch.ones(4, 1), torch.ones(4)) == 0
        assert nn.MSELoss()(torch.arange(4.0)[:, None], torch.arange(4.0)) > 0


def test_adam_decays_the_weights_with_the_largest_gradients_least():
    lost = []
    for size in (0.01, 1, 10):
        torch.manual_seed(0)
        weight = nn.Parameter(torch.ones(500))
        optimizer = torch.optim.Adam([weight], lr=1e-3, weight_decay=0.1)
        for _ in range(200):
            weight.grad = torch.randn(500) * size
            optimizer.step()
        lost.append(1 - weight.mean().item())
    assert lost[0] > 5 * lost[1] > 25 * abs(lost[2])
    told("corrections/training", zh="梯度最大的权重衰减得最少", en="the weights with the largest gradients are decayed least")


def test_applying_a_gradient_twice_doubles_the_rate_of_plain_sgd():
    def trained(lr, times, momentum=0.0):
        weight = nn.Parameter(torch.tensor(3.0))
        optimizer = torch.optim.SGD([weight], lr=lr, momentum=momentum)
        weight.grad = torch.tensor(2.0)
        for _ in range(times):
            optimizer.step()
        return weight.item()

    assert trained(0.1, 2) == pytest.approx(trained(0.2, 1))
    assert trained(0.1, 2, momentum=0.9) != pytest.approx(trained(0.2, 1, momentum=0.9))


def test_children_but_the_last_are_the_network_where_forward_calls_them_in_order():
    plain = nn.Sequential(nn.Flatten(), nn.Linear(16, 4), nn.ReLU(), nn.Linear(4, 3))
    x = torch.rand(2, 1, 4, 4)
    body = nn.Sequential(*list(plain.children())[:-1])
    assert torch.equal(nn.Sequential(body, plain[-1])(x), plain(x))

    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.last = nn.Linear(4, 4), nn.Linear(4, 2)

        def forward(self, x):
            return self.last(self.first(self.first(x)))

    net, x = Twice(), torch.rand(3, 4)
    body = nn.Sequential(*list(net.children())[:-1])
    assert not torch.allclose(net.last(body(x)), net(x))
    expected, net.last = net.first(net.first(x)), nn.Identity()
    assert torch.equal(net(x), expected)


def test_from_numpy_shares_and_tensor_copies():
    array = numpy.zeros(3)
    shared, copy = torch.from_numpy(array), torch.tensor(array)
    array[0], shared[1] = 1, 2
    assert shared.tolist() == [1, 2, 0] == array.tolist() and copy.tolist() == [0, 0, 0]


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_no_score_between_0_and_1_makes_the_loss_of_a_sigmoid_twice_small(target):
    scores = torch.linspace(-50, 50, 1001).sigmoid()
    loss = nn.BCEWithLogitsLoss(reduction="none")(scores, torch.full_like(scores, target))
    assert loss.min() > 0.31


def test_a_buffer_is_registered_by_a_method_or_by_its_class():
    net = nn.Module()
    net.register_buffer("a", torch.zeros(1))
    net.b = nn.Buffer(torch.zeros(1))
    assert [name for name, _ in net.named_buffers()] == ["a", "b"]
    told(
        "corrections/modules", zh="用 `register_buffer` 或 `nn.Buffer` 注册", en="that `register_buffer` or `nn.Buffer` registers"
    )
