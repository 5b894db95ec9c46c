"""Which torch this is: what an error says of a device that is not there depends on it."""

from __future__ import annotations

import functools


@functools.cache
def build() -> str:
    """cpu: without CUDA; nogpu: with CUDA, on a machine without a GPU (`pip install torch` on Linux); cuda: with a GPU."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "nogpu" if torch.version.cuda else "cpu"


def record_of(device: str) -> str:
    """Whose record counts for what runs on a device here."""
    return "nogpu" if device == "cpu" and build() == "nogpu" else device
