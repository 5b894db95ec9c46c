"""The inputs of a network as a marker or a command line gives them: `1x1x32x32`, `batchx3x64x64`, `1x10:int64`. Needs torch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import torch

SIZE = r"(?:[1-9]\d*|[a-wyz]+)"
SPEC = re.compile(rf"({SIZE}(?:x{SIZE})*)(?::(\w+))?")
ANY = 2
"""What stands in for a size with a name while the network is run."""


class Input(NamedTuple):
    tensor: torch.Tensor
    dynamic: dict[int, str]
    """The sizes that may be any, by their place."""


def input_of(text: str) -> Input:
    found = SPEC.fullmatch(text)
    dtype = getattr(torch, found[2] or "float32", None) if found else None
    if not isinstance(dtype, torch.dtype):
        raise ValueError(
            f"{text!r} is no input. Write sizes with x between them, a name without x for one that may be any, "
            "and a type other than float32 behind a colon: 1x1x32x32, batchx3x64x64, 1x10:int64."
        )
    sizes = found[1].split("x")
    named = {place: size for place, size in enumerate(sizes) if not size.isdigit()}
    return Input(torch.zeros([int(size) if size.isdigit() else ANY for size in sizes], dtype=dtype), named)


def tensors(values: Any) -> Iterator[torch.Tensor]:
    """Those that a forward() takes or gives, whatever holds them."""
    if isinstance(values, torch.Tensor):
        yield values
    elif isinstance(values, dict | list | tuple):
        for value in values.values() if isinstance(values, dict) else values:
            yield from tensors(value)
