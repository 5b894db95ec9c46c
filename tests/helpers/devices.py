"""Devices that a machine without a GPU can test on: meta, full of ones, and the CPU by the way of CUDA tensors."""

from __future__ import annotations

import contextlib

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from tools.record.runner.devices import CPU, DrawsOnDevice, SeededOnCPU, draw_on_cpu

aten = torch.ops.aten


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
