"""Every op of torch that draws is known, and one that cannot be drawn on the CPU is refused."""

from __future__ import annotations

import pytest
import torch

from tools.record.runner.devices import NEVER_DRAW, SeededOnCPU, is_seeded, why_not_on_cpu

aten = torch.ops.aten


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
# kernel CUDA takes, add it to a list and, where it draws, an example to tests/helpers/draws.py.

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
