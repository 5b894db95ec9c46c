"""What a child process does: run blocks of code one after another in one namespace, and say what each printed."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import os
import re
import sys
import traceback
import types
import warnings

from tools.base.project import ROOT
from tools.record.runner.devices import machine, without_device
from tools.record.runner.jobs import OWN, Block, Job, Result
from tools.record.runner.watch import watched

INTERNAL = re.compile(r" ?\(Triggered internally at [^)]*\)")
"""The place in torch's own sources that ends some warnings: each build of it has another."""


def run(job: Job) -> list[Result]:
    """Run the blocks here, in this process and folder. It stops at the first block that fails without meaning to."""
    if not job.snippets:
        sys.modules["snippets"] = None  # type: ignore[assignment]
    namespace = fresh_main()
    results: list[Result] = []
    with machine(job.device, own=any(block.own for block in job.blocks)) as seeded:
        for block in job.blocks:
            if block.fresh:
                namespace = fresh_main()
            result = Result() if block.skip else run_block(block, namespace, seeded)
            results.append(result)
            ended = job.lenient and (result.warned or result.unmeant)
            if (result.error and not ended) or result.poisoned:
                break
    return results


def fresh_main() -> dict:
    """A `__main__` of its own: what a page defines can be pickled, and `__name__ == "__main__"` holds."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    return main.__dict__


def run_block(block: Block, namespace: dict, seeded) -> Result:
    result, printed = Result(), io.StringIO()
    raised: BaseException | None = None
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stdout(printed),
        watched({str(ROOT / file) for file, _ in block.pieces}) as asked,
        seeded(block.traced) as seen,
    ):
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", re.escape(OWN), FutureWarning)
        try:
            for file, text in block.pieces:
                execute(file, text, namespace)
        except BaseException as error:
            raised = error
    result.draws, result.asks, result.traces = seen.draws, asked.accelerator, asked.tracing
    said = [f"{warning.category.__name__}: {INTERNAL.sub('', str(warning.message))}" for warning in caught]
    result.output = printed.getvalue()
    if block.kind == "warns":
        result.output += "\n".join(dict.fromkeys(said)) + "\n"
    if block.kind == "fails" and raised:
        result.output += "".join(traceback.format_exception_only(raised))
        result.poisoned = is_device_error(raised)
    elif raised:
        result.error = readable(raised)
    elif block.kind == "fails":
        result.error, result.unmeant = "it was meant to fail and did not", True
    if block.kind == "warns" and not said and not result.error:
        result.error, result.unmeant = "it was meant to warn and did not", True
    if block.kind != "warns" and said and not result.error:
        result.error, result.warned = f"it warns: {said[0]}", True
    result.output = without_device(result.output)
    return result


def execute(file: str, text: str, namespace: dict) -> None:
    """Run a piece under its own file name, so that tracebacks and `inspect.getsource` show the real place."""
    path = str(ROOT / file)
    linecache.checkcache(path)
    exec(compile(ast.parse(text, path), path, "exec"), namespace)


def readable(error: BaseException) -> str:
    """The traceback from the reader's code on, with the paths people know."""
    report = traceback.TracebackException.from_exception(error)
    own = [index for index, frame in enumerate(report.stack) if frame.filename.startswith(str(ROOT / "snippets"))]
    if own or isinstance(error, SyntaxError):
        del report.stack[: own[0] if own else len(report.stack)]
    return "".join(report.format()).replace(str(ROOT) + os.sep, "")


def is_device_error(error: BaseException) -> bool:
    """An error that CUDA does not recover from in this process (a device-side assertion, an illegal access)."""
    return type(error).__name__ == "AcceleratorError"
