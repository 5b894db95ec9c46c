"""Recorded outputs: the `.out` file beside an example, and when two outputs count as the same.

An `.out` file has the sections of its example, in the same markers, so that a page includes them like code. Its first
line is the hash of the sources that printed it. `x.cuda.out` holds the sections whose words differ on CUDA; `x.nogpu.out` those
that a build of torch with CUDA words otherwise where there is no GPU: what `pip install torch` gives on Linux.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.base.project import SNIPPETS
from tools.sources.examples import MARKER, PLOT_SECTION, Example, example_files, parse, plot_of, sources_hash

NUMBER = re.compile(r"(?<![\w.])[-+]?\d+\.\d*(?:[eE][-+]?\d+)?(?![\w.])")
TOKEN = re.compile(rf"{NUMBER.pattern}|\w+|\s+|.")
WRITTEN = re.compile(r"(?:^│.*\n?)+", re.M)
"""What a language model wrote: where another processor rounds otherwise, one letter changes, and then all that follow."""
CUDA_TOLERANCE = 5
"""Units in the last printed place by which a number may differ between the CPU and CUDA, whose sums run in another order."""


def read(path: Path) -> tuple[str, dict[str, str]]:
    """(hash of the sources, output by section); ("", {}) where nothing is recorded yet."""
    if not path.exists():
        return "", {}
    first, *lines = path.read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if marker := MARKER.match(line):
            name = marker[2] if marker[1] == "start" else ""
            if name:
                found[name] = []
        else:
            found[name].append(line)
    return first.removeprefix("# sources: "), {name: "\n".join(lines) for name, lines in found.items()}


def dumps(sources: str, outputs: dict[str, str]) -> str:
    parts = [f"# sources: {sources}"]
    for name, text in outputs.items():
        parts += [f"# --8<-- [start:{name}]", text, f"# --8<-- [end:{name}]"]
    return "\n".join(parts) + "\n"


def recorded(example: Example, device: str = "cpu") -> dict[str, str]:
    """What each section of the example must print on the device: the CPU's text where there is none of its own.

    A device is cpu, cuda, or nogpu: the CPU, with a build of torch that has CUDA and finds no GPU.
    """
    _, outputs = read(example.outputs)
    return outputs | differing(example, device)


def differing(example: Example, device: str) -> dict[str, str]:
    """What only this device words so."""
    if device == "cpu":
        return {}
    sources, outputs = read(example.outputs.with_suffix(f".{device}.out"))
    return outputs if outputs and sources == sources_hash(example.path) else {}


def is_stale(source: Example | Any) -> bool:
    """Whether a record of an example or of a lab, output or picture, is missing or of other sources."""
    if not isinstance(source, Example):
        return source.made_of != source.sources
    made_of = [read(source.outputs)[0]]
    if source.draws:
        graph = source.path.with_suffix(".graph")
        made_of.append(json.loads(graph.read_text("utf-8")).get("sources") if graph.exists() else None)
    undrawn = PLOT_SECTION in source.named and not plot_of(source.path).exists()
    return undrawn or any(sources != sources_hash(source.path) for sources in made_of)


def stale(root: Path = SNIPPETS) -> list[Path]:
    """The examples whose records are of other sources."""
    return [path for path in example_files(root) if is_stale(parse(path)[0])]


def tidy(text: str) -> str:
    """Printed text as it is kept: no colours of a terminal, no spaces at the ends of lines, no empty lines at the end."""
    text = re.sub(r"\x1b\[[\d;]*m", "", text)
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


def refused(text: str) -> Iterator[str]:
    """Why an output cannot be shown to readers: what would differ on their machine, or break the page."""
    if found := re.search(r"0x[0-9a-fA-F]{6,}", text):
        yield f"it prints the address {found[0]}. Print a name or a shape instead."
    if found := re.search(r"(?<![\w.])/(?:home|root|tmp|usr|var|Users|work)/\S*", text):
        yield f"it prints a path of this machine ({Path(found[0]).name}). Print the file's name only."
    if any(re.search(r"\d[eE][-+]\d", tensor) for tensor in tensors(text)):
        yield "a tensor is in scientific notation. Print rounded values, or choose values of one size."
    if "```" in text or "--8<--" in text:
        yield "it holds ``` or an include marker, which would end the block on the page."


def tensors(text: str) -> Iterator[str]:
    """The stretches `tensor(…)` of a text, with their brackets balanced."""
    for start in re.finditer(r"\btensor\(", text):
        depth, end = 1, start.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield text[start.start() : end]


def tokens(text: str) -> list[str]:
    text = WRITTEN.sub("│\n", text)
    for tensor in tensors(text):  # torch aligns columns and breaks lines by the widest number
        text = text.replace(tensor, re.sub(r"\s+", "", tensor))
    return TOKEN.findall(text)


def same_number(one: str, two: str, units: int = 1) -> bool:
    """Equal up to `units` in the last place of the shorter. `28.` stands for exactly 28: torch prints it of whole numbers."""
    places = [len(number.partition(".")[2].partition("e")[0]) for number in (one.lower(), two.lower())]
    exponents = [int(number.lower().partition("e")[2] or 0) for number in (one, two)]
    shorter = min(filter(None, places), default=0)
    step = 10.0 ** (max(exponents) - shorter) * units if shorter else 0.0
    return abs(float(one) - float(two)) <= step * (1 + 1e-9)


def same(one: str, two: str, units: int = 1) -> bool:
    """Whether two outputs agree: words and whole numbers exactly, numbers with a point within `units` in the last place."""
    left, right = tokens(tidy(one)), tokens(tidy(two))
    return len(left) == len(right) and all(
        a == b or bool(NUMBER.fullmatch(a) and NUMBER.fullmatch(b) and same_number(a, b, units))
        for a, b in zip(left, right, strict=True)
    )


def same_words(one: str, two: str) -> bool:
    """Whether two outputs differ in numbers with a point only."""
    return tokens(NUMBER.sub("0.0", tidy(one))) == tokens(NUMBER.sub("0.0", tidy(two)))
