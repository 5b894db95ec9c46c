"""What is asked of a child process and what it answers. No torch here: those who ask do not need it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

OWN = "`isinstance(treespec"
"""How torch begins to speak of its own code at each torch.onnx.export: no reader can mend it (tests/lessons/test_onnx.py)."""


@dataclass
class Block:
    """Code as a reader runs it. `pieces` are (file, source), each source padded with empty lines to its place in the file."""

    name: str
    pieces: list[tuple[str, str]]
    kind: str = "plain"
    """plain, fails (must raise) or warns (must warn)."""
    skip: str = ""
    """Why it is not run on this device."""
    fresh: bool = False
    """Start with an empty namespace."""


@dataclass
class Result:
    """What a block did. `error` is a traceback that a person can use, or empty."""

    output: str = ""
    error: str = ""
    draws: int = 0
    """More than 0 where it drew random numbers: off the CPU how often, on the CPU 1."""
    poisoned: bool = False
    """The device is in an error state: nothing after this block can run in the same process."""


@dataclass
class Job:
    blocks: list[Block]
    device: str = "cpu"
    snippets: bool = False
    """Whether the code may import the `snippets` package; a page may not."""
    timeout: float = 120.0

    @classmethod
    def load(cls, data: dict) -> Job:
        return cls(**data | {"blocks": [Block(**block) for block in data["blocks"]]})

    def dump(self) -> dict:
        return asdict(self)
