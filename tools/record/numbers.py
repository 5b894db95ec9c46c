"""The numbers that the prose of a lab tells: measured once, where its cells and where its answers have run, and kept beside it.

A lab takes minutes. `make record` runs it with its answers when any of what the numbers depend on has changed; the tests hold
what is kept against `snippets/labs/ranges.yml` each time, and run the lab only where nothing fits that is kept.
"""

from __future__ import annotations

import hashlib
import json
import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nbclient.exceptions import CellExecutionError

from tools.base.project import CACHE, Fault, Faults
from tools.page.notebooks import Notebook
from tools.record.notebooks import run
from tools.sources.labs import Lab, answers, ranges, recorded
from tools.sources.outputs import tidy

PROOFS = CACHE / "proofs"


@dataclass
class Measured:
    outputs: list[list[dict]]
    """What each code cell gave."""
    files: set[str]
    """What lay in the folder at the end."""
    numbers: dict[str, dict[str, float]]
    """`cells` and `answers`, each: expression → what it was."""


def measure(lab: Lab, device: str = "cpu") -> Measured:
    """Run the lab as its readers get it, and its answers after it."""
    told = ranges(lab)
    ask = {name: f"import json; print(json.dumps([{', '.join(told[name])}]))" for name in told}
    cells = [cell["source"] for cell in Notebook(lab, "zh", recorded(lab)).cells if "outputs" in cell]
    sources = [*cells, ask["cells"], *answers(lab, "zh"), ask["answers"]]
    with tempfile.TemporaryDirectory() as folder:
        try:
            given = run(sources, lab.files("needs"), Path(folder), device)
        except CellExecutionError as error:
            raise Faults([Fault(lab.path, 1, f"a cell or an answer failed:\n{tidy(str(error))}")]) from error
        files = {path.name for path in Path(folder).iterdir()}
    said = {"cells": given[len(cells)], "answers": given[-1]}
    numbers = {name: dict(zip(told[name], json.loads(said[name][0]["text"]), strict=True)) for name in told}
    return Measured(given[: len(cells)], files, numbers)


def depends(lab: Lab) -> str:
    """A hash of all that the numbers depend on: code, data, answers, what is asked, torch and Python."""
    import torch

    asked = {name: list(limits) for name, limits in ranges(lab).items()}
    machine = [torch.__version__.partition("+")[0], *platform.python_version_tuple()[:2]]
    text = json.dumps([lab.sources, answers(lab, "zh"), asked, machine])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def beside(lab: Lab) -> Path:
    """Where `make record` keeps them."""
    return lab.path.with_suffix(".numbers.json")


def proof(lab: Lab) -> Path:
    """Where a test that had to run the lab keeps them, for this machine."""
    return PROOFS / f"lab-{lab.name}.json"


def kept(lab: Lab) -> dict[str, dict[str, float]] | None:
    """The numbers, where those that are kept are of this code, these data and answers, this torch and Python."""
    for path in (beside(lab), proof(lab)):
        if path.exists() and (record := json.loads(path.read_text("utf-8")))["of"] == depends(lab):
            return record["numbers"]
    return None


def dumps(lab: Lab, numbers: dict[str, dict[str, float]]) -> str:
    return json.dumps({"of": depends(lab), "numbers": numbers}, indent=1) + "\n"
