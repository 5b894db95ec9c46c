"""Examples run alone: what each section prints, and what is wrong with it."""

from __future__ import annotations

import ast
import contextlib
import tempfile
from collections.abc import Collection, Iterator
from types import SimpleNamespace
from typing import Any

from tools.base.project import Fault, Faults, relative
from tools.record.build import build
from tools.record.runner import Block, Crash, Job, Result, run, run_program
from tools.sources import outputs
from tools.sources.examples import PLOT_SECTION, Example, Section, padded
from tools.sources.pages import showing


def example_blocks(example: Example, device: str) -> list[Block]:
    """The whole file as blocks: its sections, and the imports between them."""
    return [
        Block(
            section.name,
            [(relative(example.path), padded(section))],
            section.kind,
            section.left_out(device, build()),
            own=section.device == "own",
            traced=section.device == "traced",
        )
        for section in example.sections
        if any(line.strip() for _, line in section.code)
    ]


def namespace_of(example: Example, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """What the file binds, up to a section that is meant to fail: run in this process, in an empty folder.

    For what needs the objects themselves, such as a network to draw. Raises Faults where a section fails.
    """
    import torch

    from tools.record.runner.child import run_block

    names: dict[str, Any] = {"__name__": relative(example.path).removesuffix(".py").replace("/", ".")}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), torch.random.fork_rng(devices=[]), one_thread():
        for block in example_blocks(example, "cpu"):
            if block.kind != "fails" and block.name not in leave_out:
                result = run_block(block, names, lambda traced: contextlib.nullcontext(SimpleNamespace(draws=0)))
                if result.error:
                    line = example.named[block.name].start if block.name else 1
                    raise Faults([Fault(example.path, line, f"section '{block.name}': {result.error}")])
    return names


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """As in the runner: more threads add up in another order, and training makes that visible."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


OTHER_SEEDS = (1, 20, 300)
"""An example that prints the same with each of these needs no seed of its own."""


def begins_with_seed(section: Section) -> bool:
    """Or the loop does that it consists of."""
    statements = ast.parse(padded(section)).body
    first = next((statement for statement in statements if not isinstance(statement, ast.Import | ast.ImportFrom)), None)
    while isinstance(first, ast.For):
        first = first.body[0]
    return first is not None and ast.unparse(first).startswith("torch.manual_seed(")


def example_faults(
    example: Example, device: str = "cpu", seeds: Collection[int] = OTHER_SEEDS
) -> tuple[dict[str, str], list[Fault]]:
    """Run an example: what each section printed, and what is wrong with it. Its plot is left to tools/record/plots.py."""
    if example.run:
        try:
            result = run_program(example.program, example.path, example.path.read_text("utf-8"))
        except Crash as crash:
            return {}, [Fault(example.path, 1, str(crash))]
        faults = [Fault(example.path, 1, f"`{example.run}` failed:\n{result.error}")] if result.error else []
        return {"program": outputs.tidy(result.output)}, faults
    blocks = [block for block in example_blocks(example, device) if block.name != PLOT_SECTION]
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
            if result.unmeant:
                where += f", shown at {', '.join(showing(example.path, block.name)) or 'no page'},"
            faults.append(Fault(example.path, line, f"{where} on {device}: {result.error}"))
        if section and not section.device:
            faults += [Fault(example.path, line, what) for what in undeclared(section.name, result)]
        if section is None and (text or result.draws):
            what = "prints" if text else "draws random numbers"
            faults.append(Fault(example.path, line, f"importing this {what}. Files that others import hold definitions only."))
        if section and result.draws and not begins_with_seed(section):
            what = f"section '{block.name}' draws random numbers. Begin it with torch.manual_seed(0), to print the same alone."
            unseeded.append(Fault(example.path, line, what))
        faults += [Fault(example.path, line, f"section '{block.name}': {reason}") for reason in outputs.refused(text)]
        if text:
            printed[block.name] = text
    if unseeded and any(drawn_otherwise(blocks, device, seed) != printed for seed in seeds):
        faults += unseeded
    return printed, faults


def undeclared(name: str, result: Result) -> Iterator[str]:
    """What a section does that its `# device:` must say, so that it runs rightly on other devices, too."""
    if result.asks and not result.traces:  # a compiler asks, too
        yield f"section '{name}' asks which accelerator there is. Begin it with '# device: own': it chooses its device itself."
    if result.traces:
        yield f"section '{name}' has torch trace code. Begin it with '# device: traced': its draws are left as they are."


def nogpu_outputs(example: Example, cpu: dict[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """The sections that a build with CUDA words otherwise than one without it, where there is no GPU."""
    printed, faults = example_faults(example)
    return {name: printed[name] for name in example.without_gpu if printed.get(name, "") != cpu.get(name, "")}, faults


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
