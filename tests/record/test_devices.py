"""Seeded draws give the same numbers on every device. The claims are about CUDA; most of them can be proved without it:

- on meta, which stands for a GPU: nothing is drawn there, whatever draws inside (`DrawsOnDevice`);
- on the CPU, sent the same long way as CUDA tensors (`Detour`): the numbers are those of a plain run, bit for bit;
- where there is a GPU, the numbers themselves.
"""

from __future__ import annotations

import contextlib
import io
import re

import numpy
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import distributions, nn
from torch.utils._device import _device_constructors
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler, random_split

from tools.record.runner.devices import (
    CPU,
    NEVER_DRAW,
    DrawsOnDevice,
    SeededOnCPU,
    draw_on_cpu,
    is_seeded,
    machine,
    why_not_on_cpu,
    without_device,
)

aten = torch.ops.aten


# Examples that draw. Each returns its numbers.


def made(cls, *args, **kwargs):
    return lambda: list(cls(*args, **kwargs).parameters())


def passed(*args):
    """A module in training, fed ones; the module is made inside, so what it draws at birth counts too."""
    cls, arguments, shape = args[0], args[1], args[2]
    return lambda: cls(*arguments)(torch.ones(shape))


def attention(cls, **kwargs):
    def example():
        x = torch.ones(2, 3, 4)
        return cls(4, 2, dropout=0.5, batch_first=True, **kwargs)(*([x] * (3 if cls is nn.MultiheadAttention else 1)))

    return example


def inference(example):
    return lambda: torch.inference_mode()(example)()


def scaled_dot_product():
    q = torch.ones(1, 2, 3, 4)
    return F.scaled_dot_product_attention(q, q, q, dropout_p=0.5)


def rnn(cls):
    return lambda: cls(3, 4, num_layers=2, dropout=0.5)(torch.ones(5, 2, 3))


def shuffled():
    return list(DataLoader(TensorDataset(torch.arange(6.0)), batch_size=2, shuffle=True))


def shuffled_by_generator():
    generator = torch.Generator().manual_seed(1)
    return list(DataLoader(TensorDataset(torch.arange(6.0)), batch_size=2, shuffle=True, generator=generator))


def split():
    return [torch.tensor(part.indices) for part in random_split(range(9), [6, 3])]


def training_step():
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Dropout(), nn.Flatten(), nn.Linear(72, 3))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    for _ in range(2):
        optimizer.zero_grad()
        F.cross_entropy(net(torch.randn(4, 1, 8, 8)), torch.randint(3, (4,))).backward()
        optimizer.step()
    return list(net.parameters())


INIT = {
    "uniform_": (), "normal_": (), "trunc_normal_": (), "xavier_uniform_": (), "xavier_normal_": (),
    "kaiming_uniform_": (), "kaiming_normal_": (), "orthogonal_": (), "sparse_": (0.5,),
}  # fmt: skip
INIT_WITHOUT_DRAWS = {"constant_": (1.0,), "ones_": (), "zeros_": (), "eye_": (), "dirac_": ()}

EXAMPLES = {
    "Linear": made(nn.Linear, 3, 2),
    "Conv1d": made(nn.Conv1d, 3, 2, 3),
    "Conv2d": made(nn.Conv2d, 3, 2, 3),
    "Conv3d": made(nn.Conv3d, 3, 2, 3),
    "ConvTranspose2d": made(nn.ConvTranspose2d, 3, 2, 3),
    "Embedding": made(nn.Embedding, 5, 3),
    "Bilinear": made(nn.Bilinear, 3, 4, 2),
    "LSTM": made(nn.LSTM, 3, 4),
    "GRU": made(nn.GRU, 3, 4),
    "MultiheadAttention": made(nn.MultiheadAttention, 4, 2),
    "TransformerEncoderLayer": made(nn.TransformerEncoderLayer, 4, 2, 8),
    **{
        f"init.{name}": lambda name=name, args=args: getattr(nn.init, name)(torch.empty(4, 6), *args)
        for name, args in INIT.items()
    },
    "Dropout": passed(nn.Dropout, (), (4, 6)),
    "Dropout1d": passed(nn.Dropout1d, (), (2, 3, 4)),
    "Dropout2d": passed(nn.Dropout2d, (), (2, 3, 4, 4)),
    "Dropout3d": passed(nn.Dropout3d, (), (2, 3, 4, 4, 4)),
    "AlphaDropout": passed(nn.AlphaDropout, (), (4, 6)),
    "FeatureAlphaDropout": passed(nn.FeatureAlphaDropout, (), (2, 3, 4)),
    "RReLU": lambda: nn.RReLU()(-torch.ones(4, 6)),
    "F.dropout": lambda: F.dropout(torch.ones(4, 6)),
    "F.dropout inplace": lambda: F.dropout(torch.ones(4, 6), inplace=True),
    "native_dropout": lambda: torch.native_dropout(torch.ones(4, 6), 0.5, True),
    "dropout in inference mode": inference(passed(nn.Dropout, (), (4, 6))),
    "rrelu in inference mode": inference(lambda: F.rrelu_(-torch.ones(4, 6), training=True)),
    "RNN dropout": rnn(nn.RNN),
    "LSTM dropout": rnn(nn.LSTM),
    "GRU dropout": rnn(nn.GRU),
    "LSTM dropout in inference mode": inference(rnn(nn.LSTM)),
    "attention": scaled_dot_product,
    "attention in inference mode": inference(scaled_dot_product),
    "MultiheadAttention dropout": attention(nn.MultiheadAttention),
    "TransformerEncoderLayer dropout": attention(nn.TransformerEncoderLayer, dim_feedforward=8),
    "DataLoader": shuffled,
    "DataLoader generator": shuffled_by_generator,
    "random_split": split,
    "WeightedRandomSampler": lambda: torch.tensor(list(WeightedRandomSampler([0.1, 0.2, 0.7], 5))),
    "training step": training_step,
    "rand": lambda: torch.rand(5),
    "rand half": lambda: torch.rand(5, dtype=torch.float16),
    "randn": lambda: torch.randn(40),
    "randn complex": lambda: torch.randn(5, dtype=torch.complex64),
    "randint": lambda: torch.randint(2, 9, (5,)),
    "randperm": lambda: torch.randperm(9),
    "generator": lambda: [torch.rand(5, generator=torch.Generator().manual_seed(1)), torch.rand(5)],
    "rand_like": lambda: torch.rand_like(torch.ones(3, 4).t()),
    "randint_like": lambda: torch.randint_like(torch.ones(3, 4), 9),
    "multinomial": lambda: torch.multinomial(torch.ones(2, 5), 3),
    "bernoulli": lambda: torch.bernoulli(torch.full((4, 5), 0.5)),
    "bernoulli expanded": lambda: torch.bernoulli(torch.full((1, 5), 0.5).expand(4, 5)),
    "poisson": lambda: torch.poisson(torch.full((4, 5), 3.0)),
    "normal": lambda: torch.normal(torch.zeros(5), torch.ones(5)),
    "gumbel_softmax": lambda: F.gumbel_softmax(torch.ones(2, 5)),
    "in place": lambda: [getattr(torch.ones(20), f"{name}_")(*args) for name, args in IN_PLACE.items()],
    "in place, strided": lambda: torch.zeros(20, 40)[:, ::2].normal_(),
    "in place, transposed": lambda: torch.zeros(20, 40).t().normal_(),
    "in place, a row": lambda: torch.zeros(20, 40)[3].normal_(),
    "in place, by tensor": lambda: torch.zeros(4, 5).bernoulli_(torch.full((5,), 0.5)),
    "out": lambda: torch.rand(4, 5, out=torch.empty(4, 5)),
    "out, resized": lambda: torch.randn(4, 5, out=torch.empty(0)),
    "out, multinomial": lambda: torch.multinomial(torch.ones(5), 3, out=torch.empty(0, dtype=torch.int64)),
    "Normal": lambda: distributions.Normal(torch.zeros(3), torch.ones(3)).sample((4,)),
    "Normal.rsample": lambda: distributions.Normal(torch.zeros(3), torch.ones(3)).rsample((4,)),
    "Categorical": lambda: distributions.Categorical(torch.ones(2, 3)).sample((4,)),
    "Dirichlet": lambda: distributions.Dirichlet(torch.ones(3)).sample((4,)),
    "Binomial": lambda: distributions.Binomial(5, torch.full((3,), 0.5)).sample(),
}
IN_PLACE = {
    "uniform": (), "normal": (), "bernoulli": (0.5,), "random": (), "exponential": (), "geometric": (0.5,),
    "cauchy": (), "log_normal": (),
}  # fmt: skip

# What has the tag, or looks as if it might draw, and does not.
QUIET = {
    **{
        f"init.{name}": lambda name=name, args=args: getattr(nn.init, name)(
            torch.empty(4, 6, 3) if name == "dirac_" else torch.empty(4, 6), *args
        )
        for name, args in INIT_WITHOUT_DRAWS.items()
    },
    "dropout 0": lambda: F.dropout(torch.ones(3), 0.0),
    "dropout 0 in inference mode": inference(lambda: F.dropout(torch.ones(3), 0.0)),
    "dropout in eval": lambda: nn.Dropout().eval()(torch.ones(3)),
    "dropout in eval in inference mode": inference(lambda: nn.Dropout().eval()(torch.ones(3))),
    "native_dropout not training": lambda: torch.native_dropout(torch.ones(3), 0.5, False),
    "rrelu in eval": lambda: F.rrelu(-torch.ones(3)),
    "attention without dropout": lambda: F.scaled_dot_product_attention(*[torch.ones(1, 2, 3, 4)] * 3),
    "choice of an attention kernel": lambda: aten._fused_sdp_choice(*[torch.ones(1, 2, 3, 4)] * 3, dropout_p=0.5),
}


class MetaReadsAsOne(TorchDispatchMode):
    """Meta tensors cannot be copied to the CPU. Under this mode they can, and are full of ones: a GPU to prove things on."""

    def __torch_dispatch__(self, op, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if op is aten._local_scalar_dense.default and args[0].is_meta:
            return torch.ones((), dtype=args[0].dtype, device=CPU).item()
        if op is aten._to_copy.default and args[0].is_meta and torch.device(kwargs.get("device") or "meta") == CPU:
            return torch.ones(args[0].shape, dtype=kwargs.get("dtype") or args[0].dtype, device=CPU)
        if op is aten.copy_.default and args[1].is_meta and not args[0].is_meta:
            return args[0].fill_(1)
        if op._can_decompose():  # Tensor.to comes whole from inside another mode
            with self:
                return op.decompose(*args, **kwargs)
        return op(*args, **kwargs)


class Detour(SeededOnCPU):
    """Sends CPU tensors the way of CUDA tensors: copied, drawn, brought back."""

    def draw(self, op, call, home):
        self.draws += 1
        return draw_on_cpu(op, call, home)


def off_cpu(example, *inner) -> int:
    """How many draws of the example ran on meta."""
    with torch.device("meta"), MetaReadsAsOne(), DrawsOnDevice(numberless="") as proof, contextlib.ExitStack() as stack:
        for mode in inner:
            stack.enter_context(mode)
        if not inner:  # some ops exist for CPU and CUDA only: the draw has been counted when they say so
            stack.enter_context(contextlib.suppress(NotImplementedError))
        example()
    return proof.draws


def numbers(example, mode=None):
    """The example's numbers after `torch.manual_seed(0)`, and where it left the generator."""
    torch.manual_seed(0)
    with mode or contextlib.nullcontext():
        result = example()
    return [leaf.detach() for leaf in torch.utils._pytree.tree_leaves(result)], torch.get_rng_state()


def assert_same(one, other):
    assert torch.equal(one[1], other[1]), "the generator stands elsewhere"
    assert len(one[0]) == len(other[0]) > 0
    for a, b in zip(one[0], other[0], strict=True):
        assert a.stride() == b.stride()
        assert torch.equal(a, b)


each = pytest.mark.parametrize("name", EXAMPLES)
quiet = pytest.mark.parametrize("name", QUIET)


# Nothing is drawn on the device


# These look at `is_meta` and return at once. What they draw by (normal_, uniform_, randperm) has examples of its own.
SKIP_META = {"init.trunc_normal_", "init.orthogonal_", "init.sparse_"}


@each
def test_all_draws_leave_the_device(name):
    assert (off_cpu(EXAMPLES[name]) > 0) == (name not in SKIP_META), "without the mode the proof must see the draws"
    assert off_cpu(EXAMPLES[name], mode := SeededOnCPU(numberless="")) == 0
    assert (mode.draws > 0) == (name not in SKIP_META)


@quiet
def test_what_draws_nothing_stays_on_the_device(name):
    assert off_cpu(QUIET[name]) == 0
    assert off_cpu(QUIET[name], mode := SeededOnCPU(numberless="")) == 0
    assert mode.draws == 0


def test_results_come_home():
    with torch.device("meta"), MetaReadsAsOne(), SeededOnCPU(numberless=""):
        x = torch.ones(3, 4)
        results = torch.rand(3), torch.rand_like(x), F.dropout(x), torch.multinomial(x, 2), *torch.native_dropout(x, 0.5, True)
        assert {result.device.type for result in results} == {"meta"}
        assert x.normal_() is x
        with torch.inference_mode():  # elsewhere autograd sees to it
            y = torch.ones(3)
            assert aten.normal_.default(y) is y
        assert torch.rand(3, 4, out=x) is x
        assert torch.rand(3, device="cpu").device == CPU
        assert torch.rand_like(x, device="cpu").device == CPU


def test_every_init_function_is_known():
    there = {name for name in dir(nn.init) if name.endswith("_") and not name.startswith("_")}
    assert there == INIT.keys() | INIT_WITHOUT_DRAWS.keys()


# The numbers are those of the CPU


@each
def test_on_the_cpu_the_mode_changes_nothing(name):
    assert_same(numbers(EXAMPLES[name]), numbers(EXAMPLES[name], SeededOnCPU()))


@each
def test_the_way_through_copies_keeps_the_numbers(name):
    mode = Detour()
    assert_same(numbers(EXAMPLES[name]), numbers(EXAMPLES[name], mode))
    assert mode.draws > 0


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("layout", ["contiguous", "transposed", "channels_last", "strided"])
def test_the_dropout_kernel_of_cuda_has_the_mask_of_the_cpu(p, layout):
    """CUDA's dropout is `native_dropout`, the CPU's is `bernoulli_`: run on the CPU, both must zero the same places."""
    x = torch.ones(2, 3, 4, 6)
    x = {
        "contiguous": x,
        "transposed": x.transpose(1, 2),
        "channels_last": x.to(memory_format=torch.channels_last),
        "strided": x[..., ::2],
    }[layout]
    (cpu,), state = numbers(lambda: F.dropout(x, p))
    (cuda, mask), after = numbers(lambda: torch.native_dropout(x, p, True))
    assert torch.equal(cpu != 0, mask)
    assert torch.equal(state, after)
    torch.testing.assert_close(cpu, cuda)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device: numbers on a GPU can only be seen on one")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if not re.match("(RNN|LSTM|GRU) dropout", name)])
def test_cuda_has_the_numbers_of_the_cpu(name):
    cpu, _ = numbers(EXAMPLES[name])
    with machine("cuda") as run, DrawsOnDevice() as proof:
        cuda, _ = numbers(EXAMPLES[name], run(False))
    assert proof.draws == 0
    for one, other in zip(cpu, cuda, strict=True):
        torch.testing.assert_close(one, other.cpu(), rtol=1e-4, atol=1e-5)


# Nothing else changes


def names_of_graph(tensor) -> list[str]:
    seen, waiting, names = set(), [tensor.grad_fn], []
    while waiting:
        if (node := waiting.pop()) is not None and node not in seen:
            seen.add(node)
            names.append(node.name())
            waiting += [parent for parent, _ in node.next_functions]
    return names


@pytest.mark.parametrize("mode", [SeededOnCPU, Detour])
def test_the_graph_of_backward_is_the_same(mode):
    net = nn.Sequential(nn.Conv1d(3, 4, 3), nn.BatchNorm1d(4), nn.RReLU(), nn.Dropout(), nn.Linear(6, 4), nn.GELU())
    layer, lstm = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), nn.LSTM(4, 4, 2, dropout=0.5)
    x = torch.ones(2, 3, 8, requires_grad=True)

    def example():
        drawn = net(x) + torch.randn(2, 4, 4)
        return lstm(layer(drawn) + F.scaled_dot_product_attention(drawn, drawn, drawn, dropout_p=0.5))[0].sum()

    plain = names_of_graph(example())
    with mode():
        assert names_of_graph(example()) == [name.replace("ReshapeAlias", "View") for name in plain]
    assert len(plain) > 50


VIEWS = {
    "reshape": lambda x: x[:, 0, 0].reshape(2, 2, 2),
    "matmul": lambda x: torch.ones(2, 3, 3) @ x[:, :, 0],
    "linear": lambda x: F.linear(x[:, 0], torch.ones(2, 4), torch.ones(2)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_on_the_cpu_machine_no_name_changes(name):
    """Under any mode torch's `reshape` is another (ReshapeAlias becomes View), so there is none on the CPU."""
    x = torch.ones(2, 3, 3, 4, requires_grad=True)
    plain = names_of_graph(VIEWS[name](x))
    with machine("cpu") as run, run(False):
        assert names_of_graph(VIEWS[name](x)) == plain
    with SeededOnCPU():
        assert names_of_graph(VIEWS[name](x)) != plain, "no longer so: the CPU could have the mode as well"


@pytest.mark.parametrize("device", ["cpu", "meta"])
def test_what_an_earlier_block_compiled_stays_compiled(device):
    graphs = []
    with machine(device) as run, run(False):
        net = torch.compile(nn.Linear(3, 2), backend=lambda graph, _: graphs.append(graph) or graph.forward)
        net(torch.ones(1, 3))
    assert len(graphs) == 1


def test_errors_say_the_same():
    def said(mode):
        with mode, pytest.raises(RuntimeError) as leaf:
            nn.Linear(2, 2).weight.normal_()
        with mode, pytest.raises(RuntimeError) as generator:
            torch.ones(2).uniform_(3, 1)
        return str(leaf.value), str(generator.value)

    assert said(SeededOnCPU()) == said(contextlib.nullcontext())


def test_higher_order_ops_pass():
    with SeededOnCPU() as mode:
        drawn = torch.func.vmap(lambda x: x + torch.rand(3), randomness="different")(torch.ones(2, 3))
        assert torch.cond(torch.tensor(True), torch.sin, torch.cos, (drawn,)).equal(drawn.sin())
    assert mode.draws == 1


@pytest.mark.parametrize(
    ("draws", "example"),
    [
        (0, lambda: torch.ones(3)),
        (1, lambda: torch.rand(3)),
        (2, lambda: nn.Linear(3, 2)),
        (1, lambda: F.dropout(torch.ones(3))),
        (1, inference(lambda: F.dropout(torch.ones(3)))),
        (1, scaled_dot_product),
        (8, lambda: nn.LSTM(3, 4, 2)(torch.ones(5, 2, 3))),
        (9, lambda: nn.LSTM(3, 4, 2, dropout=0.5)(torch.ones(5, 2, 3))),
        (1, lambda: list(DataLoader(range(4)))),  # without shuffle too: the seed of its workers
        (4, shuffled),  # the sampler's seed, its permutation and a second, empty one, the workers' seed
        (0, lambda: nn.Linear(3, 2, device="meta")),
    ],
)
def test_draws_are_counted_on_the_cpu(draws, example):
    with SeededOnCPU() as mode:
        example()
    assert mode.draws == draws


@pytest.mark.parametrize("mode", [SeededOnCPU, DrawsOnDevice])
def test_meta_holds_no_numbers(mode):
    before = torch.get_rng_state()
    with mode() as seen:
        assert nn.Linear(3, 2, device="meta").weight.is_meta
    assert seen.draws == 0
    assert torch.equal(before, torch.get_rng_state())


# What cannot be drawn on the CPU is refused

q = torch.ones(1, 2, 3, 8, device="meta")
FUSED_CALLS = {
    "_scaled_dot_product_flash_attention": lambda p: aten._scaled_dot_product_flash_attention(q, q, q, p),
    "_scaled_dot_product_efficient_attention": lambda p: aten._scaled_dot_product_efficient_attention(q, q, q, None, False, p),
    "_scaled_dot_product_cudnn_attention": lambda p: aten._scaled_dot_product_cudnn_attention(q, q, q, None, False, p),
    "_cudnn_rnn": lambda p: aten._cudnn_rnn(
        torch.ones(5, 2, 3, device="meta"),
        [torch.ones(shape, device="meta") for shape in [(16, 3), (16, 4), (16,), (16,)]],
        4, None, torch.ones(1, 2, 4, device="meta"), torch.ones(1, 2, 4, device="meta"),
        2, 4, 0, 1, False, p, True, False, [], None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FUSED_CALLS)
def test_dropout_inside_a_fused_kernel_is_refused(name):
    with SeededOnCPU(numberless="") as mode:
        FUSED_CALLS[name](0.0)
        assert mode.draws == 0
        with pytest.raises(RuntimeError, match=f"aten.{name}.default would draw other numbers on meta.*: it has no CPU kernel"):
            FUSED_CALLS[name](0.5)


def test_a_generator_elsewhere_is_refused():
    class Elsewhere:
        device = torch.device("cuda", 0)

    assert why_not_on_cpu(aten.rand.generator, {"generator": Elsewhere()}) == "its generator is on cuda:0"
    assert why_not_on_cpu(aten.rand.generator, {"generator": torch.Generator()}) == ""


# Every op that torch tags as drawing, by how it is treated. A new torch that tags another one fails here: find out which
# kernel CUDA takes, add it to a list and, where it draws, an example above.

COPIED = """
    _sample_dirichlet _standard_gamma bernoulli bernoulli_ binomial cauchy cauchy_ exponential exponential_ geometric geometric_
    log_normal log_normal_ multinomial native_dropout normal normal_ normal_functional poisson rand rand_like randint
    randint_like randn randn_like random random_ randperm rrelu_with_noise rrelu_with_noise_ rrelu_with_noise_functional
    uniform uniform_
"""
RECIPES = """
    _scaled_dot_product_attention_math alpha_dropout alpha_dropout_ dropout dropout_ feature_alpha_dropout feature_alpha_dropout_
    feature_dropout feature_dropout_ gru lstm rnn_relu rnn_tanh rrelu rrelu_ scaled_dot_product_attention
"""
FUSED = """
    _cudnn_attention_backward _cudnn_attention_forward _cudnn_init_dropout_state _cudnn_rnn _efficient_attention_forward
    _fill_mem_eff_dropout_mask_ _flash_attention_forward _flash_attention_forward_no_dropout_inplace _fused_dropout _lstm_mps
    _scaled_dot_product_attention_math_for_mps _scaled_dot_product_cudnn_attention _scaled_dot_product_cudnn_attention_backward
    _scaled_dot_product_efficient_attention _scaled_dot_product_efficient_attention_backward _scaled_dot_product_flash_attention
    _triton_scaled_dot_attention miopen_rnn
"""
# The first refuses dropout itself; the second is for devices that torch does not know.
FUSED_WITH_CPU_KERNEL = "_scaled_dot_product_flash_attention_for_cpu _scaled_dot_product_fused_attention_overrideable"


def seeded_ops() -> dict[str, list]:
    ops: dict[str, list] = {}
    for full in torch._C._dispatch_get_all_op_names():
        name, _, overload = full.removeprefix("aten::").partition(".")
        op = getattr(getattr(aten, name, None), overload or "default", None)
        if full.startswith("aten::") and op and is_seeded(op):
            ops.setdefault(name, []).append(op)
    return ops


def test_every_seeded_op_is_classified():
    never = " ".join(name.removeprefix("aten::") for name in NEVER_DRAW)
    known = f"{COPIED} {RECIPES} {FUSED} {FUSED_WITH_CPU_KERNEL} {never}".split()
    assert sorted(known) == sorted(seeded_ops())


def test_the_classes_are_what_torch_says():
    ops = seeded_ops()
    recipe = lambda op: torch._C._dispatch_has_kernel_for_dispatch_key(op.name(), "CompositeImplicitAutograd")  # noqa: E731
    for op in (op for name in COPIED.split() for op in ops[name]):
        assert recipe(op) or why_not_on_cpu(op, {}) == "", op
    for op in (op for name in RECIPES.split() for op in ops[name]):
        assert recipe(op), op
    for op in (op for name in FUSED.split() for op in ops[name] if "out" not in op._overloadname):
        assert why_not_on_cpu(op, {}) == "it has no CPU kernel", op
        assert {"dropout_p", "dropout", "p"} & {argument.name for argument in op._schema.arguments}, op


def test_no_op_with_a_generator_lacks_the_tag():
    for full in torch._C._dispatch_get_all_op_names():
        name, _, overload = full.removeprefix("aten::").partition(".")
        if full.startswith("aten::") and (op := getattr(getattr(aten, name), overload or "default", None)):
            assert is_seeded(op) or "Generator" not in str(op._schema), full


# Where things land under the default device

LANDS = {
    "arange": lambda: torch.arange(3),
    "as_tensor": lambda: torch.as_tensor([1.0]),
    "asarray": lambda: torch.asarray([1.0]),
    "bartlett_window": lambda: torch.bartlett_window(3),
    "blackman_window": lambda: torch.blackman_window(3),
    "empty": lambda: torch.empty(3),
    "empty_permuted": lambda: torch.empty_permuted((2, 3), (1, 0)),
    "empty_quantized": None,  # per-tensor quantized memory: no lesson has it
    "empty_strided": lambda: torch.empty_strided((2, 3), (1, 2)),
    "eye": lambda: torch.eye(3),
    "fft_fftfreq": lambda: torch.fft.fftfreq(3),
    "fft_rfftfreq": lambda: torch.fft.rfftfreq(3),
    "full": lambda: torch.full((3,), 1.0),
    "hamming_window": lambda: torch.hamming_window(3),
    "hann_window": lambda: torch.hann_window(3),
    "kaiser_window": lambda: torch.kaiser_window(3),
    "linspace": lambda: torch.linspace(0, 1, 3),
    "logspace": lambda: torch.logspace(0, 1, 3),
    "nested_tensor": None,  # cannot be made on meta
    "ones": lambda: torch.ones(3),
    "rand": lambda: torch.rand(3),
    "randint": lambda: torch.randint(3, (3,)),
    "randn": lambda: torch.randn(3),
    "randperm": lambda: torch.randperm(3),
    "range": None,  # deprecated, it warns
    "scalar_tensor": lambda: torch.scalar_tensor(1.0),
    "sparse_bsc_tensor": lambda: torch.sparse_bsc_tensor([0, 1], [0], [[[1.0]]], (1, 1)),
    "sparse_bsr_tensor": lambda: torch.sparse_bsr_tensor([0, 1], [0], [[[1.0]]], (1, 1)),
    "sparse_compressed_tensor": lambda: torch.sparse_compressed_tensor([0, 1], [0], [1.0], (1, 1), layout=torch.sparse_csr),
    "sparse_coo_tensor": lambda: torch.sparse_coo_tensor([[0], [0]], [1.0], (1, 1)),
    "sparse_csc_tensor": lambda: torch.sparse_csc_tensor([0, 1], [0], [1.0], (1, 1)),
    "sparse_csr_tensor": lambda: torch.sparse_csr_tensor([0, 1], [0], [1.0], (1, 1)),
    "tensor": lambda: torch.tensor([1.0]),
    "tril_indices": lambda: torch.tril_indices(3, 3),
    "triu_indices": lambda: torch.triu_indices(3, 3),
    "zeros": lambda: torch.zeros(3),
}


def loaded():
    file = io.BytesIO()
    torch.save(torch.ones(3, device="cpu"), file)
    file.seek(0)
    return torch.load(file)


STAYS = {
    "from_numpy": lambda: torch.from_numpy(numpy.ones(3)),
    "frombuffer": lambda: torch.frombuffer(bytearray(8), dtype=torch.float32),
    "Tensor(sizes)": lambda: torch.Tensor(3),
    "Tensor(list)": lambda: torch.Tensor([1.0]),
    "FloatTensor": lambda: torch.FloatTensor([1.0]),
    "Generator": lambda: torch.Generator(),
    "normal(floats)": lambda: torch.normal(0.0, 1.0, (3,)),
    "load": loaded,
    "new_ones of a CPU tensor": lambda: torch.from_numpy(numpy.ones(3)).new_ones(3),
    "rand_like of a CPU tensor": lambda: torch.rand_like(torch.from_numpy(numpy.ones(3))),
}


def test_every_factory_of_torch_is_known():
    assert {factory.__name__ for factory in _device_constructors()} == LANDS.keys()


@pytest.mark.filterwarnings("ignore:Sparse")
@pytest.mark.parametrize("name", [name for name in LANDS if LANDS[name]])
def test_lands_on_the_default_device(name):
    with machine("meta"):
        assert LANDS[name]().device.type == "meta"
        assert nn.Linear(3, 2).weight.is_meta


@pytest.mark.parametrize("name", STAYS)
def test_stays_on_the_cpu(name):
    with machine("meta"):
        assert STAYS[name]().device == CPU


# The machine


def settings() -> tuple:
    cuda, cudnn = torch.backends.cuda, torch.backends.cudnn
    attention = cuda.flash_sdp_enabled(), cuda.mem_efficient_sdp_enabled(), cuda.cudnn_sdp_enabled(), cuda.math_sdp_enabled()
    precision = cuda.matmul.fp32_precision, cudnn.conv.fp32_precision, cudnn.rnn.fp32_precision, cudnn.allow_tf32
    return torch.get_default_device().type, cudnn.enabled, cudnn.deterministic, cudnn.benchmark, attention, precision


def test_a_device_is_set_up_and_put_back():
    before = settings()
    exact = True, True, False, (False, False, False, True), ("ieee", "ieee", "ieee", False)
    with pytest.raises(ZeroDivisionError), machine("meta"):
        assert settings() == ("meta", *exact)
        raise ZeroDivisionError
    assert settings() == before
    with machine("meta", own=True):
        assert settings() == ("cpu", *exact)
        assert not torch.ones(3).is_meta
    with machine("cpu"):
        assert settings() == before
    assert settings() == before


ANSWERS = {
    "cuda.is_available": (lambda: torch.cuda.is_available(), True, False),
    "cuda.device_count": (lambda: torch.cuda.device_count(), 1, 0),
    "accelerator.is_available": (lambda: torch.accelerator.is_available(), True, False),
    "accelerator.device_count": (lambda: torch.accelerator.device_count(), 1, 0),
    "current_accelerator": (lambda: torch.accelerator.current_accelerator(), torch.device("cuda"), None),
    "if available": (lambda: torch.accelerator.current_accelerator(check_available=True), torch.device("cuda"), None),
    "if available, by place": (lambda: torch.accelerator.current_accelerator(True), torch.device("cuda"), None),
    "xpu": (lambda: torch.xpu.is_available(), True, False),
    "mps": (lambda: torch.backends.mps.is_available(), True, False),
}


@pytest.mark.parametrize("question", ANSWERS)
def test_the_cpu_machine_hides_an_accelerator(question, monkeypatch):
    monkeypatch.setattr(torch._C, "_accelerator_getAccelerator", lambda: torch.device("cuda"))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.xpu, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    ask, there, hidden = ANSWERS[question]
    assert ask() == there
    with machine("cpu"):
        assert ask() == hidden
    assert ask() == there


def test_traced_code_runs_without_the_mode():
    with machine("meta") as run, run(True) as seen:
        assert torch.utils._python_dispatch._get_current_dispatch_mode() is None
        assert torch.ones(3).is_meta
    assert seen.draws == 0


def test_other_code_runs_in_the_mode():
    with machine("meta") as run, run(False) as seen:
        assert torch.utils._python_dispatch._get_current_dispatch_mode() is seen
        assert seen.__class__ is SeededOnCPU


# Drawn from a seeded generator of the example's own: these need no torch.manual_seed.
OWN_GENERATOR = {"DataLoader generator"}


@each
def test_the_cpu_machine_sees_draws(name):
    with machine("cpu") as run:
        with run(False) as seen:
            EXAMPLES[name]()
        assert seen.draws == (name not in OWN_GENERATOR)
        with pytest.raises(ZeroDivisionError), run(False) as failing:
            EXAMPLES[name]()
            raise ZeroDivisionError
        assert failing.draws == seen.draws


@quiet
def test_the_cpu_machine_sees_no_draws_where_there_are_none(name):
    with machine("cpu") as run, run(False) as seen:
        QUIET[name]()
    assert seen.draws == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tensor([1., 2.], device='cuda:0')", "tensor([1., 2.])"),
        ("tensor(1., device='cuda:1', grad_fn=<SumBackward0>)", "tensor(1., grad_fn=<SumBackward0>)"),
        (
            "tensor([1.,\n        2.],\n       device='cuda:0', requires_grad=True)",
            "tensor([1.,\n        2.], requires_grad=True)",
        ),
        ("tensor(..., device='meta', size=(3,))", "tensor(..., size=(3,))"),
        ("device(type='cuda', index=0)", "device(type='cuda', index=0)"),
        ("Linear(device='cuda')", "Linear(device='cuda')"),
    ],
)
def test_without_device(text, expected):
    assert without_device(text) == expected


def test_without_device_makes_any_tensor_print_as_on_the_cpu():
    with torch.device("meta"):
        assert without_device(repr(torch.ones(3))) == "tensor(..., size=(3,))"
