"""make record: run what has changed, and keep what it printed and what its networks look like.

    python -m tools record                             what is stale
    python -m tools record --all                       every example
    python -m tools record snippets/lenet/net.py …     these; a lab, too: snippets/labs/train.py
    python -m tools record --without-gpu               sections `# device: none`, with a build of torch that has CUDA
    python -m tools record --pictures                  nothing: the pictures of networks are drawn again from their .graph

Nothing is written before everything has run; each file is replaced in one step; the differences are shown.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import json
import os
import platform
import sys
from pathlib import Path

from tools.base.project import ROOT, SNIPPETS, Fault, Faults, relative
from tools.graph.steps import loads
from tools.record import plots
from tools.record.build import build
from tools.record.examples import cuda_outputs, example_faults, nogpu_outputs
from tools.record.files import replace
from tools.record.labs import record_labs
from tools.sources import outputs
from tools.sources.examples import PLOT_SECTION, Example, example_files, parse, plot_of, sources_hash
from tools.sources.outputs import stale
from tools.sources.versions import VERSIONS
from tools.sources.versions import versions as recorded_versions


def plot_records(example: Example) -> dict[Path, str]:
    """The figure that the example's section `plot` draws."""
    return {plot_of(example.path): plots.draw(example.path)}


def versions(device: str) -> dict[str, str]:
    import torch

    name = torch.cuda.get_device_name() if device == "cuda" else "CPU"
    return {"torch": torch.__version__.partition("+")[0], "python": platform.python_version(), "device": name}


def records(examples: list[Example], devices: list[str]) -> dict[Path, str | bytes]:
    """Every file to write, with its text. Raises Faults where anything is wrong; then nothing is to be written."""
    files: dict[Path, str | bytes] = {}
    faults: list[Fault] = []
    for number, example in enumerate(examples, 1):
        print(f"[{number}/{len(examples)}] {relative(example.path)}", file=sys.stderr, flush=True)
        printed, wrong = example_faults(example)
        files[example.outputs] = outputs.dumps(sources_hash(example.path), printed)
        if "cuda" in devices and not example.run:
            differing, more = cuda_outputs(example, printed)
            wrong += more
            if differing:
                files[example.outputs.with_suffix(".cuda.out")] = outputs.dumps(sources_hash(example.path), differing)
        if example.draws and not wrong:
            from tools.record.pictures import graph_records

            try:
                files |= graph_records(example)
            except Exception as error:
                wrong.append(Fault(example.path, example.drawing_line, f"no picture of `{example.drawing}`: {error}"))
        if PLOT_SECTION in example.named and not wrong:
            try:
                files |= plot_records(example)
            except plots.PlotError as error:
                wrong.append(Fault(example.path, example.named[PLOT_SECTION].start, str(error)))
            except Faults as error:
                wrong += error.faults
        faults += wrong
    if faults:
        raise Faults(faults)
    return files


def write(files: dict[Path, str | bytes]) -> list[Path]:
    """Replace the files that change, all or none, and show how they changed."""
    changed = replace(files)
    for path, before in changed.items():
        if path.suffix == ".out":
            was, now = before.decode().splitlines()[1:], files[path].splitlines()[1:]
            print(*difflib.unified_diff(was, now, f"{relative(path)} before", "now", lineterm="", n=1), sep="\n")
        print(f"recorded {relative(path)}")
    return list(changed)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools record", description=__doc__.splitlines()[0])
    parser.add_argument("examples", nargs="*", type=Path, help="example files; without any, those that are stale")
    parser.add_argument("--all", action="store_true", help="run every example again")
    parser.add_argument("--pictures", action="store_true", help="draw networks again from their .graph; no example runs")
    parser.add_argument("--without-gpu", action="store_true", help="what a CUDA build words otherwise where there is no GPU")
    options = parser.parse_args(arguments)
    if os.environ.get("CI"):
        print("make record never runs in CI: a record is read by a person before it is kept", file=sys.stderr)
        return 2
    if options.pictures:
        print(f"{len(write(redrawn()))} pictures changed")
        return 0
    if named := [path.stem for path in options.examples if path.parent.name == "labs"]:
        return record_labs(named)
    if options.without_gpu:
        return record_without_gpu()
    import torch

    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    now = {device: versions(device) for device in devices}
    kept = recorded_versions()
    moved = [device for device in devices if {**kept.get(device, {}), "date": ""} != {**now[device], "date": ""}]
    if moved and options.examples and kept:
        print("torch, Python or the device is not what snippets/record.json says: run `make record` for all", file=sys.stderr)
        return 1
    moved = devices if options.all else moved
    paths = example_files() if moved else [path.resolve() for path in options.examples] or stale()
    parsed = [parse(path) for path in paths]
    try:
        if wrong := [fault for _, faults in parsed for fault in faults]:
            raise Faults(wrong)
        files = records([example for example, _ in parsed if not left(example)], devices)
        today = datetime.date.today().isoformat()  # of the run of all: a date that each record changes would always collide
        made = kept | {device: now[device] | {"date": today} for device in moved}
        changed = write(files | {VERSIONS: json.dumps(made, indent=1) + "\n"})
    except Faults as faults:
        print(f"{faults}\nnothing was recorded ({len(faults.faults)} faults)", file=sys.stderr)
        return 1
    remove_orphans()
    print(f"{len(paths)} examples ran, {len(changed)} files changed")
    return 0 if options.examples else record_labs()


def left(example: Example) -> bool:
    """An example whose record is one of a CPU build; said where this is another."""
    if not example.without_gpu or build() == "cpu":
        return False
    print(f"left as it is: {relative(example.path)} is recorded with a CPU build of torch", file=sys.stderr)
    return True


def record_without_gpu() -> int:
    """The words of a CUDA build on a machine without a GPU. The other records stay what they are."""
    if build() != "nogpu":
        print("this takes a build of torch with CUDA, on a machine without a GPU: `pip install torch` on Linux", file=sys.stderr)
        return 1
    import torch

    files: dict[Path, str | bytes] = {}
    try:
        for example in filter(lambda example: example.without_gpu, (parse(path)[0] for path in example_files())):
            words, faults = nogpu_outputs(example, outputs.read(example.outputs)[1])
            if faults:
                raise Faults(faults)
            files[example.outputs.with_suffix(".nogpu.out")] = outputs.dumps(sources_hash(example.path), words)
    except Faults as faults:
        print(f"{faults}\nnothing was recorded ({len(faults.faults)} faults)", file=sys.stderr)
        return 1
    date = datetime.date.today().isoformat()
    made = {"torch": torch.__version__, "python": platform.python_version(), "device": "CPU", "date": date}
    write(files | {VERSIONS: json.dumps(recorded_versions() | {"nogpu": made}, indent=1) + "\n"})
    return 0


def redrawn() -> dict[Path, str]:
    """The pictures as tools/graph/svg.py draws them today, from what is recorded."""
    from tools.record.pictures import svgs

    graphs = sorted(SNIPPETS.glob("*/*.graph"))
    return {path: text for graph in graphs for path, text in svgs(graph, loads(graph.read_text("utf-8"))).items()}


def remove_orphans() -> None:
    """Records that no example makes; a model that a lab trained is none."""
    for path in SNIPPETS.rglob("*"):
        example = path.with_name(path.name.partition(".")[0] + ".py")
        if path.parent.name == "labs":
            continue
        if path.suffix in (".out", ".graph", ".svg", ".onnx") and not (example.exists() and makes(parse(example)[0], path)):
            path.unlink()
            print(f"removed {path.relative_to(ROOT).as_posix()}: its example does not make it")


def makes(example: Example, path: Path) -> bool:
    """Whether a file is one that this example is recorded in."""
    if path.suffix == ".svg" and "." not in path.stem:
        return PLOT_SECTION in example.named
    if path.name.endswith(".nogpu.out"):
        return bool(example.without_gpu)
    return path.suffix == ".out" or (example.draws == "graph" if path.suffix == ".onnx" else bool(example.draws))
