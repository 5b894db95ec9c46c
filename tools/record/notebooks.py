"""Run a lab's cells once, in a kernel of their own and an empty folder, and keep what readers see of it.

Progress bars and times are for whoever runs a lab: of a line that was written over, the last text is kept, and a time at
its end is not. Figures are drawn as the plots of lessons are, without a ground and with colours that follow the page's.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tools.base.project import LANGUAGES, Fault, Faults
from tools.base.svg import MAX_WIDTH, size
from tools.graph.svg import LIGHT
from tools.record.plot_svg import CYCLE, STYLE, adapt
from tools.sources import outputs
from tools.sources.labs import Lab

TIME = re.compile(r" +\d+(?:\.\d+)? s$", re.M)
TIMEOUT = 900
LOOK = """\
import matplotlib, matplotlib_inline.backend_inline
matplotlib_inline.backend_inline.set_matplotlib_formats("svg", metadata=dict.fromkeys(["Date", "Creator", "Format", "Type"]))
matplotlib.rcParams.update({style!r})
matplotlib.rcParams.update({{"figure.facecolor": "none", "axes.facecolor": "none", "image.interpolation": "none"}})
matplotlib.rcParams["axes.prop_cycle"] = matplotlib.cycler(color={colours!r})
"""
"""Before the first cell, to record it: where readers run a lab, figures look as they have set them."""


def look() -> str:
    return LOOK.format(style=STYLE, colours=[LIGHT[kind][1] for kind in CYCLE.values()])


def run(sources: list[str], files: list[Path], folder: Path, device: str = "cpu", before: str = "") -> list[list[dict]]:
    """The raw outputs of each cell. The folder holds the files that they need; what they make stays there."""
    for path in files:
        shutil.copy(path, folder)
    cells = [nbformat.v4.new_code_cell(source) for source in [before, *sources]]
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MPLBACKEND")}
    environment |= {"PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    if device == "cpu":
        environment["CUDA_VISIBLE_DEVICES"] = ""
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, kernel_name="python3", timeout=TIMEOUT, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    return [cell.outputs for cell in notebook.cells[1:]]


def written(text: str) -> str:
    """What is left of a text when a terminal has shown it, without the times."""
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")]
    return outputs.tidy(TIME.sub("", "\n".join(line.rstrip() for line in lines)))


def kept(raw: list[dict]) -> list[dict]:
    """Of what a cell gave, what a reader sees: its figures and, in one piece, what it printed."""
    text = written("".join(output["text"] for output in raw if output.get("name") == "stdout"))
    streams = [{"output_type": "stream", "name": "stdout", "text": f"{text}\n"}] if text else []
    drawn = [output["data"]["image/svg+xml"] for output in raw if "image/svg+xml" in output.get("data", {})]
    pictures = [{"image/svg+xml": adapt(svg), "text/plain": ""} for svg in drawn]
    return streams + [{"output_type": "display_data", "data": data, "metadata": {}} for data in pictures]


def faults(lab: Lab, given: list[list[dict]]) -> Iterator[Fault]:
    """What cannot be shown to readers."""
    for cell, found in zip(lab.code, given, strict=True):
        pictures = [output["data"]["image/svg+xml"] for output in found if "data" in output]
        for language in LANGUAGES:
            if len(cell.alts(language)) != len(pictures):
                what = f"{len(pictures)} figures and {len(cell.alts(language))} descriptions in '{language}': # {language}: ![…]"
                yield Fault(lab.path, cell.line, what)
        for svg in pictures:
            if int(size(svg)[0]) > MAX_WIDTH:
                yield Fault(lab.path, cell.line, f"the figure is {size(svg)[0]} px wide, too wide for a phone ({MAX_WIDTH}).")
        for output in found:
            yield from (Fault(lab.path, cell.line, reason) for reason in outputs.refused(output.get("text", "")))


def execute(lab: Lab) -> tuple[list[list[dict]], dict[Path, bytes]]:
    """What each code cell gives, and the files that the lab makes. Raises Faults."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            raw = run([cell.code for cell in lab.code], lab.files("needs"), Path(folder), before=look())
        except CellExecutionError as error:
            raise Faults([Fault(lab.path, 1, f"a cell failed:\n{outputs.tidy(str(error))}")]) from error
        given = [kept(outputs) for outputs in raw]
        if wrong := list(faults(lab, given)):
            raise Faults(wrong)
        return given, {path: (Path(folder) / path.name).read_bytes() for path in lab.files("makes")}
