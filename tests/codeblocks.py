"""pytest --codeblocks: run every example alone, and every page as its reader does, on each device.

pytest --codeblocks docs/en/lenet.md          one page
pytest --codeblocks snippets/lenet/net.py     one example
"""

from __future__ import annotations

import difflib
import functools
import json
import os
from pathlib import Path

import pytest

from tools.base.project import SNIPPETS, relative
from tools.check.names import rebound
from tools.page.blocks import PageBlock
from tools.page.includes import blocks
from tools.record.build import build, record_of
from tools.record.examples import OTHER_SEEDS, example_blocks, example_faults
from tools.record.runner import Block, Crash, Job, Result, run, run_program
from tools.record.runner.jobs import block_of, without_comments
from tools.sources import pages
from tools.sources.entries import explained
from tools.sources.examples import is_example, parse
from tools.sources.outputs import CUDA_TOLERANCE, recorded, same

DEVICES = ("cpu", "cuda")
ALL = bool(os.environ.get("ALL"))
"""Run again what another test runs, too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--codeblocks", action="store_true", help="run the examples and the code of the pages")


def pytest_collect_file(file_path, parent):
    if not parent.config.getoption("--codeblocks"):
        return None
    if file_path.suffix == ".md" and file_path.is_relative_to(pages.DOCS):
        return File.from_parent(parent, path=file_path, item=PageItem)
    if file_path.is_relative_to(SNIPPETS) and is_example(file_path):
        return File.from_parent(parent, path=file_path, item=ExampleItem)
    return None


class NoTests(pytest.File):
    """What pytest itself would make of an example that is named on the command line: a test file, which it imports."""

    def collect(self):
        return []


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path, parent):
    return NoTests.from_parent(parent, path=module_path) if module_path.is_relative_to(SNIPPETS) else None


@functools.cache
def missing_device(device: str) -> str:
    """Why a device cannot be used here; empty where it can."""
    import torch

    return "" if device == "cpu" or torch.cuda.is_available() else "no CUDA device: torch.cuda.is_available() is False"


class Unlike(Exception):
    """What ran is not what is shown; the message is the whole report."""


class File(pytest.File):
    def __init__(self, *, item, **kwargs):
        super().__init__(**kwargs)
        self.item = item

    def collect(self):
        for device in DEVICES:
            yield self.item.from_parent(self, name=f"[{device}]", device=device)


class DeviceItem(pytest.Item):
    def __init__(self, *, device: str, **kwargs):
        super().__init__(**kwargs)
        self.device = device
        self.units = 1 if device == "cpu" else CUDA_TOLERANCE

    def setup(self) -> None:
        if reason := missing_device(self.device):
            pytest.skip(reason)

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, (Unlike, Crash)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, 0, f"{relative(self.path)}{self.name}"


class ExampleItem(DeviceItem):
    """An example file, run alone; a program by its command line."""

    def runtest(self) -> None:
        example, faults = parse(self.path)
        if faults:
            raise Unlike("\n".join(map(str, faults)))
        if example.run and self.device != "cpu":
            pytest.skip("a program chooses its device itself; it runs once, as [cpu]")
        outputs, faults = example_faults(example, self.device, OTHER_SEEDS if ALL else OTHER_SEEDS[:1])
        report = [str(fault) for fault in faults]
        skipped = {block.name for block in example_blocks(example, self.device) if block.skip}
        expected = recorded(example, record_of(self.device))
        for name in dict.fromkeys([*expected, *outputs]):
            if name not in skipped and not same(expected.get(name, ""), outputs.get(name, ""), self.units):
                where = f"{relative(self.path)}:{example.named[name].start if name in example.named else 1}"
                report.append(unlike(f"{where}: section '{name}'", expected.get(name, ""), outputs.get(name, "")))
                report.append(
                    f"Run `make record` if the new output is right. Shown at: {', '.join(pages.showing(self.path, name))}"
                )
                if lessons := ", ".join(explained(self.path, name)):
                    report.append(f"Explained at: {lessons}")
        if report:
            raise Unlike("\n".join(report))
        if skipped and len(skipped) == len(example.named):
            pytest.skip(example_blocks(example, self.device)[-1].skip)


class PageItem(DeviceItem):
    """A page's blocks, from top to bottom in one namespace, as its reader copies them."""

    def runtest(self) -> None:
        found = blocks(self.path)
        report = []
        running = [block for block in found if not block.program]
        results = run_once(self.device, tuple(map(freeze, (block_of(block, self.device, build()) for block in running))))
        for number, (block, result) in enumerate(zip(running, results, strict=False)):
            before = len(report)
            asked = block_of(block, self.device, build())
            where = f"{relative(self.path)}:{block.line}: {asked.name}"
            expected = block.expected if record_of(self.device) == "cpu" else expected_on(block, record_of(self.device))
            if result.error:
                report.append(f"{where} failed on {self.device}\n{result.error}")
            elif not asked.skip and not same(expected, result.output, self.units):
                report.append(unlike(where, expected, result.output))
            report += rebound(running[:number], block) if len(report) > before else []
        for block in found:
            if (example := block.program) and self.device == "cpu" and (ALL or not is_its_example(block)):
                result = run_program_once(example.path, tuple(example.program), without_comments(block.code))
                if result.error or not same(block.expected, result.output):
                    where = f"{relative(self.path)}:{block.line}: {relative(example.path)}"
                    report.append(f"{unlike(where, block.expected, result.output)}\n{result.error}".rstrip())
        if report:
            raise Unlike("\n".join(report))


def is_its_example(block: PageBlock) -> bool:
    """Whether a program is on the page as its example has it, to the letter: then the run of the example is its run."""
    texts = block.code, block.program.path.read_text("utf-8").splitlines()
    shown, own = (list(filter(None, without_comments(lines).split("\n"))) for lines in texts)
    return shown == own and block.expected.strip() == recorded(block.program).get("program", "").strip()


def expected_on(block: PageBlock, device: str) -> str:
    texts = [recorded(example, device).get(name, "") for example, name in block.shown]
    return "\n".join(filter(None, texts))


def freeze(block: Block) -> str:
    return json.dumps(vars(block), sort_keys=True)


@functools.cache
def run_once(device: str, blocks: tuple[str, ...]) -> list[Result]:
    """The two languages of a page share one run: their code differs in comments only."""
    return run(Job([Block(**json.loads(block)) for block in blocks], device))


@functools.cache
def run_program_once(path: Path, command: tuple[str, ...], code: str) -> Result:
    return run_program(list(command), path, code)


def unlike(where: str, expected: str, got: str) -> str:
    difference = difflib.unified_diff(expected.splitlines(), got.splitlines(), "recorded", "ran now", lineterm="")
    return f"{where} prints something else:\n    " + "\n    ".join(difference)
