"""What is asked of a child process and what it answers. No torch here: those who ask do not need it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from tools.base.project import relative
from tools.page.blocks import PageBlock

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
    own: bool = False
    """It says itself where its tensors live."""
    traced: bool = False
    """Torch traces its code, and must find it as a reader would have it."""


@dataclass
class Result:
    """What a block did. `error` is a traceback that a person can use, or empty."""

    output: str = ""
    error: str = ""
    draws: int = 0
    """More than 0 where it drew random numbers: off the CPU how often, on the CPU 1."""
    unmeant: bool = False
    """It was meant to fail or to warn and did not."""
    warned: bool = False
    """It was not meant to warn and did. That is its error, but it ran to its end."""
    asks: bool = False
    """It asked which accelerator there is."""
    traces: bool = False
    """It had torch trace code."""
    poisoned: bool = False
    """The device is in an error state: nothing after this block can run in the same process."""


@dataclass
class Job:
    blocks: list[Block]
    device: str = "cpu"
    snippets: bool = False
    """Whether the code may import the `snippets` package; a page may not."""
    timeout: float = 300.0
    """Seconds until it is taken for one that never ends. It should take a few; a busy machine needs many."""
    lenient: bool = False
    """Go on after a block that warned, or did not fail, without meaning to: another torch may do the rest as this one."""

    @classmethod
    def load(cls, data: dict) -> Job:
        return cls(**data | {"blocks": [Block(**block) for block in data["blocks"]]})

    def dump(self) -> dict:
        return asdict(self)


def block_of(block: PageBlock, device: str, build: str = "cpu") -> Block:
    """What to run of a page's block: its lines, each at its place in the file it came from, comments for readers left out."""
    sections = [example.named[name] for example, name in block.shown]
    pieces: dict[str, list[str]] = {}
    for line in filter(str.strip, block.code):  # an empty line between two includes is the page's own
        path, number = line.origin
        source = pieces.setdefault(relative(path), [])
        source += [""] * (number - len(source))
        source[number - 1] = line
    return Block(
        name=" ".join(f"{relative(example.path)}:{name}" for example, name in block.shown),
        pieces=[(file, without_comments(lines)) for file, lines in pieces.items()],
        kind=block.kind,
        skip=next(filter(None, (section.left_out(device, build) for section in sections)), ""),
        fresh=block.fresh,
        own=any(section.device == "own" for section in sections),
        traced=any(section.device == "traced" for section in sections),
    )


def without_comments(lines: list[str]) -> str:
    """Both languages of a page run the same text, once."""
    return "\n".join("" if line.lstrip().startswith("#") else line for line in lines) + "\n"
