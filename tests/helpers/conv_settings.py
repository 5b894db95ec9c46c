"""Random settings of nn.Conv2d, ordinary and hostile, and what torch says to each."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from itertools import islice

import torch
from torch import nn

MODES = ("zeros", "zeros", "reflect", "replicate", "circular")


def settings(seed: int) -> Iterator[tuple[dict, list[int]]]:
    """Arguments and the shape of x, without end. Every second one may hold something wrong, in any argument."""
    draw = random.Random(seed)

    def number(usual, hostile):
        return draw.choice(hostile if edge and draw.random() < 0.15 else usual)

    def one_or_two(usual, hostile):
        return number(usual, hostile) if draw.random() < 0.6 else [number(usual, hostile), number(usual, hostile)]

    while True:
        edge = draw.random() < 0.5
        groups = number([1, 1, 1, 2, 3, 4], [0, -1, 5])
        channels = [max(1, abs(groups)) * draw.randint(1, 4) for _ in range(2)]
        arguments = {
            "in_channels": number(channels[:1], [0, -2, 1, 3, 5, 7]),
            "out_channels": number(channels[1:], [0, -1, 1, 3, 5, 7]),
            "kernel_size": one_or_two(range(1, 8), [0, -1, 11]),
            "stride": one_or_two([1, 1, 1, 2, 3], [0, -1, 5]),
            "padding": draw.choice(["same", "valid"]) if draw.random() < 0.3 else one_or_two(range(6), [-1, -3, 9]),
            "dilation": one_or_two([1, 1, 1, 2, 3], [0, -1]),
            "groups": groups,
            "bias": draw.random() < 0.7,
            "padding_mode": number(MODES, ["same", "constant"]),
        }
        if arguments["padding"] == "same" and draw.random() < 0.85:
            arguments["stride"] = 1
        if edge and draw.random() < 0.05:
            arguments["padding"] = "full"
        shape = [
            number([1], [2]),
            number([max(1, arguments["in_channels"])], [1, 2, 9]),
            draw.randint(1, 20),
            draw.randint(1, 20),
        ]
        if draw.random() < 0.1:
            shape = shape[1:]
        elif edge and draw.random() < 0.05:
            shape = draw.choice([shape[2:], shape[3:], [1, *shape]])
        yield arguments, shape


def layer(arguments: dict) -> nn.Conv2d:
    return nn.Conv2d(**{name: tuple(value) if isinstance(value, list) else value for name, value in arguments.items()})


def answer(arguments: dict, shape: list[int]) -> dict:
    """What torch makes of it: shapes and parameters, or the error and when it is raised."""
    at = "init"
    try:
        with warnings.catch_warnings(action="ignore"), torch.no_grad():
            conv = layer(arguments)
            at = "call"
            y = conv(torch.zeros(shape))
    except Exception as error:
        return {"error": {"type": type(error).__name__, "message": str(error).partition("\n")[0], "at": at}}
    parameters = sum(parameter.numel() for parameter in conv.parameters())
    return {"out": list(y.shape), "weight": list(conv.weight.shape), "parameters": parameters}


def cases(seed: int, count: int) -> list[tuple[dict, list[int], dict]]:
    """Each setting with torch's answer."""
    return [(arguments, shape, answer(arguments, shape)) for arguments, shape in islice(settings(seed), count)]
