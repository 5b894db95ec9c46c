"""Which torch this is, and on which processor: what an error says of a device that is not there, and the last digits of sums."""

from __future__ import annotations

import functools
import platform
from pathlib import Path


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


@functools.cache
def processor() -> str:
    """Its name and the instructions that torch uses on it. Another one sums in another order, and long training drifts apart."""
    import torch

    told = Path("/proc/cpuinfo")  # platform.processor() is empty on Linux
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {torch.backends.cpu.get_cpu_capability()}"
