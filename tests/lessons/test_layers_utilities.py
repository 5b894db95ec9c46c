"""layers/utilities: what belongs to torch.nn and is not a layer."""

import inspect
import re
import warnings

import pytest
import torch
from torch import nn
from torch.nn import utils
from torch.nn.utils import parametrizations, parametrize, prune, rnn

from tests.helpers.told import told
from tools.base.project import DOCS

CLASSES = {name for name in dir(nn) if inspect.isclass(kind := getattr(nn, name)) and not issubclass(kind, nn.Module)}
FUNCTIONS = {*utils.__all__, *rnn.__all__, *parametrizations.__all__, "register_parametrization", "remove_parametrizations"}
FUNCTIONS |= {
    "cached",
    "is_parametrized",
    "random_unstructured",
    "ln_structured",
    "random_structured",
    "global_unstructured",
    "remove",
}
ELSEWHERE = {"LinearCrossEntropyOptions": "losses"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_name_is_told(language):
    """A class of torch.nn that is not a module, and what torch.nn.utils gives; torch may gain more."""
    page = (DOCS / language / "layers/utilities.md").read_text("utf-8")
    words = set(re.findall(r"\w+", page))
    assert (CLASSES - ELSEWHERE.keys()) | FUNCTIONS <= words
    assert ELSEWHERE.keys() <= CLASSES


def test_integers_need_requires_grad_false():
    with pytest.raises(RuntimeError, match="Only Tensors of floating point"):
        nn.Parameter(torch.tensor([1, 2]))
    assert nn.Parameter(torch.tensor([1, 2]), requires_grad=False).dtype == torch.int64
    told("layers/utilities", zh="整数要写 `requires_grad=False`", en="integers need `requires_grad=False`")


def test_a_python_list_hides_parameters():
    net = nn.Module()
    net.hidden = [nn.Parameter(torch.ones(1))]
    assert not list(net.parameters())
    net.seen = nn.ParameterList(net.hidden)
    assert len(list(net.parameters())) == 1


def test_register_buffer_does_the_same():
    for persistent in (True, False):
        one, other = nn.Module(), nn.Module()
        one.mean = nn.Buffer(torch.zeros(2), persistent=persistent)
        other.register_buffer("mean", torch.zeros(2), persistent=persistent)
        assert list(one.state_dict()) == list(other.state_dict()) == ["mean"] * persistent
        assert [name for name, _ in one.named_buffers()] == [name for name, _ in other.named_buffers()] == ["mean"]


def test_a_lazy_layer_has_no_shape_before_its_first_call():
    layer = nn.LazyLinear(2)
    assert isinstance(layer.weight, nn.UninitializedParameter)
    with pytest.raises(RuntimeError, match="Can't access the shape of an uninitialized parameter or buffer"):
        print(layer.weight.shape)
    layer(torch.ones(1, 3))
    assert layer.weight.shape == (2, 3)


def test_clipping_by_norm_keeps_the_direction_and_by_value_does_not():
    layer = nn.Linear(2, 1, bias=False)
    for clip, same in ((lambda: utils.clip_grad_norm_(layer.parameters(), 1.0), True),
                       (lambda: utils.clip_grad_value_(layer.parameters(), 3.5), False)):  # fmt: skip
        layer.weight.grad = torch.tensor([[3.0, 4.0]])
        clip()
        assert torch.isclose(layer.weight.grad[0, 0] / layer.weight.grad[0, 1], torch.tensor(0.75)) == same
    layer.weight.grad = torch.tensor([[0.3, 0.4]])
    utils.clip_grad_norm_(layer.parameters(), 1.0)
    assert layer.weight.grad.tolist() == torch.tensor([[0.3, 0.4]]).tolist()
    assert utils.get_total_norm([layer.weight.grad]) == pytest.approx(0.5)
    utils.clip_grads_with_norm_(layer.parameters(), 0.25, torch.tensor(0.5))
    assert layer.weight.grad.norm() == pytest.approx(0.25, rel=1e-4)


@pytest.mark.parametrize("old", [utils.clip_grad_norm, utils.weight_norm])
def test_old_names_warn(old):
    layer = nn.Linear(2, 1)
    with pytest.warns(FutureWarning, match="deprecated"):
        old(layer.parameters(), 1.0) if old is utils.clip_grad_norm else old(layer)


def test_the_older_spectral_norm_does_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        utils.spectral_norm(nn.Linear(2, 1))


def test_stateless_is_replaced():
    with pytest.warns(FutureWarning, match="torch.func.functional_call"):
        utils.stateless.functional_call(nn.Linear(2, 1), {}, torch.ones(1, 2))


def test_vectors_come_back_in_the_same_order():
    layer = nn.Linear(2, 1)
    before = [parameter.clone() for parameter in layer.parameters()]
    utils.vector_to_parameters(utils.parameters_to_vector(layer.parameters()), layer.parameters())
    assert all(map(torch.equal, before, layer.parameters()))


def test_the_longest_sequence_comes_first():
    padded = torch.zeros(2, 3)
    with pytest.raises(RuntimeError, match="must be sorted in decreasing order"):
        rnn.pack_padded_sequence(padded, [1, 3], batch_first=True)
    packed = rnn.pack_padded_sequence(padded, [1, 3], batch_first=True, enforce_sorted=False)
    assert torch.equal(rnn.invert_permutation(packed.sorted_indices), packed.unsorted_indices)
    assert [len(one) for one in rnn.unpack_sequence(packed)] == [1, 3]


def test_a_parametrization_is_computed_each_time_it_is_read():
    layer = parametrizations.weight_norm(nn.Linear(2, 1))
    assert layer.weight is not layer.weight and parametrize.is_parametrized(layer)
    parametrize.remove_parametrizations(layer, "weight")
    assert layer.weight is layer.weight and isinstance(layer.weight, nn.Parameter)


def test_a_layer_can_be_fused_in_evaluation_mode_only():
    with pytest.raises(AssertionError, match="Fusion only for eval"):
        utils.fuse_conv_bn_eval(nn.Conv2d(1, 1, 1), nn.BatchNorm2d(1))


def test_pruning_stores_and_multiplies_the_zeros():
    layer = nn.Linear(4, 2)
    prune.l1_unstructured(layer, "weight", amount=0.5)
    assert torch.equal(layer.weight, layer.weight_orig * layer.weight_mask) and prune.is_pruned(layer)
    prune.remove(layer, "weight")
    assert layer.weight.shape == (2, 4) and layer.weight.layout == torch.strided and (layer.weight == 0).sum() == 4
    kept = prune.ln_structured(nn.Linear(4, 2), "weight", amount=1, n=2, dim=0).weight
    assert (kept == 0).all(dim=1).sum() == 1


def test_pruned_weights_can_be_trained_again():
    layer = prune.l1_unstructured(nn.Linear(4, 1, bias=False), "weight", amount=0.5)
    layer(torch.ones(1, 4)).sum().backward()
    assert (layer.weight_orig.grad == 0).sum() == 2
    prune.remove(layer, "weight")
    layer(torch.ones(1, 4)).sum().backward()
    assert (layer.weight.grad != 0).all()


def test_all_lengths_are_sorted():
    with pytest.raises(RuntimeError, match="must be sorted in decreasing order"):
        rnn.pack_padded_sequence(torch.zeros(3, 3), [3, 1, 2], batch_first=True)


def test_which_lazy_layers_have_which():
    assert not list(nn.LazyLinear(2).buffers())
    assert any(isinstance(buffer, nn.UninitializedBuffer) for buffer in nn.LazyBatchNorm1d().buffers())


def test_a_cached_parametrization_is_computed_once():
    layer = parametrizations.weight_norm(nn.Linear(2, 1))
    with parametrize.cached():
        once, again = layer.weight, layer.weight
    assert once is again


def test_fusing_needs_running_statistics():
    with pytest.raises(AssertionError, match="running_mean"):
        utils.fuse_conv_bn_eval(nn.Conv2d(1, 1, 1).eval(), nn.BatchNorm2d(1, track_running_stats=False).eval())
    linear, norm, x = nn.Linear(2, 3).eval(), nn.BatchNorm1d(3).eval(), torch.randn(4, 2)
    assert torch.allclose(utils.fuse_linear_bn_eval(linear, norm)(x), norm(linear(x)), atol=1e-6)
