"""make record: run what has changed, and keep what it printed and what its networks look like.

    python -m tools.record                             what is stale
    python -m tools.record --all                       everything
    python -m tools.record snippets/lenet/net.py …     these

Nothing is written before everything has run; each file is replaced in one step; the differences are shown.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import difflib
import json
import os
import platform
import sys
from pathlib import Path

from tools import outputs, plots
from tools.examples import SNIPPETS, Example, Section, example_files, padded, parse, sources_hash
from tools.faults import ROOT, Fault, Faults, relative
from tools.foot import VERSIONS
from tools.foot import versions as recorded_versions
from tools.labs.record import main as labs
from tools.runner import Block, Crash, Job, run, run_program


def example_blocks(example: Example, device: str) -> list[Block]:
    """The whole file as blocks: its sections, and the imports between them."""
    return [
        Block(section.name, [(relative(example.path), padded(section))], section.kind, section.device if device != "cpu" else "")
        for section in example.sections
        if any(line.strip() for _, line in section.code)
    ]


OTHER_SEEDS = (1, 20, 300)
"""An example that prints the same with each of these needs no seed of its own."""


def begins_with_seed(section: Section) -> bool:
    statements = ast.parse(padded(section)).body
    first = next((statement for statement in statements if not isinstance(statement, ast.Import | ast.ImportFrom)), None)
    return first is not None and ast.unparse(first).startswith("torch.manual_seed(")


def example_faults(example: Example, device: str = "cpu") -> tuple[dict[str, str], list[Fault]]:
    """Run an example: what each section printed, and what is wrong with it."""
    if example.run:
        try:
            result = run_program(example.program, example.path, example.path.read_text("utf-8"))
        except Crash as crash:
            return {}, [Fault(example.path, 1, str(crash))]
        faults = [Fault(example.path, 1, f"`{example.run}` failed:\n{result.error}")] if result.error else []
        return {"program": outputs.tidy(result.output)}, faults
    blocks = example_blocks(example, device)
    try:
        results = run(Job(blocks, device, snippets=True))
    except Crash as crash:
        return {}, [Fault(example.path, 1, str(crash))]
    printed, faults, unseeded = {}, [], []
    for block, result in zip(blocks, results, strict=False):
        section = example.named.get(block.name)
        line = section.start if section else 1
        text = outputs.tidy(result.output)
        if result.error:
            where = f"section '{block.name}'" if section else "the imports"
            if "meant to" in result.error:
                from tools.pages import showing

                where += f", shown at {', '.join(showing(example.path, block.name)) or 'no page'},"
            faults.append(Fault(example.path, line, f"{where} on {device}: {result.error}"))
        if section is None and (text or result.draws):
            what = "prints" if text else "draws random numbers"
            faults.append(Fault(example.path, line, f"importing this {what}. Files that others import hold definitions only."))
        if section and result.draws and not begins_with_seed(section):
            what = f"section '{block.name}' draws random numbers. Begin it with torch.manual_seed(0), to print the same alone."
            unseeded.append(Fault(example.path, line, what))
        faults += [Fault(example.path, line, f"section '{block.name}': {reason}") for reason in outputs.refused(text)]
        if text:
            printed[block.name] = text
    if unseeded and any(drawn_otherwise(blocks, device, seed) != printed for seed in OTHER_SEEDS):
        faults += unseeded
    return printed, faults


def drawn_otherwise(blocks: list[Block], device: str, seed: int) -> dict[str, str]:
    """What the blocks print where they draw other numbers: shapes, names and messages stay what they are."""
    first = Block("", [("seed", f"import torch; torch.manual_seed({seed})")])
    results = run(Job([first, *blocks], device, snippets=True))[1:]
    return {block.name: text for block, result in zip(blocks, results, strict=False) if (text := outputs.tidy(result.output))}


def cuda_outputs(example: Example, cpu: dict[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """The sections whose words differ on CUDA. Numbers that differ by more than their order of summing are a fault."""
    printed, faults = example_faults(example, "cuda")
    differing = {}
    for name, text in printed.items():
        if outputs.same(cpu.get(name, ""), text, outputs.CUDA_TOLERANCE):
            continue
        if outputs.same_words(cpu.get(name, ""), text):
            faults.append(
                Fault(example.path, example.named[name].start, f"section '{name}' prints other numbers on CUDA:\n{text}")
            )
        differing[name] = text
    return differing, faults


def plot_records(example: Example) -> dict[Path, str]:
    """The figure that the example's section `plot` draws."""
    return {plots.picture(example.path): plots.draw(example.path)}


def versions(device: str) -> dict[str, str]:
    import torch

    name = torch.cuda.get_device_name() if device == "cuda" else "CPU"
    return {"torch": torch.__version__.partition("+")[0], "python": platform.python_version(), "device": name}


def is_stale(example: Example) -> bool:
    graph = example.path.with_suffix(".graph")
    drawn = json.loads(graph.read_text("utf-8")).get("sources") if graph.exists() else None
    if plots.SECTION in example.named and not plots.picture(example.path).exists():
        return True
    return outputs.is_stale(example) or (drawn != sources_hash(example.path) if example.draws else False)


def stale(root: Path = SNIPPETS) -> list[Path]:
    """The examples whose records are of other sources."""
    return [path for path in example_files(root) if is_stale(parse(path)[0])]


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
            from tools.graph.examples import graph_records

            try:
                files |= graph_records(example)
            except Exception as error:
                wrong.append(Fault(example.path, example.drawing_line, f"no picture of `{example.drawing}`: {error}"))
        if plots.SECTION in example.named and not wrong:
            try:
                files |= plot_records(example)
            except plots.PlotError as error:
                wrong.append(Fault(example.path, example.named[plots.SECTION].start, str(error)))
        faults += wrong
    if faults:
        raise Faults(faults)
    return files


def write(files: dict[Path, str | bytes]) -> list[Path]:
    """Replace each file that changes in one step, and show how it changed."""
    changed = []
    for path, text in files.items():
        new = text if isinstance(text, bytes) else text.encode()
        before = path.read_bytes() if path.exists() else b""
        if before == new:
            continue
        changed.append(path)
        if path.suffix == ".out":
            was, now = before.decode().splitlines()[1:], text.splitlines()[1:]
            print(*difflib.unified_diff(was, now, f"{relative(path)} before", "now", lineterm="", n=1), sep="\n")
        temporary = path.with_suffix(path.suffix + ".new")
        temporary.write_bytes(new)
        temporary.replace(path)
        print(f"recorded {relative(path)}")
    return changed


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.record", description=__doc__.splitlines()[0])
    parser.add_argument("examples", nargs="*", type=Path, help="example files; without any, those that are stale")
    parser.add_argument("--all", action="store_true", help="run every example again")
    options = parser.parse_args(arguments)
    if os.environ.get("CI"):
        print("make record never runs in CI: a record is read by a person before it is kept", file=sys.stderr)
        return 2
    import torch

    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    now = {device: versions(device) for device in devices}
    kept = recorded_versions()
    moved = any({**kept.get(device, {}), "date": ""} != {**now[device], "date": ""} for device in devices)
    if moved and options.examples and kept:
        print("torch, Python or the device is not what snippets/record.json says: run `make record` for all", file=sys.stderr)
        return 1
    everything = options.all or moved
    paths = example_files() if everything else [path.resolve() for path in options.examples] or stale()
    parsed = [parse(path) for path in paths]
    try:
        if wrong := [fault for _, faults in parsed for fault in faults]:
            raise Faults(wrong)
        changed = write(records([example for example, _ in parsed], devices))
    except Faults as faults:
        print(f"{faults}\nnothing was recorded ({len(faults.faults)} faults)", file=sys.stderr)
        return 1
    if changed or moved:
        today = datetime.date.today().isoformat()
        write({VERSIONS: json.dumps(kept | {device: now[device] | {"date": today} for device in devices}, indent=1) + "\n"})
    remove_orphans()
    print(f"{len(paths)} examples ran, {len(changed)} files changed")
    return 0 if options.examples else labs([])


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
        return plots.SECTION in example.named
    return path.suffix == ".out" or (example.draws == "graph" if path.suffix == ".onnx" else bool(example.draws))


if __name__ == "__main__":
    sys.exit(main())
