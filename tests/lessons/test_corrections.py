"""The corrections: how their pages are made, and what they say beyond the outputs that they show."""

from __future__ import annotations

import inspect
import re
import warnings

import pytest
import torch
from torch import nn

from tools.base.project import DOCS, ROOT
from tools.page.lists import reference
from tools.sources.entries import entries

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


@pytest.mark.parametrize(("values", "zero"), [([1.0, 2.0, 3.0], False), ([0.0, 0.0, 5.0], False), ([4.0, 4.0, 4.0], True)])
def test_right_predictions_of_another_shape_have_no_loss_only_where_all_targets_are_equal(values, zero):
    target = torch.tensor(values)
    with pytest.warns(UserWarning, match="Using a target size"):
        assert (nn.MSELoss()(target[:, None], target) == 0).item() is zero


@pytest.mark.parametrize("change", [None, 1.0])
def test_forward_runs_no_hook_and_differs_from_a_call_only_where_a_hook_changes_the_output(change):
    layer, x, ran = nn.Linear(3, 2), torch.ones(1, 3), []
    layer.register_forward_pre_hook(lambda module, args: ran.append("before"))
    layer.register_forward_hook(lambda module, args, output: ran.append("after") or (output + change if change else None))
    direct = layer.forward(x)
    assert ran == []
    assert torch.equal(layer(x), direct) is (change is None) and ran == ["before", "after"]


def test_softmax_twice_makes_every_gradient_smaller():
    torch.manual_seed(0)
    for classes, scale in [(2, 0.1), (2, 10), (3, 1), (10, 0.1), (10, 10)]:
        for _ in range(50):
            scores = (torch.randn(1, classes) * scale).requires_grad_()
            target = torch.randint(classes, (1,))
            once, twice = (
                torch.autograd.grad(nn.functional.cross_entropy(output, target), scores)[0].norm()
                for output in (scores, scores.softmax(1))
            )
            assert twice <= once


def test_without_super_init_the_first_assignment_raises_or_else_the_first_call():
    class Net(nn.Module):
        def __init__(self, layer):
            if layer:
                self.layer = layer

        def forward(self, x):
            return x

    with pytest.raises(AttributeError, match=r"cannot assign module before Module.__init__\(\) call"):
        Net(nn.ReLU())
    with pytest.raises(AttributeError, match="_backward_hooks"):
        Net(None)(torch.ones(1))
