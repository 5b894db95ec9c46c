"""What the prose of the lesson `custom` says beyond the outputs that its page shows: own layers."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.utils import parametrizations, parametrize

from snippets.custom.check_layer import check_layer
from snippets.custom.ex_linear import OwnLinear
from snippets.custom.function import RMSFunction
from snippets.custom.layer import RMSNorm
from snippets.custom.lazy_norm import LazyRMSNorm
from snippets.custom.plain import PlainRMSNorm
from snippets.custom.positive import Positive, Softplus
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)


class Symmetric(nn.Module):
    def forward(self, w):
        return w.triu() + w.triu(1).T


class Inverse(Symmetric):
    def right_inverse(self, w):
        return w


# A layer from scratch


def pair(dtype):
    own, reference = RMSNorm(16, dtype=dtype), nn.RMSNorm(16, eps=1e-6, dtype=dtype)
    nn.init.uniform_(own.weight)
    reference.load_state_dict(own.state_dict())
    return own, reference


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(16,), (3, 16), (2, 5, 16)])
def test_the_layer_equals_that_of_torch(dtype, shape):
    own, reference = pair(dtype)
    x = torch.randn(shape, dtype=dtype)
    assert own(x).dtype == dtype and torch.allclose(own(x), reference(x))


def test_a_row_of_zeros_is_no_division_by_0():
    assert PlainRMSNorm(4)(torch.zeros(2, 4)).tolist() == [[0.0] * 4] * 2


def test_a_layer_that_forgets_its_weight_passes_with_a_weight_of_ones():
    class Forgets(PlainRMSNorm):
        def forward(self, x):
            return super().forward(x) / self.weight

    forgets, reference, x = Forgets(8), nn.RMSNorm(8, eps=1e-6), torch.randn(3, 8)
    assert torch.allclose(forgets(x), reference(x))
    nn.init.uniform_(forgets.weight)
    reference.load_state_dict(forgets.state_dict())
    assert not torch.allclose(forgets(x), reference(x))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_eps_of_torch_depends_on_the_dtype(dtype):
    x = torch.full((2, 8), torch.finfo(dtype).eps, dtype=dtype)
    outputs = [nn.RMSNorm(8, eps=eps, dtype=dtype)(x) for eps in (None, torch.finfo(dtype).eps, 1e-6)]
    assert torch.allclose(outputs[0], outputs[1]) and not torch.allclose(outputs[0], outputs[2])


def test_the_largest_number_of_float16():
    told("custom", 300**2, int(torch.finfo(torch.float16).max), zh="{:,}，超过了 `float16` 能表示的最大的数 {:,}",
         en="{:,}, more than the largest number of `float16`, {:,}")  # fmt: skip


def test_the_formula_and_the_bits():
    x, w = torch.randn(8), torch.rand(8)
    layer = PlainRMSNorm(8)
    with torch.no_grad():
        layer.weight.copy_(w)
    assert torch.allclose(layer(x), x / (x.square().sum() / 8 + 1e-6).sqrt() * w)
    told("custom", 2, zh="x_j^{} +", en="x_j^{} +")
    told("custom", torch.finfo(torch.bfloat16).bits, zh="层常常要处理 {} 位的数", en="used with numbers of {} bits")


# A complete layer


def test_float16_becomes_float32_and_float64_stays():
    wide = {torch.float16: torch.float32, torch.bfloat16: torch.float32, torch.float64: torch.float64}
    assert all(torch.promote_types(narrow, torch.float32) == dtype for narrow, dtype in wide.items())
    assert torch.promote_types(torch.float16, torch.bfloat16) == torch.float32, "neither of the two"


def test_without_extra_repr_the_line_has_no_arguments():
    told("custom", zh="`(1): RMSNorm()`", en="`(1): RMSNorm()`")
    assert repr(nn.Sequential(nn.Linear(4, 8), PlainRMSNorm(8))).splitlines()[2].strip() == "(1): PlainRMSNorm()"


NORMS = [nn.BatchNorm2d(2), nn.LayerNorm(2), nn.GroupNorm(1, 2), nn.RMSNorm(2), nn.InstanceNorm1d(2, affine=True)]
OTHERS = [nn.Linear(2, 2), nn.Conv1d(1, 1, 1), nn.Conv2d(1, 1, 1), nn.ConvTranspose2d(1, 1, 1), nn.Embedding(3, 2)]


@pytest.mark.parametrize("layer", NORMS + OTHERS, ids=lambda layer: type(layer).__name__)
def test_layers_that_can_be_reset(layer):
    assert callable(layer.reset_parameters)


def test_a_normalisation_without_parameters_has_none_and_batchnorm_fills_its_buffers():
    assert not hasattr(nn.LocalResponseNorm(2), "reset_parameters")
    norm = nn.BatchNorm1d(3, device="meta").to_empty(device="cpu")
    norm.running_mean.fill_(7)
    norm.reset_parameters()
    assert norm.running_mean.tolist() == [0, 0, 0] and norm.running_var.tolist() == [1, 1, 1]


def test_attention_has_another_name_for_it_and_the_plain_layer_has_none():
    attention = nn.MultiheadAttention(4, 2)
    assert not hasattr(attention, "reset_parameters") and callable(attention._reset_parameters)
    assert not hasattr(PlainRMSNorm(2), "reset_parameters")


# Parametrizations


def test_wrapping_the_result_in_a_parameter_leaves_the_optimizer_with_the_old_one():
    layer = nn.Linear(3, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    layer.weight = nn.Parameter(F.softplus(layer.weight.detach()))
    assert all(layer.weight is not p for p in optimizer.param_groups[0]["params"])


def test_an_earlier_optimizer_goes_on_working_except_with_weight_norm():
    layer = nn.Linear(3, 3)
    weight = layer.weight
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    parametrize.register_parametrization(layer, "weight", Symmetric())
    assert layer.parametrizations.weight.original is weight
    before = layer.weight.clone()
    layer(torch.ones(2, 3)).sum().backward()
    optimizer.step()
    assert not torch.equal(layer.weight, before) and torch.equal(layer.weight, layer.weight.T)
    other = nn.Linear(3, 3)
    weight = other.weight
    parametrizations.weight_norm(other)
    assert all(p is not weight for p in other.parametrizations.weight.parameters())


def test_a_right_inverse_of_symmetric_may_return_its_argument():
    layer = nn.Linear(3, 3)
    parametrize.register_parametrization(layer, "weight", Inverse())
    layer.weight = torch.eye(3)
    assert torch.equal(layer.weight, torch.eye(3))


def test_the_weight_after_registering():
    for rule, start in ((Softplus(), F.softplus(torch.tensor(1.0))), (Positive(), torch.tensor(1.0))):
        layer = RMSNorm(2)
        parametrize.register_parametrization(layer, "weight", rule)
        assert torch.allclose(layer.weight, start.expand(2))
    layer.weight = torch.tensor([-1.0, 2.0])
    assert layer.weight.isnan().tolist() == [True, False]


def test_registering_checks_the_shape_and_not_the_values():
    class Other(nn.Module):
        def __init__(self, change):
            super().__init__()
            self.right_inverse = change

        def forward(self, w):
            return w * 1

    def register(change):
        layer = nn.Linear(3, 3)
        parametrize.register_parametrization(layer, "weight", Other(change))
        return layer.weight

    for change, word in ((lambda w: w[:1], "shape"), (lambda w: w.double(), "dtype")):
        with pytest.raises(ValueError, match=f"may not change the {word}"):
            register(change)
    assert (register(torch.zeros_like) == 0).all()


@pytest.mark.parametrize("rule", [Symmetric(), Inverse(), Softplus(), Positive()])
def test_the_original_is_the_parameter_with_a_right_inverse_too(rule):
    layer = nn.Linear(3, 3)
    nn.init.uniform_(layer.weight)
    weight = layer.weight
    parametrize.register_parametrization(layer, "weight", rule)
    assert layer.parametrizations.weight.original is weight


def test_inside_cached_the_weight_does_not_follow():
    layer = nn.Linear(3, 3)
    parametrize.register_parametrization(layer, "weight", Symmetric())
    with parametrize.cached():
        before = layer.weight.clone()
        with torch.no_grad():
            layer.parametrizations.weight.original.add_(1)
        assert torch.equal(layer.weight, before)
    assert not torch.equal(layer.weight, before)


# Lazy modules


def test_what_fails_before_the_first_call():
    layer = nn.LazyLinear(2)
    message = "Attempted to use an uninitialized parameter"
    raises("custom", message, lambda: layer.apply(lambda m: nn.init.ones_(m.weight)), ValueError)
    with pytest.raises(ValueError, match=message):
        sum(p.numel() for p in layer.parameters())
    with pytest.raises(ValueError, match=message):
        nn.init.xavier_uniform_(layer.weight)
    other = "Can't access the shape of an uninitialized parameter"
    raises("custom", other, lambda: nn.init.kaiming_normal_(layer.weight))


def test_a_first_call_in_training_mode_changes_running_statistics():
    for training in (True, False):
        net = nn.Sequential(nn.LazyConv2d(2, 3), nn.BatchNorm2d(2)).train(training)
        with torch.no_grad():
            net(torch.rand(1, 1, 8, 8))
        assert bool(net[1].num_batches_tracked) == training


def test_the_features_of_the_larger_image():
    count = 6 * (32 - 4) ** 2
    told("custom", count, zh="32×32 的图有 {:,} 个特征", en="32×32 pixels gives {:,} features")


def test_the_lazy_layer_equals_the_ordinary_one_and_loads_a_state_dict():
    lazy, plain = LazyRMSNorm(), RMSNorm(6)
    nn.init.uniform_(plain.weight)
    lazy.load_state_dict(plain.state_dict())
    x = torch.randn(2, 6)
    assert torch.equal(lazy(x), plain(x)) and type(lazy) is RMSNorm and repr(lazy) == repr(plain)


def test_why_the_mixin_comes_first_and_reset_parameters_is_overridden():
    class Reverse(RMSNorm, LazyModuleMixin):
        cls_to_become = RMSNorm
        __init__ = lambda self: (RMSNorm.__init__(self, 0), setattr(self, "weight", nn.UninitializedParameter()))[0]  # noqa: E731
        initialize_parameters = LazyRMSNorm.initialize_parameters

    with pytest.raises(ValueError, match="Attempted to use an uninitialized parameter"):
        Reverse()(torch.ones(2, 3))
    layer = LazyRMSNorm()
    layer.reset_parameters()
    with pytest.raises(ValueError, match="Attempted to use an uninitialized parameter"):
        RMSNorm.reset_parameters(layer)


# A backward pass of your own


def test_the_gradients_agree_with_the_recorded_ones_for_each_shape():
    for shape in ((8,), (3, 8), (2, 3, 8)):
        layer = PlainRMSNorm(8)
        nn.init.uniform_(layer.weight)
        x, other = (torch.randn(shape, generator=torch.Generator().manual_seed(1)).requires_grad_() for _ in range(2))
        v = torch.randn(shape)
        layer(x).backward(v)
        weight = layer.weight.detach().clone().requires_grad_()
        RMSFunction.apply(other, weight, layer.eps).backward(v)
        assert torch.allclose(x.grad, other.grad, atol=1e-6) and torch.allclose(layer.weight.grad, weight.grad, atol=1e-6)


def test_what_is_saved():
    rows, features = 1000, 64
    own = rows * features + rows + features
    assert own + rows * features == 129064 and own == 65064


def test_the_second_derivative_is_wrong_without_an_error():
    def second(function):
        x = torch.tensor([[0.5, 1.0, -2.0]], requires_grad=True)
        (first,) = torch.autograd.grad(function(x).square().mul(torch.tensor([1.0, 2.0, 3.0])).sum(), x, create_graph=True)
        return torch.autograd.grad(first.square().sum(), x)[0]

    layer = PlainRMSNorm(3)
    right, wrong = second(layer), second(lambda x: RMSFunction.apply(x, layer.weight, layer.eps))
    assert not torch.allclose(right, wrong, atol=1e-3)


# A checklist


def test_batchnorm_fails_the_check_of_one_sample():
    norm, x = nn.BatchNorm1d(8), torch.randn(3, 8)
    with pytest.raises(ValueError, match="more than 1 value"):
        norm(x[:1])
    assert not torch.allclose(norm(x[:2]), norm(x)[:2])


class Doubled(RMSFunction):
    @staticmethod
    def backward(ctx, grad_output):
        grad_x, grad_weight, eps = RMSFunction.backward(ctx, grad_output)
        return grad_x, 2 * grad_weight, eps


class WrongWeight(RMSNorm):
    def forward(self, x):
        return Doubled.apply(x, self.weight, self.eps)


def test_gradcheck_sees_the_gradients_of_the_parameters():
    with pytest.raises(RuntimeError, match="with respect to input 1"):
        check_layer(lambda: WrongWeight(8), torch.randn(3, 8))


def test_dropout_fails_three_checks_in_training_mode_and_none_after_eval():
    make, x = lambda: nn.Sequential(nn.Linear(8, 4), nn.Dropout(0.5)), torch.randn(3, 8)
    with pytest.raises(RuntimeError):
        check_layer(make, x)
    net = make()
    assert not torch.equal(net(x), net(x)) and not torch.allclose(net(x[:1]), net(x)[:1])
    assert all(check_layer(lambda: make().eval(), x).values())


def test_a_plain_tensor_does_not_move():
    class Holds(nn.Module):
        def __init__(self):
            super().__init__()
            self.factor = torch.ones(3)

        def forward(self, x):
            return x @ self.factor

    with pytest.raises(RuntimeError, match="meta"):
        Holds().to("meta")(torch.ones(2, 3, device="meta"))


def test_a_conversion_to_float32_fails_gradcheck():
    x = torch.randn(2, 4, dtype=torch.float64, requires_grad=True)
    with pytest.raises(RuntimeError, match="Jacobian mismatch"):
        torch.autograd.gradcheck(lambda x: PlainRMSNorm(4)(x.float()).double(), (x,))


def test_a_copy_is_independent():
    layer = RMSNorm(4)
    twin = copy.deepcopy(layer)
    nn.init.zeros_(twin.weight)
    assert layer.weight.tolist() == [1.0] * 4


# Exercises


@pytest.mark.parametrize("sizes", [(1, 4), (7, 2), (64, 32)])
def test_exercise_2_the_start_is_that_of_linear(sizes):
    layers = []
    for kind in (OwnLinear, nn.Linear):
        torch.manual_seed(3)
        layers.append(kind(*sizes))
    own, reference = layers
    assert torch.allclose(own.weight, reference.weight) and torch.allclose(own.bias, reference.bias)
    bound = sizes[0] ** -0.5
    assert max(p.abs().max() for p in reference.parameters()) <= bound


def test_exercise_3_the_logarithm_is_a_right_inverse_of_softmax():
    w = torch.rand(4, 5).softmax(-1)
    assert torch.allclose(w.log().softmax(-1), w)
