"""Random networks as text, line by line, with what torch makes of each line: its shape, or what it raises."""

from __future__ import annotations

import random
import warnings
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812
from torch.utils.flop_counter import FlopCounterMode

from tests.helpers.layers import draw_arguments
from tools.sources.layers import Layer, layers

SIZES = {"in_features": -1, "in_channels": None, "num_features": 1, "num_channels": 1, "input_size": -1}
"""Arguments that have to agree with the data, and with which of its sizes; None: the channels."""
LATER = ("ZeroPad", "Lazy", "Embedding", "Transformer", "RNNBase", "Fractional", "MaxUnpool", "Adaptive", "Bilinear")
FUNCTIONS = (
    "F.relu(x)",
    "torch.sigmoid(x)",
    "F.gelu(x)",
    "torch.tanh(x)",
    "x.relu()",
    "F.softmax(x, dim=1)",
    "F.leaky_relu(x, 0.2)",
    "F.silu(x)",
)
UNCOUNTED = ("RNN", "LSTM", "GRU")
"""Layers whose products torch does not count; nor does it count those of two vectors."""
STEPS = (
    "torch.flatten(x, 1)",
    "x.flatten({d})",
    "x.view(x.size(0), -1)",
    "x.view(-1, {n})",
    "x.reshape({n}, -1)",
    "x.reshape(x.shape[0], -1)",
    "x.view(*x.shape[:-1], {n}, -1)",
    "x.permute({p})",
    "x.permute({p}).contiguous()",
    "x.transpose({d}, {d})",
    "x.unsqueeze({d})",
    "x.squeeze({d})",
    "x.squeeze()",
    "x.mean({d})",
    "x.mean(dim={d}, keepdim=True)",
    "x.sum(({d}, {d}))",
    "x.max({d})[0]",
    "x.argmax({d}).float()",
    "torch.cat([x, x], {d})",
    "torch.cat((x, {old}), dim=1)",
    "torch.stack([x, x], dim={d})",
    "x.chunk({n}, dim={d})[0]",
    "x.split({n}, {d})[-1]",
    "x + {old}",
    "x * {old}",
    "x - x.mean({d}, keepdim=True)",
    "x / {n}",
    "x @ x.transpose(-2, -1)",
    "torch.matmul(x, {old})",
    "torch.bmm(x, x.transpose(1, 2))",
    "x[:, {n}]",
    "x[:, -1]",
    "x[..., :{n}]",
    "x[:, None]",
    "x.expand({n}, -1, -1)",
    "x.repeat(1, {n}, 1)",
    "x.unflatten({d}, ({n}, -1))",
)


@dataclass
class Net:
    shape: list[int]
    init: list[str] = field(default_factory=list)
    forward: list[str] = field(default_factory=list)
    shapes: list[list[int]] = field(default_factory=list)
    """After each line of `forward`, as far as torch runs them."""
    error: str = ""
    at: str = ""
    """Where torch raised it: `init` or `forward`."""
    count: int = 0
    macs: int | None = None
    """Multiply-adds, where torch counts those of each line."""

    @property
    def text(self) -> str:
        init = "".join(f"        {line}\n" for line in self.init)
        forward = "".join(f"        {line}\n" for line in self.forward)
        return (
            "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            f"{init}\n    def forward(self, x):\n{forward}        return x\n"
        )


class Holder(nn.Module):
    pass


def network(seed: int) -> Net:
    drawn = random.Random(seed)
    rank = drawn.choice((2, 3, 3, 4, 4, 4, 4, 5))
    net = Net([drawn.randint(1, 4), *(drawn.randint(1, 12) for _ in range(rank - 1))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        grow(net, drawn)
    return net


def grow(net: Net, drawn: random.Random) -> None:
    holder = Holder()
    space: dict[str, Any] = {"torch": torch, "nn": nn, "F": F, "self": holder, "x": torch.zeros(net.shape)}
    for number in range(drawn.randint(1, 9)):
        made, step = line(space["x"], number, drawn, sorted(name for name in space if name[:1] == "x"))
        net.forward.append(step)
        if made:
            net.init.append(made)
            net.error, net.at = attempt(made, space), "init"
        if not net.error:
            net.error, net.at = attempt(step, space), "forward"
        if net.error:
            return
        net.shapes.append(list(space["x"].shape))
        if space["x"].numel() > 200_000:
            break
        if drawn.random() < 0.4:
            space[f"x{number}"] = space["x"]
            net.forward.append(f"x{number} = x")
            net.shapes.append(list(space["x"].shape))
    net.count = sum(parameter.numel() for parameter in holder.parameters())
    if min(map(len, net.shapes)) > 1 and not any(name in each for each in net.init for name in UNCOUNTED):
        net.macs = counted(net, space)


def counted(net: Net, space: dict[str, Any]) -> int:
    """As torch counts them: two operations for each multiply-add."""
    space["x"] = torch.zeros(net.shape, device="meta")
    space["self"].to("meta")
    with FlopCounterMode(display=False) as counter:
        for step in net.forward:
            attempt(step, space)
    return counter.get_total_flops() // 2


def attempt(text: str, space: dict[str, Any]) -> str:
    try:
        with torch.no_grad():
            exec(text, space)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def line(x: torch.Tensor, number: int, drawn: random.Random, old: list[str]) -> tuple[str, str]:
    """What `__init__` and `forward` get."""
    kind = drawn.random()
    if kind < 0.6:
        name, arguments = layer(x, drawn)
        made = f"self.l{number} = nn.{name}({', '.join(f'{key}={value!r}' for key, value in arguments.items())})"
        call = f"self.l{number}(x)"
        if name in ("RNN", "LSTM", "GRU"):
            return made, f"x, _ = {call}"
        return made, f"x = {call}[0]" if name == "LSTMCell" else f"x = {call}"
    if kind < 0.7:
        return "", f"x = {drawn.choice(FUNCTIONS)}"
    rank = x.dim()
    step = drawn.choice(STEPS)
    while "{d}" in step:
        low, high = (-rank - 1, rank + 1) if drawn.random() < 0.1 else (-rank, max(0, rank - 1))
        step = step.replace("{d}", str(drawn.randint(min(low, high), high)), 1)
    order = list(range(rank))
    drawn.shuffle(order)
    if drawn.random() < 0.1:
        order = order[1:]
    fitting = [size for size in (1, 2, 3, 4, 6, 8, *x.shape) if size]
    step = step.replace("{p}", ", ".join(map(str, order)) or "0").replace("{n}", str(drawn.choice(fitting)))
    return "", f"x = {step.replace('{old}', drawn.choice(old))}"


def layer(x: torch.Tensor, drawn: random.Random) -> tuple[str, dict[str, Any]]:
    """One whose arguments agree with the data, mostly."""
    found = [one for one in usable() if fits(one, x) or drawn.random() < 0.03]
    one = drawn.choice(found)
    arguments = {name: value for name, value in draw_arguments(one, drawn).items() if name != "return_indices"}
    for name, place in SIZES.items():
        if name in arguments and drawn.random() < 0.93:
            at = -(one.space or 2) - 1 if place is None else place
            if -x.dim() <= at < x.dim():
                arguments[name] = max(1, x.shape[at])
    if "normalized_shape" in arguments and drawn.random() < 0.9 and x.dim() > 1:
        arguments["normalized_shape"] = tuple(x.shape[-drawn.randint(1, x.dim() - 1) :])
    return one.name, arguments


def usable() -> list[Layer]:
    return [
        one
        for one in layers().values()
        if one.cases and not one.name.startswith(LATER) and not one.path.stem.endswith(("losses", "distances")) and single(one)
    ]


def single(one: Layer) -> bool:
    return len(one.cases[0].inputs) == 1 and "lazy" not in one.raw and one.name != "MultiheadAttention"


def fits(one: Layer, x: torch.Tensor) -> bool:
    text = next(iter(one.cases[0].text["in"].values()))
    if "*size" in text and one.space:
        return x.dim() in (one.space + 1, one.space + 2)
    return True
