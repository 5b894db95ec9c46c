"""Run examples and pages as their readers do: each in a process and an empty folder of its own."""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.base.project import ROOT
from tools.record.runner.jobs import OWN, Block, Job, Result

__all__ = ["Block", "Crash", "Job", "Result", "run", "run_program"]


class Crash(Exception):
    """The process of a job ended without an answer, or not in time."""


def environment(**extra: str) -> dict[str, str]:
    """One thread unless somebody says otherwise: on a busy machine two cost 25 times the CPU, and sums come in one order."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {
        "OMP_NUM_THREADS": "1",
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": path,
        "PYTHONIOENCODING": "utf-8",
        "MPLBACKEND": "agg",
        **extra,
    }


@functools.cache
def server() -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.record.runner.server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT, env=environment(),
    )  # fmt: skip
    atexit.register(process.terminate)
    if process.stdout.readline() != "ready\n":
        raise Crash("the runner did not start; its message stands above")
    return process


def run(job: Job) -> list[Result]:
    """Run a job: in a fork of the server on the CPU, in a process of its own on CUDA and where there is no fork.

    A failing block that poisons the CUDA context ends its process; what follows runs in another one, without it.
    """
    if job.device == "cpu" and hasattr(os, "fork"):
        return answer(ask_server(job))
    results: list[Result | None] = [None] * len(job.blocks)
    left = list(range(len(job.blocks)))
    while True:
        part = answer(spawn(Job([job.blocks[index] for index in left], job.device, job.snippets, job.timeout)))
        for index, result in zip(left, part, strict=False):
            results[index] = results[index] or result
        if not (part and part[-1].poisoned):
            return [result for result in results if result]
        left.pop(len(part) - 1)


def ask_server(job: Job) -> dict:
    process = server()
    print(json.dumps(job.dump()), file=process.stdin, flush=True)
    line = process.stdout.readline()
    if not line:
        server.cache_clear()
        raise Crash("the runner died")
    return json.loads(line)


def spawn(job: Job) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "tools.record.runner.server", "--once"],
                input=json.dumps(job.dump()), capture_output=True, text=True, encoding="utf-8",
                cwd=folder, env=environment(CUDA_LAUNCH_BLOCKING="1"), timeout=job.timeout,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"crash": f"it did not end within {job.timeout:g} s"}
    return json.loads(done.stdout) if done.stdout else {"crash": f"its process died:\n{done.stderr[-2000:]}"}


def answer(data: dict) -> list[Result]:
    if "crash" in data:
        raise Crash(data["crash"])
    return [Result(**result) for result in data["results"]]


def run_program(command: list[str], source: Path, text: str, timeout: float = 300.0) -> Result:
    """Run a program example by its command line, as a reader does in a terminal: its file alone in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, source.name).write_text(text, "utf-8", newline="\n")
        program = {"python": [sys.executable], "torchrun": [sys.executable, "-m", "torch.distributed.run"]}[command[0]]
        warn = {"PYTHONWARNINGS": f"error,ignore:{OWN}:FutureWarning"} if command[0] == "python" else {}
        try:
            done = subprocess.run(
                program + command[1:], cwd=folder, env={**environment(**warn), "PYTHONPATH": ""},
                capture_output=True, text=True, encoding="utf-8", timeout=timeout, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Crash(f"it did not end within {timeout:g} s") from None
    return Result(done.stdout, done.stderr[-3000:] if done.returncode else "")
