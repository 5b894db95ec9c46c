"""The same example prints the same numbers on every device: all random draws are made on the CPU, then moved.
CUDA has a generator of its own, which after `torch.manual_seed(0)` gives other weights. Now only rounding may differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import torch
from torch import Tensor
from torch.backends import cudnn
from torch.utils import _pytree as pytree
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map_only

CPU = torch.device("cpu")

# Tagged as drawing, but these never do: one picks a kernel, the other is a softmax.
NEVER_DRAW = {"aten::_fused_sdp_choice", "aten::_nested_tensor_softmax_with_shape"}

# What a program may ask to find an accelerator, and the answers of a machine that has none.
NO_ACCELERATOR = {
    **{f"torch.{name}.is_available": lambda: False for name in ("cuda", "xpu", "backends.mps", "accelerator")},
    **{f"torch.{name}.device_count": lambda: 0 for name in ("cuda", "accelerator")},
    "torch.accelerator.current_accelerator": lambda check_available=False: None,
}


def is_there(name: str) -> bool:
    """`torch.accelerator` came with 2.6: an older torch has nothing there to ask (tools/record/versions.py runs with some)."""
    owner, *names = torch, *name.split(".")[1:]
    for part in names:
        owner = getattr(owner, part, None)
    return owner is not None


@cache
def is_seeded(op: Any) -> bool:
    """Torch tags the ops that draw from a generator. (Higher-order ops such as `torch.cond` have no tags at all.)"""
    return torch.Tag.nondeterministic_seeded in getattr(op, "tags", ())


def would_draw(op: Any, call: dict[str, Any]) -> bool:
    """Fused dropout (in attention, in an RNN) draws nothing at probability 0, and no dropout does outside training."""
    probability = call.get("dropout_p", call.get("dropout", 1))
    training = call.get("train", call.get("training"))
    return op.name() not in NEVER_DRAW and probability > 0 and training is not False


def home_of(call: dict[str, Any]) -> torch.device:
    """The device that the call names, else that of its tensors. (A CPU scalar may go with CUDA tensors.)"""
    elsewhere = (leaf.device for leaf in pytree.tree_leaves(call) if isinstance(leaf, Tensor) and leaf.device != CPU)
    return torch.device(call.get("device") or next(elsewhere, CPU))


def why_not_on_cpu(op: Any, call: dict[str, Any]) -> str:
    """The fused kernels of cuDNN and attention exist for CUDA only, and a generator draws on its own device only."""
    if not torch._C._dispatch_has_computed_kernel_for_dispatch_key(op.name(), "CPU"):
        return "it has no CPU kernel"
    generator = call.get("generator")
    return "" if generator is None or generator.device == CPU else f"its generator is on {generator.device}"


def draw_on_cpu(op: Any, call: dict[str, Any], home: torch.device) -> Any:
    """Run the op on CPU copies of its tensors; bring home what it returns and what it wrote (an `out=` may have grown)."""
    if why := why_not_on_cpu(op, call):
        raise RuntimeError(f"{op} would draw other numbers on {home} than on the CPU: {why}. Mark it '# device: cpu, reason'?")
    there = tree_map_only(Tensor, lambda tensor: tensor.to(CPU), call) | ({"device": CPU} if "device" in call else {})
    written = {a.name: call[a.name] for a in op._schema.arguments if a.alias_info is not None and a.alias_info.is_write}
    for name, tensor in written.items():  # with the same strides: they decide in which order normal_ fills it
        there[name] = torch.empty_strided(tensor.shape, tensor.stride(), dtype=tensor.dtype, device=CPU).copy_(tensor)
    result = op(**there)
    back = {id(there[name]): tensor.resize_(there[name].shape).copy_(there[name]) for name, tensor in written.items()}
    return tree_map_only(Tensor, lambda tensor: back.get(id(tensor), tensor).to(home), result)


class Draws(TorchDispatchMode):
    """Sees every draw, also those inside `nn.init`, dropout or an RNN, and leaves it to `draw`. Tensors on `numberless`
    hold no numbers, so nothing is drawn there. (A test without a GPU passes "", and meta stands for one.)"""

    supports_higher_order_operators = True

    def __init__(self, numberless: str = "meta") -> None:
        super().__init__()
        self.draws, self.numberless = 0, numberless

    @classmethod
    def ignore_compile_internals(cls) -> bool:
        return True  # else torch.compile would compile nothing, and say nothing

    def __torch_dispatch__(self, op: Any, types: Any, args: tuple = (), kwargs: dict[str, Any] | None = None) -> Any:
        kwargs = kwargs or {}
        if not is_seeded(op):
            return op(*args, **kwargs)
        if torch._C._dispatch_has_kernel_for_dispatch_key(op.name(), "CompositeImplicitAutograd"):
            with self:  # `dropout` and the like: in inference mode they come whole, and only their parts draw
                return op._op_dk(torch._C.DispatchKey.CompositeImplicitAutograd, *args, **kwargs)
        named = zip((a.name for a in op._schema.arguments), args, strict=False)
        call = {a.name: a.default_value for a in op._schema.arguments} | dict(named) | kwargs
        home = home_of(call)
        if home.type == self.numberless or not would_draw(op, call):
            return op(*args, **kwargs)
        return self.draw(op, call, home)


class SeededOnCPU(Draws):
    """Every draw comes from the CPU generator. `draws` counts them, those on the CPU too."""

    def draw(self, op: Any, call: dict[str, Any], home: torch.device) -> Any:
        self.draws += 1
        return op(**call) if home == CPU else draw_on_cpu(op, call, home)


class DrawsOnDevice(Draws):
    """The proof, put around a `SeededOnCPU`: `draws` counts what was drawn off the CPU after all."""

    def draw(self, op: Any, call: dict[str, Any], home: torch.device) -> Any:
        self.draws += home != CPU
        return op(**call)


@contextmanager
def watched() -> Iterator[SimpleNamespace]:
    """`draws` is 1 afterwards if the CPU generator moved. Not a mode: under any, `reshape` gives its result another `grad_fn`,
    and what a CPU run prints must be what a reader sees."""
    watch, before = SimpleNamespace(draws=0), torch.get_rng_state()
    try:
        yield watch
    finally:
        watch.draws = int(not torch.equal(before, torch.get_rng_state()))


@contextmanager
def machine(device: str, own: bool = False) -> Iterator[Callable[[bool], AbstractContextManager[Any]]]:
    """Make this process a machine that computes on `device`; with `own`, the example says itself where its tensors live.
    It gives what to run a block in: `with run(traced) as seen: …`, then `seen.draws`. What torch traces runs without a mode,
    which would change what it finds."""
    with ExitStack() as stack:
        if device == "cpu":
            for name, answer in NO_ACCELERATOR.items():
                if is_there(name):
                    stack.enter_context(patch(name, answer))
        else:
            from torch.nn.attention import SDPBackend, sdpa_kernel

            # full float32, repeatable kernels, and attention made of plain ops, whose dropout can be drawn on the CPU
            stack.enter_context(cudnn.flags(enabled=True, deterministic=True, allow_tf32=False, fp32_precision="ieee"))
            stack.enter_context(sdpa_kernel(SDPBackend.MATH))
            stack.enter_context(nullcontext() if own else torch.device(device))
        yield lambda traced: watched() if device == "cpu" or traced else SeededOnCPU()


def without_device(text: str) -> str:
    """Printed text as on the CPU, where a tensor does not say its device."""
    return re.sub(r",\s+device='\w+(:\d+)?'", "", text)
